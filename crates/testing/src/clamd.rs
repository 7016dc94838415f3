//! ClamAV's daemon with one signature of our own, on a free loopback port: nothing is fetched from anywhere.
//! It ends with the process that started it, even if that is killed.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

const START_WAIT: Duration = Duration::from_secs(60);
const POLL: Duration = Duration::from_millis(20);

/// What the daemon calls the test file.
pub const SIGNATURE: &str = "Parlance.Test.EICAR.UNOFFICIAL";

/// Runs the daemon (`$2`, with the settings `$3`) until the owner (`$1`) is gone.
const WATCHER: &str = r#"
"$2" --foreground --config-file="$3" &
server=$!
while kill -0 "$1" 2>/dev/null && kill -0 "$server" 2>/dev/null; do sleep 0.5; done
kill -KILL "$server" 2>/dev/null
"#;

/// A running daemon. Dropping it stops it and removes its folder.
pub struct Clamd {
    folder: PathBuf,
    port: u16,
    server: Mutex<Option<Child>>,
}

/// The file that every scanner is tested with (EICAR), put together here so that it stands nowhere whole.
pub fn eicar() -> Vec<u8> {
    let parts = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE", "!$H+H*"];
    parts.concat().into_bytes()
}

impl Clamd {
    /// Starts one; fails where there is none on this machine.
    pub fn start() -> Clamd {
        let clamd = Clamd::prepare();
        clamd.resume();
        clamd
    }

    /// One that does not run yet.
    pub fn prepare() -> Clamd {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("parlance-clamd-{}-{number}", std::process::id()));
        // Left over from a process that had the same number.
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(folder.join("signatures")).expect("a temporary folder");
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free loopback port");
        let port = listener.local_addr().expect("a bound listener has an address").port();
        let hex: String = eicar().iter().map(|byte| format!("{byte:02x}")).collect();
        let name = SIGNATURE.trim_end_matches(".UNOFFICIAL");
        // A signature by its bytes, of any kind of file, anywhere in it.
        std::fs::write(folder.join("signatures/test.ndb"), format!("{name}:0:*:{hex}\n"))
            .expect("a signature");
        let at = folder.display();
        let settings = format!(
            "TCPSocket {port}\nTCPAddr 127.0.0.1\nLocalSocket {at}/clamd.sock\nDatabaseDirectory {at}/signatures\n\
            TemporaryDirectory {at}\nMaxThreads 4\nStreamMaxLength 12M\nBytecode no\nConcurrentDatabaseReload no\n"
        );
        std::fs::write(folder.join("clamd.conf"), settings).expect("settings");
        Clamd { folder, port, server: Mutex::new(None) }
    }

    /// Where it is, by TCP.
    pub fn url(&self) -> String {
        format!("tcp://127.0.0.1:{}", self.port)
    }

    /// Where it is, by a socket of this machine.
    pub fn local_url(&self) -> String {
        format!("unix:{}", self.socket().display())
    }

    fn socket(&self) -> PathBuf {
        self.folder.join("clamd.sock")
    }

    /// Starts it, and waits until it answers.
    pub fn resume(&self) {
        let log = std::fs::File::create(self.folder.join("log")).expect("a log");
        let server = Command::new("sh")
            .args(["-c", WATCHER, "watcher", &std::process::id().to_string(), program()])
            .arg(self.folder.join("clamd.conf"))
            .current_dir("/")
            .stdin(Stdio::null())
            .stdout(log.try_clone().expect("a log"))
            .stderr(log)
            .process_group(0)
            .spawn()
            .expect("the shell can be started");
        *self.held() = Some(server);
        let until = now() + START_WAIT;
        while !self.answers() {
            let ended =
                self.held().as_mut().is_some_and(|server| server.try_wait().is_ok_and(|end| end.is_some()));
            let log = std::fs::read_to_string(self.folder.join("log")).unwrap_or_default();
            assert!(!ended && now() < until, "clamd did not start:\n{log}");
            std::thread::sleep(POLL);
        }
    }

    /// Stops it at once.
    pub fn stop(&self) {
        let Some(mut server) = self.held().take() else { return };
        let _ = Command::new("sh")
            .args(["-c", &format!("kill -KILL -{}", server.id())])
            .stderr(Stdio::null())
            .status();
        let _ = server.wait();
        let _ = std::fs::remove_file(self.socket());
    }

    fn answers(&self) -> bool {
        let by_tcp = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).ok().is_some_and(pongs);
        by_tcp && UnixStream::connect(self.socket()).ok().is_some_and(pongs)
    }

    fn held(&self) -> std::sync::MutexGuard<'_, Option<Child>> {
        self.server.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Clamd {
    fn drop(&mut self) {
        self.stop();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn pongs(mut talk: impl Read + Write) -> bool {
    let mut said = String::new();
    talk.write_all(b"zPING\0").is_ok() && talk.read_to_string(&mut said).is_ok() && said.starts_with("PONG")
}

/// Debian keeps it where only root looks by itself.
fn program() -> &'static str {
    let places = ["/usr/sbin/clamd", "/usr/bin/clamd", "/usr/local/sbin/clamd"];
    let found = places.into_iter().find(|place| std::path::Path::new(place).exists());
    found.expect("clamd is not installed: run `make deps`")
}

#[expect(clippy::disallowed_methods, reason = "waits for a real process, which no test clock moves")]
fn now() -> Instant {
    Instant::now()
}
