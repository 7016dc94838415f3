//! The demo's mails as a page and as JSON, for people and tests on this very machine. It shows links that
//! prove addresses, so whoever comes from elsewhere finds nothing here.

use super::{Door, guards};
use crate::wire::Moment;
use askama::Template;
use axum::Json;
use axum::extract::{ConnectInfo, FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse};
use jiff::Timestamp;
use jiff::fmt::temporal::DateTimePrinter;
use serde::Serialize;
use std::net::SocketAddr;

const STYLE: &str = include_str!("demo_mail.css");

/// Proof that the request was made on this machine, to this machine's own name.
pub struct OnThisMachine;

impl<S: Sync> FromRequestParts<S> for OnThisMachine {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        let near = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .is_some_and(|peer| guards::is_from_this_machine(peer.0, &parts.headers));
        if near { Ok(OnThisMachine) } else { Err(StatusCode::NOT_FOUND) }
    }
}

/// One mail as it is shown.
#[derive(Debug, Serialize)]
pub struct Sent {
    to: String,
    subject: String,
    text: String,
    html: String,
    links: Vec<String>,
    at: Moment,
}

impl Sent {
    /// The moment in words that a `<time>` element takes.
    fn time(&self) -> String {
        let at = Timestamp::from_microsecond(self.at.0.0).unwrap_or(Timestamp::MAX);
        DateTimePrinter::new().precision(Some(0)).timestamp_to_string(&at)
    }
}

#[derive(Template)]
#[template(path = "http/demo_mail.html")]
struct Page<'a> {
    marketplace: &'a str,
    mails: &'a [Sent],
}

/// The mails for people, newest first.
pub async fn page(_: OnThisMachine, State(door): State<Door>) -> Result<Html<String>, StatusCode> {
    let mails = sent(&door)?;
    let page = Page { marketplace: &door.app.cx.config.name, mails: &mails };
    page.render().map(Html).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

/// The mails for programs, newest first.
pub async fn json(_: OnThisMachine, State(door): State<Door>) -> Result<Json<Vec<Sent>>, StatusCode> {
    Ok(Json(sent(&door)?))
}

/// The page's style sheet.
pub async fn style(_: OnThisMachine) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE)
}

fn sent(door: &Door) -> Result<Vec<Sent>, StatusCode> {
    let mails = door.mailbox.as_ref().ok_or(StatusCode::NOT_FOUND)?.list();
    let shown = mails.iter().map(|mail| Sent {
        to: mail.to.clone(),
        subject: mail.subject.clone(),
        text: mail.text.clone(),
        html: mail.html.clone(),
        links: mail.links.clone(),
        at: mail.at.into(),
    });
    Ok(shown.collect())
}
