//! Opening the file: where it may lie, and the settings that make "acknowledged" mean "on disk".

use super::session::failure;
use crate::error::StoreError;
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a statement waits for another process (`parlance admin`, a backup) to finish its write.
const OTHER_PROCESS_WAIT: Duration = Duration::from_secs(5);

/// Pages of the file that all reading connections may hold together, and that each may hold however many they are.
/// Few: the system holds them too, once for all, and here they would grow with whoever comes by.
const READERS_CACHE_KIB: u32 = 8 * 1024;
const READER_CACHE_KIB: u32 = 2 * 1024;

/// File systems whose locks or shared memory SQLite's write-ahead log cannot rely on.
const NETWORK: &[&str] = &[
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "ncpfs",
    "afs",
    "ceph",
    "lustre",
    "gpfs",
    "fuse.sshfs",
    "fuse.glusterfs",
    "fuse.ceph",
    "fuse.s3fs",
    "fuse.rclone",
];

/// Makes the folder if it is missing and refuses a place where the file would not be safe.
pub(in crate::engine) fn prepare_file(path: &Path) -> Result<(), StoreError> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let wrong = |why: std::io::Error| {
        StoreError::Unavailable(format!("the folder {} cannot be used: {why}", folder.display()))
    };
    std::fs::create_dir_all(folder).map_err(wrong)?;
    let folder = folder.canonicalize().map_err(wrong)?;
    match file_system(&folder) {
        Some(kind) if NETWORK.contains(&kind.as_str()) => Err(StoreError::Unavailable(format!(
            "{} is on a network file system ({kind}); SQLite needs a local disk, or use PostgreSQL",
            folder.display()
        ))),
        _ => Ok(()),
    }
}

/// The kind of file system a folder lies on, where the system tells (Linux).
fn file_system(folder: &Path) -> Option<String> {
    let table = std::fs::read_to_string("/proc/self/mountinfo").ok()?;
    table
        .lines()
        .filter_map(mount)
        .filter(|(at, _)| folder.starts_with(at))
        .max_by_key(|(at, _)| at.components().count())
        .map(|(_, kind)| kind.to_owned())
}

/// Mount point and file system of one line of `mountinfo` (proc(5)): the fifth field, and the first
/// behind the lone dash.
fn mount(line: &str) -> Option<(PathBuf, &str)> {
    let (head, tail) = line.split_once(" - ")?;
    let at = head.split(' ').nth(4)?.replace("\\040", " ");
    Some((PathBuf::from(at), tail.split(' ').next()?))
}

/// Opens a connection that may write, and makes the file if it is missing.
pub(in crate::engine) fn create(path: &Path) -> Result<Connection, StoreError> {
    let connection = Connection::open(path).map_err(|error| failure(error).error)?;
    settle(
        &connection,
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;
         PRAGMA temp_store=MEMORY; PRAGMA cache_size=-65536;",
    )?;
    Ok(connection)
}

/// Opens one of `count` connections that can only read.
pub(super) fn open_reader(path: &Path, count: u32) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(|error| failure(error).error)?;
    let cache = (READERS_CACHE_KIB / count.max(1)).max(READER_CACHE_KIB);
    settle(
        &connection,
        &format!("PRAGMA query_only=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-{cache};"),
    )?;
    Ok(connection)
}

fn settle(connection: &Connection, settings: &str) -> Result<(), StoreError> {
    connection
        .busy_timeout(OTHER_PROCESS_WAIT)
        .and_then(|()| connection.execute_batch(settings))
        .map_err(|error| failure(error).error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mount_line_gives_its_place_and_kind() {
        let line = "36 35 98:0 /mnt1 /mnt/my\\040disk rw,noatime master:1 - nfs4 host:/x rw";
        assert_eq!(mount(line), Some((PathBuf::from("/mnt/my disk"), "nfs4")));
        assert_eq!(mount("nonsense"), None);
    }

    #[test]
    fn the_folder_is_made_when_it_is_missing() {
        let place = tempfile::tempdir().expect("a temporary folder");
        let file = place.path().join("a/b/parlance.db");
        assert_eq!(prepare_file(&file), Ok(()));
        assert!(place.path().join("a/b").is_dir());
    }
}
