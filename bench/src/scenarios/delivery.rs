//! From one person to the other: how long after the acknowledgement a frame arrives, and how many frames a
//! second the product's hub and sockets deliver, against a raw WebSocket hub with the same pairs.
//!
//! The rate is measured twice: with the commits taken away (see [`super::hub`]), which is what the raw hub
//! can be compared with, and through HTTP with every message on disk, which is told beside it.

use super::{Filled, Stage};
use crate::figures::{Latencies, Run, Runs};
use crate::load::http::Connection;
use crate::load::sockets::{Socket, SocketReader, masked};
use crate::load::{self, Actor};
use crate::processes::Process;
use crate::report::{Must, Row};
use crate::town::{ENTRIES_MIN, Random, Town};
use anyhow::Context;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

const PAIRS: usize = 500;
/// A raw frame is as long as a message of ours.
const RAW_FRAME: usize = 200;
/// A thousand people send what ten thousand would: their rates are kept at this, and still counted.
const RATES: [(&str, &str); 2] =
    [("PARLANCE_SENDS_PER_MINUTE", "1000000"), ("PARLANCE_SENDS_BURST", "1000000")];

#[derive(Default)]
struct Found {
    raw: Runs,
    hub: Runs,
    whole: Runs,
    raw_half: Runs,
    half: Runs,
    deliveries: Runs,
}

pub fn run(stage: &mut Stage) -> anyhow::Result<()> {
    let pairs = stage.filled(PAIRS, ENTRIES_MIN)?;
    let mut found = Found::default();
    for _ in 0..stage.rounds {
        let doors = Process::part(&["reference", "doors"])?;
        let mut actors = stage.load.block_on(raw_pairs(doors.address()))?;
        found.raw.push(stage.load.block_on(load::closed(&mut actors, stage.seconds(2.0)))?);
        let half = found.raw.rate() / 2.0;
        found.raw_half.push(stage.load.block_on(load::open(&mut actors, half, stage.seconds(2.0)))?);
        leave(stage, actors, doors);
        let folder = pairs.folder.to_string_lossy().into_owned();
        let hub = Process::part(&["hub", &folder, &PAIRS.to_string()])?;
        let mut actors = stage.load.block_on(told_pairs(&hub, &pairs.town))?;
        found.hub.push(stage.load.block_on(load::closed(&mut actors, stage.seconds(2.0)))?);
        leave(stage, actors, hub);
        sent(stage, &pairs, &mut found)?;
    }
    tell(stage, &found);
    rows(stage, &found);
    Ok(())
}

/// Through HTTP: as fast as it goes, then at half that.
fn sent(stage: &Stage, pairs: &Filled, found: &mut Found) -> anyhow::Result<()> {
    let copy = stage.copy(pairs, "sent")?;
    let parlance = Process::parlance(&copy.folder, &RATES)?;
    let mut actors = stage.load.block_on(sending_pairs(parlance.address(), &copy.town))?;
    found.whole.push(stage.load.block_on(load::closed(&mut actors, stage.seconds(2.0)))?);
    actors.iter_mut().for_each(|actor| actor.deliveries = Latencies::default());
    let half = found.whole.rate() / 2.0;
    let run = stage.load.block_on(load::open(&mut actors, half, stage.seconds(2.0)))?;
    let mut deliveries = Latencies::default();
    actors.iter_mut().for_each(|actor| deliveries.extend(std::mem::take(&mut actor.deliveries)));
    found.deliveries.push(Run::new(deliveries, stage.seconds(2.0), run.refused, run.generator_cores));
    found.half.push(run);
    leave(stage, actors, parlance);
    Ok(())
}

/// Sockets are dropped within the runtime that drives them, before their server.
fn leave<A>(stage: &Stage, actors: Vec<A>, server: Process) {
    let _within = stage.load.enter();
    drop(actors);
    drop(server);
}

/// A raw pair: the frame goes in at one socket and out at the other.
struct RawPair {
    from: Socket,
    to: Socket,
    number: usize,
    frame: Vec<u8>,
}

async fn raw_pairs(address: SocketAddr) -> anyhow::Result<Vec<RawPair>> {
    let mut pairs = Vec::with_capacity(PAIRS);
    for pair in 0..PAIRS {
        let open = async |number: usize| Socket::open(address, &format!("/socket/{number}"), "").await;
        let (from, to) = (open(2 * pair).await?, open(2 * pair + 1).await?);
        pairs.push(RawPair { from, to, number: 2 * pair + 1, frame: Vec::new() });
    }
    Ok(pairs)
}

impl Actor for RawPair {
    async fn act(&mut self) -> anyhow::Result<bool> {
        let mut text = String::with_capacity(RAW_FRAME);
        write!(text, "{:08x}{:m<192}", self.number, "")?;
        self.frame.clear();
        masked(text.as_bytes(), &mut self.frame);
        self.from.write.write_all(&self.frame).await?;
        self.to.read.frames(|_| {}).await?;
        Ok(true)
    }
}

