//! Uploads that lie about their length, stall, break off or come twice: each ends, and leaves nothing behind.

use super::files::{files_on_disk, upload_keyed};
use super::harness::{PATIENCE, reply};
use super::places::{Talk, open_with};
use super::samples::pdf;
use bytes_stream::{held, of};
use parlance_core::limits;
use parlance_store::Tx;
use parlance_store::files::waiting_count;
use std::time::Instant;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use uuid::Uuid;

mod bytes_stream {
    //! Bodies that come in parts, the rest when the test says so.

    use futures_util::stream;
    use tokio::sync::oneshot;

    pub fn of(parts: Vec<Vec<u8>>) -> reqwest::Body {
        reqwest::Body::wrap_stream(stream::iter(parts.into_iter().map(Ok::<_, std::io::Error>)))
    }

    /// The first part now, the second once it is let go.
    pub fn held(first: Vec<u8>, second: Vec<u8>) -> (reqwest::Body, oneshot::Sender<()>) {
        let (go, wait) = oneshot::channel();
        let rest = stream::once(async move {
            wait.await.map_err(std::io::Error::other)?;
            Ok(second)
        });
        let parts = futures_util::StreamExt::chain(stream::iter([Ok::<_, std::io::Error>(first)]), rest);
        (reqwest::Body::wrap_stream(parts), go)
    }
}

async fn talk() -> Talk {
    let server = open_with(|config| {
        config.sends_per_minute = 1_000_000;
        config.sends_burst = 1_000_000;
    })
    .await;
    Talk::begun_at(server).await
}

/// Speaks HTTP by hand: these lines of a head, then these bytes, then not another.
async fn by_hand(talk: &Talk, lines: &str, body: &[u8]) -> String {
    let mut stream = TcpStream::connect(talk.server.address).await.expect("a connection");
    let head = format!(
        "POST /api/v1{}/files?name=plan.pdf HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nIdempotency-Key: {}\r\nConnection: close\r\n{lines}\r\n\r\n",
        talk.conversation(),
        talk.server.address,
        talk.clara.cookie.as_deref().expect("signed in"),
        Uuid::new_v4()
    );
    stream.write_all(&[head.as_bytes(), body].concat()).await.expect("sent");
    stream.shutdown().await.expect("nothing more comes");
    let mut answer = Vec::new();
    // The server may cut it off: whatever it said before counts.
    let _ = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut answer)).await.expect("it ends");
    String::from_utf8_lossy(&answer).into_owned()
}

/// Waits until nothing is left of an upload, neither bytes nor what is known of it: as many files as may
/// wait can be uploaded still.
async fn nothing_is_left(talk: &Talk) {
    waits_until(talk, 0).await;
    assert_eq!(files_on_disk(talk), 0);
}

/// Waits until so many uploads of Clara's are known of, begun or whole.
async fn waits_until(talk: &Talk, uploads: i64) {
    let deadline = Instant::now() + PATIENCE;
    let account = parlance_core::AccountId(talk.clara.id.parse().expect("an id"));
    loop {
        let waiting = move |tx: &mut Tx<'_>| waiting_count(tx, account);
        let store = talk.server.app.store.clone();
        let rows = tokio::task::spawn_blocking(move || store.read_blocking(waiting)).await.expect("a read");
        let rows = rows.expect("rows can be counted");
        if rows == uploads {
            return;
        }
        assert!(Instant::now() < deadline, "{rows} uploads are known of, not {uploads}");
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_lies_about_its_length_or_breaks_off_is_not_taken_and_leaves_nothing() {
    let talk = talk().await;
    let whole = pdf("4");
    for (what, lines, body) in [
        ("it says more than comes", "Content-Length: 5000".to_owned(), whole.clone()),
        ("it says less than comes", format!("Content-Length: {}", whole.len() - 20), whole.clone()),
        (
            "a part is longer than what comes",
            "Transfer-Encoding: chunked".to_owned(),
            [b"fff\r\n".as_slice(), &whole].concat(),
        ),
        (
            "parts without an end",
            "Transfer-Encoding: chunked".to_owned(),
            [format!("{:x}\r\n", whole.len()).as_bytes(), &whole, b"\r\n"].concat(),
        ),
        (
            "a length that is none",
            "Transfer-Encoding: chunked".to_owned(),
            [b"zz\r\n".as_slice(), &whole].concat(),
        ),
        ("two lengths", "Content-Length: 10\r\nContent-Length: 20".to_owned(), whole.clone()),
        ("a length below zero", "Content-Length: -1".to_owned(), whole.clone()),
        ("nothing", "Content-Length: 100".to_owned(), Vec::new()),
    ] {
        let answer = by_hand(&talk, &lines, &body).await;
        let status = answer.split(' ').nth(1).unwrap_or("cut off");
        assert!(matches!(status, "400" | "422" | "cut off"), "{what}: {answer}");
        nothing_is_left(&talk).await;
    }
    let path = format!("/api/v1{}/files?name=plan.pdf", talk.conversation());
    let request = talk.clara.request("POST", &path).header("idempotency-key", Uuid::new_v4().to_string());
    let honest = reply(request.body(of(vec![whole[..9].to_vec(), whole[9..].to_vec()]))).await;
    assert_eq!(honest.status, 201, "one that ends as it should is taken: {}", honest.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn uploads_that_break_off_do_not_fill_the_place_of_those_that_wait() {
    let talk = talk().await;
    for _ in 0..=limits::FILES_WAITING {
        by_hand(&talk, "Content-Length: 5000", &pdf("4")).await;
        nothing_is_left(&talk).await;
    }
    let taken = upload_keyed(&talk.clara, &talk, "plan.pdf", pdf("4"), Uuid::new_v4()).await;
    assert_eq!(taken.status, 201, "{}", taken.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_uploads_of_one_key_at_once_the_first_to_be_whole_is_the_answer_to_both() {
    let talk = talk().await;
    let (key, whole) = (Uuid::new_v4(), pdf("4"));
    let path = format!("/api/v1{}/files?name=plan.pdf", talk.conversation());
    let slow = |body| talk.clara.request("POST", &path).header("idempotency-key", key.to_string()).body(body);
    let (body, go) = held(whole[..20].to_vec(), whole[20..].to_vec());
    let (other_body, other_go) = held(pdf("5")[..20].to_vec(), whole[20..].to_vec());
    let (first, other) = (tokio::spawn(reply(slow(body))), tokio::spawn(reply(slow(other_body))));
    waits_until(&talk, 2).await;
    let overtaking = upload_keyed(&talk.clara, &talk, "plan.pdf", whole, key).await;
    assert_eq!(overtaking.status, 201, "{}", overtaking.body);
    go.send(()).expect("it waits");
    let first = first.await.expect("no panic");
    assert_eq!((first.status, &first.body["id"]), (200, &overtaking.body["id"]), "{}", first.body);
    other_go.send(()).expect("it waits");
    other.await.expect("no panic").refused(409, "idempotency-key-reused");
    assert_eq!(files_on_disk(&talk), 1);
}
