//! Cases of support: who opens one, who answers when, and what the people of the desk do with it. That somebody
//! may know of a case at all has been made sure of: to others it does not exist.

use super::{Denial, Facts, Judged, Permitted, SupportDenial, messages};
use crate::entry::{EntryBody, Message, SystemNote};
use crate::limits;
use crate::market::{JobChange, JobPhase, Person, Stage};

/// Anybody in good standing opens a case, as long as not too many of theirs are open.
pub fn open(person: &Person, open_cases: i64) -> Result<Permitted<JobChange>, Denial> {
    in_good_standing(person)?;
    let max = limits::OPEN_CASES;
    if open_cases < max {
        Ok(Permitted::new(JobChange::Posted))
    } else {
        Err(Denial::Support(SupportDenial::CaseLimit { max }))
    }
}

/// The bot answers until the case is handed over; from then on it is silent.
pub(super) fn answer(message: Message, facts: &Facts) -> Judged {
    messages::may_write(facts)?;
    if facts.contact.is_case && Stage::of(facts.job) == Stage::Bot {
        Ok(EntryBody::Message(message))
    } else {
        Err(Denial::PeopleOnly)
    }
}

/// Either side has the people of the desk answer, once.
pub(super) fn hand_over(facts: &Facts) -> Judged {
    if !facts.contact.is_case {
        return Err(Denial::SystemOnly);
    }
    messages::may_write(facts)?;
    match Stage::of(facts.job) {
        Stage::Bot => Ok(EntryBody::System(SystemNote::HandedOver)),
        Stage::People | Stage::Closed => Err(Denial::Support(SupportDenial::AlreadyHandedOver)),
    }
}

/// What handing over makes of the case itself; `None` where the people of the desk have it.
pub fn hand_over_case(person: &Person, phase: JobPhase) -> Result<Option<Permitted<JobChange>>, Denial> {
    in_good_standing(person)?;
    match Stage::of(phase) {
        Stage::Bot => Ok(Some(Permitted::new(JobChange::WorkBegan))),
        Stage::People => Ok(None),
        Stage::Closed => Err(Denial::Support(SupportDenial::CaseClosed)),
    }
}

/// The people of the desk see every case there is.
pub fn look_in(person: &Person) -> Result<Permitted<()>, Denial> {
    in_good_standing(person)?;
    if person.is_at_desk() { Ok(Permitted::new(())) } else { Err(Denial::StaffRoleRequired) }
}

/// One of the desk has a case from now on, or nobody. It is with them who take it and whom it is given to.
pub fn assign(person: &Person, phase: JobPhase, to: Option<&Person>) -> Result<Permitted<()>, Denial> {
    look_in(person)?;
    if to.is_some_and(|to| !to.is_at_desk()) {
        return Err(Denial::Support(SupportDenial::NotAtTheDesk));
    }
    if Stage::of(phase) == Stage::Closed {
        Err(Denial::Support(SupportDenial::CaseClosed))
    } else {
        Ok(Permitted::new(()))
    }
}

/// The desk closes a case; `None` where it is closed already.
pub fn close(person: &Person, phase: JobPhase) -> Result<Option<Permitted<JobChange>>, Denial> {
    look_in(person)?;
    Ok((Stage::of(phase) != Stage::Closed).then(|| Permitted::new(JobChange::Closed)))
}

/// The desk takes a case up again; `None` where it is open already. The bot has had its turn.
pub fn reopen(person: &Person, phase: JobPhase) -> Result<Option<Permitted<JobChange>>, Denial> {
    look_in(person)?;
    Ok((Stage::of(phase) == Stage::Closed).then(|| Permitted::new(JobChange::WorkBegan)))
}

fn in_good_standing(person: &Person) -> Result<(), Denial> {
    if person.suspended { Err(Denial::AccountSuspended) } else { Ok(()) }
}
