//! A PostgreSQL server of one's own: made in a temporary folder, gone with the process that made it.
//!
//! It never touches a server that is already there. A watcher process ends it even if its owner is
//! killed, so that no test run leaves servers behind.

mod files;

use ::postgres::{Client, NoTls};
use files::Home;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

const START_WAIT: Duration = Duration::from_secs(60);
const POLL: Duration = Duration::from_millis(20);

/// Ends the server and takes its folder away once the owner (`$1`) or the folder (`$2`) is gone. SIGQUIT
/// is PostgreSQL's immediate shutdown: it also takes the server's children and shared memory along.
const WATCHER: &str = r#"
while kill -0 "$1" 2>/dev/null && [ -d "$2" ]; do sleep 0.5; done
[ -d "$2" ] || exit 0
if read -r server < "$2/data/postmaster.pid"; then
    kill -QUIT "$server"
    tries=0
    while kill -0 "$server" && [ "$tries" -lt 100 ]; do sleep 0.1; tries=$((tries + 1)); done
    kill -KILL "$server"
fi 2>/dev/null
while [ -d "$2" ]; do rm -rf "$2" || sleep 0.2; done 2>/dev/null
"#;

/// Whether the server waits for the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fsync {
    /// As in production: for kill tests and benches.
    On,
    /// Faster, for tests that are not about durability.
    Off,
}

/// A running server. Dropping it stops it and removes its folder.
pub struct Postgres {
    home: Home,
    port: u16,
    fsync: Fsync,
    server: Mutex<Option<Child>>,
    watcher: Mutex<Child>,
    databases: AtomicUsize,
    /// The template databases that were made, by key.
    templates: Mutex<Vec<String>>,
}

impl Postgres {
    /// Makes and starts a server.
    pub fn start(fsync: Fsync) -> Postgres {
        let home = Home::create();
        let port = free_port();
        // Before anything runs in the folder, so that nothing can be left behind.
        let watcher = watch(&home);
        home.fill();
        let server = launch(&home, port, fsync);
        let postgres = Postgres {
            home,
            port,
            fsync,
            server: Mutex::new(Some(server)),
            watcher: Mutex::new(watcher),
            databases: AtomicUsize::new(0),
            templates: Mutex::new(Vec::new()),
        };
        postgres.wait_until_ready();
        postgres
    }

    /// The address of one of its databases.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://parlance@127.0.0.1:{}/{database}", self.port)
    }

    /// Makes an empty database and gives its address.
    pub fn create_database(&self, name: &str) -> String {
        self.administer(&format!("CREATE DATABASE \"{name}\""));
        self.url(name)
    }

    /// Makes an empty database with a name of its own and gives its address.
    pub fn fresh_database(&self) -> String {
        self.create_database(&self.next_name())
    }

    /// Makes a copy of a database that `prepare` filled the first time this `key` was asked for: much
    /// faster than filling each anew. `prepare` must have let go of the database when it returns.
    pub fn copy_of(&self, key: &str, prepare: impl FnOnce(&str)) -> String {
        let template = format!("template_{key}");
        {
            let mut templates = self.templates.lock().unwrap_or_else(PoisonError::into_inner);
            if !templates.iter().any(|made| made == key) {
                prepare(&self.create_database(&template));
                templates.push(key.to_owned());
            }
        }
        let name = self.next_name();
        self.administer(&format!("CREATE DATABASE \"{name}\" TEMPLATE \"{template}\""));
        self.url(&name)
    }

    /// Kills the server and all its children at once, as a power cut of the database's machine would.
    pub fn kill9(&self) {
        let Some(mut server) = self.server().take() else {
            return;
        };
        let pid = server.id();
        let children =
            std::fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap_or_default();
        signal("KILL", &format!("{pid} {children}"));
        server.wait().expect("the killed server can be waited for");
    }

    /// Starts the server again after [`Postgres::kill9`] and waits until it has recovered.
    pub fn restart(&self) {
        self.kill9();
        *self.server() = Some(launch(&self.home, self.port, self.fsync));
        self.wait_until_ready();
    }

    fn server(&self) -> std::sync::MutexGuard<'_, Option<Child>> {
        self.server.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next_name(&self) -> String {
        format!("test_{}", self.databases.fetch_add(1, Ordering::Relaxed))
    }

    fn administer(&self, sql: &str) {
        Client::connect(&self.url("postgres"), NoTls)
            .and_then(|mut client| client.batch_execute(sql))
            .unwrap_or_else(|error| panic!("PostgreSQL refused {sql:?}: {error:?}"));
    }

    fn wait_until_ready(&self) {
        let until = now() + START_WAIT;
        loop {
            match Client::connect(&self.url("postgres"), NoTls) {
                Ok(_) => return,
                Err(error) if now() > until => {
                    panic!("PostgreSQL did not start in {START_WAIT:?}: {error}\n{}", self.home.log())
                }
                Err(_) => {}
            }
            let ended = self.server().as_mut().and_then(|server| server.try_wait().ok().flatten());
            if let Some(status) = ended {
                // After a kill the old server's children may hold its memory for another moment.
                assert!(now() < until, "PostgreSQL ended with {status}:\n{}", self.home.log());
                *self.server() = Some(launch(&self.home, self.port, self.fsync));
            }
            std::thread::sleep(POLL);
        }
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if let Some(mut server) = self.server().take() {
            signal("QUIT", &server.id().to_string());
            let _ = server.wait();
        }
        self.home.remove();
        // It notices that the folder is gone.
        let _ = self.watcher.lock().unwrap_or_else(PoisonError::into_inner).wait();
    }
}

