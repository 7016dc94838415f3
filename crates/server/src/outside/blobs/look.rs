//! Looking into a file that lies somewhere: a reader that leaps about, for code that expects one. It holds
//! one window of the file at a time.

use super::{Blobs, Form};
use bytes::Bytes;
use object_store::ObjectStoreExt;
use parlance_core::FileId;
use std::io::{Read, Seek, SeekFrom};

/// Bytes that a look into a blob reads at once.
const LOOK: u64 = 64 * 1024;

impl Blobs {
    /// A reader that leaps about in an original of `length` bytes; for threads that may wait.
    pub fn look(&self, id: FileId, length: u64) -> Look {
        Look {
            blobs: self.clone(),
            runtime: tokio::runtime::Handle::current(),
            id,
            length,
            at: 0,
            held: (0, Bytes::new()),
        }
    }
}

/// See [`Blobs::look`].
pub struct Look {
    blobs: Blobs,
    runtime: tokio::runtime::Handle,
    id: FileId,
    length: u64,
    at: u64,
    /// The bytes read last, and where they begin.
    held: (u64, Bytes),
}

impl Look {
    fn fetch(&mut self) -> std::io::Result<()> {
        let begin = self.at - self.at % LOOK;
        let range = begin..(begin + LOOK).min(self.length);
        let path = self.blobs.path(self.id, Form::Original);
        let read = self.runtime.block_on(self.blobs.store.get_range(&path, range));
        self.held = (begin, read.map_err(std::io::Error::other)?);
        Ok(())
    }
}

impl Read for Look {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if self.at >= self.length {
            return Ok(0);
        }
        let (begin, bytes) = &self.held;
        if self.at < *begin || self.at >= begin + bytes.len() as u64 {
            self.fetch()?;
        }
        let (begin, bytes) = &self.held;
        let from = usize::try_from(self.at - begin).map_err(std::io::Error::other)?;
        let count = into.len().min(bytes.len().saturating_sub(from));
        into[..count].copy_from_slice(&bytes[from..from + count]);
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
