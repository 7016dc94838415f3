//! Taking bytes in and handing them out.

use super::pictures::{Drawn, draw};
use super::relay::{Broken, Outlet};
use super::sniff::{Found, Mismatch, look_into};
use crate::outside::blobs::{BlobError, Blobs, Form};
use anyhow::bail;
use aws_lc_rs::digest;
use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use parlance_core::files::FileType;
use parlance_core::{FileId, limits};
use std::io::BufReader;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// Pictures drawn at once: each takes a core and much memory.
const DRAWN_AT_ONCE: usize = 1;
/// Points along the longer edge.
const THUMBNAIL: u32 = 480;
const PREVIEW: u32 = 1920;

/// Why bytes were not taken in or handed out.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    #[error("it is larger than it may be")]
    TooLarge,
    #[error("it is empty")]
    Empty,
    #[error("it did not arrive whole")]
    Broken,
    #[error("it is not what it is called")]
    Mismatch(Mismatch),
    #[error("too many at once")]
    Busy,
    #[error("there is no picture of it")]
    NoPicture,
    #[error("it is not there")]
    Missing,
    #[error("there is no room left")]
    Full,
    #[error("{0}")]
    Unavailable(String),
}

impl From<BlobError> for FileError {
    fn from(error: BlobError) -> Self {
        match error {
            BlobError::Missing => FileError::Missing,
            BlobError::Full => FileError::Full,
            BlobError::Refused(why) | BlobError::Unavailable(why) => FileError::Unavailable(why),
        }
    }
}

/// A file that was taken in and is on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    pub bytes: u64,
    pub sha256: [u8; 32],
    /// Width and height of a picture, as it is shown.
    pub size: Option<(u32, u32)>,
}

/// Where files are taken in and handed out. A copy is the same place.
#[derive(Clone, Debug)]
pub struct Files {
    blobs: Blobs,
    uploads: Arc<Semaphore>,
    drawing: Arc<Semaphore>,
}

impl Files {
    pub fn new(blobs: Blobs) -> Files {
        Files {
            blobs,
            uploads: Arc::new(Semaphore::new(limits::UPLOADS_AT_ONCE)),
            drawing: Arc::new(Semaphore::new(DRAWN_AT_ONCE)),
        }
    }

    /// Tries the place where files lie, at the start of a program. One that is not there, or does not let us
    /// in, is a mistake in the settings; one that does not answer may yet, and all else works meanwhile.
    pub async fn greet(&self, patience: Duration) -> anyhow::Result<()> {
        if !self.blobs.is_remote() {
            return Ok(());
        }
        match tokio::time::timeout(patience, self.blobs.examine()).await {
            Ok(Ok(())) => {}
            Ok(Err(BlobError::Refused(why))) => {
                bail!("files cannot be kept in {}: {why}. `parlance doctor` says more", self.blobs)
            }
            Ok(Err(why)) => tracing::error!(%why, place = %self.blobs, "files cannot be kept at the moment"),
            Err(_) => tracing::error!(place = %self.blobs, "the place of the files does not answer"),
        }
        Ok(())
    }

    /// Takes in a file that is called `kind`. Of one that is refused, nothing is left.
    pub async fn take(&self, id: FileId, kind: FileType, body: Outlet) -> Result<Taken, FileError> {
        let _place = self.uploads.try_acquire().map_err(|_| FileError::Busy)?;
        let (bytes, sha256) = self.write(id, body).await?;
        let blobs = self.blobs.clone();
        let judged = tokio::task::spawn_blocking(move || look_into(kind, blobs.look(id, bytes)?)).await;
        let judged = judged.map_err(|_| FileError::Mismatch(Mismatch::OtherContent))?;
        match judged.map_err(|error| FileError::Unavailable(error.to_string()))? {
            Ok(Found { size }) => Ok(Taken { bytes, sha256, size }),
            Err(mismatch) => {
                self.blobs.delete(id).await?;
                Err(FileError::Mismatch(mismatch))
            }
        }
    }

