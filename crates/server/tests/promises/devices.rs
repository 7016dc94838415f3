//! One's own sign-ins: told, ended one by one, and all but one ended by another password.

use super::harness::{Client, TestServer, reply};
use super::places::{open, open_with};
use serde_json::{Value, json};

const PASSWORD: &str = "parlance-demo";
const BETTER: &str = "seven blue herons";

/// Signs Clara in with a browser of that name.
async fn browser(server: &TestServer, agent: &str, password: &str) -> Client {
    let mut client = server.stranger();
    let request = client.request("POST", "/api/v1/session").header("user-agent", agent);
    let body = json!({"email": "clara@example.com", "password": password});
    let answer = reply(request.header("content-type", "application/json").body(body.to_string())).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let cookie = answer.headers["set-cookie"].to_str().expect("text");
    client.cookie = cookie.split(';').next().map(str::to_owned);
    client
}

async fn devices(of: &Client) -> Vec<(String, bool)> {
    let told = of.get("/sessions").await.ok();
    let line = |line: &Value| (line["device"].as_str().expect("text").to_owned(), line["current"] == true);
    told.as_array().expect("a list").iter().map(line).collect()
}

async fn id_of(of: &Client, device: &str) -> String {
    let told = of.get("/sessions").await.ok();
    let lines = told.as_array().expect("a list");
    let line = lines.iter().find(|line| line["device"] == device).expect("it is told");
    line["id"].as_str().expect("an id").to_owned()
}

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0";
const IPHONE: &str =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1";

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_told_of_each_browser_and_signs_one_of_them_out() {
    let server = open().await;
    let desk = browser(&server, FIREFOX, PASSWORD).await;
    let phone = browser(&server, IPHONE, PASSWORD).await;
    let told = devices(&desk).await;
    assert!(
        told.contains(&("Firefox on Linux".into(), true))
            && told.contains(&("Safari on iPhone".into(), false))
    );
    let mut socket = phone.socket().await;
    socket.next_of("hello").await;
    let id = id_of(&desk, "Safari on iPhone").await;
    let felix = server.sign_in("felix").await;
    assert_eq!(felix.delete(&format!("/sessions/{id}")).await.status, 404, "nobody else's");
    assert_eq!(phone.get("/me").await.status, 200);
    assert_eq!(desk.delete(&format!("/sessions/{id}")).await.status, 204);
    phone.get("/me").await.refused(401, "not-signed-in");
    assert_eq!(socket.closed().await, parlance_server::realtime::close::SESSION_ENDED);
    assert_eq!(desk.delete(&format!("/sessions/{id}")).await.status, 404);
    assert_eq!(desk.get("/me").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_password_ends_every_other_sign_in_and_the_old_one_opens_nothing() {
    let server = open().await;
    let desk = browser(&server, FIREFOX, PASSWORD).await;
    let phone = browser(&server, IPHONE, PASSWORD).await;
    let change = json!({"current": PASSWORD, "password": BETTER});
    assert_eq!(desk.put("/me/password", change).await.status, 204);
    assert_eq!(desk.get("/me").await.status, 200);
    phone.get("/me").await.refused(401, "not-signed-in");
    let old = json!({"email": "clara@example.com", "password": PASSWORD});
    server.stranger().post("/session", old).await.refused(401, "sign-in-failed");
    browser(&server, IPHONE, BETTER).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_is_changed_by_whoever_knows_it_to_one_that_holds() {
    let server = open().await;
    let desk = browser(&server, FIREFOX, PASSWORD).await;
    let phone = browser(&server, IPHONE, PASSWORD).await;
    let put = async |current: &str, password: &str| {
        desk.put("/me/password", json!({"current": current, "password": password})).await
    };
    put("not this one", BETTER).await.refused(422, "password-wrong");
    put(&"long".repeat(1000), BETTER).await.refused(422, "password-wrong");
    for weak in ["short", "password12", "clara@example.com"] {
        put(PASSWORD, weak).await.refused(422, "invalid-fields");
    }
    assert_eq!(phone.get("/me").await.status, 200, "nothing was changed");
    browser(&server, IPHONE, PASSWORD).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_the_password_in_force_is_as_slow_as_at_the_sign_in() {
    let server = open_with(|config| config.sign_ins_per_account = 4).await;
    let desk = browser(&server, FIREFOX, PASSWORD).await;
    let guess = json!({"current": "not this one", "password": BETTER});
    for _ in 0..3 {
        desk.put("/me/password", guess.clone()).await.refused(422, "password-wrong");
    }
    assert_eq!(desk.put("/me/password", guess).await.status, 429);
}
