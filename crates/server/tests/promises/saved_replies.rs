//! Saved replies: kept by title, bounded, and nobody else's.

use super::harness::Client;
use super::places::open;
use super::state::{refused_whole, state};
use parlance_core::limits;
use serde_json::{Value, json};
use uuid::Uuid;

async fn titles(of: &Client) -> Vec<String> {
    let replies = of.get("/saved-replies").await.ok();
    let title = |reply: &Value| reply["title"].as_str().expect("a title").to_owned();
    replies.as_array().expect("replies").iter().map(title).collect()
}

async fn keep(of: &Client, title: &str) -> String {
    let kept = of.post("/saved-replies", json!({"title": title, "text": format!("About {title}")})).await;
    assert_eq!(kept.status, 201, "{}", kept.body);
    kept.body["id"].as_str().expect("an id").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn replies_are_listed_by_title_changed_and_deleted() {
    let server = open().await;
    let clara = server.sign_in("clara").await;
    for title in ["thanks", "Rates", "äther", "My hours"] {
        keep(&clara, title).await;
    }
    assert_eq!(titles(&clara).await, ["My hours", "Rates", "thanks", "äther"]);
    let first = clara.get("/saved-replies").await.ok()[0].clone();
    let path = format!("/saved-replies/{}", first["id"].as_str().expect("an id"));
    let changed = clara.put(&path, json!({"title": " Zone ", "text": "CET\r\n\r\n"})).await.ok();
    assert_eq!((&changed["title"], &changed["text"]), (&json!("Zone"), &json!("CET")));
    assert_eq!(titles(&clara).await, ["Rates", "thanks", "Zone", "äther"]);
    assert_eq!(clara.delete(&path).await.status, 204);
    refused_whole(&server, clara.delete(&path), 404, "not-found").await;
    refused_whole(&server, clara.put(&path, json!({"title": "A", "text": "B"})), 404, "not-found").await;
    assert_eq!(titles(&clara).await.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_persons_reply_is_not_there() {
    let server = open().await;
    let (clara, felix) = (server.sign_in("clara").await, server.sign_in("felix").await);
    let path = format!("/saved-replies/{}", keep(&clara, "Thanks").await);
    assert_eq!(titles(&felix).await, Vec::<String>::new());
    let change = || felix.put(&path, json!({"title": "Mine", "text": "Mine"}));
    refused_whole(&server, change(), 404, "not-found").await;
    refused_whole(&server, felix.delete(&path), 404, "not-found").await;
    assert_eq!(titles(&clara).await, ["Thanks"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn as_many_as_are_allowed_are_kept_and_one_more_is_refused() {
    let server = open().await;
    let clara = server.sign_in("clara").await;
    for n in 0..limits::SAVED_REPLIES {
        keep(&clara, &format!("Reply {n}")).await;
    }
    let before = state(&server).await;
    let body = || json!({"title": "One more", "text": "Too many"});
    clara.post("/saved-replies", body()).await.refused(403, "saved-reply-limit");
    assert_eq!(before, state(&server).await);
    assert_eq!(titles(&clara).await.len() as i64, limits::SAVED_REPLIES);
    let id = clara.get("/saved-replies").await.ok()[0]["id"].clone();
    clara.delete(&format!("/saved-replies/{}", id.as_str().expect("an id"))).await;
    assert_eq!(clara.post("/saved-replies", body()).await.status, 201, "there is room again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeat_of_a_create_whose_reply_was_deleted_makes_no_second_one() {
    let server = open().await;
    let clara = server.sign_in("clara").await;
    let (key, body) = (Uuid::new_v4(), json!({"title": "Thanks", "text": "Thank you"}));
    let kept = clara.post_keyed("/saved-replies", key, body.clone()).await.ok();
    clara.delete(&format!("/saved-replies/{}", kept["id"].as_str().expect("an id"))).await;
    clara.post_keyed("/saved-replies", key, body).await.refused(404, "not-found");
    assert_eq!(titles(&clara).await, Vec::<String>::new());
}
