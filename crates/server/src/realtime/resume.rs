//! What a tab is told when it comes (back): the head of its inbox, and for each conversation it has
//! loaded either what is missing or that its copy is void.

use crate::app::conversations::{Range, page};
use crate::app::viewing::row_view;
use crate::app::{App, AppError, Caller, inbox, sessions};
use crate::wire::{EntryPage, Frame, Loaded};
use parlance_core::conversation::view::Access;
use parlance_core::{AccountId, ConversationId, Time, limits};
use parlance_store::{Tx, conversations, meta, notifications};
use uuid::Uuid;

/// Rows of the inbox that a tab is told at once.
const ROWS: u32 = 50;

/// Everything the tab lacks, read from one snapshot.
pub async fn frames(app: &App, caller: Caller, known_epoch: Option<String>, loaded: Vec<Loaded>) -> Result<Vec<Frame>, AppError> {
    app.read(move |tx, cx| {
        let me = sessions::signed_in(tx, cx, &caller)?.person.id;
        let epoch = meta::epoch(tx)?.unwrap_or_default();
        let same_life = known_epoch.as_ref().is_none_or(|known| *known == epoch);
        let mut frames = vec![Frame::Hello {
            epoch,
            account: me.0,
            unread: inbox::unread_of(tx, cx, me)?,
            notifications_unread: notifications::unread(tx, me)?,
        }];
        let rows = inbox::rows(tx, cx, me, (Time(i64::MAX), ConversationId(Uuid::max())), ROWS)?;
        frames.push(Frame::Inbox { rows: rows.into_iter().map(Into::into).collect() });
        for loaded in &loaded {
            let caught_up = if same_life { catch_up(tx, cx, me, loaded)? } else { None };
            frames.push(caught_up.unwrap_or(Frame::Reset { conversation: loaded.id }));
        }
        Ok(frames)
    })
    .await
}

/// The entries that a copy lacks, or `None` where it has to be fetched anew: another view, a number from
/// the future, too much to send, or a conversation that is none of theirs.
fn catch_up(tx: &mut Tx<'_>, cx: &crate::app::Cx, me: AccountId, loaded: &Loaded) -> Result<Option<Frame>, AppError> {
    let id = ConversationId(loaded.id);
    let Some(held) = conversations::peek(tx, id, &cx.contact)? else { return Ok(None) };
    let Some(party) = held.party(me).copied() else { return Ok(None) };
    if held.view(&party) != loaded.view || loaded.seq < 0 || loaded.seq > held.log.last_seq {
        return Ok(None);
    }
    let access = Access::of(party.side, &held.log, held.phase, &cx.contact);
    let missing = page(tx, &held, &party, access, Range::After(loaded.seq), limits::RESUME_ENTRIES)?;
    if missing.more {
        return Ok(None);
    }
    let Some(row) = parlance_store::inbox::one(tx, id, me)? else { return Ok(None) };
    let head = row_view(row, me, &cx.contact).head().into();
    let EntryPage { conversation, view, after, last, entries, .. } = EntryPage::new(&missing);
    Ok(Some(Frame::Entries { conversation, view, after, last, entries, head }))
}
