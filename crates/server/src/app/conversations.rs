//! Reaching a conversation through the caller's part in it: whoever has none finds nothing.

use super::viewing::{RowView, row_view};
use super::{AppError, Attempt, Caller, Cx, refused, sessions, support};
use crate::outside::ids;
use parlance_core::conversation::said::Recorded;
use parlance_core::conversation::view::Access;
use parlance_core::entry::{Entry, NewEntry};
use parlance_core::ids::Seq;
use parlance_core::market::{Actor, DESK, JobPhase, Person, Side};
use parlance_core::policy::{self, Action, Facts, Permitted, Rate, reading};
use parlance_core::{AccountId, ConversationId, Key, Time, limits};
use parlance_store::accounts::Account;
use parlance_store::conversations::{self, Held, Party};
use parlance_store::inbox::InboxRow;
use parlance_store::invitations::Invitation;
use parlance_store::log::{self, append};
use parlance_store::{Tx, accounts, inbox, invitations};
use std::collections::BTreeSet;

/// A conversation with the part the caller plays in it. Whoever sits at the desk plays the desk's part in every
/// case: then the party is not they but the desk.
pub(super) struct Mine {
    pub held: Held,
    pub me: Person,
    pub party: Party,
}

/// Locks a conversation that the caller takes part in.
pub(super) fn lock(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, id: ConversationId) -> Result<Mine, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    mine(me, conversations::lock(tx, id, &cx.policies)?)
}

/// The same without a lock, for reading.
pub(super) fn peek(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, id: ConversationId) -> Result<Mine, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    mine(me, conversations::peek(tx, id, &cx.policies)?)
}

fn mine(me: Person, held: Option<Held>) -> Result<Mine, AppError> {
    let held = held.ok_or(AppError::NotFound)?;
    let party = *seat(&held, &me).ok_or(AppError::NotFound)?;
    Ok(Mine { held, me, party })
}

/// The part that somebody plays in a conversation, if any: their own, or the desk's in somebody else's case.
pub fn seat<'a>(held: &'a Held, me: &Person) -> Option<&'a Party> {
    held.party(me.id).or_else(|| held.party(DESK).filter(|_| me.is_at_desk()))
}

/// The row in which somebody finds a conversation: their own, or the desk's.
pub(super) fn row_of(tx: &mut Tx<'_>, me: &Person, id: ConversationId) -> Result<Option<InboxRow>, AppError> {
    match inbox::one(tx, id, me.id)? {
        None if me.is_at_desk() => Ok(inbox::one(tx, id, DESK)?),
        found => Ok(found),
    }
}

impl Mine {
    /// What was attempted, for a refusal.
    pub fn attempt(&self, action: &'static str) -> Attempt {
        Attempt {
            side: Some(self.party.side),
            job: Some(self.held.job),
            counterpart: Some(self.other()),
            conversation: Some(self.held.id),
            ..Attempt::of(self.me.id, action)
        }
    }

    /// The other person.
    pub fn other(&self) -> AccountId {
        if self.party.side.has_the_job() { self.held.freelancer } else { self.held.client }
    }

    /// The facts that a rule looks at, but for starting a conversation.
    pub fn facts(&self, cx: &Cx, key: Option<Key>, rate: Rate) -> Facts {
        facts(&self.held, self.party.side, cx, key, rate)
    }

    /// Judges and appends in one go.
    pub fn act(
        &mut self,
        tx: &mut Tx<'_>,
        action: Action,
        facts: &Facts,
        name: &'static str,
    ) -> Result<Entry, AppError> {
        let permitted =
            policy::decide(&Actor::Person(self.me), action, facts).map_err(refused(self.attempt(name)))?;
        write(tx, &mut self.held, permitted)
    }
}

/// The facts of a conversation as it stands.
pub(super) fn facts(held: &Held, side: Side, cx: &Cx, key: Option<Key>, rate: Rate) -> Facts {
    Facts {
        at: cx.clock.now(),
        key,
        conversation: held.id,
        side,
        log: held.log.clone(),
        job: held.phase,
        contact: held.contact.clone(),
        rate,
        start: None,
        target: None,
        points: None,
    }
}

/// Appends what was permitted. Where the log still says that the job is closed, the note that it was
/// re-opened goes first, so that no message ever stands right after a closing.
pub(super) fn write(
    tx: &mut Tx<'_>,
    held: &mut Held,
    permitted: Permitted<NewEntry>,
) -> Result<Entry, AppError> {
    if held.log.closing_noted && (held.phase != JobPhase::Closed || held.contact.hired) {
        super::system::note_reopening(tx, held, permitted.get().at)?;
    }
    Ok(append(tx, held, permitted, &ids::secret())?)
}

/// A conversation as one of its participants opens it.
#[derive(Clone, Debug)]
pub struct Opened {
    pub row: RowView,
    pub invitation: Option<(Invitation, Access)>,
    pub client: Account,
    pub freelancer: Account,
    /// Who of the desk answers or has answered, in a case.
    pub desk: Vec<(AccountId, String)>,
    pub created_at: Time,
}

/// Opens a conversation: its row, its people, its newest invitation.
pub fn open(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, id: ConversationId) -> Result<Opened, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    let row = row_of(tx, &me, id)?.ok_or(AppError::NotFound)?;
    let seated = if row.side == Side::Desk { DESK } else { me.id };
    let row = row_view(row, seated, &*cx.policies.current(tx)?);
    let other = row.row.other.0;
    let (client, freelancer) = if row.row.side.has_the_job() { (seated, other) } else { (other, seated) };
    let invitation = match row.row.log.invitation {
        Some(invited) => {
            invitations::for_party(tx, invited.id, me.id)?.map(|found| (found, row.glance.access))
        }
        None => None,
    };
    Ok(Opened {
        row,
        invitation,
        client: accounts::by_id(tx, client)?.ok_or(AppError::NotFound)?,
        freelancer: accounts::by_id(tx, freelancer)?.ok_or(AppError::NotFound)?,
        desk: if client == DESK { support::named(tx, id)? } else { Vec::new() },
        created_at: conversations::created_at(tx, id)?.ok_or(AppError::NotFound)?,
    })
}

