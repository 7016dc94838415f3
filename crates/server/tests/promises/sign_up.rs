//! Signing up and proving an address.

use super::harness::{Client, Reply, TestServer, reply};
use super::places::{open, open_with};
use super::state::{refused_whole, state};
use parlance_core::limits;
use parlance_server::app::accounts::{AdminMade, make_admin};
use serde_json::{Value, json};
use std::time::Duration;

const PASSWORD: &str = "seven blue herons";

fn new(email: &str) -> Value {
    json!({"email": email, "password": PASSWORD, "name": "Wanda New"})
}

/// The tokens of the mails to somebody, the newest first.
async fn tokens(server: &TestServer, email: &str) -> Vec<String> {
    server.settle().await;
    let mails = reply(server.stranger().request("GET", "/demo/mail.json")).await.body;
    let mails = mails.as_array().cloned().unwrap_or_default();
    let links = mails.iter().filter(|mail| mail["to"] == email).flat_map(|mail| mail["links"].as_array());
    let links = links.flatten().filter_map(Value::as_str);
    links.filter_map(|link| link.split_once("token=")).map(|(_, token)| token.to_owned()).collect()
}

/// The token of the newest mail to somebody, if there was one.
async fn token(server: &TestServer, email: &str) -> Option<String> {
    tokens(server, email).await.into_iter().next()
}

fn proof(token: &str, password: &str) -> Value {
    json!({"token": token, "password": password})
}

async fn sign_in(nobody: &Client, email: &str) -> Reply {
    sign_in_with(nobody, email, PASSWORD).await
}

async fn sign_in_with(nobody: &Client, email: &str, password: &str) -> Reply {
    nobody.post("/session", json!({"email": email, "password": password})).await
}

