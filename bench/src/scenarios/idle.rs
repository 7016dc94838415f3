//! What an idle connection costs: how much the server's resident memory grows by five thousand sockets
//! that are signed in and say nothing, against the bare framework with tuned buffers.

use super::Stage;
use super::sends::{CONVERSATIONS, ENTRIES};
use crate::figures::median;
use crate::load::sockets::Socket;
use crate::machine;
use crate::processes::Process;
use crate::report::{Must, Row};
use std::time::Duration;

const SOCKETS: usize = 5_000;
const SETTLE: Duration = Duration::from_secs(1);

pub fn run(stage: &mut Stage) -> anyhow::Result<()> {
    let base = stage.filled(CONVERSATIONS, ENTRIES)?;
    let (mut ours, mut raw) = (Vec::new(), Vec::new());
    for _ in 0..stage.rounds {
        let doors = Process::part(&["reference", "doors"])?;
        raw.push(grown(stage, &doors, async |number| {
            Socket::open(doors.address(), &format!("/socket/{number}"), "").await
        })?);
        drop(doors);
        let parlance = Process::parlance(&base.folder, &[])?;
        ours.push(grown(stage, &parlance, async |number| {
            let pair = &base.town.pairs[number % CONVERSATIONS];
            Socket::resumed(parlance.address(), &pair.people[0].token).await
        })?);
    }
    let (each, bare) = (median(&ours), median(&raw));
    let detail =
        format!("{each:.1} ÷ {bare:.1} KiB a connection, {SOCKETS} connections, each of another account");
    stage.add(Row::new("idle_connection", each / bare, Must::AtMost(2.5), Some(1.5), detail).of(&ours, &raw));
    Ok(())
}

/// KiB that each socket added.
fn grown(
    stage: &Stage,
    server: &Process,
    open: impl AsyncFn(usize) -> anyhow::Result<Socket>,
) -> anyhow::Result<f64> {
    std::thread::sleep(SETTLE);
    let before = machine::resident_kib(server.id());
    let sockets = stage.load.block_on(async {
        let mut sockets = Vec::with_capacity(SOCKETS);
        for number in 0..SOCKETS {
            let mut socket = open(number).await?;
            socket.read.shrink();
            sockets.push(socket);
        }
        anyhow::Ok(sockets)
    })?;
    std::thread::sleep(SETTLE);
    let grown = machine::resident_kib(server.id()) - before;
    // Dropping a socket tells the runtime that drives it.
    let _within = stage.load.enter();
    drop(sockets);
    Ok(grown / SOCKETS as f64)
}
