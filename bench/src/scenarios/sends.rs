//! Sends: the product's command within the process and over HTTP, against the disk, the raw transaction,
//! the raw group commit and the bare door. One file engine, every commit waited for.

use super::{Filled, MANY, Stage};
use crate::figures::{Run, Runs, harm};
use crate::load::commands::{commands, open, raw_commands};
use crate::load::http::{Door, posters};
use crate::load::{self, Actor};
use crate::processes::Process;
use crate::refs;
use crate::report::{Must, Row};
use anyhow::anyhow;
use parlance_store::StoreConfig;
use std::net::SocketAddr;
use std::time::Duration;

/// 10,000 accounts.
pub const CONVERSATIONS: usize = 5_000;
pub const ENTRIES: usize = 20;
/// Turns that those take in each round who are measured one send at a time.
const TURNS: usize = 4;

#[derive(Default)]
struct Found {
    disk: Runs,
    single: Runs,
    group: Runs,
    one: Runs,
    many: Runs,
    most: Runs,
    echo: Runs,
    echo_one: Runs,
    http: Runs,
    http_one: Runs,
    group_half: Runs,
    http_half: Runs,
}

pub fn run(stage: &mut Stage) -> anyhow::Result<()> {
    let base = stage.filled(CONVERSATIONS, ENTRIES)?;
    let served = stage.copy(&base, "served")?;
    let parlance = Process::parlance(&served.folder, &[])?;
    let doors = Process::part(&["reference", "doors"])?;
    let mut found = Found::default();
    for _ in 0..stage.rounds {
        alone(stage, &base, doors.address(), &mut found)?;
        within(stage, &base, &mut found)?;
        let (door, echo) = (parlance.address(), doors.address());
        found.echo.push(post(stage, &base, echo, Door::Echo, MANY, 2.0)?);
        found.http.push(post(stage, &base, door, Door::Parlance, MANY, 3.0)?);
    }
    let (group_half, http_half) = (found.group.rate() / 2.0, found.http.rate() / 2.0);
    for _ in 0..stage.rounds {
        let copy = stage.copy(&base, "copy")?;
        found.group_half.push(group(stage, &copy, Some(group_half), 3.0)?);
        let mut posters =
            stage.load.block_on(posters(parlance.address(), Door::Parlance, &base.town, MANY))?;
        found.http_half.push(stage.load.block_on(load::open(&mut posters, http_half, stage.seconds(3.0)))?);
    }
    tell(stage, &found);
    rows(stage, &found);
    Ok(())
}

/// One at a time: the raw transaction, the bare door, and both together in the product. The disk's speed doubles
/// and halves within seconds, so they take turns often. Both logs have begun anew before: while a log still grows,
/// the disk has to note its length with each commit, which is as slow again.
fn alone(stage: &Stage, base: &Filled, echo: SocketAddr, found: &mut Found) -> anyhow::Result<()> {
    let copy = stage.copy(base, "copy")?;
    let mut single = refs::file::Single::open(&copy.file())?;
    let served = stage.copy(base, "alone")?;
    let parlance = Process::parlance(&served.folder, &[])?;
    let mut echoes = stage.load.block_on(posters(echo, Door::Echo, &base.town, 1))?;
    let mut sends = stage.load.block_on(posters(parlance.address(), Door::Parlance, &base.town, 1))?;
    single.run(&copy.town, stage.seconds(1.5))?;
    paced(stage, &mut sends, None, stage.seconds(1.5))?;
    for _ in 0..TURNS {
        found.single.push(single.run(&copy.town, stage.seconds(0.4))?);
        found.echo_one.push(paced(stage, &mut echoes, None, stage.seconds(0.2))?);
        found.http_one.push(paced(stage, &mut sends, None, stage.seconds(0.4))?);
    }
    Ok(())
}

/// The disk, the raw loop and the product without its door.
fn within(stage: &Stage, base: &Filled, found: &mut Found) -> anyhow::Result<()> {
    found.disk.push(refs::disk::loops(stage.work(), stage.seconds(0.5))?);
    let copy = stage.copy(base, "copy")?;
    found.group.push(group(stage, &copy, None, 2.0)?);
    let copy = stage.copy(base, "copy")?;
    found.many.push(command(stage, &copy, MANY, 2.0)?);
    found.one.push(command(stage, &copy, 1, 1.0)?);
    found.most.push(command(stage, &copy, 256, 1.5)?);
    Ok(())
}

