//! What two people agree on: proposing, answering, listing, and what becomes of a point whose message changes.

use super::conversations::{self, Mine, Page, lock, peek, write};
use super::messages::{as_it_reads, target, visible};
use super::{AppError, Caller, Cx, Outcome, refused};
use parlance_core::conversation::said::Recorded;
use parlance_core::entry::{Entry, EntryBody, Point, PointAnswer};
use parlance_core::ids::Seq;
use parlance_core::market::{Actor, Side};
use parlance_core::policy::{self, Action, Asked, Facts, Points, Rate, reading};
use parlance_core::{ConversationId, Key, limits};
use parlance_store::{Tx, log, points};

/// Something to be agreed on.
#[derive(Clone, Debug)]
pub struct Propose {
    pub conversation: ConversationId,
    pub key: Key,
    pub words: Words,
    pub brief: bool,
}

/// Where the words of a point come from.
#[derive(Clone, Debug)]
pub enum Words {
    /// Typed for it, checked.
    Own(String),
    /// Those of a message that stands.
    Of(Seq),
}

/// Proposes a point. A repeat under the same key gets the entry that the first one made, as it now reads.
pub fn propose(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    input: &Propose,
) -> Result<Outcome<Recorded>, AppError> {
    let mut mine = lock(tx, cx, caller, input.conversation)?;
    if let Some(entry) = log::by_key(tx, input.conversation, mine.me.id, input.key)? {
        return if says(&entry.body, input) {
            Ok(Outcome::Replayed(as_it_reads(tx, &mine, entry)?))
        } else {
            Err(AppError::KeyReused)
        };
    }
    let (point, about) = match &input.words {
        Words::Own(text) => (Point { text: text.clone(), message: None, brief: input.brief }, None),
        Words::Of(seq) => {
            let message = visible(tx, &mine, *seq)?;
            let text = message.text().unwrap_or_default().to_owned();
            let about = target(&message, mine.me.id, None);
            (Point { text, message: Some(*seq), brief: input.brief }, Some(about))
        }
    };
    let has_message = match point.message {
        Some(seq) => points::of_message(tx, mine.held.id, seq)?.is_some(),
        None => false,
    };
    let standing = points::count(tx, mine.held.id)?;
    let facts = Facts {
        target: about,
        points: Some(Points { standing, has_message, asked: None }),
        ..mine.facts(cx, Some(input.key), cx.rates.send(mine.me.id))
    };
    let entry = mine.act(tx, Action::Propose(point), &facts, "propose-point")?;
    Ok(Outcome::Made(entry.into()))
}

/// Whether an entry is what this request asks for.
fn says(body: &EntryBody, input: &Propose) -> bool {
    let EntryBody::Point(point) = body else { return false };
    let same = match &input.words {
        Words::Own(text) => point.message.is_none() && point.text == *text,
        Words::Of(seq) => point.message == Some(*seq),
    };
    same && point.brief == input.brief
}

/// Confirms, declines or takes back a point: the entry that says so, with the point as it now stands beside it.
/// What one has said already stays so, without an entry.
pub fn answer(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    id: ConversationId,
    seq: Seq,
    answer: PointAnswer,
) -> Result<Page, AppError> {
    let mut mine = lock(tx, cx, caller, id)?;
    let before = visible(tx, &mine, seq)?;
    let last = mine.held.log.last_seq;
    let same = before.amendments.answer.filter(|said| said.answer == answer && said.by == Some(mine.me.id));
    if same.is_none() {
        let facts = Facts {
            target: Some(target(&before, mine.me.id, None)),
            points: Some(Points { asked: asked(tx, &mine, &before)?, ..Points::default() }),
            ..mine.facts(cx, None, cx.rates.send(mine.me.id))
        };
        mine.act(tx, Action::AnswerPoint(answer), &facts, "answer-point")?;
    }
    conversations::since(tx, &mine, last)
}

/// The points of a conversation that wait or are agreed, oldest first, as their viewer may see them.
pub fn list(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, id: ConversationId) -> Result<Page, AppError> {
    let mine = peek(tx, cx, caller, id)?;
    let access = reading::read(mine.party.side, &mine.held.log, mine.held.phase, &mine.held.contact)?;
    let entries = points::standing(tx, id, limits::POINTS)?;
    Ok(conversations::picked(&mine, access.into_inner(), entries))
}

/// Whatever was proposed with the words of a message and still waits goes with them: called once the message was
/// put differently or taken back, in the same transaction, so that they are nowhere to be read any more.
pub(super) fn lapse(tx: &mut Tx<'_>, cx: &Cx, mine: &mut Mine, message: Seq) -> Result<(), AppError> {
    let Some(seq) = points::of_message(tx, mine.held.id, message)? else { return Ok(()) };
    let point = log::one(tx, mine.held.id, seq)?.ok_or(AppError::NotFound)?;
    let asked = asked(tx, mine, &point)?;
    if asked.is_none_or(|asked| asked.is_answered || !asked.is_outdated) {
        return Ok(());
    }
    let facts = Facts {
        target: Some(target(&point, mine.me.id, None)),
        points: Some(Points { asked, ..Points::default() }),
        ..conversations::facts(&mine.held, Side::Client, cx, None, Rate::Kept)
    };
    let action = Action::AnswerPoint(PointAnswer::Lapsed);
    let permitted = policy::decide(&Actor::System, action, &facts).map_err(refused(mine.attempt("lapse")))?;
    let _lapsed: Entry = write(tx, &mut mine.held, permitted)?;
    Ok(())
}

/// What the rules look at of an entry that somebody answers as a point.
fn asked(tx: &mut Tx<'_>, mine: &Mine, recorded: &Recorded) -> Result<Option<Asked>, AppError> {
    let EntryBody::Point(point) = &recorded.entry.body else { return Ok(None) };
    let message = match point.message {
        Some(seq) => log::one(tx, mine.held.id, seq)?,
        None => None,
    };
    let is_outdated = message.is_some_and(|message| message.text() != Some(point.text.as_str()));
    Ok(Some(Asked { is_answered: recorded.amendments.answer.is_some(), is_outdated }))
}
