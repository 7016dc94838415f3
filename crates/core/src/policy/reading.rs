//! Who may read a conversation, and mark it read.

use super::contact::ContactPolicy;
use super::{Denial, Permitted};
use crate::conversation::Conversation;
use crate::conversation::view::{Access, Reach};
use crate::market::{JobPhase, Side};

/// What a participant may read now; the caller has made sure that they are one. A hidden conversation
/// is refused with the reason, which its inbox row shows too.
pub fn read(
    side: Side,
    log: &Conversation,
    job: JobPhase,
    contact: &ContactPolicy,
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
    contact: &ContactPolicy,
) -> Result<Permitted<Access>, Denial> {
    let access = read(side, log, job, contact)?;
    if access.get().withheld { Err(Denial::WarningNotAcknowledged) } else { Ok(access) }
}
