//! Who may upload a file to a conversation. Sending it is sending a message.

use super::contact::Rules;
use super::{Denial, Permitted, Rate, messages};
use crate::conversation::Conversation;
use crate::files::FileType;
use crate::limits;
use crate::market::{JobPhase, Person, Side};

/// Who may write may upload, as long as not too many of their files wait to be sent.
pub fn upload(
    person: &Person,
    (side, log, job): (Side, &Conversation, JobPhase),
    contact: &Rules,
    kind: FileType,
    waiting: i64,
    rate: Rate,
) -> Result<Permitted<()>, Denial> {
    if person.suspended {
        return Err(Denial::AccountSuspended);
    }
    if let Rate::Exceeded { retry_after } = rate {
        return Err(Denial::RateLimited { retry_after });
    }
    if let Some(denial) = messages::refused(side, log, job, contact) {
        return Err(denial);
    }
    may_attach([kind], contact)?;
    let max = limits::FILES_WAITING;
    if waiting < max { Ok(Permitted::new(())) } else { Err(Denial::FilesWaiting { max }) }
}

/// Files of these kinds may go with a message.
pub(super) fn may_attach(kinds: impl IntoIterator<Item = FileType>, contact: &Rules) -> Result<(), Denial> {
    let attachments = &contact.terms.attachments;
    for kind in kinds {
        if !attachments.allowed {
            return Err(Denial::AttachmentsOff);
        }
        if !attachments.take(kind) {
            return Err(Denial::FileKindNotAllowed);
        }
    }
    Ok(())
}
