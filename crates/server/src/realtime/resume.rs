//! What a tab is told when it comes (back): the head of its inbox, and for each conversation it has
//! loaded either what is missing or that its copy is void.

use crate::app::inbox::Asked;
use crate::app::{App, AppError, Caller, Cx, conversations, inbox, notifications, sessions, system};
use crate::wire::{EntryPage, Frame, Loaded};
use parlance_core::market::Person;
use parlance_core::{ConversationId, limits};
use parlance_store::Tx;

/// Rows of the inbox that a tab is told at once.
const ROWS: u32 = 50;

/// Everything the tab lacks, read from one snapshot.
pub async fn frames(
    app: &App,
    caller: Caller,
    known_epoch: Option<String>,
    loaded: Vec<Loaded>,
) -> Result<Vec<Frame>, AppError> {
    app.read(move |tx, cx| {
        let person = sessions::signed_in(tx, cx, &caller)?.person;
        let me = person.id;
        let epoch = system::epoch(tx)?;
        let same_life = known_epoch.as_ref().is_none_or(|known| *known == epoch);
        let mut frames = vec![Frame::Hello {
            epoch,
            account: me.0,
            unread: inbox::unread_of(tx, cx, me)?,
            notifications_unread: notifications::newest(tx, me)?.1,
        }];
        let rows = inbox::rows(tx, cx, me, Asked::newest(ROWS))?;
        frames.push(Frame::Inbox { rows: rows.into_iter().map(Into::into).collect() });
        for loaded in &loaded {
            let void = Frame::Reset { conversation: loaded.id };
            frames.push(if same_life { catch_up(tx, cx, &person, loaded)? } else { void });
        }
        Ok(frames)
    })
    .await
}

/// The entries that a copy lacks, or that it is void.
fn catch_up(tx: &mut Tx<'_>, cx: &Cx, me: &Person, loaded: &Loaded) -> Result<Frame, AppError> {
    let id = ConversationId(loaded.id);
    let missing = conversations::missing(tx, cx, me, id, loaded.seq, loaded.view, limits::RESUME_ENTRIES)?;
    let Some((page, row)) = missing else { return Ok(Frame::Reset { conversation: loaded.id }) };
    let EntryPage { conversation, view, after, last, entries, beside, .. } = EntryPage::new(&page);
    Ok(Frame::Entries { conversation, view, after, last, entries, beside, head: row.head().into() })
}
