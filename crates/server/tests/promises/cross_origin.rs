//! Pages of other sites: they write nothing and open no socket, however much their origin looks like ours.

use super::harness::{Client, TestServer, reply};
use super::places::{open, open_with};
use super::state::refused_whole;
use serde_json::json;

/// Origins that are not this site's, though each resembles it.
fn lookalikes(host: &str, port: u16) -> Vec<String> {
    let origins = [
        "null".to_owned(),
        String::new(),
        "*".into(),
        format!("https://{host}:{port}"),
        format!("http://{host}"),
        format!("http://{host}:{}", port ^ 1),
        format!("http://{host}:{port}.evil.example"),
        format!("http://{host}:{port}@evil.example"),
        format!("http://evil.example@{host}:{port}"),
        format!("http://user:{port}@{host}:{port}"),
        format!("http://{host}.evil.example:{port}"),
        format!("http://evil-{host}:{port}"),
        format!("http://x.{host}:{port}"),
        format!("http://{host}.:{port}"),
        format!("http://{host}:{port}/"),
        format!("http://{host}:{port}/path"),
        format!("http://{host}:{port}?x"),
        format!("http://{host}:{port}#x"),
        format!("http://{host}:{port} "),
        format!("http://{host}:{port},http://evil.example"),
        format!("http://evil.example,http://{host}:{port}"),
        format!("http://evil.example http://{host}:{port}"),
        format!("HTTP://{host}:{port}x"),
        format!("http:/{host}:{port}"),
        format!("//{host}:{port}"),
        format!("{host}:{port}"),
        format!("ws://{host}:{port}"),
        format!("file://{host}:{port}"),
        format!("http://{host}:0{port}"),
        "http://localhost.evil.example".into(),
        "http://evil.example".into(),
        "chrome-extension://abcdefghijklmnop".into(),
    ];
    origins.into()
}

async fn write(person: &Client, headers: &[(&str, &str)]) -> super::harness::Reply {
    let mut request = person
        .request("PATCH", "/api/v1/me")
        .header("content-type", "application/json")
        .body(json!({"headline": "Hijacked"}).to_string());
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    reply(request).await
}

async fn none_gets_in(server: &TestServer, person: &Client, origins: &[String]) {
    assert!(origins.len() >= 30);
    for origin in origins {
        // HTTP strips what surrounds a header's value: with it gone this one is the true origin.
        if origin.ends_with(' ') {
            continue;
        }
        refused_whole(server, write(person, &[("origin", origin)]), 403, "cross-site").await;
        let Err(error) = person.socket_from(origin).await else {
            panic!("a page of {origin:?} opened a socket")
        };
        let tokio_tungstenite::tungstenite::Error::Http(refused) = error else {
            panic!("{origin:?}: {error}")
        };
        assert_eq!(refused.status().as_u16(), 403, "{origin:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_lookalike_of_the_own_origin_writes_or_opens_a_socket() {
    let server = open().await;
    let clara = server.sign_in("clara").await;
    let own = format!("http://{}", server.address);
    assert_eq!(write(&clara, &[("origin", &own)]).await.status, 200, "the page itself may");
    clara.socket_from(&own).await.expect("the page itself may");
    none_gets_in(&server, &clara, &lookalikes("127.0.0.1", server.address.port())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn with_a_public_address_only_that_address_counts() {
    let server = open_with(|config| config.public_url = Some("https://talk.example.com".into())).await;
    let clara = server.sign_in("clara").await;
    assert_eq!(
        write(&clara, &[("origin", "https://talk.example.com")]).await.status,
        200,
        "the page itself may"
    );
    clara.socket_from("https://talk.example.com").await.expect("the page itself may");
    let mut origins = lookalikes("talk.example.com", 443);
    origins.push(format!("http://{}", server.address));
    origins.push("https://talk.example.com:8443".into());
    origins.push("http://talk.example.com".into());
    origins.push("https://talk.example.com.evil.example".into());
    origins.retain(|origin| origin != "https://talk.example.com");
    none_gets_in(&server, &clara, &origins).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_browser_says_of_the_site_counts_even_without_an_origin() {
    let server = open().await;
    let clara = server.sign_in("clara").await;
    for site in ["cross-site", "same-site", "nonsense", ""] {
        refused_whole(&server, write(&clara, &[("sec-fetch-site", site)]), 403, "cross-site").await;
    }
    for site in ["same-origin", "none"] {
        assert_eq!(write(&clara, &[("sec-fetch-site", site)]).await.status, 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_write_of_any_kind_comes_from_another_site() {
    let server = open().await;
    let clara = server.sign_in("clara").await;
    for (method, template) in super::schema::operations() {
        if method == "GET" {
            continue;
        }
        let path = template.replace("{id}", "00000000-0000-4000-8000-000000000000");
        let request = clara.request(&method, &path).header("origin", "https://evil.example");
        refused_whole(&server, reply(request), 403, "cross-site").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_said_to_other_origins_about_reading_either() {
    let server = open().await;
    let clara = server.sign_in("clara").await;
    for method in ["GET", "OPTIONS"] {
        let asked = clara
            .request(method, "/api/v1/me")
            .header("origin", "https://evil.example")
            .header("access-control-request-method", "PUT");
        let answer = reply(asked).await;
        assert!(
            answer.headers.keys().all(|name| !name.as_str().starts_with("access-control-")),
            "{:?}",
            answer.headers
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_socket_needs_a_sign_in_besides_its_origin() {
    let server = open().await;
    let Err(tokio_tungstenite::tungstenite::Error::Http(refused)) = server.stranger().bare_socket().await
    else {
        panic!("nobody gets in")
    };
    assert_eq!(refused.status().as_u16(), 401);
    let mut forged = server.stranger();
    forged.cookie = Some(format!("parlance={}", "a".repeat(64)));
    let Err(tokio_tungstenite::tungstenite::Error::Http(refused)) = forged.bare_socket().await else {
        panic!("nobody gets in")
    };
    assert_eq!(refused.status().as_u16(), 401);
}
