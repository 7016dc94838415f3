//! What lies around every route: the request's id, who may write from where, what browsers are told.

use super::Door;
use super::problem::{self, Refused};
use crate::outside::ids;
use crate::wire::Problem;
use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::{IpAddr, SocketAddr};
use tracing::Instrument;

/// Serves a request under an id of its own, which its answer carries and the log names; the log has no queries,
/// which may hold tokens.
pub async fn guard(State(door): State<Door>, request: Request, next: Next) -> Response {
    let id = ids::ordered().simple().to_string();
    let span = tracing::debug_span!("request", id, method = %request.method(), path = request.uri().path());
    let is_api = request.uri().path().starts_with("/api/");
    let served = async {
        match same_origin(&request, &door) {
            Ok(()) => next.run(request).await,
            Err(refused) => refused.into_response(),
        }
    };
    let mut response = problem::write(served.instrument(span).await, &id, is_api);
    count(&response, &door);
    tell_browsers(response.headers_mut(), is_api);
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}

/// Only pages of this very site may write: a browser says where a request comes from, and other programs
/// send no cookie by accident.
fn same_origin(request: &Request, door: &Door) -> Result<(), Refused> {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if safe || comes_from_here(request.headers(), door) {
        return Ok(());
    }
    let detail = "This came from another site. Open the marketplace at its own address and try again there.";
    Err(Refused(Box::new(Problem::new(403, "cross-site", detail))))
}

fn comes_from_here(headers: &HeaderMap, door: &Door) -> bool {
    let site = headers.get("sec-fetch-site").and_then(|value| value.to_str().ok());
    if site.is_some_and(|site| site != "same-origin" && site != "none") {
        return false;
    }
    match headers.get(header::ORIGIN) {
        None => true,
        Some(origin) => is_own_origin(origin, headers, door),
    }
}

/// Whether an Origin is this site's: exactly the public address, or, on the loopback address, whatever
/// the browser itself names as the host.
pub fn is_own_origin(origin: &HeaderValue, headers: &HeaderMap, door: &Door) -> bool {
    let Ok(origin) = origin.to_str() else { return false };
    let config = &door.app.cx.config;
    if origin == config.public_url() {
        return true;
    }
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (name, _) = host.rsplit_once(':').unwrap_or((host, ""));
    let loopback = matches!(name, "localhost" | "127.0.0.1" | "[::1]");
    config.public_url.is_none() && loopback && origin.strip_prefix("http://") == Some(host)
}

fn count(response: &Response, door: &Door) {
    let metrics = &door.app.cx.metrics;
    metrics.requests.inc();
    if response.status().is_server_error() {
        metrics.requests_failed.inc();
    }
}

/// What browsers are told about every answer.
fn tell_browsers(headers: &mut HeaderMap, is_api: bool) {
    for (name, value) in &ALWAYS {
        // What a route has said itself is stricter.
        headers.entry(name.clone()).or_insert_with(|| value.clone());
    }
    if is_api || !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(header::VARY, HeaderValue::from_static("Cookie"));
    }
}

static ALWAYS: [(HeaderName, HeaderValue); 7] = [
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self'; font-src 'self'; connect-src 'self'; \
             manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; \
             require-trusted-types-for 'script'; trusted-types svelte-trusted-html parlance-workers",
        ),
    ),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), microphone=(), geolocation=(), payment=()"),
    ),
    (header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000")),
];

/// Where a request comes from, for rates: the peer, or what a trusted proxy says it is.
#[derive(Clone, Copy, Debug)]
pub struct ClientAddress(pub IpAddr);

impl FromRequestParts<Door> for ClientAddress {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, door: &Door) -> Result<Self, Refused> {
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map_or(IpAddr::from([127, 0, 0, 1]), |info| info.0.ip());
        Ok(ClientAddress(client(peer, &parts.headers, &door.app.cx.config.proxies)))
    }
}

/// Each proxy adds at the end the address it saw: the last one that is no proxy of ours is true. What stands
/// before it, or before what is no address, anybody may have written.
fn client(peer: IpAddr, headers: &HeaderMap, proxies: &str) -> IpAddr {
    let is_ours = |address: IpAddr| proxies.split(',').any(|proxy| proxy.trim().parse() == Ok(address));
    let lines = headers.get_all("x-forwarded-for").iter().map(|line| line.to_str().unwrap_or_default());
    let hops: Vec<&str> = lines.flat_map(|line| line.split(',')).collect();
    // Behind a socket for both kinds of address, an IPv4 one arrives dressed as IPv6.
    let mut nearest = peer.to_canonical();
    for hop in hops.into_iter().rev() {
        let Ok(before) = hop.trim().parse::<IpAddr>() else { break };
        if !is_ours(nearest) {
            break;
        }
        nearest = before.to_canonical();
    }
    nearest
}

/// Whether a request was made on this machine, to this machine's own name.
pub fn is_from_this_machine(peer: SocketAddr, headers: &HeaderMap) -> bool {
    // A proxy on this machine speaks for people who are not.
    let forwarded =
        ["forwarded", "x-forwarded-for", "x-real-ip"].iter().any(|name| headers.contains_key(*name));
    peer.ip().to_canonical().is_loopback() && !forwarded && names_loopback(headers)
}

/// A proxy that adds nothing still passes on the name it was asked by, and so does a foreign page whose name
/// was pointed at this machine (DNS rebinding).
fn names_loopback(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    matches!(name, "localhost" | "127.0.0.1" | "[::1]")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted_as(peer: &str, forwarded: &[&[u8]]) -> String {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_bytes(line).expect("a header"));
        }
        client(peer.parse().expect("an address"), &headers, "127.0.0.1, 10.0.0.7").to_string()
    }

    #[test]
    fn a_forwarded_address_counts_as_far_as_our_own_proxies_vouch_for_it() {
        for (peer, forwarded, counted) in [
            ("203.0.113.5", &[b"198.51.100.1".as_slice()][..], "203.0.113.5"),
            ("127.0.0.1", &[b"198.51.100.1"], "198.51.100.1"),
            ("127.0.0.1", &[b"192.0.2.1, 198.51.100.1, 10.0.0.7"], "198.51.100.1"),
            ("127.0.0.1", &[b"192.0.2.1", b"198.51.100.1"], "198.51.100.1"),
            ("127.0.0.1", &[b"192.0.2.1, unknown"], "127.0.0.1"),
            ("127.0.0.1", &[b"192.0.2.1", b"\xff, 10.0.0.7"], "127.0.0.1"),
            ("127.0.0.1", &[], "127.0.0.1"),
        ] {
            assert_eq!(counted_as(peer, forwarded), counted, "{peer} {forwarded:?}");
        }
    }

    #[test]
    fn an_address_dressed_as_the_newer_kind_counts_as_itself() {
        assert_eq!(counted_as("::ffff:203.0.113.5", &[]), "203.0.113.5");
        assert_eq!(counted_as("::ffff:127.0.0.1", &[b"::ffff:198.51.100.1"]), "198.51.100.1");
        assert_eq!(counted_as("2001:db8::1", &[]), "2001:db8::1");
    }
}
