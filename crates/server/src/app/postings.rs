//! Jobs as those find them who may work on them: the page of a job, the list of those open to questions, and
//! the first question, which begins a conversation.

use super::conversations::{Opened, open, write};
use super::{AppError, Attempt, Caller, Cx, Outcome, invitations, refused, replay, sessions};
use crate::outside::ids;
use parlance_core::conversation::Conversation;
use parlance_core::entry::Message;
use parlance_core::ids::ContractId;
use parlance_core::market::{Actor, Person, Side};
use parlance_core::policy::contact::{CanStart, ContactPolicy, EntryPoint, Rules, Subject, resolve};
use parlance_core::policy::hiring::{self, Offering};
use parlance_core::policy::job_page::{self, Said, Visitor};
use parlance_core::policy::{self, Action, Denial, Facts, Rate, Start};
use parlance_core::{AccountId, ConversationId, JobId, Key, Time, limits};
use parlance_store::accounts::Account;
use parlance_store::conversations::Held;
use parlance_store::jobs::Job;
use parlance_store::proposals::Proposal;
use parlance_store::{Tx, accounts, asks, contracts, conversations, jobs, proposals, questions};

/// A job as others find it in a list.
#[derive(Clone, Debug)]
pub struct Posting {
    pub job: Job,
    pub client_name: String,
    /// What people read of its class.
    pub class_label: Option<String>,
    /// What has to happen before work on it begins.
    pub required: CanStart,
}

/// The page of a job, as one person finds it.
#[derive(Clone, Debug)]
pub struct PostingPage {
    pub posting: Posting,
    pub side: Side,
    /// The reader's own conversation about it, where they are its freelancer.
    pub conversation: Option<ConversationId>,
    /// Why the reader may not begin by asking, and what the marketplace says of that in its own words.
    pub refused: Option<(Denial, Option<String>)>,
    pub questions: Vec<Suggested>,
    /// Whether work may begin; for the freelancer of the two.
    pub start: Option<Result<(), Denial>>,
    /// What the reader offered last, and the contract under which they work on it.
    pub proposal: Option<Proposal>,
    pub contract: Option<ContractId>,
    /// Why the reader may not make a proposal.
    pub propose_refused: Option<Denial>,
}

/// A first question; the text has been checked.
#[derive(Clone, Debug)]
pub struct Ask {
    pub key: Key,
    /// A hash of the request, to tell a repeat from another one under the same key.
    pub request: [u8; 32],
    pub job: JobId,
    pub text: String,
}

/// Where a list of postings goes on, and how much of it there is to be at most.
#[derive(Clone, Copy, Debug)]
pub struct Listing {
    pub before: (Time, JobId),
    pub limit: usize,
}

/// A part of the list.
#[derive(Clone, Debug, Default)]
pub struct Found {
    pub postings: Vec<Posting>,
    /// From where to go on, if there may be more.
    pub next: Option<(Time, JobId)>,
}

/// Suggested questions about one thing, each with whether the description answers it.
#[derive(Clone, Debug)]
pub struct Suggested {
    pub title: String,
    pub questions: Vec<(String, bool)>,
}

/// Somebody who looks at a job, and what the rules look at.
pub(super) struct Looker {
    pub account: Account,
    pub client: Account,
    pub job: Job,
    pub contact: Rules,
    pub side: Side,
}

/// Jobs about which the caller may begin by asking, newest first, and from where to go on. It looks at a
/// bounded number of jobs, so that few may come although there are more.
pub fn list(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, listing: Listing) -> Result<Found, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    let account = accounts::by_id(tx, me.id)?.ok_or(AppError::NotFound)?;
    if !account.offers_work {
        return Ok(Found::default());
    }
    let policy = cx.policies.current(tx)?;
    let looked = jobs::of_others(tx, me.id, listing.before, limits::POSTING_LOOKS)?;
    let mut next = (looked.len() == limits::POSTING_LOOKS as usize)
        .then(|| looked.last().map(|(job, _)| (job.created_at, job.id)))
        .flatten();
    let mut found: Vec<Posting> = Vec::new();
    for (job, client_name) in looked {
        if found.len() == listing.limit {
            next = found.last().map(|last| (last.job.created_at, last.job.id));
            break;
        }
        let contact = resolve(&policy, &job.subject);
        let visitor = Visitor { is_client: false, takes_part: false, offers_work: true };
        if job_page::read(&me, visitor, job.kind, job.phase, &contact).is_some() {
            found.push(posting(&policy, job, client_name, &contact));
        }
    }
    Ok(Found { postings: found, next })
}

