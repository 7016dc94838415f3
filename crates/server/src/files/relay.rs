//! Hands the body of an upload from the task of its connection, which ends at once when the caller is gone, to
//! the task that keeps the file, which ends what it began.
//!
//! What is read is copied into a few buffers that are used again and again. So the memory that the connection
//! reads into is free for its next read, and an upload holds no more than these, however large the file.

use bytes::{Bytes, BytesMut};
use futures_util::{Stream, StreamExt};
use std::collections::VecDeque;
use std::time::Duration;
use tokio::sync::mpsc::{self, Receiver, Sender};
use tokio::time::{Instant, timeout_at};

/// Bytes of one buffer.
const GATHERED: usize = 128 * 1024;
/// Full buffers that wait for the other task.
const WAITING: usize = 1;
/// Buffers handed on before the oldest is asked for again. Fewer are in use by then: those that wait, one with the
/// other task, one that waits for whoever writes it down, and one that is written.
const BUFFERS: usize = WAITING + 4;

/// How long a sender is waited for.
#[derive(Clone, Copy, Debug)]
struct Patience {
    /// Without a word of them.
    silence: Duration,
    /// In all.
    all: Duration,
}

/// In all as long as the largest file takes over a slow line (12 kB/s).
const PATIENCE: Patience = Patience { silence: Duration::from_secs(20), all: Duration::from_secs(15 * 60) };

/// The body did not come whole: its sender went away, failed or kept us waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken;

/// Where a body goes in, and where it comes out.
pub fn relay() -> (Inlet, Outlet) {
    let (to, from) = mpsc::channel(WAITING);
    let filling = BytesMut::with_capacity(GATHERED);
    (Inlet { to, filling, used: VecDeque::with_capacity(BUFFERS), patience: PATIENCE }, Outlet(from))
}

enum Piece {
    More(Bytes),
    /// Without it, the body broke off.
    End,
}

/// What the task of the connection holds.
#[derive(Debug)]
pub struct Inlet {
    to: Sender<Piece>,
    filling: BytesMut,
    /// Handed on, the oldest first; free again once nobody else holds them.
    used: VecDeque<Bytes>,
    patience: Patience,
}

impl Inlet {
    /// Pours a body in until it ends, breaks off, or nobody wants more of it.
    pub async fn pour<E>(mut self, mut body: impl Stream<Item = Result<Bytes, E>> + Unpin) {
        let ends = Instant::now() + self.patience.all;
        loop {
            let by = ends.min(Instant::now() + self.patience.silence);
            let came = tokio::select! {
                came = timeout_at(by, body.next()) => came,
                () = self.to.closed() => return,
            };
            match came {
                Ok(Some(Ok(bytes))) => {
                    if !self.put(&bytes).await {
                        return;
                    }
                }
                Ok(Some(Err(_))) | Err(_) => return,
                Ok(None) => break,
            }
        }
        if self.hand_on().await {
            // Who is gone by now needs no end.
            let _ = self.to.send(Piece::End).await;
        }
    }

    /// Whether somebody wants more.
    async fn put(&mut self, mut bytes: &[u8]) -> bool {
        while !bytes.is_empty() {
            let (now, later) = bytes.split_at(bytes.len().min(GATHERED - self.filling.len()));
            self.filling.extend_from_slice(now);
            bytes = later;
            if self.filling.len() == GATHERED && !self.hand_on().await {
                return false;
            }
        }
        true
    }

    /// Hands on what was gathered and takes another buffer.
    async fn hand_on(&mut self) -> bool {
        if self.filling.is_empty() {
            return true;
        }
        let full = std::mem::take(&mut self.filling).freeze();
        self.used.push_back(full.clone());
        if self.to.send(Piece::More(full)).await.is_err() {
            return false;
        }
        self.filling = self.buffer();
        true
    }

    fn buffer(&mut self) -> BytesMut {
        let oldest = if self.used.len() < BUFFERS { None } else { self.used.pop_front() };
        // One that somebody still holds is theirs to drop.
        match oldest.map(Bytes::try_into_mut) {
            Some(Ok(mut buffer)) => {
                buffer.clear();
                buffer
            }
            Some(Err(_)) | None => BytesMut::with_capacity(GATHERED),
        }
    }
}

/// What the task that keeps the file holds.
#[derive(Debug)]
pub struct Outlet(Receiver<Piece>);

