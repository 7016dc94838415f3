//! A whole server in the test's own process: the real router on a real port, the demo marketplace on a
//! temporary SQLite file and folder (or a PostgreSQL database and an object store), a clock that stands still, and workers that work when
//! told to. Dropping it fails the test if a task was left undone.

use futures_util::{SinkExt, StreamExt};
use parlance_core::Time;
use parlance_server::app::{App, demo};
use parlance_server::config::Config;
use parlance_server::http::router;
use parlance_server::outside::clock::Clock;
use parlance_server::realtime::Hub;
use parlance_server::serve;
use parlance_server::workers::Workers;
use parlance_store::tasks;
use parlance_testing::{S3, S3_ACCESS_KEY, S3_SECRET_KEY};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::OnceLock;
use std::time::Duration;
use tempfile::TempDir;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};
use uuid::Uuid;

/// When every test begins: 2026-11-22T12:00:00Z.
pub const NOON: Time = Time(1_795_348_800_000_000);
/// How long anything may take before the test fails; nothing waits this long when all is well.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// Stands before the names of objects.
const PREFIX: &str = "files";

/// Looks at every answer below /api/v1 (method, path, answer), where a binary has set one.
pub static WITNESS: OnceLock<fn(&str, &str, &Reply)> = OnceLock::new();

/// What a server stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// SQLite, and a folder for the files.
    Sqlite,
    /// PostgreSQL, and an object store for the files.
    Postgres,
}

pub struct TestServer {
    pub app: App,
    pub hub: Hub,
    pub workers: Workers,
    pub clock: Clock,
    pub address: SocketAddr,
    serving: tokio::task::JoinHandle<()>,
    /// Tasks may be left undone: the test says so.
    pub may_leave_tasks: bool,
    folder: TempDir,
    /// Where the files lie, if not in the folder.
    pub s3: Option<S3>,
}

impl TestServer {
    pub async fn start() -> TestServer {
        TestServer::start_with(Engine::Sqlite, |_| {}).await
    }

    pub async fn start_with(engine: Engine, change: impl FnOnce(&mut Config)) -> TestServer {
        let folder = TempDir::new().expect("a temporary folder");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let mut config = Config::bare().expect("defaults");
        config.listen = address;
        config.data = folder.path().to_owned();
        config.password_memory_kib = 64;
        config.sign_ins_per_account = 10_000;
        config.sign_ins_per_address = 10_000;
        config.workers = false;
        let s3 = if engine == Engine::Postgres { Some(S3::start().await) } else { None };
        if let Some(s3) = &s3 {
            config.database_url = Some(
                tokio::task::spawn_blocking(parlance_testing::fresh_database).await.expect("a database"),
            );
            config.blobs_url = Some(s3.url(PREFIX));
            config.s3_access_key = Some(S3_ACCESS_KEY.to_owned());
            config.s3_secret_key = Some(S3_SECRET_KEY.to_owned());
        }
        change(&mut config);
        let clock = Clock::set(NOON);
        let of_house = clock.clone();
        let (house, seeded) = tokio::task::spawn_blocking(move || {
            let house = serve::build(config, of_house, true).expect("the house stands");
            let seeded = demo::seed(&house.door.app);
            (house, seeded)
        })
        .await
        .expect("building does not panic");
        seeded.expect("the demo is set up");
        let workers = house.workers.clone();
        let door = house.start();
        let (app, hub) = (door.app.clone(), door.hub.clone());
        let service = router::router(door).into_make_service_with_connect_info::<SocketAddr>();
        let serving =
            tokio::spawn(async move { axum::serve(listener, service).await.expect("serving works") });
        TestServer { app, hub, workers, clock, address, serving, may_leave_tasks: false, folder, s3 }
    }

    /// Somebody of the demo, signed in; `name` is what stands before the @.
    pub async fn sign_in(&self, name: &str) -> Client {
        let mut client = self.stranger();
        let body = json!({"email": format!("{name}@example.com"), "password": demo::PASSWORD});
        let reply = client.post("/session", body).await;
        assert_eq!(reply.status, 200, "{name} signs in: {}", reply.body);
        let cookie =
            reply.headers["set-cookie"].to_str().expect("text").split(';').next().expect("a pair").to_owned();
        client.cookie = Some(cookie);
        client.id = reply.body["id"].as_str().expect("an id").to_owned();
        client
    }

    /// Nobody.
    pub fn stranger(&self) -> Client {
        let http = reqwest::Client::builder().no_proxy().build().expect("a client");
        Client { http, address: self.address, cookie: None, id: String::new() }
    }