/// Somebody whose browser took the cookie of this answer.
fn with_cookie(server: &TestServer, answer: &Reply) -> Client {
    let set = answer.headers["set-cookie"].to_str().expect("text");
    let mut client = server.stranger();
    client.cookie = set.split(';').next().map(str::to_owned);
    client
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_person_signs_up_proves_the_address_and_is_in() {
    let server = open().await;
    let nobody = server.stranger();
    assert_eq!(nobody.post("/accounts", new("wanda@example.com")).await.status, 202);
    sign_in(&nobody, "wanda@example.com").await.refused(403, "address-not-verified");
    let token = token(&server, "wanda@example.com").await.expect("a mail with a link");
    let proven = nobody.post("/verifications", proof(&token, PASSWORD)).await;
    let wanda = with_cookie(&server, &proven);
    let me = proven.ok();
    assert_eq!(
        (&me["email"], &me["name"], &me["offers_work"], &me["staff_role"]),
        (&json!("wanda@example.com"), &json!("Wanda New"), &json!(false), &Value::Null)
    );
    assert_eq!(wanda.get("/me").await.ok(), me, "the link signed her in");
    assert_eq!(sign_in(&nobody, "wanda@example.com").await.ok(), me, "and so does the password");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_signs_up_first_with_somebody_elses_address_never_gets_in() {
    let server = open().await;
    let nobody = server.stranger();
    let attack =
        json!({"email": "wanda@example.com", "password": "nine green kites fly", "name": "Not Wanda"});
    nobody.post("/accounts", attack.clone()).await.ok();
    let theirs = token(&server, "wanda@example.com").await.expect("a mail with a link");
    nobody.post("/accounts", new("wanda@example.com")).await.ok();
    let hers = token(&server, "wanda@example.com").await.expect("another mail");
    assert_ne!(theirs, hers, "each sign-up has its own link");
    // She opens the link of the mail that came first, and shows who she is.
    refused_whole(
        &server,
        nobody.post("/verifications", proof(&theirs, PASSWORD)),
        422,
        "verification-failed",
    )
    .await;
    // They would need hers.
    refused_whole(
        &server,
        nobody.post("/verifications", proof(&hers, "nine green kites fly")),
        422,
        "verification-failed",
    )
    .await;
    // Signing up once more takes nothing from the link she has.
    nobody.post("/accounts", attack).await.ok();
    let me = nobody.post("/verifications", proof(&hers, PASSWORD)).await.ok();
    assert_eq!(me["name"], "Wanda New");
    sign_in(&nobody, "wanda@example.com").await.ok();
    sign_in_with(&nobody, "wanda@example.com", "nine green kites fly").await.refused(401, "sign-in-failed");
    for link in tokens(&server, "wanda@example.com").await {
        refused_whole(
            &server,
            nobody.post("/verifications", proof(&link, "nine green kites fly")),
            422,
            "verification-failed",
        )
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_sign_ups_before_any_mail_left_get_a_link_each() {
    let server = open().await;
    let nobody = server.stranger();
    let mut attack = new("wanda@example.com");
    attack["password"] = json!("nine green kites fly");
    nobody.post("/accounts", new("wanda@example.com")).await.ok();
    nobody.post("/accounts", attack).await.ok();
    let links = tokens(&server, "wanda@example.com").await;
    assert_eq!(links.len(), 2);
    let mut answers = Vec::new();
    for link in &links {
        answers.push(nobody.post("/verifications", proof(link, PASSWORD)).await.status);
    }
    answers.sort_unstable();
    assert_eq!(answers, [200, 422], "her password goes with her link and with no other");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_link_and_a_wrong_password_get_the_same_answer() {
    let server = open().await;
    let nobody = server.stranger();
    nobody.post("/accounts", new("wanda@example.com")).await.ok();
    let token = token(&server, "wanda@example.com").await.expect("a mail with a link");
    let mut told = Vec::new();
    for wrong in [
        proof(&token, "seven blue heron"),
        proof(&token, ""),
        proof(&token, &PASSWORD.repeat(20)),
        proof(&"0".repeat(64), PASSWORD),
    ] {
        let before = server.app.cx.metrics.password_checks.get();
        let mut answer = nobody.post("/verifications", wrong.clone()).await;
        answer.refused(422, "verification-failed");
        let checked = server.app.cx.metrics.password_checks.get() - before;
        let long = wrong["password"].as_str().is_some_and(|text| text.len() > limits::PASSWORD_CHARS_MAX);
        assert_eq!(checked, u64::from(!long), "both take a check: {wrong}");
        answer.body["request_id"] = Value::Null;
        told.push((answer.status, answer.body, answer.headers.contains_key("set-cookie")));
    }
    assert!(told.iter().all(|answer| *answer == told[0]), "{told:?}");
    nobody.post("/verifications", proof(&token, PASSWORD)).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_the_password_of_a_link_is_stopped_at_the_rate_of_sign_ins() {
    let server = open_with(|config| config.sign_ins_per_account = 10).await;
    let nobody = server.stranger();
    nobody.post("/accounts", new("wanda@example.com")).await.ok();
    let link = token(&server, "wanda@example.com").await.expect("a mail with a link");
    for guessed in [link, "0".repeat(64)] {
        let mut stopped = 0;
        for n in 0..30 {
            let guess = nobody.post("/verifications", proof(&guessed, &format!("{n} blue herons"))).await;
            stopped += u32::from(guess.status == 429);
        }
        assert!(stopped >= 15, "{stopped} of 30 were stopped");
    }
    sign_in(&nobody, "wanda@example.com").await.refused(429, "rate-limited");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_verification_link_works_once() {
    let server = open().await;
    let nobody = server.stranger();
    nobody.post("/accounts", new("wanda@example.com")).await.ok();
    let token = token(&server, "wanda@example.com").await.expect("a mail with a link");
    nobody.post("/verifications", proof(&token, PASSWORD)).await.ok();
    refused_whole(
        &server,
        nobody.post("/verifications", proof(&token, PASSWORD)),
        422,
        "verification-failed",
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_verification_link_works_for_its_time_and_a_new_one_can_be_had() {
    let server = open().await;
    let nobody = server.stranger();
    nobody.post("/accounts", new("wanda@example.com")).await.ok();
    let old = token(&server, "wanda@example.com").await.expect("a mail with a link");
    server.clock.advance(limits::VERIFICATION_LASTS);
    refused_whole(&server, nobody.post("/verifications", proof(&old, PASSWORD)), 422, "verification-failed")
        .await;
    server.clock.advance(Duration::from_secs(1));
    assert_eq!(nobody.post("/verification-mails", json!({"email": "wanda@example.com"})).await.status, 202);
    let fresh = token(&server, "wanda@example.com").await.expect("another mail");
    assert_ne!(fresh, old);
    for wrong in
        [String::new(), "x".into(), fresh.to_uppercase(), format!("{fresh}0"), "0".repeat(64), "\0".into()]
    {
        refused_whole(
            &server,
            nobody.post("/verifications", proof(&wrong, PASSWORD)),
            422,
            "verification-failed",
        )
        .await;
    }
    nobody.post("/verifications", proof(&fresh, PASSWORD)).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_asked_for_again_is_for_the_newest_sign_up() {
    let server = open().await;
    let nobody = server.stranger();
    let mut first = new("wanda@example.com");
    first["password"] = json!("nine green kites fly");
    nobody.post("/accounts", first).await.ok();
    nobody.post("/accounts", new("wanda@example.com")).await.ok();
    sign_in(&nobody, "wanda@example.com").await.refused(403, "address-not-verified");
    server.settle().await;
    nobody.post("/verification-mails", json!({"email": "wanda@example.com"})).await.ok();
    let again = token(&server, "wanda@example.com").await.expect("another mail");
    assert_eq!(tokens(&server, "wanda@example.com").await.len(), 3);
    nobody.post("/verifications", proof(&again, PASSWORD)).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_made_an_admin_by_an_address_that_is_not_proven() {
    let server = open().await;
    let nobody = server.stranger();
    nobody.post("/accounts", new("wanda@example.com")).await.ok();
    let make = || server.app.run(|tx, cx| make_admin(tx, cx, "wanda@example.com", "Wanda", "no hash"));
    assert_eq!(make().await.expect("an answer"), AdminMade::NotVerified);
    let token = token(&server, "wanda@example.com").await.expect("a mail with a link");
    let me = nobody.post("/verifications", proof(&token, PASSWORD)).await.ok();
    assert_eq!(me["staff_role"], Value::Null);
    assert_eq!(make().await.expect("an answer"), AdminMade::Promoted);
    assert_eq!(sign_in(&nobody, "wanda@example.com").await.ok()["staff_role"], "admin");
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_up_answers_the_same_for_a_new_address_and_one_that_has_an_account() {
    let server = open().await;
    let nobody = server.stranger();
    nobody.post("/accounts", new("waiting@example.com")).await.ok();
    let mut told = Vec::new();
    for email in ["fresh@example.com", "waiting@example.com", "clara@example.com"] {
        let answer = nobody.post("/accounts", new(email)).await;
        assert_eq!(answer.body, json!({"email": email}));
        told.push((answer.status, answer.headers.keys().map(ToString::to_string).collect::<Vec<_>>()));
    }
    assert!(told.iter().all(|answer| *answer == told[0]), "{told:?}");
    // The account that was there is as it was.
    server.sign_in("clara").await;
    sign_in(&nobody, "clara@example.com").await.refused(401, "sign-in-failed");
    assert_eq!(token(&server, "clara@example.com").await, None, "Clara is told in a mail without a token");
    let mut again = Vec::new();
    for email in ["clara@example.com", "waiting@example.com", "unheard-of@example.com"] {
        let answer = nobody.post("/verification-mails", json!({"email": email})).await;
        assert_eq!(answer.body, json!({"email": email}));
        again.push(answer.status);
    }
    assert_eq!(again, [202, 202, 202]);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_field_of_a_sign_up_is_checked_and_named() {
    let server = open().await;
    let nobody = server.stranger();
    let before = state(&server).await;
    let long = format!("{}@example.com", "a".repeat(limits::EMAIL_BYTES - "@example.com".len() + 1));
    for (field, value, rule) in [
        ("email", String::new(), "empty"),
        ("email", "no address".into(), "not-an-address"),
        ("email", "a@b@example.com".into(), "not-an-address"),
        ("email", "a@example.com\r\nBcc: b@example.com".into(), "not-an-address"),
        ("email", long, "too-long"),
        ("password", "short".into(), "too-short"),
        ("password", "q7#Kv9!pz".into(), "too-short"),
        ("password", "q7#Kv9!pzW".repeat(13), "too-long"),
        ("password", "password1234".into(), "guessable"),
        ("password", "wanda@example.com".into(), "guessable"),
        ("name", " \u{200b} ".into(), "empty"),
        ("name", "x".repeat(limits::NAME_CHARS + 1), "too-long"),
        ("name", "two\nlines".into(), "control-character"),
    ] {
        let mut body = new("wanda@example.com");
        body[field] = json!(value);
        let refused = nobody.post("/accounts", body).await;
        let fields = refused.body["fields"].as_array().cloned().unwrap_or_default();
        assert_eq!((refused.status, refused.code()), (422, "invalid-fields"), "{field} {value:?}");
        assert!(
            fields.iter().any(|wrong| wrong["field"] == field && wrong["rule"] == rule),
            "{field} {value:?}: {fields:?}"
        );
    }
    let all = nobody.post("/accounts", json!({"email": "", "password": "", "name": ""})).await;
    assert_eq!(all.body["fields"].as_array().map(Vec::len), Some(3), "{}", all.body);
    assert_eq!(before, state(&server).await);
    for fits in ["q7#Kv9!pzW".to_owned(), "q7#Kv9!pz".repeat(14) + "xy"] {
        let mut body = new("wanda@example.com");
        body["password"] = json!(fits);
        assert_eq!(nobody.post("/accounts", body).await.status, 202, "{} characters", fits.chars().count());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn five_sign_ups_at_once_make_one_account() {
    let server = open().await;
    let nobody = server.stranger();
    let rows = state(&server).await["account"].len();
    let replies =
        futures_util::future::join_all((0..5).map(|_| nobody.post("/accounts", new("wanda@example.com"))))
            .await;
    assert!(replies.iter().all(|reply| reply.status == 202), "{replies:?}");
    assert_eq!(state(&server).await["account"].len(), rows + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn passwords_are_scored_no_more_often_than_the_rate_of_sign_ins_allows() {
    let server = open_with(|config| config.sign_ins_per_account = 5).await;
    let nobody = server.stranger();
    let mut body = new("wanda@example.com");
    body["password"] = json!("password1234");
    let (mut scored, mut stopped) = (0, 0);
    for _ in 0..20 {
        let answer = nobody.post("/accounts", body.clone()).await;
        scored += u32::from(answer.body["fields"][0]["rule"] == "guessable");
        stopped += u32::from(answer.status == 429);
    }
    assert_eq!(scored + stopped, 20);
    assert!(scored >= 5 && stopped >= 10, "{scored} {stopped}");
}

#[tokio::test(flavor = "multi_thread")]
async fn mails_to_one_address_are_kept_to_a_rate() {
    let server = open_with(|config| config.sign_ins_per_account = 5).await;
    let nobody = server.stranger();
    nobody.post("/accounts", new("wanda@example.com")).await.ok();
    let mut stopped = 0;
    for _ in 0..20 {
        stopped += u32::from(
            nobody.post("/verification-mails", json!({"email": "wanda@example.com"})).await.status == 429,
        );
    }
    assert!(stopped >= 10, "{stopped}");
}
