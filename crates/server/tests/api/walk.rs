//! The main job, once, from the sign-in to the answer.

use super::harness::{INVITATION_TEXT, TestServer, accept, invite};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_client_invites_a_freelancer_accepts_and_the_two_talk_in_real_time() {
    let server = TestServer::start().await;
    let (clara, felix) = (server.sign_in("clara").await, server.sign_in("felix").await);
    let mut tab = felix.socket().await;
    tab.next_of("hello").await;
    tab.next_of("inbox").await;

    let invited = invite(&clara, &felix).await;
    let frame = tab.next_of("entries").await;
    assert_eq!(frame["conversation"], invited.conversation.as_str());
    assert_eq!(frame["entries"][0]["body"], json!({"kind": "withheld", "of": "invitation"}));
    assert!(!frame.to_string().contains("twelve drawings"), "no word of the text before the warning is read");

    accept(&felix, &invited).await;
    let page = felix.get(&format!("/conversations/{}/entries", invited.conversation)).await.ok();
    assert_eq!(page["entries"][0]["body"]["text"], INVITATION_TEXT);

    tab.drain().await;
    let messages = format!("/conversations/{}/messages", invited.conversation);
    let sent = clara.post(&messages, json!({"text": "Welcome!"})).await;
    assert_eq!(sent.status, 201);
    let frame = tab.next_of("entries").await;
    assert_eq!(frame["entries"][0]["seq"], sent.body["seq"]);
    assert_eq!(frame["entries"][0]["body"]["text"], "Welcome!");
    felix.post(&messages, json!({"text": "Gladly."})).await.ok();
    let row = &clara.get("/conversations").await.ok()["items"][0];
    assert_eq!(row["head"]["last"]["preview"], "Gladly.");
    assert_eq!(row["head"]["unread"], 1);
    server.settle().await;
}
