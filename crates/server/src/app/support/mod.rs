//! Support: people open cases and are answered in the inbox, by the bot from the articles of the help centre until
//! somebody of the desk takes over. What is said in a case is a conversation like any other.

mod bot;
mod cases;
mod desk;

pub use bot::answer;
pub(super) use cases::{Asks, begin, pass_on};
pub use cases::{OpenCase, Seen, hand_over, one, open};
pub use desk::{Place, QueueAsked, assign, close, counts, list, people, reopen};
pub(super) use desk::{named, seats_changed};

use parlance_core::policy::support as rules;
