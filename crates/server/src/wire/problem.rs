//! What went wrong, as RFC 9457 has it: by HTTP as `application/problem+json`, on the socket as a frame.

use crate::app::{AppError, FieldError};
use parlance_core::policy::contact::faults::Fault;
use serde::Serialize;
use std::borrow::Cow;
use std::time::Duration;
use tracing::error;
use utoipa::ToSchema;

/// Why a request was not served. `code` is stable; `detail` is for the person.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Problem {
    /// `urn:parlance:problem:` and the code.
    pub r#type: String,
    pub title: String,
    pub status: u16,
    #[schema(value_type = String)]
    pub code: &'static str,
    pub detail: String,
    /// Names this request in the server's log.
    pub request_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after_ms: Option<u64>,
    /// Which fields broke which rule.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub fields: Vec<ProblemField>,
    /// Of something that somebody else changed first: the version in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_version: Option<i64>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProblemField {
    /// Its name; in a document the JSON pointer to it.
    #[schema(value_type = String)]
    pub field: Cow<'static, str>,
    #[schema(value_type = String)]
    pub rule: &'static str,
    pub detail: String,
}

impl From<Fault> for ProblemField {
    fn from(fault: Fault) -> Self {
        ProblemField { field: fault.pointer.into(), rule: "policy", detail: fault.reason }
    }
}

impl Problem {
    pub fn new(status: u16, code: &'static str, detail: impl Into<String>) -> Problem {
        let title = match status {
            400 => "The request cannot be read",
            401 => "Not signed in",
            403 => "Not allowed",
            404 => "Not found",
            405 => "Not possible here",
            408 => "Too slow",
            409 => "Somebody was faster",
            413 => "Too large",
            415 => "Not this format",
            422 => "Something needs another look",
            429 => "Too much at once",
            503 => "Busy",
            507 => "Out of room",
            _ => "Something went wrong on our side",
        };
        Problem {
            r#type: format!("urn:parlance:problem:{code}"),
            title: title.to_owned(),
            status,
            code,
            detail: detail.into(),
            request_id: String::new(),
            retry_after_ms: None,
            fields: Vec::new(),
            current_version: None,
        }
    }
}

impl From<AppError> for Problem {
    fn from(error: AppError) -> Self {
        match error {
            AppError::NotSignedIn => Problem::new(401, "not-signed-in", "Sign in to go on."),
            AppError::SignInFailed => Problem::new(
                401,
                "sign-in-failed",
                "E-mail address and password do not belong together. Check both and try again.",
            ),
            AppError::AddressNotVerified => Problem::new(
                403,
                "address-not-verified",
                "Open the link we mailed to you first, then sign in. We can send it again.",
            ),
            AppError::VerificationFailed => Problem::new(
                422,
                "verification-failed",
                "Link and password do not belong together, or the link was used or is too old. Check the password, or sign up again and use the newest mail.",
            ),
            AppError::NotFound => {
                Problem::new(404, "not-found", "There is nothing here, or nothing that you may see.")
            }
            AppError::FileNotFound => Problem::new(
                404,
                "file-not-found",
                "A file of this message is not there any more. Attach it again.",
            ),
            AppError::FilePending => Problem::new(
                403,
                "file-pending",
                "The file is still being checked for viruses. It can be fetched as soon as that is done.",
            ),
            AppError::FileBlocked => Problem::new(
                403,
                "file-blocked",
                "A virus was found in the file, so nobody can fetch or send it. Check your device, and send another file.",
            ),
            AppError::Denied(denied) => {
                let status = if denied.denial.is_lost_race() { 409 } else { 403 };
                Problem::new(status, denied.denial.code(), denied.denial.sentence())
            }
            AppError::Invalid(fields) => invalid(&fields),
            AppError::PolicyRefused(faults) => policy_refused(faults),
            AppError::PolicyChanged { current } => policy_changed(current),
            AppError::RehearsalUnderWay => rehearsal_under_way(),
            AppError::RehearsalTooLarge { max } => rehearsal_too_large(max),
            AppError::KeyReused => Problem::new(
                409,
                "idempotency-key-reused",
                "This Idempotency-Key stands for another request. Use a new one for each new request.",
            ),
            AppError::RateLimited { retry_after } => rate_limited(retry_after),
            AppError::Busy => {
                let detail = "The server has more to do than it can at the moment. Try again in a second; nothing is lost.";
                Problem { retry_after_ms: Some(1000), ..Problem::new(503, "busy", detail) }
            }
            AppError::Full => full(),
            AppError::Internal(why) => internal(&why),
        }
    }
}

fn policy_changed(current: i64) -> Problem {
    let detail = "Somebody else has changed the contact policy meanwhile. Look at what is in force now, and save again.";
    Problem { current_version: Some(current), ..Problem::new(409, "policy-changed", detail) }
}

fn rehearsal_under_way() -> Problem {
    let detail = "Another rehearsal is under way. It takes some seconds; try again then.";
    Problem::new(409, "rehearsal-under-way", detail)
}

fn rehearsal_too_large(max: usize) -> Problem {
    let detail = format!("More than {max} attempts were made in that time. Choose a shorter one.");
    Problem::new(422, "rehearsal-too-large", detail)
}

fn policy_refused(faults: Vec<Fault>) -> Problem {
    let fields: Vec<ProblemField> = faults.into_iter().map(Into::into).collect();
    let detail = match fields.as_slice() {
        [only] => format!("{}: {}", only.field, only.detail),
        _ => "The contact policy contradicts itself in some places.".to_owned(),
    };
    Problem { fields, ..Problem::new(422, "policy-refused", detail) }
}

fn rate_limited(retry_after: Duration) -> Problem {
    let ms = u64::try_from(retry_after.as_millis()).unwrap_or(u64::MAX).max(1);
    let detail = parlance_core::policy::Denial::RateLimited { retry_after }.sentence();
    Problem { retry_after_ms: Some(ms), ..Problem::new(429, "rate-limited", detail) }
}

fn internal(why: &str) -> Problem {
    error!(%why, "a request failed");
    let detail =
        "Something went wrong on our side. Try again; if it stays, write to support and name the request.";
    Problem::new(500, "internal", detail)
}

fn full() -> Problem {
    error!("the disk of the database is full");
    let detail = "There is no room left to write anything. What is here can be read; try again later.";
    Problem { retry_after_ms: Some(10_000), ..Problem::new(507, "storage-full", detail) }
}

fn invalid(fields: &[FieldError]) -> Problem {
    let fields: Vec<_> = fields
        .iter()
        .map(|f| ProblemField { field: f.field.into(), rule: f.rule.code(), detail: f.rule.to_string() })
        .collect();
    let detail = match fields.as_slice() {
        [only] => only.detail.clone(),
        _ => "Some fields need another look.".to_owned(),
    };
    Problem { fields, ..Problem::new(422, "invalid-fields", detail) }
}
