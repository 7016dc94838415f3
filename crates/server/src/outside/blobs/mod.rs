//! Blobs: the bytes of files, in a folder of this machine or in a bucket of an object store. They are named
//! by a keyed hash of the file's id, so that a name tells nothing, and kept before anybody hears of them.
//!
//! Nothing here holds a file whole, and nothing waits without end.

mod bucket;
mod folder;
mod look;

pub use look::Look;

use crate::config::Config;
use crate::outside::ids;
use aws_lc_rs::hmac;
use bytes::Bytes;
use futures_util::{Stream, TryStreamExt};
use object_store::path::Path;
use object_store::{GetOptions, GetRange, ObjectStore, ObjectStoreExt, PutPayload};
use parlance_core::FileId;
use std::ops::Range;
use std::sync::Arc;

/// Why bytes could not be kept or found.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    #[error("there is no room left")]
    Full,
    #[error("it is not there")]
    Missing,
    /// What the settings name is not there, or does not let this marketplace in: no attempt will mend it.
    #[error("{0}")]
    Refused(String),
    #[error("{0}")]
    Unavailable(String),
}

impl From<object_store::Error> for BlobError {
    fn from(error: object_store::Error) -> Self {
        use object_store::Error::{NotFound, PermissionDenied, Unauthenticated};
        match error {
            NotFound { .. } => BlobError::Missing,
            PermissionDenied { .. } | Unauthenticated { .. } => BlobError::Refused(error.to_string()),
            other if is_full(&other) => BlobError::Full,
            other => BlobError::Unavailable(other.to_string()),
        }
    }
}

impl From<std::io::Error> for BlobError {
    fn from(error: std::io::Error) -> Self {
        if is_full(&error) { BlobError::Full } else { BlobError::Unavailable(error.to_string()) }
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
    /// Stands before every name in a bucket; empty in a folder.
    prefix: Path,
    /// The folder, where it is one.
    folder: Option<Arc<std::path::Path>>,
    key: Arc<hmac::Key>,
}

impl std::fmt::Debug for Blobs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Blobs({self})")
    }
}

impl std::fmt::Display for Blobs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.folder {
            Some(folder) => write!(f, "the folder {}", folder.display()),
            None => write!(f, "{} below /{}", self.store, self.prefix),
        }
    }
}

impl Blobs {
    /// Where the settings say, under names that are made with `key`.
    pub fn from_config(config: &Config, key: &[u8; 32]) -> anyhow::Result<Blobs> {
        match &config.blobs_url {
            Some(url) => bucket::open(url, config.s3_keys()?, key),
            None => Blobs::folder(&config.data.join("files"), key),
        }
    }

    /// Whether the bytes go over the network. A folder has shown that it is there when it was opened.
    pub fn is_remote(&self) -> bool {
        self.folder.is_none()
    }

    fn path(&self, id: FileId, form: Form) -> Path {
        let tag = hmac::sign(&self.key, id.0.as_bytes());
        let name: String = tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
        let suffix = match form {
            Form::Original => "",
            Form::Thumbnail => "-t",
            Form::Preview => "-p",
        };
        self.prefix.clone().join(&name[..2]).join(format!("{name}{suffix}"))
    }

    /// Begins to write an original.
    pub async fn begin(&self, id: FileId) -> Result<Writing, BlobError> {
        let path = self.path(id, Form::Original);
        Ok(match &self.folder {
            Some(folder) => Writing::Folder(folder::Writing::begin(folder, &path).await?),
            None => Writing::Bucket(bucket::Writing::begin(Arc::clone(&self.store), path)),
        })
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
        if let Some(folder) = &self.folder {
            folder::sweep(folder, &self.path(id, Form::Original)).await?;
        }
        for form in [Form::Thumbnail, Form::Preview, Form::Original] {
            match self.store.delete(&self.path(id, form)).await.map_err(BlobError::from) {
                Ok(()) | Err(BlobError::Missing) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Writes something, reads it back and takes it away again.
    pub async fn examine(&self) -> Result<(), BlobError> {
        let place = self.prefix.clone().join(format!("examined-{}", ids::unguessable().simple()));
        let written = PutPayload::from_static(b"parlance");
        self.store.put(&place, written).await.map_err(|error| match BlobError::from(error) {
            // A bucket that is not there; in one that is, whatever is written is there.
            BlobError::Missing => BlobError::Refused("there is no such bucket".to_owned()),
            error => error,
        })?;
        let read = self.store.get(&place).await?.bytes().await?;
        self.store.delete(&place).await?;
        if read == b"parlance".as_slice() {
            Ok(())
        } else {
            Err(BlobError::Unavailable("what was read back is not what was written".to_owned()))
        }
    }
}

/// A file that is being written. Left alone, it comes to nothing.
pub enum Writing {
    Folder(folder::Writing),
    Bucket(bucket::Writing),
}

impl Writing {
    /// Takes in more bytes, waiting while too many are on their way.
    pub async fn write(&mut self, bytes: Bytes) -> Result<(), BlobError> {
        match self {
            Writing::Folder(writing) => writing.write(bytes).await,
            Writing::Bucket(writing) => writing.write(&bytes).await,
        }
    }

    /// Returns once everything is kept.
    pub async fn finish(self) -> Result<(), BlobError> {
        match self {
            Writing::Folder(writing) => writing.finish().await,
            Writing::Bucket(writing) => writing.finish().await,
        }
    }

    /// Takes back what was written so far.
    pub async fn abort(self) {
        match self {
            Writing::Folder(writing) => writing.abort().await,
            Writing::Bucket(writing) => drop(writing),
        }
    }
}
