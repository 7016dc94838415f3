//! An answer whose JSON is written on the thread that read it: what was read is put into words while it is
//! at hand, and one block of bytes crosses to the door instead of every text by itself.

use crate::app::AppError;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// JSON, ready to be sent.
#[derive(Debug)]
pub struct Written(Vec<u8>);

impl Written {
    /// Writes a value of which about so many bytes are expected.
    pub fn of(value: &impl Serialize, about: usize) -> Result<Written, AppError> {
        let mut bytes = Vec::with_capacity(about);
        match serde_json::to_writer(&mut bytes, value) {
            Ok(()) => Ok(Written(bytes)),
            Err(error) => Err(AppError::Internal(format!("an answer cannot be written: {error}"))),
        }
    }
}

impl IntoResponse for Written {
    fn into_response(self) -> Response {
        ([(header::CONTENT_TYPE, "application/json")], self.0).into_response()
    }
}
