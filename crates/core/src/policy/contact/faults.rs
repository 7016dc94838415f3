//! What is wrong with a document: where it contradicts itself, or locks everybody out. Each fault names the
//! place by a JSON pointer (RFC 6901) into the document as it is written.

use super::{CanStart, Changes, Document, EntryPoint, JobClass, Starting, Terms, Who, resolve_class};
use crate::limits;
use crate::market::JobPhase;
use crate::text;
use std::collections::BTreeMap;

/// Something that no document may say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where it stands, such as `/everywhere/starts/profile/who`.
    pub pointer: String,
    pub reason: String,
}

/// Everything that is wrong with a document; nothing where it may be put in force. `in_use` names the classes
/// that jobs are of.
pub fn faults(document: &Document, in_use: &[String]) -> Vec<Fault> {
    let mut found = Vec::new();
    of_terms(&document.everywhere, "/everywhere", &mut found);
    let max = limits::JOB_CLASSES;
    if document.classes.len() > max {
        found.push(fault("/classes", format!("There are {max} classes at most.")));
    }
    for (name, class) in &document.classes {
        of_class(document, name, class, &mut found);
    }
    for name in in_use.iter().filter(|name| !document.classes.contains_key(*name)) {
        let reason = format!("Jobs are of the class {name}, so that it cannot go.");
        found.push(fault("/classes", reason));
    }
    found
}

/// What is wrong with what is settled for one job, under the document in force.
pub fn faults_of_changes(below: &Terms, changes: &Changes) -> Vec<Fault> {
    let terms = Changes::over(std::sync::Arc::new(below.clone()), changes);
    let (mut before, mut found) = (Vec::new(), Vec::new());
    of_terms(below, "", &mut before);
    of_terms(&terms, "", &mut found);
    found.retain(|fault| !before.contains(fault));
    found
}

fn fault(pointer: impl Into<String>, reason: impl Into<String>) -> Fault {
    Fault { pointer: pointer.into(), reason: reason.into() }
}

fn of_class(document: &Document, name: &str, class: &JobClass, found: &mut Vec<Fault>) {
    let at = format!("/classes/{name}");
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if name.is_empty() || name.len() > limits::CLASS_NAME_CHARS || !name.chars().all(plain) {
        let max = limits::CLASS_NAME_CHARS;
        let reason = format!("A class is named in small letters, digits and hyphens, {max} at most.");
        found.push(fault("/classes", format!("{reason} {name:?} is not.")));
    }
    if text::title(&class.label).is_err() {
        found.push(fault(format!("{at}/label"), "A class has a label that people read, in one line."));
    }
    let (mut below, mut own) = (Vec::new(), Vec::new());
    of_terms(&document.everywhere, "", &mut below);
    let terms = resolve_class(document, class);
    of_terms(&terms, "", &mut own);
    // What is wrong everywhere is said once.
    let own = own.into_iter().filter(|fault| !below.contains(fault));
    found.extend(own.map(|own| fault(format!("{at}/changes{}", own.pointer), own.reason)));
    if !class.messaging && terms.can_start != CanStart::Always {
        let reason = "Without messaging nobody can write, so that work waiting for it would never begin.";
        found.push(fault(format!("{at}/changes/can_start"), reason));
    }
}

fn of_terms(terms: &Terms, at: &str, found: &mut Vec<Fault>) {
    for entry in EntryPoint::ALL {
        of_starting(entry, terms.starts.at(entry), &format!("{at}/starts/{}", entry.name()), found);
    }
    if EntryPoint::ALL.iter().all(|entry| terms.starts.at(*entry).who == Who::Nobody) {
        let reason = "Nobody may start a conversation from anywhere, which locks everybody out.";
        found.push(fault(format!("{at}/starts"), reason));
    }
    let max = limits::PENDING_MAX;
    if !(1..=max).contains(&terms.pending_max) {
        let reason =
            format!("Between 1 and {max} contacts of one person may wait; none would let nobody ask.");
        found.push(fault(format!("{at}/pending_max"), reason));
    }
    match &terms.attachments.kinds {
        Some(kinds) if kinds.is_empty() && terms.attachments.allowed => {
            let reason = "Files are allowed and no kind of them is. Turn attachments off instead.";
            found.push(fault(format!("{at}/attachments/kinds"), reason));
        }
        Some(_) if !terms.attachments.allowed => {
            let reason = "Attachments are off, so that no kinds of files can be listed.";
            found.push(fault(format!("{at}/attachments/kinds"), reason));
        }
        Some(_) | None => {}
    }
    if terms.call == Who::Nobody && terms.schedule != Who::Nobody {
        let reason = "Nobody may call, so that nobody can schedule a call.";
        found.push(fault(format!("{at}/schedule"), reason));
    }
    of_phases(terms, at, found);
}

fn of_starting(entry: EntryPoint, starting: Starting, at: &str, found: &mut Vec<Fault>) {
    let Starting { who, must_accept } = starting;
    if entry == EntryPoint::Profile && matches!(who, Who::Freelancer | Who::Both) {
        let reason = "A profile is a freelancer's own, so that only clients can start from it.";
        found.push(fault(format!("{at}/who"), reason));
    }
    if must_accept && matches!(who, Who::Freelancer | Who::Nobody) {
        let reason = "Only a client sends an invitation, and no client may start from here.";
        found.push(fault(format!("{at}/must_accept"), reason));
    }
}

fn of_phases(terms: &Terms, at: &str, found: &mut Vec<Fault>) {
    let blocked: &BTreeMap<JobPhase, String> = &terms.blocked;
    for (phase, says) in blocked {
        let at = format!("{at}/blocked/{}", phase.name());
        if *phase == JobPhase::Closed {
            found.push(fault(&at, "A closed job closes its conversations; what they show is settled apart."));
        }
        if text::reason(says).is_err() {
            let max = limits::REASON_CHARS;
            found.push(fault(&at, format!("People are told why, in up to {max} characters.")));
        }
    }
    let working = [JobPhase::Open, JobPhase::InProgress];
    let silent = |phases: &[JobPhase]| phases.iter().all(|phase| blocked.contains_key(phase));
    if silent(&working) && blocked.contains_key(&JobPhase::FinalReview) {
        let reason = "Nobody may write in any phase, which locks everybody out.";
        found.push(fault(format!("{at}/blocked"), reason));
    } else if terms.can_start != CanStart::Always && blocked.contains_key(&JobPhase::Open) {
        let reason = "Work waits for messages that nobody may write while a job is open.";
        found.push(fault(format!("{at}/can_start"), reason));
    }
}
