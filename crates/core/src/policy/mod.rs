//! The rules. [`decide`] judges everything that would enter a conversation and is the only mint of
//! [`Permitted`] entries; `append` in the store accepts nothing else. Acts that write no entry are
//! judged by siblings in [`market`], [`job_page`], [`hiring`], [`marks`], [`help`], [`support`] and [`reading`].
//!
//! A rule looks at facts that somebody else gathered: it fetches nothing and remembers nothing.

mod amendments;
pub mod contact;
mod denial;
pub mod files;
pub mod help;
pub mod hiring;
mod hiring_denial;
mod invitations;
pub mod job_page;
pub mod market;
pub mod marks;
mod messages;
mod permitted;
mod point_denial;
mod points;
pub mod reading;
pub mod support;
mod support_denial;
mod system;

pub use denial::Denial;
pub use hiring_denial::HiringDenial;
pub use permitted::Permitted;
pub use point_denial::PointDenial;
pub use support_denial::SupportDenial;

use crate::conversation::Conversation;
use crate::entry::{Author, EntryBody, Message, NewEntry, Point, PointAnswer, SystemNote};
use crate::ids::Seq;
use crate::market::{Actor, Answer, JobPhase, Person, Side};
use crate::{ConversationId, FileId, InvitationId, Key, Time};
use contact::{EntryPoint, Rules};
use std::time::Duration;

/// What somebody wants to do in a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Ask the freelancer about the job; makes the conversation if there is none.
    Invite { invitation: InvitationId, text: String },
    /// Accept, decline or withdraw the newest invitation, or let it expire.
    Answer(Answer),
    /// Say that the safety warning was read.
    Acknowledge { version: i64 },
    /// Begin a conversation by writing.
    Ask(Message),
    /// Say something.
    Send(Message),
    /// Put a message of one's own differently.
    Edit { text: String },
    /// Take a message of one's own back.
    Remove,
    /// Answer a message with an emoji, or take that back.
    React { emoji: String, given: bool },
    /// Mark a file of a message as what was to be delivered, or unmark it.
    Mark { file: FileId, marked: bool },
    /// Have the people of the desk answer a case instead of the bot.
    HandOver,
    /// Propose something to be agreed on.
    Propose(Point),
    /// Confirm, decline or take back a point, or let it lapse.
    AnswerPoint(PointAnswer),
    /// Note what happened to the job.
    Note(SystemNote),
}

/// What a rule looks at.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Now.
    pub at: Time,
    /// The caller's idempotency key, kept with the entry.
    pub key: Option<Key>,
    pub conversation: ConversationId,
    /// The part the actor plays, or would play, in the conversation.
    pub side: Side,
    /// What the log adds up to so far.
    pub log: Conversation,
    pub job: JobPhase,
    /// What the contact policy settles for this job.
    pub contact: Rules,
    /// Whether the actor keeps within the rate of what is asked.
    pub rate: Rate,
    /// What else matters for starting a conversation; only [`Action::Invite`], [`Action::Ask`] and an
    /// acceptance by the system look.
    pub start: Option<Start>,
    /// The entry that the action is about, where it is about one: what is quoted, changed or answered.
    pub target: Option<Target>,
    /// What matters for agreeing on something; only [`Action::Propose`] and [`Action::AnswerPoint`] look.
    pub points: Option<Points>,
}

/// Facts about an entry that stands and that somebody wants to quote or change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    pub seq: Seq,
    /// When it was written.
    pub at: Time,
    /// The actor wrote it.
    pub is_own: bool,
    /// It is a message.
    pub is_message: bool,
    /// It is something that people read: a message or an invitation.
    pub is_said: bool,
    /// Its author took it back.
    pub is_removed: bool,
    /// How many different emojis it was answered with.
    pub reactions: usize,
    /// The emoji in question is none of them.
    pub new_reaction: bool,
}

/// Facts about the points of a conversation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Points {
    /// How many of them wait or are agreed.
    pub standing: i64,
    /// One of these was made from the message in question.
    pub has_message: bool,
    /// What the entry in question is, if it is a point.
    pub asked: Option<Asked>,
}

/// What matters of a point that is to be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    pub is_answered: bool,
    /// The message that it was made from does not say the same any more.
    pub is_outdated: bool,
}

/// Facts about a new contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    /// From where the actor turns to the other.
    pub entry: EntryPoint,
    /// The actor has an open job of their own.
    pub has_open_job: bool,
    /// The profile contacted is the actor's own.
    pub own_profile: bool,
    /// The person contacted can be: a freelancer offers work, and nobody is suspended.
    pub offers_work: bool,
    /// New contacts of the actor that still wait for an answer.
    pub pending: i64,
}

/// Whether a rate is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rate {
    Kept,
    Exceeded { retry_after: Duration },
}

/// Judges an action. What is permitted comes back as the very entry that was judged.
pub fn decide(actor: &Actor, action: Action, facts: &Facts) -> Result<Permitted<NewEntry>, Denial> {
    let body = match (actor, action) {
        (Actor::System, Action::Answer(Answer::Expired)) => system::expire(facts)?,
        (Actor::System, Action::Answer(Answer::Accepted)) => system::accept(facts)?,
        (Actor::System, Action::Note(note)) => system::note(note, facts)?,
        (Actor::Bot, Action::Send(message)) => support::answer(message, facts)?,
        (Actor::System, Action::AnswerPoint(PointAnswer::Lapsed)) => points::lapse(facts)?,
        (Actor::Person(person), action) => {
            may_act(person, facts)?;
            match action {
                Action::Invite { invitation, text } => invitations::invite(invitation, text, facts)?,
                Action::Answer(answer) => invitations::answer(answer, facts)?,
                Action::Acknowledge { version } => messages::acknowledge(version, facts)?,
                Action::Ask(message) => messages::ask(message, facts)?,
                Action::Send(message) => messages::send(message, facts)?,
                Action::Edit { text } => amendments::edit(text, facts)?,
                Action::Remove => amendments::remove(facts)?,
                Action::React { emoji, given } => amendments::react(emoji, given, facts)?,
                Action::Mark { file, marked } => amendments::mark(file, marked, facts)?,
                Action::HandOver => support::hand_over(facts)?,
                Action::Propose(point) => points::propose(point, facts)?,
                Action::AnswerPoint(answer) => points::answer(answer, facts)?,
                Action::Note(_) => return Err(Denial::SystemOnly),
            }
        }
        (Actor::System | Actor::Bot, _) => return Err(Denial::PeopleOnly),
    };
    let author = match actor {
        Actor::Person(person) => Author::Account { id: person.id, side: facts.side },
        Actor::Bot => Author::Bot,
        Actor::System => Author::System,
    };
    let (conversation, at, key) = (facts.conversation, facts.at, facts.key);
    Ok(Permitted::new(NewEntry { conversation, author, body, at, key }))
}

/// What holds for every act of a person.
fn may_act(person: &Person, facts: &Facts) -> Result<(), Denial> {
    if person.suspended {
        return Err(Denial::AccountSuspended);
    }
    match facts.rate {
        Rate::Kept => Ok(()),
        Rate::Exceeded { retry_after } => Err(Denial::RateLimited { retry_after }),
    }
}

/// Why nobody may write to a conversation as it stands, to `side`; `None` where they may. The composer
/// shows it, and [`decide`] refuses a message for it.
pub fn sending_refused(side: Side, log: &Conversation, job: JobPhase, contact: &Rules) -> Option<Denial> {
    messages::refused(side, log, job, contact)
}

type Judged = Result<EntryBody, Denial>;
