//! Rows as one person sees them: what the archive found, with what the rules let be seen of it.

use parlance_core::AccountId;
use parlance_core::conversation::Standing;
use parlance_core::conversation::marks::Marks;
use parlance_core::conversation::said::Recorded;
use parlance_core::conversation::view::Glance;
use parlance_core::ids::Seq;
use parlance_core::market::Side;
use parlance_core::policy::contact::{ContactPolicy, Rules, resolve};
use parlance_store::conversations::{Party, view};
use parlance_store::hint::Committed;
use parlance_store::inbox::InboxRow;

/// An inbox row and what its viewer may see of it.
#[derive(Clone, Debug)]
pub struct RowView {
    pub row: InboxRow,
    pub viewer: AccountId,
    pub glance: Glance,
    /// What holds for its job.
    pub rules: Rules,
}

pub fn row_view(row: InboxRow, viewer: AccountId, policy: &ContactPolicy) -> RowView {
    let read = row.marks.read_messages(row.read_messages);
    let rules = resolve(policy, &row.subject);
    let glance = Glance::of(row.side, &row.log, row.job.2, &rules, read);
    RowView { row, viewer, glance, rules }
}

/// The part of a row that changes with every entry.
#[derive(Clone, Copy, Debug)]
pub struct HeadView<'a> {
    pub viewer: AccountId,
    pub side: Side,
    pub view: i64,
    pub last_seq: Seq,
    pub read_seq: Seq,
    pub active_at: parlance_core::Time,
    pub marks: Marks,
    pub archived: bool,
    pub glance: Glance,
    /// What the marketplace says of a pause in its own words.
    pub explained: Option<&'a str>,
    pub said: &'a Recorded,
}

impl RowView {
    pub fn head(&self) -> HeadView<'_> {
        HeadView {
            viewer: self.viewer,
            side: self.row.side,
            view: self.row.view,
            last_seq: self.row.log.last_seq,
            read_seq: self.row.read_seq,
            active_at: self.row.log.active_at,
            marks: self.row.marks,
            archived: self.row.marks.is_archived(&self.row.log),
            glance: self.glance,
            explained: explained(&self.glance, &self.rules),
            said: &self.row.said,
        }
    }
}

/// The head of one party's row right after `committed`, whose entry must be one that was said: then it
/// is the line last said, and nothing needs to be read.
pub fn head_after<'a>(committed: &'a Committed, party: &Party) -> HeadView<'a> {
    let contact = &committed.contact;
    let read = party.marks.read_messages(party.read_messages);
    let glance = Glance::of(party.side, &committed.log, committed.phase, contact, read);
    HeadView {
        viewer: party.account,
        side: party.side,
        view: view(party.view, committed.job_version, contact.version),
        last_seq: committed.log.last_seq,
        read_seq: party.read_seq,
        active_at: committed.log.active_at,
        marks: party.marks,
        archived: party.marks.is_archived(&committed.log),
        glance,
        explained: explained(&glance, contact),
        said: &committed.entry,
    }
}

fn explained<'a>(glance: &Glance, rules: &'a Rules) -> Option<&'a str> {
    match glance.standing {
        Standing::Paused(reason) => rules.explains(reason),
        _ => None,
    }
}
