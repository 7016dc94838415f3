//! Conversations, inbox rows and entries, as one viewer sees them.

use super::{Invitation, JobRef, Moment, PersonRef};
use crate::app::conversations::Opened;
use crate::app::viewing::{HeadView, RowView};
use parlance_core::AccountId;
use parlance_core::conversation::said::Recorded;
use parlance_core::conversation::view::{self, Access, Said, Shown};
use parlance_core::conversation::{self, ClosedReason};
use parlance_core::entry::Author;
use parlance_core::policy::{Denial, reading};
use parlance_core::{market, text};
use parlance_store::inbox::Filter;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Client,
    Freelancer,
    /// Answers for support.
    Desk,
    /// Asked support.
    Person,
}

impl From<market::Side> for Side {
    fn from(side: market::Side) -> Self {
        match side {
            market::Side::Client => Side::Client,
            market::Side::Freelancer => Side::Freelancer,
            market::Side::Desk => Side::Desk,
            market::Side::Person => Side::Person,
        }
    }
}

impl From<Side> for market::Side {
    fn from(side: Side) -> Self {
        match side {
            Side::Client => market::Side::Client,
            Side::Freelancer => market::Side::Freelancer,
            Side::Desk => market::Side::Desk,
            Side::Person => market::Side::Person,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StandingState {
    Invited,
    Open,
    Paused,
    Closed,
    Declined,
}

/// Where a conversation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Standing {
    pub state: StandingState,
    /// Why it is closed: `job-closed`, `case-closed`, `withdrawn` or `expired`. Why it is paused: `messaging-off`,
    /// `class-without-messaging`, or `phase-…` after the phase of the job.
    #[schema(required, value_type = Option<String>)]
    pub reason: Option<&'static str>,
}

impl From<conversation::Standing> for Standing {
    fn from(standing: conversation::Standing) -> Self {
        let (state, reason) = match standing {
            conversation::Standing::Invited => (StandingState::Invited, None),
            conversation::Standing::Open => (StandingState::Open, None),
            conversation::Standing::Declined => (StandingState::Declined, None),
            conversation::Standing::Paused(reason) => {
                (StandingState::Paused, Some(Denial::of_pause(reason).code()))
            }
            conversation::Standing::Closed(reason) => (
                StandingState::Closed,
                Some(match reason {
                    ClosedReason::JobClosed => "job-closed",
                    ClosedReason::CaseClosed => "case-closed",
                    ClosedReason::Withdrawn => "withdrawn",
                    ClosedReason::Expired => "expired",
                }),
            ),
        };
        Standing { state, reason }
    }
}

/// Which entries the viewer may see at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    Everything,
    Invitations,
    Nothing,
}

/// Why nothing can be sent, to be shown in the composer's place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SendRefused {
    #[schema(value_type = String)]
    pub code: &'static str,
    pub detail: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LastBy {
    Me,
    Other,
    System,
}

/// The line last said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LastLine {
    pub seq: i64,
    pub at: Moment,
    pub by: LastBy,
    /// `invitation`, `message`, `file` (a message of files alone), `point`, `removed` or `withheld`.
    #[schema(value_type = String)]
    pub kind: &'static str,
    /// The first characters, on one line, or the first file's name; `null` where there is nothing to be seen.
    #[schema(required)]
    pub preview: Option<String>,
}

/// The part of an inbox row that changes with what happens in the conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Head {
    /// Rises with every change of the row.
    pub version: i64,
    /// Rises with every change of what the viewer may see.
    pub view: i64,
    pub standing: Standing,
    pub reach: Reach,
    /// The safety warning waits to be read.
    pub warning_pending: bool,
    /// `null` where the viewer may write now.
    #[schema(required)]
    pub send: Option<SendRefused>,
    pub last_seq: i64,
    pub read_seq: i64,
    /// How many entries wait to be read, or were marked as unread.
    pub unread: i64,
    /// The first entry that the viewer marked as unread; `null` where they marked none.
    #[schema(required)]
    pub unread_from: Option<i64>,
    pub starred: bool,
    /// The viewer is not told of messages.
    pub muted: bool,
    /// The viewer has put it away.
    pub archived: bool,
    #[schema(required)]
    pub last: Option<LastLine>,
    pub last_at: Moment,
}

impl From<HeadView<'_>> for Head {
    fn from(head: HeadView<'_>) -> Self {
        let glance = head.glance;
        Head {
            // Each of the four only rises, and no change of the row leaves all of them alone.
            version: head.last_seq + head.read_seq + head.view + head.marks.version,
            view: head.view,
            standing: glance.standing.into(),
            reach: match glance.access.reach {
                view::Reach::Everything => Reach::Everything,
                view::Reach::Invitations => Reach::Invitations,
                view::Reach::Nothing => Reach::Nothing,
            },
            warning_pending: glance.access.withheld && glance.access.reach != view::Reach::Nothing,
            send: glance.refused.map(|denial| SendRefused {
                code: denial.code(),
                detail: head.explained.map_or_else(|| denial.sentence(), str::to_owned),
            }),
            last_seq: head.last_seq,
            read_seq: head.read_seq,
            unread: glance.unread,
            unread_from: head.marks.unread.map(|unread| unread.from),
            starred: head.marks.starred,
            muted: head.marks.is_muted(),
            archived: head.archived,
            last: last_line(head.said, head.viewer, &glance.access),
            last_at: head.active_at.into(),
        }
    }
}

