//! Sends within the process: the product's own command, and the raw group commit, asked for alike.

use super::Actor;
use crate::refs::rows::{Sent, Waiting};
use crate::town::{Random, Town};
use anyhow::{Context, bail};
use parlance_core::Key;
use parlance_server::app::messages::{self, SendMessage};
use parlance_server::app::{App, AppError, Caller, Cx};
use parlance_server::config::Config;
use parlance_server::outside::clock::Clock;
use parlance_store::{Store, StoreConfig};
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot};

/// The product without its door: store, rules, rates.
pub fn open(config: StoreConfig) -> anyhow::Result<App> {
    let store = Store::open(config).context("the store opens")?;
    Ok(App::new(store, Cx::new(Config::bare()?, Clock::Wall, false)))
}

/// Sends through the product's command, each time as somebody else.
pub struct Command {
    app: App,
    town: Arc<Town>,
    random: Random,
}

/// As many as are asked for.
pub fn commands(app: &App, town: &Arc<Town>, count: usize) -> Vec<Command> {
    let seed = crate::town::now_us() as u64;
    let command =
        |number| Command { app: app.clone(), town: town.clone(), random: Random::new(seed ^ (number << 40)) };
    (1..=count as u64).map(command).collect()
}

impl Actor for Command {
    async fn act(&mut self) -> anyhow::Result<bool> {
        let (pair, person) = self.town.next();
        let caller = Caller { token: person.hash };
        let input = SendMessage::text(pair.conversation, Key(self.random.id()), self.random.text());
        match self.app.run(move |tx, cx| messages::send(tx, cx, &caller, &input)).await {
            Ok(_) => Ok(true),
            Err(AppError::Busy | AppError::Denied(_)) => Ok(false),
            Err(error) => bail!("a send failed: {error:?}"),
        }
    }
}

/// Hands rows to the raw writer.
pub struct RawCommand {
    queue: mpsc::Sender<Waiting>,
    town: Arc<Town>,
    random: Random,
}

pub fn raw_commands(queue: &mpsc::Sender<Waiting>, town: &Arc<Town>, count: usize) -> Vec<RawCommand> {
    let seed = crate::town::now_us() as u64;
    let command = |number| RawCommand {
        queue: queue.clone(),
        town: town.clone(),
        random: Random::new(seed ^ (number << 40)),
    };
    (1..=count as u64).map(command).collect()
}

impl Actor for RawCommand {
    async fn act(&mut self) -> anyhow::Result<bool> {
        let sent = Sent::next(&self.town, &mut self.random);
        let (reply, answer) = oneshot::channel();
        self.queue.send(Waiting { sent, reply }).await.context("the raw writer has ended")?;
        answer.await.context("the raw writer gave no answer")?;
        Ok(true)
    }
}
