//! Rehearsals: what a draft makes of what was tried, judged by the rules and folded as it would have been.

use parlance_core::entry::{Author, Entry, EntryBody, Message};
use parlance_core::market::{Answer, JobPhase, Side};
use parlance_core::policy::Denial;
use parlance_core::policy::contact::rehearsal::{Attempt, Deed, Rehearsal, Verdict};
use parlance_core::policy::contact::tally::{SAMPLES, Tally};
use parlance_core::policy::contact::{ContactPolicy, Document, EntryPoint, Preset, Subject, Who};
use parlance_core::{AccountId, ConversationId, JobId, Time, limits};
use std::sync::Arc;
use uuid::Uuid;

const CLIENT: AccountId = AccountId(Uuid::from_u128(1));
const FREELANCER: AccountId = AccountId(Uuid::from_u128(2));
const JOB: JobId = JobId(Uuid::from_u128(3));
const BEGAN: Time = Time(1_000_000);

fn under(document: Document) -> Rehearsal {
    Rehearsal::new(ContactPolicy { document: Arc::new(document), ..ContactPolicy::client_invites() })
}

/// A preset, changed.
fn changed(change: impl FnOnce(&mut parlance_core::policy::contact::Terms)) -> Document {
    let mut document = Preset::ClientInvites.document();
    change(Arc::make_mut(&mut document.everywhere));
    document
}

/// Somebody's deed, as the entry `seq` of the pair's log.
fn did(side: Side, seq: i64, deed: Deed) -> Attempt {
    Attempt {
        at: Time(BEGAN.0 + seq),
        by: if side == Side::Client { CLIENT } else { FREELANCER },
        side,
        pair: (JOB, FREELANCER),
        client: CLIENT,
        phase: JobPhase::Open,
        subject: Arc::new(Subject::PLAIN),
        deed,
        seq: Some(seq),
    }
}

fn invited(seq: i64) -> Attempt {
    did(Side::Client, seq, Deed::Invite { proposed: false, offers_work: true })
}

fn answered(seq: i64, answer: Answer) -> Attempt {
    did(Side::Freelancer, seq, Deed::Answer(answer))
}

fn sent(side: Side, seq: i64, quote: Option<i64>) -> Attempt {
    did(side, seq, Deed::Send { quote, kinds: Vec::new() })
}

/// Invited, warned, accepted, talking.
fn story() -> Vec<Attempt> {
    vec![
        invited(1),
        did(Side::Freelancer, 2, Deed::Acknowledge { version: 1 }),
        answered(3, Answer::Accepted),
        sent(Side::Client, 4, None),
        sent(Side::Freelancer, 5, Some(4)),
        did(Side::Client, 6, Deed::Change { target: 5 }),
    ]
}

fn judged(rehearsal: &mut Rehearsal, attempts: &[Attempt]) -> Vec<Verdict> {
    attempts.iter().map(|attempt| rehearsal.judge(attempt)).collect()
}

#[test]
fn what_the_policy_in_force_let_through_it_lets_through_in_rehearsal() {
    let verdicts = judged(&mut under(Preset::ClientInvites.document()), &story());
    assert_eq!(verdicts, [Verdict::Permitted; 6]);
}

#[test]
fn an_invitation_that_would_be_refused_takes_with_it_what_came_of_it() {
    let draft = changed(|terms| terms.starts.profile.who = Who::Nobody);
    let verdicts = judged(&mut under(draft), &story());
    assert_eq!(verdicts[0], Verdict::Refused(Denial::NobodyStartsHere));
    assert_eq!(verdicts[1..], [Verdict::Moot; 5]);
}

#[test]
fn a_message_that_would_be_refused_takes_with_it_what_quotes_and_changes_it() {
    let draft = changed(|terms| drop(terms.blocked.insert(JobPhase::InProgress, "Hush.".into())));
    let mut story = story();
    story[3].phase = JobPhase::InProgress;
    let verdicts = judged(&mut under(draft), &story);
    assert_eq!(verdicts[3], Verdict::Refused(Denial::PhaseInProgress));
    assert_eq!(verdicts[4..], [Verdict::Moot; 2]);
    assert_eq!(verdicts[..3], [Verdict::Permitted; 3]);
}

