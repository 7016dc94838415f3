//! Real time: the socket of a tab, the hub that knows who is connected, and what a tab is told when it
//! comes back. Frames are hints with content; whoever misses one finds the same by fetching.

mod connection;
mod ephemera;
mod hub;
mod resume;
pub mod socket;

pub use hub::Hub;

/// Why a socket was closed, beyond the codes of RFC 6455.
pub mod close {
    pub const RESTARTING: u16 = 1001;
    pub const BAD_FRAME: u16 = 4400;
    pub const SESSION_ENDED: u16 = 4401;
    pub const TOO_SLOW: u16 = 4408;
    /// Other rules are in force, under which anything may be seen another way: come back and ask.
    pub const OTHER_RULES: u16 = 4409;
    pub const TOO_MANY: u16 = 4429;
}
