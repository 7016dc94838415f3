//! Searching one's own conversations, and for the desk the cases of support.

use crate::app::search::{self, Search};
use crate::app::{AppError, Caller};
use crate::http::extract::{Params, rows};
use crate::http::pages::{read_place, write_place};
use crate::http::problem::{Refused, malformed};
use crate::http::{Answer, Door};
use crate::wire::{Page, Problem, SearchHit};
use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use parlance_core::search::Asked;
use parlance_core::text::Rule;
use parlance_core::{AccountId, JobId, Time};
use parlance_store::search::Place;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SearchQuery {
    /// Up to eight words, each of which must begin a word of the message or of the name of its file. May be
    /// left out where one of the others is named.
    q: Option<String>,
    /// Only in conversations with this account.
    with: Option<Uuid>,
    /// Only in conversations about this job.
    job: Option<Uuid>,
    /// Only messages that carry a file.
    has_file: Option<bool>,
    /// Only what was said at this moment (RFC 3339) or later.
    from: Option<String>,
    /// Only what was said before this moment (RFC 3339).
    until: Option<String>,
    cursor: Option<String>,
    limit: Option<u32>,
}

/// What stands in one's own conversations and can be read now, newest first. A page may be short, or empty,
/// and have a next one all the same.
#[utoipa::path(get, path = "/search", tag = "search", params(SearchQuery),
    responses((status = 200, body = Page<SearchHit>), (status = "default", body = Problem)))]
pub async fn list(
    State(door): State<Door>,
    caller: Caller,
    Params(query): Params<SearchQuery>,
) -> Answer<Json<Page<SearchHit>>> {
    let Some(asked) = Asking::read(query)? else { return Ok(Json(NOTHING)) };
    let Asking { search, before, limit } = asked;
    let found = door.app.read(move |tx, cx| search::search(tx, cx, &caller, &search, before, limit)).await?;
    Ok(Json(page(found)))
}

/// The same among the cases of support, for its staff.
#[utoipa::path(get, path = "/support/search", tag = "support", params(SearchQuery),
    responses((status = 200, body = Page<SearchHit>), (status = "default", body = Problem)))]
pub async fn cases(
    State(door): State<Door>,
    caller: Caller,
    Params(query): Params<SearchQuery>,
) -> Answer<Json<Page<SearchHit>>> {
    let Some(asked) = Asking::read(query)? else { return Ok(Json(NOTHING)) };
    let Asking { search, before, limit } = asked;
    let found = door.app.read(move |tx, cx| search::cases(tx, cx, &caller, &search, before, limit)).await?;
    Ok(Json(page(found)))
}

const NOTHING: Page<SearchHit> = Page { items: Vec::new(), next: None };

/// A search that was read from a query.
struct Asking {
    search: Search,
    before: Place,
    limit: u32,
}

impl Asking {
    /// `None` where nothing can be found.
    fn read(query: SearchQuery) -> Result<Option<Asking>, Refused> {
        let (limit, before) = (rows(query.limit)?, read_place(query.cursor.as_deref())?);
        let typed = query.q.unwrap_or_default();
        let search = Search {
            asked: Asked::read(&typed).map_err(AppError::field("q"))?,
            with: query.with.map(AccountId),
            job: query.job.map(JobId),
            has_file: query.has_file == Some(true),
            from: moment("from", query.from.as_deref())?,
            until: moment("until", query.until.as_deref())?,
        };
        if search.asked.is_empty() {
            if !typed.trim().is_empty() {
                // Nothing is written with punctuation or emojis alone that could be told from the rest.
                return Ok(None);
            }
            if !search.is_narrowed() {
                return Err(AppError::field("q")(Rule::Empty).into());
            }
        }
        Ok(Some(Asking { search, before, limit }))
    }
}

fn page((hits, next): search::Results) -> Page<SearchHit> {
    Page { items: hits.into_iter().map(Into::into).collect(), next: next.map(write_place) }
}

fn moment(name: &str, text: Option<&str>) -> Result<Option<Time>, Refused> {
    let Some(text) = text else { return Ok(None) };
    let at: Result<Timestamp, _> = text.parse();
    let wrong =
        |_| malformed("malformed-query", format!("{name} must be a moment such as 2026-11-22T12:00:00Z."));
    at.map(|at| Some(Time(at.as_microsecond()))).map_err(wrong)
}
