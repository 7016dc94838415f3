//! Jobs as those find them who may work on them: the page of a job, the list of those open to questions, and
//! the first question, which begins a conversation.

use super::conversations::{Opened, open, write};
use super::{AppError, Attempt, Caller, Cx, Outcome, invitations, refused, replay, sessions};
use crate::outside::ids;
use parlance_core::conversation::Conversation;
use parlance_core::entry::Message;
use parlance_core::market::{Actor, Person, Side};
use parlance_core::policy::contact::{CanStart, ContactPolicy, EntryPoint, Rules, resolve};
use parlance_core::policy::job_page::{self, Said, Visitor};
use parlance_core::policy::{self, Action, Denial, Facts, Permitted, Rate, Start};
use parlance_core::{ConversationId, JobId, Key, Time, limits};
use parlance_store::accounts::Account;
use parlance_store::conversations::Held;
use parlance_store::jobs::Job;
use parlance_store::{Tx, accounts, asks, conversations, jobs, questions};

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
struct Looker {
    me: Person,
    account: Account,
    client: Account,
    job: Job,
    contact: Rules,
    side: Side,
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
    let Looker { ref job, ref contact, side, .. } = looker;
    let (mut refused, mut start) = (None, None);
    if side == Side::Freelancer {
        let held = match conversation {
            Some(id) => conversations::peek(tx, id, &cx.policies)?,
            None => None,
        };
        let facts = facts(tx, cx, &looker, held.as_ref(), (None, Rate::Kept))?;
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
    Ok(PostingPage { posting, side, conversation, refused, questions, start })
}

/// Asks the client of a job the first question, which begins the conversation of the two.
pub fn ask(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, input: &Ask) -> Result<Outcome<Opened>, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    // First questions of one person wait for each other, so that none slips past the cap.
    accounts::lock(tx, me.id)?;
    if let Some(made) = replay::find(tx, cx, me.id, input.key, &input.request)? {
        return Ok(Outcome::Replayed(open(tx, cx, caller, ConversationId(made))?));
    }
    let job = jobs::share(tx, input.job)?.ok_or(AppError::NotFound)?;
    let policy = cx.policies.share(tx)?;
    let existing = conversations::of_pair(tx, input.job, me.id)?;
    let looker = look(tx, me, job, &policy, existing.is_some())?;
    let attempt = Attempt {
        entry_point: Some(EntryPoint::of_page(looker.job.kind).name()),
        job: Some(input.job),
        side: Some(looker.side),
        counterpart: Some(looker.job.client),
        conversation: existing,
        ..Attempt::of(me.id, "ask")
    };
    // On one's own page there is nobody to ask.
    if looker.side == Side::Client {
        return Err(refused(attempt)(Denial::OnlyFreelancersStart));
    }
    let held = match existing {
        Some(id) => conversations::lock(tx, id, &cx.policies)?,
        None => None,
    };
    let facts = facts(tx, cx, &looker, held.as_ref(), (Some(input.key), cx.rates.send(me.id)))?;
    let action = Action::Ask(Message::of(&input.text));
    let permitted = policy::decide(&Actor::Person(me), action, &facts).map_err(refused(attempt))?;
    let id = began(tx, cx, held, permitted, &looker.job, me)?;
    replay::keep(tx, cx, me.id, input.key, &input.request, id.0)?;
    Ok(Outcome::Made(open(tx, cx, caller, id)?))
}

fn began(
    tx: &mut Tx<'_>,
    cx: &Cx,
    held: Option<Held>,
    permitted: Permitted<parlance_core::entry::NewEntry>,
    job: &Job,
    me: Person,
) -> Result<ConversationId, AppError> {
    let mut held = match held {
        Some(held) => held,
        None => invitations::begin(tx, cx, permitted.get().conversation, job, me.id)?,
    };
    write(tx, &mut held, permitted)?;
    Ok(held.id)
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
    Ok(Looker { me, account, client, job, contact, side: side.into_inner() })
}

fn facts(
    tx: &mut Tx<'_>,
    cx: &Cx,
    looker: &Looker,
    held: Option<&Held>,
    (key, rate): (Option<Key>, Rate),
) -> Result<Facts, AppError> {
    let at = cx.clock.now();
    let start = Start {
        entry: EntryPoint::of_page(looker.job.kind),
        has_open_job: true,
        own_profile: false,
        offers_work: looker.account.offers_work && looker.client.suspended_at.is_none(),
        pending: asks::pending_count(tx, looker.me.id, at.minus(limits::ASK_WAITS))?,
    };
    Ok(Facts {
        at,
        key,
        conversation: held.map_or_else(|| ConversationId(ids::unguessable()), |held| held.id),
        side: looker.side,
        log: held.map_or(Conversation::EMPTY, |held| held.log.clone()),
        job: looker.job.phase,
        contact: looker.contact.clone(),
        rate,
        start: Some(start),
        target: None,
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
