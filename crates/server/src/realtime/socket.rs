//! The socket of one tab: frames out, `resume` and what is not kept in. Everything that changes anything
//! goes over HTTP.

use super::close;
use super::connection::{Connection, connection, write};
use super::hub::Joined;
use super::{Hub, ephemera, resume};
use crate::app::{App, AppError, Caller, sessions};
use crate::wire::{ClientFrame, Frame, Problem};
use axum::extract::WebSocketUpgrade;
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket};
use axum::response::Response;
use futures_util::SinkExt;
use parlance_core::{ConversationId, Time, limits};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{Instant, MissedTickBehavior, interval, timeout_at};

/// Between two pings; proxies close what is quiet for a minute.
const PING: Duration = Duration::from_secs(25);
/// Frames a tab may say between two pings: each costs a read of its inbox.
const HEARD_MAX: u32 = 200;
/// How long a new tab may take to say what it has.
const FIRST_FRAME: Duration = Duration::from_secs(10);
/// axum reserves 128 KiB a connection unless told otherwise.
const BUFFER_BYTES: usize = 2048;

/// Opens the socket for whoever the caller is signed in as.
pub async fn open(
    app: App,
    hub: Hub,
    caller: Caller,
    upgrade: WebSocketUpgrade,
) -> Result<Response, AppError> {
    let me = app.read(move |tx, cx| sessions::signed_in(tx, cx, &caller)).await?;
    let (connection, waiting) = connection(&me.person, me.session);
    let upgrade = upgrade
        .read_buffer_size(BUFFER_BYTES)
        .write_buffer_size(BUFFER_BYTES)
        .max_message_size(limits::CLIENT_FRAME_BYTES)
        .max_frame_size(limits::CLIENT_FRAME_BYTES);
    let connection = Arc::new(connection);
    Ok(upgrade.on_upgrade(move |socket| {
        let hub_of_tab = hub.clone();
        let tab = Tab { app, hub, caller, expires_at: me.expires_at, connection, socket, heard: 0 };
        run(Box::new(tab), hub_of_tab, waiting)
    }))
}

/// A tab is idle nearly all of its life: it is boxed, as is what it may have to do, so that its task is small.
async fn run(mut tab: Box<Tab>, hub: Hub, waiting: mpsc::Receiver<Utf8Bytes>) {
    // Connected first and read after: nothing committed in between is missed.
    let account = tab.connection.account;
    match hub.join(&tab.connection) {
        Joined::First => Box::pin(ephemera::tell_presence(&tab.app, &hub, account)).await,
        Joined::Another => {}
        Joined::TooMany => tab.connection.close(close::TOO_MANY),
    }
    // The word of a seat lost or given while this tab was coming found nobody here.
    if !Box::pin(tab.seat_stands()).await {
        tab.connection.close(close::OTHER_RULES);
    }
    tab.app.cx.metrics.sockets.inc();
    let code = tab.serve(waiting).await;
    let metrics = &tab.app.cx.metrics;
    metrics.sockets.dec();
    if code == close::TOO_SLOW {
        metrics.sockets_dropped.inc();
    }
    if hub.leave(&tab.connection) {
        Box::pin(ephemera::tell_presence(&tab.app, &hub, account)).await;
    }
    let goodbye = Message::Close(Some(CloseFrame { code, reason: Utf8Bytes::default() }));
    // A peer that reads nothing any more gets no longer than this to hear why.
    let _ = tokio::time::timeout(Duration::from_secs(1), tab.socket.send(goodbye)).await;
}

struct Tab {
    app: App,
    hub: Hub,
    caller: Caller,
    /// When the sign-in is over.
    expires_at: Time,
    connection: Arc<Connection>,
    socket: WebSocket,
    /// Frames heard since the last ping.
    heard: u32,
}

/// The code to close with.
type Ended = u16;

impl Tab {
    /// Whether its person still sits where they sat when they knocked. Without an answer nobody is told anything.
    async fn seat_stands(&mut self) -> bool {
        let caller = self.caller;
        match self.app.read(move |tx, cx| sessions::signed_in(tx, cx, &caller)).await {
            Ok(me) => me.person.is_at_desk() == self.connection.at_desk,
            Err(_) => !self.connection.at_desk,
        }
    }

    async fn serve(&mut self, mut waiting: mpsc::Receiver<Utf8Bytes>) -> Ended {
        let connection = self.connection.clone();
        tokio::select! {
            biased;
            code = connection.closed() => code,
            ended = self.talk(&mut waiting) => ended,
        }
    }

