//! The PostgreSQL engine: a pool of threads, one connection each, one transaction a command.
//!
//! The server groups the commits itself. Only this folder knows the driver.

mod session;
mod worker;

pub(super) use session::{Session, cell, connect, failure};
pub(super) use worker::Worker;
