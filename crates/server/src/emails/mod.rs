//! Letters: what mails say. Each kind is a function from what it is about to a [`Letter`]; the words are
//! in `locales`, the one layout in `letter.html` and `letter.txt`.
//!
//! A letter says exactly what it is given: what somebody may see was judged before. Nothing here sends.

mod letters;
mod words;

pub use letters::{AboutEntry, AboutWork, News, Said, account_exists, entry, verification, work};

/// A letter, ready to be addressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    pub subject: String,
    pub text: String,
    pub html: String,
    /// With its angle brackets; the same whenever the same letter is written again.
    pub message_id: String,
    /// The id that all letters about one conversation to one person refer to.
    pub thread: Option<String>,
    /// Where the letter's button leads.
    pub link: String,
}

/// What stands on every letter: the marketplace's name, and its address without a slash at the end.
#[derive(Clone, Copy, Debug)]
pub struct Letterhead<'a> {
    pub marketplace: &'a str,
    pub public_url: &'a str,
}