/// A range of a log as one participant sees it: it covers the numbers after `after` up to `last`, and
/// holds those entries of them that there are for this viewer.
#[derive(Clone, Debug)]
pub struct Page {
    pub conversation: ConversationId,
    pub viewer: AccountId,
    pub view: i64,
    pub after: Seq,
    pub last: Seq,
    pub entries: Vec<Recorded>,
    /// Entries outside the range that some within it change or quote.
    pub beside: Vec<Recorded>,
    pub access: Access,
    /// More stands beyond, in the direction asked for.
    pub more: bool,
}

/// Which range of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Range {
    /// The oldest after a number.
    After(Seq),
    /// The newest before a number.
    Before(Seq),
    /// The newest.
    Newest,
}

/// Reads a range of a log.
pub fn entries(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    id: ConversationId,
    range: Range,
    limit: u32,
) -> Result<Page, AppError> {
    let mine = peek(tx, cx, caller, id)?;
    // No attempt is kept: a page that asks at the very moment of closing breaks no rule.
    let access =
        reading::read(mine.party.side, &mine.held.log, mine.held.phase, &mine.held.contact)?.into_inner();
    page(tx, &mine.held, &mine.party, access, range, limit)
}

/// What a copy of a conversation lacks that has everything up to `seq` under `view`, with its row; `None`
/// where the copy is void: another view, a number from the future, more than `limit` entries missing, or a
/// conversation that is none of theirs.
pub fn missing(
    tx: &mut Tx<'_>,
    cx: &Cx,
    me: &Person,
    id: ConversationId,
    seq: Seq,
    view: i64,
    limit: u32,
) -> Result<Option<(Page, RowView)>, AppError> {
    let Some(held) = conversations::peek(tx, id, &cx.policies)? else { return Ok(None) };
    let Some(party) = seat(&held, me).copied() else { return Ok(None) };
    if held.view(&party) != view || seq < 0 || seq > held.log.last_seq {
        return Ok(None);
    }
    let access = Access::of(party.side, &held.log, held.phase, &held.contact);
    let found = page(tx, &held, &party, access, Range::After(seq), limit)?;
    let policy = cx.policies.current(tx)?;
    let row = row_of(tx, me, id)?.map(|row| row_view(row, party.account, &policy));
    Ok(row.filter(|_| !found.more).map(|row| (found, row)))
}

/// What the caller, who takes part, may see of the entries after `seq`.
pub(super) fn since(tx: &mut Tx<'_>, mine: &Mine, seq: Seq) -> Result<Page, AppError> {
    let held = &mine.held;
    let access = Access::of(mine.party.side, &held.log, held.phase, &held.contact);
    page(tx, held, &mine.party, access, Range::After(seq), limits::PAGE_ROWS)
}

/// Entries that were picked out of the log, and stand for no range of it.
pub(super) fn picked(mine: &Mine, access: Access, mut entries: Vec<Recorded>) -> Page {
    entries.retain(|entry| access.show(entry).is_some());
    let (held, last) = (&mine.held, mine.held.log.last_seq);
    Page {
        conversation: held.id,
        viewer: mine.party.account,
        view: held.view(&mine.party),
        after: last,
        last,
        entries,
        beside: Vec::new(),
        access,
        more: false,
    }
}

/// See [`entries`]; the viewer's right to read has been established.
fn page(
    tx: &mut Tx<'_>,
    held: &Held,
    party: &Party,
    access: Access,
    range: Range,
    limit: u32,
) -> Result<Page, AppError> {
    let newest = held.log.last_seq;
    let (entries, after, last, more) = match range {
        Range::After(seq) => {
            let found = log::read_after(tx, held.id, seq, limit)?;
            let last = found.last().map_or(seq, |entry| entry.seq);
            (found, seq, last, last < newest)
        }
        Range::Before(_) | Range::Newest => {
            let before = if let Range::Before(seq) = range { seq } else { newest + 1 };
            let found = log::read_before(tx, held.id, before, limit)?;
            let after = found.first().map_or(0, |entry| entry.seq - 1);
            (found, after, (before - 1).clamp(0, newest), after > 0)
        }
    };
    let mut entries = log::recorded(tx, held.id, entries, held.log.amendments > 0)?;
    entries.retain(|entry| access.show(entry).is_some());
    let beside = beside(tx, held.id, &entries)?;
    let (conversation, viewer, view) = (held.id, party.account, held.view(party));
    Ok(Page { conversation, viewer, view, after, last, entries, beside, access, more })
}

/// The entries that some of these, ascending, change or quote and that are not among them.
fn beside(tx: &mut Tx<'_>, id: ConversationId, entries: &[Recorded]) -> Result<Vec<Recorded>, AppError> {
    let is_within = |seq: &Seq| entries.binary_search_by_key(seq, |recorded| recorded.entry.seq).is_ok();
    let named = entries.iter().filter_map(|recorded| {
        let body = &recorded.entry.body;
        body.target().or(body.quote().filter(|_| !recorded.is_removed()))
    });
    let missing: BTreeSet<Seq> = named.filter(|seq| !is_within(seq)).collect();
    let mut beside = Vec::with_capacity(missing.len());
    for seq in missing {
        beside.extend(log::one(tx, id, seq)?);
    }
    Ok(beside)
}
