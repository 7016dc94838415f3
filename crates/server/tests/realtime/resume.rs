//! Coming back: a tab says what it has and gets exactly what is missing, or hears that its copy is void.
//! Never a silent hole.

use super::acts::{Act, Stage, Who};
use super::replica::{array, number, text};
use crate::harness::{Client, Engine, Socket};
use parlance_core::limits;
use serde_json::Value;
use uuid::Uuid;

/// Says what the tab has of one conversation and gives what it hears about it.
async fn resumed(client: &Client, epoch: Option<&str>, id: &str, seq: i64, view: i64) -> Value {
    let mut socket = client.bare_socket().await.expect("a socket opens");
    answer(&mut socket, epoch, id, seq, view).await
}

async fn answer(socket: &mut Socket, epoch: Option<&str>, id: &str, seq: i64, view: i64) -> Value {
    socket.resume(epoch, &[(id, seq, view)]).await;
    socket.next_of("hello").await;
    socket.next_of("inbox").await;
    let frame = socket.next().await;
    assert_eq!(text(&frame, "conversation"), id, "{frame}");
    frame
}

async fn epoch(client: &Client) -> String {
    let mut socket = client.socket().await;
    text(&socket.next_of("hello").await, "epoch")
}

/// Two people who talk; the conversation's id and the view of the one who comes back.
async fn talking(messages: usize) -> (Stage, String, i64) {
    let mut stage = Stage::set(Engine::Sqlite, 1).await;
    stage.server.may_leave_tasks = true;
    for act in [Act::Invite(0), Act::Acknowledge(0), Act::Accept(0)] {
        assert!(stage.perform(act).await, "{act:?}");
    }
    for _ in 0..messages {
        assert!(stage.perform(Act::Send(Who::Client, 0)).await);
    }
    let (_, id) = stage.invited[0].clone().expect("a conversation");
    let view = number(&stage.freelancer.get(&format!("/conversations/{id}/entries")).await.ok(), "view");
    (stage, id, view)
}

#[tokio::test(flavor = "multi_thread")]
async fn from_any_number_on_exactly_what_is_missing_comes() {
    let (stage, id, view) = talking(5).await;
    let epoch = epoch(&stage.freelancer).await;
    let all = array(&stage.freelancer.get(&format!("/conversations/{id}/entries")).await.ok(), "entries");
    let last = number(all.last().expect("entries"), "seq");
    assert_eq!(last, 8);
    for seq in 0..=last {
        let frame = resumed(&stage.freelancer, Some(&epoch), &id, seq, view).await;
        assert_eq!(frame["type"], "entries", "from {seq}: {frame}");
        assert_eq!((number(&frame, "after"), number(&frame, "last")), (seq, last));
        let missing: Vec<_> = all.iter().filter(|entry| number(entry, "seq") > seq).cloned().collect();
        assert_eq!(array(&frame, "entries"), missing, "from {seq}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn as_much_as_is_allowed_comes_and_one_more_is_a_reset() {
    let most = i64::from(limits::RESUME_ENTRIES);
    let (stage, id, view) = talking(usize::try_from(most).expect("small")).await;
    let last = most + 3;
    let frame = resumed(&stage.freelancer, None, &id, last - most, view).await;
    assert_eq!(
        (frame["type"].as_str(), array(&frame, "entries").len()),
        (Some("entries"), limits::RESUME_ENTRIES as usize)
    );
    assert_eq!(number(&frame, "last"), last);
    let frame = resumed(&stage.freelancer, None, &id, last - most - 1, view).await;
    assert_eq!(frame["type"], "reset");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_caught_up_with_is_a_reset() {
    let (mut stage, id, view) = talking(2).await;
    let known = epoch(&stage.freelancer).await;
    let stranger = stage.server.sign_in("dana").await;
    let nowhere = Uuid::new_v4().to_string();
    let cases = [
        ("a number from the future", &stage.freelancer, known.as_str(), id.as_str(), 6, view),
        ("a number before the first", &stage.freelancer, &known, &id, -1, view),
        ("an older view", &stage.freelancer, &known, &id, 5, view - 1),
        ("a newer view", &stage.freelancer, &known, &id, 5, view + 1),
        ("another life of the database", &stage.freelancer, "another", &id, 5, view),
        ("no such conversation", &stage.freelancer, &known, &nowhere, 5, view),
        ("somebody else's conversation", &stranger, &known, &id, 5, view),
    ];
    for (case, client, epoch, id, seq, view) in cases {
        let frame = resumed(client, Some(epoch), id, seq, view).await;
        assert_eq!(frame, serde_json::json!({"type": "reset", "conversation": id}), "{case}");
    }
    // The premise: with all of it right there is no reset.
    assert_eq!(resumed(&stage.freelancer, Some(&known), &id, 5, view).await["type"], "entries");

    assert!(stage.perform(Act::Close(0)).await);
    let closed = resumed(&stage.freelancer, Some(&known), &id, 5, view).await;
    assert_eq!(closed["type"], "reset", "a copy from before the closing is void");
    let frame = resumed(&stage.freelancer, Some(&known), &id, 5, view + 1).await;
    assert!(!frame.to_string().contains("Line"), "nothing of a hidden conversation comes: {frame}");
    assert!(stage.perform(Act::Reopen(0)).await);
    assert_eq!(
        resumed(&stage.freelancer, Some(&known), &id, 5, view).await["type"],
        "reset",
        "and after the re-opening too"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_from_before_the_acknowledgement_is_void() {
    let mut stage = Stage::set(Engine::Sqlite, 1).await;
    stage.server.may_leave_tasks = true;
    assert!(stage.perform(Act::Invite(0)).await);
    let (_, id) = stage.invited[0].clone().expect("a conversation");
    let page = stage.freelancer.get(&format!("/conversations/{id}/entries")).await.ok();
    assert_eq!(page["entries"][0]["body"]["kind"], "withheld");
    assert!(stage.perform(Act::Acknowledge(0)).await);
    let frame = resumed(&stage.freelancer, None, &id, number(&page, "last"), number(&page, "view")).await;
    assert_eq!(frame["type"], "reset");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tab_may_resume_again_on_the_same_socket() {
    let (mut stage, id, view) = talking(1).await;
    let mut socket = stage.freelancer.bare_socket().await.expect("a socket opens");
    assert_eq!(array(&answer(&mut socket, None, &id, 4, view).await, "entries").len(), 0);
    assert!(stage.perform(Act::Send(Who::Client, 0)).await);
    // A hint from before the socket opened may come late; it tells of nothing that is not known.
    let live = loop {
        let frame = socket.next_of("entries").await;
        if number(&frame, "last") > 4 {
            break frame;
        }
    };
    assert_eq!((number(&live, "after"), number(&live, "last")), (4, 5));
    assert_eq!(array(&answer(&mut socket, None, &id, 4, view).await, "entries").len(), 1);
}
