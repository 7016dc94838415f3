//! Acts that write no entry: on jobs, accounts and what people keep for themselves.

use super::contact::CanStart;
use super::{Denial, Permitted};
use crate::AccountId;
use crate::limits;
use crate::market::{JobChange, JobPhase, Person, Side, StaffRole};

/// Anybody in good standing posts jobs, up to a bound.
pub fn post_job(person: &Person, open_jobs: i64) -> Result<Permitted<JobChange>, Denial> {
    in_good_standing(person)?;
    room_for_a_job(open_jobs)?;
    Ok(Permitted::new(JobChange::Posted))
}

/// Anybody in good standing keeps replies for later, up to a bound.
pub fn keep_reply(person: &Person, kept: i64) -> Result<Permitted<()>, Denial> {
    in_good_standing(person)?;
    let max = limits::SAVED_REPLIES;
    if kept < max { Ok(Permitted::new(())) } else { Err(Denial::SavedReplyLimit { max }) }
}

/// The client closes a job; `None` where it is closed already. The caller has made sure that the person
/// takes part in it, on this side, since to others it does not exist.
pub fn close_job(
    person: &Person,
    side: Side,
    phase: JobPhase,
) -> Result<Option<Permitted<JobChange>>, Denial> {
    in_good_standing(person)?;
    is_the_client(side)?;
    Ok((phase != JobPhase::Closed).then(|| Permitted::new(JobChange::Closed)))
}

/// The client re-opens a job; `None` where it is open already.
pub fn reopen_job(
    person: &Person,
    side: Side,
    phase: JobPhase,
    open_jobs: i64,
) -> Result<Option<Permitted<JobChange>>, Denial> {
    in_good_standing(person)?;
    is_the_client(side)?;
    if phase != JobPhase::Closed {
        return Ok(None);
    }
    room_for_a_job(open_jobs)?;
    Ok(Some(Permitted::new(JobChange::Reopened)))
}

/// The client says how far the work on a job is; `None` where that was said already. Closing and re-opening
/// are acts of their own.
pub fn move_job(
    person: &Person,
    side: Side,
    phase: JobPhase,
    to: JobPhase,
) -> Result<Option<Permitted<JobChange>>, Denial> {
    in_good_standing(person)?;
    is_the_client(side)?;
    let change = match (phase, to) {
        (JobPhase::Closed, _) | (_, JobPhase::Closed) => return Err(Denial::JobClosed),
        (from, to) if from == to => return Ok(None),
        (_, JobPhase::Open) => JobChange::Opened,
        (_, JobPhase::InProgress) => JobChange::WorkBegan,
        (_, JobPhase::FinalReview) => JobChange::ReviewBegan,
    };
    Ok(Some(Permitted::new(change)))
}

/// The client turns messages about a job off and on; `None` where they are so already.
pub fn switch_messaging(
    person: &Person,
    side: Side,
    is_on: bool,
    on: bool,
) -> Result<Option<Permitted<JobChange>>, Denial> {
    in_good_standing(person)?;
    is_the_client(side)?;
    let change = if on { JobChange::MessagingOn } else { JobChange::MessagingOff };
    Ok((is_on != on).then(|| Permitted::new(change)))
}

/// The client says which conversation comes before work; `None` where that was said already.
pub fn require_conversation(
    person: &Person,
    side: Side,
    is: CanStart,
    wanted: CanStart,
) -> Result<Option<Permitted<JobChange>>, Denial> {
    in_good_standing(person)?;
    is_the_client(side)?;
    Ok((is != wanted).then(|| Permitted::new(JobChange::RequirementChanged)))
}

/// The client says which of the suggested questions the description answers; `None` where `is_so` already.
pub fn note_answers(
    person: &Person,
    side: Side,
    is_so: bool,
) -> Result<Option<Permitted<JobChange>>, Denial> {
    in_good_standing(person)?;
    is_the_client(side)?;
    Ok((!is_so).then(|| Permitted::new(JobChange::AnswersNoted)))
}

/// Admins change the suggested questions: a new version follows the one that its editor had before them; the
/// number it gets.
pub fn change_questions(person: &Person, seen: i64, now: i64) -> Result<Permitted<i64>, Denial> {
    change_policy(person)?;
    if seen == now { Ok(Permitted::new(now + 1)) } else { Err(Denial::QuestionsChanged) }
}

/// Admins change the words of the marketplace: a new version follows the one that its editor had before them; the
/// number it gets.
pub fn change_wording(person: &Person, seen: i64, now: i64) -> Result<Permitted<i64>, Denial> {
    change_policy(person)?;
    if seen == now { Ok(Permitted::new(now + 1)) } else { Err(Denial::WordingChanged) }
}

/// Admins change the contact policy.
pub fn change_policy(person: &Person) -> Result<Permitted<()>, Denial> {
    in_good_standing(person)?;
    if person.staff == Some(StaffRole::Admin) {
        Ok(Permitted::new(()))
    } else {
        Err(Denial::StaffRoleRequired)
    }
}

/// Admins settle things for one job alone.
pub fn settle_job(person: &Person) -> Result<Permitted<JobChange>, Denial> {
    change_policy(person)?;
    Ok(Permitted::new(JobChange::RulesChanged))
}

fn is_the_client(side: Side) -> Result<(), Denial> {
    if side == Side::Client { Ok(()) } else { Err(Denial::OnlyTheClientCloses) }
}

/// Staff read the list of accounts and the refusals.
pub fn read_as_staff(person: &Person) -> Result<Permitted<()>, Denial> {
    in_good_standing(person)?;
    person.staff.map(|_| Permitted::new(())).ok_or(Denial::StaffRoleRequired)
}

/// Admins give and take staff roles, not their own: the last admin cannot lock everybody out.
pub fn set_role(
    person: &Person,
    account: AccountId,
    role: Option<StaffRole>,
) -> Result<Permitted<Option<StaffRole>>, Denial> {
    in_good_standing(person)?;
    if person.staff != Some(StaffRole::Admin) {
        return Err(Denial::StaffRoleRequired);
    }
    not_oneself(person, account)?;
    Ok(Permitted::new(role))
}

/// Moderators and admins suspend accounts and lift suspensions; only an admin does so to staff.
pub fn set_suspension(person: &Person, account: AccountId, of_staff: bool) -> Result<Permitted<()>, Denial> {
    in_good_standing(person)?;
    match person.staff {
        Some(StaffRole::Admin) => {}
        Some(StaffRole::Moderator) if !of_staff => {}
        _ => return Err(Denial::StaffRoleRequired),
    }
    not_oneself(person, account)?;
    Ok(Permitted::new(()))
}

fn in_good_standing(person: &Person) -> Result<(), Denial> {
    if person.suspended { Err(Denial::AccountSuspended) } else { Ok(()) }
}

fn room_for_a_job(open_jobs: i64) -> Result<(), Denial> {
    let max = limits::OPEN_JOBS;
    if open_jobs < max { Ok(()) } else { Err(Denial::OpenJobLimit { max }) }
}

fn not_oneself(person: &Person, account: AccountId) -> Result<(), Denial> {
    if person.id == account { Err(Denial::OwnAccount) } else { Ok(()) }
}
