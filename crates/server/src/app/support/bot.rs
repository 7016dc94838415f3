//! The bot: it answers what somebody asks support from the articles, says which article it has it from, and says
//! when it does not know. It answers in the transaction of the question: ranking some hundred articles takes less
//! than writing the entry, and nobody is ever left with a question that a crash kept from its answer.

use crate::app::conversations::facts;
use crate::app::{AppError, Cx};
use crate::outside::ids;
use parlance_core::entry::Message;
use parlance_core::help::{LANGUAGE, reply};
use parlance_core::market::{Actor, Side, Stage};
use parlance_core::policy::{self, Action, Facts, Rate};
use parlance_core::{Time, limits};
use parlance_store::Tx;
use parlance_store::conversations::Held;
use parlance_store::log::append;

/// Answers what the person of a case has just written, as long as the case is the bot's.
pub fn answer(tx: &mut Tx<'_>, cx: &Cx, held: &mut Held, asked: &str) -> Result<(), AppError> {
    if Stage::of(held.phase) != Stage::Bot {
        return Ok(());
    }
    let words: String = asked.chars().take(limits::HELP_QUESTION_CHARS).collect();
    let shelf = cx.help.shelf(tx, LANGUAGE)?;
    let answer = shelf.index.ask(&words, limits::HELP_HITS);
    let best = answer.hits.first().filter(|_| answer.is_known);
    let text = match best.map(|hit| &shelf.kept[shelf.published[hit.article]].article) {
        Some(article) => {
            let address = format!("{}/help/articles/{}", cx.config.public_url(), article.slug);
            reply::found(article, &address, &words)
        }
        None => reply::unknown().to_owned(),
    };
    let judged = facts(held, Side::Desk, cx, None, Rate::Kept);
    // The clock may not have moved since the question; the log keeps them apart by their numbers.
    let judged = Facts { at: Time(judged.at.0.max(held.log.last_at.0)), ..judged };
    let permitted = policy::decide(&Actor::Bot, Action::Send(Message::of(text)), &judged)?;
    append(tx, held, permitted, &ids::secret())?;
    Ok(())
}
