//! Signing in: no answer tells whether an address has an account, guessing is stopped, and a sign-in that
//! was ended opens nothing.

use super::harness::{Client, Engine, Reply, TestServer};
use super::places::{Talk, open, open_with};
use super::state::state;
use parlance_core::{AccountId, limits};
use parlance_store::engine::{Lock, Sql};
use parlance_store::{StoreError, accounts};
use serde_json::{Value, json};
use std::time::Duration;

async fn sign_in(server: &TestServer, email: &str, password: &str) -> Reply {
    server.stranger().post("/session", json!({"email": email, "password": password})).await
}

/// The answer without what differs from request to request.
fn told(reply: &Reply) -> (u16, Value, Vec<String>) {
    let mut body = reply.body.clone();
    body["request_id"] = Value::Null;
    let mut names: Vec<_> = reply.headers.keys().map(ToString::to_string).collect();
    names.sort();
    (reply.status, body, names)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_sign_in_tells_nothing_about_the_address_and_does_the_same_work() {
    let server = open().await;
    let sam = server.sign_in("sam").await;
    sam.put(
        &format!("/staff/accounts/{}/suspension", server.sign_in("dana").await.id),
        json!({"reason": "For the test."}),
    )
    .await
    .ok();
    server
        .stranger()
        .post(
            "/accounts",
            json!({"email": "new@example.com", "password": "seven blue herons", "name": "New"}),
        )
        .await
        .ok();
    let before = state(&server).await;
    let checks = || server.app.cx.metrics.password_checks.get();
    let known = sign_in(&server, "clara@example.com", "not the password").await;
    assert_eq!((known.status, known.code()), (401, "sign-in-failed"));
    assert!(!known.headers.contains_key("set-cookie"));
    for email in ["nobody@example.com", "dana@example.com", "new@example.com", "CLARA@EXAMPLE.COM"] {
        let count = checks();
        let unknown = sign_in(&server, email, "not the password").await;
        assert_eq!(told(&unknown), told(&known), "{email}");
        assert_eq!(checks() - count, 1, "{email}: a password is checked even where there is none");
    }
    assert_eq!(before, state(&server).await);
    for (email, password) in [
        ("not an address", "x"),
        ("", ""),
        ("clara@example.com", ""),
        ("clara@example.com", &"x".repeat(100_000)),
        ("clara@example.com\0", "parlance-demo"),
    ] {
        assert_eq!(told(&sign_in(&server, email, password).await), told(&known), "{email:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_right_password_learns_that_an_account_is_suspended() {
    let server = open().await;
    let (sam, dana) = (server.sign_in("sam").await, server.sign_in("dana").await);
    sam.put(&format!("/staff/accounts/{}/suspension", dana.id), json!({"reason": "For the test."}))
        .await
        .ok();
    sign_in(&server, "dana@example.com", "parlance-demo").await.refused(403, "account-suspended");
    sign_in(&server, "dana@example.com", "parlance-demo-").await.refused(401, "sign-in-failed");
    sam.delete(&format!("/staff/accounts/{}/suspension", dana.id)).await.ok();
    sign_in(&server, "dana@example.com", "parlance-demo").await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_one_account_from_two_hundred_addresses_is_stopped_at_its_rate() {
    let server = open_with(|config| {
        config.sign_ins_per_account = 10;
        config.sign_ins_per_address = 30;
        config.proxies = "127.0.0.1".into();
    })
    .await;
    let guess = async |n: u32, email: &str| {
        let from = format!("198.51.{}.{}", n % 200, 7);
        let request = server
            .stranger()
            .request("POST", "/api/v1/session")
            .header("content-type", "application/json")
            .header("x-forwarded-for", from);
        super::harness::reply(
            request.body(json!({"email": email, "password": format!("guess {n}")}).to_string()),
        )
        .await
    };
    let mut stopped = 0;
    for n in 0..1000 {
        let answer = guess(n, "clara@example.com").await;
        match answer.status {
            401 => {}
            429 => {
                stopped += 1;
                assert!(answer.body["retry_after_ms"].as_u64().is_some_and(|ms| ms > 0), "{}", answer.body);
                assert!(answer.headers.contains_key("retry-after"));
            }
            other => panic!("{other}"),
        }
    }
    let checked = server.app.cx.metrics.password_checks.get();
    assert_eq!(checked + stopped, 1000);
    assert!(
        checked <= 20,
        "{checked} guesses were tried: the rate lets 10 through and a few while time passes"
    );
    // The same for an address that has no account, so that the rate tells nothing either.
    let mut unknown = 0;
    for n in 0..30 {
        unknown += u32::from(guess(n, "nobody@example.com").await.status == 429);
    }
    assert!(unknown >= 15, "{unknown}");
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_many_accounts_from_one_address_is_stopped_at_its_rate() {
    let server = open_with(|config| {
        config.sign_ins_per_account = 10;
        config.sign_ins_per_address = 30;
    })
    .await;
    let mut stopped = 0;
    for n in 0..60 {
        stopped += u32::from(
            sign_in(&server, &format!("person{n}@example.com"), "parlance-demo").await.status == 429,
        );
    }
    assert!(stopped >= 20, "{stopped} of 60 were stopped");
    sign_in(&server, "clara@example.com", "parlance-demo").await.refused(429, "rate-limited");
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_elses_forwarded_address_is_not_believed_without_a_proxy() {
    let server = open_with(|config| config.sign_ins_per_address = 5).await;
    let mut stopped = 0;
    for n in 0..20 {
        let request =
            server.stranger().request("POST", "/api/v1/session").header("content-type", "application/json");
        let request = request
            .header("x-forwarded-for", format!("203.0.113.{n}"))
            .body(json!({"email": format!("p{n}@example.com"), "password": "x"}).to_string());
        stopped += u32::from(super::harness::reply(request).await.status == 429);
    }
    assert!(stopped >= 10, "{stopped}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_oldest_sign_in_ends_when_there_are_too_many() {
    let server = open().await;
    let first = server.sign_in("clara").await;
    let mut tab = first.socket().await;
    tab.next_of("hello").await;
    let mut rest = Vec::new();
    for _ in 1..limits::SESSIONS_PER_ACCOUNT {
        server.clock.advance(Duration::from_secs(1));
        rest.push(server.sign_in("clara").await);
    }
    first.get("/me").await.ok();
    server.clock.advance(Duration::from_secs(1));
    let newest = server.sign_in("clara").await;
    first.get("/me").await.refused(401, "not-signed-in");
    assert_eq!(tab.closed().await, 4401);
    for client in rest.iter().chain([&newest]) {
        client.get("/me").await.ok();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_ends_after_its_time() {
    let server = open().await;
    let clara = server.sign_in("clara").await;
    server.clock.advance(limits::SESSION_LASTS - Duration::from_secs(1));
    clara.get("/me").await.ok();
    server.clock.advance(Duration::from_secs(1));
    clara.get("/me").await.refused(401, "not-signed-in");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_socket_of_a_sign_in_whose_time_is_over_closes_instead_of_the_next_frame() {
    let talk = Talk::begun().await;
    let mut tab = talk.felix.socket().await;
    tab.next_of("inbox").await;
    talk.server.clock.advance(limits::SESSION_LASTS - Duration::from_secs(1));
    let clara = talk.server.sign_in("clara").await;
    clara.post(&talk.messages(), json!({"text": "In the last second"})).await.ok();
    tab.next_of("entries").await;
    talk.server.clock.advance(Duration::from_secs(1));
    clara.post(&talk.messages(), json!({"text": "Too late"})).await.ok();
    closes_within_two_seconds(&mut tab).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sweep_closes_the_sockets_of_sign_ins_whose_time_is_over_and_no_other() {
    let talk = Talk::begun().await;
    let mut tab = talk.felix.socket().await;
    tab.next_of("inbox").await;
    talk.server.clock.advance(limits::SESSION_LASTS - Duration::from_secs(1));
    let again = talk.server.sign_in("felix").await;
    let mut other = again.socket().await;
    other.next_of("inbox").await;
    talk.server.clock.advance(Duration::from_secs(1));
    talk.server.workers.sweep().await.expect("a sweep");
    closes_within_two_seconds(&mut tab).await;
    again.post(&talk.messages(), json!({"text": "Still there"})).await.ok();
    other.next_of("entries").await;
}

async fn closes_within_two_seconds(tab: &mut super::harness::Socket) {
    assert_eq!(tab.closed_within(Duration::from_secs(2)).await, 4401);
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_closes_the_sockets_of_that_sign_in_and_no_other() {
    let talk = Talk::begun().await;
    let elsewhere = talk.server.sign_in("felix").await;
    let (mut first, mut second, mut other) =
        (talk.felix.socket().await, talk.felix.socket().await, elsewhere.socket().await);
    for tab in [&mut first, &mut second, &mut other] {
        tab.next_of("inbox").await;
    }
    assert_eq!(talk.felix.delete("/session").await.status, 204);
    closes_within_two_seconds(&mut first).await;
    closes_within_two_seconds(&mut second).await;
    talk.felix.get("/me").await.refused(401, "not-signed-in");
    talk.felix.post(&talk.messages(), json!({"text": "From the grave"})).await.refused(401, "not-signed-in");
    talk.clara.post(&talk.messages(), json!({"text": "Still there"})).await.ok();
    other.next_of("entries").await;
    assert_eq!(talk.felix.delete("/session").await.status, 204, "signing out twice is signing out");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_suspension_ends_every_sign_in_and_closes_every_socket() {
    let talk = Talk::begun().await;
    let sam = talk.server.sign_in("sam").await;
    let elsewhere = talk.server.sign_in("felix").await;
    let (mut first, mut second) = (talk.felix.socket().await, elsewhere.socket().await);
    for tab in [&mut first, &mut second] {
        tab.next_of("inbox").await;
    }
    sam.put(&format!("/staff/accounts/{}/suspension", talk.felix.id), json!({"reason": "For the test."}))
        .await
        .ok();
    closes_within_two_seconds(&mut first).await;
    closes_within_two_seconds(&mut second).await;
    for client in [&talk.felix, &elsewhere] {
        client.get("/me").await.refused(401, "not-signed-in");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_was_taken_opens_nothing_from_that_moment() {
    let server = open().await;
    let (sam, noor) = (server.sign_in("sam").await, server.sign_in("noor").await);
    let role = format!("/staff/accounts/{}/role", noor.id);
    noor.get("/staff/accounts").await.refused(403, "staff-role-required");
    sam.put(&role, json!({"role": "support"})).await.ok();
    noor.get("/staff/accounts").await.ok();
    sam.put(&role, json!({"role": null})).await.ok();
    noor.get("/staff/accounts").await.refused(403, "staff-role-required");
    sam.put(&format!("/staff/accounts/{}/role", sam.id), json!({"role": null}))
        .await
        .refused(403, "own-account");
    sam.put(&format!("/staff/accounts/{}/suspension", sam.id), json!({"reason": "Enough."}))
        .await
        .refused(403, "own-account");
}

/// Commands that wait for another's lock.
async fn waiting(server: &TestServer) -> i64 {
    const WAITING: Sql = Sql::new(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
        Lock::None,
    );
    let count = server.app.store.read(|tx| tx.query_opt(&WAITING, &[], |row| row.get_i64(0))).await;
    count.unwrap_or_else(|error: StoreError| panic!("{error}")).expect("a count")
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_admins_who_demote_each_other_at_once_one_stays() {
    let mut server = TestServer::start_with(Engine::Postgres, |_| {}).await;
    server.may_leave_tasks = true;
    let (sam, noor) = (server.sign_in("sam").await, server.sign_in("noor").await);
    let role = |of: &Client| format!("/staff/accounts/{}/role", of.id);
    sam.put(&role(&noor), json!({"role": "admin"})).await.ok();
    // Both are known to be admins before either is demoted: the rows are held until both requests wait.
    let ids = [&sam, &noor].map(|who| AccountId(who.id.parse().expect("an id")));
    let (go, wait) = std::sync::mpsc::channel::<()>();
    let (wait, store) = (std::sync::Mutex::new(wait), server.app.store.clone());
    let (inside, is_inside) = std::sync::mpsc::channel();
    let holding = tokio::task::spawn_blocking(move || {
        store.run_blocking(move |tx| {
            for id in ids {
                accounts::lock(tx, id)?;
            }
            let _ = inside.send(());
            let _ = wait.lock().expect("nobody panicked").recv();
            Ok::<_, StoreError>(())
        })
    });
    tokio::task::block_in_place(|| is_inside.recv()).expect("the rows are held");
    let demote = async |by: &Client, whom: &Client| by.put(&role(whom), json!({"role": null})).await;
    let demoted = async { tokio::join!(demote(&sam, &noor), demote(&noor, &sam)) };
    let watching = async {
        while waiting(&server).await < 2 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        go.send(()).expect("the rows are held");
    };
    let ((one, other), ()) = tokio::join!(demoted, watching);
    holding.await.expect("no panic").expect("the held command succeeds");
    let mut answers = [one.status, other.status];
    answers.sort_unstable();
    assert_eq!(answers, [200, 403]);
    let lists = [sam.get("/staff/accounts").await.status, noor.get("/staff/accounts").await.status];
    assert_eq!(lists.iter().filter(|status| **status == 200).count(), 1, "{lists:?}");
}

async fn cookie(server: &TestServer, out: bool) -> String {
    let client: Client = server.sign_in("clara").await;
    let answer = if out {
        client.delete("/session").await
    } else {
        server
            .stranger()
            .post("/session", json!({"email": "clara@example.com", "password": "parlance-demo"}))
            .await
    };
    let mut set = answer.headers.get_all("set-cookie").iter();
    let cookie = set.next().expect("a cookie").to_str().expect("text").to_owned();
    assert_eq!(set.next(), None);
    cookie
}

#[tokio::test(flavor = "multi_thread")]
async fn the_cookie_is_for_this_host_alone_and_for_no_script() {
    let plain = open().await;
    let secure = open_with(|config| config.public_url = Some("https://talk.example.com".into())).await;
    for (server, name, secured) in [(&plain, "parlance", false), (&secure, "__Host-parlance", true)] {
        let set = cookie(server, false).await;
        let parts: Vec<_> = set.split("; ").collect();
        let token = parts[0].strip_prefix(&format!("{name}=")).expect("the name");
        assert!(token.len() == 64 && token.bytes().all(|b| b.is_ascii_hexdigit()), "{set}");
        for part in ["Path=/", "HttpOnly", "SameSite=Lax", "Max-Age=2592000"] {
            assert!(parts.contains(&part), "{part}: {set}");
        }
        assert_eq!(parts.contains(&"Secure"), secured, "{set}");
        assert!(!set.contains("Domain"), "{set}");
        assert!(
            cookie(server, true)
                .await
                .starts_with(&format!("{name}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"))
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_kept_nowhere_and_a_changed_one_opens_nothing() {
    let server = open().await;
    let clara = server.sign_in("clara").await;
    let token = clara.cookie.as_deref().and_then(|pair| pair.split_once('=')).expect("a pair").1.to_owned();
    let kept = format!("{:?}", state(&server).await);
    assert!(!kept.contains(&token), "the database holds a hash of it");
    for changed in [
        token.to_uppercase(),
        token[..63].to_owned(),
        format!("{token}0"),
        String::new(),
        format!("{}{}", &token[1..], "0"),
    ] {
        let mut other = server.stranger();
        other.cookie = Some(format!("parlance={changed}"));
        if changed != token {
            other.get("/me").await.refused(401, "not-signed-in");
        }
    }
}
