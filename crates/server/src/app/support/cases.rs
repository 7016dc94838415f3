//! Opening a case and having people answer it: what whoever asks for support can do.

use super::{bot, rules};
use crate::app::conversations::{Mine, facts, lock, peek, row_of, write};
use crate::app::viewing::{RowView, row_view};
use crate::app::{AppError, Attempt, Caller, Cx, Outcome, postings, refused, replay, sessions};
use crate::outside::ids;
use parlance_core::entry::Message;
use parlance_core::market::{Actor, CASE_CLASS, DESK, JobKind, Person, Side, Stage};
use parlance_core::policy::contact::EntryPoint;
use parlance_core::policy::{self, Action, Facts, Rate, Start};
use parlance_core::{ConversationId, JobId, Key};
use parlance_store::conversations::{self as rows, Held};
use parlance_store::jobs::{self, Job, NewJob};
use parlance_store::support_cases::{self, Case, NewCase};
use parlance_store::{Tx, accounts};

/// A case to open; the fields have been checked.
#[derive(Clone, Debug)]
pub struct OpenCase {
    pub key: Key,
    /// A hash of the request, to tell a repeat from another one under the same key.
    pub request: [u8; 32],
    pub subject: String,
    pub text: String,
    pub about: Option<JobId>,
    pub reason: Option<String>,
}

/// What somebody asks support.
pub struct Asks<'a> {
    pub subject: &'a str,
    pub text: &'a str,
    pub about: Option<JobId>,
    pub reason: Option<&'a str>,
}

/// A case as whoever may know of it sees it.
#[derive(Clone, Debug)]
pub struct Seen {
    pub case: Case,
    pub row: RowView,
}

/// Opens a case with what somebody asks; the bot answers.
pub fn open(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, input: &OpenCase) -> Result<Outcome<Seen>, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    accounts::lock(tx, me.id)?;
    if let Some(made) = replay::find(tx, cx, me.id, input.key, &input.request)? {
        return Ok(Outcome::Replayed(seen(tx, cx, &me, ConversationId(made))?));
    }
    let asks = Asks {
        subject: &input.subject,
        text: &input.text,
        about: input.about,
        reason: input.reason.as_deref(),
    };
    let mut held = begin(tx, cx, &me, &asks)?;
    bot::answer(tx, cx, &mut held, &input.text)?;
    replay::keep(tx, cx, me.id, input.key, &input.request, held.id.0)?;
    Ok(Outcome::Made(seen(tx, cx, &me, held.id)?))
}

/// Makes a case of what somebody asks. The account is locked, so that those that are open can be counted.
pub fn begin(tx: &mut Tx<'_>, cx: &Cx, me: &Person, asks: &Asks<'_>) -> Result<Held, AppError> {
    if let Some(job) = asks.about {
        postings::found_by(tx, cx, *me, job)?;
    }
    let attempt = || Attempt { job: asks.about, ..Attempt::of(me.id, "ask-support") };
    let room = rules::open(me, support_cases::open_count(tx, me.id)?).map_err(refused(attempt()))?;
    let rate = cx.rates.send(me.id);
    let at = cx.clock.now();
    let (job, id) = (JobId(ids::ordered()), ConversationId(ids::unguessable()));
    let (title, class) = (asks.subject, Some(CASE_CLASS));
    jobs::insert(
        tx,
        &NewJob { id: job, client: DESK, title, description: "", kind: JobKind::Contract, class, at },
        room,
    )?;
    rows::create_case(tx, id, job, me.id, at)?;
    let (about, reason) = (asks.about, asks.reason);
    support_cases::insert(tx, &NewCase { conversation: id, job, person: me.id, about, reason, at })?;
    let mut held = rows::lock(tx, id, &cx.policies)?.ok_or(AppError::NotFound)?;
    let start = Start {
        entry: EntryPoint::JobPage,
        has_open_job: false,
        own_profile: false,
        offers_work: true,
        pending: 0,
    };
    let judged = Facts { start: Some(start), ..facts(&held, Side::Person, cx, None, rate) };
    let asked = Action::Ask(Message::of(asks.text));
    let permitted = policy::decide(&Actor::Person(*me), asked, &judged).map_err(refused(attempt()))?;
    write(tx, &mut held, permitted)?;
    Ok(held)
}

/// One case: for whose it is, and for the desk.
pub fn one(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, id: ConversationId) -> Result<Seen, AppError> {
    let mine = peek(tx, cx, caller, id)?;
    seen(tx, cx, &mine.me, id)
}

/// Has the people of the desk answer a case instead of the bot. Asking for it twice is asking once.
pub fn hand_over(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, id: ConversationId) -> Result<Seen, AppError> {
    let (mut mine, mut job) = locked(tx, cx, caller, id)?;
    if Stage::of(mine.held.phase) != Stage::People {
        pass_on(tx, cx, &mut mine.held, &mut job, &mine.me, mine.party.side)?;
    }
    seen(tx, cx, &mine.me, id)
}

/// The case goes to the people of the desk: an entry says so, and the bot is silent from then on.
pub(in crate::app) fn pass_on(
    tx: &mut Tx<'_>,
    cx: &Cx,
    held: &mut Held,
    job: &mut Job,
    me: &Person,
    side: Side,
) -> Result<(), AppError> {
    let attempt =
        || Attempt { side: Some(side), conversation: Some(held.id), ..Attempt::of(me.id, "hand-over") };
    let judged = facts(held, side, cx, None, Rate::Kept);
    let permitted =
        policy::decide(&Actor::Person(*me), Action::HandOver, &judged).map_err(refused(attempt()))?;
    let turned = rules::hand_over_case(me, held.phase).map_err(refused(attempt()))?;
    write(tx, held, permitted)?;
    let Some(turned) = turned else { return Ok(()) };
    let at = cx.clock.now();
    jobs::change(tx, job, turned, me.id, at)?;
    support_cases::moved(tx, held.id, job.phase, at)?;
    held.phase = job.phase;
    held.job_version = job.version;
    Ok(())
}

/// Locks a case, and the job that it is: that one first and alone, since whoever waits for the conversation has
/// it shared already.
pub(super) fn locked(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    id: ConversationId,
) -> Result<(Mine, Job), AppError> {
    sessions::signed_in(tx, cx, caller)?;
    let case = support_cases::one(tx, id)?.ok_or(AppError::NotFound)?;
    let job = jobs::lock_case(tx, case.job)?.ok_or(AppError::NotFound)?;
    Ok((lock(tx, cx, caller, id)?, job))
}

pub(super) fn seen(tx: &mut Tx<'_>, cx: &Cx, me: &Person, id: ConversationId) -> Result<Seen, AppError> {
    let case = support_cases::one(tx, id)?.ok_or(AppError::NotFound)?;
    let row = row_of(tx, me, id)?.ok_or(AppError::NotFound)?;
    let seated = if row.side == Side::Desk { DESK } else { me.id };
    Ok(Seen { case, row: row_view(row, seated, &*cx.policies.current(tx)?) })
}
