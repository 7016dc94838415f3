//! Proofs of the rules: golden tables that a person can review, and properties over random histories.
//!
//! `BLESS=1 cargo test -p parlance-core --test core` writes the tables and vectors anew; the diff of
//! them is the review.

mod amendments;
mod contact;
mod denials;
mod golden;
mod help;
mod hiring;
mod history;
mod job_page;
mod malice;
mod market;
mod marks;
mod matrix;
mod notify;
mod points;
mod properties;
mod receipts;
mod rehearsal;
mod rendering;
mod start;
mod support;
mod vectors;
mod wording;
