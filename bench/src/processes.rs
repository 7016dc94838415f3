//! The other parts of the play, each in a process of its own, started from this very program. Dropping one
//! ends it.

use anyhow::{Context, bail, ensure};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const START_WAIT: Duration = Duration::from_secs(30);

/// A running part.
pub struct Process {
    child: Child,
    /// Where it listens; what else it said stands behind.
    pub addresses: Vec<SocketAddr>,
    /// From its start until it said that it is ready.
    pub start: Duration,
}

impl Process {
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn address(&self) -> SocketAddr {
        self.addresses[0]
    }

    /// A part that prints a line once it is ready: its addresses, if it listens.
    pub fn part(arguments: &[&str]) -> anyhow::Result<Process> {
        let began = Instant::now();
        let mut child = Command::new(std::env::current_exe()?)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("{arguments:?} starts"))?;
        let (out, mut line) = (child.stdout.take().context("its output")?, String::new());
        BufReader::new(out).read_line(&mut line)?;
        let start = began.elapsed();
        let addresses = line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        let process = Process { child, addresses, start };
        ensure!(!line.is_empty(), "{arguments:?} ended instead of getting ready");
        Ok(process)
    }

    /// The product as `parlance serve`, on a database file in `folder`, with the mail worker off.
    pub fn parlance(folder: &Path, settings: &[(&str, &str)]) -> anyhow::Result<Process> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let log = File::options().create(true).append(true).open(folder.join("log"))?;
        let began = Instant::now();
        let child = Command::new(std::env::current_exe()?)
            .arg("serve")
            .current_dir(folder)
            .env("PARLANCE_LISTEN", port.to_string())
            .env("PARLANCE_DATA", folder)
            .env("PARLANCE_WORKERS", "false")
            .env("PARLANCE_LOG", "warn")
            .envs(settings.iter().copied())
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .context("the server starts")?;
        let mut process = Process { child, addresses: vec![port], start: Duration::ZERO };
        while !is_ready(port) {
            if let Some(status) = process.child.try_wait()? {
                let said = std::fs::read_to_string(folder.join("log")).unwrap_or_default();
                bail!("the server ended with {status}: {said}");
            }
            ensure!(began.elapsed() < START_WAIT, "the server is not ready after {START_WAIT:?}");
            std::thread::sleep(Duration::from_micros(200));
        }
        process.start = began.elapsed();
        Ok(process)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Asks /readyz once.
fn is_ready(address: SocketAddr) -> bool {
    use std::io::{Read, Write};
    let Ok(mut stream) = TcpStream::connect(address) else { return false };
    let asked = stream.write_all(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    let mut answer = String::new();
    asked.and_then(|()| stream.read_to_string(&mut answer)).is_ok() && answer.starts_with("HTTP/1.1 200")
}

/// Serves until whoever started this process is gone: its end of the standard input closes then.
pub async fn until_left_alone(serve: impl Future<Output = std::io::Result<()>>) -> anyhow::Result<()> {
    let (alone, left) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || {
        let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
        let _ = alone.send(());
    });
    tokio::select! {
        served = serve => served.context("serving failed"),
        _ = left => Ok(()),
    }
}
