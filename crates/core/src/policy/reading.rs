//! Who may read a conversation and mark it read, and what the other side is told of that.

use super::contact::Rules;
use super::{Denial, Permitted};
use crate::conversation::view::{Access, Reach};
use crate::conversation::{Conversation, Standing};
use crate::ids::Seq;
use crate::market::{JobPhase, Side};

/// What a participant may read now; the caller has made sure that they are one. A hidden conversation
/// is refused with the reason, which its inbox row shows too.
pub fn read(
    side: Side,
    log: &Conversation,
    job: JobPhase,
    contact: &Rules,
) -> Result<Permitted<Access>, Denial> {
    let access = Access::of(side, log, job, contact);
    match access.reach {
        Reach::Nothing => Err(Denial::JobClosed),
        Reach::Everything | Reach::Invitations => Ok(Permitted::new(access)),
    }
}

/// Marking as read what is behind the safety warning would be a lie.
pub fn mark_read(
    side: Side,
    log: &Conversation,
    job: JobPhase,
    contact: &Rules,
) -> Result<Permitted<Access>, Denial> {
    let access = read(side, log, job, contact)?;
    if access.get().withheld { Err(Denial::WarningNotAcknowledged) } else { Ok(access) }
}

/// How far the other side is told that a person has come in a conversation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    /// Everything up to here reached a browser of theirs.
    pub delivered: Seq,
    /// Everything up to here was read.
    pub read: Seq,
}

/// What the other side may be told of somebody who has everything up to `delivered`, and has read up to
/// `read`. Who was merely asked owes nobody an account of it; and that something was read is only told of
/// who lets it be told.
pub fn receipt(log: &Conversation, read_receipts: bool, delivered: Seq, read: Seq) -> Receipt {
    if !log.is_accepted() {
        return Receipt::default();
    }
    Receipt { delivered: delivered.max(read), read: if read_receipts { read } else { 0 } }
}

/// Whether the two of a conversation may know of each other that they are there and typing: while both
/// can write.
pub fn attend(log: &Conversation, job: JobPhase, contact: &Rules) -> Result<Permitted<Standing>, Denial> {
    match Standing::of(log, job, contact) {
        Standing::Open => Ok(Permitted::new(Standing::Open)),
        Standing::Paused(reason) => Err(Denial::of_pause(reason)),
        Standing::Closed(_) => Err(Denial::JobClosed),
        Standing::Invited => Err(Denial::InvitationPending),
        Standing::Declined => Err(Denial::InvitationDeclined),
    }
}