    async fn talk(&mut self, waiting: &mut mpsc::Receiver<Utf8Bytes>) -> Ended {
        let first = timeout_at(Instant::now() + FIRST_FRAME, self.socket.recv()).await;
        let Ok(Some(Ok(first))) = first else { return close::BAD_FRAME };
        if let Err(ended) = Box::pin(self.hear(first)).await {
            return ended;
        }
        let mut ping = interval(PING);
        ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
        ping.reset();
        let mut answered = true;
        loop {
            let done = tokio::select! {
                frame = waiting.recv() => match frame {
                    Some(frame) => self.send(frame, waiting).await,
                    None => Err(close::RESTARTING),
                },
                message = self.socket.recv() => match message {
                    Some(Ok(message)) => {
                        answered = true;
                        Box::pin(self.hear(message)).await
                    }
                    Some(Err(_)) => Err(close::BAD_FRAME),
                    None => Err(close::RESTARTING),
                },
                _ = ping.tick() => {
                    self.heard = 0;
                    self.ping(std::mem::replace(&mut answered, false)).await
                }
            };
            if let Err(ended) = done {
                return ended;
            }
        }
    }

    /// The word that a sign-in ended may be lost, and comes late where its time just ran out: so each
    /// frame asks, and each ping, for a tab to which nothing is sent.
    fn is_signed_in(&self) -> Result<(), Ended> {
        if self.app.cx.clock.now() < self.expires_at { Ok(()) } else { Err(close::SESSION_ENDED) }
    }

    async fn ping(&mut self, answered: bool) -> Result<(), Ended> {
        self.is_signed_in()?;
        if !answered {
            return Err(close::TOO_SLOW);
        }
        self.socket.send(Message::Ping(Default::default())).await.map_err(|_| close::RESTARTING)
    }

    /// Sends a frame and whatever else waits, in one write.
    async fn send(&mut self, frame: Utf8Bytes, waiting: &mut mpsc::Receiver<Utf8Bytes>) -> Result<(), Ended> {
        self.is_signed_in()?;
        let mut next = Some(frame);
        while let Some(frame) = next {
            self.app.cx.metrics.frames.inc();
            self.socket.feed(Message::Text(frame)).await.map_err(|_| close::RESTARTING)?;
            next = waiting.try_recv().ok();
        }
        self.socket.flush().await.map_err(|_| close::RESTARTING)
    }

    async fn hear(&mut self, message: Message) -> Result<(), Ended> {
        self.heard += 1;
        if self.heard > HEARD_MAX {
            let retry_after = PING;
            return self.refuse(AppError::RateLimited { retry_after }.into(), close::BAD_FRAME).await;
        }
        match message {
            Message::Text(text) => match read(&text) {
                Ok(frame) => self.obey(frame).await,
                Err(error) => self.malformed(format!("{error}.")).await,
            },
            Message::Binary(_) => self.malformed("Frames are JSON text.".to_owned()).await,
            Message::Ping(_) | Message::Pong(_) => Ok(()),
            Message::Close(_) => Err(close::RESTARTING),
        }
    }

    async fn obey(&mut self, frame: ClientFrame) -> Result<(), Ended> {
        let (app, hub, tab) = (&self.app, &self.hub, &self.connection);
        let done = match frame {
            ClientFrame::Resume { conversations, .. }
                if conversations.len() > limits::RESUME_CONVERSATIONS =>
            {
                let most = limits::RESUME_CONVERSATIONS;
                return self.malformed(format!("A resume names at most {most} conversations.")).await;
            }
            ClientFrame::Resume { epoch, conversations } => {
                match resume::frames(app, self.caller, epoch, conversations).await {
                    Ok(frames) => return self.tell(&frames).await,
                    Err(error) => Err(error),
                }
            }
            ClientFrame::Attend { conversation } => {
                ephemera::attend(app, hub, tab, conversation.map(ConversationId)).await
            }
            ClientFrame::Typing { conversation } => {
                ephemera::typing(app, hub, tab, ConversationId(conversation)).await
            }
        };
        match done {
            Ok(()) => Ok(()),
            Err(AppError::NotSignedIn) => Err(close::SESSION_ENDED),
            Err(error) => self.refuse(error.into(), close::TOO_SLOW).await,
        }
    }

    async fn malformed(&mut self, detail: String) -> Result<(), Ended> {
        self.refuse(Problem::new(400, "malformed-frame", detail), close::BAD_FRAME).await
    }

    async fn tell(&mut self, frames: &[Frame]) -> Result<(), Ended> {
        for text in frames.iter().filter_map(write) {
            self.socket.feed(Message::Text(text)).await.map_err(|_| close::RESTARTING)?;
        }
        self.socket.flush().await.map_err(|_| close::RESTARTING)
    }

    async fn refuse(&mut self, problem: Problem, code: u16) -> Result<(), Ended> {
        self.tell(&[Frame::Problem { problem }]).await?;
        Err(code)
    }
}

/// Reads a frame: an object, where the parser alone would also take a list of the values in order.
fn read(text: &str) -> Result<ClientFrame, serde_json::Error> {
    let fields: serde_json::Map<String, serde_json::Value> = serde_json::from_str(text)?;
    serde_json::from_value(fields.into())
}
