//! What the browser tests run a second time on: one PostgreSQL and one object store. Whoever asks gets a
//! database and a place for files of their own, as the settings of a server. It lives until it is told to stop.

use parlance_testing::{Fsync, Postgres, S3, S3_ACCESS_KEY, S3_SECRET_KEY};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::signal::unix::{SignalKind, signal};

#[tokio::main]
async fn main() {
    let postgres =
        tokio::task::spawn_blocking(|| Postgres::start(Fsync::Off)).await.expect("PostgreSQL starts");
    let backends = Arc::new(Backends { postgres, s3: S3::start().await, given: AtomicUsize::new(0) });
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free loopback port");
    let address = listener.local_addr().expect("a bound listener has an address");
    let mut told = signal(SignalKind::terminate()).expect("signals can be heard");
    println!("backends at http://{address}");
    loop {
        let asked = tokio::select! {
            asked = listener.accept() => asked,
            _ = told.recv() => break,
            _ = tokio::signal::ctrl_c() => break,
        };
        if let Ok((stream, _)) = asked {
            let backends = Arc::clone(&backends);
            // Whoever hangs up gets nothing.
            tokio::spawn(async move { backends.answer(stream).await });
        }
    }
}

struct Backends {
    postgres: Postgres,
    s3: S3,
    given: AtomicUsize,
}

impl Backends {
    /// Whatever is asked, the answer is a fresh set of settings.
    async fn answer(self: Arc<Self>, mut stream: TcpStream) -> std::io::Result<()> {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await?);
        }
        let settings = tokio::task::spawn_blocking(move || self.fresh()).await?;
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
            settings.len()
        );
        stream.write_all(head.as_bytes()).await?;
        stream.write_all(settings.as_bytes()).await
    }

    fn fresh(&self) -> String {
        let prefix = format!("files-{}", self.given.fetch_add(1, Ordering::Relaxed));
        // None of these has a character that JSON would escape.
        format!(
            r#"{{"PARLANCE_DATABASE_URL":"{}","PARLANCE_BLOBS_URL":"{}","PARLANCE_S3_ACCESS_KEY":"{S3_ACCESS_KEY}","PARLANCE_S3_SECRET_KEY":"{S3_SECRET_KEY}"}}"#,
            self.postgres.fresh_database(),
            self.s3.url(&prefix),
        )
    }
}
