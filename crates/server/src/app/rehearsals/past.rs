//! What is kept of the past, as attempts: of jobs, what they were when; of entries and refusals, what was done.

use super::super::AppError;
use parlance_core::conversation::Conversation;
use parlance_core::entry::EntryBody;
use parlance_core::market::{Answer, JobKind, JobPhase, Side};
use parlance_core::policy::contact::rehearsal::{Deed, Pair};
use parlance_core::policy::contact::{EntryPoint, Subject};
use parlance_core::{AccountId, JobId, Time};
use parlance_store::attempts::{Log, Refused};
use parlance_store::contracts::{self, Term};
use parlance_store::{Tx, jobs, proposals};
use std::sync::Arc;

/// Changes, contracts and proposals of one job that are looked at, the newest of each.
const TURNS: u32 = 1_000;
/// What says that the freelancer of the two offered no work then.
const IDLE: [&str; 2] = ["not-offering-work", "offer-work-first"];

/// What a job was when.
pub struct JobPast {
    kind: JobKind,
    turns: Vec<(Time, JobPhase, bool)>,
    contracts: Vec<Term>,
    proposals: Vec<Term>,
    /// With its messages off, and on; each without a contract of the two, and with one.
    subjects: [[Arc<Subject>; 2]; 2],
}

impl JobPast {
    pub fn read(tx: &mut Tx<'_>, id: JobId) -> Result<Option<JobPast>, AppError> {
        let Some(job) = jobs::by_id(tx, id)? else { return Ok(None) };
        let (mut phase, mut on, mut turns) = (JobPhase::Open, true, Vec::new());
        for line in jobs::history(tx, id, TURNS)?.into_iter().rev() {
            phase = line.change.phase().unwrap_or(phase);
            on = line.change.messaging().unwrap_or(on);
            turns.push((line.at, phase, on));
        }
        let (contracts, proposals) = (contracts::terms(tx, id, TURNS)?, proposals::terms(tx, id, TURNS)?);
        let subjects = [false, true].map(|messaging| {
            [false, true].map(|hired| Arc::new(Subject { messaging, hired, ..job.subject.clone() }))
        });
        Ok(Some(JobPast { kind: job.kind, turns, contracts, proposals, subjects }))
    }

    /// What it was for a freelancer.
    pub fn at(&self, at: Time, freelancer: AccountId) -> (JobPhase, Arc<Subject>) {
        let before = self.turns.partition_point(|turn| turn.0 <= at);
        let (phase, on) = match before.checked_sub(1).and_then(|last| self.turns.get(last)) {
            Some((_, phase, on)) => (*phase, *on),
            None => (JobPhase::Open, true),
        };
        let hired = stood(&self.contracts, freelancer, at);
        (phase, Arc::clone(&self.subjects[usize::from(on)][usize::from(hired)]))
    }

    /// From where the two of a conversation begin it by writing: who works together does from the contract.
    pub fn begins(&self, at: Time, log: &Log) -> EntryPoint {
        if self.at(at, log.freelancer).1.hired {
            EntryPoint::Contract
        } else {
            EntryPoint::of_page(self.kind)
        }
    }

    /// Whether a proposal of the freelancer's waited.
    pub fn proposed(&self, at: Time, freelancer: AccountId) -> bool {
        stood(&self.proposals, freelancer, at)
    }
}

/// Whether one of a freelancer's contracts, or proposals, stood at a time.
fn stood(terms: &[Term], freelancer: AccountId, at: Time) -> bool {
    terms
        .iter()
        .any(|(who, from, until)| *who == freelancer && *from <= at && until.is_none_or(|until| at < until))
}

/// What somebody did by an entry; `begins` is from where they begin by writing. Whether an invitation answered
/// a proposal is told by [`JobPast`].
pub fn deed(body: &EntryBody, so_far: &Conversation, begins: EntryPoint) -> Option<Deed> {
    Some(match body {
        EntryBody::Invitation { .. } => Deed::Invite { proposed: false, offers_work: true },
        EntryBody::Answer { answer, .. } => Deed::Answer(*answer),
        EntryBody::Acknowledgement { version } => Deed::Acknowledge { version: *version },
        EntryBody::Message(message) => {
            let kinds = message.files.iter().map(|file| file.kind).collect();
            if so_far.is_accepted() {
                Deed::Send { quote: message.quote, kinds }
            } else {
                Deed::Ask { entry: begins, offers_work: true, kinds }
            }
        }
        // Whoever may write may propose.
        EntryBody::Point(point) => Deed::Send { quote: point.message, kinds: Vec::new() },
        EntryBody::System(_) => return None,
        changes => Deed::Change { target: changes.target()? },
    })
}

/// What somebody was refused, and with whom; `warning` is the version of the safety warning in force.
pub fn subject(refused: &Refused, warning: i64) -> Option<(Pair, AccountId, Deed)> {
    let entry = refused.entry_point.as_deref().and_then(EntryPoint::of_name);
    // Who has a contract need not look for work any more.
    let looks_for_work = refused.offers_work && !IDLE.contains(&refused.code.as_str());
    let offers_work = looks_for_work || entry == Some(EntryPoint::Contract);
    let kinds = Vec::new();
    let starts = |deed| {
        let (job, other) = (refused.job?, refused.counterpart?);
        Some(match refused.side.unwrap_or(Side::Client) {
            Side::Client => ((job, other), refused.account, deed),
            Side::Freelancer => ((job, refused.account), other, deed),
            Side::Desk | Side::Person => return None,
        })
    };
    let talk = |deed| {
        let (job, client, freelancer) = refused.conversation?;
        Some(((job, freelancer), client, deed))
    };
    match refused.action.as_str() {
        "invite" => starts(Deed::Invite { proposed: false, offers_work }),
        "ask" => starts(Deed::Ask { entry: entry?, offers_work, kinds }),
        "send" => talk(Deed::Send { quote: None, kinds }),
        "acknowledge" => talk(Deed::Acknowledge { version: warning }),
        "accept" => talk(Deed::Answer(Answer::Accepted)),
        "decline" => talk(Deed::Answer(Answer::Declined)),
        "withdraw" => talk(Deed::Answer(Answer::Withdrawn)),
        _ => None,
    }
}