    async fn write(&self, id: FileId, mut body: Outlet) -> Result<(u64, [u8; 32]), FileError> {
        let mut writing = self.blobs.begin(id).await?;
        let (mut hash, mut length) = (digest::Context::new(&digest::SHA256), 0);
        let broken = loop {
            match body.next().await {
                Ok(None) if length == 0 => break FileError::Empty,
                Ok(None) => {
                    writing.finish().await?;
                    let mut sha256 = [0; 32];
                    sha256.copy_from_slice(hash.finish().as_ref());
                    return Ok((length, sha256));
                }
                Ok(Some(more)) => {
                    length += more.len() as u64;
                    if length > limits::FILE_BYTES {
                        break FileError::TooLarge;
                    }
                    hash.update(&more);
                    if let Err(error) = writing.write(more).await {
                        break error.into();
                    }
                }
                Err(Broken) => break FileError::Broken,
            }
        };
        writing.abort().await;
        Err(broken)
    }

    /// Hands out a range of an original, or all of it.
    pub async fn hand_out(
        &self,
        id: FileId,
        range: Option<Range<u64>>,
    ) -> Result<impl Stream<Item = Result<Bytes, BlobError>> + Send + 'static, FileError> {
        Ok(self.blobs.read(id, Form::Original, range).await?)
    }

    /// A picture made from a picture, small or large; drawn when it is first asked for, and kept.
    pub async fn picture(
        &self,
        id: FileId,
        kind: FileType,
        bytes: u64,
        small: bool,
    ) -> Result<Drawn, FileError> {
        let (form, edge) = if small { (Form::Thumbnail, THUMBNAIL) } else { (Form::Preview, PREVIEW) };
        if let Some(kept) = self.kept(id, form).await? {
            return Ok(kept);
        }
        let _turn = self.drawing.acquire().await.map_err(|_| FileError::Busy)?;
        // Whoever was before us in the line may have drawn it.
        if let Some(kept) = self.kept(id, form).await? {
            return Ok(kept);
        }
        let blobs = self.blobs.clone();
        let draw = move || draw(kind, BufReader::new(blobs.look(id, bytes).ok()?), edge);
        let drawn = tokio::task::spawn_blocking(draw).await;
        let drawn = drawn.ok().flatten().ok_or(FileError::NoPicture)?;
        if let Err(error) = self.blobs.keep(id, form, drawn.bytes.clone()).await {
            tracing::warn!(%error, "a picture that was drawn was not kept; it is drawn again when it is asked for");
        }
        Ok(drawn)
    }

    async fn kept(&self, id: FileId, form: Form) -> Result<Option<Drawn>, FileError> {
        let mut parts = match self.blobs.read(id, form, None).await {
            Ok(parts) => parts,
            Err(BlobError::Missing) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let mut bytes = Vec::new();
        while let Some(part) = parts.next().await {
            bytes.extend_from_slice(&part?);
        }
        Ok(Some(Drawn::of(bytes)))
    }

    /// Takes a file's bytes away.
    pub async fn discard(&self, id: FileId) -> Result<(), FileError> {
        Ok(self.blobs.delete(id).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::super::relay::relay;
    use super::*;
    use futures_util::stream;
    use uuid::Uuid;

    fn left(folder: &tempfile::TempDir) -> usize {
        let folders = std::fs::read_dir(folder.path()).expect("a folder");
        let within = |entry: std::fs::DirEntry| std::fs::read_dir(entry.path()).map_or(1, Iterator::count);
        folders.map(|entry| within(entry.expect("an entry"))).sum()
    }

    #[tokio::test]
    async fn of_a_file_that_broke_off_nothing_is_left() {
        let folder = tempfile::tempdir().expect("a folder");
        let files = Files::new(Blobs::folder(folder.path(), &[7; 32]).expect("a place"));
        let (inlet, outlet) = relay();
        let begun = [Ok(Bytes::from_static(b"a,b")), Err(std::io::ErrorKind::ConnectionReset)];
        let id = FileId(Uuid::from_u128(1));
        let ((), taken) =
            tokio::join!(inlet.pour(stream::iter(begun)), files.take(id, FileType::Csv, outlet));
        assert!(matches!(taken, Err(FileError::Broken)), "{taken:?}");
        assert_eq!(left(&folder), 0);
        let (inlet, outlet) = relay();
        let whole = stream::iter([Ok::<_, std::io::Error>(Bytes::from_static(b"a,b"))]);
        let ((), taken) = tokio::join!(inlet.pour(whole), files.take(id, FileType::Csv, outlet));
        assert_eq!(taken.map(|taken| taken.bytes).ok(), Some(3));
        assert_eq!(left(&folder), 1);
    }
}
