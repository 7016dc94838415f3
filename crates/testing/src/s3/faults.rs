//! What an object store may do to those who rely on it: refuse, do what was asked and say that it failed,
//! keep silent, break off in the middle. Which request meets what follows from its number alone.

use super::BUCKET;
use bytes::Bytes;
use futures_util::stream;
use http_body_util::{BodyExt, StreamBody};
use hyper::body::{Frame, Incoming};
use hyper::{Request, Response, StatusCode};
use s3s::service::S3Service;
use s3s::{Body, HttpError};
use std::io::ErrorKind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// How many of a hundred requests are treated badly, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// Answered with 503, and not done.
    pub refused: u8,
    /// Done, and answered with 500 all the same.
    pub denied: u8,
    /// Done after `stall`.
    pub stalled: u8,
    pub stall: Duration,
    /// Broken off: the answer, or the request where there is more of that.
    pub cut: u8,
}

impl Faults {
    /// Nothing is done any more.
    pub const DOWN: Faults = Faults { refused: 100, denied: 0, stalled: 0, stall: Duration::ZERO, cut: 0 };
}

/// The store, and how it misbehaves at the moment.
pub(super) struct Misbehaving {
    service: S3Service,
    faults: Mutex<Faults>,
    asked: AtomicUsize,
    misbehaved: AtomicUsize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fault {
    None,
    Refused,
    Denied,
    Stalled(Duration),
    Cut,
}

impl Misbehaving {
    pub fn new(service: S3Service) -> Misbehaving {
        let faults = Mutex::new(Faults::default());
        Misbehaving { service, faults, asked: AtomicUsize::new(0), misbehaved: AtomicUsize::new(0) }
    }

    pub fn set(&self, faults: Faults) {
        *self.faults.lock().unwrap_or_else(PoisonError::into_inner) = faults;
        self.misbehaved.store(0, Ordering::Relaxed);
    }

    pub fn count(&self) -> usize {
        self.misbehaved.load(Ordering::Relaxed)
    }

    fn next(&self) -> Fault {
        let faults = *self.faults.lock().unwrap_or_else(PoisonError::into_inner);
        // Scattered, so that a request and its repetitions do not meet the same again and again.
        let number = self.asked.fetch_add(1, Ordering::Relaxed).wrapping_mul(37) % 100;
        let mut below = 0;
        for (share, fault) in [
            (faults.refused, Fault::Refused),
            (faults.denied, Fault::Denied),
            (faults.stalled, Fault::Stalled(faults.stall)),
            (faults.cut, Fault::Cut),
        ] {
            below += usize::from(share);
            if number < below {
                self.misbehaved.fetch_add(1, Ordering::Relaxed);
                return fault;
            }
        }
        Fault::None
    }

    pub async fn answer(&self, request: Request<Incoming>) -> Result<Response<Body>, HttpError> {
        // Ours would make a bucket that is not there.
        if request.uri().path().split('/').nth(1) != Some(BUCKET) {
            return Ok(refusal(StatusCode::NOT_FOUND, "NoSuchBucket"));
        }
        let fault = self.next();
        match fault {
            Fault::Refused => {
                // Whoever is still writing when the answer comes may not read it.
                let _ = request.into_body().collect().await;
                return Ok(refusal(StatusCode::SERVICE_UNAVAILABLE, "SlowDown"));
            }
            Fault::Stalled(stall) => tokio::time::sleep(stall).await,
            Fault::Cut if request.headers().get("content-length").is_some_and(|length| length != "0") => {
                // Some of it was read, and then the connection is gone.
                let _ = request.into_body().frame().await;
                return Err(HttpError::new(Box::new(std::io::Error::from(ErrorKind::ConnectionReset))));
            }
            _ => {}
        }
        let answer = self.service.call(request.map(Body::from)).await?;
        match fault {
            Fault::Denied => Ok(refusal(StatusCode::INTERNAL_SERVER_ERROR, "InternalError")),
            Fault::Cut => Ok(half(answer).await),
            _ => Ok(answer),
        }
    }
}

fn refusal(status: StatusCode, code: &str) -> Response<Body> {
    let text = format!(
        "<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>A test wants it so.</Message></Error>"
    );
    let mut answer = Response::new(Body::from(text));
    *answer.status_mut() = status;
    answer
}

/// The head as it is, and half of what it promises.
async fn half(answer: Response<Body>) -> Response<Body> {
    let (mut head, body) = answer.into_parts();
    let whole = body.collect().await.map(|whole| whole.to_bytes()).unwrap_or_default();
    head.headers.insert("content-length", whole.len().max(2).into());
    let first: Result<Frame<Bytes>, std::io::Error> = Ok(Frame::data(whole.slice(..whole.len() / 2)));
    let parts = stream::iter([first, Err(ErrorKind::ConnectionReset.into())]);
    Response::from_parts(head, Body::http_body(StreamBody::new(parts)))
}
