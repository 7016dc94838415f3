//! A real server of the S3 protocol over a temporary folder, on a free loopback port. It checks signatures
//! and hashes as Amazon's does, and misbehaves when a test says so.

mod faults;

pub use faults::Faults;

use faults::Misbehaving;
use hyper_util::rt::TokioIo;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

/// The one bucket there is.
const BUCKET: &str = "parlance";
/// The one key that opens it.
pub const S3_ACCESS_KEY: &str = "PARLANCE";
pub const S3_SECRET_KEY: &str = "only+for/tests";

/// A running server with one bucket; it stops when dropped, and its folder goes with it.
pub struct S3 {
    port: u16,
    folder: TempDir,
    faults: Arc<Misbehaving>,
    listening: JoinHandle<()>,
}

impl S3 {
    /// Starts a server on the current tokio runtime.
    pub async fn start() -> S3 {
        let folder = TempDir::new().expect("a temporary folder");
        std::fs::create_dir(folder.path().join(BUCKET)).expect("a bucket");
        let files = FileSystem::new(folder.path()).expect("a folder that can be served");
        let mut service = S3ServiceBuilder::new(files);
        service.set_auth(SimpleAuth::from_single(S3_ACCESS_KEY, S3_SECRET_KEY));
        let faults = Arc::new(Misbehaving::new(service.build()));
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free loopback port");
        let port = listener.local_addr().expect("a bound listener has an address").port();
        let listening = tokio::spawn(listen(listener, Arc::clone(&faults)));
        S3 { port, folder, faults, listening }
    }

    /// What a server is told to keep files here, each below a prefix of its own.
    pub fn url(&self, prefix: &str) -> String {
        self.url_of(BUCKET, prefix)
    }

    /// The same for a bucket that is not there.
    pub fn url_of(&self, bucket: &str, prefix: &str) -> String {
        format!("s3://{bucket}/{prefix}?endpoint=http://127.0.0.1:{}", self.port)
    }

    /// From now on it misbehaves like this.
    pub fn misbehave(&self, faults: Faults) {
        self.faults.set(faults);
    }

    /// How often it has misbehaved since it was last told how.
    pub fn misbehaved(&self) -> usize {
        self.faults.count()
    }

    /// Objects below a prefix, with their lengths.
    pub fn objects(&self, prefix: &str) -> Vec<(PathBuf, u64)> {
        let mut found = Vec::new();
        collect(&self.folder.path().join(BUCKET).join(prefix), &mut found);
        found
    }

    /// Parts of uploads that were neither completed nor given up.
    pub fn parts(&self) -> usize {
        let entries = std::fs::read_dir(self.folder.path()).expect("the folder stands");
        let names = entries.map(|entry| entry.expect("an entry").file_name());
        names.filter(|name| name.to_string_lossy().starts_with(".upload_id-")).count()
    }
}

impl Drop for S3 {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

async fn listen(listener: TcpListener, service: Arc<Misbehaving>) {
    // Dropped with this task, so that no connection outlives the server.
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        while connections.try_join_next().is_some() {}
        let service = Arc::clone(&service);
        connections.spawn(async move {
            let serve = hyper::service::service_fn(move |request| {
                let service = Arc::clone(&service);
                async move { service.answer(request).await }
            });
            // A connection that breaks is what its test is about, or of no interest.
            let _ = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), serve)
                .await;
        });
    }
}

fn collect(folder: &Path, found: &mut Vec<(PathBuf, u64)>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.filter_map(Result::ok) {
        match entry.metadata() {
            Ok(about) if about.is_dir() => collect(&entry.path(), found),
            Ok(about) => found.push((entry.path(), about.len())),
            // It went away meanwhile.
            Err(_) => {}
        }
    }
}
