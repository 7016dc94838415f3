//! Refusals as answers. The body is written last, where the request's id is known.

use crate::app::AppError;
use crate::wire::Problem;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// A problem on its way out.
#[derive(Debug)]
pub struct Refused(pub Box<Problem>);

impl<E: Into<Problem>> From<E> for Refused {
    fn from(error: E) -> Self {
        Refused(Box::new(error.into()))
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let mut response = status(&self.0).into_response();
        response.extensions_mut().insert(std::sync::Arc::new(*self.0));
        response
    }
}

/// A body that cannot be read, a field that is missing: what is wrong with the form of a request.
pub fn malformed(code: &'static str, detail: impl Into<String>) -> Refused {
    Refused(Box::new(Problem::new(400, code, detail)))
}

/// Writes the body of a refusal, with the request's id; also for what a layer refused without saying why.
pub fn write(response: Response, id: &str, is_api: bool) -> Response {
    let problem = match response.extensions().get::<std::sync::Arc<Problem>>() {
        Some(problem) => Problem::clone(problem),
        None if is_api && !response.headers().contains_key(header::CONTENT_TYPE) => {
            match bare(response.status()) {
                Some(problem) => problem,
                None => return response,
            }
        }
        None => return response,
    };
    let problem = Problem { request_id: id.to_owned(), ..problem };
    let (mut parts, _) = response.into_parts();
    let mut written = (status(&problem), Json(&problem)).into_response();
    parts.headers.remove(header::CONTENT_LENGTH);
    written.headers_mut().extend(parts.headers);
    written.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    if let Some(ms) = problem.retry_after_ms {
        written.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(ms.div_ceil(1000)));
    }
    written
}

fn status(problem: &Problem) -> StatusCode {
    StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

fn bare(status: StatusCode) -> Option<Problem> {
    Some(match status {
        StatusCode::NOT_FOUND => Problem::from(AppError::NotFound),
        StatusCode::METHOD_NOT_ALLOWED => Problem::new(
            405,
            "method-not-allowed",
            "This cannot be asked for in that way. The API's documentation lists what can.",
        ),
        StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT => {
            Problem::new(408, "too-slow", "The request took too long to arrive. Try again.")
        }
        StatusCode::PAYLOAD_TOO_LARGE => Problem::new(
            413,
            "body-too-large",
            "That is more than can be taken at once. Shorten it and try again.",
        ),
        status if status.is_server_error() => Problem::new(
            500,
            "internal",
            "Something went wrong on our side. Try again; if it stays, write to support and name the request.",
        ),
        _ => return None,
    })
}
