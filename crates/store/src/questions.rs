//! Suggested questions as admins have written them: every version is kept, and the newest counts. What is
//! shipped is version 0 and not stored.

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::statements;
use parlance_core::market::JobKind;
use parlance_core::policy::Permitted;
use parlance_core::questions::{QuestionGroup, QuestionSet};
use parlance_core::{AccountId, Time};
use serde::{Deserialize, Serialize};

statements! {
    INSERT = "INSERT INTO question_set (version, document, account, at) VALUES ($1, $2, $3, $4)";
    NEWEST = "SELECT q.version, q.document, q.at, a.id, a.name FROM question_set q JOIN account a ON a.id = q.account
        ORDER BY q.version DESC LIMIT 1";
}

/// The questions in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// 0 for what is shipped.
    pub version: i64,
    pub set: QuestionSet,
    /// When and by whom they were saved.
    pub saved: Option<(Time, AccountId, String)>,
}

/// The stored form; what is added later has a default.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredGroup {
    title: String,
    kinds: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    class: Option<String>,
    questions: Vec<String>,
}

/// Keeps a set under the number that was permitted. Of two that race for one number, the second gets
/// `Conflict`.
pub fn insert(
    tx: &mut Tx<'_>,
    set: &QuestionSet,
    account: AccountId,
    at: Time,
    number: Permitted<i64>,
) -> Result<(), StoreError> {
    let text = write(set)?;
    tx.execute(&INSERT, &[number.into_inner().into(), (&text).into(), account.into(), at.into()])?;
    Ok(())
}

/// The questions in force.
pub fn current(tx: &mut Tx<'_>) -> Result<Version, StoreError> {
    let found = tx.query_opt(&NEWEST, &[], version)?;
    Ok(found.unwrap_or_else(|| Version { version: 0, set: QuestionSet::shipped(), saved: None }))
}

fn version(row: &Row<'_>) -> Result<Version, StoreError> {
    let saved = (Time(row.get_i64(2)?), AccountId(row.get_uuid(3)?), row.get_text(4)?);
    Ok(Version { version: row.get_i64(0)?, set: read(row.get_str(1)?)?, saved: Some(saved) })
}

fn write(set: &QuestionSet) -> Result<String, StoreError> {
    let groups: Vec<StoredGroup> = set.groups.iter().map(out).collect();
    serde_json::to_string(&groups).map_err(|error| StoreError::Corrupt(error.to_string()))
}

fn read(text: &str) -> Result<QuestionSet, StoreError> {
    let stored: Vec<StoredGroup> = serde_json::from_str(text).map_err(|error| corrupt(&error.to_string()))?;
    let groups = stored.into_iter().map(into).collect::<Result<_, _>>()?;
    Ok(QuestionSet { groups })
}

fn out(group: &QuestionGroup) -> StoredGroup {
    StoredGroup {
        title: group.title.clone(),
        kinds: group.kinds.iter().map(|kind| kind.name().to_owned()).collect(),
        class: group.class.clone(),
        questions: group.questions.clone(),
    }
}

fn into(stored: StoredGroup) -> Result<QuestionGroup, StoreError> {
    let kinds = stored.kinds.iter().map(|name| JobKind::of_name(name).ok_or_else(|| corrupt(name)));
    Ok(QuestionGroup {
        title: stored.title,
        kinds: kinds.collect::<Result<_, _>>()?,
        class: stored.class,
        questions: stored.questions,
    })
}

fn corrupt(what: &str) -> StoreError {
    StoreError::Corrupt(format!("suggested questions cannot be read: {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggested_questions_keep_their_stored_form() {
        let set = QuestionSet {
            groups: vec![QuestionGroup {
                title: "Tone".into(),
                kinds: [JobKind::Contract, JobKind::PitchRequest].into(),
                class: Some("rush".into()),
                questions: vec!["Formal or casual?".into()],
            }],
        };
        let golden = r#"[{"title":"Tone","kinds":["contract","pitch_request"],"class":"rush","questions":["Formal or casual?"]}]"#;
        assert_eq!(write(&set).expect("it can be written"), golden);
        assert_eq!(read(golden), Ok(set));
        let shipped = write(&QuestionSet::shipped()).expect("it can be written");
        assert_eq!(read(&shipped), Ok(QuestionSet::shipped()));
    }

    #[test]
    fn questions_from_a_newer_program_are_corrupt_and_never_half_read() {
        for text in ["{}", r#"[{"title":"T","kinds":["gig"],"questions":["Q?"]}]"#, "not JSON"] {
            assert!(matches!(read(text), Err(StoreError::Corrupt(_))), "{text}");
        }
    }
}