fn last_line(recorded: &Recorded, viewer: AccountId, access: &Access) -> Option<LastLine> {
    let (kind, preview) = match access.show(recorded)? {
        Shown::Message(Said { text: "", files: [file, ..], .. }) => ("file", Some(text::preview(&file.name))),
        Shown::Message(said) => ("message", Some(text::preview(said.text))),
        Shown::Invitation { text, .. } => ("invitation", Some(text::preview(text))),
        Shown::Point(point) => ("point", point.text.map(text::preview)),
        Shown::Answer { .. } | Shown::Acknowledgement { .. } | Shown::Note(_) | Shown::Amends(_) => {
            return None;
        }
        Shown::Removed(_) => ("removed", None),
        Shown::Withheld(_) => ("withheld", None),
    };
    let said = &recorded.entry;
    let by = match said.author {
        author if is_own(author, viewer) => LastBy::Me,
        Author::Account { .. } | Author::Bot => LastBy::Other,
        Author::System => LastBy::System,
    };
    Some(LastLine { seq: said.seq, at: said.at.into(), by, kind, preview })
}

/// Whether `viewer` wrote it; what its people write, the desk does.
pub(super) fn is_own(author: Author, viewer: AccountId) -> bool {
    match author {
        Author::Account { id, side } => {
            id == viewer || (viewer == market::DESK && side == market::Side::Desk)
        }
        Author::Bot | Author::System => false,
    }
}

/// How far the other person has come, as far as they let it be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Receipt {
    /// Everything up to this number reached a browser of theirs.
    pub delivered_seq: i64,
    /// Everything up to this number was read.
    pub read_seq: i64,
}

impl From<reading::Receipt> for Receipt {
    fn from(receipt: reading::Receipt) -> Self {
        Receipt { delivered_seq: receipt.delivered, read_seq: receipt.read }
    }
}

/// Which conversations an inbox shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConversationFilter {
    /// With something to read, but for those that were put away.
    Unread,
    Starred,
    Muted,
    Archived,
}

impl From<ConversationFilter> for Filter {
    fn from(filter: ConversationFilter) -> Self {
        match filter {
            ConversationFilter::Unread => Filter::Unread,
            ConversationFilter::Starred => Filter::Starred,
            ConversationFilter::Muted => Filter::Muted,
            ConversationFilter::Archived => Filter::Archived,
        }
    }
}

/// What a conversation is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConversationKind {
    /// A job of a client's.
    Job,
    /// A case of support's, which stands in the job's place: its title is what somebody asks about, and its phase
    /// is `open` while the bot answers, `in_progress` once people do, and `closed`.
    Support,
}

impl From<market::Side> for ConversationKind {
    fn from(side: market::Side) -> Self {
        match side {
            market::Side::Client | market::Side::Freelancer => ConversationKind::Job,
            market::Side::Desk | market::Side::Person => ConversationKind::Support,
        }
    }
}

/// A conversation in an inbox.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ConversationRow {
    pub id: Uuid,
    pub kind: ConversationKind,
    /// The part the viewer plays.
    pub side: Side,
    pub other: PersonRef,
    /// The other person's time zone, by its name in the IANA database; `null` where they do not show it.
    #[schema(required)]
    pub other_time_zone: Option<String>,
    /// Rises when the other person changes their name or what they show, which changes nothing in the
    /// conversation.
    pub other_version: i64,
    /// Only ever goes forward: of two, the larger numbers are the newer.
    pub receipt: Receipt,
    pub job: JobRef,
    pub head: Head,
}

impl From<RowView> for ConversationRow {
    fn from(view: RowView) -> Self {
        let head = view.head().into();
        let row = view.row;
        ConversationRow {
            id: row.id.0,
            kind: row.side.into(),
            side: row.side.into(),
            other: row.other.into(),
            other_time_zone: row.other_zone,
            other_version: row.other_version,
            receipt: row.receipt.into(),
            job: row.job.into(),
            head,
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ParticipantAccount {
    pub id: Uuid,
    pub name: String,
    pub headline: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Participant {
    pub account: ParticipantAccount,
    pub side: Side,
}

/// A conversation, opened.
#[derive(Debug, Serialize, ToSchema)]
pub struct Conversation {
    #[serde(flatten)]
    pub row: ConversationRow,
    /// The newest invitation.
    #[schema(required)]
    pub invitation: Option<Invitation>,
    pub participants: Vec<Participant>,
    /// In a case, who of support answers or has answered.
    pub desk: Vec<PersonRef>,
    pub created_at: Moment,
}

impl From<Opened> for Conversation {
    fn from(opened: Opened) -> Self {
        let participant = |account: parlance_store::accounts::Account, side| Participant {
            account: ParticipantAccount { id: account.id.0, name: account.name, headline: account.headline },
            side,
        };
        let (first, second) = match opened.row.row.side {
            market::Side::Client | market::Side::Freelancer => (Side::Client, Side::Freelancer),
            market::Side::Desk | market::Side::Person => (Side::Desk, Side::Person),
        };
        Conversation {
            row: opened.row.into(),
            invitation: opened.invitation.map(Into::into),
            participants: vec![participant(opened.client, first), participant(opened.freelancer, second)],
            desk: opened.desk.into_iter().map(Into::into).collect(),
            created_at: opened.created_at.into(),
        }
    }
}

/// How many conversations are unread.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnreadCount {
    /// Counted up to 99.
    pub conversations: i64,
}
