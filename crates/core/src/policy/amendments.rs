//! What may be done to a message that stands: putting it differently, taking it back, answering it with an
//! emoji, marking a file of it as delivered. Who may not write at the moment may do none of it.

use super::{Denial, Facts, Judged, SupportDenial, Target, messages};
use crate::FileId;
use crate::entry::EntryBody;
use crate::limits;

/// Its author puts a message differently, for as long as the marketplace lets them.
pub(super) fn edit(text: String, facts: &Facts) -> Judged {
    let target = own(facts)?;
    Ok(EntryBody::Edit { target: target.seq, text })
}

/// Its author takes a message back, for as long as the marketplace lets them.
pub(super) fn remove(facts: &Facts) -> Judged {
    let target = own(facts)?;
    Ok(EntryBody::Removal { target: target.seq })
}

/// Either side answers a message with an emoji, or takes that back.
pub(super) fn react(emoji: String, given: bool, facts: &Facts) -> Judged {
    let target = standing(facts)?;
    let max = limits::REACTIONS;
    if given && target.new_reaction && target.reactions >= max {
        return Err(Denial::ReactionLimit { max });
    }
    Ok(EntryBody::Reaction { target: target.seq, emoji, given })
}

/// Either side marks a file as what was to be delivered, or unmarks it. To support nothing is delivered.
pub(super) fn mark(file: FileId, marked: bool, facts: &Facts) -> Judged {
    let target = standing(facts)?;
    if facts.contact.is_case {
        return Err(Denial::Support(SupportDenial::NothingToDeliver));
    }
    Ok(EntryBody::Deliverable { target: target.seq, file, marked })
}

/// A message that is there, in a conversation that the actor may write to.
pub(super) fn standing(facts: &Facts) -> Result<Target, Denial> {
    messages::may_write(facts)?;
    let target = facts.target.ok_or(Denial::PeopleOnly)?;
    if !target.is_message {
        return Err(Denial::NotAMessage);
    }
    if target.is_removed { Err(Denial::MessageRemoved) } else { Ok(target) }
}

/// The same, written by the actor not too long ago.
fn own(facts: &Facts) -> Result<Target, Denial> {
    let target = standing(facts)?;
    if !target.is_own {
        return Err(Denial::NotYourMessage);
    }
    let within = facts.contact.revise_within;
    if facts.at > target.at.plus(within) { Err(Denial::TooLateToRevise { within }) } else { Ok(target) }
}
