//! Who may do what under a policy, asked of the rules themselves: the table that an admin looks at while
//! changing a draft, and the one that is reviewed with every preset.

use super::{EntryPoint, Rules};
use crate::conversation::{Conversation, Invited};
use crate::entry::{Attached, Message};
use crate::files::FileType;
use crate::market::{Actor, Answer, InvitationState, JobPhase, Person, Side};
use crate::policy::{Action, Denial, Facts, Rate, Start, decide, files, reading};
use crate::{AccountId, ConversationId, FileId, InvitationId, Time};
use std::time::Duration;
use uuid::Uuid;

/// Something that a person may want to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Act {
    /// Send an invitation, which the other accepts first.
    Invite(EntryPoint),
    /// Begin by writing.
    Ask(EntryPoint),
    /// Write where both are in a conversation.
    Write,
    /// Send a file there.
    Attach,
    /// Read what was written there.
    Read,
}

impl Act {
    /// Every act, those of one entry point beside each other.
    pub fn all() -> impl Iterator<Item = Act> {
        let starts = EntryPoint::ALL.into_iter().flat_map(|entry| [Act::Invite(entry), Act::Ask(entry)]);
        starts.chain([Act::Write, Act::Attach, Act::Read])
    }

    /// Its name, the entry point aside.
    pub fn name(self) -> &'static str {
        match self {
            Act::Invite(_) => "invite",
            Act::Ask(_) => "ask",
            Act::Write => "write",
            Act::Attach => "attach",
            Act::Read => "read",
        }
    }

    /// The entry point that it starts from.
    pub fn entry(self) -> Option<EntryPoint> {
        match self {
            Act::Invite(entry) | Act::Ask(entry) => Some(entry),
            Act::Write | Act::Attach | Act::Read => None,
        }
    }
}

/// What one side gets when it tries an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    pub act: Act,
    pub side: Side,
    pub phase: JobPhase,
    /// Why not; `None` where they may.
    pub refused: Option<Denial>,
}

/// Every act × side × phase. Somebody of good standing is taken, who offers work and has a job of their own,
/// far from every bound, with nothing said so far where they start and both in it where they write.
pub fn outlook(rules: &Rules) -> Vec<Cell> {
    let mut cells = Vec::new();
    for act in Act::all() {
        for side in Side::ALL {
            for phase in JobPhase::ALL {
                cells.push(Cell { act, side, phase, refused: tried(rules, act, side, phase) });
            }
        }
    }
    cells
}

const PERSON: Person = Person { id: AccountId(Uuid::from_u128(1)), staff: None, suspended: false };
const NOW: Time = Time(1);

fn tried(rules: &Rules, act: Act, side: Side, phase: JobPhase) -> Option<Denial> {
    let message = Message::of("Hello");
    let begun = talking(rules);
    let judged = match act {
        Act::Invite(entry) => {
            let action =
                Action::Invite { invitation: InvitationId(Uuid::from_u128(2)), text: "Hello".into() };
            decide(
                &Actor::Person(PERSON),
                action,
                &facts(rules, side, phase, Conversation::EMPTY, Some(entry)),
            )
        }
        Act::Ask(entry) => {
            let facts = facts(rules, side, phase, Conversation::EMPTY, Some(entry));
            decide(&Actor::Person(PERSON), Action::Ask(message), &facts)
        }
        Act::Write => {
            let facts = facts(rules, side, phase, begun, None);
            decide(&Actor::Person(PERSON), Action::Send(message), &facts)
        }
        Act::Attach => {
            let kind = taken(rules);
            if let Err(denied) =
                files::upload(&PERSON, (side, &begun, phase), rules, kind, 0, Rate::Kept).map(|_| ())
            {
                return Some(denied);
            }
            let (id, name) = (FileId(Uuid::from_u128(4)), "plan".into());
            let files = vec![Attached { id, name, kind, bytes: 1, sha256: [0; 32] }];
            let facts = facts(rules, side, phase, begun, None);
            decide(&Actor::Person(PERSON), Action::Send(Message { files, ..message }), &facts)
        }
        Act::Read => return reading::read(side, &begun, phase, rules).err(),
    };
    judged.err()
}

/// A kind of file that goes, if any does.
fn taken(rules: &Rules) -> FileType {
    let kinds = rules.terms.attachments.kinds.as_ref();
    kinds.and_then(|kinds| kinds.first().copied()).unwrap_or(FileType::Pdf)
}

/// A conversation in which both are, the warning read.
fn talking(rules: &Rules) -> Conversation {
    let state = InvitationState::Answered(Answer::Accepted);
    let invitation = Invited { id: InvitationId(Uuid::from_u128(2)), state, expires_at: NOW };
    Conversation {
        last_seq: 3,
        messages: 1,
        said_seq: 1,
        invitation: Some(invitation),
        acknowledged: rules.warning_version,
        ..Conversation::EMPTY
    }
}

fn facts(rules: &Rules, side: Side, job: JobPhase, log: Conversation, entry: Option<EntryPoint>) -> Facts {
    let start =
        |entry| Start { entry, has_open_job: true, own_profile: false, offers_work: true, pending: 0 };
    Facts {
        at: NOW.plus(Duration::from_secs(1)),
        key: None,
        conversation: ConversationId(Uuid::from_u128(3)),
        side,
        log,
        job,
        contact: rules.clone(),
        rate: Rate::Kept,
        start: entry.map(start),
        target: None,
        points: None,
    }
}
