//! Where a test's PostgreSQL lives: its programs, its folder and the user it runs as.
//!
//! PostgreSQL refuses to run as root; under root it runs as the system's `postgres` user.

use std::fs::{self, File};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The folder of one server and what is needed to run programs in it.
pub(super) struct Home {
    folder: PathBuf,
    programs: PathBuf,
    /// User and group to run as, where that is somebody else.
    runs_as: Option<(u32, u32)>,
}

impl Home {
    /// Makes the folder.
    pub(super) fn create() -> Home {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("parlance-postgres-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        // Left over from a process that had the same number: its watcher did not get to it.
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a temporary folder");
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).expect("a private folder");
        let runs_as = server_user(&folder);
        if let Some((user, group)) = runs_as {
            chown(&folder, Some(user), Some(group)).expect("root may give its folder away");
        }
        Home { folder, programs: programs(), runs_as }
    }

    /// Makes an empty cluster in the folder.
    pub(super) fn fill(&self) {
        let made = self
            .command("initdb")
            .arg("-D")
            .arg(self.data())
            .args(["-U", "parlance", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C"])
            .output()
            .expect("initdb can be started");
        assert!(made.status.success(), "initdb failed: {}", String::from_utf8_lossy(&made.stderr));
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// One of PostgreSQL's programs, as the user it may run as.
    pub(super) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.programs.join(program));
        command.current_dir(&self.folder);
        if let Some((user, group)) = self.runs_as {
            command.uid(user).gid(group);
        }
        command
    }

    pub(super) fn log_file(&self) -> File {
        let path = self.folder.join("log");
        File::options().append(true).create(true).open(path).expect("a log file in the temporary folder")
    }

    pub(super) fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }

    pub(super) fn remove(&self) {
        // What is left here, the watcher takes.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The folder of the newest PostgreSQL of this system.
fn programs() -> PathBuf {
    let mut found: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, bin)| bin.join("initdb").exists())
        .collect();
    found.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    found
        .pop()
        .map(|(_, bin)| bin)
        .or_else(|| std::env::split_paths(&path).find(|bin| bin.join("initdb").exists()))
        .expect("PostgreSQL is installed (`make deps` does it): no initdb in /usr/lib/postgresql or PATH")
}

/// The `postgres` user's numbers when this process is root, which owns what it just made.
fn server_user(made: &Path) -> Option<(u32, u32)> {
    if fs::metadata(made).expect("the folder that was just made").uid() != 0 {
        return None;
    }
    let users = fs::read_to_string("/etc/passwd").expect("the list of users");
    let user = users.lines().find(|line| line.starts_with("postgres:")).expect("a user named postgres");
    let numbers: Vec<u32> = user.split(':').skip(2).take(2).filter_map(|field| field.parse().ok()).collect();
    match numbers[..] {
        [user, group] => Some((user, group)),
        _ => panic!("the user postgres has no numbers: {user}"),
    }
}
