//! A real file system of a few megabytes, so that a disk can be full: a tmpfs in a mount namespace of its
//! own, which needs no privileges where the kernel lets users have namespaces, and none of the machine's
//! own mounts. It is gone with the process that made it.

use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// Mounts, tells, and holds the namespace open until its input ends, with its owner.
const ANCHOR: &str = r#"mount -t tmpfs -o "size=$1" tmpfs "$2" && echo mounted && read -r forever"#;
const FILLER: &str = "filler";
const PAGE: usize = 4096;

/// A small disk; dropping it takes it away.
pub struct SmallDisk {
    anchor: Child,
    place: TempDir,
}

impl SmallDisk {
    /// Makes one of this many bytes.
    pub fn of(bytes: u64) -> SmallDisk {
        let place = TempDir::new().expect("a temporary folder");
        let mut anchor = Command::new("unshare")
            .args(["--user", "--map-root-user", "--mount", "sh", "-c", ANCHOR, "anchor"])
            .arg(bytes.to_string())
            .arg(place.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("unshare (util-linux) can be started");
        let mut said = String::new();
        let told = anchor.stdout.take().expect("its output is ours");
        BufReader::new(told).read_line(&mut said).expect("it says something");
        assert_eq!(
            said, "mounted\n",
            "no small disk could be made: the kernel does not let this user have a mount namespace"
        );
        SmallDisk { anchor, place }
    }

    /// What it is called by whoever runs on it, see [`SmallDisk::command`].
    pub fn path(&self) -> &Path {
        self.place.path()
    }

    /// The same folder as everybody else sees it.
    pub fn seen(&self) -> PathBuf {
        let root = PathBuf::from(format!("/proc/{}/root", self.anchor.id()));
        root.join(self.place.path().strip_prefix("/").expect("an absolute path"))
    }

    /// A command that runs a program which sees the disk.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new("nsenter");
        let anchor = self.anchor.id().to_string();
        command.args(["--target", &anchor, "--user", "--mount", "--preserve-credentials", "--", program]);
        command
    }

    /// Fills it, leaving this many bytes.
    pub fn fill(&self, leaving: u64) {
        let path = self.seen().join(FILLER);
        let mut file = File::options().create(true).append(true).open(&path).expect("a filler");
        loop {
            match file.write(&[0; PAGE]) {
                Ok(0) => break,
                Err(error) if error.kind() == ErrorKind::StorageFull => break,
                done => done.expect("the filler grows until there is no room"),
            };
        }
        let length = file.metadata().expect("the filler stands").len();
        file.set_len(length.saturating_sub(leaving)).expect("the filler shrinks");
    }

    /// Makes room again.
    pub fn free(&self) {
        std::fs::remove_file(self.seen().join(FILLER)).expect("the filler goes");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Its input ends, and with it the namespace and the disk.
        drop(self.anchor.stdin.take());
        let _ = self.anchor.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_disk_is_full_when_it_is_filled_and_takes_more_once_there_is_room() {
        let disk = SmallDisk::of(1024 * 1024);
        let write = || {
            let script = format!("head -c 100000 /dev/zero > {}/some", disk.path().display());
            let done = disk.command("sh").args(["-c", &script]).stderr(Stdio::null()).status();
            done.expect("a shell").success()
        };
        assert!(write());
        std::fs::remove_file(disk.seen().join("some")).expect("it is seen from here");
        disk.fill(0);
        assert!(!write());
        disk.free();
        assert!(write());
        assert!(!disk.path().join("some").exists(), "the machine's own files are not touched");
    }
}