#[test]
fn where_nobody_is_asked_the_marketplace_accepts_and_saying_so_again_changes_nothing() {
    let draft = || changed(|terms| terms.starts.profile.must_accept = false);
    let wrote_first = [invited(1), sent(Side::Client, 2, None), answered(3, Answer::Accepted)];
    assert_eq!(judged(&mut under(draft()), &wrote_first), [Verdict::Permitted; 3]);
    let verdicts = judged(&mut under(draft()), &[invited(1), answered(2, Answer::Declined)]);
    assert_eq!(verdicts[1], Verdict::Refused(Denial::InvitationAnswered));
    // The premise: whoever has to accept must do so first.
    let verdicts = judged(&mut under(Preset::ClientInvites.document()), &wrote_first[..2]);
    assert_eq!(verdicts[1], Verdict::Refused(Denial::InvitationPending));
}

#[test]
fn who_was_refused_and_would_not_be_begins_a_conversation() {
    let ask = Deed::Ask { entry: EntryPoint::JobPage, offers_work: true, kinds: Vec::new() };
    let attempts = [
        Attempt { seq: None, ..did(Side::Freelancer, 1, ask) },
        Attempt { seq: None, ..sent(Side::Client, 2, None) },
    ];
    assert_eq!(judged(&mut under(Preset::WriterAsks.document()), &attempts), [Verdict::Permitted; 2]);
    let verdicts = judged(&mut under(Preset::ClientInvites.document()), &attempts);
    assert!(matches!(verdicts[0], Verdict::Refused(_)), "{verdicts:?}");
    assert_eq!(verdicts[1], Verdict::Moot);
}

#[test]
fn an_invitation_that_nobody_answers_counts_until_its_time_is_over() {
    let mut rehearsal = under(changed(|terms| terms.pending_max = 1));
    let to = |seq: i64, other: u128, deed: Attempt| Attempt {
        at: deed.at,
        pair: (JOB, AccountId(Uuid::from_u128(other))),
        seq: Some(seq),
        ..deed
    };
    let over = BEGAN.plus(limits::INVITATION_LASTS).plus(std::time::Duration::from_secs(1));
    let later = |attempt: Attempt| Attempt { at: over, ..attempt };
    let verdicts = judged(
        &mut rehearsal,
        &[
            to(1, 20, invited(1)),
            to(2, 21, invited(2)),
            to(3, 22, later(invited(3))),
            to(4, 22, later(answered(4, Answer::Declined))),
            to(5, 23, later(invited(5))),
        ],
    );
    let waits = Verdict::Refused(Denial::InvitationLimit { max: 1 });
    let fine = Verdict::Permitted;
    assert_eq!(verdicts, [fine, waits, fine, fine, fine]);
}

#[test]
fn a_tally_counts_what_differs_and_keeps_the_newest_few_of_each() {
    let mut tally = Tally::default();
    let attempt = |n: i64| Attempt { at: Time(n), ..sent(Side::Client, n, None) };
    for n in 0..9 {
        tally.count(&attempt(n), None, Verdict::Refused(Denial::JobClosed));
    }
    tally.count(&attempt(9), Some("phase-final-review"), Verdict::Permitted);
    tally.count(&attempt(10), Some("job-closed"), Verdict::Refused(Denial::MessagingOff));
    tally.count(&attempt(11), Some("job-closed"), Verdict::Moot);
    tally.count(&attempt(12), None, Verdict::Moot);
    tally.count(&attempt(13), None, Verdict::Permitted);
    assert_eq!((tally.permitted, tally.refused, tally.moot, tally.judged()), (1, 2, 1, 14));
    let found = tally.differences();
    let told: Vec<_> =
        found.iter().map(|(kind, cases)| (kind.stopped, kind.code.as_str(), cases.count)).collect();
    assert_eq!(told, [(true, "job-closed", 9), (false, "phase-final-review", 1)]);
    let newest: Vec<i64> = found[0].1.samples.iter().map(|sample| sample.at.0).collect();
    assert_eq!(newest, (9 - i64::try_from(SAMPLES).expect("few")..9).collect::<Vec<_>>());
}

