//! Who is told about an entry, and how. Every consumer that reaches a person starts from [`plan`].

use crate::AccountId;
use crate::conversation::Conversation;
use crate::conversation::marks::Mute;
use crate::entry::{Author, Entry, EntryBody, PointAnswer, SystemNote};
use crate::market::{Answer, Side};

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
    PointConfirmed,
    PointDeclined,
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
