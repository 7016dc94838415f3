//! Told to stop: what is under way is finished, tabs are told to come back, and then it is gone.

use super::alone;
use super::load::{Outcome, Sent, Writer, line, write_until};
use super::program::{Ground, Program};
use super::town::{Town, open};
use futures_util::{SinkExt, StreamExt};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};
use uuid::Uuid;

/// How soon it must be gone.
const GONE_WITHIN: Duration = Duration::from_secs(12);

async fn socket(running: &Program, token: &str) -> WebSocketStream<MaybeTlsStream<TcpStream>> {
    let mut request =
        format!("ws://{}/api/v1/socket", running.address).into_client_request().expect("a request");
    request.headers_mut().insert("origin", format!("http://{}", running.address).parse().expect("an origin"));
    request.headers_mut().insert("cookie", format!("parlance={token}").parse().expect("a cookie"));
    let (mut socket, _) = tokio_tungstenite::connect_async(request).await.expect("a socket opens");
    socket
        .send(Message::text(r#"{"type":"resume","epoch":null,"conversations":[]}"#))
        .await
        .expect("it takes it");
    let hello = timeout(GONE_WITHIN, socket.next()).await.expect("in time").expect("open").expect("a frame");
    assert!(hello.to_text().is_ok_and(|text| text.contains("\"hello\"")));
    socket
}

async fn close_code(mut socket: WebSocketStream<MaybeTlsStream<TcpStream>>) -> Option<u16> {
    loop {
        match timeout(GONE_WITHIN, socket.next()).await.expect("it ends in time") {
            Some(Ok(Message::Close(Some(frame)))) => return Some(frame.code.into()),
            Some(Ok(_)) => {}
            Some(Err(_)) | None => return None,
        }
    }
}

async fn stops_in_order(ground: Ground) {
    let store = open(&ground.url);
    let town = Arc::new(Town::build(&store, 4, 4));
    store.close();
    let running = ground.serve(&[]);
    let mut sockets = Vec::new();
    for person in town.clients.iter().chain(&town.freelancers) {
        sockets.push(socket(&running, &person.token).await);
    }
    // A send of which one half has arrived when the word to stop comes.
    let key = Uuid::new_v4();
    let body = format!("{{\"text\":\"{key}\"}}");
    let mut half = TcpStream::connect(running.address).await.expect("it listens");
    let head = format!(
        "POST /api/v1/conversations/{}/messages HTTP/1.1\r\nhost: {}\r\ncookie: parlance={}\r\nidempotency-key: {key}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n",
        town.talks[0].id,
        running.address,
        town.clients[0].token,
        body.len(),
    );
    let begun = Instant::now();
    half.write_all(format!("{head}{}", &body[..10]).as_bytes()).await.expect("it reads");

    let load = {
        let (town, address) = (town.clone(), running.address);
        let (struck, strike) = tokio::sync::oneshot::channel();
        let struck = std::sync::Mutex::new(Some(struck));
        let writing = tokio::spawn(async move {
            let told: Arc<dyn Fn() + Send + Sync> = Arc::new(move || {
                let waiting = struck.lock().expect("no panic").take();
                if let Some(one) = waiting {
                    // Who waits for it may have given up.
                    let _ = one.send(());
                }
            });
            write_until(&town, address, 300, told).await
        });
        strike.await.expect("three hundred are acknowledged");
        running.terminate();
        writing
    };
    let told = Instant::now();
    running.says("stopping");
    half.write_all(&body.as_bytes()[10..]).await.expect("it still reads what it began to read");
    let mut answer = String::new();
    timeout(GONE_WITHIN, half.read_to_string(&mut answer)).await.expect("in time").expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    for socket in sockets {
        assert_eq!(close_code(socket).await, Some(1001));
    }
    assert!(running.ended(GONE_WITHIN).success());
    assert!(told.elapsed() < GONE_WITHIN, "it took {:?}", told.elapsed());
    println!("{}: gone {:?} after it was told to", ground.engine(), told.elapsed());

    let mut sent = load.await.expect("the load ends");
    let again = ground.serve(&[]);
    let writer = Writer::new(again.address, &town.clients[0].token);
    let half = writer.send(&town, 0, key, key.to_string()).await;
    assert!(matches!(half.outcome, Outcome::Acknowledged { .. }));
    sent.push(Sent { invoked: begun, ..half });
    let mut logs = super::checker::Logs::of(&town);
    let mut wrong = super::checker::Wrong::default();
    logs.read(&town, again.address, &mut wrong).await;
    logs.judge(&town, &sent, &mut wrong);
    assert_eq!(wrong, super::checker::Wrong::default());
}

#[tokio::test(flavor = "multi_thread")]
async fn told_to_stop_it_finishes_what_is_under_way_on_sqlite() {
    let _turn = alone().await;
    stops_in_order(Ground::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn told_to_stop_it_finishes_what_is_under_way_on_postgres() {
    let _turn = alone().await;
    stops_in_order(Ground::postgres()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_never_ends_does_not_keep_it_from_stopping() {
    let _turn = alone().await;
    let ground = Ground::sqlite();
    let running = ground.serve(&[]);
    let mut stuck = TcpStream::connect(running.address).await.expect("it listens");
    stuck
        .write_all(b"POST /api/v1/session HTTP/1.1\r\nhost: here\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{")
        .await
        .expect("it reads");
    // It has begun to be served once a later one on another connection was.
    assert!(Writer::new(running.address, "").ask("GET", "/marketplace").await.is_some());
    running.terminate();
    let told = Instant::now();
    assert!(running.ended(GONE_WITHIN).success());
    println!("a request that never ends: gone after {:?}", told.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_server_on_the_same_port_refuses_and_leaves_the_first_alone() {
    let _turn = alone().await;
    let ground = Ground::sqlite();
    let store = open(&ground.url);
    let town = Town::build(&store, 1, 1);
    store.close();
    let running = ground.serve(&[]);
    let second = ground
        .command(&["serve"])
        .env("PARLANCE_LISTEN", running.address.to_string())
        .output()
        .expect("it runs");
    assert!(!second.status.success());
    let said = String::from_utf8_lossy(&second.stderr).into_owned();
    assert!(said.contains("cannot listen on") && said.contains(&running.address.to_string()), "{said}");
    let key = Uuid::new_v4();
    let sent = Writer::new(running.address, &town.clients[0].token).send(&town, 0, key, line(key, 0)).await;
    assert!(matches!(sent.outcome, Outcome::Acknowledged { .. }), "{sent:?}");
}
