//! Reading requests: bodies, ids, keys, pages. Whatever is wrong with their form is answered with a
//! problem that says what.

use super::Door;
use super::problem::{Refused, malformed};
use crate::app::AppError;
use crate::outside::ids;
use crate::wire::Problem;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use parlance_core::text::Rule;
use parlance_core::{Key, limits};
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// A JSON body, and a hash of its bytes that tells a repeated request from another one.
#[derive(Debug)]
pub struct Body<T> {
    pub value: T,
    pub hash: [u8; 32],
}

impl<T: DeserializeOwned> FromRequest<Door> for Body<T> {
    type Rejection = Refused;

    async fn from_request(request: Request, door: &Door) -> Result<Self, Refused> {
        if !is_json(request.headers()) {
            return Err(Problem::new(
                415,
                "not-json",
                "Send the body as JSON, with Content-Type: application/json.",
            )
            .into());
        }
        let path = request.uri().path().to_owned();
        let bytes = Bytes::from_request(request, door).await.map_err(|rejection| {
            if rejection.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
                Problem::new(
                    413,
                    "body-too-large",
                    "That is more than can be taken at once. Shorten it and try again.",
                )
                .into()
            } else {
                malformed("malformed-body", "The body did not arrive whole. Try again.")
            }
        })?;
        // The parser would also take a list of the values alone, in order, for the object.
        if bytes.trim_ascii_start().first().is_some_and(|first| *first != b'{') {
            return Err(malformed(
                "malformed-body",
                "The body is not what is expected here: it must be an object.",
            ));
        }
        let value = serde_json::from_slice(&bytes).map_err(|e| {
            malformed("malformed-body", format!("The body is not what is expected here: {e}."))
        })?;
        let mut hashed = path.into_bytes();
        hashed.push(0);
        hashed.extend_from_slice(&bytes);
        Ok(Body { value, hash: ids::sha256(&hashed) })
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    value.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

/// The id in a path. One that is no id names nothing.
#[derive(Clone, Copy, Debug)]
pub struct Id(pub Uuid);

impl FromRequestParts<Door> for Id {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, door: &Door) -> Result<Self, Refused> {
        let Path(text): Path<String> =
            Path::from_request_parts(parts, door).await.map_err(|_| AppError::NotFound)?;
        Uuid::try_parse(&text).map(Id).map_err(|_| AppError::NotFound.into())
    }
}

/// The name in a path. One that is no text names nothing.
#[derive(Clone, Debug)]
pub struct Slug(pub String);

impl FromRequestParts<Door> for Slug {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, door: &Door) -> Result<Self, Refused> {
        let Path(text): Path<String> =
            Path::from_request_parts(parts, door).await.map_err(|_| AppError::NotFound)?;
        Ok(Slug(text))
    }
}

/// The key that makes a create safe to repeat.
#[derive(Clone, Copy, Debug)]
pub struct IdempotencyKey(pub Key);

impl FromRequestParts<Door> for IdempotencyKey {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &Door) -> Result<Self, Refused> {
        let Some(value) = parts.headers.get("idempotency-key") else {
            return Err(malformed(
                "idempotency-key-required",
                "Send an Idempotency-Key header with a new UUID, so that a repeat of this request is known for one.",
            ));
        };
        let key = value.to_str().ok().and_then(|text| Uuid::try_parse(text).ok());
        key.map(|id| IdempotencyKey(Key(id)))
            .ok_or_else(|| malformed("idempotency-key-invalid", "The Idempotency-Key must be a UUID."))
    }
}

/// Query parameters.
#[derive(Debug)]
pub struct Params<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<Door> for Params<T> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, door: &Door) -> Result<Self, Refused> {
        match Query::from_request_parts(parts, door).await {
            Ok(Query(params)) => Ok(Params(params)),
            Err(rejection) => Err(malformed("malformed-query", format!("{}.", rejection.body_text()))),
        }
    }
}

/// How many rows a page has.
pub fn rows(limit: Option<u32>) -> Result<u32, Refused> {
    match limit {
        None => Ok(limits::PAGE_ROWS),
        Some(rows @ 1..=limits::PAGE_ROWS_MAX) => Ok(rows),
        Some(_) => {
            Err(malformed("malformed-query", format!("limit goes from 1 to {}.", limits::PAGE_ROWS_MAX)))
        }
    }
}

/// The words somebody looks for in a list.
pub fn words(q: Option<String>) -> Result<String, Refused> {
    let words = q.unwrap_or_default().trim().to_owned();
    let actual = words.chars().count();
    if actual > limits::QUERY_CHARS {
        return Err(AppError::field("q")(Rule::TooLong { max: limits::QUERY_CHARS, actual }).into());
    }
    // PostgreSQL has no zero character in text, and no name has one either.
    Ok(words.replace('\0', ""))
}
