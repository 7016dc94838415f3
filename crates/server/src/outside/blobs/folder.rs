//! Blobs in a folder of this machine. Each file is written by one thread, beside its place, through to the
//! disk, and then put there: what has its name is whole. While it is written, a second thread waits for the
//! disk, which works on what has come so far.

use super::{BlobError, Blobs};
use anyhow::Context;
use aws_lc_rs::hmac;
use bytes::Bytes;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Name;
use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::runtime::Handle;
use tokio::sync::mpsc::{self, Receiver, Sender};
use tokio::task::JoinHandle;

/// What waits for the thread, besides what it is writing.
const WAITING: usize = 1;
/// Bytes after which the disk is given what has come so far: it works while the rest is on its way, and little
/// is left to wait for at the end.
const HANDED_ON: usize = 2 * 1024 * 1024;
/// What a file is called until it is whole.
const UNDER_WAY: &str = "part";

impl Blobs {
    /// In a folder, which is made if it is missing.
    pub fn folder(folder: &Path, key: &[u8; 32]) -> anyhow::Result<Blobs> {
        let open = || -> anyhow::Result<LocalFileSystem> {
            std::fs::create_dir_all(folder)?;
            Ok(LocalFileSystem::new_with_prefix(folder)?.with_fsync(true))
        };
        let store = open()
            .with_context(|| format!("the folder of the files, {}, is not usable", folder.display()))?;
        Ok(Blobs {
            store: Arc::new(store),
            prefix: Name::default(),
            folder: Some(folder.into()),
            key: Arc::new(hmac::Key::new(hmac::HMAC_SHA256, key)),
        })
    }
}

/// A file that a thread is writing.
pub struct Writing {
    /// Empty once no more is to come.
    pieces: Option<Sender<Piece>>,
    /// Empty once it has said how it ended, which it does once.
    thread: Option<JoinHandle<Result<(), BlobError>>>,
}

enum Piece {
    More(Bytes),
    /// That was the last of it: it is whole.
    End,
}

impl Writing {
    pub async fn begin(folder: &Path, name: &Name) -> Result<Writing, BlobError> {
        let place = place(folder, name);
        let (pieces, come) = mpsc::channel(WAITING);
        let thread = tokio::task::spawn_blocking(move || {
            let beside = beside(&place);
            let done = write(&place, &beside, come);
            if !matches!(done, Ok(true)) {
                // Best effort: what stays is taken away with the file's row.
                let _ = std::fs::remove_file(&beside);
            }
            Ok(done.map(|_| ())?)
        });
        Ok(Writing { pieces: Some(pieces), thread: Some(thread) })
    }

    pub async fn write(&mut self, bytes: Bytes) -> Result<(), BlobError> {
        if self.send(Piece::More(bytes)).await { Ok(()) } else { self.ended().await }
    }

    /// The thread listens until the end or until it fails, and knows why.
    async fn send(&self, piece: Piece) -> bool {
        match &self.pieces {
            Some(pieces) => pieces.send(piece).await.is_ok(),
            None => false,
        }
    }

    pub async fn finish(mut self) -> Result<(), BlobError> {
        // Where it has failed already it says so below.
        self.send(Piece::End).await;
        self.ended().await
    }

    pub async fn abort(mut self) {
        if self.thread.is_some()
            && let Err(error) = self.ended().await
        {
            tracing::debug!(%error, "an upload had failed before it was given up");
        }
    }

    async fn ended(&mut self) -> Result<(), BlobError> {
        self.pieces = None;
        let Some(thread) = self.thread.take() else {
            return Err(BlobError::Unavailable("it failed before".to_owned()));
        };
        let died = |error| BlobError::Unavailable(format!("the thread that writes a file ended: {error}"));
        thread.await.map_err(died)?
    }
}

/// Writes what comes; whether the end came, and the file is in its place on the disk.
fn write(place: &Path, beside: &Path, mut come: Receiver<Piece>) -> std::io::Result<bool> {
    let mut file = Draft::create(beside)?;
    loop {
        match come.blocking_recv() {
            Some(Piece::More(bytes)) => file.write(&bytes)?,
            Some(Piece::End) => break,
            None => return Ok(false),
        }
    }
    file.finish()?;
    std::fs::rename(beside, place)?;
    sync_folder_of(place)?;
    Ok(true)
}

/// A file that is written while the disk is busy with what came before.
struct Draft {
    file: Arc<File>,
    /// Bytes that the disk was not given yet.
    since: usize,
    /// What the disk works on. Its errors are told here and nowhere else: a system says them once.
    syncing: Option<JoinHandle<std::io::Result<()>>>,
}

impl Draft {
    fn create(path: &Path) -> std::io::Result<Draft> {
        Ok(Draft { file: Arc::new(create(path)?), since: 0, syncing: None })
    }

