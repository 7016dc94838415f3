//! The demo's mails as a page: what it shows, and to whom.

use super::mail_office::{house, settings};
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use parlance_core::Time;
use parlance_server::app::accounts::{SignUp, sign_up};
use parlance_server::http::{Door, router};
use parlance_server::outside::clock::Clock;
use parlance_server::serve::House;
use std::net::SocketAddr;
use tempfile::TempDir;
use tower::ServiceExt;

struct Visit {
    peer: Option<&'static str>,
    headers: &'static [(&'static str, &'static str)],
}

const HOME: (&str, &str) = ("host", "localhost:8080");

const AT_HOME: Visit = Visit { peer: Some("127.0.0.1:50000"), headers: &[("host", "127.0.0.1:8080")] };

async fn get(door: &Door, path: &str, visit: &Visit) -> (StatusCode, String) {
    let mut request = Request::get(path).body(Body::empty()).expect("a request");
    for (name, value) in visit.headers {
        request.headers_mut().insert(*name, value.parse().expect("a value"));
    }
    if let Some(peer) = visit.peer {
        request.extensions_mut().insert(ConnectInfo::<SocketAddr>(peer.parse().expect("an address")));
    }
    let response = router::router(door.clone()).oneshot(request).await.expect("an answer");
    let status = response.status();
    let body = axum::body::to_bytes(response.into_body(), 1 << 20).await.expect("a body");
    (status, String::from_utf8(body.to_vec()).expect("text"))
}

/// A demo in which two people have signed up, one after the other.
async fn demo(folder: &TempDir) -> Door {
    let clock = Clock::set(Time(1_750_000_000_000_000));
    let House { door, workers, .. } = house(settings(folder), clock, true).await;
    for email in ["first@example.com", "second@example.com"] {
        let input = SignUp { email: email.to_owned(), name: "Nina".to_owned(), password_hash: String::new() };
        door.app.run(move |tx, cx| sign_up(tx, cx, &input)).await.expect("a sign-up");
        workers.settle().await.expect("tasks are done");
    }
    door
}

#[tokio::test]
async fn the_demos_mails_are_listed_newest_first_for_people_and_for_programs() {
    let folder = TempDir::new().expect("a folder");
    let door = demo(&folder).await;
    let (status, json) = get(&door, "/demo/mail.json", &AT_HOME).await;
    assert_eq!(status, StatusCode::OK);
    let mails: serde_json::Value = serde_json::from_str(&json).expect("json");
    assert_eq!(mails[0]["to"], "second@example.com");
    assert_eq!(mails[1]["to"], "first@example.com");
    assert_eq!(mails[0]["at"], "2025-06-15T15:06:40.000000Z");
    let link = mails[0]["links"][0].as_str().expect("a link");
    assert!(link.starts_with("https://talk.example.com/verify?token="), "{link}");
    assert!(mails[0]["text"].as_str().is_some_and(|text| text.contains(link)));
    let (status, page) = get(&door, "/demo/mail", &AT_HOME).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains(&format!("href=\"{link}\"")), "{page}");
    assert!(page.find("second@example.com") < page.find("first@example.com"));
    for forbidden in ["<script", "<style", "style=", "onclick"] {
        assert!(!page.contains(forbidden), "the page's own policy would block {forbidden}");
    }
    let (status, style) = get(&door, "/demo/mail.css", &AT_HOME).await;
    assert!(status == StatusCode::OK && style.contains("color-scheme"));
}

#[tokio::test]
async fn nobody_from_elsewhere_sees_the_demos_mails() {
    let folder = TempDir::new().expect("a folder");
    let door = demo(&folder).await;
    assert_eq!(
        get(&door, "/demo/mail", &Visit { peer: Some("[::1]:50000"), headers: &[HOME] }).await.0,
        StatusCode::OK
    );
    for elsewhere in [
        Visit { peer: Some("192.0.2.7:50000"), headers: &[HOME] },
        Visit { peer: None, headers: &[HOME] },
        Visit { peer: Some("127.0.0.1:50000"), headers: &[HOME, ("x-forwarded-for", "192.0.2.7")] },
        Visit { peer: Some("127.0.0.1:50000"), headers: &[("host", "evil.example.com:8080")] },
        Visit { peer: Some("127.0.0.1:50000"), headers: &[("host", "127.0.0.1.evil.example.com")] },
        Visit { peer: Some("127.0.0.1:50000"), headers: &[] },
    ] {
        for path in ["/demo/mail", "/demo/mail.json", "/demo/mail.css"] {
            let (status, body) = get(&door, path, &elsewhere).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{path} {:?} {:?}", elsewhere.peer, elsewhere.headers);
            assert!(!body.contains("example.com/verify"));
        }
    }
}

#[tokio::test]
async fn outside_the_demo_there_are_no_such_pages() {
    let folder = TempDir::new().expect("a folder");
    let House { door, .. } = house(settings(&folder), Clock::Wall, false).await;
    assert_eq!(get(&door, "/demo/mail.json", &AT_HOME).await.0, StatusCode::NOT_FOUND);
}
