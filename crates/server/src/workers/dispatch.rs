//! The dispatcher: turns what was committed into tasks and notifications, as `core::notify` plans them, and
//! into what a search finds, in the same transaction that remembers how far it came. Nothing is lost and nothing planned twice,
//! whenever the process dies.

use crate::app::{App, Cx};
use crate::tasks::Task;
use parlance_core::market::Side;
use parlance_core::notify::{self, Desk, Means, Recipient};
use parlance_core::{AccountId, ConversationId};
use parlance_store::conversations::Party;
use parlance_store::notifications::About;
use parlance_store::{StoreError, Tx, conversations, dispatch, log, notifications, search, support_cases};
use tracing::error;

/// Conversations served by one transaction. Short, so that sends behind it do not wait.
const CONVERSATIONS: u32 = 8;
/// Entries of one conversation served by one transaction.
const ENTRIES: u32 = 100;

/// Dispatches a batch; how many conversations were served.
pub async fn round(app: &App) -> Result<usize, StoreError> {
    let waiting = app.store.read(|tx| dispatch::waiting(tx, CONVERSATIONS)).await?;
    if waiting.is_empty() {
        return Ok(0);
    }
    match serve(app, waiting.clone()).await {
        Ok(()) => Ok(waiting.len()),
        Err(StoreError::Corrupt(_)) => Ok(serve_each(app, waiting).await),
        Err(error) => Err(error),
    }
}

async fn serve(app: &App, some: Vec<ConversationId>) -> Result<(), StoreError> {
    let cx = app.cx.clone();
    app.store.run(move |tx| some.iter().try_for_each(|id| conversation(tx, &cx, *id))).await
}

/// One by one, so that a conversation that cannot be read keeps no other waiting.
async fn serve_each(app: &App, waiting: Vec<ConversationId>) -> usize {
    let mut served = 0;
    for id in waiting {
        match serve(app, vec![id]).await {
            Ok(()) => served += 1,
            Err(error) => error!(%error, conversation = %id, "a conversation cannot be dispatched"),
        }
    }
    served
}

fn conversation(tx: &mut Tx<'_>, cx: &Cx, id: ConversationId) -> Result<(), StoreError> {
    let Some(held) = conversations::lock(tx, id, &cx.policies)? else { return Ok(()) };
    let recipient =
        |party: &Party| Recipient { account: party.account, side: party.side, mute: party.marks.mute };
    let people: Vec<Recipient> = held.parties.iter().map(recipient).collect();
    let desk = if held.contact.is_case { Some(desk(tx, id, &people)?) } else { None };
    let reached = dispatch::reached(tx, id)?;
    let entries = log::read_after(tx, id, reached, ENTRIES)?;
    let Some(last) = entries.last().map(|entry| entry.seq) else { return Ok(()) };
    let now = cx.clock.now();
    for entry in &entries {
        let plan = match desk.as_ref().and_then(Around::desk) {
            Some(desk) => notify::plan_case(entry, &desk),
            None => notify::plan(entry, &held.log, &people),
        };
        for notification in plan {
            let to = notification.to;
            match notification.by {
                Means::Mail => Task::mail_entry(id, entry.seq, to, true).enqueue(tx, now, now)?,
                Means::MailWithoutContent => {
                    Task::mail_entry(id, entry.seq, to, false).enqueue(tx, now, now)?
                }
                Means::InApp(notice) => {
                    notifications::add(tx, to, notice, About::Conversation(id), entry.seq, entry.at)?
                }
            }
        }
    }
    search::follow(tx, &held, &entries)?;
    dispatch::advance(tx, id, last)
}

/// Who is told of what happens in a case.
struct Around {
    person: Option<Recipient>,
    assignee: Option<AccountId>,
    people: Vec<AccountId>,
}

impl Around {
    fn desk(&self) -> Option<Desk<'_>> {
        self.person.map(|person| Desk { person, assignee: self.assignee, people: &self.people })
    }
}

fn desk(tx: &mut Tx<'_>, id: ConversationId, people: &[Recipient]) -> Result<Around, StoreError> {
    let assignee = support_cases::one(tx, id)?.and_then(|case| case.assignee).map(|(id, _)| id);
    Ok(Around {
        person: people.iter().copied().find(|party| party.side == Side::Person),
        assignee,
        people: support_cases::people(tx)?.into_iter().map(|(id, _)| id).collect(),
    })
}
