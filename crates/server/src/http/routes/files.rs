//! Files: uploading to a conversation, the list of what was sent there, and the bytes themselves. Every
//! byte is asked for with a sign-in and judged at that moment: there is no link that works without.

use crate::app::files::{self as hall, Upload};
use crate::app::{AppError, Caller, Outcome};
use crate::files::{FileError, Mismatch, Outlet, relay};
use crate::http::extract::{Id, IdempotencyKey, Params, rows};
use crate::http::pages::{cut, read_pair, write_pair};
use crate::http::problem::{Refused, malformed};
use crate::http::{Answer, Door};
use crate::wire::{Page, Problem, SharedFile, UploadedFile};
use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use parlance_core::{ConversationId, FileId, limits, text};
use parlance_store::files::{Content, File};
use serde::Deserialize;
use std::ops::Range;
use utoipa::IntoParams;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FileName {
    /// What the file is called; its ending says what kind of file it is.
    name: String,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FilePage {
    cursor: Option<String>,
    limit: Option<u32>,
}

/// Uploads a file, which then waits to be sent with a message. The body is the file, as it is.
#[utoipa::path(post, path = "/conversations/{id}/files", tag = "files",
    params(("id" = uuid::Uuid, Path), FileName, ("Idempotency-Key" = uuid::Uuid, Header)),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, body = UploadedFile), (status = 200, body = UploadedFile), (status = "default", body = Problem)))]
pub async fn upload(
    State(door): State<Door>,
    caller: Caller,
    id: Id,
    key: IdempotencyKey,
    Params(query): Params<FileName>,
    headers: HeaderMap,
    body: Body,
) -> Answer<(StatusCode, Json<UploadedFile>)> {
    let name = text::file_name(&query.name).map_err(AppError::field("name"))?;
    let kind = door.app.cx.config.allowed(&name).ok_or_else(|| not_allowed(&door))?;
    if declared(&headers).is_some_and(|length| length > limits::FILE_BYTES) {
        return Err(too_large());
    }
    let upload = Upload { conversation: ConversationId(id.0), name, kind };
    // On its own: where the caller is gone, it still ends, and tidies up behind itself.
    let (inlet, outlet) = relay();
    let taking = tokio::spawn(async move { take(&door, caller, upload, key, outlet).await });
    inlet.pour(body.into_data_stream()).await;
    let done = taking.await.map_err(|error| AppError::Internal(error.to_string()))??;
    Ok(match done {
        Outcome::Made(file) => (StatusCode::CREATED, Json(file.into())),
        Outcome::Replayed(file) => (StatusCode::OK, Json(file.into())),
    })
}

async fn take(
    door: &Door,
    caller: Caller,
    upload: Upload,
    key: IdempotencyKey,
    body: Outlet,
) -> Answer<Outcome<File>> {
    let kind = upload.kind;
    let begun = door.app.run(move |tx, cx| hall::begin(tx, cx, &caller, &upload)).await?;
    let taken = match door.files.take(begun, kind, body).await {
        Ok(taken) => taken,
        // Where nothing can be kept, nothing can be taken away either: that is left to the sweep.
        Err(error @ FileError::Unavailable(_)) => {
            door.app.run(move |tx, _| hall::abandon(tx, begun)).await?;
            return Err(refused(error));
        }
        Err(error) => {
            give_up(door, begun).await?;
            return Err(refused(error));
        }
    };
    let content = Content {
        bytes: taken.bytes.cast_signed(),
        sha256: taken.sha256,
        size: taken.size.map(|(width, height)| (i64::from(width), i64::from(height))),
    };
    let done = door.app.run(move |tx, cx| hall::finish(tx, cx, &caller, begun, &content, key.0)).await;
    if !matches!(done, Ok(Outcome::Made(_))) {
        give_up(door, begun).await?;
    }
    Ok(done?)
}

/// The files that were sent in a conversation, newest first.
#[utoipa::path(get, path = "/conversations/{id}/files", tag = "files", params(("id" = uuid::Uuid, Path), FilePage),
    responses((status = 200, body = Page<SharedFile>), (status = "default", body = Problem)))]
pub async fn list(
    State(door): State<Door>,
    caller: Caller,
    id: Id,
    Params(query): Params<FilePage>,
) -> Answer<Json<Page<SharedFile>>> {
    let limit = rows(query.limit)?;
    let before = read_pair(query.cursor.as_deref())?;
    let id = ConversationId(id.0);
    let mut found = door.app.read(move |tx, cx| hall::list(tx, cx, &caller, id, before, limit + 1)).await?;
    let next = cut(&mut found, limit, |file: &File| write_pair(file.target.unwrap_or(0), file.place));
    Ok(Json(Page { items: found.into_iter().map(Into::into).collect(), next }))
}

