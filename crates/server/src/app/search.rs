//! Searching one's own conversations, and for the desk the cases of support. The index proposes, the one rendering
//! disposes: what a person cannot read now is not found by them, not counted and not hinted at.

use super::{AppError, Attempt, Caller, Cx, refused, sessions};
use parlance_core::conversation::view::{Access, Said, Shown};
use parlance_core::entry::Author;
use parlance_core::ids::Seq;
use parlance_core::market::{DESK, JobPhase, Side};
use parlance_core::policy::contact::{ContactPolicy, resolve};
use parlance_core::policy::{Rate, support};
use parlance_core::search::{Asked, Excerpt, Found, excerpt};
use parlance_core::{AccountId, ConversationId, FileId, JobId, Time, limits};
use parlance_store::Tx;
use parlance_store::search::{Look, Offer, Place, find};

/// What somebody looks for.
#[derive(Clone, Debug)]
pub struct Search {
    pub asked: Asked,
    /// In conversations with this person.
    pub with: Option<AccountId>,
    /// In conversations about this job.
    pub job: Option<JobId>,
    /// In messages that carry a file.
    pub has_file: bool,
    /// Said at this moment or later.
    pub from: Option<Time>,
    /// Said before this moment.
    pub until: Option<Time>,
}

impl Search {
    /// Whether it looks in a part of what there is, whatever the words are.
    pub fn is_narrowed(&self) -> bool {
        let Search { with, job, has_file, from, until, .. } = self;
        with.is_some() || job.is_some() || *has_file || from.is_some() || until.is_some()
    }
}

/// A message or an invitation that was found.
#[derive(Clone, Debug)]
pub struct Hit {
    pub place: Place,
    pub conversation: ConversationId,
    pub side: Side,
    pub other: (AccountId, String),
    pub job: (JobId, String, JobPhase),
    pub seq: Seq,
    pub at: Time,
    pub author: Author,
    pub kind: Kind,
    pub excerpt: Excerpt,
    pub files: Vec<FoundFile>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Invitation,
    Message,
}

/// A file of a message that was found, its name marked where the search is in it.
#[derive(Clone, Debug)]
pub struct FoundFile {
    pub id: FileId,
    pub name: Excerpt,
}

/// What was found, newest first, and where to look on; `None` at the end. A page may be short, or empty,
/// and have a next one all the same: so many entries are looked at and no more.
pub type Results = (Vec<Hit>, Option<Place>);

/// Searches the caller's own conversations.
pub fn search(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    search: &Search,
    before: Place,
    limit: u32,
) -> Result<Results, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person.id;
    kept(cx, me)?;
    look_through(tx, cx, me, search, before, limit)
}

/// Searches all cases of support, which whoever sits at the desk reads as the desk.
pub fn cases(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    search: &Search,
    before: Place,
    limit: u32,
) -> Result<Results, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    support::look_in(&me).map_err(refused(Attempt::of(me.id, "search-cases")))?;
    kept(cx, me.id)?;
    look_through(tx, cx, DESK, search, before, limit)
}

fn kept(cx: &Cx, me: AccountId) -> Result<(), AppError> {
    match cx.rates.search(me) {
        Rate::Kept => Ok(()),
        Rate::Exceeded { retry_after } => Err(AppError::RateLimited { retry_after }),
    }
}

fn look_through(
    tx: &mut Tx<'_>,
    cx: &Cx,
    me: AccountId,
    search: &Search,
    before: Place,
    limit: u32,
) -> Result<Results, AppError> {
    let mut look = Look {
        me,
        terms: search.asked.terms(),
        with: search.with,
        job: search.job,
        has_file: search.has_file,
        from: search.from,
        until: search.until,
        before,
    };
    let policy = cx.policies.current(tx)?;
    let (mut hits, mut looks): (Vec<Hit>, u32) = (Vec::new(), 0);
    loop {
        let missing = limit.saturating_sub(u32::try_from(hits.len()).unwrap_or(limit));
        // One more than is wanted tells whether there is a next page.
        let batch = (missing + 1).max(if looks > 0 { BATCH } else { 0 });
        let (offers, next) = find(tx, &look, batch)?;
        looks += batch;
        for offer in offers {
            if hits.len() == limit as usize {
                let last = hits.last().map(|hit| hit.place);
                return Ok((hits, last));
            }
            hits.extend(hit(offer, &policy, &search.asked));
        }
        match next {
            None => return Ok((hits, None)),
            next if looks >= limits::SEARCH_LOOKS => return Ok((hits, next)),
            Some(place) => look.before = place,
        }
    }
}

/// Offers fetched at once where the first ones were not enough.
const BATCH: u32 = 100;

/// An offer as its viewer sees it, if that is what was asked for.
fn hit(offer: Offer, policy: &ContactPolicy, asked: &Asked) -> Option<Hit> {
    let access = Access::of(offer.side, &offer.log, offer.job.2, &resolve(policy, &offer.subject));
    let (kind, text, files) = match access.show(&offer.recorded)? {
        Shown::Message(Said { text, files, .. }) => (Kind::Message, text, files),
        Shown::Invitation { text, .. } => (Kind::Invitation, text, [].as_slice()),
        Shown::Answer { .. }
        | Shown::Acknowledgement { .. }
        | Shown::Note(_)
        | Shown::Point(_)
        | Shown::Removed(_)
        | Shown::Amends(_)
        | Shown::Withheld(_) => return None,
    };
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let Found { text: in_text, names: in_names } = asked.found_in(text, &names)?;
    let named = files.iter().zip(&in_names);
    let files = named.map(|(file, marks)| FoundFile { id: file.id, name: excerpt(&file.name, marks) });
    let entry = &offer.recorded.entry;
    Some(Hit {
        place: offer.place,
        conversation: offer.conversation,
        side: offer.side,
        seq: entry.seq,
        at: entry.at,
        author: entry.author,
        kind,
        excerpt: excerpt(text, &in_text),
        files: files.collect(),
        other: offer.other,
        job: offer.job,
    })
}
