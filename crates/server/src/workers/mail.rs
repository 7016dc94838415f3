//! Mails: who gets which letter is decided here, at the moment of sending, from what is true by then.
//! A task may be done twice; the second mail then carries the first one's Message-ID.

use super::{TaskError, work};
use crate::app::accounts::give_link;
use crate::app::conversations::seat;
use crate::app::{App, AppError, Cx};
use crate::emails::{self, AboutEntry, Letter, Letterhead, Said};
use crate::outside::ids;
use crate::outside::mailer::{Mail, MailError, Mailer};
use crate::tasks::Task;
use parlance_core::conversation::said::Recorded;
use parlance_core::conversation::view::{Access, PointSeen, Shown, Withheld};
use parlance_core::ids::{ContractId, ProposalId, Seq};
use parlance_core::market::{Person, Side};
use parlance_core::{AccountId, ConversationId};
use parlance_store::accounts::{self, Account};
use parlance_store::{Tx, conversations, jobs, log};
use uuid::Uuid;

/// Writes and sends the mail that a task asks for, if there still is one to send.
pub async fn perform(app: &App, mailer: &Mailer, task: &Task) -> Result<(), TaskError> {
    if matches!(mailer, Mailer::Off) {
        return Ok(());
    }
    let mail = match *task {
        Task::MailEntry { conversation, seq, to, content } => {
            let read =
                move |tx: &mut Tx<'_>, cx: &Cx| entry(tx, cx, conversation.into(), seq, to.into(), content);
            app.read(read).await?
        }
        Task::MailVerification { account, verification: of } => verification(app, account.into(), of).await?,
        Task::MailAccountExists { account } => {
            app.read(move |tx, cx| account_exists(tx, cx, account.into())).await?
        }
        Task::MailProposal { proposal, n, to } => {
            app.read(move |tx, cx| work::mail_of_proposal(tx, cx, ProposalId(proposal), n, to.into())).await?
        }
        Task::MailContract { contract, n, to } => {
            app.read(move |tx, cx| work::mail_of_contract(tx, cx, ContractId(contract), n, to.into())).await?
        }
        Task::TellOfProposal { .. }
        | Task::TellOfContract { .. }
        | Task::NotePhase { .. }
        | Task::ExpireInvitation { .. }
        | Task::CheckFile { .. } => {
            return Err(TaskError::GiveUp(format!("{} is no mail", task.kind())));
        }
    };
    let Some(mail) = mail else { return Ok(()) };
    let metrics = &app.cx.metrics;
    match mailer.send(mail).await {
        Ok(()) => {
            metrics.mails_sent.inc();
            Ok(())
        }
        Err(error) => {
            metrics.mails_failed.inc();
            Err(error.into())
        }
    }
}

/// The mail about one entry, from one snapshot: nothing where there is nothing to be seen of the entry
/// any more, or nobody to be mailed.
fn entry(
    tx: &mut Tx<'_>,
    cx: &Cx,
    id: ConversationId,
    seq: Seq,
    to: AccountId,
    content: bool,
) -> Result<Option<Mail>, AppError> {
    let Some(held) = conversations::peek(tx, id, &cx.policies)? else { return Ok(None) };
    let Some(recipient) = reachable(tx, to)? else { return Ok(None) };
    let person = Person { id: to, staff: recipient.staff, suspended: false };
    let Some(party) = seat(&held, &person).copied() else { return Ok(None) };
    let Some(entry) = log::one(tx, id, seq)? else { return Ok(None) };
    if entry.entry.author.account() == Some(to) {
        return Ok(None);
    }
    let access = Access::of(party.side, &held.log, held.phase, &held.contact);
    let Some(said) = said(&access, &entry, content) else { return Ok(None) };
    let other = if party.side.has_the_job() { held.freelancer } else { held.client };
    let Some(other) = accounts::by_id(tx, other)? else { return Ok(None) };
    let Some(job) = jobs::or_case(tx, held.job)? else { return Ok(None) };
    let page = if party.side == Side::Desk { "staff/cases" } else { "inbox" };
    let about = AboutEntry { conversation: id, seq, to, other: &other.name, job: &job.title, page, said };
    let url = cx.config.public_url();
    Ok(Some(addressed(cx, &recipient, emails::entry(letterhead(cx, &url), &about))))
}

/// What the letter may say. The warning is asked for again: the entry may have been planned with its
/// content and the warning's text have changed since.
fn said<'a>(access: &Access, entry: &'a Recorded, content: bool) -> Option<Said<'a>> {
    Some(match access.show(entry)? {
        Shown::Message(said) if content => Said::Message { text: said.text, files: said.files },
        Shown::Invitation { text, .. } if content => Said::Invitation(text),
        // One that does not wait any more calls for no answer.
        Shown::Point(PointSeen { answered: Some(_), .. }) => return None,
        Shown::Point(PointSeen { text: Some(text), .. }) if content => Said::Point(text),
        Shown::Message(_) | Shown::Point(_) | Shown::Withheld(Withheld::Message | Withheld::Point) => {
            Said::WithheldMessage
        }
        Shown::Invitation { .. } | Shown::Withheld(Withheld::Invitation) => Said::WithheldInvitation,
        // What was taken back before the mail went out is not mailed, and no other entry is.
        Shown::Removed(_)
        | Shown::Amends(_)
        | Shown::Answer { .. }
        | Shown::Acknowledgement { .. }
        | Shown::Note(_) => return None,
    })
}

/// The mail with the link that proves an address for one sign-up. The link's token is minted here and
/// stands nowhere but in the mail; another attempt mints another, which takes its place.
async fn verification(app: &App, id: AccountId, of: Option<Uuid>) -> Result<Option<Mail>, TaskError> {
    let token = ids::token();
    let hash = ids::token_hash(&token);
    let begun = app.run(move |tx, cx| give_link(tx, cx, id, of, &hash)).await?;
    let Some(account) = begun.filter(|account| account.suspended_at.is_none()) else { return Ok(None) };
    let url = app.cx.config.public_url();
    let letter = emails::verification(letterhead(&app.cx, &url), &token, ids::unguessable());
    Ok(Some(addressed(&app.cx, &account, letter)))
}

fn account_exists(tx: &mut Tx<'_>, cx: &Cx, id: AccountId) -> Result<Option<Mail>, AppError> {
    let Some(account) = reachable(tx, id)? else { return Ok(None) };
    let url = cx.config.public_url();
    Ok(Some(addressed(cx, &account, emails::account_exists(letterhead(cx, &url), ids::unguessable()))))
}

/// An account that may be mailed: its address is proven and it is not suspended.
pub(super) fn reachable(tx: &mut Tx<'_>, id: AccountId) -> Result<Option<Account>, AppError> {
    let account = accounts::by_id(tx, id)?;
    Ok(account.filter(|account| account.verified_at.is_some() && account.suspended_at.is_none()))
}

pub(super) fn letterhead<'a>(cx: &'a Cx, public_url: &'a str) -> Letterhead<'a> {
    Letterhead { marketplace: &cx.config.name, public_url }
}

pub(super) fn addressed(cx: &Cx, account: &Account, letter: Letter) -> Mail {
    let Letter { subject, text, html, message_id, thread, link } = letter;
    Mail {
        to: account.email.clone(),
        subject,
        text,
        html,
        message_id,
        thread,
        links: vec![link],
        at: cx.clock.now(),
    }
}

impl From<MailError> for TaskError {
    fn from(error: MailError) -> Self {
        match error {
            MailError::Retry(why) => TaskError::Retry(why),
            MailError::GiveUp(why) => TaskError::GiveUp(why),
        }
    }
}
