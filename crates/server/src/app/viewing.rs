//! Rows as one person sees them: what the archive found, with what the rules let be seen of it.

use parlance_core::AccountId;
use parlance_core::conversation::marks::Marks;
use parlance_core::conversation::said::Recorded;
use parlance_core::conversation::view::Glance;
use parlance_core::ids::Seq;
use parlance_core::market::Side;
use parlance_core::policy::contact::ContactPolicy;
use parlance_store::conversations::{Party, view};
use parlance_store::hint::Committed;
use parlance_store::inbox::InboxRow;

/// An inbox row and what its viewer may see of it.
#[derive(Clone, Debug)]
pub struct RowView {
    pub row: InboxRow,
    pub viewer: AccountId,
    pub glance: Glance,
}

pub fn row_view(row: InboxRow, viewer: AccountId, contact: &ContactPolicy) -> RowView {
    let read = row.marks.read_messages(row.read_messages);
    let glance = Glance::of(row.side, &row.log, row.job.2, contact, read);
    RowView { row, viewer, glance }
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
            said: &self.row.said,
        }
    }
}

/// The head of one party's row right after `committed`, whose entry must be one that was said: then it
/// is the line last said, and nothing needs to be read.
pub fn head_after<'a>(committed: &'a Committed, party: &Party, contact: &ContactPolicy) -> HeadView<'a> {
    let read = party.marks.read_messages(party.read_messages);
    HeadView {
        viewer: party.account,
        side: party.side,
        view: view(party.view, committed.job_version),
        last_seq: committed.log.last_seq,
        read_seq: party.read_seq,
        active_at: committed.log.active_at,
        marks: party.marks,
        archived: party.marks.is_archived(&committed.log),
        glance: Glance::of(party.side, &committed.log, committed.phase, contact, read),
        said: &committed.entry,
    }
}
