//! Every route on one page. The OpenAPI document and the access matrix are generated from it.

use super::routes::{
    accounts, contracts, conversations, files, freelancers, health, help, help_staff, invitations, jobs,
    marketplace, marks, me, messages, notifications, points, policies, postings, preferences, proposals,
    questions, saved_replies, search, session, sessions, staff, support, wording,
};
use super::{Door, demo_mail, guards, problem, web_ui};
use crate::realtime::socket;
use crate::wire::{CaseQueue, ClientFrame, ConversationFilter, Frame};
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use axum::{Json, Router, middleware};
use parlance_core::limits;
use std::convert::Infallible;
use std::time::Duration;
use tower::{Service, ServiceBuilder};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
use tower_http::timeout::TimeoutLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Parlance",
        description = "Messaging for freelance marketplaces. Errors are RFC 9457 problems with a stable `code`; every create takes an \
            `Idempotency-Key`; lists are read page by page with `cursor`. `GET /api/v1/socket` upgrades to a WebSocket that speaks \
            `Frame` (from the server) and `ClientFrame` (to it).",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
    ),
    components(schemas(Frame, ClientFrame, ConversationFilter, CaseQueue))
)]
struct Described;

/// The API, each route with its description.
fn api() -> OpenApiRouter<Door> {
    OpenApiRouter::new()
        .routes(routes!(marketplace::get))
        .routes(routes!(session::get, session::create, session::delete))
        .routes(routes!(accounts::create))
        .routes(routes!(accounts::verify))
        .routes(routes!(accounts::resend))
        .routes(routes!(me::get, me::patch))
        .routes(routes!(sessions::list))
        .routes(routes!(sessions::end))
        .routes(routes!(sessions::change_password))
        .routes(routes!(freelancers::list))
        .routes(routes!(freelancers::get))
        .routes(routes!(invitations::list, invitations::create))
        .routes(routes!(invitations::get))
        .routes(routes!(invitations::answer))
        .routes(routes!(conversations::list))
        .routes(routes!(conversations::unread))
        .routes(routes!(conversations::jobs))
        .routes(routes!(conversations::get))
        .routes(routes!(conversations::entries))
        .routes(routes!(conversations::read))
        .routes(routes!(conversations::acknowledge))
        .routes(routes!(conversations::deliver))
        .routes(routes!(marks::star, marks::unstar))
        .routes(routes!(marks::mute, marks::unmute))
        .routes(routes!(marks::archive, marks::unarchive))
        .routes(routes!(marks::mark_unread))
        .routes(routes!(messages::create))
        .routes(routes!(messages::edit, messages::remove))
        .routes(routes!(messages::react, messages::unreact))
        .routes(routes!(messages::mark, messages::unmark))
        .routes(routes!(points::list, points::create))
        .routes(routes!(points::answer))
        .routes(routes!(search::list))
        .routes(routes!(notifications::list))
        .routes(routes!(notifications::read))
        .routes(routes!(preferences::get, preferences::patch))
        .routes(routes!(saved_replies::list, saved_replies::create))
        .routes(routes!(saved_replies::change, saved_replies::delete))
        .routes(routes!(staff::accounts))
        .routes(routes!(staff::set_role))
        .routes(routes!(staff::suspend, staff::restore))
        .routes(routes!(staff::refusals))
        .routes(routes!(staff::tasks))
        .routes(routes!(staff::attempt))
        .routes(routes!(open_socket))
        .merge(work())
        .merge(contact_policy())
        .merge(help_centre())
        .merge(words())
}

/// Who may start a conversation and what holds in it, for admins.
fn contact_policy() -> OpenApiRouter<Door> {
    OpenApiRouter::new()
        .routes(routes!(policies::get, policies::change))
        .routes(routes!(policies::history))
        .routes(routes!(policies::roll_back))
        .routes(routes!(policies::outlook))
        .routes(routes!(policies::rehearse))
        .routes(routes!(policies::presets))
        .routes(routes!(policies::settle, policies::unsettle))
}

/// Jobs, for their clients and for those who may work on them.
fn work() -> OpenApiRouter<Door> {
    OpenApiRouter::new()
        .routes(routes!(jobs::list, jobs::create))
        .routes(routes!(jobs::get))
        .routes(routes!(jobs::close, jobs::reopen))
        .routes(routes!(jobs::move_to))
        .routes(routes!(jobs::silence, jobs::unsilence))
        .routes(routes!(jobs::history))
        .routes(routes!(jobs::require_conversation))
        .routes(routes!(jobs::note_answers))
        .routes(routes!(policies::classes))
        .routes(routes!(postings::list))
        .routes(routes!(postings::get))
        .routes(routes!(postings::ask))
        .routes(routes!(questions::get, questions::save))
        .routes(routes!(proposals::create))
        .routes(routes!(proposals::list))
        .routes(routes!(proposals::get))
        .routes(routes!(proposals::answer))
        .routes(routes!(proposals::history))
        .routes(routes!(contracts::list, contracts::create))
        .routes(routes!(contracts::get))
        .routes(routes!(contracts::start))
        .routes(routes!(contracts::end))
        .routes(routes!(contracts::history))
        .routes(routes!(contracts::message))
}

