//! A rehearsal of a contact policy over a hundred thousand past attempts, on both databases: an admin waits
//! for it, and sees meanwhile how far it is.

use super::Stage;
use crate::load::http::Connection;
use crate::processes::Process;
use crate::report::{Must, Row};
use crate::town::{Person, Town};
use anyhow::{Context, ensure};
use parlance_store::StoreConfig;
use parlance_testing::{Fsync, Postgres};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

const CONVERSATIONS: usize = 1_000;
/// Entries of a conversation: invited, warned, accepted, and a hundred messages; each was tried by somebody.
const ENTRIES: usize = 103;
/// Seconds that it may take.
const MUST_S: f64 = 10.0;
const POLICY: &str = "/api/v1/staff/contact-policy";

pub fn run(stage: &mut Stage) -> anyhow::Result<()> {
    let town = Town::of(CONVERSATIONS);
    let folder = stage.work().join("rehearsed");
    std::fs::create_dir_all(&folder)?;
    fill(&town, || StoreConfig::sqlite(folder.join("parlance.db")))?;
    let on_file = Process::parlance(&folder, &[])?;
    measure(stage, &town, on_file.address(), "rehearsal_sqlite")?;
    drop(on_file);

    let postgres = Postgres::start(Fsync::On);
    let url = postgres.fresh_database();
    fill(&town, || StoreConfig::postgres(url.as_str()))?;
    let folder = stage.work().join("rehearsed-served");
    std::fs::create_dir_all(&folder)?;
    let on_server = Process::parlance(&folder, &[("PARLANCE_DATABASE_URL", url.as_str())])?;
    measure(stage, &town, on_server.address(), "rehearsal_postgres")
}

fn fill(town: &Arc<Town>, config: impl Fn() -> StoreConfig) -> anyhow::Result<()> {
    town.fill(config(), ENTRIES)?;
    let store = parlance_server::serve::open(config())?;
    let admin = town.pairs[0].people[0].account;
    store.run_blocking(move |tx| crate::town::make_admin(tx, admin))?;
    store.close();
    Ok(())
}

fn measure(
    stage: &mut Stage,
    town: &Arc<Town>,
    address: SocketAddr,
    name: &'static str,
) -> anyhow::Result<()> {
    let admin = &town.pairs[0].people[0];
    let mut draft = stage.load.block_on(document(address, admin))?;
    // Everything that was tried while the jobs were open.
    draft["everywhere"]["blocked"]["open"] = json!("Not before work begins.");
    let (mut best, mut told) = (f64::INFINITY, String::new());
    for _ in 0..stage.rounds {
        let (took, lines) = rehearse(address, admin, &draft)?;
        let result = &lines.last().context("an end")?["result"];
        let count = |name: &str| result[name].as_u64().unwrap_or(0);
        let (judged, moot) = (count("judged"), count("moot"));
        ensure!(judged as usize == CONVERSATIONS * ENTRIES, "{judged} attempts were judged: {result}");
        ensure!(moot as usize == CONVERSATIONS * (ENTRIES - 1), "{moot} would not have come about");
        told = format!("{judged} attempts, {} lines of progress", lines.len() - 1);
        best = best.min(took.as_secs_f64());
    }
    stage.add(Row::new(name, best, Must::AtMost(MUST_S), Some(MUST_S / 4.0), format!("seconds; {told}")));
    Ok(())
}

async fn document(address: SocketAddr, admin: &Person) -> anyhow::Result<Value> {
    let mut connection = Connection::open(address).await?;
    let (status, body) = connection.get(POLICY, &admin.token).await?;
    ensure!(status == 200, "{POLICY}: {status} {}", String::from_utf8_lossy(body));
    Ok(serde_json::from_slice::<Value>(body)?["document"].take())
}

/// One rehearsal, by HTTP 1.0, whose answers end with the connection.
fn rehearse(address: SocketAddr, admin: &Person, draft: &Value) -> anyhow::Result<(Duration, Vec<Value>)> {
    let body = json!({"document": draft, "days": 1}).to_string();
    let mut stream = TcpStream::connect(address)?;
    let began = Instant::now();
    write!(
        stream,
        "POST {POLICY}/rehearsals HTTP/1.0\r\nHost: localhost\r\nCookie: parlance={}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        admin.token,
        body.len()
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let took = began.elapsed();
    let (head, lines) = answer.split_once("\r\n\r\n").context("a head")?;
    ensure!(head.contains(" 200 "), "{answer}");
    let lines = lines.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    Ok((took, lines))
}
