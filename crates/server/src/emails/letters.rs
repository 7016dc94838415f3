//! The kinds of letters.

use super::words::{header, line, lines, say};
use super::{Letter, Letterhead};
use askama::Template;
use fluent_bundle::FluentValue;
use parlance_core::entry::Attached;
use parlance_core::ids::Seq;
use parlance_core::{AccountId, ConversationId, limits};
use uuid::Uuid;

/// What a letter about an entry is about.
#[derive(Clone, Copy, Debug)]
pub struct AboutEntry<'a> {
    pub conversation: ConversationId,
    pub seq: Seq,
    pub to: AccountId,
    /// The other person's name.
    pub other: &'a str,
    /// The job's title.
    pub job: &'a str,
    /// The page on which the recipient reads conversations.
    pub page: &'a str,
    pub said: Said<'a>,
}

/// What was said, as far as the recipient may see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said<'a> {
    /// A text, files, or both.
    Message {
        text: &'a str,
        files: &'a [Attached],
    },
    Invitation(&'a str),
    /// Something that the recipient is asked to agree on.
    Point(&'a str),
    /// Something behind the safety warning.
    WithheldMessage,
    WithheldInvitation,
}

/// Somebody wrote or invited. Without content, the letter says who and about what, and nothing more.
pub fn entry(head: Letterhead<'_>, about: &AboutEntry<'_>) -> Letter {
    let (other, job, marketplace) = (line(about.other), line(about.job), line(head.marketplace));
    let args = [("other", value(&other)), ("job", value(&job)), ("marketplace", value(&marketplace))];
    let (quote, withheld) = match about.said {
        Said::Message { text, files } => (message(text, files), false),
        Said::Invitation(text) | Said::Point(text) => (lines(text), false),
        Said::WithheldMessage | Said::WithheldInvitation => (Vec::new(), true),
    };
    let (heading, open, why) = match about.said {
        Said::Message { .. } | Said::WithheldMessage => {
            ("mail-message-heading", "mail-message-open", "mail-message-why")
        }
        Said::Point(_) => ("mail-point-heading", "mail-point-open", "mail-message-why"),
        Said::Invitation(_) | Said::WithheldInvitation => {
            ("mail-invitation-heading", "mail-invitation-open", "mail-invitation-why")
        }
    };
    let paragraphs = match withheld {
        true => vec![say("mail-withheld-text", &args), say("mail-withheld-safety", &args)],
        false => Vec::new(),
    };
    let AboutEntry { conversation, seq, to, page, .. } = about;
    let host = host(head.public_url);
    let page = Page {
        heading: say(heading, &args),
        quote,
        paragraphs,
        link: format!("{}/{page}/{conversation}#m{seq}", head.public_url),
        open: say(open, &args),
        why: say(why, &args),
        marketplace: marketplace.clone(),
    };
    let thread = format!("<{conversation}.{to}@{host}>");
    page.letter(say("mail-entry-subject", &args), format!("<{conversation}.{seq}.{to}@{host}>"), Some(thread))
}

/// The lines of a message: its text, then its files by name, since mails carry none.
fn message(text: &str, files: &[Attached]) -> Vec<String> {
    let mut quote = if text.is_empty() { Vec::new() } else { lines(text) };
    for file in files {
        let name = line(&file.name);
        quote.push(say("mail-file", &[("name", value(&name))]));
    }
    quote
}

/// What a letter about a proposal or a contract is about.
#[derive(Clone, Copy, Debug)]
pub struct AboutWork<'a> {
    /// Of the proposal or the contract.
    pub id: Uuid,
    /// The number of the line in its history.
    pub n: i64,
    pub to: AccountId,
    /// The other person's name.
    pub other: &'a str,
    /// The job's title.
    pub job: &'a str,
    pub news: News<'a>,
    /// The page of it, from the marketplace's address on.
    pub path: &'a str,
}

/// What became of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News<'a> {
    /// With the words of the proposal.
    Proposed(&'a str),
    Declined,
    Hired,
    Started,
    Ended,
}

