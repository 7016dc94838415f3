//! Properties: what holds of every history that the rules let happen.

use crate::history::{CLIENT, FREELANCER, Step, Try, World, account, recorded_texts, side_of, steps};
use parlance_core::conversation::said::Recorded;
use parlance_core::conversation::view::{Access, Glance, Reach, Shown};
use parlance_core::conversation::{Conversation, Invited, Standing};
use parlance_core::entry::{Author, Entry, EntryBody, Message, PointAnswer, SystemNote};
use parlance_core::ids::Seq;
use parlance_core::market::{Actor, Answer, InvitationState, JobPhase, Person, Side};
use parlance_core::policy::{Action, decide, sending_refused};
use parlance_core::{InvitationId, Time};
use proptest::prelude::*;

/// A conversation worked out from the whole log at once, by plain reading; shares nothing with the fold.
fn reading(log: &[Entry]) -> Conversation {
    let said = |entry: &&Entry| {
        matches!(entry.body, EntryBody::Invitation { .. } | EntryBody::Message(_) | EntryBody::Point(_))
    };
    let moves = |entry: &&Entry| said(entry) || matches!(entry.body, EntryBody::Answer { .. });
    let answer_to = |asked: InvitationId| {
        log.iter().find_map(|entry| match entry.body {
            EntryBody::Answer { invitation, answer } if invitation == asked => Some(answer),
            _ => None,
        })
    };
    let invitation = log.iter().rev().find_map(|entry| match entry.body {
        EntryBody::Invitation { invitation: id, expires_at, .. } => {
            let state = answer_to(id).map_or(InvitationState::Pending, InvitationState::Answered);
            Some(Invited { id, state, expires_at })
        }
        _ => None,
    });
    let acknowledged = log.iter().rev().find_map(|entry| match entry.body {
        EntryBody::Acknowledgement { version } => Some(version),
        _ => None,
    });
    let note = log.iter().rev().find_map(|entry| match entry.body {
        EntryBody::System(note) => Some(note),
        _ => None,
    });
    let at = |entry: Option<&Entry>| entry.map_or(Time(0), |entry| entry.at);
    Conversation {
        last_seq: log.len() as i64,
        last_at: at(log.last()),
        messages: log.iter().filter(said).count() as i64,
        said_seq: log.iter().rposition(|entry| said(&entry)).map_or(0, |index| index as i64 + 1),
        active_at: at(log.iter().rfind(moves)),
        invitation,
        acknowledged: acknowledged.unwrap_or(0),
        closing_noted: note == Some(SystemNote::JobClosed),
        amendments: log.iter().filter(|entry| entry.body.target().is_some()).count() as i64,
    }
}

fn accesses(world: &World) -> [Access; 2] {
    Side::ALL.map(|side| Access::of(side, &world.fold, world.job, &world.contact))
}

/// The log as `side` sees it.
fn rendered<'a>(world: &World, side: Side, log: &'a [Recorded]) -> Vec<Option<Shown<'a>>> {
    let access = Access::of(side, &world.fold, world.job, &world.contact);
    log.iter().map(|recorded| access.show(recorded)).collect()
}

