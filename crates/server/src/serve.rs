//! `parlance serve`: puts the house together, opens the door, and closes it in order.

use crate::app::{App, AppError, Cx, demo};
use crate::bus::{Bus, Listening, bus};
use crate::config::Config;
use crate::files::Files;
use crate::http::{Door, Parts, listen, router};
use crate::outside::blobs::Blobs;
use crate::outside::clock::Clock;
use crate::outside::ids;
use crate::outside::mailer::Mailer;
use crate::outside::scanner::Scanner;
use crate::realtime::{Hub, close};
use crate::workers::Workers;
use anyhow::{Context, anyhow};
use parlance_store::{Store, StoreConfig, StoreError, meta};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tracing::{error, info};

/// How long requests in flight may take once the program is told to stop.
const DRAIN: Duration = Duration::from_secs(10);
/// How long a start waits for the place of the files to answer.
const GREETING: Duration = Duration::from_secs(5);
/// Between two times that whoever has been quiet is forgotten.
const FORGET: Duration = Duration::from_secs(60);

/// The parts of a running marketplace, before the door is opened.
pub struct House {
    pub door: Door,
    pub workers: Workers,
    listening: Listening,
}

/// Opens the store, brings its schema up to date, and puts the parts together.
pub fn build(config: Config, clock: Clock, demo: bool) -> anyhow::Result<House> {
    let mut opening = config.store()?;
    opening.on_fatal = Box::new(|why| {
        // What was not on disk was not acknowledged; recovery starts from disk, in a new process.
        error!(why, "the disk under the database failed");
        std::process::exit(74);
    });
    let store = open(opening)?;
    let (mailer, mailbox) = Mailer::from_config(&config, demo)?;
    let scanner = config.clamav_url.as_deref().map(Scanner::from_url).transpose()?;
    let app = App::new(store, Cx::new(config, clock, demo));
    let (bus, listening) = bus();
    listen_to_commits(&app, &bus);
    let files = files(&app)?;
    let workers = Workers::new(app.clone(), mailer, files.clone(), scanner, bus.committed.clone());
    let door = Door::new(Parts { app, hub: Hub::default(), files, mailbox });
    Ok(House { door, workers, listening })
}

/// Opens a store and migrates it.
pub fn open(config: StoreConfig) -> anyhow::Result<Store> {
    let store = Store::open(config).context("the database cannot be opened")?;
    store.migrate().context("the database cannot be brought up to date")?;
    store
        .run_blocking(|tx| match meta::epoch(tx)? {
            Some(_) => Ok(()),
            None => meta::set_epoch(tx, &ids::unguessable().to_string()),
        })
        .context("the database cannot be written")?;
    Ok(store)
}

/// Where the bytes of files lie, named under this marketplace's own key.
fn files(app: &App) -> anyhow::Result<Files> {
    let key = blob_key(&app.store).context("the key of the files cannot be read")?;
    Ok(Files::new(Blobs::from_config(&app.cx.config, &ids::token_hash(&key))?))
}

/// Made at the first start and not before: a random number costs the start of a program more than all the
/// rest of it.
fn blob_key(store: &Store) -> Result<String, StoreError> {
    if let Some(known) = store.read_blocking(meta::blob_key)? {
        return Ok(known);
    }
    let fresh = ids::token();
    store.run_blocking(move |tx| match meta::blob_key(tx)? {
        Some(key) => Ok(key),
        None => meta::set_blob_key(tx, &fresh).map(|()| fresh.clone()),
    })
}

fn listen_to_commits(app: &App, bus: &Bus) {
    let (bus, dropped) = (bus.clone(), app.cx.metrics.hints_dropped.clone());
    app.store.set_sink(Box::new(move |hints| {
        dropped.inc_by(bus.publish(hints));
    }));
}

/// Rates are counted in every process, with workers or without.
async fn keep_forgetting(app: App) {
    loop {
        tokio::time::sleep(FORGET).await;
        app.cx.rates.forget_idle();
    }
}

impl House {
    /// Starts everything that runs beside the door.
    pub fn start(self) -> Door {
        let House { door, workers, listening } = self;
        tokio::spawn(door.hub.clone().listen(door.app.clone(), listening));
        // The first random number gathers entropy for a while, which no message should wait for.
        tokio::task::spawn_blocking(ids::secret);
        tokio::spawn(keep_forgetting(door.app.clone()));
        if door.app.cx.config.workers {
            tokio::spawn(workers.work());
        }
        door
    }
}

/// Serves until told to stop.
pub async fn serve(config: Config, demo: bool) -> anyhow::Result<()> {
    let told = told_to_stop();
    let listen = config.listen;
    // The port first: a second server on the same one must not touch the first one's data.
    let listener = TcpListener::bind(listen).await.with_context(|| format!("cannot listen on {listen}"))?;
    let address = listener.local_addr().unwrap_or(listen);
    let config = if config.public_url.is_none() { Config { listen: address, ..config } } else { config };
    let house = tokio::task::spawn_blocking(move || build(config, Clock::Wall, demo)).await??;
    let app = house.door.app.clone();
    if demo {
        let app = app.clone();
        tokio::task::spawn_blocking(move || demo::seed(&app))
            .await?
            .map_err(|error: AppError| anyhow!("the demo cannot be set up: {error:?}"))?;
    }
    let hub = house.door.hub.clone();
    house.door.files.greet(GREETING).await?;
    let door = house.start();
    announce(&app, demo);
    let (stopping, mut stopped) = tokio::sync::watch::channel(());
    let shutdown = async move {
        told.await;
        info!("stopping: no new requests, the ones in flight are finished");
        hub.close_all(close::RESTARTING);
        drop(stopping);
    };
    let serving = listen::serve(listener, router::router(door), shutdown);
    tokio::select! {
        () = serving => {}
        () = async { let _ = stopped.changed().await; tokio::time::sleep(DRAIN).await } => info!("stopping without waiting for the last requests"),
    }
    let store = app.store.clone();
    tokio::task::spawn_blocking(move || store.close()).await?;
    info!("stopped");
    Ok(())
}

fn announce(app: &App, demo: bool) {
    let url = app.cx.config.public_url();
    info!(url, demo, "ready");
    if demo {
        println!("\n  {} is at {url}\n", app.cx.config.name);
        println!("  Sign in as one of these, password {}:", demo::PASSWORD);
        for account in &demo::ACCOUNTS {
            println!("    {:<20} {}", account.email, account.about);
        }
        println!("\n  Mails it sent: {url}/demo/mail\n");
    }
}

/// Ends once the program is told to stop. It listens from now on, not from the first time it is asked: a
/// word that came in between would kill the program in the middle of its work.
fn told_to_stop() -> impl Future<Output = ()> {
    let signals = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()));
    async move {
        let (Ok(mut term), Ok(mut int)) = signals else {
            error!("signals cannot be listened to; stop the program by killing it");
            return std::future::pending().await;
        };
        tokio::select! {
            _ = term.recv() => {}
            _ = int.recv() => {}
        }
    }
}
