//! How a contact policy is stored: as JSON, whose names are those of the core. A stored form is never changed;
//! what is added later has a default.

use crate::error::StoreError;
use parlance_core::files::FileType;
use parlance_core::market::JobPhase;
use parlance_core::policy::contact::{
    Attachments, CanStart, Changes, ClosedShows, Document, EntryPoint, JobClass, Starting, Starts, Terms, Who,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredDocument {
    everywhere: StoredTerms,
    classes: BTreeMap<String, StoredClass>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredTerms {
    starts: BTreeMap<String, StoredStarting>,
    pending_max: i64,
    attachments: StoredAttachments,
    call: String,
    schedule: String,
    closed_shows: String,
    blocked: BTreeMap<String, String>,
    can_start: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredClass {
    label: String,
    messaging: bool,
    changes: StoredChanges,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredChanges {
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    starts: BTreeMap<String, StoredStarting>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pending_max: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    attachments: Option<StoredAttachments>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    call: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    schedule: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    closed_shows: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    blocked: Option<BTreeMap<String, String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    can_start: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredStarting {
    who: String,
    must_accept: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredAttachments {
    allowed: bool,
    /// By the ending that files of a kind usually have.
    kinds: Option<Vec<String>>,
}

/// A document as it is stored.
pub(super) fn write(document: &Document) -> Result<String, StoreError> {
    json(&StoredDocument {
        everywhere: terms_out(&document.everywhere),
        classes: document.classes.iter().map(|(name, class)| (name.clone(), class_out(class))).collect(),
    })
}

/// A document as it was stored.
pub(super) fn read(text: &str) -> Result<Document, StoreError> {
    let stored: StoredDocument = parsed(text)?;
    let mut classes = BTreeMap::new();
    for (name, class) in stored.classes {
        let StoredClass { label, messaging, changes } = class;
        classes.insert(name, JobClass { label, messaging, changes: changes_in(changes)? });
    }
    Ok(Document { everywhere: Arc::new(terms_in(stored.everywhere)?), classes })
}

/// What is settled for one job, as it is stored.
pub(crate) fn write_changes(changes: &Changes) -> Result<String, StoreError> {
    json(&changes_out(changes))
}

/// What is settled for one job, as it was stored.
pub(crate) fn read_changes(text: &str) -> Result<Changes, StoreError> {
    changes_in(parsed(text)?)
}

fn json(stored: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(stored).map_err(|error| StoreError::Corrupt(error.to_string()))
}

fn parsed<T: for<'de> Deserialize<'de>>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text)
        .map_err(|error| StoreError::Corrupt(format!("a contact policy cannot be read: {error}")))
}

fn named<T>(of_name: impl FnOnce(&str) -> Option<T>, name: &str) -> Result<T, StoreError> {
    of_name(name).ok_or_else(|| {
        StoreError::Corrupt(format!("{name:?} in a contact policy is unknown to this program"))
    })
}

fn terms_out(terms: &Terms) -> StoredTerms {
    let starts = EntryPoint::ALL.map(|entry| (entry.name().to_owned(), starting_out(terms.starts.at(entry))));
    StoredTerms {
        starts: starts.into(),
        pending_max: terms.pending_max,
        attachments: attachments_out(&terms.attachments),
        call: terms.call.name().to_owned(),
        schedule: terms.schedule.name().to_owned(),
        closed_shows: terms.closed_shows.name().to_owned(),
        blocked: blocked_out(&terms.blocked),
        can_start: terms.can_start.name().to_owned(),
    }
}

fn terms_in(mut stored: StoredTerms) -> Result<Terms, StoreError> {
    let mut starting = |entry: EntryPoint| {
        let found = stored.starts.remove(entry.name());
        starting_in(&found.ok_or_else(|| {
            StoreError::Corrupt(format!("a contact policy does not settle {}", entry.name()))
        })?)
    };
    let starts = Starts {
        profile: starting(EntryPoint::Profile)?,
        job_page: starting(EntryPoint::JobPage)?,
        pitch_request: starting(EntryPoint::PitchRequest)?,
        proposal: starting(EntryPoint::Proposal)?,
        contract: starting(EntryPoint::Contract)?,
    };
    Ok(Terms {
        starts,
        pending_max: stored.pending_max,
        attachments: attachments_in(stored.attachments)?,
        call: named(Who::of_name, &stored.call)?,
        schedule: named(Who::of_name, &stored.schedule)?,
        closed_shows: named(ClosedShows::of_name, &stored.closed_shows)?,
        blocked: blocked_in(stored.blocked)?,
        can_start: named(CanStart::of_name, &stored.can_start)?,
    })
}

fn class_out(class: &JobClass) -> StoredClass {
    let JobClass { label, messaging, changes } = class;
    StoredClass { label: label.clone(), messaging: *messaging, changes: changes_out(changes) }
}

fn changes_out(changes: &Changes) -> StoredChanges {
    let starts = changes.starts.iter();
    StoredChanges {
        starts: starts.map(|(entry, starting)| (entry.name().to_owned(), starting_out(*starting))).collect(),
        pending_max: changes.pending_max,
        attachments: changes.attachments.as_ref().map(attachments_out),
        call: changes.call.map(|who| who.name().to_owned()),
        schedule: changes.schedule.map(|who| who.name().to_owned()),
        closed_shows: changes.closed_shows.map(|shows| shows.name().to_owned()),
        blocked: changes.blocked.as_ref().map(blocked_out),
        can_start: changes.can_start.map(|can_start| can_start.name().to_owned()),
    }
}

fn changes_in(stored: StoredChanges) -> Result<Changes, StoreError> {
    let mut starts = BTreeMap::new();
    for (name, starting) in stored.starts {
        starts.insert(named(EntryPoint::of_name, &name)?, starting_in(&starting)?);
    }
    Ok(Changes {
        starts,
        pending_max: stored.pending_max,
        attachments: stored.attachments.map(attachments_in).transpose()?,
        call: stored.call.map(|name| named(Who::of_name, &name)).transpose()?,
        schedule: stored.schedule.map(|name| named(Who::of_name, &name)).transpose()?,
        closed_shows: stored.closed_shows.map(|name| named(ClosedShows::of_name, &name)).transpose()?,
        blocked: stored.blocked.map(blocked_in).transpose()?,
        can_start: stored.can_start.map(|name| named(CanStart::of_name, &name)).transpose()?,
    })
}

fn starting_out(starting: Starting) -> StoredStarting {
    StoredStarting { who: starting.who.name().to_owned(), must_accept: starting.must_accept }
}

fn starting_in(stored: &StoredStarting) -> Result<Starting, StoreError> {
    Ok(Starting { who: named(Who::of_name, &stored.who)?, must_accept: stored.must_accept })
}

fn attachments_out(attachments: &Attachments) -> StoredAttachments {
    let ending = |kind: &FileType| kind.ending().to_owned();
    let kinds = attachments.kinds.as_ref().map(|kinds| kinds.iter().map(ending).collect());
    StoredAttachments { allowed: attachments.allowed, kinds }
}

fn attachments_in(stored: StoredAttachments) -> Result<Attachments, StoreError> {
    let kinds = stored.kinds.map(|kinds| kinds.iter().map(|kind| named(FileType::of_ending, kind)).collect());
    Ok(Attachments { allowed: stored.allowed, kinds: kinds.transpose()? })
}

fn blocked_out(blocked: &BTreeMap<JobPhase, String>) -> BTreeMap<String, String> {
    blocked.iter().map(|(phase, says)| (phase.name().to_owned(), says.clone())).collect()
}

fn blocked_in(stored: BTreeMap<String, String>) -> Result<BTreeMap<JobPhase, String>, StoreError> {
    stored.into_iter().map(|(name, says)| Ok((named(JobPhase::of_name, &name)?, says))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use parlance_core::policy::contact::Preset;
    use std::collections::BTreeSet;

    #[test]
    fn every_preset_reads_back_as_what_was_written() {
        for preset in Preset::ALL {
            let document = preset.document();
            let text = write(&document).expect("it can be written");
            assert_eq!(read(&text), Ok(document), "{text}");
        }
    }

    #[test]
    fn the_document_that_a_marketplace_begins_with_is_the_default_preset() {
        let text = write(&Preset::ClientInvites.document()).expect("it can be written");
        for migration in [
            include_str!("../migrations/0009_contact_policy.sqlite.sql"),
            include_str!("../migrations/0009_contact_policy.postgres.sql"),
        ] {
            assert!(migration.contains(&format!("'{text}'")), "{text}");
        }
    }

    #[test]
    fn what_is_settled_for_a_job_keeps_its_stored_form() {
        let starting = Starting { who: Who::Both, must_accept: true };
        let all = Changes {
            starts: BTreeMap::from([(EntryPoint::JobPage, starting)]),
            pending_max: Some(3),
            attachments: Some(Attachments { allowed: true, kinds: Some(BTreeSet::from([FileType::Pdf])) }),
            call: Some(Who::Nobody),
            schedule: Some(Who::Freelancer),
            closed_shows: Some(ClosedShows::Everything),
            blocked: Some(BTreeMap::from([(JobPhase::FinalReview, "Wait.".to_owned())])),
            can_start: Some(CanStart::BothConfirmed),
        };
        let golden = concat!(
            r#"{"starts":{"job_page":{"who":"both","must_accept":true}},"pending_max":3,"#,
            r#""attachments":{"allowed":true,"kinds":["pdf"]},"call":"nobody","schedule":"freelancer","#,
            r#""closed_shows":"everything","blocked":{"final_review":"Wait."},"can_start":"both_confirmed"}"#
        );
        for (changes, golden) in [(all, golden), (Changes::default(), "{}")] {
            assert_eq!(write_changes(&changes).expect("it can be written"), golden);
            assert_eq!(read_changes(golden), Ok(changes));
        }
    }

    #[test]
    fn a_document_from_a_newer_program_is_corrupt_and_never_half_read() {
        for text in ["{}", r#"{"everywhere":{},"classes":{}}"#, "not JSON"] {
            assert!(matches!(read(text), Err(StoreError::Corrupt(_))), "{text}");
        }
        assert!(matches!(read_changes(r#"{"call":"anybody"}"#), Err(StoreError::Corrupt(_))));
    }
}
