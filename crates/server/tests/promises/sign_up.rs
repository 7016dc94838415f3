//! Signing up and proving an address.

use super::harness::{Client, TestServer, reply};
use super::places::{open, open_with};
use super::state::{refused_whole, state};
use parlance_core::limits;
use serde_json::{Value, json};
use std::time::Duration;

const PASSWORD: &str = "seven blue herons";

fn new(email: &str) -> Value {
    json!({"email": email, "password": PASSWORD, "name": "Wanda New"})
}

/// The token of the newest mail to somebody, if there was one.
async fn token(server: &TestServer, email: &str) -> Option<String> {
    server.settle().await;
    let mails = reply(server.stranger().request("GET", "/demo/mail.json")).await.body;
    let mail = mails.as_array()?.iter().find(|mail| mail["to"] == email)?;
    let link =
        mail["links"].as_array()?.iter().filter_map(Value::as_str).find(|link| link.contains("token="))?;
    link.split_once("token=").map(|(_, token)| token.to_owned())
}

async fn sign_in(nobody: &Client, email: &str) -> super::harness::Reply {
    nobody.post("/session", json!({"email": email, "password": PASSWORD})).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_person_signs_up_proves_the_address_and_gets_in() {
    let server = open().await;
    let nobody = server.stranger();
    assert_eq!(nobody.post("/accounts", new("wanda@example.com")).await.status, 202);
    sign_in(&nobody, "wanda@example.com").await.refused(403, "address-not-verified");
    let token = token(&server, "wanda@example.com").await.expect("a mail with a link");
    assert_eq!(
        nobody.post("/verifications", json!({"token": token})).await.ok(),
        json!({"email": "wanda@example.com"})
    );
    let me = sign_in(&nobody, "wanda@example.com").await.ok();
    assert_eq!(
        (&me["name"], &me["offers_work"], &me["staff_role"]),
        (&json!("Wanda New"), &json!(false), &Value::Null)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_verification_link_works_once() {
    let server = open().await;
    let nobody = server.stranger();
    nobody.post("/accounts", new("wanda@example.com")).await.ok();
    let token = token(&server, "wanda@example.com").await.expect("a mail with a link");
    nobody.post("/verifications", json!({"token": token})).await.ok();
    refused_whole(
        &server,
        nobody.post("/verifications", json!({"token": token})),
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
    refused_whole(&server, nobody.post("/verifications", json!({"token": old})), 422, "verification-failed")
        .await;
    server.clock.advance(Duration::from_secs(1));
    assert_eq!(nobody.post("/verification-mails", json!({"email": "wanda@example.com"})).await.status, 202);
    let fresh = token(&server, "wanda@example.com").await.expect("another mail");
    assert_ne!(fresh, old);
    nobody.post("/verifications", json!({"token": fresh})).await.ok();
    for wrong in
        [String::new(), "x".into(), fresh.to_uppercase(), format!("{fresh}0"), "0".repeat(64), "\0".into()]
    {
        refused_whole(
            &server,
            nobody.post("/verifications", json!({"token": wrong})),
            422,
            "verification-failed",
        )
        .await;
    }
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
async fn a_second_sign_up_does_not_change_the_first_ones_password() {
    let server = open().await;
    let nobody = server.stranger();
    nobody.post("/accounts", new("wanda@example.com")).await.ok();
    let mut attack = new("wanda@example.com");
    attack["password"] = json!("nine green kites fly");
    nobody.post("/accounts", attack).await.ok();
    let token = token(&server, "wanda@example.com").await.expect("a mail with a link");
    nobody.post("/verifications", json!({"token": token})).await.ok();
    sign_in(&nobody, "wanda@example.com").await.ok();
    let with_the_other = json!({"email": "wanda@example.com", "password": "nine green kites fly"});
    nobody.post("/session", with_the_other).await.refused(401, "sign-in-failed");
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
