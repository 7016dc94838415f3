//! H, E, W: the same web framework with nothing behind it. A greeting as JSON, a message taken as JSON and
//! answered as JSON, and a hub of WebSockets with buffers as small as the product's.

use axum::extract::ws::{Message, Utf8Bytes, WebSocket};
use axum::extract::{Path, State, WebSocketUpgrade};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use futures_util::SinkExt;
use serde::{Deserialize, Serialize};
use std::sync::{Arc, OnceLock};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// Sockets there may be.
pub const SOCKETS_MAX: usize = 10_000;
const READ_BUFFER: usize = 2048;
const WRITE_BUFFER: usize = 4096;

#[derive(Serialize)]
struct Greeting {
    message: &'static str,
    seq: i64,
}

#[derive(Deserialize)]
struct Asked {
    text: String,
}

#[derive(Serialize)]
struct Answered {
    seq: i64,
    text: String,
}

/// A socket's number, and where its frames go.
type Hub = Arc<Vec<OnceLock<UnboundedSender<Utf8Bytes>>>>;

/// Serves until the standard input ends, which is when the load generator does.
pub fn serve() -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let hub: Hub = Arc::new((0..SOCKETS_MAX).map(|_| OnceLock::new()).collect());
        let router = Router::new()
            .route("/", get(async || Json(Greeting { message: "hello", seq: 1 })))
            .route(
                "/echo",
                post(async |Json(asked): Json<Asked>| Json(Answered { seq: 1, text: asked.text })),
            )
            .route("/socket/{number}", get(open))
            .with_state(hub);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        println!("{}", listener.local_addr()?);
        let listener = axum::serve::ListenerExt::tap_io(listener, |stream| {
            let _ = stream.set_nodelay(true);
        });
        crate::processes::until_left_alone(async { axum::serve(listener, router).await }).await
    })
}

async fn open(upgrade: WebSocketUpgrade, Path(number): Path<usize>, State(hub): State<Hub>) -> Response {
    let upgrade = upgrade.read_buffer_size(READ_BUFFER).write_buffer_size(WRITE_BUFFER);
    upgrade.on_upgrade(move |socket| async move {
        let (sender, waiting) = unbounded_channel();
        if hub.get(number).is_some_and(|place| place.set(sender).is_ok()) {
            talk(socket, &hub, waiting).await;
        }
    })
}

/// A text frame begins with the number of the socket it is for, in eight hexadecimal digits.
fn pass_on(hub: &Hub, text: Utf8Bytes) {
    let to = text.get(..8).and_then(|digits| usize::from_str_radix(digits, 16).ok());
    if let Some(sender) = to.and_then(|to| hub.get(to)).and_then(OnceLock::get) {
        let _ = sender.send(text);
    }
}

async fn talk(mut socket: WebSocket, hub: &Hub, mut waiting: UnboundedReceiver<Utf8Bytes>) {
    loop {
        tokio::select! {
            heard = socket.recv() => match heard {
                Some(Ok(Message::Text(text))) => pass_on(hub, text),
                Some(Ok(_)) => {}
                _ => return,
            },
            frame = waiting.recv() => {
                let mut next = frame;
                while let Some(frame) = next {
                    if socket.feed(Message::Text(frame)).await.is_err() {
                        return;
                    }
                    next = waiting.try_recv().ok();
                }
                if socket.flush().await.is_err() {
                    return;
                }
            }
        }
    }
}
