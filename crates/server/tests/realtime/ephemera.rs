//! Presence and typing: told while they are true, to the one other person, and only as far as both the
//! conversation and its people allow.

use super::acts::{Act, Stage};
use crate::harness::{Client, Engine, Socket};
use serde_json::{Value, json};
use uuid::Uuid;

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
    // Obeyed in order: once this is answered, that was told to whom it is to be told.
    tab.drain().await;
}

/// Everything that was told to a tab so far. It attends nothing after that: asking of a conversation that
/// is not there is answered behind whatever waits for the tab.
async fn told(tab: &mut Socket) -> Vec<Value> {
    let nowhere = Uuid::from_u128(7).to_string();
    tab.say(&json!({"type": "attend", "conversation": nowhere}).to_string()).await;
    let mut frames = Vec::new();
    loop {
        let frame = tab.next().await;
        if frame["conversation"] == nowhere.as_str() {
            assert_eq!(frame["online"], Value::Null);
            return frames;
        }
        frames.push(frame);
    }
}

fn count(frames: &[Value], kind: &str) -> usize {
    frames.iter().filter(|frame| frame["type"] == kind).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_attends_a_conversation_is_told_when_the_other_person_comes_and_goes() {
    let (stage, id) = open_conversation().await;
    let (mut clara, online) = attending(&stage.client, &id).await;
    assert_eq!(online, false);
    let mut first = stage.freelancer.socket().await;
    first.next_of("inbox").await;
    assert_eq!(presence(&mut clara, &id).await, true);
    let mut second = stage.freelancer.socket().await;
    second.next_of("inbox").await;
    first.leave().await;
    let heard = told(&mut clara).await;
    assert_eq!(count(&heard, "presence"), 0, "one of two tabs came and one went: {heard:?}");
    assert_eq!(attend(&mut clara, &id).await, true);
    second.leave().await;
    assert_eq!(presence(&mut clara, &id).await, false);
}

#[tokio::test(flavor = "multi_thread")]
async fn typing_is_told_to_the_other_person_and_to_nobody_else() {
    let (stage, id) = open_conversation().await;
    let (mut clara, _) = attending(&stage.client, &id).await;
    let (mut felix, online) = attending(&stage.freelancer, &id).await;
    assert_eq!(online, true);
    let (mut beside, _) = attending(&stage.freelancer, &id).await;
    let noor = stage.server.sign_in("noor").await;
    let (mut stranger, online) = attending(&noor, &id).await;
    assert_eq!(online, Value::Null, "as of a conversation that is not there");
    types(&mut felix, &id).await;
    assert_eq!(clara.next_of("typing").await["conversation"], id.as_str());
    assert_eq!(count(&told(&mut beside).await, "typing"), 0, "one knows of oneself");
    types(&mut stranger, &id).await;
    for tab in [&mut clara, &mut felix, &mut beside, &mut stranger] {
        assert_eq!(count(&told(tab).await, "typing"), 0, "who takes no part types for nobody");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_hides_their_presence_is_neither_there_nor_typing() {
    let (stage, id) = open_conversation().await;
    let (mut clara, _) = attending(&stage.client, &id).await;
    let (mut felix, _) = attending(&stage.freelancer, &id).await;
    assert_eq!(presence(&mut clara, &id).await, true);
    stage.freelancer.patch("/preferences", json!({"presence": false})).await.ok();
    assert_eq!(presence(&mut clara, &id).await, Value::Null, "which is not to say that they are away");
    types(&mut felix, &id).await;
    assert_eq!(count(&told(&mut clara).await, "typing"), 0);
    assert_eq!(attend(&mut clara, &id).await, Value::Null);
    let (leaving, _) = attending(&stage.freelancer, &id).await;
    leaving.leave().await;
    felix.leave().await;
    let heard = told(&mut clara).await;
    assert!(heard.iter().all(|frame| frame["online"].is_null()), "nor that they went: {heard:?}");
    let (mut felix, online) = attending(&stage.freelancer, &id).await;
    assert_eq!(online, true, "who hides still sees");
    assert_eq!(attend(&mut clara, &id).await, Value::Null);
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
    let heard = told(&mut clara).await;
    assert_eq!(count(&heard, "typing") + count(&heard, "presence"), 0, "{heard:?}");
    for act in [Act::Acknowledge(0), Act::Accept(0)] {
        assert!(stage.perform(act).await, "{act:?}");
    }
    assert_eq!(attend(&mut clara, &id).await, true);
    types(&mut felix, &id).await;
    clara.next_of("typing").await;
    assert!(stage.perform(Act::Close(0)).await);
    types(&mut felix, &id).await;
    felix.leave().await;
    let heard = told(&mut clara).await;
    assert_eq!(count(&heard, "typing"), 0, "{heard:?}");
    assert!(heard.iter().all(|frame| frame["online"].is_null()), "{heard:?}");
    assert_eq!(attend(&mut clara, &id).await, Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tab_is_told_of_the_conversation_it_shows_and_of_no_other() {
    let (stage, id) = open_conversation().await;
    let (mut clara, online) = attending(&stage.client, &id).await;
    assert_eq!(online, false);
    clara.say(&json!({"type": "attend", "conversation": null}).to_string()).await;
    clara.drain().await;
    let mut felix = stage.freelancer.socket().await;
    felix.next_of("inbox").await;
    let heard = told(&mut clara).await;
    assert_eq!(count(&heard, "presence"), 0, "{heard:?}");
    assert_eq!(attend(&mut clara, &id).await, true, "it would have been told");
}
