//! One suite for both databases: every test in `conformance!` runs on SQLite and on PostgreSQL, as
//! `room::sqlite::name` and `room::postgres::name`. A missing PostgreSQL fails the suite.
//!
//! What only one engine can show stands in `only_*`.

mod commands;
mod durability;
mod kit;
mod migrations;
mod only_postgres;
mod only_sqlite;
mod queue;
mod rooms;
mod tasks;
mod values;
