//! Looking into a file that lies somewhere: a reader that leaps about, for code that expects one. It holds
//! one window of the file at a time, always in the same memory.

use super::{Blobs, Form, folder};
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};
use parlance_core::FileId;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::sync::Arc;
use tokio::runtime::Handle;

/// Bytes of the window.
const LOOK: u64 = 64 * 1024;

impl Blobs {
    /// A reader that leaps about in an original of `length` bytes; for threads that may wait.
    pub fn look(&self, id: FileId, length: u64) -> std::io::Result<Look> {
        let path = self.path(id, Form::Original);
        let source = match &self.folder {
            Some(folder) => Source::Folder(File::open(folder::place(folder, &path))?),
            None => Source::Bucket { store: Arc::clone(&self.store), path, runtime: Handle::current() },
        };
        Ok(Look { source, length, at: 0, begin: 0, held: Vec::new() })
    }
}

/// See [`Blobs::look`].
pub struct Look {
    source: Source,
    length: u64,
    at: u64,
    /// Where the window begins, and what is in it.
    begin: u64,
    held: Vec<u8>,
}

enum Source {
    Folder(File),
    Bucket { store: Arc<dyn ObjectStore>, path: Path, runtime: Handle },
}

impl Look {
    /// Moves the window to where we are.
    fn fetch(&mut self) -> std::io::Result<()> {
        let begin = self.at - self.at % LOOK;
        let end = (begin + LOOK).min(self.length);
        // Should reading fail, the window holds nothing.
        self.held.clear();
        match &mut self.source {
            Source::Folder(file) => {
                file.seek(SeekFrom::Start(begin))?;
                file.take(end - begin).read_to_end(&mut self.held)?;
            }
            Source::Bucket { store, path, runtime } => {
                let read = runtime.block_on(store.get_range(path, begin..end));
                self.held.extend_from_slice(&read.map_err(std::io::Error::other)?);
            }
        }
        self.begin = begin;
        Ok(())
    }

    /// How far into the window we are, if we are in it.
    fn within(&self) -> Option<usize> {
        let from = usize::try_from(self.at.checked_sub(self.begin)?).ok()?;
        (from < self.held.len()).then_some(from)
    }
}

impl Read for Look {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if self.at >= self.length {
            return Ok(0);
        }
        if self.within().is_none() {
            self.fetch()?;
        }
        // A file that is shorter than it was ends here.
        let Some(from) = self.within() else { return Ok(0) };
        let count = into.len().min(self.held.len() - from);
        into[..count].copy_from_slice(&self.held[from..from + count]);
        self.at += count as u64;
        Ok(count)
    }
}

impl Seek for Look {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => i128::from(at),
            SeekFrom::End(by) => i128::from(self.length) + i128::from(by),
            SeekFrom::Current(by) => i128::from(self.at) + i128::from(by),
        };
        self.at = u64::try_from(at).map_err(|_| std::io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;
    use uuid::Uuid;

    #[tokio::test]
    async fn a_look_leaps_about_and_sees_what_is_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let blobs = Blobs::folder(folder.path(), &[7; 32]).expect("it opens");
        let id = FileId(Uuid::from_u128(1));
        let all: Vec<u8> = (0..3 * LOOK + 5).map(|at| (at % 251) as u8).collect();
        let mut writing = blobs.begin(id).await.expect("it begins");
        writing.write(Bytes::from(all.clone())).await.expect("it writes");
        writing.finish().await.expect("it is kept");
        let mut look = blobs.look(id, all.len() as u64).expect("it is there");
        for at in [0, 2 * LOOK + 7, LOOK - 1, 3 * LOOK, 5] {
            look.seek(SeekFrom::Start(at)).expect("it goes there");
            let mut four = [0; 4];
            look.read_exact(&mut four).expect("four bytes");
            assert_eq!(four, all[at as usize..at as usize + 4], "at {at}");
        }
        look.seek(SeekFrom::Start(0)).expect("it goes there");
        let mut whole = Vec::new();
        look.read_to_end(&mut whole).expect("all of it");
        assert!(whole == all);
        assert_eq!(look.read(&mut [0; 4]).ok(), Some(0), "behind the end is nothing");
    }

    #[test]
    fn a_look_at_what_is_not_there_fails() {
        let folder = tempfile::tempdir().expect("a folder");
        let blobs = Blobs::folder(folder.path(), &[7; 32]).expect("it opens");
        assert!(blobs.look(FileId(Uuid::from_u128(1)), 10).is_err());
    }
}