/// G over one file, as fast as it goes or at a rate.
pub fn group(stage: &Stage, filled: &Filled, rate: Option<f64>, seconds: f64) -> anyhow::Result<Run> {
    let (queue, writer) = refs::file::writer(&filled.file())?;
    let mut actors = raw_commands(&queue, &filled.town, MANY);
    let run = paced(stage, &mut actors, rate, stage.seconds(seconds));
    drop((actors, queue));
    writer.join().map_err(|_| anyhow!("the raw writer panicked"))??;
    run
}

/// The product's command over one file, from `count` at once.
pub fn command(stage: &Stage, filled: &Filled, count: usize, seconds: f64) -> anyhow::Result<Run> {
    let app = open(StoreConfig::sqlite(filled.file()))?;
    let mut actors = commands(&app, &filled.town, count);
    let run = paced(stage, &mut actors, None, stage.seconds(seconds));
    app.store.close();
    run
}

fn paced<A: Actor>(
    stage: &Stage,
    actors: &mut Vec<A>,
    rate: Option<f64>,
    lasting: Duration,
) -> anyhow::Result<Run> {
    stage.load.block_on(async {
        match rate {
            None => load::closed(actors, lasting).await,
            Some(rate) => load::open(actors, rate, lasting).await,
        }
    })
}

fn post(
    stage: &Stage,
    base: &Filled,
    to: SocketAddr,
    door: Door,
    count: usize,
    seconds: f64,
) -> anyhow::Result<Run> {
    let mut actors = stage.load.block_on(posters(to, door, &base.town, count))?;
    paced(stage, &mut actors, None, stage.seconds(seconds))
}

fn tell(stage: &mut Stage, found: &Found) {
    let lines = [
        ("F  fdatasync of a page", &found.disk),
        ("S  raw transaction a send", &found.single),
        ("G  raw group commit, 64", &found.group),
        ("G  at half its peak", &found.group_half),
        ("E  JSON echo, 64", &found.echo),
        ("E  JSON echo, 1", &found.echo_one),
        ("   the command, 1", &found.one),
        ("   the command, 64", &found.many),
        ("   the command, 256", &found.most),
        ("   over HTTP, 64", &found.http),
        ("   over HTTP, 1", &found.http_one),
        ("   over HTTP at half its peak", &found.http_half),
    ];
    for (what, runs) in lines {
        stage.report.tell(what, runs);
    }
}

fn rows(stage: &mut Stage, found: &Found) {
    let detail = format!("{:.0} ÷ G {:.0} sends/s", found.many.rate(), found.group.rate());
    stage.add(
        Row::new(
            "append_sqlite",
            found.many.rate() / found.group.rate(),
            Must::AtLeast(0.6),
            Some(0.85),
            detail,
        )
        .of(&found.many.rates(), &found.group.rates()),
    );
    let stages = harm(found.group.rate(), found.echo.rate());
    let detail = format!(
        "{:.0} ÷ {stages:.0} = harm(G {:.0}, E {:.0}) sends/s; the generator used {:.2} of {} cores",
        found.http.rate(),
        found.group.rate(),
        found.echo.rate(),
        found.http.generator_cores(),
        crate::machine::cores()
    );
    let both: Vec<f64> =
        found.group.rates().iter().zip(found.echo.rates()).map(|(g, e)| harm(*g, e)).collect();
    stage.add(
        Row::new("http_send", found.http.rate() / stages, Must::AtLeast(0.4), Some(0.7), detail)
            .of(&found.http.rates(), &both),
    );
    let (one, single, echo) = (found.http_one.p50(), found.single.p50(), found.echo_one.p50());
    let detail = format!("{one:.0} ÷ (S {single:.0} + E {echo:.0}) µs");
    stage.add(
        Row::new("http_send_one_p50", one / (single + echo), Must::AtMost(1.6), Some(1.3), detail).of(
            &found.http_one.each(|run| run.p50),
            &found
                .single
                .each(|run| run.p50)
                .iter()
                .zip(found.echo_one.each(|run| run.p50))
                .map(|(s, e)| s + e)
                .collect::<Vec<_>>(),
        ),
    );
    let (ours, raw) = (found.http_half.p99(), found.group_half.p99());
    let detail = format!(
        "{ours:.0} µs at {:.0}/s ÷ G {raw:.0} µs at {:.0}/s",
        found.http_half.rate(),
        found.group_half.rate()
    );
    stage.add(
        Row::new("http_send_half_p99", ours / raw, Must::AtMost(1.5), Some(1.1), detail)
            .of(&found.http_half.each(|run| run.p99), &found.group_half.each(|run| run.p99)),
    );
    let detail = format!("{:.0} ÷ {:.0} sends/s", found.most.rate(), found.one.rate());
    stage.add(
        Row::new("group_gain", found.most.rate() / found.one.rate(), Must::AtLeast(4.0), None, detail)
            .of(&found.most.rates(), &found.one.rates()),
    );
}