/// A pair of the product's hub: an entry is told of, and the freelancer's socket gets the frame.
struct ToldPair {
    tell: TcpStream,
    to: Socket,
    number: u32,
}

async fn told_pairs(hub: &Process, town: &Arc<Town>) -> anyhow::Result<Vec<ToldPair>> {
    let tells = hub.addresses.get(1).context("the hub says where it is told")?;
    let mut pairs = Vec::with_capacity(PAIRS);
    for (pair, number) in town.pairs.iter().zip(0..) {
        let tell = TcpStream::connect(tells).await?;
        tell.set_nodelay(true)?;
        pairs.push(ToldPair {
            tell,
            to: Socket::resumed(hub.address(), &pair.people[1].token).await?,
            number,
        });
    }
    Ok(pairs)
}

impl Actor for ToldPair {
    async fn act(&mut self) -> anyhow::Result<bool> {
        self.tell.write_all(&self.number.to_be_bytes()).await?;
        self.to.read.frames(|_| {}).await?;
        Ok(true)
    }
}

/// A pair of the product: the client sends over HTTP, the freelancer's socket gets the frame.
struct SendingPair {
    connection: Connection,
    to: Socket,
    path: String,
    token: String,
    random: Random,
    /// From the acknowledgement to the frame; a frame that comes first counts as no time.
    deliveries: Latencies,
}

async fn sending_pairs(address: SocketAddr, town: &Arc<Town>) -> anyhow::Result<Vec<SendingPair>> {
    let mut pairs = Vec::with_capacity(PAIRS);
    for (pair, number) in town.pairs.iter().zip(1..) {
        pairs.push(SendingPair {
            connection: Connection::open(address).await?,
            to: Socket::resumed(address, &pair.people[1].token).await?,
            path: format!("/api/v1/conversations/{}/messages", pair.conversation),
            token: pair.people[0].token.clone(),
            random: Random::new(number << 40),
            deliveries: Latencies::default(),
        });
    }
    Ok(pairs)
}

impl Actor for SendingPair {
    async fn act(&mut self) -> anyhow::Result<bool> {
        let posting = async {
            let seq = self.connection.post(&self.path, &self.token, &mut self.random).await?;
            anyhow::Ok(seq.map(|_| Instant::now()))
        };
        let arriving = arrived(&mut self.to.read);
        tokio::pin!(posting, arriving);
        let (mut acknowledged, mut frame) = (None, None);
        while acknowledged.is_none() || frame.is_none() {
            tokio::select! {
                done = &mut posting, if acknowledged.is_none() => match done? {
                    Some(at) => acknowledged = Some(at),
                    None => return Ok(false),
                },
                at = &mut arriving, if frame.is_none() => frame = Some(at?),
            }
        }
        if let (Some(acknowledged), Some(frame)) = (acknowledged, frame) {
            self.deliveries.push(frame.saturating_duration_since(acknowledged));
        }
        Ok(true)
    }
}

async fn arrived(reader: &mut SocketReader) -> anyhow::Result<Instant> {
    reader.frames(|_| {}).await?;
    Ok(Instant::now())
}

fn tell(stage: &mut Stage, found: &Found) {
    let lines = [
        ("W  raw hub, 500 pairs", &found.raw),
        ("W  at half its peak", &found.raw_half),
        ("   the hub told of entries, 500 pairs", &found.hub),
        ("   sent over HTTP and delivered, 500 pairs", &found.whole),
        ("   the same at half its peak", &found.half),
        ("   acknowledged to delivered, at half", &found.deliveries),
    ];
    for (what, runs) in lines {
        stage.report.tell(what, runs);
    }
}

fn rows(stage: &mut Stage, found: &Found) {
    let (ours, raw) = (found.deliveries.p50(), found.raw_half.p50());
    let detail = format!(
        "{ours:.0} µs after the acknowledgement ÷ W {raw:.0} µs, at half load ({:.0}/s)",
        found.half.rate()
    );
    stage.add(
        Row::new("deliver_half_p50", ours / raw, Must::AtMost(2.0), Some(1.3), detail)
            .of(&found.deliveries.each(|run| run.p50), &found.raw_half.each(|run| run.p50)),
    );
    let detail = format!(
        "{:.0} ÷ W {:.0} frames/s; with every message sent over HTTP and on disk {:.0}/s; the generator used {:.2} cores",
        found.hub.rate(),
        found.raw.rate(),
        found.whole.rate(),
        found.hub.generator_cores()
    );
    stage.add(
        Row::new("deliver_rate", found.hub.rate() / found.raw.rate(), Must::AtLeast(0.5), Some(0.7), detail)
            .of(&found.hub.rates(), &found.raw.rates()),
    );
}
