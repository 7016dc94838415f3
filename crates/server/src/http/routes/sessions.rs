//! One's own sign-ins, one for each browser; and the password that they begin with.

use crate::app::{AppError, Caller, sessions};
use crate::http::extract::{Body, Id};
use crate::http::guards::ClientAddress;
use crate::http::{Answer, Door};
use crate::outside::ids;
use crate::wire::{DeviceSession, Problem};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use parlance_core::ids::SessionId;
use parlance_core::policy::Rate;
use parlance_core::{limits, text};
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// The password in force.
    pub current: String,
    pub password: String,
}

/// The browsers one is signed in with, newest first.
#[utoipa::path(get, path = "/sessions", tag = "sessions",
    responses((status = 200, body = Vec<DeviceSession>), (status = "default", body = Problem)))]
pub async fn list(State(door): State<Door>, caller: Caller) -> Answer<Json<Vec<DeviceSession>>> {
    let (own, found) = door.app.read(move |tx, cx| sessions::devices(tx, cx, &caller)).await?;
    Ok(Json(found.into_iter().map(|device| DeviceSession::new(device, own)).collect()))
}

/// Signs one of one's browsers out.
#[utoipa::path(delete, path = "/sessions/{id}", tag = "sessions", params(("id" = uuid::Uuid, Path)),
    responses((status = 204), (status = "default", body = Problem)))]
pub async fn end(State(door): State<Door>, caller: Caller, id: Id) -> Answer<StatusCode> {
    door.app.run(move |tx, cx| sessions::end_one(tx, cx, &caller, SessionId(id.0))).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Changes one's password and signs every other browser out. Guessing the one in force is as slow as
/// guessing at the sign-in.
#[utoipa::path(put, path = "/me/password", tag = "sessions", request_body = PasswordChange,
    responses((status = 204), (status = "default", body = Problem)))]
pub async fn change_password(
    State(door): State<Door>,
    caller: Caller,
    from: ClientAddress,
    body: Body<PasswordChange>,
) -> Answer<StatusCode> {
    let PasswordChange { current, password } = body.value;
    text::password(&password).map_err(AppError::field("password"))?;
    let (account, stored) = door.app.read(move |tx, cx| sessions::own_credentials(tx, cx, &caller)).await?;
    let counted = ids::sha256(account.email.as_bytes());
    if let Rate::Exceeded { retry_after } = door.app.cx.rates.sign_in(counted, from.0) {
        return Err(AppError::RateLimited { retry_after }.into());
    }
    let passwords = &door.app.cx.passwords;
    let short = current.chars().count() <= limits::PASSWORD_CHARS_MAX;
    if !(short && passwords.check(current, Some(stored.clone())).await?) {
        return Err(Problem::new(
            422,
            "password-wrong",
            "This is not your password. Check it and try again.",
        )
        .into());
    }
    let hash = passwords.hash_new(password, [account.email, account.name]).await?;
    door.app.run(move |tx, cx| sessions::change_password(tx, cx, &caller, &stored, &hash)).await?;
    Ok(StatusCode::NO_CONTENT)
}
