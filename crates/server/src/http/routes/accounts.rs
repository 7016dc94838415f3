//! Signing up, and proving an address.

use super::session;
use crate::app::{AppError, FieldError, accounts};
use crate::http::device::Device;
use crate::http::extract::Body;
use crate::http::guards::ClientAddress;
use crate::http::{Answer, Door};
use crate::outside::ids;
use crate::wire::{Me, Problem};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use parlance_core::limits;
use parlance_core::policy::Rate;
use parlance_core::text::{self, Rule};
use serde::{Deserialize, Serialize};
use std::net::IpAddr;
use utoipa::ToSchema;

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignUp {
    pub email: String,
    pub password: String,
    pub name: String,
}

/// An address that a mail went (or might have gone) to.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Address {
    pub email: String,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Verification {
    /// The token from the mail's link.
    pub token: String,
    /// The password given with the sign-up that the mail was about.
    pub password: String,
}

/// Signs up. The answer is the same whether or not the address has an account: the mail tells.
#[utoipa::path(post, path = "/accounts", tag = "accounts", request_body = SignUp,
    responses((status = 202, body = Address), (status = "default", body = Problem)))]
pub async fn create(
    State(door): State<Door>,
    from: ClientAddress,
    body: Body<SignUp>,
) -> Answer<(StatusCode, Json<Address>)> {
    let SignUp { email, password, name } = body.value;
    let (email, name) = checked(&email, &password, &name)?;
    limit(&door, ids::sha256(email.as_bytes()), from.0)?;
    let password_hash = door.app.cx.passwords.hash_new(password, [email.clone(), name.clone()]).await?;
    let input = accounts::SignUp { email: email.clone(), name, password_hash };
    door.app.run(move |tx, cx| accounts::sign_up(tx, cx, &input)).await?;
    Ok((StatusCode::ACCEPTED, Json(Address { email })))
}

/// What can be told of the fields at no cost; whether the password is guessable comes after the rate.
fn checked(email: &str, password: &str, name: &str) -> Result<(String, String), AppError> {
    let mut wrong = Vec::new();
    let mut field = |field, result: Result<String, Rule>| match result {
        Ok(value) => value,
        Err(rule) => {
            wrong.push(FieldError { field, rule });
            String::new()
        }
    };
    let checked = (field("email", text::email(email)), field("name", text::name(name)));
    field("password", text::password(password).map(|()| String::new()));
    if wrong.is_empty() { Ok(checked) } else { Err(AppError::Invalid(wrong)) }
}

/// Proves an address with the link from the mail and the password of the sign-up it was mailed for, and
/// signs in. Whoever reads the mailbox may not be who signed up, and the other way round: the one cannot
/// guess the password, the other has no link. Wrong links and wrong passwords get the same answer.
#[utoipa::path(post, path = "/verifications", tag = "accounts", request_body = Verification,
    responses((status = 200, body = Me), (status = "default", body = Problem)))]
pub async fn verify(
    State(door): State<Door>,
    from: ClientAddress,
    device: Device,
    body: Body<Verification>,
) -> Answer<impl IntoResponse> {
    let Verification { token, password } = body.value;
    let token = ids::token_hash(&token);
    let found = door.app.read(move |tx, cx| accounts::verification(tx, cx, &token)).await?;
    // A link that leads nowhere counts as an account of its own, so that the rate tells nothing either.
    limit(&door, found.as_ref().map_or(token, |found| ids::sha256(found.email.as_bytes())), from.0)?;
    if password.chars().count() > limits::PASSWORD_CHARS_MAX {
        return Err(AppError::VerificationFailed.into());
    }
    if !door.app.cx.passwords.check(password, found.map(|found| found.password_hash)).await? {
        return Err(AppError::VerificationFailed.into());
    }
    session::begin(&door, move |tx, cx, session| accounts::verify(tx, cx, &token, session, &device.0)).await
}

/// Sends the verification mail again, if the address waits for one; the answer does not say.
#[utoipa::path(post, path = "/verification-mails", tag = "accounts", request_body = Address,
    responses((status = 202, body = Address), (status = "default", body = Problem)))]
pub async fn resend(
    State(door): State<Door>,
    from: ClientAddress,
    body: Body<Address>,
) -> Answer<(StatusCode, Json<Address>)> {
    let email = text::email(&body.value.email).map_err(AppError::field("email"))?;
    limit(&door, ids::sha256(email.as_bytes()), from.0)?;
    let address = Address { email: email.clone() };
    door.app.run(move |tx, cx| accounts::resend_verification(tx, cx, &email)).await?;
    Ok((StatusCode::ACCEPTED, Json(address)))
}

fn limit(door: &Door, account: [u8; 32], from: IpAddr) -> Result<(), AppError> {
    match door.app.cx.rates.sign_in(account, from) {
        Rate::Kept => Ok(()),
        Rate::Exceeded { retry_after } => Err(AppError::RateLimited { retry_after }),
    }
}
