//! Contacts that somebody began by writing: a projection of the log, for the cap on those that wait for an
//! answer, and what the two of a pair have said so far.

use crate::codec;
use crate::conversations::Held;
use crate::engine::Tx;
use crate::error::StoreError;
use crate::numbered::Numbered;
use crate::{points, statements};
use parlance_core::entry::{Author, Entry, EntryBody};
use parlance_core::ids::Seq;
use parlance_core::market::Side;
use parlance_core::policy::job_page::Said;
use parlance_core::{AccountId, ConversationId, Time};

statements! {
    BEGIN = "INSERT INTO ask (conversation, account, at, answered) VALUES ($1, $2, $3, 0)
        ON CONFLICT (conversation) DO UPDATE SET account = excluded.account, at = excluded.at, answered = 0";
    ANSWER = "UPDATE ask SET answered = 1 WHERE conversation = $1 AND account <> $2 AND answered = 0";
    PENDING_COUNT = "SELECT count(*) FROM ask WHERE account = $1 AND answered = 0 AND at > $2";
    FIRST_BY = "SELECT e.seq FROM entry e LEFT JOIN amended a ON a.conversation = e.conversation AND a.target = e.seq
        WHERE e.conversation = $1 AND e.seq > $2 AND e.kind = $3 AND e.side = $4 AND a.removed_at IS NULL
        ORDER BY e.seq LIMIT 1";
}

/// Keeps the rows equal to what the log says; called by `append` for every entry. `begun` tells whether both
/// were in the conversation before it. Who asks support waits for no client: a case has no row.
pub(crate) fn project(tx: &mut Tx<'_>, held: &Held, entry: &Entry, begun: bool) -> Result<(), StoreError> {
    let (EntryBody::Message(_), Author::Account { id, .. }) = (&entry.body, entry.author) else {
        return Ok(());
    };
    if held.contact.is_case {
        return Ok(());
    }
    if !begun {
        tx.execute(&BEGIN, &[held.id.0.into(), id.into(), entry.at.into()])?;
    } else if held.log.invitation.is_none() {
        tx.execute(&ANSWER, &[held.id.0.into(), id.into()])?;
    }
    Ok(())
}

/// How many of those to whom somebody wrote first since `since` have not answered.
pub fn pending_count(tx: &mut Tx<'_>, account: AccountId, since: Time) -> Result<i64, StoreError> {
    let count = tx.query_opt(&PENDING_COUNT, &[account.into(), since.into()], |row| row.get_i64(0))?;
    Ok(count.unwrap_or(0))
}

/// What the two of a conversation have said and agreed so far; what was taken back was not said.
pub fn said(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Said, StoreError> {
    let both_confirmed = points::brief_is_agreed(tx, conversation)?;
    let Some(asked) = first_by(tx, conversation, Side::Freelancer, 0)? else {
        return Ok(Said { both_confirmed, ..Said::default() });
    };
    let replied = first_by(tx, conversation, Side::Client, asked)?;
    Ok(Said { freelancer_wrote: true, client_replied: replied.is_some(), both_confirmed })
}

fn first_by(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    side: Side,
    after: Seq,
) -> Result<Option<Seq>, StoreError> {
    let params = [conversation.0.into(), after.into(), codec::MESSAGE.into(), side.number().into()];
    tx.query_opt(&FIRST_BY, &params, |row| row.get_i64(0))
}
