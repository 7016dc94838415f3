//! How much one account may do at once.

use super::harness::{accept, invite};
use super::places::{invitation, open_with};
use super::state::state;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn messages_beyond_the_rate_are_refused_with_a_time_to_wait_and_others_are_not_slowed() {
    let server = open_with(|config| {
        config.sends_per_minute = 1;
        config.sends_burst = 3;
    })
    .await;
    let (clara, felix) = (server.sign_in("clara").await, server.sign_in("felix").await);
    let invited = invite(&clara, &felix).await;
    accept(&felix, &invited).await;
    let path = format!("/conversations/{}/messages", invited.conversation);
    // The invitation was the first of the three.
    for n in 0..2 {
        assert_eq!(clara.post(&path, json!({"text": format!("{n}")})).await.status, 201);
    }
    let before = state(&server).await;
    let refused = clara.post(&path, json!({"text": "too much"})).await;
    assert!(refused.body["retry_after_ms"].as_u64().is_some_and(|ms| ms > 1000), "{}", refused.body);
    assert!(
        refused.headers["retry-after"]
            .to_str()
            .is_ok_and(|seconds| seconds.parse::<u64>().is_ok_and(|s| s > 1))
    );
    refused.refused(429, "rate-limited");
    let job = super::places::jobs(&clara, "open").await.swap_remove(0);
    let dana = server.sign_in("dana").await;
    clara.post("/invitations", invitation(&job, &dana, "Hello")).await.refused(429, "rate-limited");
    let mut after = state(&server).await;
    after.insert("session", before["session"].clone());
    assert_eq!(before, after);
    assert_eq!(felix.post(&path, json!({"text": "I may"})).await.status, 201);
    assert!(
        server.sign_in("sam").await.get("/staff/refusals").await.ok()["items"]
            .as_array()
            .is_some_and(Vec::is_empty),
        "too much is no refusal"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeat_of_what_was_sent_costs_nothing() {
    let server = open_with(|config| {
        config.sends_per_minute = 1;
        config.sends_burst = 2;
    })
    .await;
    let (clara, felix) = (server.sign_in("clara").await, server.sign_in("felix").await);
    let invited = invite(&clara, &felix).await;
    accept(&felix, &invited).await;
    let path = format!("/conversations/{}/messages", invited.conversation);
    let key = uuid::Uuid::new_v4();
    let sent = clara.post_keyed(&path, key, json!({"text": "once"})).await;
    assert_eq!(sent.status, 201);
    for _ in 0..10 {
        let repeat = clara.post_keyed(&path, key, json!({"text": "once"})).await;
        assert_eq!((repeat.status, &repeat.body), (200, &sent.body));
    }
}
