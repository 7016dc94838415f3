//! WebSockets as cheaply as they can be spoken: frames by hand on plain TCP (RFC 6455), masked with zeros.

use anyhow::{Context, ensure};
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};

const TEXT: u8 = 1;
const CLOSE: u8 = 8;

/// An open socket.
pub struct Socket {
    pub read: SocketReader,
    pub write: OwnedWriteHalf,
}

/// The end that frames come out of.
pub struct SocketReader {
    stream: OwnedReadHalf,
    buffer: Vec<u8>,
    filled: usize,
}

impl Socket {
    /// Opens a socket as a page of the site would.
    pub async fn open(address: SocketAddr, path: &str, token: &str) -> anyhow::Result<Socket> {
        let mut stream =
            TcpStream::connect(address).await.with_context(|| format!("connecting to {address}"))?;
        stream.set_nodelay(true)?;
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nCookie: parlance={token}\r\n\
             Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).await?;
        let (mut answer, mut filled) = (vec![0; 4096], 0);
        while !answer[..filled].ends_with(b"\r\n\r\n") {
            ensure!(filled < answer.len(), "the socket's answer has no end");
            // Nothing follows it unasked.
            let count = stream.read(&mut answer[filled..]).await?;
            ensure!(count > 0, "the server closed instead of opening a socket");
            filled += count;
        }
        let said = String::from_utf8_lossy(&answer[..filled]);
        ensure!(said.starts_with("HTTP/1.1 101"), "no socket was opened: {said}");
        let (read, write) = stream.into_split();
        let buffer = Vec::new();
        Ok(Socket { read: SocketReader { stream: read, buffer, filled: 0 }, write })
    }

    /// Opens the product's socket and reads what a tab is told first.
    pub async fn resumed(address: SocketAddr, token: &str) -> anyhow::Result<Socket> {
        let mut socket = Socket::open(address, "/api/v1/socket", token).await?;
        let mut frame = Vec::new();
        masked(br#"{"type":"resume","epoch":null,"conversations":[]}"#, &mut frame);
        socket.write.write_all(&frame).await?;
        let mut inbox = false;
        while !inbox {
            socket.read.frames(|text| inbox |= text.starts_with(br#"{"type":"inbox""#)).await?;
        }
        Ok(socket)
    }
}

/// Appends a text frame from a client.
pub fn masked(text: &[u8], out: &mut Vec<u8>) {
    out.push(0x80 | TEXT);
    match text.len() {
        short @ 0..126 => out.push(0x80 | short as u8),
        long => {
            out.push(0x80 | 126);
            out.extend_from_slice(&(long as u16).to_be_bytes());
        }
    }
    out.extend_from_slice(&[0; 4]);
    out.extend_from_slice(text);
}

impl SocketReader {
    /// Waits for at least one text frame and shows all that have arrived; says how many.
    pub async fn frames(&mut self, mut show: impl FnMut(&[u8])) -> anyhow::Result<usize> {
        loop {
            if self.buffer.len() < self.filled + 1024 {
                self.buffer.resize((self.buffer.len() * 2).max(4096), 0);
            }
            let count = self.stream.read(&mut self.buffer[self.filled..]).await?;
            ensure!(count > 0, "the server closed a socket");
            self.filled += count;
            let (mut at, mut texts) = (0, 0);
            while let Some((kind, from, to)) = frame(&self.buffer[at..self.filled]) {
                ensure!(kind != CLOSE, "the server said goodbye on a socket");
                if kind == TEXT {
                    show(&self.buffer[at + from..at + to]);
                    texts += 1;
                }
                at += to;
            }
            self.buffer.copy_within(at..self.filled, 0);
            self.filled -= at;
            if texts > 0 {
                return Ok(texts);
            }
        }
    }

    /// Gives back what an idle tab needs no more.
    pub fn shrink(&mut self) {
        self.buffer.truncate(self.filled);
        self.buffer.shrink_to_fit();
    }
}

/// The kind of the first frame and where its content lies, once it has arrived whole.
fn frame(bytes: &[u8]) -> Option<(u8, usize, usize)> {
    let (kind, short) = (bytes.first()? & 0x0f, usize::from(bytes.get(1)? & 0x7f));
    let (from, length) = match short {
        126 => (4, usize::from(u16::from_be_bytes(bytes.get(2..4)?.try_into().ok()?))),
        127 => (10, usize::try_from(u64::from_be_bytes(bytes.get(2..10)?.try_into().ok()?)).ok()?),
        short => (2, short),
    };
    (bytes.len() >= from + length).then_some((kind, from, from + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_seen_when_it_is_whole() {
        assert_eq!(frame(&[0x81, 2, b'h', b'i', 0x81]), Some((TEXT, 2, 4)));
        assert_eq!(frame(&[0x81, 2, b'h']), None);
        let mut long = vec![0x81, 126, 1, 0];
        long.resize(4 + 256, b'x');
        assert_eq!(frame(&long), Some((TEXT, 4, 260)));
    }
}
