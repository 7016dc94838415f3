//! The product's command over PostgreSQL against raw transactions of the same statements over as many
//! connections. The server waits for the disk, as in production.

use super::sends::CONVERSATIONS;
use super::{MANY, Stage};
use crate::figures::Runs;
use crate::load;
use crate::load::commands::{commands, open};
use crate::refs;
use crate::report::{Must, Row};
use crate::town::{ENTRIES_MIN, Town};
use parlance_store::StoreConfig;
use parlance_store::engine::Database;
use parlance_testing::{Fsync, Postgres};

/// The product's own number.
const CONNECTIONS: usize = 32;

pub fn run(stage: &mut Stage) -> anyhow::Result<()> {
    let (postgres, town) = (Postgres::start(Fsync::On), Town::of(CONVERSATIONS));
    let (raw, ours) = (postgres.fresh_database(), postgres.fresh_database());
    for url in [&raw, &ours] {
        town.fill(StoreConfig::postgres(url.as_str()), ENTRIES_MIN)?;
        analyze(url)?;
    }
    stage.report.durability(&settings(&ours)?);
    let (mut found, mut reference) = (Runs::default(), Runs::default());
    // Twice as many and shorter: this server's own housekeeping comes and goes, for whoever runs meanwhile.
    for _ in 0..stage.rounds * 2 {
        reference.push(refs::pool::sends(&raw, &town, CONNECTIONS, stage.seconds(2.0))?);
        let database = Database::Postgres { url: ours.clone(), connections: CONNECTIONS };
        let app = open(StoreConfig::new(database))?;
        let mut actors = commands(&app, &town, MANY);
        // The first sends prepare their statements on each connection.
        stage.load.block_on(load::closed(&mut actors, stage.seconds(0.5)))?;
        found.push(stage.load.block_on(load::closed(&mut actors, stage.seconds(2.0)))?);
        app.store.close();
    }
    stage.report.tell("P  raw transactions, 32 connections", &reference);
    stage.report.tell("   the command over PostgreSQL, 64", &found);
    let detail =
        format!("{:.0} ÷ P {:.0} sends/s over {CONNECTIONS} connections", found.rate(), reference.rate());
    stage.add(
        Row::new("append_postgres", found.rate() / reference.rate(), Must::AtLeast(0.7), Some(0.85), detail)
            .of(&found.rates(), &reference.rates()),
    );
    Ok(())
}

fn analyze(url: &str) -> anyhow::Result<()> {
    let mut client = postgres::Client::connect(url, postgres::NoTls)?;
    client.batch_execute("VACUUM ANALYZE")?;
    Ok(client.batch_execute("CHECKPOINT")?)
}

fn settings(url: &str) -> anyhow::Result<String> {
    let mut client = postgres::Client::connect(url, postgres::NoTls)?;
    let mut settings = Vec::new();
    for name in ["server_version", "fsync", "synchronous_commit", "full_page_writes", "wal_sync_method"] {
        let value: String = client.query_one(&format!("SHOW {name}"), &[])?.get(0);
        settings.push(format!("{name}={value}"));
    }
    Ok(format!("PostgreSQL {}", settings.join(" ")))
}
