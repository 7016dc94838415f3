//! The real binary as a process of its own, and the ways it ends.

use super::aside;
use parlance_testing::{Fsync, Postgres};
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long it may take until it serves, recovery included.
const READY_WITHIN: Duration = Duration::from_secs(30);

/// Where a program keeps its data; gone when dropped.
pub struct Ground {
    pub folder: TempDir,
    pub url: String,
    pub postgres: Option<Arc<Postgres>>,
}

impl Ground {
    pub fn sqlite() -> Ground {
        let folder = TempDir::new().expect("a temporary folder");
        let url = format!("sqlite:{}", folder.path().join("parlance.db").display());
        Ground { folder, url, postgres: None }
    }

    /// A server of its own, so that it can be killed; it waits for the disk as in production.
    pub fn postgres() -> Ground {
        let (postgres, url) = aside(|| {
            let postgres = Postgres::start(Fsync::On);
            let url = postgres.create_database("parlance");
            (postgres, url)
        });
        Ground {
            folder: TempDir::new().expect("a temporary folder"),
            url,
            postgres: Some(Arc::new(postgres)),
        }
    }

    pub fn engine(&self) -> &'static str {
        if self.postgres.is_some() { "PostgreSQL" } else { "SQLite" }
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// A command of the program with this ground under it.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = bare_command(words);
        command
            .env("PARLANCE_DATA", self.data())
            .env("PARLANCE_DATABASE_URL", &self.url)
            .current_dir(self.folder.path());
        command
    }

    /// `parlance serve`, once it serves.
    pub fn serve(&self, settings: &[(&str, &str)]) -> Program {
        let mut command = self.command(&["serve"]);
        command
            .env("PARLANCE_LISTEN", "127.0.0.1:0")
            .env("PARLANCE_SENDS_PER_MINUTE", "100000000")
            .env("PARLANCE_SENDS_BURST", "1000000")
            .envs(settings.iter().copied());
        Program::start(command)
    }
}

/// The program with none of this shell's settings.
pub fn bare_command(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_parlance"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("PARLANCE_")) {
        command.env_remove(name);
    }
    command.args(words).env("PARLANCE_LOG_FORMAT", "json");
    command
}

/// A running program; dropping it kills it.
pub struct Program {
    child: Arc<Mutex<Child>>,
    pub address: SocketAddr,
    /// From the start of the process until it served.
    pub took: Duration,
    lines: Receiver<Value>,
}

/// The hand on the switch: kills the process at once, from any thread.
#[derive(Clone)]
pub struct Switch(Arc<Mutex<Child>>);

impl Switch {
    pub fn kill(&self) {
        // It may have ended by itself already.
        let _ = self.0.lock().unwrap_or_else(PoisonError::into_inner).kill();
    }
}

impl Program {
    pub fn start(mut command: Command) -> Program {
        let started = Instant::now();
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let errors = child.stderr.take().expect("its error stream is ours");
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(errors).lines().map_while(Result::ok) {
                let line = serde_json::from_str(&line).unwrap_or(Value::String(line));
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        let ready = wait_for(&lines, "ready", READY_WITHIN);
        let url = ready["fields"]["url"].as_str().expect("it says where it is").to_owned();
        let address = url.trim_start_matches("http://").parse().expect("an address");
        Program { child: Arc::new(Mutex::new(child)), address, took: started.elapsed(), lines }
    }

    pub fn switch(&self) -> Switch {
        Switch(self.child.clone())
    }

    /// The number of the process.
    pub fn id(&self) -> u32 {
        self.child.lock().unwrap_or_else(PoisonError::into_inner).id()
    }

    /// What a process manager does first.
    pub fn terminate(&self) {
        let id = self.child.lock().unwrap_or_else(PoisonError::into_inner).id();
        let done = Command::new("sh").args(["-c", &format!("kill -TERM {id}")]).status();
        assert!(done.is_ok_and(|status| status.success()), "the signal was not sent");
    }

    /// Waits until it says this in its log.
    pub fn says(&self, message: &str) -> Value {
        wait_for(&self.lines, message, READY_WITHIN)
    }

    /// Waits until it has ended; its error stream ends with it, so nothing is asked in a loop.
    pub fn ended(&self, within: Duration) -> ExitStatus {
        let deadline = Instant::now() + within;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.lines.recv_timeout(left) {
                Ok(_) => {}
                Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => break,
                Err(std::sync::mpsc::RecvTimeoutError::Timeout) => panic!("it still runs after {within:?}"),
            }
        }
        self.child.lock().unwrap_or_else(PoisonError::into_inner).wait().expect("it can be waited for")
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.switch().kill();
        let _ = self.child.lock().unwrap_or_else(PoisonError::into_inner).wait();
    }
}

fn wait_for(lines: &Receiver<Value>, message: &str, within: Duration) -> Value {
    let deadline = Instant::now() + within;
    let mut heard = Vec::new();
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        match lines.recv_timeout(left) {
            Ok(line) => {
                let said = line["fields"]["message"].as_str().unwrap_or_default();
                if said.starts_with(message) {
                    return line;
                }
                heard.push(line);
            }
            Err(_) => panic!("it never said {message:?}; it said {heard:#?}"),
        }
    }
}
