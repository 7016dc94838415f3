//! The server: everything between the rules and the people. [`http::router`] shows every route on one
//! page; from there each request leads to one function of [`app`], and from there into the store.
//! What follows from a message happens in [`workers`] and [`realtime`].

pub mod app;
pub mod bus;
pub mod cli;
pub mod config;
pub mod doctor;
pub mod emails;
pub mod files;
pub mod http;
pub mod outside;
pub mod realtime;
pub mod serve;
pub mod tasks;
pub mod telemetry;
pub mod wire;
pub mod workers;
