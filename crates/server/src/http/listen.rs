//! Taking connections in: as many as there may be, none of which may keep us waiting for what it asks.

use axum::Router;
use axum::extract::ConnectInfo;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use parlance_core::limits;
use std::future::Future;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::ServiceExt;

/// What one address lets in.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    connections: usize,
    /// How long a connection may be open without having asked for anything whole.
    silence: Duration,
}

/// Proxies keep idle connections for a minute; one that we close just as they use it again would cost
/// somebody an answer.
const BOUNDS: Bounds = Bounds { connections: limits::CONNECTIONS, silence: Duration::from_secs(90) };
/// What is read of a connection at once. Beyond, an upload would only hold more memory.
const READ_AT_ONCE: usize = 64 * 1024;
/// How long to wait where the system has no more to give, such as file handles.
const BREATH: Duration = Duration::from_secs(1);

/// Serves until `told`, and then until the last request is answered.
pub async fn serve(listener: TcpListener, router: Router, told: impl Future<Output = ()>) {
    serve_within(BOUNDS, listener, router, told).await;
}

async fn serve_within(bounds: Bounds, listener: TcpListener, router: Router, told: impl Future<Output = ()>) {
    let mut http = auto::Builder::new(TokioExecutor::new()).http1_only();
    http.http1().timer(TokioTimer::new()).header_read_timeout(bounds.silence).max_buf_size(READ_AT_ONCE);
    let places = Arc::new(Semaphore::new(bounds.connections));
    let graceful = GracefulShutdown::new();
    let mut told = pin!(told);
    loop {
        let taken = async {
            // Who finds no place waits in the system's own line.
            let place = Arc::clone(&places).acquire_owned().await.ok();
            (place, accept(&listener).await)
        };
        let (place, (stream, peer)) = tokio::select! {
            taken = taken => taken,
            () = &mut told => break,
        };
        let service = router.clone().map_request(move |mut request: hyper::Request<_>| {
            request.extensions_mut().insert(ConnectInfo(peer));
            request
        });
        let service = TowerToHyperService::new(service);
        let connection = http.serve_connection_with_upgrades(TokioIo::new(stream), service);
        let connection = graceful.watch(connection.into_owned());
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, %peer, "a connection broke");
            }
            drop(place);
        });
    }
    drop(listener);
    graceful.shutdown().await;
}

async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                // Answers are written whole; waiting to fill a packet would only delay them.
                let _ = stream.set_nodelay(true);
                return (stream, peer);
            }
            // It was gone again before we had it.
            Err(error) if is_of_the_other_side(&error) => {}
            Err(error) => {
                tracing::error!(%error, "no connection can be taken in");
                tokio::time::sleep(BREATH).await;
            }
        }
    }
}

fn is_of_the_other_side(error: &std::io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::ConnectionRefused | ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::sync::{Notify, oneshot};
    use tokio::task::JoinHandle;

    const ASKED: &[u8] = b"GET / HTTP/1.1\r\nhost: here\r\n\r\n";

    struct Place {
        address: SocketAddr,
        stop: oneshot::Sender<()>,
        serving: JoinHandle<()>,
    }

    async fn open(bounds: Bounds, router: Router) -> Place {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (stop, told) = oneshot::channel();
        let told = async {
            let _ = told.await;
        };
        Place { address, stop, serving: tokio::spawn(serve_within(bounds, listener, router, told)) }
    }

    async fn says(stream: &mut TcpStream, words: &[u8]) {
        stream.write_all(words).await.expect("it is sent");
    }

    /// The first bytes of an answer; none where the connection ends.
    async fn hears(stream: &mut TcpStream) -> Vec<u8> {
        let mut heard = vec![0; 15];
        let count = stream.read(&mut heard).await.unwrap_or(0);
        heard.truncate(count);
        heard
    }

    fn hello() -> Router {
        Router::new()
            .route("/", get(|ConnectInfo(peer): ConnectInfo<SocketAddr>| async move { peer.to_string() }))
    }

    #[tokio::test]
    async fn who_asks_for_nothing_whole_is_not_waited_for() {
        let bounds = Bounds { silence: Duration::from_millis(50), ..BOUNDS };
        let place = open(bounds, hello()).await;
        let mut asks = TcpStream::connect(place.address).await.expect("it connects");
        says(&mut asks, ASKED).await;
        assert_eq!(hears(&mut asks).await, b"HTTP/1.1 200 OK");
        let mut drips = TcpStream::connect(place.address).await.expect("it connects");
        says(&mut drips, &ASKED[..20]).await;
        assert_eq!(hears(&mut drips).await, b"");
    }

    #[tokio::test]
    async fn who_finds_no_place_is_served_when_another_leaves() {
        let place = open(Bounds { connections: 1, ..BOUNDS }, hello()).await;
        let mut first = TcpStream::connect(place.address).await.expect("it connects");
        says(&mut first, ASKED).await;
        assert_eq!(hears(&mut first).await, b"HTTP/1.1 200 OK");
        let mut second = TcpStream::connect(place.address).await.expect("it connects");
        says(&mut second, ASKED).await;
        let early = tokio::time::timeout(Duration::from_millis(50), hears(&mut second)).await;
        assert!(early.is_err(), "{early:?}");
        drop(first);
        assert_eq!(hears(&mut second).await, b"HTTP/1.1 200 OK");
    }

    #[tokio::test]
    async fn what_was_asked_before_the_end_is_answered_and_nothing_after() {
        let (asked, answer) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let slow = {
            let (asked, answer) = (asked.clone(), answer.clone());
            get(move || async move {
                asked.notify_one();
                answer.notified().await;
                "late"
            })
        };
        let place = open(BOUNDS, Router::new().route("/", slow)).await;
        let mut early = TcpStream::connect(place.address).await.expect("it connects");
        says(&mut early, ASKED).await;
        asked.notified().await;
        place.stop.send(()).expect("it is told");
        while TcpStream::connect(place.address).await.is_ok() {
            tokio::task::yield_now().await;
        }
        assert!(!place.serving.is_finished());
        answer.notify_one();
        assert_eq!(hears(&mut early).await, b"HTTP/1.1 200 OK");
        place.serving.await.expect("it ends by itself");
    }
}
