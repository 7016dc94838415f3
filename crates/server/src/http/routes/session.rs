//! Signing in and out.

use crate::app::{AppError, Caller, Cx, accounts, sessions};
use crate::http::device::Device;
use crate::http::extract::Body;
use crate::http::guards::ClientAddress;
use crate::http::{Answer, Door, auth};
use crate::outside::ids;
use crate::wire::{Me, Problem, Session};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse};
use parlance_core::policy::Rate;
use parlance_core::{limits, text};
use parlance_store::Tx;
use parlance_store::accounts::TokenHash;
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    pub email: String,
    pub password: String,
}

/// Who is signed in, if anybody: unlike `/me` it refuses nobody, so that a page can ask before it knows.
#[utoipa::path(get, path = "/session", tag = "session", responses((status = 200, body = Session), (status = "default", body = Problem)))]
pub async fn get(State(door): State<Door>, headers: HeaderMap) -> Answer<Json<Session>> {
    let Some(caller) = auth::caller(&headers, door.app.cx.config.is_https()) else {
        return Ok(Json(Session { account: None }));
    };
    let account = match door.app.read(move |tx, cx| accounts::me(tx, cx, &caller)).await {
        Ok(me) => Some(Me::new(me, door.app.cx.demo)),
        Err(AppError::NotSignedIn) => None,
        Err(error) => return Err(error.into()),
    };
    Ok(Json(Session { account }))
}

/// Signs in. A wrong password and an unknown address get the same answer in the same time.
#[utoipa::path(post, path = "/session", tag = "session", request_body = SignIn,
    responses((status = 200, body = Me), (status = "default", body = Problem)))]
pub async fn create(
    State(door): State<Door>,
    from: ClientAddress,
    device: Device,
    body: Body<SignIn>,
) -> Answer<impl IntoResponse> {
    let SignIn { email, password } = body.value;
    let email = text::email(&email).map_err(|_| AppError::SignInFailed)?;
    if let Rate::Exceeded { retry_after } = door.app.cx.rates.sign_in(ids::sha256(email.as_bytes()), from.0) {
        return Err(AppError::RateLimited { retry_after }.into());
    }
    if password.chars().count() > limits::PASSWORD_CHARS_MAX {
        return Err(AppError::SignInFailed.into());
    }
    let found = door.app.read(move |tx, _| sessions::credentials(tx, &email)).await?;
    let (id, stored) = found.unzip();
    let fits = door.app.cx.passwords.check(password, stored).await?;
    let id = id.filter(|_| fits).ok_or(AppError::SignInFailed)?;
    begin(&door, move |tx, cx, token| sessions::begin(tx, cx, id, token, &device.0)).await
}

/// Runs what begins a sign-in under a new token, and answers with who it is and the cookie.
pub(super) async fn begin<F>(door: &Door, command: F) -> Answer<impl IntoResponse + use<F>>
where
    F: Fn(&mut Tx<'_>, &Cx, &TokenHash) -> Result<(), AppError> + Send + 'static,
{
    let token = ids::token();
    let caller = Caller { token: ids::token_hash(&token) };
    let me = door.app.run(move |tx, cx| {
        command(tx, cx, &caller.token)?;
        accounts::me(tx, cx, &caller)
    });
    let me = Me::new(me.await?, door.app.cx.demo);
    let cookie = auth::sign_in(&token, door.app.cx.config.is_https());
    Ok((AppendHeaders([(header::SET_COOKIE, cookie)]), Json(me)))
}

/// Signs out. Being signed out already is no mistake.
#[utoipa::path(delete, path = "/session", tag = "session", responses((status = 204), (status = "default", body = Problem)))]
pub async fn delete(State(door): State<Door>, headers: HeaderMap) -> Answer<impl IntoResponse> {
    let is_https = door.app.cx.config.is_https();
    if let Some(caller) = auth::caller(&headers, is_https) {
        door.app.run(move |tx, _| sessions::end(tx, &caller)).await?;
    }
    Ok((StatusCode::NO_CONTENT, AppendHeaders([(header::SET_COOKIE, auth::sign_out(is_https))])))
}
