//! What two people agree on: either proposes it, the other confirms or declines, and whoever proposed it may take
//! it back while it waits. Who may not write at the moment may do none of it.

use super::amendments::standing;
use super::{Asked, Denial, Facts, Judged, PointDenial, SupportDenial, messages};
use crate::entry::{EntryBody, Point, PointAnswer};
use crate::limits;

/// Either side proposes a short text, or the words of a message that stands. With support nothing is agreed on.
pub(super) fn propose(point: Point, facts: &Facts) -> Judged {
    messages::may_write(facts)?;
    if facts.contact.is_case {
        return Err(Denial::Support(SupportDenial::NothingToAgreeOn));
    }
    if point.message.is_some() {
        standing(facts)?;
    }
    if point.text.is_empty() {
        return Err(Denial::Point(PointDenial::NoWords));
    }
    let points = facts.points.ok_or(Denial::PeopleOnly)?;
    if points.has_message {
        return Err(Denial::Point(PointDenial::AlreadyProposed));
    }
    let max = limits::POINTS;
    if points.standing >= max {
        return Err(Denial::Point(PointDenial::Limit { max }));
    }
    Ok(EntryBody::Point(point))
}

/// The other side confirms or declines; whoever proposed it takes it back. Once, for good.
pub(super) fn answer(answer: PointAnswer, facts: &Facts) -> Judged {
    messages::may_write(facts)?;
    let target = facts.target.ok_or(Denial::PeopleOnly)?;
    let asked = asked(facts)?;
    match answer {
        PointAnswer::Confirmed | PointAnswer::Declined if target.is_own => {
            return Err(Denial::Point(PointDenial::OwnPoint));
        }
        PointAnswer::TakenBack if !target.is_own => return Err(Denial::Point(PointDenial::NotYours)),
        PointAnswer::Lapsed => return Err(Denial::SystemOnly),
        PointAnswer::Confirmed | PointAnswer::Declined | PointAnswer::TakenBack => {}
    }
    if asked.is_answered || asked.is_outdated {
        return Err(Denial::Point(PointDenial::Answered));
    }
    Ok(EntryBody::PointAnswer { target: target.seq, answer })
}

/// A point that waits goes with the words of the message that it was made from.
pub(super) fn lapse(facts: &Facts) -> Judged {
    let target = facts.target.ok_or(Denial::PeopleOnly)?;
    let asked = asked(facts)?;
    if asked.is_answered || !asked.is_outdated {
        return Err(Denial::Point(PointDenial::Answered));
    }
    Ok(EntryBody::PointAnswer { target: target.seq, answer: PointAnswer::Lapsed })
}

fn asked(facts: &Facts) -> Result<Asked, Denial> {
    facts.points.and_then(|points| points.asked).ok_or(Denial::Point(PointDenial::NotAPoint))
}
