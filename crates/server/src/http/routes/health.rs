//! For operators: is the process up, can it serve, what does it do.

use crate::app::system;
use crate::http::{Door, guards};
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::net::SocketAddr;

/// The process is up.
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// The database answers; that its schema is this program's, the start has made sure of. It is asked in
/// the queue that every read waits in, so that nobody uses up the database's connections by asking.
pub async fn readyz(State(door): State<Door>) -> Response {
    match door.app.read(|tx, _| system::epoch(tx)).await {
        Ok(_) => "ready\n".into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response(),
    }
}

/// Figures for a Prometheus server: with the token, or from this machine where none is set.
pub async fn metrics(
    State(door): State<Door>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Response {
    let allowed = match &door.app.cx.config.metrics_token {
        Some(token) => bearer(&headers) == Some(token.as_str()),
        None => guards::is_from_this_machine(peer, &headers),
    };
    if !allowed {
        return StatusCode::NOT_FOUND.into_response();
    }
    let metrics = &door.app.cx.metrics;
    if let Ok((tasks, undispatched)) = door.app.read(system::backlog).await {
        metrics.tasks_due.set(tasks.due_count);
        metrics.tasks_dead.set(tasks.dead_count);
        metrics.undispatched.set(undispatched);
    }
    metrics.store_queue.set(i64::try_from(door.app.store.queue_depth()).unwrap_or(i64::MAX));
    ([(header::CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], metrics.render())
        .into_response()
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")
}
