//! The web app: static files inside the binary. Whatever is no file is the app's one page, which finds
//! its own way.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
struct Files;

/// Serves a file, or the page. Files in `assets/` carry a hash in their names and never change.
pub async fn serve(uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    if path.starts_with("api/") {
        return StatusCode::NOT_FOUND.into_response();
    }
    let (name, cache) = match path {
        "" => ("index.html", "no-cache"),
        path if path.starts_with("assets/") => (path, "public, max-age=31536000, immutable"),
        path => (path, "no-cache"),
    };
    let last = name.rsplit('/').next().unwrap_or_default();
    match Files::get(name) {
        Some(file) => answer(name, file, cache, &headers),
        // A name with an ending was meant as a file.
        None if last.contains('.') => StatusCode::NOT_FOUND.into_response(),
        None => match Files::get("index.html") {
            Some(file) => answer("index.html", file, "no-cache", &headers),
            None => (StatusCode::NOT_FOUND, "The web app was not built into this program. Run `make run`.")
                .into_response(),
        },
    }
}

fn answer(name: &str, file: EmbeddedFile, cache: &'static str, headers: &HeaderMap) -> Response {
    let tag = format!(
        "\"{}\"",
        file.metadata.sha256_hash().iter().take(12).map(|b| format!("{b:02x}")).collect::<String>()
    );
    let known = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value == tag);
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let kind = file.metadata.mimetype();
        let kind = if kind.starts_with("text/") || kind.ends_with("javascript") {
            format!("{kind}; charset=utf-8")
        } else {
            kind.to_owned()
        };
        let mut response = Body::from(file.data.into_owned()).into_response();
        if let Ok(kind) = HeaderValue::from_str(&kind) {
            response.headers_mut().insert(header::CONTENT_TYPE, kind);
        }
        response
    };
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    tracing::trace!(name, "served");
    response
}
