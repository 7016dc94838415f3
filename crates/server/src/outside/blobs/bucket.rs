//! Blobs in a bucket of an object store that speaks S3's protocol. A small file goes in one request, a large
//! one in parts, each held only until the store has it; a request is tried again for a bounded while.

use super::{BlobError, Blobs};
use anyhow::{Context, bail, ensure};
use aws_lc_rs::hmac;
use object_store::aws::AmazonS3Builder;
use object_store::path::Path;
use object_store::{
    BackoffConfig, ClientOptions, MultipartUpload, ObjectStore, ObjectStoreExt, PutPayload, PutPayloadMut,
    RetryConfig,
};
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;
use url::Url;

/// Bytes of a part; S3 takes none smaller but the last. What is larger than this goes in parts, one after the
/// other, so that an upload never holds more.
const PART: usize = 5 * 1024 * 1024;
/// Bytes that are asked of the memory at once.
const BLOCK: usize = 256 * 1024;

/// How long the store may take to connect, and to answer or go on answering.
const CONNECT: Duration = Duration::from_secs(3);
const SILENCE: Duration = Duration::from_secs(10);
/// A request that failed on the store's side is sent again this often, and not after so long.
const TRIES: usize = 5;
const TRYING: Duration = Duration::from_secs(10);

/// Opens what a URL names: `s3://BUCKET/PREFIX?endpoint=…&region=…`. Nothing is asked of the store yet.
pub fn open(url: &str, keys: Option<(String, String)>, key: &[u8; 32]) -> anyhow::Result<Blobs> {
    let url = Url::parse(url).context("blobs_url cannot be read")?;
    ensure!(url.scheme() == "s3", "blobs_url must begin with s3://");
    ensure!(
        url.username().is_empty() && url.password().is_none(),
        "keys do not belong into blobs_url: set s3_access_key and s3_secret_key"
    );
    let bucket = url.host_str().context("blobs_url names no bucket: s3://BUCKET/PREFIX")?;
    let builder = match keys {
        Some((access, secret)) => {
            AmazonS3Builder::new().with_access_key_id(access).with_secret_access_key(secret)
        }
        // What stands in AWS's own variables, and the role of the machine.
        None => AmazonS3Builder::from_env(),
    };
    let mut builder = builder.with_bucket_name(bucket).with_retry(patience()).with_client_options(options());
    for (name, value) in url.query_pairs() {
        builder = match name.as_ref() {
            "region" => builder.with_region(value),
            "endpoint" => {
                let plain = value.starts_with("http://");
                ensure!(
                    plain || value.starts_with("https://"),
                    "the endpoint in blobs_url must begin with https:// or http://, and is {value}"
                );
                // Whoever writes http:// means it: a store in the same machine or network.
                builder.with_endpoint(value).with_allow_http(plain)
            }
            other => bail!("blobs_url has an {other}; known are endpoint and region"),
        };
    }
    let store = builder.build().context("blobs_url is not usable")?;
    Ok(Blobs {
        store: Arc::new(store),
        prefix: Path::from_url_path(url.path()).context("blobs_url has a prefix that cannot be")?,
        folder: None,
        key: Arc::new(hmac::Key::new(hmac::HMAC_SHA256, key)),
    })
}

fn patience() -> RetryConfig {
    let backoff = BackoffConfig {
        init_backoff: Duration::from_millis(100),
        max_backoff: Duration::from_secs(2),
        base: 2.,
    };
    RetryConfig { backoff, max_retries: TRIES, retry_timeout: TRYING }
}

/// No bound on a whole request: whoever downloads decides how fast a file is read from the store.
fn options() -> ClientOptions {
    ClientOptions::new().with_timeout_disabled().with_connect_timeout(CONNECT).with_read_timeout(SILENCE)
}

/// A file on its way into a bucket. Until it is finished it has no name there.
pub struct Writing {
    store: Arc<dyn ObjectStore>,
    path: Path,
    held: PutPayloadMut,
    /// Begun with the first part.
    parts: Option<Box<dyn MultipartUpload>>,
    length: u64,
}

impl Writing {
    pub fn begin(store: Arc<dyn ObjectStore>, path: Path) -> Writing {
        Writing { store, path, held: empty(), parts: None, length: 0 }
    }

    pub async fn write(&mut self, mut bytes: &[u8]) -> Result<(), BlobError> {
        self.length += bytes.len() as u64;
        while !bytes.is_empty() {
            let (now, later) = bytes.split_at(bytes.len().min(PART - self.held.content_length()));
            self.held.extend_from_slice(now);
            bytes = later;
            // A full part waits for what follows: the last one is sent with the end.
            if self.held.content_length() == PART && !bytes.is_empty() {
                self.send_part().await?;
            }
        }
        Ok(())
    }

    async fn send_part(&mut self) -> Result<(), BlobError> {
        let part: PutPayload = std::mem::replace(&mut self.held, empty()).freeze();
        let parts = match &mut self.parts {
            Some(parts) => parts,
            None => self.parts.insert(self.store.put_multipart(&self.path).await?),
        };
        Ok(parts.put_part(part).await?)
    }

    pub async fn finish(mut self) -> Result<(), BlobError> {
        if self.parts.is_some() {
            self.send_part().await?;
        }
        match &mut self.parts {
            Some(parts) => parts.complete().await?,
            None => {
                let whole = std::mem::replace(&mut self.held, empty()).freeze();
                self.store.put(&self.path, whole).await?
            }
        };
        self.parts = None;
        let found = self.store.head(&self.path).await?.size;
        if found == self.length {
            return Ok(());
        }
        Err(BlobError::Unavailable(format!("{found} of {} bytes are in the store", self.length)))
    }
}

impl Drop for Writing {
    /// Has the parts thrown away, of an upload that failed, was refused or lost its sender. Nobody waits for
    /// that: the store may be what failed.
    fn drop(&mut self) {
        let (Some(mut parts), Ok(runtime)) = (self.parts.take(), Handle::try_current()) else { return };
        runtime.spawn(async move {
            if let Err(error) = parts.abort().await {
                tracing::warn!(%error, "the parts of an upload that failed are left to the bucket's own rules");
            }
        });
    }
}

fn empty() -> PutPayloadMut {
    PutPayloadMut::new().with_block_size(BLOCK)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(url: &str) -> anyhow::Result<Blobs> {
        open(url, Some(("key".to_owned(), "secret".to_owned())), &[0; 32])
    }

    #[test]
    fn a_url_names_bucket_prefix_endpoint_and_region() {
        for url in [
            "s3://parlance",
            "s3://parlance/files/of/ours",
            "s3://parlance/files?region=eu-central-1",
            "s3://parlance?endpoint=https://store.example.com&region=x",
            "s3://parlance?endpoint=http://127.0.0.1:9000",
        ] {
            assert!(opened(url).is_ok(), "{url}");
        }
    }

    #[test]
    fn a_url_that_says_something_else_is_refused_with_the_reason() {
        for (url, why) in [
            ("parlance", "cannot be read"),
            ("https://parlance.example.com", "must begin with s3://"),
            ("s3:///files", "names no bucket"),
            ("s3://key:secret@parlance", "keys do not belong"),
            ("s3://parlance?endpoint=store.example.com", "must begin with https://"),
            ("s3://parlance?acl=public", "has an acl"),
        ] {
            let told = format!("{:#}", opened(url).expect_err(url));
            assert!(told.contains(why), "{url}: {told}");
        }
    }
}