/// The page of a job.
pub fn read(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, id: JobId) -> Result<PostingPage, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    let conversation = conversations::of_pair(tx, id, me.id)?;
    let job = jobs::by_id(tx, id)?.ok_or(AppError::NotFound)?;
    let policy = cx.policies.current(tx)?;
    let looker = look(tx, me, job, &policy, conversation.is_some())?;
    let groups = questions::current(tx)?.set;
    let groups = groups.about(looker.job.kind, looker.job.subject.class.as_deref()).map(|group| {
        let ticked = |question: &String| (question.clone(), looker.job.answered.contains(question));
        Suggested { title: group.title.clone(), questions: group.questions.iter().map(ticked).collect() }
    });
    let questions = groups.collect();
    let Looker { job, contact, side, .. } = &looker;
    let side = *side;
    let (mut refused, mut start) = (None, None);
    if side == Side::Freelancer {
        let held = match conversation {
            Some(id) => conversations::peek(tx, id, &cx.policies)?,
            None => None,
        };
        let entry = EntryPoint::of_page(job.kind);
        let pair = Pair { me, job, freelancer: me.id, side, entry };
        let rules = held.as_ref().map_or(contact, |held| &held.contact);
        let facts = facts(tx, cx, &pair, rules, held.as_ref(), (None, Rate::Kept))?;
        let judged = policy::decide(&Actor::Person(me), Action::Ask(Message::of("?")), &facts);
        refused = judged.err().map(|denial| (denial, explained(denial, &looker)));
        let said = match conversation {
            Some(id) => asks::said(tx, id)?,
            None => Said::default(),
        };
        let required = job_page::required(contact, job.conversation_required);
        start = Some(job_page::can_start(required, job.phase, said));
    }
    let posting = posting(&policy, job.clone(), looker.client.name.clone(), contact);
    let proposal = proposals::newest(tx, id, me.id)?;
    let contract = contracts::active(tx, id, me.id)?.map(|contract| contract.id);
    let offering = offering(tx, &looker, me, proposal.as_ref(), contract.is_some(), Rate::Kept)?;
    let propose_refused = hiring::submit(&me, &offering).err();
    Ok(PostingPage {
        posting,
        side,
        conversation,
        refused,
        questions,
        start,
        proposal,
        contract,
        propose_refused,
    })
}

/// What the rules look at where somebody offers to do a job.
pub(super) fn offering(
    tx: &mut Tx<'_>,
    looker: &Looker,
    me: Person,
    newest: Option<&Proposal>,
    hired: bool,
    rate: Rate,
) -> Result<Offering, AppError> {
    Ok(Offering {
        side: looker.side,
        phase: looker.job.phase,
        offers_work: looker.account.offers_work && looker.client.suspended_at.is_none(),
        newest: newest.map(|proposal| proposal.state),
        hired,
        waiting: proposals::waiting(tx, me.id)?,
        rate,
    })
}

/// Asks the client of a job the first question, which begins the conversation of the two.
pub fn ask(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, input: &Ask) -> Result<Outcome<Opened>, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    // First questions of one person wait for each other, so that none slips past the cap.
    accounts::lock(tx, me.id)?;
    if let Some(made) = replay::find(tx, cx, me.id, input.key, &input.request)? {
        return Ok(Outcome::Replayed(open(tx, cx, caller, ConversationId(made))?));
    }
    let Looker { job, side, .. } = shared(tx, cx, me, input.job)?;
    let (entry, key, text) = (EntryPoint::of_page(job.kind), input.key, input.text.as_str());
    let begin = Begin { job: job.id, freelancer: me.id, side, entry, key, text };
    // On one's own page there is nobody to ask.
    if side == Side::Client {
        return Err(refused(begin.attempt(me, &job))(Denial::OnlyFreelancersStart));
    }
    let id = begin_by_writing(tx, cx, me, &begin)?;
    replay::keep(tx, cx, me.id, input.key, &input.request, id.0)?;
    Ok(Outcome::Made(open(tx, cx, caller, id)?))
}

/// A first message of a pair about a job.
pub(super) struct Begin<'a> {
    pub job: JobId,
    pub freelancer: AccountId,
    /// The side of who writes.
    pub side: Side,
    /// From where they write.
    pub entry: EntryPoint,
    pub key: Key,
    pub text: &'a str,
}

impl Begin<'_> {
    fn attempt(&self, me: Person, job: &Job) -> Attempt {
        let other = if self.side == Side::Client { self.freelancer } else { job.client };
        Attempt {
            entry_point: Some(self.entry.name()),
            job: Some(self.job),
            side: Some(self.side),
            counterpart: Some(other),
            ..Attempt::of(me.id, "ask")
        }
    }
}

