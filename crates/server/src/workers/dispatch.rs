//! The dispatcher: turns what was committed into tasks and notifications, as `core::notify` plans them,
//! in the same transaction that remembers how far it came. Nothing is lost and nothing planned twice,
//! whenever the process dies.

use crate::app::{App, AppError, Cx};
use crate::tasks::Task;
use parlance_core::ConversationId;
use parlance_core::notify::{self, Means, Recipient};
use parlance_store::{Tx, conversations, dispatch, log, notifications};

/// Conversations served by one transaction. Short, so that sends behind it do not wait.
const CONVERSATIONS: u32 = 32;
/// Entries of one conversation served by one transaction.
const ENTRIES: u32 = 100;

/// Dispatches a batch; how many conversations were waiting.
pub async fn round(app: &App) -> Result<usize, AppError> {
    let waiting = app.read(|tx, _| Ok(dispatch::waiting(tx, None, CONVERSATIONS)?)).await?;
    let count = waiting.len();
    if count > 0 {
        app.run(move |tx, cx| waiting.iter().try_for_each(|id| conversation(tx, cx, *id))).await?;
    }
    Ok(count)
}

fn conversation(tx: &mut Tx<'_>, cx: &Cx, id: ConversationId) -> Result<(), AppError> {
    let Some(held) = conversations::lock(tx, id, &cx.contact)? else { return Ok(()) };
    let people: Vec<Recipient> =
        held.parties.iter().map(|party| Recipient { account: party.account, side: party.side }).collect();
    let reached = dispatch::reached(tx, id)?;
    let entries = log::read_after(tx, id, reached, ENTRIES)?;
    let Some(last) = entries.last().map(|entry| entry.seq) else { return Ok(()) };
    let now = cx.clock.now();
    for entry in &entries {
        for notification in notify::plan(entry, &held.log, &people) {
            let to = notification.to;
            match notification.by {
                Means::Mail => Task::mail_entry(id, entry.seq, to, true).enqueue(tx, now, now)?,
                Means::MailWithoutContent => {
                    Task::mail_entry(id, entry.seq, to, false).enqueue(tx, now, now)?
                }
                Means::InApp(notice) => notifications::add(tx, to, notice, id, entry.seq, entry.at)?,
            }
        }
    }
    Ok(dispatch::advance(tx, id, last)?)
}
