//! Presence and typing: told while they are true, to the one other person, and only as far as both the
//! conversation and its people allow.

use super::acts::{Act, Stage, Who};
use crate::harness::{Client, Engine, Socket};
use serde_json::{Value, json};

async fn open_conversation() -> (Stage, String) {
    let (mut stage, id) = invited().await;
    for act in [Act::Acknowledge(0), Act::Accept(0)] {
        assert!(stage.perform(act).await, "{act:?}");
    }
    (stage, id)
}

async fn invited() -> (Stage, String) {
    let mut stage = Stage::set(Engine::Sqlite, 1).await;
    stage.server.may_leave_tasks = true;
    assert!(stage.perform(Act::Invite(0)).await);
    let (_, id) = stage.invited[0].clone().expect("a conversation");
    (stage, id)
}

/// A tab that shows the conversation, and what it is told of the other person.
async fn attending(client: &Client, id: &str) -> (Socket, Value) {
    let mut tab = client.socket().await;
    tab.next_of("inbox").await;
    let online = attend(&mut tab, id).await;
    (tab, online)
}

async fn attend(tab: &mut Socket, id: &str) -> Value {
    tab.say(&json!({"type": "attend", "conversation": id}).to_string()).await;
    presence(tab, id).await
}

async fn presence(tab: &mut Socket, id: &str) -> Value {
    let frame = tab.next_of("presence").await;
    assert_eq!(frame["conversation"], id);
    frame["online"].clone()
}

async fn types(tab: &mut Socket, id: &str) {
    tab.say(&json!({"type": "typing", "conversation": id}).to_string()).await;
    // Answered in order, so that what follows was heard after it.
    tab.drain().await;
}

fn typing(frames: &[Value]) -> usize {
    frames.iter().filter(|frame| frame["type"] == "typing").count()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_attends_a_conversation_is_told_when_the_other_person_comes_and_goes() {
    let (stage, id) = open_conversation().await;
    let (mut clara, online) = attending(&stage.client, &id).await;
    assert_eq!(online, false);
    let mut felix = stage.freelancer.socket().await;
    felix.next_of("inbox").await;
    assert_eq!(presence(&mut clara, &id).await, true);
    let second = stage.freelancer.socket().await;
    drop(felix);
    // One of two tabs is gone, of which nothing is said; then the other.
    drop(second);
    assert_eq!(presence(&mut clara, &id).await, false);
}

#[tokio::test(flavor = "multi_thread")]
async fn typing_is_told_to_the_other_person_and_to_nobody_else() {
    let (stage, id) = open_conversation().await;
    let (mut clara, _) = attending(&stage.client, &id).await;
    let (mut felix, online) = attending(&stage.freelancer, &id).await;
    assert_eq!(online, true);
    let (mut beside, _) = attending(&stage.freelancer, &id).await;
    types(&mut felix, &id).await;
    assert_eq!(clara.next_of("typing").await["conversation"], id.as_str());
    assert_eq!(typing(&beside.drain().await), 0, "one knows of oneself");
    let noor = stage.server.sign_in("noor").await;
    let (mut stranger, online) = attending(&noor, &id).await;
    assert_eq!(online, Value::Null, "as of a conversation that is not there");
    types(&mut stranger, &id).await;
    types(&mut felix, &id).await;
    clara.next_of("typing").await;
    assert_eq!(typing(&clara.drain().await) + typing(&stranger.drain().await), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_hides_their_presence_is_neither_there_nor_typing() {
    let (mut stage, id) = open_conversation().await;
    let (mut clara, _) = attending(&stage.client, &id).await;
    let (mut felix, _) = attending(&stage.freelancer, &id).await;
    assert_eq!(presence(&mut clara, &id).await, true);
    stage.freelancer.patch("/preferences", json!({"presence": false})).await.ok();
    assert_eq!(presence(&mut clara, &id).await, Value::Null, "which is not to say that they are away");
    types(&mut felix, &id).await;
    assert!(stage.perform(Act::Send(Who::Freelancer, 0)).await);
    while clara.next().await["type"] != "entries" {}
    assert_eq!(typing(&clara.drain().await), 0);
    stage.freelancer.patch("/preferences", json!({"presence": true})).await.ok();
    assert_eq!(presence(&mut clara, &id).await, true);
    types(&mut felix, &id).await;
    clara.next_of("typing").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nobody_can_write_nobody_is_told_who_is_there() {
    let (mut stage, id) = invited().await;
    let (mut clara, online) = attending(&stage.client, &id).await;
    assert_eq!(online, Value::Null);
    let (mut felix, online) = attending(&stage.freelancer, &id).await;
    assert_eq!(online, Value::Null);
    types(&mut felix, &id).await;
    assert_eq!(typing(&clara.drain().await), 0);
    for act in [Act::Acknowledge(0), Act::Accept(0)] {
        assert!(stage.perform(act).await, "{act:?}");
    }
    assert_eq!(attend(&mut clara, &id).await, true);
    assert!(stage.perform(Act::Close(0)).await);
    types(&mut felix, &id).await;
    assert_eq!(typing(&clara.drain().await), 0);
    assert_eq!(attend(&mut clara, &id).await, Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tab_is_told_of_the_conversation_it_shows_and_of_no_other() {
    let (stage, id) = open_conversation().await;
    let (mut clara, _) = attending(&stage.client, &id).await;
    clara.say(&json!({"type": "attend", "conversation": null}).to_string()).await;
    clara.drain().await;
    let mut felix = stage.freelancer.socket().await;
    felix.next_of("inbox").await;
    let told = clara.drain().await;
    assert!(told.iter().all(|frame| frame["type"] != "presence"), "{told:?}");
    assert_eq!(attend(&mut clara, &id).await, true, "it would have been told");
}