/// The bytes of a file, as they were uploaded; a range of them, if one is asked for.
#[utoipa::path(get, path = "/attachments/{id}", tag = "files", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 206, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = "default", body = Problem)))]
pub async fn get(State(door): State<Door>, caller: Caller, id: Id, headers: HeaderMap) -> Answer<Response> {
    let file = door.app.read(move |tx, cx| hall::fetch(tx, cx, &caller, FileId(id.0))).await?;
    let length = file.attached.bytes.cast_unsigned();
    let range = match asked_range(&headers, length) {
        Asked::All => None,
        Asked::Part(range) => Some(range),
        Asked::Outside => return Ok(outside(length)),
    };
    let stream = door.files.hand_out(file.attached.id, range.clone()).await.map_err(refused)?;
    let mut response = Response::new(Body::from_stream(stream));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.attached.kind.media_type()));
    headers.insert(header::CONTENT_DISPOSITION, disposition(&file.attached.name));
    headers.insert(header::CONTENT_SECURITY_POLICY, SANDBOX);
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    let sent = range.as_ref().map_or(length, |range| range.end - range.start);
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(sent));
    if let Some(Range { start, end }) = range {
        let says = format!("bytes {start}-{}/{length}", end - 1);
        if let Ok(value) = HeaderValue::from_str(&says) {
            headers.insert(header::CONTENT_RANGE, value);
        }
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    Ok(response)
}

/// A picture in small, made anew: nothing is left in it of what the original may tell besides.
#[utoipa::path(get, path = "/attachments/{id}/thumbnail", tag = "files", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "image/jpeg"), (status = "default", body = Problem)))]
pub async fn thumbnail(State(door): State<Door>, caller: Caller, id: Id) -> Answer<Response> {
    picture(&door, caller, id, true).await
}

/// A picture large enough to look at, made anew like the thumbnail.
#[utoipa::path(get, path = "/attachments/{id}/preview", tag = "files", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "image/jpeg"), (status = "default", body = Problem)))]
pub async fn preview(State(door): State<Door>, caller: Caller, id: Id) -> Answer<Response> {
    picture(&door, caller, id, false).await
}

/// Discards an upload of one's own that was not sent.
#[utoipa::path(delete, path = "/attachments/{id}", tag = "files", params(("id" = uuid::Uuid, Path)),
    responses((status = 204), (status = "default", body = Problem)))]
pub async fn discard(State(door): State<Door>, caller: Caller, id: Id) -> Answer<StatusCode> {
    let id = FileId(id.0);
    door.app.run(move |tx, cx| hall::discard(tx, cx, &caller, id)).await?;
    give_up(&door, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes an upload away: first its bytes, then what is known of it. Bytes that cannot be reached are left to
/// the sweep.
async fn give_up(door: &Door, id: FileId) -> Answer<()> {
    if let Err(error) = door.files.discard(id).await {
        tracing::warn!(%error, "the bytes of an upload that was given up are left to the sweep");
        return Ok(door.app.run(move |tx, _| hall::abandon(tx, id)).await?);
    }
    Ok(door.app.run(move |tx, _| hall::forget(tx, id)).await?)
}

async fn picture(door: &Door, caller: Caller, id: Id, small: bool) -> Answer<Response> {
    let file = door.app.read(move |tx, cx| hall::fetch(tx, cx, &caller, FileId(id.0))).await?;
    let attached = &file.attached;
    let drawn = door.files.picture(attached.id, attached.kind, attached.bytes.cast_unsigned(), small).await;
    let drawn = drawn.map_err(refused)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(drawn.media_type)),
        (header::CONTENT_SECURITY_POLICY, SANDBOX),
    ];
    Ok((headers, drawn.bytes).into_response())
}

/// When whoever found the place of the files out of order may try again.
const RETRY_MS: u64 = 10_000;

/// Whatever a browser takes a file for, it may run nothing of it.
const SANDBOX: HeaderValue = HeaderValue::from_static("default-src 'none'; sandbox");

