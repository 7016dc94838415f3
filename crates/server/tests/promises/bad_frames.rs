//! Frames that a socket does not take: the tab hears why and is closed, and nobody else notices.

use super::harness::Socket;
use super::places::{Talk, open};
use super::schema;
use parlance_core::limits;
use serde_json::{Value, json};
use std::time::Duration;
use uuid::Uuid;

const BAD_FRAME: u16 = 4400;

/// Hears the problem and the closing.
async fn refused(mut socket: Socket) {
    let frame = socket.next_of("problem").await;
    assert_eq!(
        (&frame["problem"]["code"], &frame["problem"]["status"]),
        (&json!("malformed-frame"), &json!(400)),
        "{frame}"
    );
    assert_eq!(schema::judge(schema::schema("Frame"), &frame), Vec::<String>::new());
    assert_eq!(socket.closed().await, BAD_FRAME);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_that_is_none_of_those_that_are_known_closes_the_socket_with_a_problem() {
    let talk = Talk::begun().await;
    let mut other = talk.felix.socket().await;
    other.next_of("inbox").await;
    let id = &talk.invited.conversation;
    let frames = [
        "".to_owned(),
        "nonsense".into(),
        "null".into(),
        "[]".into(),
        "{}".into(),
        r#"["resume",null,[]]"#.into(),
        json!({"type": "send", "text": "x"}).to_string(),
        json!({"type": "resume"}).to_string(),
        json!({"type": "resume", "epoch": 1, "conversations": []}).to_string(),
        json!({"type": "resume", "epoch": null, "conversations": {}}).to_string(),
        json!({"type": "resume", "epoch": null, "conversations": [{"id": {"$ne": ""}, "seq": 0, "view": 0}]}).to_string(),
        json!({"type": "resume", "epoch": null, "conversations": [{"id": id, "seq": "0", "view": 0}]}).to_string(),
        json!({"type": "resume", "epoch": null, "conversations": [{"id": id, "seq": 0, "view": 0, "surprise": 1}]}).to_string(),
        json!({"type": "resume", "epoch": null, "conversations": [], "surprise": 1}).to_string(),
        json!({"type": "attend", "conversation": 1}).to_string(),
        json!({"type": "attend", "conversation": [id]}).to_string(),
        json!({"type": "attend", "conversation": {"$ne": ""}}).to_string(),
        json!({"type": "attend", "conversation": "../../etc"}).to_string(),
        json!({"type": "attend", "conversation": id, "surprise": 1}).to_string(),
        json!({"type": "typing"}).to_string(),
        json!({"type": "typing", "conversation": null}).to_string(),
        json!({"type": "typing", "conversation": [id]}).to_string(),
        json!({"type": "typing", "conversation": id, "text": "what I am typing"}).to_string(),
        json!({"type": "presence", "conversation": id, "online": true}).to_string(),
        "[".repeat(4000),
    ];
    for (n, frame) in frames.iter().enumerate() {
        // As the first frame, and as a later one.
        let mut socket = if n % 2 == 0 {
            talk.felix.bare_socket().await.expect("a socket")
        } else {
            talk.felix.socket().await
        };
        socket.say(frame).await;
        refused(socket).await;
    }
    talk.clara.post(&talk.messages(), json!({"text": "Still there?"})).await.ok();
    assert_eq!(other.next_of("entries").await["entries"][0]["body"]["text"], "Still there?");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_binary_frame_closes_the_socket() {
    let server = open().await;
    let felix = server.sign_in("felix").await;
    let mut socket = felix.bare_socket().await.expect("a socket");
    socket.say_bytes(br#"{"type":"resume","epoch":null,"conversations":[]}"#).await;
    refused(socket).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_may_fill_its_bound_and_one_byte_more_closes_the_socket() {
    let server = open().await;
    let felix = server.sign_in("felix").await;
    let padded = |bytes: usize| format!("{:bytes$}", r#"{"type":"resume","epoch":null,"conversations":[]}"#);
    let mut socket = felix.bare_socket().await.expect("a socket");
    socket.say(&padded(limits::CLIENT_FRAME_BYTES)).await;
    socket.next_of("hello").await;
    socket.say(&padded(limits::CLIENT_FRAME_BYTES + 1)).await;
    let code = socket.closed().await;
    assert!([BAD_FRAME, 1006, 1009].contains(&code), "{code}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_resume_names_up_to_20_conversations() {
    let server = open().await;
    let felix = server.sign_in("felix").await;
    let ids: Vec<_> = (0..21).map(|_| Uuid::new_v4().simple().to_string()).collect();
    let loaded: Vec<_> = ids.iter().map(|id| (id.as_str(), 0, 0)).collect();
    let mut socket = felix.bare_socket().await.expect("a socket");
    socket.resume(None, &loaded[..limits::RESUME_CONVERSATIONS]).await;
    socket.next_of("inbox").await;
    for _ in 0..limits::RESUME_CONVERSATIONS {
        assert_eq!(socket.next().await["type"], "reset", "what one has no part in is void");
    }
    socket.resume(None, &loaded).await;
    refused(socket).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_from_nowhere_in_a_resume_are_told_to_fetch_again() {
    let talk = Talk::begun().await;
    let id = talk.invited.conversation.as_str();
    let mut socket = talk.felix.socket().await;
    let hello = socket.next_of("hello").await;
    socket.next_of("inbox").await;
    let view = talk.felix.get(&talk.entries()).await.ok()["view"].as_i64().expect("a number");
    for (seq, view) in
        [(i64::MAX, view), (99, view), (-1, view), (i64::MIN, view), (0, view + 1), (0, i64::MIN)]
    {
        socket.resume(hello["epoch"].as_str(), &[(id, seq, view)]).await;
        socket.next_of("inbox").await;
        assert_eq!(socket.next().await, json!({"type": "reset", "conversation": id}), "{seq} {view}");
    }
    socket.resume(Some("another life"), &[(id, 1, view)]).await;
    socket.next_of("inbox").await;
    assert_eq!(socket.next().await, json!({"type": "reset", "conversation": id}));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tab_that_says_nothing_is_closed_after_ten_seconds() {
    let server = open().await;
    let felix = server.sign_in("felix").await;
    let mut socket = felix.bare_socket().await.expect("a socket");
    assert_eq!(socket.closed_within(Duration::from_secs(20)).await, BAD_FRAME);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_has_so_many_sockets_and_one_more_is_closed() {
    let server = open().await;
    let (felix, clara) = (server.sign_in("felix").await, server.sign_in("clara").await);
    let mut tabs = Vec::new();
    for _ in 0..limits::SOCKETS_PER_ACCOUNT {
        let mut tab = felix.socket().await;
        tab.next_of("hello").await;
        tabs.push(tab);
    }
    let mut surplus = felix.bare_socket().await.expect("it opens to hear why");
    assert_eq!(surplus.closed().await, 4429);
    clara.socket().await.next_of("hello").await;
    for tab in &mut tabs {
        tab.drain().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_socket_is_opened_by_a_socket_and_nothing_else() {
    let server = open().await;
    let felix = server.sign_in("felix").await;
    let origin = format!("http://{}", server.address);
    let plain = super::harness::reply(felix.request("GET", "/api/v1/socket").header("origin", origin)).await;
    assert!((400..500).contains(&plain.status), "{} {}", plain.status, plain.body);
    assert_ne!(plain.body, Value::Null);
}