/// The one server of this test process, without fsync; it ends with the process.
pub fn shared_postgres() -> &'static Postgres {
    static SHARED: OnceLock<Postgres> = OnceLock::new();
    SHARED.get_or_init(|| Postgres::start(Fsync::Off))
}

/// An empty database on the shared server.
pub fn fresh_database() -> String {
    shared_postgres().fresh_database()
}

fn launch(home: &Home, port: u16, fsync: Fsync) -> Child {
    let socket_folder = format!("unix_socket_directories={}", home.folder().display());
    let durable = match fsync {
        Fsync::On => "on",
        Fsync::Off => "off",
    };
    home.command("postgres")
        .arg("-D")
        .arg(home.data())
        .args(["-p", &port.to_string(), "-c", "listen_addresses=127.0.0.1", "-c", &socket_folder])
        .args(["-c", "max_connections=200", "-c", "shared_buffers=64MB"])
        .args(["-c", &format!("fsync={durable}"), "-c", &format!("full_page_writes={durable}")])
        .stdin(Stdio::null())
        .stdout(home.log_file())
        .stderr(home.log_file())
        .process_group(0)
        .spawn()
        .expect("the PostgreSQL server can be started")
}

fn watch(home: &Home) -> Child {
    Command::new("sh")
        .args(["-c", WATCHER, "watcher", &std::process::id().to_string()])
        .arg(home.folder())
        .current_dir("/")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        // A key press that ends the tests must not end their watcher.
        .process_group(0)
        .spawn()
        .expect("the shell can be started")
}

fn signal(name: &str, pids: &str) {
    // Some of them may have ended already, which is what was wanted.
    let _ = Command::new("sh").args(["-c", &format!("kill -{name} {pids}")]).stderr(Stdio::null()).status();
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free loopback port");
    listener.local_addr().expect("a bound listener has an address").port()
}

#[expect(clippy::disallowed_methods, reason = "waits for a real process, which no test clock moves")]
fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_killed_server_comes_back_with_its_data() {
        let postgres = Postgres::start(Fsync::On);
        let url = postgres.create_database("kept");
        let mut client = Client::connect(&url, NoTls).expect("a connection");
        client.batch_execute("CREATE TABLE kept (n bigint); INSERT INTO kept VALUES (7)").expect("a write");
        postgres.kill9();
        assert!(Client::connect(&url, NoTls).is_err(), "the server still answers");
        postgres.restart();
        let mut client = Client::connect(&url, NoTls).expect("a connection");
        let row = client.query_one("SELECT n FROM kept", &[]).expect("the row");
        assert_eq!(row.get::<_, i64>(0), 7);
        let copy = postgres.copy_of("filled", |url| {
            let mut client = Client::connect(url, NoTls).expect("a connection");
            client.batch_execute("CREATE TABLE filled (n bigint)").expect("a table");
        });
        let mut client = Client::connect(&copy, NoTls).expect("a connection");
        assert!(client.query("SELECT n FROM filled", &[]).expect("the copied table").is_empty());
        let folder = postgres.home.folder().to_owned();
        drop(client);
        drop(postgres);
        assert!(!folder.exists());
    }
}
