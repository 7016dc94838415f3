//! Searching among a million entries, on both databases: people with few, with many and with very many
//! conversations look for common words, rare ones, beginnings and pairs of words.

use super::Stage;
use crate::figures::{Latencies, Run, Runs};
use crate::load::http::Connection;
use crate::processes::Process;
use crate::report::{Must, Row};
use crate::town::Random;
use crate::town::library::{CLASSES, Library};
use anyhow::ensure;
use parlance_store::StoreConfig;
use parlance_testing::{Fsync, Postgres};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

/// Searches of each kind of person.
const SEARCHES: usize = 200;
/// What a search may take, in milliseconds, for 99 of 100.
const MUST_MS: f64 = 50.0;

const RATES: [(&str, &str); 2] =
    [("PARLANCE_SEARCHES_PER_MINUTE", "1000000"), ("PARLANCE_SEARCHES_BURST", "1000000")];

pub fn run(stage: &mut Stage) -> anyhow::Result<()> {
    let library = Library::of(stage.entries());
    let folder = stage.work().join("library");
    std::fs::create_dir_all(&folder)?;
    let began = Instant::now();
    library.fill(StoreConfig::sqlite(folder.join("parlance.db")))?;
    stage.say(&format!("filled {} entries in {:.1} s", library.entries(), began.elapsed().as_secs_f64()));
    let on_file = Process::parlance(&folder, &RATES)?;
    measure(stage, &library, on_file.address(), "search_sqlite_p99")?;
    drop(on_file);

    let postgres = Postgres::start(Fsync::On);
    let (url, began) = (postgres.fresh_database(), Instant::now());
    library.fill(StoreConfig::postgres(url.as_str()))?;
    postgres::Client::connect(&url, postgres::NoTls)?.batch_execute("VACUUM ANALYZE")?;
    stage.say(&format!("filled {} entries in {:.1} s", library.entries(), began.elapsed().as_secs_f64()));
    let folder = stage.work().join("library-served");
    std::fs::create_dir_all(&folder)?;
    let settings: Vec<(&str, &str)> =
        RATES.into_iter().chain([("PARLANCE_DATABASE_URL", url.as_str())]).collect();
    let on_server = Process::parlance(&folder, &settings)?;
    measure(stage, &library, on_server.address(), "search_postgres_p99")
}

/// Every kind of person in turn; the figure is that of the kind that waits longest.
fn measure(
    stage: &mut Stage,
    library: &Library,
    address: SocketAddr,
    name: &'static str,
) -> anyhow::Result<()> {
    let mut random = Random::new(7);
    let (mut worst, mut words) = (0.0_f64, Vec::new());
    for (class, conversations) in CLASSES.iter().enumerate() {
        let Searched { run, found, slowest } =
            stage.load.block_on(searches(library, address, class, &mut random))?;
        let p99 = run.p99 / 1000.0;
        worst = worst.max(p99);
        words.push(format!(
            "{conversations} conversations: p50 {:.1} p99 {p99:.1} ms, slowest \"{}\" {:.1}",
            run.p50 / 1000.0,
            slowest.1,
            slowest.0.as_secs_f64() * 1000.0
        ));
        ensure!(found * 2 > SEARCHES, "{found} of {SEARCHES} searches found something: too few to tell");
        let mut runs = Runs::default();
        runs.push(run);
        stage.report.tell(&format!("   {name}, {conversations} conversations"), &runs);
    }
    stage.add(Row::new(name, worst, Must::AtMost(MUST_MS), Some(MUST_MS / 2.0), words.join(" · ")));
    Ok(())
}

/// What came of the searches of one kind of person.
struct Searched {
    run: Run,
    /// How many of them found something.
    found: usize,
    /// The words that took longest, and how long.
    slowest: (Duration, String),
}

async fn searches(
    library: &Library,
    address: SocketAddr,
    class: usize,
    random: &mut Random,
) -> anyhow::Result<Searched> {
    let mut connection = Connection::open(address).await?;
    let (mut latencies, mut found) = (Latencies::default(), 0);
    let (mut spent, mut slowest) = (Duration::ZERO, (Duration::ZERO, String::new()));
    for number in 0..SEARCHES {
        let person = library.person(class, random);
        let typed = library.typed(number, random);
        let path = format!("/api/v1/search?limit=20&q={typed}");
        let asked = Instant::now();
        let (status, body) = connection.get(&path, &person.token).await?;
        let took = asked.elapsed();
        ensure!(status == 200, "{path}: {status} {}", String::from_utf8_lossy(body));
        found += usize::from(body.windows(6).any(|bytes| bytes == b"\"seq\":"));
        latencies.push(took);
        spent += took;
        slowest = slowest.max((took, typed));
    }
    Ok(Searched { run: Run::new(latencies, spent, 0, 0.0), found, slowest })
}
