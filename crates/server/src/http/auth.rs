//! Cookies: how a browser says who it is. The cookie holds a random token and nothing else.

use super::Door;
use super::problem::Refused;
use crate::app::{AppError, Caller};
use crate::outside::ids;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use parlance_core::limits;

/// Over https the name carries the promise that the cookie was set by this very host; browsers refuse it
/// over plain http, which is only allowed on the loopback address.
fn name(is_https: bool) -> &'static str {
    if is_https { "__Host-parlance" } else { "parlance" }
}

impl FromRequestParts<Door> for Caller {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, door: &Door) -> Result<Caller, Refused> {
        caller(&parts.headers, door.app.cx.config.is_https()).ok_or_else(|| AppError::NotSignedIn.into())
    }
}

/// Whoever the request's cookie speaks for, if it has one.
pub fn caller(headers: &HeaderMap, is_https: bool) -> Option<Caller> {
    let name = name(is_https);
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let token = cookies.flat_map(|line| line.split(';')).find_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name).then_some(value)
    })?;
    (token.len() == 64).then(|| Caller { token: ids::token_hash(token) })
}

/// The header that signs a browser in.
pub fn sign_in(token: &str, is_https: bool) -> HeaderValue {
    set(token, limits::SESSION_LASTS.as_secs(), is_https)
}

/// The header that signs a browser out.
pub fn sign_out(is_https: bool) -> HeaderValue {
    set("", 0, is_https)
}

fn set(token: &str, seconds: u64, is_https: bool) -> HeaderValue {
    let secure = if is_https { "; Secure" } else { "" };
    let cookie =
        format!("{}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}", name(is_https));
    HeaderValue::from_str(&cookie).unwrap_or_else(|_| HeaderValue::from_static(""))
}
