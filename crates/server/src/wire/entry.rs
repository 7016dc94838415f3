//! Entries, as one viewer sees them.

use super::conversation::is_own;
use super::{AttachedFile, Moment, Side};
use crate::app::conversations::Page;
use parlance_core::AccountId;
use parlance_core::conversation::said::{Reaction, Recorded};
use parlance_core::conversation::view::{Access, PointSeen, Said, Shown, Withheld};
use parlance_core::entry::{self, Author, PointAnswer, SystemNote};
use parlance_core::market;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Who wrote an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EntryBy {
    Account {
        id: Uuid,
        side: Side,
    },
    /// Answers for support from the articles of the help centre.
    Bot,
    System,
}

/// What an entry says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Body {
    Invitation {
        invitation: Uuid,
        text: String,
    },
    Answer {
        invitation: Uuid,
        answer: super::InvitationState,
    },
    Acknowledgement {
        version: i64,
    },
    Message {
        text: String,
        /// When it was last put differently.
        #[schema(required)]
        edited_at: Option<Moment>,
        /// The number of the entry that this one answers.
        #[schema(required)]
        quote: Option<i64>,
        files: Vec<AttachedFile>,
        reactions: Vec<ReactionCount>,
    },
    /// A message that its author took back.
    Removed {
        at: Moment,
    },
    /// What both are to agree on.
    Point {
        /// `null` where it came to nothing and its words are those of a message.
        #[schema(required)]
        text: Option<String>,
        /// The number of the message that it was made from.
        #[schema(required)]
        message: Option<i64>,
        /// It is the brief of the job: once it is agreed, both have confirmed what is to be done.
        brief: bool,
        state: PointState,
        /// When it was answered, taken back or lapsed.
        #[schema(required)]
        answered_at: Option<Moment>,
    },
    /// A message was changed or a point answered: `target` says which, and stands beside this entry as it now reads.
    Amendment {
        target: i64,
    },
    System {
        /// `job-closed`, `job-reopened` or `handed-over`.
        #[schema(value_type = String)]
        note: &'static str,
    },
    /// There is something to read, behind the safety warning.
    Withheld {
        /// `invitation`, `message` or `point`.
        #[schema(value_type = String)]
        of: &'static str,
    },
}

/// Where a point stands. Once it does not wait any more it stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PointState {
    Waiting,
    Agreed,
    Declined,
    TakenBack,
    /// Its message was put differently or taken back before it was answered.
    Lapsed,
}

impl From<Option<PointAnswer>> for PointState {
    fn from(answer: Option<PointAnswer>) -> Self {
        match answer {
            None => PointState::Waiting,
            Some(PointAnswer::Confirmed) => PointState::Agreed,
            Some(PointAnswer::Declined) => PointState::Declined,
            Some(PointAnswer::TakenBack) => PointState::TakenBack,
            Some(PointAnswer::Lapsed) => PointState::Lapsed,
        }
    }
}

/// An emoji, and who answered with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReactionCount {
    pub emoji: String,
    pub by: Vec<Uuid>,
}

/// Reactions by emoji, in the order in which each emoji was first given.
fn reactions(given: &[Reaction]) -> Vec<ReactionCount> {
    let mut counts: Vec<ReactionCount> = Vec::new();
    for reaction in given {
        match counts.iter_mut().find(|count| count.emoji == reaction.emoji) {
            Some(count) => count.by.push(reaction.account.0),
            None => {
                counts.push(ReactionCount { emoji: reaction.emoji.clone(), by: vec![reaction.account.0] })
            }
        }
    }
    counts
}

/// One record of a conversation's log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Entry {
    pub seq: i64,
    /// Rises with every change of the entry: of two copies, the higher is the newer.
    pub version: i64,
    pub at: Moment,
    pub by: EntryBy,
    /// On the viewer's own entries, the Idempotency-Key it was sent with.
    #[schema(required)]
    pub key: Option<Uuid>,
    pub body: Body,
}

impl Entry {
    /// The entry as `viewer` sees it; `None` where there is nothing of it to be seen.
    pub fn shown(recorded: &Recorded, viewer: AccountId, access: &Access) -> Option<Entry> {
        let body = body(&access.show(recorded)?);
        let entry = &recorded.entry;
        let by = match entry.author {
            Author::Account { id, side } => EntryBy::Account { id: id.0, side: side.into() },
            Author::Bot => EntryBy::Bot,
            Author::System => EntryBy::System,
        };
        let own = is_own(entry.author, viewer);
        let key = entry.key.filter(|_| own).map(|key| key.0);
        let version = recorded.version();
        Some(Entry { seq: entry.seq, version, at: entry.at.into(), by, key, body })
    }
}

fn body(shown: &Shown<'_>) -> Body {
    match shown {
        Shown::Withheld(Withheld::Invitation) => Body::Withheld { of: "invitation" },
        Shown::Withheld(Withheld::Message) => Body::Withheld { of: "message" },
        Shown::Withheld(Withheld::Point) => Body::Withheld { of: "point" },
        Shown::Point(seen) => point(seen),
        Shown::Message(said) => message(said),
        Shown::Removed(at) => Body::Removed { at: (*at).into() },
        Shown::Amends(target) => Body::Amendment { target: *target },
        Shown::Invitation { invitation, text } => {
            Body::Invitation { invitation: invitation.0, text: (*text).to_owned() }
        }
        Shown::Answer { invitation, answer } => Body::Answer {
            invitation: invitation.0,
            answer: market::InvitationState::Answered(*answer).into(),
        },
        Shown::Acknowledgement { version } => Body::Acknowledgement { version: *version },
        Shown::Note(SystemNote::JobClosed) => Body::System { note: "job-closed" },
        Shown::Note(SystemNote::JobReopened) => Body::System { note: "job-reopened" },
        Shown::Note(SystemNote::HandedOver) => Body::System { note: "handed-over" },
    }
}

fn point(seen: &PointSeen<'_>) -> Body {
    Body::Point {
        text: seen.text.map(str::to_owned),
        message: seen.message,
        brief: seen.brief,
        state: seen.answered.map(|answered| answered.answer).into(),
        answered_at: seen.answered.map(|answered| answered.at.into()),
    }
}

fn message(said: &Said<'_>) -> Body {
    let file = |file: &entry::Attached| AttachedFile::of(file, said);
    Body::Message {
        text: said.text.to_owned(),
        edited_at: said.edited_at.map(Moment),
        quote: said.quote,
        files: said.files.iter().map(file).collect(),
        reactions: reactions(said.reactions),
    }
}

/// A range of a log: it covers the numbers after `after` up to `last`, and holds those entries of them
/// that there are for the viewer.
#[derive(Debug, Serialize, ToSchema)]
pub struct EntryPage {
    pub conversation: Uuid,
    pub view: i64,
    pub after: i64,
    pub last: i64,
    /// Ascending.
    pub entries: Vec<Entry>,
    /// Entries outside the range that some within it change or quote, as they now read.
    pub beside: Vec<Entry>,
    /// More stands beyond, in the direction asked for.
    pub more: bool,
}

impl EntryPage {
    pub fn new(page: &Page) -> EntryPage {
        let shown = |all: &[Recorded]| {
            let mut seen = Vec::with_capacity(all.len());
            seen.extend(all.iter().filter_map(|one| Entry::shown(one, page.viewer, &page.access)));
            seen
        };
        EntryPage {
            conversation: page.conversation.0,
            view: page.view,
            after: page.after,
            last: page.last,
            entries: shown(&page.entries),
            beside: shown(&page.beside),
            more: page.more,
        }
    }
}
