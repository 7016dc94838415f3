//! HTTP as cheaply as it can be spoken: requests written by hand on one kept connection each, answers
//! measured by their length.

use super::Actor;
use crate::town::{Random, Town};
use anyhow::{Context, bail, ensure};
use std::io::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use uuid::Uuid;

/// One kept connection.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
    request: Vec<u8>,
}

/// Whom a send is posted to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// The product, which stores it.
    Parlance,
    /// The reference, which answers it.
    Echo,
}

impl Connection {
    pub async fn open(address: SocketAddr) -> anyhow::Result<Connection> {
        let stream = TcpStream::connect(address).await.with_context(|| format!("connecting to {address}"))?;
        stream.set_nodelay(true)?;
        Ok(Connection { stream, buffer: vec![0; 32 << 10], request: Vec::with_capacity(1024) })
    }

    /// Sends what was written to `request` and reads one answer: its status and its body.
    async fn exchange(&mut self) -> anyhow::Result<(u16, &[u8])> {
        self.stream.write_all(&self.request).await?;
        let (mut filled, mut whole) = (0, None);
        loop {
            let count = self.stream.read(&mut self.buffer[filled..]).await?;
            ensure!(count > 0, "the server closed the connection");
            filled += count;
            if whole.is_none() {
                whole = head(&self.buffer[..filled])?;
            }
            let Some((status, body, length)) = whole else { continue };
            if filled >= body + length {
                return Ok((status, &self.buffer[body..body + length]));
            }
            if self.buffer.len() < body + length {
                self.buffer.resize(body + length, 0);
            }
        }
    }

    pub async fn get(&mut self, path: &str, token: &str) -> anyhow::Result<(u16, &[u8])> {
        self.request.clear();
        write!(self.request, "GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: parlance={token}\r\n\r\n")?;
        self.exchange().await
    }

    /// Posts a message; the entry's number if it was made, `None` if it was refused.
    pub async fn post(
        &mut self,
        path: &str,
        token: &str,
        random: &mut Random,
    ) -> anyhow::Result<Option<i64>> {
        let (key, text) = (random.id(), random.text());
        self.request.clear();
        write!(
            self.request,
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nCookie: parlance={token}\r\nIdempotency-Key: {key}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{{\"text\":\"{text}\"}}",
            text.len() + 11
        )?;
        match self.exchange().await? {
            (200 | 201, body) => number(body, b"\"seq\":").map(Some).context("an entry without a number"),
            (429 | 503, _) => Ok(None),
            (status, body) => bail!("{path}: {status} {}", String::from_utf8_lossy(body)),
        }
    }
}

impl Connection {
    /// Uploads a file to a conversation; its id.
    pub async fn upload(
        &mut self,
        path: &str,
        token: &str,
        key: Uuid,
        bytes: &[u8],
    ) -> anyhow::Result<String> {
        self.request.clear();
        write!(
            self.request,
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nCookie: parlance={token}\r\nIdempotency-Key: {key}\r\n\
             Content-Type: application/octet-stream\r\nContent-Length: {}\r\n\r\n",
            bytes.len()
        )?;
        self.request.extend_from_slice(bytes);
        let (status, body) = self.exchange().await?;
        let text = String::from_utf8_lossy(body);
        ensure!(status == 201, "an upload was refused: {status} {text}");
        let id = text.split("\"id\":\"").nth(1).and_then(|rest| rest.split('"').next());
        Ok(id.context("a file without an id")?.to_owned())
    }

    /// Discards an upload.
    pub async fn discard(&mut self, id: &str, token: &str) -> anyhow::Result<()> {
        self.request.clear();
        write!(
            self.request,
            "DELETE /api/v1/attachments/{id} HTTP/1.1\r\nHost: localhost\r\nCookie: parlance={token}\r\n\r\n"
        )?;
        self.stream.write_all(&self.request).await?;
        let count = self.stream.read(&mut self.buffer).await?;
        ensure!(self.buffer[..count].starts_with(b"HTTP/1.1 204"), "an upload was not discarded");
        Ok(())
    }
}

/// Status, where the body begins and its length, once the head has arrived.
fn head(bytes: &[u8]) -> anyhow::Result<Option<(u16, usize, usize)>> {
    let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else { return Ok(None) };
    let text = std::str::from_utf8(&bytes[..end])?;
    let status =
        text.get(9..12).and_then(|status| status.parse().ok()).context("an answer without a status")?;
    let length = text.lines().find_map(|line| line.strip_prefix("content-length: "));
    let length = length.context("an answer without a length")?.parse()?;
    Ok(Some((status, end + 4, length)))
}

/// The number that follows `name`, in JSON of ours.
pub fn number(json: &[u8], name: &[u8]) -> Option<i64> {
    let at = json.windows(name.len()).position(|window| window == name)? + name.len();
    let digits = json[at..].iter().take_while(|byte| byte.is_ascii_digit());
    Some(digits.fold(0, |number, digit| number * 10 + i64::from(digit - b'0')))
}

/// Posts messages, each time as somebody else.
pub struct Poster {
    connection: Connection,
    town: Arc<Town>,
    random: Random,
    door: Door,
}

pub async fn posters(
    address: SocketAddr,
    door: Door,
    town: &Arc<Town>,
    count: usize,
) -> anyhow::Result<Vec<Poster>> {
    let mut posters = Vec::with_capacity(count);
    let seed = crate::town::now_us() as u64;
    for number in 1..=count as u64 {
        let (connection, random) = (Connection::open(address).await?, Random::new(seed ^ (number << 40)));
        posters.push(Poster { connection, town: town.clone(), random, door });
    }
    Ok(posters)
}

impl Actor for Poster {
    async fn act(&mut self) -> anyhow::Result<bool> {
        let (pair, person) = self.town.next();
        let path = match self.door {
            Door::Parlance => format!("/api/v1/conversations/{}/messages", pair.conversation),
            Door::Echo => "/echo".to_owned(),
        };
        Ok(self.connection.post(&path, &person.token, &mut self.random).await?.is_some())
    }
}

/// Reads one page after the other.
pub struct Reader {
    connection: Connection,
    /// None: the reference's greeting.
    town: Option<Arc<Town>>,
}

pub async fn readers(
    address: SocketAddr,
    town: Option<&Arc<Town>>,
    count: usize,
) -> anyhow::Result<Vec<Reader>> {
    let mut readers = Vec::with_capacity(count);
    for _ in 0..count {
        readers.push(Reader { connection: Connection::open(address).await?, town: town.cloned() });
    }
    Ok(readers)
}

impl Actor for Reader {
    async fn act(&mut self) -> anyhow::Result<bool> {
        let (status, body) = match &self.town {
            None => self.connection.get("/", &"0".repeat(64)).await?,
            Some(town) => {
                let (pair, person) = town.next();
                let path = format!("/api/v1/conversations/{}/entries?limit=50", pair.conversation);
                self.connection.get(&path, &person.token).await?
            }
        };
        ensure!(status == 200, "a page was refused: {status} {}", String::from_utf8_lossy(body));
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_once_it_is_whole() {
        let answer = b"HTTP/1.1 201 Created\r\ncontent-length: 2\r\n\r\n{}";
        assert_eq!(head(answer).ok().flatten(), Some((201, answer.len() - 2, 2)));
        assert_eq!(head(&answer[..30]).ok().flatten(), None);
        assert_eq!(number(br#"{"a":1,"seq":42}"#, b"\"seq\":"), Some(42));
    }
}
