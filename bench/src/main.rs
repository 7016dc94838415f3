//! `make bench`: the product against its own reference loops, as ratios, in one run of a few minutes.
//!
//! The same program plays every part, each in a process of its own: `parlance-bench serve …` is the
//! product's own command line, `parlance-bench reference …` the reference servers, `parlance-bench hub …`
//! the product's hub without its store's work, and without arguments
//! it is the load generator. It must never measure the product by anything but its public surface.
#![expect(clippy::disallowed_methods, reason = "it measures real machines in real time")]

mod figures;
mod load;
mod machine;
mod processes;
mod refs;
mod report;
mod scenarios;
mod town;

use std::process::ExitCode;

/// The product's allocator, so that its part runs as it is shipped.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.first().map(String::as_str) {
        None => scenarios::run_all(),
        Some("hub") => scenarios::hub::play(&arguments[1..]).map(|()| true),
        Some("reference") => refs::play(&arguments[1..]).map(|()| true),
        Some(_) => parlance_server::cli::run().map(|()| true),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}
