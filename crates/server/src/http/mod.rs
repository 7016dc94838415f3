//! The door: parses requests, names the caller, calls one function of the hall and words its answer.
//! No rule and no SQL lives here. Every route stands in [`router`].

mod auth;
mod demo_mail;
mod device;
mod extract;
mod guards;
pub mod listen;
mod pages;
mod problem;
pub mod router;
mod routes;
mod web_ui;
mod written;

use crate::app::{App, AppError, Caller, Cx};
use crate::files::Files;
use crate::outside::mailer::Mailbox;
use crate::realtime::Hub;
use parlance_store::Tx;
use std::ops::Deref;
use std::sync::Arc;

/// What every route is given. A copy is the same one: each layer of the router makes one for each request.
#[derive(Clone)]
pub struct Door(Arc<Parts>);

/// What stands behind the door.
pub struct Parts {
    pub app: App,
    pub hub: Hub,
    pub files: Files,
    /// The mails of the demo; there is none outside it.
    pub mailbox: Option<Mailbox>,
}

type Answer<T> = Result<T, problem::Refused>;

impl Deref for Door {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl Door {
    pub fn new(parts: Parts) -> Door {
        Door(Arc::new(parts))
    }

    /// Runs a command for a caller and words what it returns.
    async fn run<T, W, F>(&self, caller: Caller, command: F) -> Answer<W>
    where
        T: Send + 'static + Into<W>,
        F: Fn(&mut Tx<'_>, &Cx, &Caller) -> Result<T, AppError> + Send + 'static,
    {
        Ok(self.app.run(move |tx, cx| command(tx, cx, &caller)).await?.into())
    }

    /// Runs a query for a caller and words what it returns.
    async fn read<T, W, F>(&self, caller: Caller, query: F) -> Answer<W>
    where
        T: Send + 'static + Into<W>,
        F: Fn(&mut Tx<'_>, &Cx, &Caller) -> Result<T, AppError> + Send + 'static,
    {
        Ok(self.app.read(move |tx, cx| query(tx, cx, &caller)).await?.into())
    }
}
