//! Answers as such: described, marked for one person only, and saying nothing that is not asked for.

use super::harness::{Engine, TestServer, reply};
use super::places::{Talk, open};
use super::schema;
use parlance_store::StoreError;
use parlance_store::engine::{Lock, Sql};
use serde_json::Value;
use std::path::Path;
use std::time::Duration;

#[test]
fn the_committed_description_is_the_one_that_is_served() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/api/openapi.json");
    let committed: Value =
        serde_json::from_str(&std::fs::read_to_string(path).expect("it stands in the repository"))
            .expect("JSON");
    assert_eq!(committed, *schema::document(), "run `make gen` and commit what it writes");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_description_is_served_to_whoever_asks() {
    let server = open().await;
    let answer = reply(server.stranger().request("GET", "/api/v1/openapi.json")).await;
    assert_eq!((answer.status, &answer.body), (200, schema::document()));
}

#[test]
fn every_body_and_parameter_of_the_description_refuses_what_it_does_not_know() {
    for (method, template) in schema::operations() {
        let operation = &schema::document()["paths"][&template][&method.to_lowercase()];
        let Some(content) = operation["requestBody"]["content"].as_object() else { continue };
        let file = method == "POST" && template.ends_with("/files");
        let kind = if file { "application/octet-stream" } else { "application/json" };
        assert_eq!(content.keys().collect::<Vec<_>>(), [kind], "{method} {template}");
        if file {
            continue;
        }
        let link = content["application/json"]["schema"]["$ref"].as_str().expect("a named schema");
        let named = schema::schema(link.rsplit('/').next().expect("a name"));
        assert_eq!(named["additionalProperties"], false, "{method} {template}: {link}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_persons_answer_is_never_kept_for_another() {
    let talk = Talk::begun().await;
    let mut bodies = Vec::new();
    for person in [&talk.clara, &talk.felix] {
        for path in ["/me", "/conversations", "/notifications", "/jobs"] {
            let answer = person.get(path).await;
            assert_eq!(answer.headers["cache-control"], "no-store");
            assert!(
                !answer.headers.contains_key("etag") && !answer.headers.contains_key("last-modified"),
                "{path}"
            );
            bodies.push(answer.ok());
        }
    }
    assert_ne!(bodies[..4], bodies[4..]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_and_everything_else_carry_the_headers_that_browsers_go_by() {
    let server = open().await;
    for path in [
        "/",
        "/inbox",
        "/inbox/0",
        "/theme.js",
        "/nothing.txt",
        "/healthz",
        "/readyz",
        "/metrics",
        "/demo/mail",
        "/demo/mail.json",
        "/api/v1/nothing",
        "/api/docs/x",
    ] {
        let answer = reply(server.stranger().request("GET", path)).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("cross-origin-opener-policy", "same-origin"),
            ("referrer-policy", "same-origin"),
        ] {
            assert_eq!(
                answer.headers.get(name).and_then(|is| is.to_str().ok()),
                Some(value),
                "{path} {name}"
            );
        }
        let policy = answer.headers["content-security-policy"].to_str().expect("text").to_owned();
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert!(
            answer.headers.contains_key("strict-transport-security")
                && answer.headers.contains_key("cache-control"),
            "{path}"
        );
        assert!(
            !answer.headers.contains_key("server") && !answer.headers.contains_key("x-powered-by"),
            "{path}"
        );
    }
}

/// Connections that were ever made to a server's database; each counts once it is idle or gone.
async fn connections_made(server: &TestServer) -> i64 {
    const MADE: Sql =
        Sql::new("SELECT sessions FROM pg_stat_database WHERE datname = current_database()", Lock::None);
    let made = server.app.store.read(|tx| tx.query_opt(&MADE, &[], |row| row.get_i64(0))).await;
    made.unwrap_or_else(|error: StoreError| panic!("{error}")).expect("a row of figures")
}

#[tokio::test(flavor = "multi_thread")]
async fn asking_whether_the_server_is_ready_makes_no_connection_to_the_database() {
    let mut server = TestServer::start_with(Engine::Postgres, |_| {}).await;
    server.may_leave_tasks = true;
    let asked = async |path: &str| reply(server.stranger().request("GET", path)).await;
    assert_eq!(asked("/readyz").await.body, "ready\n");
    // Those of the start may still be counted.
    let (mut before, mut quiet) = (connections_made(&server).await, 0);
    while quiet < 5 {
        tokio::time::sleep(Duration::from_millis(300)).await;
        let now = connections_made(&server).await;
        quiet = if now == before { quiet + 1 } else { 0 };
        before = now;
    }
    for _ in 0..40 {
        assert_eq!(asked("/readyz").await.status, 200);
    }
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert_eq!(connections_made(&server).await, before);
    // With the store closed the server's own last look at its tasks would fail; nothing is left to see.
    server.app.store.close();
    assert_eq!(asked("/readyz").await.status, 503, "without its database it is not ready");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_path_or_method_that_is_not_there_is_a_typed_problem() {
    let server = open().await;
    let clara = server.sign_in("clara").await;
    for path in ["/nothing", "/", "/me/nothing", "/jobs/1/2/3", "/conversations//entries"] {
        clara.get(path).await.refused(404, "not-found");
    }
    for (method, path) in [
        ("DELETE", "/me"),
        ("POST", "/me"),
        ("PUT", "/jobs"),
        ("DELETE", "/conversations"),
        ("PATCH", "/notifications"),
        ("TRACE", "/me"),
    ] {
        clara.send(method, path, None, None).await.refused(405, "method-not-allowed");
    }
}

async fn asked(server: &TestServer, path: &str, header: Option<(&str, &str)>) -> u16 {
    let request = server.stranger().request("GET", path);
    let request = match header {
        Some((name, value)) => request.header(name, value),
        None => request,
    };
    reply(request).await.status
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demos_mails_and_the_figures_are_shown_on_this_machine_only() {
    let server = open().await;
    for path in ["/demo/mail.json", "/metrics"] {
        assert_eq!(asked(&server, path, None).await, 200, "{path}");
        for header in
            [("x-forwarded-for", "203.0.113.9"), ("forwarded", "for=203.0.113.9"), ("host", "evil.example")]
        {
            assert_eq!(asked(&server, path, Some(header)).await, 404, "{path} {header:?}");
        }
    }
}
