//! Real time: state before + frames = state fetched after, for every kind of frame and entry, whatever
//! happens to the frames on the way. The copy here is written from the contract, not from the web app.
#![expect(clippy::disallowed_methods, reason = "tests ask the clock for deadlines and mint keys")]

#[path = "api/harness.rs"]
#[expect(dead_code, reason = "other test programs use the rest of the harness")]
mod harness;

mod realtime {
    mod acts;
    mod each;
    mod ephemera;
    mod replica;
    mod resume;
    mod shuffled;
    mod sockets;
    mod tab;
}
