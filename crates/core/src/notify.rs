//! Who is told about an entry, and how. Every consumer that reaches a person starts from [`plan`].

use crate::AccountId;
use crate::conversation::Conversation;
use crate::conversation::marks::Mute;
use crate::entry::{Author, Entry, EntryBody, PointAnswer, SystemNote};
use crate::market::{Answer, ContractChange, ProposalState, Side};

/// A participant, as far as telling them goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recipient {
    pub account: AccountId,
    pub side: Side,
    /// The stretch of the log about whose messages they do not want to be told.
    pub mute: Option<Mute>,
}

/// One thing to tell one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notification {
    pub to: AccountId,
    pub by: Means,
}

/// How a person is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    /// A mail that says who wrote about which job and shows the text.
    Mail,
    /// A mail that says who wrote about which job, and nothing of what they wrote.
    MailWithoutContent,
    /// A line in the list behind the bell.
    InApp(Notice),
}

/// What a line in the list of notifications is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    InvitationReceived,
    InvitationAccepted,
    InvitationDeclined,
    InvitationWithdrawn,
    InvitationExpired,
    JobClosed,
    JobReopened,
    ProposalReceived,
    ProposalWithdrawn,
    ProposalDeclined,
    Hired,
    WorkStarted,
    ContractEnded,
    /// A case waits for somebody of the desk.
    CaseWaiting,
    /// Somebody else of the desk gave one a case.
    CaseGiven,
    PointConfirmed,
    PointDeclined,
}

/// Whom a turn of a proposal or of a contract is told to, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    pub to: Side,
    pub notice: Notice,
    /// By a mail, too.
    pub mail: bool,
}

/// What is told of what a proposal became. Of an award nothing is: who made it hears that they are hired.
pub fn of_proposal(became: ProposalState) -> Option<Told> {
    let (to, notice, mail) = match became {
        ProposalState::Submitted => (Side::Client, Notice::ProposalReceived, true),
        ProposalState::Withdrawn => (Side::Client, Notice::ProposalWithdrawn, false),
        ProposalState::Declined => (Side::Freelancer, Notice::ProposalDeclined, true),
        ProposalState::Awarded => return None,
    };
    Some(Told { to, notice, mail })
}

/// What is told of a contract's change, which was made by one of the two.
pub fn of_contract(change: ContractChange, by: Side) -> Told {
    let notice = match change {
        ContractChange::Hired => Notice::Hired,
        ContractChange::WorkStarted => Notice::WorkStarted,
        ContractChange::Ended => Notice::ContractEnded,
    };
    Told { to: by.other(), notice, mail: true }
}

/// Who is told about `entry`. `now` is the conversation as it stands, this entry or later ones taken in.
///
/// Every message and every proposed point is one mail to the other side, unless it was written while they had the conversation
/// muted: however late this is asked, the entry's own place decides. A mute is about messages only, so
/// invitations, answers and closings are told. Until the freelancer has confirmed the safety warning there
/// is exactly one mail a conversation, for its first invitation, without content.
pub fn plan(entry: &Entry, now: &Conversation, people: &[Recipient]) -> Vec<Notification> {
    let others = || people.iter().filter(|p| Some(p.account) != entry.author.account());
    let tell = |side: Side, by: Means| {
        others().filter(move |p| p.side == side).map(move |p| Notification { to: p.account, by })
    };
    match &entry.body {
        EntryBody::Invitation { .. } => {
            let mut plan: Vec<_> = tell(Side::Freelancer, Means::InApp(Notice::InvitationReceived)).collect();
            if now.acknowledged > 0 {
                plan.extend(tell(Side::Freelancer, Means::Mail));
            } else if entry.messages == 1 {
                plan.extend(tell(Side::Freelancer, Means::MailWithoutContent));
            }
            plan
        }
        EntryBody::Message(_) | EntryBody::Point(_) => others()
            .filter(|p| !p.mute.is_some_and(|mute| mute.silences(entry.seq)))
            .map(|p| Notification { to: p.account, by: Means::Mail })
            .collect(),
        // Where the contact policy asks nobody, nobody has answered either.
        EntryBody::Answer { answer: Answer::Accepted, .. } if entry.author == Author::System => Vec::new(),
        EntryBody::Answer { answer, .. } => {
            let (side, notice) = match answer {
                Answer::Accepted => (Side::Client, Notice::InvitationAccepted),
                Answer::Declined => (Side::Client, Notice::InvitationDeclined),
                Answer::Withdrawn => (Side::Freelancer, Notice::InvitationWithdrawn),
                Answer::Expired => (Side::Client, Notice::InvitationExpired),
            };
            tell(side, Means::InApp(notice)).collect()
        }
        EntryBody::PointAnswer { answer, .. } => {
            let notice = match answer {
                PointAnswer::Confirmed => Notice::PointConfirmed,
                PointAnswer::Declined => Notice::PointDeclined,
                // Nobody waits for anything any more.
                PointAnswer::TakenBack | PointAnswer::Lapsed => return Vec::new(),
            };
            others().map(|p| Notification { to: p.account, by: Means::InApp(notice) }).collect()
        }
        EntryBody::System(note) => {
            let notice = match note {
                SystemNote::JobClosed => Notice::JobClosed,
                SystemNote::JobReopened => Notice::JobReopened,
                // Said in cases alone, whose plan is another.
                SystemNote::HandedOver => return Vec::new(),
            };
            // The client did it and knows.
            debug_assert_eq!(entry.author, Author::System);
            tell(Side::Freelancer, Means::InApp(notice)).collect()
        }
        EntryBody::Acknowledgement { .. }
        | EntryBody::Edit { .. }
        | EntryBody::Removal { .. }
        | EntryBody::Reaction { .. }
        | EntryBody::Deliverable { .. } => Vec::new(),
    }
}

/// The people around a case.
#[derive(Clone, Copy, Debug)]
pub struct Desk<'a> {
    /// Whose case it is.
    pub person: Recipient,
    /// Who of the desk has it.
    pub assignee: Option<AccountId>,
    /// Everybody who sits there.
    pub people: &'a [AccountId],
}

/// Who is told about an entry of a case. What the desk answers is one mail to the person, what the person writes
/// one to whoever has the case. While nobody has it, the desk is told once, when it is handed over: the queue shows
/// the rest. What the bot says is told nobody who is not looking.
pub fn plan_case(entry: &Entry, desk: &Desk<'_>) -> Vec<Notification> {
    let author = entry.author.account();
    let by_person = author == Some(desk.person.account);
    match &entry.body {
        EntryBody::Message(_) if by_person => {
            desk.assignee.map(|to| Notification { to, by: Means::Mail }).into_iter().collect()
        }
        EntryBody::Message(_) if author.is_some() => {
            let silent = desk.person.mute.is_some_and(|mute| mute.silences(entry.seq));
            let mail = Notification { to: desk.person.account, by: Means::Mail };
            (!silent).then_some(mail).into_iter().collect()
        }
        EntryBody::System(SystemNote::HandedOver) if desk.assignee.is_none() => {
            let told = desk.people.iter().filter(|to| Some(**to) != author);
            told.map(|to| Notification { to: *to, by: Means::InApp(Notice::CaseWaiting) }).collect()
        }
        _ => Vec::new(),
    }
}
