//! Blobs: the bytes of files, in a folder of this machine. They are named by a keyed hash of the file's id,
//! so that a name tells nothing, and written through to the disk before anybody hears of them.

use aws_lc_rs::hmac;
use bytes::Bytes;
use futures_util::{Stream, TryStreamExt};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{GetOptions, GetRange, ObjectStore, ObjectStoreExt, PutPayload, WriteMultipart};
use parlance_core::FileId;
use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;
use std::sync::Arc;

/// Bytes that are gathered before they are handed on.
const CHUNK: usize = 256 * 1024;
/// Chunks of one upload that may be on their way to the disk at once.
const CHUNKS_AT_ONCE: usize = 2;
/// Bytes that a look into a blob reads at once.
const LOOK: u64 = 64 * 1024;

/// Why bytes could not be kept or found.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    #[error("there is no room left")]
    Full,
    #[error("it is not there")]
    Missing,
    #[error("{0}")]
    Unavailable(String),
}

impl From<object_store::Error> for BlobError {
    fn from(error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { .. } => BlobError::Missing,
            other if is_full(&other) => BlobError::Full,
            other => BlobError::Unavailable(other.to_string()),
        }
    }
}

/// Whether somewhere beneath an error a disk said that it is full.
fn is_full(error: &(dyn std::error::Error + 'static)) -> bool {
    let io = error.downcast_ref::<std::io::Error>();
    let full = io.is_some_and(|io| {
        matches!(io.kind(), std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded)
    });
    full || error.source().is_some_and(is_full)
}

/// Which bytes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// As it was uploaded.
    Original,
    /// Made from it: small enough for a list.
    Thumbnail,
    /// Made from it: large enough to look at.
    Preview,
}

/// Where the bytes of files lie. A copy is the same place.
#[derive(Clone)]
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
    key: Arc<hmac::Key>,
}

impl std::fmt::Debug for Blobs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Blobs({})", self.store)
    }
}

impl Blobs {
    /// In a folder, which is made if it is missing.
    pub fn folder(folder: &std::path::Path, key: &[u8; 32]) -> anyhow::Result<Blobs> {
        std::fs::create_dir_all(folder)?;
        let store = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true).with_automatic_cleanup(true);
        Ok(Blobs { store: Arc::new(store), key: Arc::new(hmac::Key::new(hmac::HMAC_SHA256, key)) })
    }

    fn path(&self, id: FileId, form: Form) -> Path {
        let tag = hmac::sign(&self.key, id.0.as_bytes());
        let name: String = tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
        let suffix = match form {
            Form::Original => "",
            Form::Thumbnail => "-t",
            Form::Preview => "-p",
        };
        Path::from(format!("{}/{name}{suffix}", &name[..2]))
    }

    /// Begins to write an original.
    pub async fn begin(&self, id: FileId) -> Result<Writing, BlobError> {
        let upload = self.store.put_multipart(&self.path(id, Form::Original)).await?;
        Ok(Writing { inner: WriteMultipart::new_with_chunk_size(upload, CHUNK) })
    }

    /// Keeps something small that was made from an original.
    pub async fn keep(&self, id: FileId, form: Form, bytes: Vec<u8>) -> Result<(), BlobError> {
        self.store.put(&self.path(id, form), PutPayload::from(bytes)).await?;
        Ok(())
    }

    /// Reads a range, or all of it.
    pub async fn read(
        &self,
        id: FileId,
        form: Form,
        range: Option<Range<u64>>,
    ) -> Result<impl Stream<Item = Result<Bytes, BlobError>> + Send + 'static, BlobError> {
        let options = GetOptions { range: range.map(GetRange::Bounded), ..GetOptions::default() };
        let found = self.store.get_opts(&self.path(id, form), options).await?;
        Ok(found.into_stream().map_err(BlobError::from))
    }

    /// Takes all that belongs to a file away; what is not there is no mistake.
    pub async fn delete(&self, id: FileId) -> Result<(), BlobError> {
        for form in [Form::Thumbnail, Form::Preview, Form::Original] {
            match self.store.delete(&self.path(id, form)).await.map_err(BlobError::from) {
                Ok(()) | Err(BlobError::Missing) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

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

/// A file that is being written. Left alone, it comes to nothing.
pub struct Writing {
    inner: WriteMultipart,
}

impl Writing {
    /// Takes in more bytes, waiting while too many are on their way.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), BlobError> {
        self.inner.wait_for_capacity(CHUNKS_AT_ONCE).await?;
        self.inner.write(bytes);
        Ok(())
    }

    /// Returns once everything is on disk.
    pub async fn finish(self) -> Result<(), BlobError> {
        self.inner.finish().await?;
        Ok(())
    }

    /// Takes back what was written so far.
    pub async fn abort(self) {
        if let Err(error) = self.inner.abort().await {
            tracing::warn!(%error, "what was written of a refused upload is left to the sweep");
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