    fn write(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.file.as_ref().write_all(bytes)?;
        self.since += bytes.len();
        let busy = self.syncing.as_ref().is_some_and(|task| !task.is_finished());
        if self.since >= HANDED_ON && !busy {
            self.synced()?;
            self.since = 0;
            let file = Arc::clone(&self.file);
            self.syncing = Some(tokio::task::spawn_blocking(move || file.sync_data()));
        }
        Ok(())
    }

    /// Waits for what the disk works on.
    fn synced(&mut self) -> std::io::Result<()> {
        match self.syncing.take() {
            Some(task) => Handle::current().block_on(task)?,
            None => Ok(()),
        }
    }

    /// Returns once everything is on the disk.
    fn finish(mut self) -> std::io::Result<()> {
        self.synced()?;
        self.file.sync_all()
    }
}

/// Makes the file, and the folder that it is in if it is the first there.
fn create(path: &Path) -> std::io::Result<File> {
    match File::create(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let folder = path.parent().ok_or(ErrorKind::InvalidInput)?;
            std::fs::create_dir_all(folder)?;
            sync_folder_of(folder)?;
            File::create(path)
        }
        made => made,
    }
}

/// A name is on disk once the folder that holds it is.
fn sync_folder_of(path: &Path) -> std::io::Result<()> {
    File::open(path.parent().ok_or(ErrorKind::InvalidInput)?)?.sync_all()
}

/// Takes away what a process that ended left half written.
pub async fn sweep(folder: &Path, name: &Name) -> Result<(), BlobError> {
    let beside = beside(&place(folder, name));
    match tokio::fs::remove_file(beside).await {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// Where a file lies.
pub fn place(folder: &Path, name: &Name) -> PathBuf {
    name.parts().fold(folder.to_owned(), |path, part| path.join(part.as_ref()))
}

fn beside(place: &Path) -> PathBuf {
    place.with_extension(UNDER_WAY)
}

#[cfg(test)]
mod tests {
    use super::super::Form;
    use super::*;
    use crate::outside::ids::unguessable;
    use parlance_core::FileId;

    fn files_in(folder: &Path) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() { found.extend(files_in(&path)) } else { found.push(path) }
        }
        found
    }

    #[tokio::test]
    async fn what_is_finished_is_whole_and_what_is_given_up_or_left_alone_is_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let blobs = Blobs::folder(folder.path(), &[7; 32]).expect("it opens");
        let (kept, given_up) = (FileId(unguessable()), FileId(unguessable()));
        let mut writing = blobs.begin(kept).await.expect("it begins");
        // More than can wait, so that some of it was written.
        for _ in 0..WAITING + 2 {
            writing.write(Bytes::from_static(&[1; 1000])).await.expect("it writes");
        }
        assert_eq!(files_in(folder.path()).len(), 1, "under way");
        assert_eq!(files_in(folder.path())[0].extension().and_then(|e| e.to_str()), Some(UNDER_WAY));
        writing.finish().await.expect("it is kept");
        let mut writing = blobs.begin(given_up).await.expect("it begins");
        writing.write(Bytes::from_static(b"some")).await.expect("it writes");
        writing.abort().await;
        let found = files_in(folder.path());
        assert_eq!(found.len(), 1);
        let bytes = std::fs::read(&found[0]).expect("bytes");
        assert_eq!(bytes.len(), (WAITING + 2) * 1000);
        assert!(bytes.iter().all(|byte| *byte == 1));
        blobs.delete(kept).await.expect("it goes");
        assert!(files_in(folder.path()).is_empty());
    }

    #[tokio::test]
    async fn what_a_killed_process_left_goes_with_the_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let blobs = Blobs::folder(folder.path(), &[7; 32]).expect("it opens");
        let id = FileId(unguessable());
        let left = beside(&place(folder.path(), &blobs.path(id, Form::Original)));
        create(&left).expect("half a file");
        blobs.delete(id).await.expect("it goes");
        assert!(!left.exists());
    }

    #[tokio::test]
    async fn a_disk_that_refuses_is_told_to_whoever_writes() {
        let folder = tempfile::tempdir().expect("a folder");
        let blobs = Blobs::folder(folder.path(), &[7; 32]).expect("it opens");
        // A file where the folder should be.
        let id = FileId(unguessable());
        let place = place(folder.path(), &blobs.path(id, Form::Original));
        std::fs::write(place.parent().expect("a folder"), b"").expect("a file in the way");
        let mut writing = blobs.begin(id).await.expect("it begins");
        let mut told = Ok(());
        while told.is_ok() {
            told = writing.write(Bytes::from_static(b"some")).await;
        }
        assert!(matches!(told, Err(BlobError::Unavailable(_))), "{told:?}");
        writing.abort().await;
    }
}
