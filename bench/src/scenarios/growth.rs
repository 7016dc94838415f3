//! What becomes of sends and of pages of history as the log grows a hundredfold, and how quickly pages are
//! served.

use super::sends::{self, CONVERSATIONS, ENTRIES};
use super::{Filled, MANY, Stage};
use crate::figures::{Run, Runs, harm};
use crate::load;
use crate::load::http::readers;
use crate::processes::Process;
use crate::refs;
use crate::report::{Must, Row};
use crate::town::Town;
use std::net::SocketAddr;
use std::sync::Arc;

#[derive(Default)]
struct Found {
    greeting: Runs,
    raw_pages: Runs,
    pages: Runs,
    small_page: Runs,
    large_page: Runs,
    raw_small: Runs,
    raw_large: Runs,
    small: Runs,
    large: Runs,
}

pub fn run(stage: &mut Stage) -> anyhow::Result<()> {
    let little = stage.filled(200, 50)?;
    let small = stage.filled(CONVERSATIONS, ENTRIES)?;
    let large = stage.filled(CONVERSATIONS, ENTRIES * 10)?;
    let mut found = Found::default();
    pages(stage, &little, &large, &mut found)?;
    let copies = [
        stage.copy(&small, "raw-1e5")?,
        stage.copy(&large, "raw-1e6")?,
        stage.copy(&small, "ours-1e5")?,
        stage.copy(&large, "ours-1e6")?,
    ];
    for _ in 0..stage.rounds {
        found.raw_small.push(sends::group(stage, &copies[0], None, 2.0)?);
        found.raw_large.push(sends::group(stage, &copies[1], None, 2.0)?);
        found.small.push(sends::command(stage, &copies[2], MANY, 2.0)?);
        found.large.push(sends::command(stage, &copies[3], MANY, 2.0)?);
    }
    tell(stage, &found);
    rows(stage, &found);
    Ok(())
}

fn pages(stage: &Stage, little: &Filled, large: &Filled, found: &mut Found) -> anyhow::Result<()> {
    let doors = Process::part(&["reference", "doors"])?;
    let (of_little, of_large) =
        (Process::parlance(&little.folder, &[])?, Process::parlance(&large.folder, &[])?);
    for _ in 0..stage.rounds {
        found.greeting.push(read(stage, doors.address(), None, MANY, 1.5)?);
        found.raw_pages.push(refs::file::pages(&large.file(), &large.town, stage.seconds(1.5))?);
        found.pages.push(read(stage, of_large.address(), Some(&large.town), MANY, 2.0)?);
        found.small_page.push(read(stage, of_little.address(), Some(&little.town), 1, 1.0)?);
        found.large_page.push(read(stage, of_large.address(), Some(&large.town), 1, 1.0)?);
    }
    Ok(())
}

fn read(
    stage: &Stage,
    from: SocketAddr,
    town: Option<&Arc<Town>>,
    count: usize,
    seconds: f64,
) -> anyhow::Result<Run> {
    let mut actors = stage.load.block_on(readers(from, town, count))?;
    stage.load.block_on(load::closed(&mut actors, stage.seconds(seconds)))
}

fn tell(stage: &mut Stage, found: &Found) {
    let lines = [
        ("H  JSON greeting, 64", &found.greeting),
        ("R  raw page of 50 at 1e6", &found.raw_pages),
        ("   pages over HTTP at 1e6, 64", &found.pages),
        ("   a page over HTTP at 1e4, 1", &found.small_page),
        ("   a page over HTTP at 1e6, 1", &found.large_page),
        ("G  raw group commit at 1e5", &found.raw_small),
        ("G  raw group commit at 1e6", &found.raw_large),
        ("   the command at 1e5, 64", &found.small),
        ("   the command at 1e6, 64", &found.large),
    ];
    for (what, runs) in lines {
        stage.report.tell(what, runs);
    }
}

fn rows(stage: &mut Stage, found: &Found) {
    let (greeting, raw) = (found.greeting.rate(), found.raw_pages.rate());
    let (pages, stages) = (found.pages.rate(), harm(greeting, 2.0 * raw));
    let detail = format!(
        "{pages:.0} ÷ {stages:.0} = harm(H {greeting:.0}, 2·R {raw:.0}) pages/s; the generator used {:.2} cores",
        found.pages.generator_cores()
    );
    let both: Vec<f64> =
        found.greeting.rates().iter().zip(found.raw_pages.rates()).map(|(h, r)| harm(*h, 2.0 * r)).collect();
    stage.add(
        Row::new("history_page", pages / stages, Must::AtLeast(0.4), Some(0.7), detail)
            .of(&found.pages.rates(), &both),
    );
    let (ours, raw) =
        (found.large.rate() / found.small.rate(), found.raw_large.rate() / found.raw_small.rate());
    let detail = format!("{ours:.2} (ours, 10⁶ ÷ 10⁵) ÷ {raw:.2} (G, 10⁶ ÷ 10⁵)");
    stage.add(
        Row::new("growth_send", ours / raw, Must::AtLeast(0.8), Some(1.0), detail)
            .of(&found.large.rates(), &found.small.rates()),
    );
    let (large, little) = (found.large_page.p50(), found.small_page.p50());
    let detail = format!("{large:.0} µs at 10⁶ ÷ {little:.0} µs at 10⁴");
    stage.add(
        Row::new("growth_page", large / little, Must::AtMost(1.5), Some(1.1), detail)
            .of(&found.large_page.each(|run| run.p50), &found.small_page.each(|run| run.p50)),
    );
}
