//! Suggested questions: admins read and change them.

use super::{AppError, Attempt, Caller, Cx, refused, sessions};
use parlance_core::policy::market as rules;
use parlance_core::questions::QuestionSet;
use parlance_core::text::Rule;
use parlance_store::Tx;
use parlance_store::questions::{self, Version};

/// Questions to save; their texts have been checked.
#[derive(Clone, Debug)]
pub struct SaveQuestions {
    /// The version that their editor had before them.
    pub seen: i64,
    pub set: QuestionSet,
}

/// The questions in force.
pub fn current(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller) -> Result<Version, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    rules::change_policy(&me).map_err(refused(Attempt::of(me.id, "read-questions")))?;
    Ok(questions::current(tx)?)
}

/// Saves questions as a new version.
pub fn save(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, input: &SaveQuestions) -> Result<Version, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    let now = questions::current(tx)?;
    let SaveQuestions { seen, set } = input;
    // The answer to the first try was lost: this is the second.
    let by_me = now.saved.as_ref().is_some_and(|(_, account, _)| *account == me.id);
    if by_me && now.version == seen + 1 && now.set == *set {
        return Ok(now);
    }
    let attempt = Attempt::of(me.id, "change-questions");
    let permitted = rules::change_questions(&me, *seen, now.version).map_err(refused(attempt))?;
    let policy = cx.policies.share(tx)?;
    let known = |class: &String| policy.document.classes.contains_key(class);
    if !set.groups.iter().filter_map(|group| group.class.as_ref()).all(known) {
        return Err(AppError::field("groups")(Rule::Unknown));
    }
    questions::insert(tx, set, me.id, cx.clock.now(), permitted)?;
    Ok(questions::current(tx)?)
}
