//! ClamAV's daemon, which says whether bytes carry a virus it knows. It is spoken to in its own protocol
//! (clamd(8), INSTREAM) over TCP or a socket of this machine; nothing of a file is written anywhere for it.

use anyhow::{Context, bail};
use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use std::path::PathBuf;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpStream, UnixStream};
use tokio::time::timeout;

/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(5);
/// How long a look into one file may take: shorter than a worker's lease.
const LOOK: Duration = Duration::from_secs(90);
/// Bytes of an answer that are read.
const ANSWER: u64 = 4096;

/// Where the daemon is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scanner {
    Tcp(String),
    Unix(PathBuf),
}

/// What it says of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    Clean,
    /// It carries what the daemon calls so.
    Found(String),
}

/// Why it said nothing. Without a word of it no file is clear.
#[derive(Debug, thiserror::Error)]
pub enum ScanError {
    #[error("it cannot be spoken to: {0}")]
    Io(#[from] std::io::Error),
    #[error("it takes too long")]
    TooSlow,
    #[error("it answers {0:?}")]
    Answer(String),
    #[error("the file cannot be read: {0}")]
    File(String),
}

trait Talk: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Talk for T {}

impl Scanner {
    /// From `tcp://HOST:PORT` or `unix:/PATH`.
    pub fn from_url(url: &str) -> anyhow::Result<Scanner> {
        if let Some(address) = url.strip_prefix("tcp://") {
            let address = address.trim_end_matches('/');
            let (_, port) = address.rsplit_once(':').context("the address of ClamAV has no port")?;
            port.parse::<u16>().context("the port of ClamAV is no number")?;
            return Ok(Scanner::Tcp(address.to_owned()));
        }
        match url.strip_prefix("unix:") {
            Some(path) if path.starts_with('/') => Ok(Scanner::Unix(PathBuf::from(path))),
            _ => bail!("the address of ClamAV must be tcp://HOST:PORT or unix:/PATH"),
        }
    }

    /// Asks whether it is there.
    pub async fn ping(&self) -> Result<(), ScanError> {
        let asked = async {
            let mut talk = self.connect().await?;
            talk.write_all(b"zPING\0").await?;
            match answer(&mut talk).await?.as_str() {
                "PONG" => Ok(()),
                other => Err(ScanError::Answer(other.to_owned())),
            }
        };
        timeout(CONNECT * 2, asked).await.unwrap_or(Err(ScanError::TooSlow))
    }

    /// Has it look into these bytes, as they come.
    pub async fn scan<E: std::fmt::Display>(
        &self,
        bytes: impl Stream<Item = Result<Bytes, E>> + Send,
    ) -> Result<Verdict, ScanError> {
        let looked = async {
            let mut talk = self.connect().await?;
            // It stops listening where it has enough; then its answer says why.
            if let Err(error) = send(&mut talk, bytes).await? {
                let said = answer(&mut talk).await.unwrap_or_default();
                return Err(if said.is_empty() { ScanError::Io(error) } else { ScanError::Answer(said) });
            }
            verdict(&answer(&mut talk).await?)
        };
        timeout(LOOK, looked).await.unwrap_or(Err(ScanError::TooSlow))
    }

    async fn connect(&self) -> Result<Box<dyn Talk>, ScanError> {
        let connected = async {
            Ok::<Box<dyn Talk>, std::io::Error>(match self {
                Scanner::Tcp(address) => Box::new(TcpStream::connect(address).await?),
                Scanner::Unix(path) => Box::new(UnixStream::connect(path).await?),
            })
        };
        Ok(timeout(CONNECT, connected).await.map_err(|_| ScanError::TooSlow)??)
    }
}

/// Sends the bytes, each part behind its length, and an end. The inner error is the daemon's.
async fn send<E: std::fmt::Display>(
    talk: &mut dyn Talk,
    bytes: impl Stream<Item = Result<Bytes, E>> + Send,
) -> Result<std::io::Result<()>, ScanError> {
    let mut bytes = std::pin::pin!(bytes);
    if let Err(error) = talk.write_all(b"zINSTREAM\0").await {
        return Ok(Err(error));
    }
    while let Some(part) = bytes.next().await {
        let part = part.map_err(|error| ScanError::File(error.to_string()))?;
        let length = u32::try_from(part.len()).map_err(|error| ScanError::File(error.to_string()))?;
        // No part at all is what an end looks like.
        if length == 0 {
            continue;
        }
        let sent = async {
            talk.write_all(&length.to_be_bytes()).await?;
            talk.write_all(&part).await
        };
        if let Err(error) = sent.await {
            return Ok(Err(error));
        }
    }
    Ok(talk.write_all(&[0; 4]).await)
}

async fn answer(talk: &mut dyn Talk) -> Result<String, ScanError> {
    let mut said = Vec::new();
    talk.take(ANSWER).read_to_end(&mut said).await?;
    let said = String::from_utf8_lossy(&said);
    Ok(said.trim_end_matches('\0').trim().to_owned())
}

/// `stream: OK`, `stream: NAME FOUND`, or why there is none.
fn verdict(said: &str) -> Result<Verdict, ScanError> {
    let of_stream = said.strip_prefix("stream: ").unwrap_or(said);
    match (of_stream, of_stream.strip_suffix(" FOUND")) {
        ("OK", _) => Ok(Verdict::Clean),
        (_, Some(name)) => Ok(Verdict::Found(name.to_owned())),
        _ => Err(ScanError::Answer(said.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_of_two_kinds() {
        let tcp = Scanner::from_url("tcp://127.0.0.1:3310").expect("an address");
        assert_eq!(tcp, Scanner::Tcp("127.0.0.1:3310".into()));
        let unix = Scanner::from_url("unix:/run/clamav/clamd.ctl").expect("an address");
        assert_eq!(unix, Scanner::Unix("/run/clamav/clamd.ctl".into()));
        for wrong in ["", "clamd", "tcp://host", "tcp://host:port", "unix:clamd.ctl", "http://host:3310"] {
            assert!(Scanner::from_url(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn nothing_but_its_own_word_makes_a_file_clean() {
        assert!(matches!(verdict("stream: OK"), Ok(Verdict::Clean)));
        assert!(
            matches!(verdict("stream: Eicar.Test FOUND"), Ok(Verdict::Found(name)) if name == "Eicar.Test")
        );
        for other in [
            "",
            "OK?",
            "stream: ",
            "stream: INSTREAM: Can't write ERROR",
            "INSTREAM size limit exceeded. ERROR",
        ] {
            assert!(matches!(verdict(other), Err(ScanError::Answer(_))), "{other}");
        }
    }
}