/// What a message reads as by a plain reading of the whole log; nothing where it was taken back.
fn reads(log: &[Entry], seq: Seq) -> Option<String> {
    let about = || log.iter().filter(move |entry| entry.body.target() == Some(seq));
    if about().any(|entry| matches!(entry.body, EntryBody::Removal { .. })) {
        return None;
    }
    let edited = about().rev().find_map(|entry| match &entry.body {
        EntryBody::Edit { text, .. } => Some(text.clone()),
        _ => None,
    });
    let at = usize::try_from(seq - 1).expect("a number of the log");
    edited.or_else(|| match &log[at].body {
        EntryBody::Message(message) => Some(message.text.clone()),
        _ => None,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_fold_of_any_history_is_what_a_plain_reading_of_it_says(steps in steps()) {
        World::live(&steps, |_, world, _| assert_eq!(world.fold, reading(&world.log)));
    }

    #[test]
    fn numbers_are_dense_and_times_never_decrease_though_the_clock_jumps_back(steps in steps()) {
        World::live(&steps, |before, world, _| {
            for (index, entry) in world.log.iter().enumerate().skip(before.log.len()) {
                assert_eq!(entry.seq, index as i64 + 1);
                assert_eq!(entry.at, before.now.max(before.fold.last_at), "the clock's time, or the last entry's if that is later");
            }
            assert!(world.log.is_sorted_by_key(|entry| entry.at));
            assert!(world.log.is_sorted_by_key(|entry| entry.messages));
            assert_eq!(world.log.last().map_or(0, |entry| entry.messages), world.fold.messages);
        });
    }

    #[test]
    fn a_log_only_ever_grows_at_its_end(steps in steps()) {
        World::live(&steps, |before, world, _| {
            assert!(world.log.starts_with(&before.log));
            assert!(world.log.len() <= before.log.len() + 1, "one act is at most one entry");
        });
    }

    #[test]
    fn nothing_is_said_between_a_closing_and_the_re_opening_after_it(steps in steps()) {
        let mut world = World::new();
        for step in steps {
            world.step_with_due_notes(step);
        }
        let mut closed = false;
        for entry in &world.log {
            match entry.body {
                EntryBody::System(note) => {
                    let closing = note == SystemNote::JobClosed;
                    assert_ne!(closed, closing, "closings and re-openings take turns");
                    closed = closing;
                }
                EntryBody::Message(_)
                | EntryBody::Invitation { .. }
                | EntryBody::Edit { .. }
                | EntryBody::Removal { .. }
                | EntryBody::Reaction { .. }
                | EntryBody::Deliverable { .. }
                | EntryBody::Point(_)
                | EntryBody::PointAnswer { .. } => assert!(!closed, "{entry:?}"),
                // The system lets an invitation expire whether or not the job is closed.
                EntryBody::Answer { answer: Answer::Expired, .. } => {}
                EntryBody::Answer { .. } => assert!(!closed, "{entry:?}"),
                // Nothing is said by it, and an invitation that expired meanwhile may still be read.
                EntryBody::Acknowledgement { .. } => {}
            }
        }
    }

    #[test]
    fn while_the_job_is_closed_nobody_says_anything(steps in steps()) {
        World::live(&steps, |before, world, step| {
            for entry in &world.log[before.log.len()..] {
                let said = entry.body.is_said();
                assert!(!said || before.job == JobPhase::Open, "{step:?} gave {entry:?}");
            }
        });
    }

    #[test]
    fn an_invitation_is_answered_once_by_whom_it_concerns_and_a_no_is_the_last_word(steps in steps()) {
        let world = World::live(&steps, |_, _, _| {});
        let mut waiting: Option<InvitationId> = None;
        let mut settled = None;
        for entry in &world.log {
            match &entry.body {
                EntryBody::Invitation { invitation, .. } => {
                    assert_eq!((waiting, side_of(entry)), (None, Some(Side::Client)));
                    assert!(!matches!(settled, Some(Answer::Accepted | Answer::Declined)), "{entry:?}");
                    waiting = Some(*invitation);
                }
                EntryBody::Answer { invitation, answer } => {
                    assert_eq!(waiting.take(), Some(*invitation));
                    let by = match answer {
                        Answer::Accepted | Answer::Declined => Some(Side::Freelancer),
                        Answer::Withdrawn => Some(Side::Client),
                        Answer::Expired => None,
                    };
                    assert_eq!(side_of(entry), by);
                    settled = Some(*answer);
                }
                EntryBody::Message(_)
                | EntryBody::Edit { .. }
                | EntryBody::Removal { .. }
                | EntryBody::Reaction { .. }
                | EntryBody::Deliverable { .. }
                | EntryBody::Point(_)
                | EntryBody::PointAnswer { .. } => {
                    assert_eq!((waiting, settled), (None, Some(Answer::Accepted)));
                }
                EntryBody::Acknowledgement { .. } => assert_eq!(side_of(entry), Some(Side::Freelancer)),
                EntryBody::System(_) => assert_eq!(entry.author, Author::System),
            }
        }
    }

    #[test]
    fn nobody_accepts_or_writes_as_a_freelancer_before_reading_the_warning_in_force(steps in steps()) {
        World::live(&steps, |before, world, _| {
            for entry in &world.log[before.log.len()..] {
                let read = before.fold.acknowledged >= before.contact.warning_version;
                match (&entry.body, side_of(entry)) {
                    (EntryBody::Answer { answer: Answer::Accepted, .. }, _) => assert!(read),
                    (EntryBody::Message(_) | EntryBody::Point(_) | EntryBody::PointAnswer { .. }, Some(Side::Freelancer)) => assert!(read),
                    (EntryBody::Acknowledgement { version }, _) => assert_eq!(*version, before.contact.warning_version),
                    _ => {}
                }
            }
        });
    }

    #[test]
    fn an_author_is_the_person_of_that_side_and_never_one_who_is_suspended(steps in steps()) {
        World::live(&steps, |before, world, step| {
            for entry in &world.log[before.log.len()..] {
                match step {
                    Step::Person { side, suspended, .. } => {
                        assert_eq!(entry.author, Author::Account { id: account(side), side });
                        assert!(!suspended);
                    }
                    other => assert_eq!(entry.author, Author::System, "{other:?}"),
                }
            }
        });
    }

    #[test]
    fn what_the_composer_says_is_what_the_rule_says(steps in steps()) {
        World::live(&steps, |_, world, _| {
            for (side, id) in [(Side::Client, CLIENT), (Side::Freelancer, FREELANCER)] {
                let actor = Actor::Person(Person { id, staff: None, suspended: false });
                let judged = decide(&actor, Action::Send(Message::of("Hello")), &world.facts(side));
                assert_eq!(sending_refused(side, &world.fold, world.job, &world.contact), judged.err());
            }
        });
    }

    #[test]
    fn who_may_write_may_also_read_everything(steps in steps()) {
        World::live(&steps, |_, world, _| {
            for side in Side::ALL {
                if sending_refused(side, &world.fold, world.job, &world.contact).is_none() {
                    let access = Access::of(side, &world.fold, world.job, &world.contact);
                    assert_eq!(access, Access { reach: Reach::Everything, withheld: false });
                    assert_eq!(Standing::of(&world.fold, world.job, &world.contact), Standing::Open);
                }
            }
        });
    }

    #[test]
    fn a_freelancer_sees_no_text_before_reading_the_warning_in_force(steps in steps()) {
        World::live(&steps, |_, world, _| {
            if world.fold.acknowledged >= world.contact.warning_version {
                return;
            }
            for shown in rendered(world, Side::Freelancer, &world.recorded()).into_iter().flatten() {
                let text = matches!(shown, Shown::Invitation { .. } | Shown::Message(_) | Shown::Point(_));
                assert!(!text, "{shown:?}");
            }
        });
    }

    #[test]
    fn before_having_accepted_a_freelancer_sees_invitations_only(steps in steps()) {
        World::live(&steps, |_, world, _| {
            if world.fold.is_accepted() {
                return;
            }
            for (entry, shown) in world.log.iter().zip(rendered(world, Side::Freelancer, &world.recorded())) {
                assert!(shown.is_none() || matches!(entry.body, EntryBody::Invitation { .. }), "{entry:?}");
            }
        });
    }

    #[test]
    fn a_conversation_hidden_by_its_job_shows_nothing_to_either_side_and_counts_no_unread(steps in steps()) {
        World::live(&steps, |_, world, _| {
            if world.job == JobPhase::Open || !world.fold.invitation.is_some_and(|i| matches!(i.state, InvitationState::Pending | InvitationState::Answered(Answer::Accepted))) {
                return;
            }
            for side in Side::ALL {
                assert!(rendered(world, side, &world.recorded()).iter().all(Option::is_none));
                assert_eq!(Glance::of(side, &world.fold, world.job, &world.contact, 0).unread, 0);
            }
        });
    }

    #[test]
    fn what_a_side_sees_of_old_entries_changes_only_with_its_access_or_by_an_entry_that_names_it(steps in steps()) {
        World::live(&steps, |before, world, step| {
            let (mut old_log, mut new_log) = (before.recorded(), world.recorded());
            new_log.truncate(old_log.len());
            let named = world.log[before.log.len()..].iter().find_map(|entry| entry.body.target());
            old_log.retain(|recorded| Some(recorded.entry.seq) != named);
            new_log.retain(|recorded| Some(recorded.entry.seq) != named);
            for (side, (old, new)) in Side::ALL.into_iter().zip(accesses(before).into_iter().zip(accesses(world))) {
                if old == new {
                    assert_eq!(rendered(before, side, &old_log), rendered(world, side, &new_log));
                } else {
                    // No clock moves what may be seen: a client is told of every change by an entry, the job or the policy.
                    let told = world.log.len() > before.log.len() || world.job != before.job || world.contact != before.contact;
                    assert!(told, "{step:?}");
                }
            }
        });
    }

    #[test]
    fn what_a_message_reads_as_is_what_a_plain_reading_of_the_log_says(steps in steps()) {
        let world = World::live(&steps, |_, _, _| {});
        let everything = Access { reach: Reach::Everything, withheld: false };
        for recorded in world.recorded().iter().filter(|recorded| matches!(recorded.entry.body, EntryBody::Message(_))) {
            let plain = reads(&world.log, recorded.entry.seq);
            match everything.show(recorded) {
                Some(Shown::Message(said)) => assert_eq!(Some(said.text), plain.as_deref()),
                Some(Shown::Removed(_)) => assert_eq!(plain, None),
                other => unreachable!("a message is shown as {other:?}"),
            }
        }
    }

    #[test]
    fn of_a_message_that_was_taken_back_nothing_is_left_and_nothing_is_added(steps in steps()) {
        let world = World::live(&steps, |_, _, _| {});
        for recorded in world.recorded().into_iter().filter(Recorded::is_removed) {
            let seq = recorded.entry.seq;
            assert_eq!(recorded.text(), None);
            assert!(recorded.amendments.reactions.is_empty() && recorded.amendments.deliverables.is_empty());
            let last = world.log.iter().rfind(|entry| entry.body.target() == Some(seq));
            assert!(last.is_some_and(|entry| matches!(entry.body, EntryBody::Removal { .. })), "{last:?}");
            let quoted_later = world.log.iter().any(|entry| entry.body.quote() == Some(seq) && last.is_some_and(|last| entry.seq > last.seq));
            assert!(!quoted_later, "{seq} was quoted after it was taken back");
        }
    }

    #[test]
    fn only_its_author_puts_a_message_differently_or_takes_it_back_and_not_too_late(steps in steps()) {
        World::live(&steps, |before, world, _| {
            for entry in &world.log[before.log.len()..] {
                if let EntryBody::Edit { target, .. } | EntryBody::Removal { target } = entry.body {
                    let at = usize::try_from(target - 1).expect("a number of the log");
                    assert_eq!(side_of(&world.log[at]), side_of(entry));
                    assert!(before.now <= world.log[at].at.plus(before.contact.revise_within));
                }
            }
        });
    }

    #[test]
    fn a_point_is_answered_once_by_whom_it_concerns_and_never_changes_after(steps in steps()) {
        World::live(&steps, |before, world, _| {
            let texts = recorded_texts(&before.log);
            for entry in &world.log[before.log.len()..] {
                let EntryBody::PointAnswer { target, answer } = entry.body else { continue };
                let at = usize::try_from(target - 1).expect("a number of the log");
                let EntryBody::Point(point) = &world.log[at].body else { unreachable!("{target} is no point") };
                let earlier = before.log.iter().filter(|entry| entry.body.target() == Some(target)).count();
                assert_eq!(earlier, 0, "{target} was answered before");
                let proposer = side_of(&world.log[at]);
                let by = match answer {
                    PointAnswer::Confirmed | PointAnswer::Declined => proposer.map(Side::other),
                    PointAnswer::TakenBack => proposer,
                    PointAnswer::Lapsed => None,
                };
                assert_eq!(side_of(entry), by);
                let reads = point.message.and_then(|seq| texts[usize::try_from(seq - 1).expect("a number")].clone());
                let same = point.message.is_none() || reads.as_deref() == Some(point.text.as_str());
                assert_eq!(same, answer != PointAnswer::Lapsed, "{point:?} {reads:?}");
            }
        });
    }

    #[test]
    fn a_point_that_is_not_agreed_shows_no_words_that_its_message_does_not_say(steps in steps()) {
        let world = World::live(&steps, |_, _, _| {});
        let texts = recorded_texts(&world.log);
        let everything = Access { reach: Reach::Everything, withheld: false };
        for recorded in &world.recorded() {
            let EntryBody::Point(point) = &recorded.entry.body else { continue };
            let Some(Shown::Point(seen)) = everything.show(recorded) else { unreachable!("a point is shown") };
            let answer = seen.answered.map(|answered| answered.answer);
            match (answer, point.message) {
                (Some(PointAnswer::Confirmed), _) => assert_eq!(seen.text, Some(point.text.as_str())),
                (Some(PointAnswer::TakenBack | PointAnswer::Lapsed), _) => assert_eq!(seen.text, None),
                (Some(PointAnswer::Declined), Some(_)) => assert_eq!(seen.text, None),
                (None | Some(PointAnswer::Declined), None) => assert_eq!(seen.text, Some(point.text.as_str())),
                (None, Some(seq)) => {
                    let reads = texts[usize::try_from(seq - 1).expect("a number")].as_deref();
                    assert_eq!(seen.text, reads, "what waits is what its message says");
                }
            }
        }
    }

    #[test]
    fn unread_counts_what_was_said_after_the_marker_and_is_never_negative(steps in steps(), place in 0.0..1.0_f64) {
        let world = World::live(&steps, |_, _, _| {});
        let read_seq = (world.log.len() as f64 * place) as usize;
        let read = read_seq.checked_sub(1).map_or(0, |index| world.log[index].messages);
        let after = world.log[read_seq..].iter().filter(|entry| entry.body.is_said()).count() as i64;
        for side in Side::ALL {
            let glance = Glance::of(side, &world.fold, world.job, &world.contact, read);
            assert!(glance.unread == after || glance.unread == 0, "{} of {after}", glance.unread);
        }
    }
}

#[test]
fn a_re_opening_is_noted_only_once_the_job_is_open_again() {
    let mut world = World::new();
    let client = |tries| Step::Person { side: Side::Client, suspended: false, tries };
    world.step(client(Try::Invite));
    world.step(Step::Job(JobPhase::Closed));
    world.step(Step::System(Try::Note(SystemNote::JobClosed)));
    // The invitation expires while the job is closed: the conversation is no longer closed by its job.
    world.step(Step::Clock { micros: 15 * 24 * 3600 * 1_000_000 });
    world.step(Step::System(Try::Answer(Answer::Expired)));
    assert_eq!(world.log.len(), 3);
    world.step(Step::System(Try::Note(SystemNote::JobReopened)));
    assert_eq!(world.log.len(), 3, "the job is still closed");
    world.step(Step::Job(JobPhase::Open));
    world.step(Step::System(Try::Note(SystemNote::JobReopened)));
    assert_eq!(world.log.len(), 4);
}