fn declared(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Which bytes are asked for (RFC 9110, 14.2). Several ranges at once are answered with everything.
enum Asked {
    All,
    Part(Range<u64>),
    Outside,
}

fn asked_range(headers: &HeaderMap, length: u64) -> Asked {
    let value = headers.get(header::RANGE).and_then(|value| value.to_str().ok());
    let Some((first, last)) = value.and_then(|value| value.strip_prefix("bytes=")?.split_once('-')) else {
        return Asked::All;
    };
    let (start, end) = match (first.parse::<u64>(), last.parse::<u64>()) {
        (Ok(start), Ok(last)) if start <= last => (start, last.saturating_add(1).min(length)),
        (Ok(start), Err(_)) if last.is_empty() => (start, length),
        (Err(_), Ok(suffix)) if first.is_empty() && suffix > 0 => (length.saturating_sub(suffix), length),
        _ => return Asked::All,
    };
    if start < end { Asked::Part(start..end) } else { Asked::Outside }
}

fn outside(length: u64) -> Response {
    let mut response = StatusCode::RANGE_NOT_SATISFIABLE.into_response();
    if let Ok(value) = HeaderValue::from_str(&format!("bytes */{length}")) {
        response.headers_mut().insert(header::CONTENT_RANGE, value);
    }
    response
}

/// To be saved under its own name (RFC 6266, with the encoding of RFC 8187), never to be opened in place.
fn disposition(name: &str) -> HeaderValue {
    let mut value = String::from("attachment; filename*=UTF-8''");
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            value.push(char::from(byte));
        } else {
            value.push_str(&format!("%{byte:02X}"));
        }
    }
    HeaderValue::from_str(&value).unwrap_or_else(|_| HeaderValue::from_static("attachment"))
}

fn not_allowed(door: &Door) -> Refused {
    let endings = door.app.cx.config.file_endings.split_whitespace().collect::<Vec<_>>().join(", ");
    let detail = format!("Files of this kind cannot be sent here. Those that can end in {endings}.");
    Problem::new(422, "file-type-not-allowed", detail).into()
}

fn too_large() -> Refused {
    let detail = "The file is larger than 10 MB, which is the most. Make it smaller, or share it in parts.";
    Problem::new(413, "file-too-large", detail).into()
}

fn refused(error: FileError) -> Refused {
    match error {
        FileError::TooLarge => too_large(),
        FileError::Empty => Problem::new(422, "file-empty", "The file is empty. Choose another one.").into(),
        FileError::Broken => malformed("file-broken", "The file did not arrive whole. Try again."),
        FileError::Mismatch(Mismatch::OtherContent) => Problem::new(
            422,
            "file-content-mismatch",
            "What is in the file is not what its name says, or it is damaged. Save it anew in its own format and try again.",
        )
        .into(),
        FileError::Mismatch(Mismatch::Polyglot) => Problem::new(
            422,
            "file-hides-another",
            "Something else is hidden in the file, so it cannot be sent. Save it anew and try again.",
        )
        .into(),
        FileError::Busy => AppError::Busy.into(),
        FileError::NoPicture => {
            Problem::new(404, "no-picture", "There is no picture of this file. Download it to look at it.").into()
        }
        FileError::Missing => AppError::NotFound.into(),
        FileError::Full => {
            tracing::error!("the disk of the files is full");
            Problem::new(507, "storage-full", "There is no room for files at the moment. Nothing else is lost; try again later.")
                .into()
        }
        FileError::Unavailable(why) => {
            tracing::error!(why, "the place of the files does not work");
            let detail = "Files can neither be sent nor fetched at the moment. Messages are not affected; try again in a minute.";
            Problem { retry_after_ms: Some(RETRY_MS), ..Problem::new(503, "files-unavailable", detail) }.into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(value: &str) -> Option<Range<u64>> {
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, HeaderValue::from_str(value).expect("a header"));
        match asked_range(&headers, 100) {
            Asked::All => None,
            Asked::Part(range) => Some(range),
            Asked::Outside => Some(0..0),
        }
    }

    #[test]
    fn a_range_is_read_as_the_standard_has_it() {
        for (value, expected) in [
            ("bytes=0-9", Some(0..10)),
            ("bytes=90-", Some(90..100)),
            ("bytes=90-1000", Some(90..100)),
            ("bytes=-5", Some(95..100)),
            ("bytes=-1000", Some(0..100)),
            ("bytes=100-", Some(0..0)),
            ("bytes=9-0", None),
            ("bytes=0-1,5-6", None),
            ("bytes=-", None),
            ("lines=0-9", None),
        ] {
            assert_eq!(range(value), expected, "{value}");
        }
    }

    #[test]
    fn a_name_cannot_break_out_of_its_header() {
        assert_eq!(disposition("a\"; b\r\n.pdf"), "attachment; filename*=UTF-8''a%22%3B%20b%0D%0A.pdf");
        assert_eq!(disposition("Übersicht.pdf"), "attachment; filename*=UTF-8''%C3%9Cbersicht.pdf");
    }
}
