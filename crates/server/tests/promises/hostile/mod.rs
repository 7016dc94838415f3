//! Files that mean harm (TRUST A12): what hides in another thing, is called what it is not, lies about its
//! size or is made to break what reads it. Each is either refused with its reason, or handed out for saving
//! only, and drawn anew where it is a picture. None is anybody's: all are built here.

mod archives;
mod broken;
mod build;
mod disguises;
mod names;
mod pictures;
mod polyglots;

use super::files::{fetch, files_on_disk, upload};
use super::places::{Talk, open_with};
use parlance_core::files::{FileType, ending};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What must become of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Refused with this code.
    Refused(&'static str),
    /// Taken, and handed out for saving only: nothing of it is ever drawn.
    Saved,
    /// Taken likewise, and drawn anew: of what else is in it, nothing is in the picture.
    Drawn,
}

use Outcome::Refused;

const MISMATCH: Outcome = Refused("file-content-mismatch");
const HIDES: Outcome = Refused("file-hides-another");
const NOT_ALLOWED: Outcome = Refused("file-type-not-allowed");

/// What hides in a file says so, so that it can be looked for.
pub const HIDDEN: &str = "wren-hidden";

/// A hostile file, and what becomes of it.
pub struct Row {
    /// What it is, and why it is treated so.
    what: String,
    name: String,
    bytes: Vec<u8>,
    outcome: Outcome,
}

pub fn row(
    what: impl Into<String>,
    name: impl Into<String>,
    bytes: impl Into<Vec<u8>>,
    outcome: Outcome,
) -> Row {
    Row { what: what.into(), name: name.into(), bytes: bytes.into(), outcome }
}

async fn talk() -> Talk {
    let server = open_with(|config| {
        config.sends_per_minute = 1_000_000;
        config.sends_burst = 1_000_000;
        config.file_endings.push_str(" docx pptx webp txt");
    })
    .await;
    Talk::begun_at(server).await
}

/// What is wrong with what becomes of a file: nothing, if all is well.
async fn wrong(talk: &Talk, row: &Row) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut must = |so: bool, what: String| wrong.extend((!so).then(|| format!("{}: {what}", row.what)));
    let before = files_on_disk(talk);
    let answer = upload(&talk.felix, talk, &row.name, row.bytes.clone()).await;
    let became = (answer.status, answer.code().to_owned());
    if let Refused(code) = row.outcome {
        must(became == (422, code.to_owned()), format!("is {became:?}, not refused with {code}"));
        must(answer.body["detail"].as_str().is_some_and(|detail| detail.len() > 20), "says no reason".into());
        must(files_on_disk(talk) == before, "leaves something".into());
        return wrong;
    }
    if answer.status != 201 {
        must(false, format!("is {became:?}, not taken"));
        return wrong;
    }
    let id = answer.body["id"].as_str().expect("an id").to_owned();
    talk.felix.post(&talk.messages(), json!({"files": [id]})).await.ok();
    let response = fetch(&talk.clara, &id, "").await;
    must(response.status().as_u16() == 200, "is not handed out".into());
    let headers = response.headers().clone();
    let told = |name: &str| headers[name].to_str().expect("text").to_owned();
    let kind = ending(&row.name).and_then(FileType::of_ending).expect("a known kind");
    must(told("content-type") == kind.media_type(), "is handed out as something else".into());
    must(told("content-disposition").starts_with("attachment;"), "is not for saving".into());
    must(told("x-content-type-options") == "nosniff", "may be taken for something else".into());
    must(told("content-security-policy") == "default-src 'none'; sandbox", "may run".into());
    must(response.bytes().await.expect("a body") == row.bytes, "is not handed out byte for byte".into());
    let expected = if row.outcome == Outcome::Drawn { 200 } else { 404 };
    for what in ["/thumbnail", "/preview"] {
        let drawn = fetch(&talk.clara, &id, what).await;
        let status = drawn.status().as_u16();
        must(status == expected, format!("{what} is {status}, not {expected}"));
        let kind = drawn.headers()["content-type"].to_str().expect("text").to_owned();
        let bytes = drawn.bytes().await.expect("a body");
        if status == 200 {
            must(["image/jpeg", "image/png"].contains(&kind.as_str()), format!("{what} is {kind}"));
            let hidden = bytes.windows(HIDDEN.len()).any(|part| part == HIDDEN.as_bytes());
            must(!hidden, format!("{what} holds what hides in it"));
        } else {
            let problem: Value = serde_json::from_slice(&bytes).expect("a problem");
            must(problem["code"] == "no-picture", format!("{what} says {problem}"));
        }
    }
    wrong
}

#[tokio::test(flavor = "multi_thread")]
async fn no_hostile_file_is_drawn_run_or_taken_for_something_else() {
    let talk = talk().await;
    let rows: Vec<Row> = [
        names::rows(),
        disguises::rows(),
        polyglots::rows(),
        archives::rows(),
        pictures::rows(),
        broken::rows(),
    ]
    .into_iter()
    .flatten()
    .collect();
    let distinct: BTreeSet<_> = rows.iter().map(|row| (&row.name, &row.bytes)).collect();
    assert_eq!(distinct.len(), rows.len(), "no file stands here twice");
    let contents: BTreeSet<_> = rows.iter().map(|row| &row.bytes).collect();
    assert!(contents.len() >= 80, "{} different files", contents.len());
    for outcome in [MISMATCH, HIDES, NOT_ALLOWED, Outcome::Saved, Outcome::Drawn] {
        assert!(rows.iter().any(|row| row.outcome == outcome), "{outcome:?}");
    }
    let mut all = Vec::new();
    for row in &rows {
        all.extend(wrong(&talk, row).await);
    }
    assert!(all.is_empty(), "of {} files:\n{}", rows.len(), all.join("\n"));
}