    /// Lengths of all that lies where files lie.
    pub fn blobs(&self) -> Vec<u64> {
        match &self.s3 {
            Some(s3) => s3.objects(PREFIX).into_iter().map(|(_, length)| length).collect(),
            None => {
                let shelves = std::fs::read_dir(self.folder.path().join("files")).expect("the folder stands");
                let files = shelves
                    .flat_map(|shelf| std::fs::read_dir(shelf.expect("an entry").path()).expect("a folder"));
                files.map(|file| file.and_then(|file| file.metadata()).expect("a file").len()).collect()
            }
        }
    }

    /// Dispatches and does every task that is due.
    pub async fn settle(&self) -> usize {
        self.workers.settle().await.expect("workers work")
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        self.serving.abort();
        let now = self.app.cx.clock.now();
        let store = self.app.store.clone();
        let counts = std::thread::spawn(move || {
            let counts = store.read_blocking(move |tx| tasks::counts(tx, now));
            store.close();
            counts
        });
        let counts = counts.join().expect("counting does not panic");
        if !self.may_leave_tasks && !std::thread::panicking() {
            let counts = counts.expect("tasks can be counted");
            assert_eq!(
                (counts.due_count, counts.dead_count),
                (0, 0),
                "tasks were left undone: call settle(), or say so"
            );
        }
    }
}

/// Somebody who talks to the server.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    pub address: SocketAddr,
    pub cookie: Option<String>,
    pub id: String,
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub body: Value,
}

impl Reply {
    /// The stable code of a problem.
    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }

    /// The body of what must have been served.
    #[track_caller]
    pub fn ok(self) -> Value {
        assert!((200..300).contains(&self.status), "{} {}", self.status, self.body);
        self.body
    }

    /// Checks that it was refused with this status and code.
    #[track_caller]
    pub fn refused(&self, status: u16, code: &str) {
        assert_eq!((self.status, self.code()), (status, code), "{}", self.body);
        assert!(self.body["detail"].as_str().is_some_and(|detail| detail.ends_with('.')), "{}", self.body);
    }
}

impl Client {
    pub async fn get(&self, path: &str) -> Reply {
        self.send("GET", path, None, None).await
    }

    /// Posts with a new idempotency key.
    pub async fn post(&self, path: &str, body: Value) -> Reply {
        self.send("POST", path, Some(body), Some(Uuid::new_v4())).await
    }