/// What the marketplace says in its own words, for admins.
fn words() -> OpenApiRouter<Door> {
    OpenApiRouter::new()
        .routes(routes!(wording::get, wording::save))
        .routes(routes!(wording::history))
        .routes(routes!(wording::presets))
}

/// What is read, said and asked of the help centre, and of support.
fn help_centre() -> OpenApiRouter<Door> {
    OpenApiRouter::new()
        .routes(routes!(help::articles))
        .routes(routes!(help::article))
        .routes(routes!(help::answer))
        .routes(routes!(help::vote))
        .routes(routes!(help::comments, help::comment))
        .routes(routes!(help::remove_comment))
        .routes(routes!(help::request))
        .routes(routes!(help_staff::articles))
        .routes(routes!(help_staff::save))
        .routes(routes!(help_staff::versions))
        .routes(routes!(help_staff::requests))
        .merge(support_desk())
}

/// Cases of support.
fn support_desk() -> OpenApiRouter<Door> {
    OpenApiRouter::new()
        .routes(routes!(support::list, support::open))
        .routes(routes!(support::counts))
        .routes(routes!(support::people))
        .routes(routes!(search::cases))
        .routes(routes!(support::get))
        .routes(routes!(support::hand_over))
        .routes(routes!(support::assign))
        .routes(routes!(support::close, support::reopen))
}

/// Routes whose bodies are streams: they take as long as a slow line needs, and bound themselves.
fn streams() -> OpenApiRouter<Door> {
    OpenApiRouter::new()
        .routes(routes!(files::upload, files::list))
        .routes(routes!(files::get, files::discard))
        .routes(routes!(files::thumbnail))
        .routes(routes!(files::preview))
}

fn described() -> (Router<Door>, Router<Door>, utoipa::openapi::OpenApi) {
    let (router, mut document) =
        OpenApiRouter::with_openapi(Described::openapi()).nest("/api/v1", api()).split_for_parts();
    let (streams, of_streams) = OpenApiRouter::new().nest("/api/v1", streams()).split_for_parts();
    document.merge(of_streams);
    // Each route is called after its function; across resources those names repeat, and ids may not.
    for item in document.paths.paths.values_mut() {
        let methods = [&mut item.get, &mut item.put, &mut item.post, &mut item.delete, &mut item.patch];
        for operation in methods.into_iter().flatten() {
            if let (Some(tag), Some(id)) = (operation.tags.iter().flatten().next(), &operation.operation_id) {
                operation.operation_id = Some(format!("{tag}_{id}"));
            }
        }
    }
    (router, streams, document)
}

/// The OpenAPI document.
pub fn openapi() -> utoipa::openapi::OpenApi {
    described().2
}

/// The whole door.
pub fn router(door: Door) -> Router {
    let (api, streams, document) = described();
    let document = Json(document);
    let limits = ServiceBuilder::new()
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, Duration::from_secs(20)))
        .layer(DefaultBodyLimit::max(limits::BODY_BYTES));
    // No body that mixes somebody's secrets with somebody else's words is compressed: only what is the
    // same for everybody.
    let compression = CompressionLayer::new()
        .compress_when(SizeAbove::new(1024).and(NotForContentType::const_new("application/json")));
    let mut router = api
        .route("/api/v1/openapi.json", get(|| async move { document }))
        // Elsewhere a wrong method would be all that is wrong with a path that is not there.
        .route("/api/{*rest}", any(|| async { StatusCode::NOT_FOUND }))
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/metrics", get(health::metrics));
    if door.mailbox.is_some() {
        router = router
            .route("/demo/mail", get(demo_mail::page))
            .route("/demo/mail.json", get(demo_mail::json))
            .route("/demo/mail.css", get(demo_mail::style));
    }
    let routes = router
        .fallback_service(get(web_ui::serve).layer(compression))
        .layer(limits)
        .merge(streams)
        .with_state(door.clone());
    Router::new().fallback_service(guarded(routes, door))
}

/// Lays the guard around the router as a whole. `Router::layer` would lay it around each route, boxed one in the
/// other, and each request would have copied all boxes at each of them.
fn guarded(
    routes: Router,
    door: Door,
) -> impl Service<Request, Response = Response, Error = Infallible, Future: Send> + Clone + Send + Sync {
    ServiceBuilder::new()
        .layer(middleware::from_fn_with_state(door, guards::guard))
        .layer(CatchPanicLayer::new())
        .service(routes)
}

/// Opens the socket: only with a sign-in, and only from a page of this very site, since browsers open
/// sockets across sites and send cookies along.
#[utoipa::path(get, path = "/socket", tag = "socket", responses((status = 101, description = "Speaks Frame and ClientFrame"),
    (status = "default", body = crate::wire::Problem)))]
async fn open_socket(
    State(door): State<Door>,
    headers: HeaderMap,
    caller: crate::app::Caller,
    upgrade: axum::extract::WebSocketUpgrade,
) -> Result<Response, problem::Refused> {
    let own = headers
        .get(axum::http::header::ORIGIN)
        .is_some_and(|origin| guards::is_own_origin(origin, &headers, &door));
    if !own {
        return Err(crate::wire::Problem::new(
            403,
            "cross-site",
            "A socket is opened by a page of this site only.",
        )
        .into());
    }
    Ok(socket::open(door.app.clone(), door.hub.clone(), caller, upgrade).await?.into_response())
}
