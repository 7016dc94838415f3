//! Sockets that are too slow, too many, or whose sign-in has ended.

use super::acts::{Act, Stage, Who};
use super::replica::{Want, array, number, text};
use super::tab::Tab;
use crate::harness::{Client, Engine, PATIENCE};
use futures_util::{SinkExt, StreamExt};
use parlance_core::limits;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

/// How soon a socket must hear that its sign-in is over.
const TOLD_WITHIN: Duration = Duration::from_secs(2);

/// A socket of a machine that takes in little at a time.
async fn narrow_socket(client: &Client) -> WebSocketStream<TcpStream> {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_recv_buffer_size(4096).expect("a small buffer");
    let stream = socket.connect(client.address).await.expect("the server is there");
    let mut request =
        format!("ws://{}/api/v1/socket", client.address).into_client_request().expect("a request");
    let headers = request.headers_mut();
    headers.insert("origin", format!("http://{}", client.address).parse().expect("an origin"));
    headers.insert("cookie", client.cookie.as_deref().expect("a cookie").parse().expect("a cookie"));
    let (mut socket, _) = tokio_tungstenite::client_async(request, stream).await.expect("a socket opens");
    socket
        .send(Message::text(r#"{"type":"resume","epoch":null,"conversations":[]}"#))
        .await
        .expect("the socket takes it");
    socket
}

async fn open_conversation() -> (Stage, String) {
    let mut stage = Stage::set(Engine::Sqlite, 1).await;
    stage.server.may_leave_tasks = true;
    for act in [Act::Invite(0), Act::Acknowledge(0), Act::Accept(0)] {
        assert!(stage.perform(act).await, "{act:?}");
    }
    let (_, id) = stage.invited[0].clone().expect("a conversation");
    (stage, id)
}

/// Everything that can still be read, and the code it was closed with.
async fn read_to_the_end(socket: &mut WebSocketStream<TcpStream>) -> (Vec<Value>, Option<u16>) {
    let mut frames = Vec::new();
    loop {
        match timeout(PATIENCE, socket.next()).await.expect("the socket ends in time") {
            Some(Ok(Message::Text(text))) => frames.push(serde_json::from_str(&text).expect("JSON")),
            Some(Ok(Message::Close(Some(frame)))) => return (frames, Some(frame.code.into())),
            Some(Ok(_)) => {}
            Some(Err(_)) | None => return (frames, None),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_that_does_not_keep_up_is_dropped_and_catches_up() {
    let (stage, id) = open_conversation().await;
    let mut keeping_up = Tab::open(&stage.freelancer).await;
    keeping_up.open_threads().await;
    let mut slow = narrow_socket(&stage.freelancer).await;
    let dropped = &stage.server.app.cx.metrics.sockets_dropped;
    let before = dropped.get();

    // Four bytes a character, so that the buffers of the machine fill soon.
    let long = "\u{1F956}".repeat(limits::MESSAGE_CHARS);
    let mut sent = 0;
    while dropped.get() == before {
        assert!(sent < 2_000, "a reader that reads nothing is never dropped");
        stage.client.post(&format!("/conversations/{id}/messages"), json!({"text": long})).await.ok();
        sent += 1;
        for frame in keeping_up.arrived().await {
            keeping_up.hear(&frame);
        }
    }
    let (frames, code) = read_to_the_end(&mut slow).await;
    assert_eq!(code, Some(4408), "after {} frames", frames.len());
    println!("slow reader: dropped after {sent} messages, {} frames had reached it", frames.len());

    let reached = frames.iter().filter(|frame| frame["type"] == "entries").collect::<Vec<_>>();
    let seqs: Vec<_> =
        reached.iter().flat_map(|frame| array(frame, "entries")).map(|entry| number(&entry, "seq")).collect();
    assert!(seqs.windows(2).all(|pair| pair[1] == pair[0] + 1), "what reached it has no hole: {seqs:?}");
    let last = *seqs.last().expect("something reached it");
    let newest = sent + 3;
    let mut back = stage.freelancer.bare_socket().await.expect("a socket opens");
    back.resume(None, &[(&id, last, number(reached[0], "view"))]).await;
    back.next_of("inbox").await;
    let frame = back.next().await;
    match text(&frame, "type").as_str() {
        "entries" => {
            let caught_up: Vec<_> =
                array(&frame, "entries").iter().map(|entry| number(entry, "seq")).collect();
            assert_eq!(caught_up, (last + 1..=newest).collect::<Vec<_>>());
        }
        kind => assert!(
            kind == "reset" && newest - last > i64::from(limits::RESUME_ENTRIES),
            "{kind} for {} entries",
            newest - last
        ),
    }
    // Nobody else noticed.
    for frame in keeping_up.arrived().await {
        keeping_up.hear(&frame);
    }
    let hole = keeping_up.owed.iter().find(|want| matches!(want, Want::Newer(..)));
    assert_eq!(hole, None, "no hole for the other tab");
    assert_eq!(dropped.get(), before + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_eleventh_socket_of_an_account_is_refused_until_another_one_ends() {
    let (stage, _) = open_conversation().await;
    let mut open = Vec::new();
    for _ in 0..limits::SOCKETS_PER_ACCOUNT {
        let mut socket = stage.client.socket().await;
        socket.next_of("hello").await;
        open.push(socket);
    }
    let mut eleventh = stage.client.bare_socket().await.expect("the upgrade is answered");
    assert_eq!(eleventh.closed().await, 4429);
    // Another account is not counted with it.
    stage.freelancer.socket().await.next_of("hello").await;

    drop(open.pop());
    let deadline = Instant::now() + PATIENCE;
    loop {
        let mut next = stage.client.bare_socket().await.expect("the upgrade is answered");
        // Refused sockets are closed whether or not they say something, so only saying nothing tells.
        if timeout(Duration::from_millis(300), next.closed()).await.is_err() {
            next.resume(None, &[]).await;
            next.next_of("hello").await;
            return;
        }
        assert!(Instant::now() < deadline, "the place of a socket that ended stays taken");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_that_ends_takes_its_sockets_along_and_no_others() {
    let (stage, _) = open_conversation().await;
    let elsewhere = stage.server.sign_in("clara").await;
    let mut here = [stage.client.socket().await, stage.client.socket().await];
    let mut there = elsewhere.socket().await;
    for socket in here.iter_mut().chain([&mut there]) {
        socket.next_of("inbox").await;
    }
    assert_eq!(stage.client.delete("/session").await.status, 204);
    let ended = Instant::now();
    for socket in &mut here {
        assert_eq!(socket.closed().await, 4401);
    }
    assert!(ended.elapsed() < TOLD_WITHIN, "it took {:?}", ended.elapsed());
    there.drain().await;
    assert!(stage.client.bare_socket().await.is_err(), "and nothing opens with it any more");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_suspended_account_loses_every_socket_at_once() {
    let (stage, _) = open_conversation().await;
    let sam = stage.server.sign_in("sam").await;
    let elsewhere = stage.server.sign_in("felix").await;
    let mut sockets = [stage.freelancer.socket().await, elsewhere.socket().await];
    for socket in &mut sockets {
        socket.next_of("inbox").await;
    }
    sam.put(&format!("/staff/accounts/{}/suspension", stage.freelancer.id), json!({"reason": "Spam."}))
        .await
        .ok();
    let ended = Instant::now();
    for socket in &mut sockets {
        assert_eq!(socket.closed().await, 4401);
    }
    assert!(ended.elapsed() < TOLD_WITHIN, "it took {:?}", ended.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_that_cannot_be_read_is_answered_with_a_problem_and_the_end() {
    let (stage, _) = open_conversation().await;
    let mut socket = stage.client.socket().await;
    socket.next_of("inbox").await;
    socket.say("{\"type\":\"send\"}").await;
    let problem = socket.next_of("problem").await;
    assert_eq!(
        (&problem["problem"]["status"], &problem["problem"]["code"]),
        (&json!(400), &json!("malformed-frame"))
    );
    assert_eq!(socket.closed().await, 4400);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_tab_reads_the_other_tab_knows() {
    let (mut stage, _) = open_conversation().await;
    assert!(stage.perform(Act::Send(Who::Client, 0)).await);
    let (mut one, mut two) = (Tab::open(&stage.freelancer).await, Tab::open(&stage.freelancer).await);
    assert_eq!((one.replica.unread, two.replica.unread), (1, 1));
    assert!(stage.perform(Act::Read(Who::Freelancer, 0)).await);
    one.converges("the reader's tab").await;
    two.converges("the other tab").await;
    assert_eq!((one.replica.unread, two.replica.unread), (0, 0));
}