    pub async fn post_keyed(&self, path: &str, key: Uuid, body: Value) -> Reply {
        self.send("POST", path, Some(body), Some(key)).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Reply {
        self.send("PUT", path, Some(body), None).await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Reply {
        self.send("PATCH", path, Some(body), None).await
    }

    pub async fn delete(&self, path: &str) -> Reply {
        self.send("DELETE", path, None, None).await
    }

    /// Any request to a path below /api/v1.
    pub async fn send(&self, method: &str, path: &str, body: Option<Value>, key: Option<Uuid>) -> Reply {
        let mut request = self.request(method, &format!("/api/v1{path}"));
        if let Some(body) = body {
            request = request.header("content-type", "application/json").body(body.to_string());
        }
        if let Some(key) = key {
            request = request.header("idempotency-key", key.to_string());
        }
        let reply = reply(request).await;
        if let Some(witness) = WITNESS.get() {
            witness(method, path, &reply);
        }
        reply
    }

    /// A request to be changed further, to any path.
    pub fn request(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        let method = method.parse().expect("a method");
        let request = self.http.request(method, format!("http://{}{path}", self.address));
        match &self.cookie {
            Some(cookie) => request.header("cookie", cookie),
            None => request,
        }
    }

    /// Opens a socket and says what this tab has: nothing.
    pub async fn socket(&self) -> Socket {
        let mut socket = self.bare_socket().await.expect("a socket opens");
        socket.resume(None, &[]).await;
        socket
    }

    /// Opens a socket and says nothing.
    pub async fn bare_socket(&self) -> Result<Socket, tokio_tungstenite::tungstenite::Error> {
        self.socket_from(&format!("http://{}", self.address)).await
    }

    /// Opens a socket as a page of `origin` would.
    pub async fn socket_from(&self, origin: &str) -> Result<Socket, tokio_tungstenite::tungstenite::Error> {
        let mut request =
            format!("ws://{}/api/v1/socket", self.address).into_client_request().expect("a request");
        request.headers_mut().insert("origin", origin.parse().expect("an origin"));
        if let Some(cookie) = &self.cookie {
            request.headers_mut().insert("cookie", cookie.parse().expect("a cookie"));
        }
        let (stream, _) = tokio_tungstenite::connect_async(request).await?;
        Ok(Socket { stream })
    }
}

/// Sends a request and reads the answer; a body that is no JSON is given as text.
pub async fn reply(request: reqwest::RequestBuilder) -> Reply {
    let response = request.send().await.expect("the server answers");
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let text = response.text().await.expect("a body");
    let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
    Reply { status, headers, body }
}

/// A tab's socket.
pub struct Socket {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl Socket {
    /// Says what the tab has: (conversation, seq, view).
    pub async fn resume(&mut self, epoch: Option<&str>, loaded: &[(&str, i64, i64)]) {
        let conversations: Vec<_> =
            loaded.iter().map(|(id, seq, view)| json!({"id": id, "seq": seq, "view": view})).collect();
        self.say(&json!({"type": "resume", "epoch": epoch, "conversations": conversations}).to_string())
            .await;
    }

    pub async fn say(&mut self, text: &str) {
        self.stream.send(Message::text(text)).await.expect("the socket takes it");
    }

    pub async fn say_bytes(&mut self, bytes: &[u8]) {
        self.stream.send(Message::binary(bytes.to_vec())).await.expect("the socket takes it");
    }

    /// The next frame; fails the test if none comes.
    pub async fn next(&mut self) -> Value {
        loop {
            let message = timeout(PATIENCE, self.stream.next()).await.expect("a frame comes in time");
            match message.expect("the socket is open").expect("a frame") {
                Message::Text(text) => return serde_json::from_str(&text).expect("JSON"),
                Message::Ping(_) | Message::Pong(_) => {}
                other => panic!("expected a frame, got {other:?}"),
            }
        }
    }

    /// The next frame of this type; others are passed over.
    pub async fn next_of(&mut self, kind: &str) -> Value {
        loop {
            let frame = self.next().await;
            if frame["type"] == kind {
                return frame;
            }
        }
    }

    /// Waits for the server to close, and says with which code; frames before it are passed over.
    pub async fn closed(&mut self) -> u16 {
        self.closed_within(PATIENCE).await
    }

    pub async fn closed_within(&mut self, patience: Duration) -> u16 {
        loop {
            let message = timeout(patience, self.stream.next()).await.expect("the socket closes in time");
            match message {
                Some(Ok(Message::Close(Some(CloseFrame { code, .. })))) => return code.into(),
                Some(Ok(Message::Close(None))) | None => return 1005,
                Some(Err(_)) => return 1006,
                Some(Ok(_)) => {}
            }
        }
    }

    /// Leaves, and comes back once the server has done all that follows from it: it lets go of the
    /// connection last.
    pub async fn leave(mut self) {
        self.stream.close(None).await.expect("the socket takes it");
        loop {
            match timeout(PATIENCE, self.stream.next()).await.expect("the server lets go in time") {
                None | Some(Err(_)) => return,
                Some(Ok(_)) => {}
            }
        }
    }

    /// Every frame up to the answer to a resume that is sent now: after it, nothing earlier is on its way.
    pub async fn drain(&mut self) -> Vec<Value> {
        self.resume(None, &[]).await;
        let mut frames = Vec::new();
        loop {
            let frame = self.next().await;
            if frame["type"] == "hello" {
                self.next_of("inbox").await;
                return frames;
            }
            frames.push(frame);
        }
    }
}

/// What most tests begin with: a job of Clara's and its invitation to Felix.
pub struct Invited {
    pub job: String,
    pub invitation: String,
    pub conversation: String,
}

pub const INVITATION_TEXT: &str = "Dear Felix, twelve drawings of bread: would you?";

/// Clara invites Felix about her newest open job.
pub async fn invite(clara: &Client, felix: &Client) -> Invited {
    let jobs = clara.get("/jobs?phase=open").await.ok();
    let job = jobs["items"][0]["id"].as_str().expect("an open job").to_owned();
    let body = json!({"job": job, "freelancer": felix.id, "text": INVITATION_TEXT});
    let made = clara.post("/invitations", body).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let text = |name: &str| made.body[name].as_str().expect("an id").to_owned();
    Invited { job, invitation: text("id"), conversation: text("conversation") }
}

/// Felix reads the safety warning and accepts.
pub async fn accept(felix: &Client, invited: &Invited) {
    felix
        .put(&format!("/conversations/{}/acknowledgement", invited.conversation), json!({"version": 1}))
        .await
        .ok();
    felix
        .put(&format!("/invitations/{}/answer", invited.invitation), json!({"answer": "accepted"}))
        .await
        .ok();
}