#[test]
fn who_was_written_to_first_counts_until_they_answer_or_two_weeks_are_over() {
    let draft = || {
        let mut document = Preset::WriterAsks.document();
        Arc::make_mut(&mut document.everywhere).pending_max = 1;
        document
    };
    let job =
        |n: u128, attempt: Attempt| Attempt { pair: (JobId(Uuid::from_u128(n)), FREELANCER), ..attempt };
    let ask = |seq: i64, n: u128| {
        let deed = Deed::Ask { entry: EntryPoint::JobPage, offers_work: true, kinds: Vec::new() };
        job(n, did(Side::Freelancer, seq, deed))
    };
    let full = Verdict::Refused(Denial::ContactLimit { max: 1 });
    let answered = job(30, sent(Side::Client, 3, None));
    let verdicts = judged(&mut under(draft()), &[ask(1, 30), ask(2, 31), answered, ask(4, 31)]);
    assert_eq!(verdicts, [Verdict::Permitted, full, Verdict::Permitted, Verdict::Permitted]);

    let until = Time(BEGAN.0 + 1).plus(limits::ASK_WAITS).0;
    let at = |time: i64, attempt: Attempt| Attempt { at: Time(time), ..attempt };
    let verdicts =
        judged(&mut under(draft()), &[ask(1, 30), at(until - 1, ask(2, 31)), at(until, ask(3, 31))]);
    assert_eq!(verdicts, [Verdict::Permitted, full, Verdict::Permitted]);
}

#[test]
fn what_two_said_before_counts_for_those_who_ask() {
    let entry = |by: AccountId, side: Side, seq: i64| Entry {
        conversation: ConversationId(Uuid::nil()),
        seq,
        author: Author::Account { id: by, side },
        body: EntryBody::Message(Message::of("?")),
        at: BEGAN,
        key: None,
        messages: seq,
    };
    let elsewhere = (JobId(Uuid::from_u128(30)), FREELANCER);
    let ask = Deed::Ask { entry: EntryPoint::JobPage, offers_work: true, kinds: Vec::new() };
    let after = |entries: &[Entry]| {
        let mut document = Preset::WriterAsks.document();
        Arc::make_mut(&mut document.everywhere).pending_max = 1;
        let mut rehearsal = under(document);
        for entry in entries {
            rehearsal.recall(elsewhere, CLIENT, entry);
        }
        rehearsal.judge(&did(Side::Freelancer, 1, ask.clone()))
    };
    let (asked, answer) = (entry(FREELANCER, Side::Freelancer, 1), entry(CLIENT, Side::Client, 2));
    assert_eq!(after(std::slice::from_ref(&asked)), Verdict::Refused(Denial::ContactLimit { max: 1 }));
    assert_eq!(after(&[asked, answer]), Verdict::Permitted);
}

#[test]
fn who_made_a_proposal_is_invited_from_there_if_the_draft_lets_clients_begin_there() {
    let invite = |proposed| did(Side::Client, 1, Deed::Invite { proposed, offers_work: true });
    let draft = |who| {
        changed(|terms| {
            terms.starts.profile.who = Who::Nobody;
            terms.starts.proposal.who = who;
        })
    };
    let verdict = |who, proposed| under(draft(who)).judge(&invite(proposed));
    let nobody = Verdict::Refused(Denial::NobodyStartsHere);
    assert_eq!([verdict(Who::Client, true), verdict(Who::Client, false)], [Verdict::Permitted, nobody]);
    assert_eq!(verdict(Who::Freelancer, true), nobody, "then it is as from any profile");
}