impl Outlet {
    /// The next bytes; none at the end.
    pub async fn next(&mut self) -> Result<Option<Bytes>, Broken> {
        match self.0.recv().await {
            Some(Piece::More(bytes)) => Ok(Some(bytes)),
            Some(Piece::End) => Ok(None),
            None => Err(Broken),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::stream;
    use std::collections::BTreeSet;
    use std::convert::Infallible;

    fn patient(silence: u64, all: u64) -> (Inlet, Outlet) {
        let (inlet, outlet) = relay();
        let patience = Patience { silence: Duration::from_millis(silence), all: Duration::from_millis(all) };
        (Inlet { patience, ..inlet }, outlet)
    }

    fn said(text: &'static [u8]) -> Result<Bytes, std::io::Error> {
        Ok(Bytes::from_static(text))
    }

    async fn whole(mut outlet: Outlet) -> Result<Vec<u8>, Broken> {
        let mut all = Vec::new();
        while let Some(bytes) = outlet.next().await? {
            all.extend_from_slice(&bytes);
        }
        Ok(all)
    }

    #[tokio::test]
    async fn a_body_comes_out_as_it_went_in() {
        let (inlet, outlet) = relay();
        let body: Vec<u8> = (0..3 * GATHERED + 17).map(|at| (at % 251) as u8).collect();
        let parts: Vec<_> = body.chunks(60_001).map(|part| said(part.to_vec().leak())).collect();
        let ((), out) = tokio::join!(inlet.pour(stream::iter(parts)), whole(outlet));
        assert_eq!(out, Ok(body));
        let (inlet, outlet) = relay();
        let ((), out) = tokio::join!(inlet.pour(stream::iter([said(b"")])), whole(outlet));
        assert_eq!(out, Ok(Vec::new()), "an empty one ends as well");
    }

    #[tokio::test]
    async fn a_large_body_needs_no_more_memory_than_its_few_buffers() {
        let (inlet, mut outlet) = relay();
        let part = Bytes::from(vec![7; GATHERED]);
        let parts = stream::iter((0..100).map(|_| Ok::<_, Infallible>(part.clone())));
        let taking = async {
            let mut places = BTreeSet::new();
            while let Ok(Some(bytes)) = outlet.next().await {
                places.insert(bytes.as_ptr() as usize);
            }
            places
        };
        let ((), places) = tokio::join!(inlet.pour(parts), taking);
        assert!((2..=BUFFERS + 1).contains(&places.len()), "{}", places.len());
    }

    #[tokio::test]
    async fn what_broke_off_has_no_end() {
        let failing = stream::iter([said(b"a,b"), Err(std::io::ErrorKind::ConnectionReset.into())]);
        let (inlet, outlet) = relay();
        let ((), out) = tokio::join!(inlet.pour(failing), whole(outlet));
        assert_eq!(out, Err(Broken));
        // The task of the connection is gone in the middle of it.
        let (inlet, outlet) = relay();
        let begun = Box::pin(stream::iter([said(b"a,b")]).chain(stream::pending()));
        let pouring = tokio::spawn(inlet.pour(begun));
        pouring.abort();
        assert_eq!(whole(outlet).await, Err(Broken));
    }

    #[tokio::test]
    async fn who_wants_no_more_does_not_wait_for_the_sender() {
        let (inlet, outlet) = relay();
        let silent = Box::pin(stream::iter([said(b"a,b")]).chain(stream::pending()));
        let pouring = tokio::spawn(inlet.pour(silent));
        drop(outlet);
        pouring.await.expect("it ends by itself");
    }

    #[tokio::test]
    async fn a_sender_who_falls_silent_is_not_waited_for_long() {
        let (inlet, outlet) = patient(50, 3_600_000);
        let silent = Box::pin(stream::iter([said(b"a,b")]).chain(stream::pending()));
        let ((), out) = tokio::join!(inlet.pour(silent), whole(outlet));
        assert_eq!(out, Err(Broken));
    }

    #[tokio::test]
    async fn a_sender_who_drips_keeps_no_place_for_ever() {
        let (inlet, outlet) = patient(3_600_000, 50);
        // Each of them comes in time, and never the last.
        let drips = Box::pin(stream::unfold((), |()| async {
            tokio::time::sleep(Duration::from_millis(1)).await;
            Some((said(b"a"), ()))
        }));
        let ((), out) = tokio::join!(inlet.pour(drips), whole(outlet));
        assert_eq!(out, Err(Broken));
    }
}