/// Somebody made a proposal or answered one, hired, began the work or ended the contract.
pub fn work(head: Letterhead<'_>, about: &AboutWork<'_>) -> Letter {
    let (other, job, marketplace) = (line(about.other), line(about.job), line(head.marketplace));
    let args = [("other", value(&other)), ("job", value(&job)), ("marketplace", value(&marketplace))];
    let (heading, open) = match about.news {
        News::Proposed(_) => ("mail-proposed-heading", "mail-proposed-open"),
        News::Declined => ("mail-declined-heading", "mail-declined-open"),
        News::Hired => ("mail-hired-heading", "mail-contract-open"),
        News::Started => ("mail-started-heading", "mail-contract-open"),
        News::Ended => ("mail-ended-heading", "mail-contract-open"),
    };
    let quote = match about.news {
        News::Proposed(text) => lines(text),
        _ => Vec::new(),
    };
    let AboutWork { id, n, to, path, .. } = about;
    let page = Page {
        heading: say(heading, &args),
        quote,
        paragraphs: Vec::new(),
        link: format!("{}{path}", head.public_url),
        open: say(open, &args),
        why: say("mail-work-why", &args),
        marketplace: marketplace.clone(),
    };
    let id = format!("<{id}.{n}.{to}@{}>", host(head.public_url));
    page.letter(say("mail-entry-subject", &args), id, None)
}

/// The link that proves an address. It goes to somebody who may never have heard of us, at the wish of
/// somebody who may be anybody: so it holds nothing that was typed at sign-up, not even the name.
pub fn verification(head: Letterhead<'_>, token: &str, id: Uuid) -> Letter {
    let marketplace = line(head.marketplace);
    let hours = limits::VERIFICATION_LASTS.as_secs() / 3600;
    let args = [("marketplace", value(&marketplace)), ("hours", FluentValue::from(hours))];
    let page = Page {
        heading: say("mail-verification-heading", &args),
        quote: Vec::new(),
        paragraphs: vec![say("mail-verification-text", &args), say("mail-verification-lasts", &args)],
        link: format!("{}/verify?token={token}", head.public_url),
        open: say("mail-verification-open", &args),
        why: say("mail-verification-why", &args),
        marketplace: marketplace.clone(),
    };
    page.letter(say("mail-verification-subject", &args), format!("<{id}@{}>", host(head.public_url)), None)
}

/// Somebody tried to sign up with an address that has an account: only its owner is told.
pub fn account_exists(head: Letterhead<'_>, id: Uuid) -> Letter {
    let marketplace = line(head.marketplace);
    let args = [("marketplace", value(&marketplace))];
    let page = Page {
        heading: say("mail-account-exists-heading", &args),
        quote: Vec::new(),
        paragraphs: vec![say("mail-account-exists-text", &args)],
        link: format!("{}/sign-in", head.public_url),
        open: say("mail-account-exists-open", &args),
        why: say("mail-account-exists-why", &args),
        marketplace: marketplace.clone(),
    };
    page.letter(say("mail-account-exists-subject", &args), format!("<{id}@{}>", host(head.public_url)), None)
}

/// The parts of the one layout. Somebody's own words stand in `quote` only, set apart from ours, so that
/// nobody can write a letter in our name.
struct Page {
    heading: String,
    quote: Vec<String>,
    paragraphs: Vec<String>,
    link: String,
    open: String,
    why: String,
    marketplace: String,
}

#[derive(Template)]
#[template(path = "emails/letter.html")]
struct Html<'a> {
    subject: &'a str,
    page: &'a Page,
}

#[derive(Template)]
#[template(path = "emails/letter.txt")]
struct Text<'a> {
    page: &'a Page,
}

impl Page {
    fn letter(self, subject: String, message_id: String, thread: Option<String>) -> Letter {
        let html = Html { subject: &subject, page: &self }.render().expect("writing to a string cannot fail");
        let text = Text { page: &self }.render().expect("writing to a string cannot fail");
        Letter { subject: header(subject), text, html, message_id, thread, link: self.link }
    }
}

fn value(text: &str) -> FluentValue<'_> {
    FluentValue::from(text)
}

/// The host of an address, for ids: `https://talk.example.com:8443/x` gives `talk.example.com`.
fn host(public_url: &str) -> &str {
    let rest = public_url.split_once("://").map_or(public_url, |(_, rest)| rest);
    let authority = rest.split('/').next().unwrap_or(rest);
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
        _ => authority,
    }
}
