//! Load: the same act done again and again, by several at once, either as fast as answers come back
//! (closed) or at a set rate (open).
//!
//! The generator shares the machine with what it measures, so it must stay cheap, and says what it used.

pub mod commands;
pub mod http;
pub mod sockets;

use crate::figures::{Latencies, Run};
use crate::machine::OwnCores;
use std::future::Future;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// Somebody who does one act after the other.
pub trait Actor: Send + 'static {
    /// Does it and waits for the answer; `false` if it was refused.
    fn act(&mut self) -> impl Future<Output = anyhow::Result<bool>> + Send;
}

#[derive(Default)]
struct Tally {
    latencies: Latencies,
    refused: u64,
}

impl Tally {
    fn note(&mut self, done: bool, took: Duration) {
        if done {
            self.latencies.push(took);
        } else {
            self.refused += 1;
        }
    }
}

/// How fast to act.
#[derive(Clone, Copy, Debug)]
enum Pace {
    /// As fast as the answers come.
    Closed,
    /// Each once in this time.
    Every(Duration),
}

/// Everybody acts as fast as the answers come.
pub async fn closed<A: Actor>(actors: &mut Vec<A>, lasting: Duration) -> anyhow::Result<Run> {
    all(actors, Pace::Closed, lasting).await
}

/// Together they act `rate` times a second, evenly spread. A latency counts from the moment the act was
/// due if the one before was still being waited for, so that a stall is felt by all that it delays; the
/// timer's own lateness does not count.
pub async fn open<A: Actor>(actors: &mut Vec<A>, rate: f64, lasting: Duration) -> anyhow::Result<Run> {
    let gap = Duration::from_secs_f64(actors.len() as f64 / rate);
    all(actors, Pace::Every(gap), lasting).await
}

async fn all<A: Actor>(actors: &mut Vec<A>, pace: Pace, lasting: Duration) -> anyhow::Result<Run> {
    let (cores, began, count) = (OwnCores::from_now(), Instant::now(), actors.len());
    let mut running = JoinSet::new();
    for (number, mut actor) in actors.drain(..).enumerate() {
        running.spawn(async move {
            let first = match pace {
                Pace::Closed => began,
                Pace::Every(gap) => began + gap.mul_f64(number as f64 / count as f64),
            };
            let done = one(&mut actor, pace, first, began + lasting).await;
            (number, actor, done)
        });
    }
    let (mut back, mut together) = (Vec::with_capacity(count), Tally::default());
    while let Some(joined) = running.join_next().await {
        let (number, actor, tally) = joined?;
        let tally = tally?;
        together.latencies.extend(tally.latencies);
        together.refused += tally.refused;
        back.push((number, actor));
    }
    let (used, lasted) = (cores.used(), began.elapsed());
    back.sort_by_key(|(number, _)| *number);
    actors.extend(back.into_iter().map(|(_, actor)| actor));
    Ok(Run::new(together.latencies, lasted, together.refused, used))
}

async fn one<A: Actor>(actor: &mut A, pace: Pace, first: Instant, end: Instant) -> anyhow::Result<Tally> {
    let (mut tally, mut due) = (Tally::default(), first);
    loop {
        let now = Instant::now();
        let mut from = match pace {
            Pace::Closed => now,
            Pace::Every(_) => due,
        };
        if from >= end || now >= end {
            return Ok(tally);
        }
        if now < from {
            tokio::time::sleep_until(from.into()).await;
            from = Instant::now();
        }
        let done = actor.act().await?;
        tally.note(done, from.elapsed());
        if let Pace::Every(gap) = pace {
            due += gap;
        }
    }
}