/// Begins the conversation of a pair by writing, where the contact policy lets this side do so from there. The
/// caller has locked their account.
pub(super) fn begin_by_writing(
    tx: &mut Tx<'_>,
    cx: &Cx,
    me: Person,
    begin: &Begin<'_>,
) -> Result<ConversationId, AppError> {
    let job = jobs::share(tx, begin.job)?.ok_or(AppError::NotFound)?;
    let policy = cx.policies.share(tx)?;
    let existing = conversations::of_pair(tx, begin.job, begin.freelancer)?;
    let held = match existing {
        Some(id) => conversations::lock(tx, id, &cx.policies)?,
        None => None,
    };
    let contact = match &held {
        Some(held) => held.contact.clone(),
        None => {
            let hired = contracts::active(tx, begin.job, begin.freelancer)?.is_some();
            resolve(&policy, &Subject { hired, ..job.subject.clone() })
        }
    };
    let attempt = Attempt { conversation: existing, ..begin.attempt(me, &job) };
    let pair = Pair { me, job: &job, freelancer: begin.freelancer, side: begin.side, entry: begin.entry };
    let facts = facts(tx, cx, &pair, &contact, held.as_ref(), (Some(begin.key), cx.rates.send(me.id)))?;
    let action = Action::Ask(Message::of(begin.text));
    let permitted = policy::decide(&Actor::Person(me), action, &facts).map_err(refused(attempt))?;
    let mut held = match held {
        Some(held) => held,
        None => invitations::begin(tx, cx, facts.conversation, &job, begin.freelancer)?,
    };
    write(tx, &mut held, permitted)?;
    Ok(held.id)
}

/// Somebody who wants to do something about a job that stays as it is until the commit.
pub(super) fn shared(tx: &mut Tx<'_>, cx: &Cx, me: Person, id: JobId) -> Result<Looker, AppError> {
    let job = jobs::share(tx, id)?.ok_or(AppError::NotFound)?;
    let policy = cx.policies.share(tx)?;
    let takes_part = conversations::of_pair(tx, id, me.id)?.is_some();
    look(tx, me, job, &policy, takes_part)
}

/// Makes sure that somebody finds the page of a job.
pub(super) fn found_by(tx: &mut Tx<'_>, cx: &Cx, me: Person, id: JobId) -> Result<(), AppError> {
    let job = jobs::by_id(tx, id)?.ok_or(AppError::NotFound)?;
    let policy = cx.policies.current(tx)?;
    let takes_part = conversations::of_pair(tx, id, me.id)?.is_some();
    look(tx, me, job, &policy, takes_part).map(drop)
}

/// Somebody at the page of a job; to whom it is not shown, it does not exist.
fn look(
    tx: &mut Tx<'_>,
    me: Person,
    job: Job,
    policy: &ContactPolicy,
    takes_part: bool,
) -> Result<Looker, AppError> {
    let account = accounts::by_id(tx, me.id)?.ok_or(AppError::NotFound)?;
    let client = accounts::by_id(tx, job.client)?.ok_or(AppError::NotFound)?;
    let contact = resolve(policy, &job.subject);
    let visitor = Visitor {
        is_client: job.client == me.id,
        takes_part,
        offers_work: account.offers_work && client.suspended_at.is_none(),
    };
    let side = job_page::read(&me, visitor, job.kind, job.phase, &contact).ok_or(AppError::NotFound)?;
    Ok(Looker { account, client, job, contact, side: side.into_inner() })
}

/// Two people and what one of them wants to begin.
struct Pair<'a> {
    me: Person,
    job: &'a Job,
    freelancer: AccountId,
    side: Side,
    entry: EntryPoint,
}

fn facts(
    tx: &mut Tx<'_>,
    cx: &Cx,
    pair: &Pair<'_>,
    contact: &Rules,
    held: Option<&Held>,
    (key, rate): (Option<Key>, Rate),
) -> Result<Facts, AppError> {
    let at = cx.clock.now();
    let freelancer = accounts::by_id(tx, pair.freelancer)?.ok_or(AppError::NotFound)?;
    let client = accounts::by_id(tx, pair.job.client)?.ok_or(AppError::NotFound)?;
    // Who has a contract need not look for work any more.
    let offers = freelancer.offers_work || pair.entry == EntryPoint::Contract;
    let start = Start {
        entry: pair.entry,
        has_open_job: true,
        own_profile: false,
        offers_work: offers && freelancer.suspended_at.is_none() && client.suspended_at.is_none(),
        pending: asks::pending_count(tx, pair.me.id, at.minus(limits::ASK_WAITS))?,
    };
    Ok(Facts {
        at,
        key,
        conversation: held.map_or_else(|| ConversationId(ids::unguessable()), |held| held.id),
        side: pair.side,
        log: held.map_or(Conversation::EMPTY, |held| held.log.clone()),
        job: pair.job.phase,
        contact: contact.clone(),
        rate,
        start: Some(start),
        target: None,
        points: None,
    })
}

/// What the marketplace says in its own words, where a pause is what is in the way.
fn explained(denial: Denial, looker: &Looker) -> Option<String> {
    let reason = looker.contact.pauses(looker.job.phase)?;
    let said = looker.contact.explains(reason)?;
    (Denial::of_pause(reason) == denial).then(|| said.to_owned())
}

fn posting(policy: &ContactPolicy, job: Job, client_name: String, contact: &Rules) -> Posting {
    let class = job.subject.class.as_ref().and_then(|name| policy.document.classes.get(name));
    let class_label = class.map(|class| class.label.clone());
    let required = job_page::required(contact, job.conversation_required);
    Posting { job, client_name, class_label, required }
}
