//! Who is told what: properties of the plan over random histories, dispatched late and later still.

use crate::history::{CLIENT, CONVERSATION, FREELANCER, World, people, steps};
use parlance_core::conversation::Conversation;
use parlance_core::entry::{Author, Entry, EntryBody, PointAnswer, SystemNote};
use parlance_core::market::{Answer, ContractChange, ProposalState, Side};
use parlance_core::notify::{self, Means, Notice, Notification, plan};
use parlance_core::{InvitationId, Time};
use proptest::prelude::*;
use uuid::Uuid;

/// Every entry with what is planned for it, if the dispatcher came `lags` entries late, in order.
fn planned(world: &World, lags: &[usize]) -> Vec<(Entry, Conversation, Vec<Notification>)> {
    let mut reached = 0;
    let lag = |index: usize| lags.get(index).copied().unwrap_or(0);
    world
        .log
        .iter()
        .enumerate()
        .map(|(index, entry)| {
            reached = (index + 1 + lag(index)).clamp(reached.max(index + 1), world.log.len());
            let now = world.folds[reached].clone();
            let plan = plan(entry, &now, &people());
            (entry.clone(), now, plan)
        })
        .collect()
}

fn lags() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(prop_oneof![3 => Just(0), 1 => 0..10_usize], 80)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nobody_is_told_of_what_they_did_and_nobody_twice_in_one_way(steps in steps(), lags in lags()) {
        let world = World::live(&steps, |_, _, _| {});
        for (entry, _, plan) in planned(&world, &lags) {
            for (index, one) in plan.iter().enumerate() {
                assert_ne!(Some(one.to), entry.author.account(), "{entry:?}");
                assert!(one.to == CLIENT || one.to == FREELANCER);
                assert!(!plan[..index].contains(one), "{entry:?}");
            }
        }
    }

    #[test]
    fn every_message_and_every_point_is_one_mail_to_the_other_side(steps in steps(), lags in lags()) {
        let world = World::live(&steps, |_, _, _| {});
        for (entry, _, plan) in planned(&world, &lags) {
            if matches!(entry.body, EntryBody::Message(_) | EntryBody::Point(_)) {
                let other = if entry.author.account() == Some(CLIENT) { FREELANCER } else { CLIENT };
                assert_eq!(plan, [Notification { to: other, by: Means::Mail }]);
            }
        }
    }

    #[test]
    fn the_first_invitation_is_one_mail_and_until_the_warning_is_read_there_is_no_other(steps in steps(), lags in lags()) {
        let world = World::live(&steps, |_, _, _| {});
        let mut without_content = 0;
        for (entry, now, plan) in planned(&world, &lags) {
            let mails: Vec<Means> = plan.iter().map(|one| one.by).filter(|by| !matches!(by, Means::InApp(_))).collect();
            without_content += mails.iter().filter(|by| **by == Means::MailWithoutContent).count();
            if let EntryBody::Invitation { .. } = entry.body {
                let read = now.acknowledged > 0;
                let due = match (entry.seq, read) {
                    (_, true) => vec![Means::Mail],
                    (1, false) => vec![Means::MailWithoutContent],
                    (_, false) => vec![],
                };
                assert_eq!(mails, due, "{entry:?}");
                assert!(plan.contains(&Notification { to: FREELANCER, by: Means::InApp(Notice::InvitationReceived) }));
            }
            let to_freelancer = plan.iter().any(|one| one.to == FREELANCER && one.by == Means::Mail);
            assert!(!to_freelancer || now.acknowledged > 0, "no text leaves by mail before the warning was read");
        }
        assert!(without_content <= 1);
    }

    #[test]
    fn only_what_people_say_is_mailed(steps in steps(), lags in lags()) {
        let world = World::live(&steps, |_, _, _| {});
        for (entry, _, plan) in planned(&world, &lags) {
            if !entry.body.is_said() {
                assert!(plan.iter().all(|one| matches!(one.by, Means::InApp(_))), "{entry:?}");
            }
        }
    }
}

#[test]
fn answers_and_notes_are_lines_behind_the_bell_of_whom_they_concern() {
    let invitation = InvitationId(Uuid::from_u128(1));
    let by = |side| match side {
        Side::Client | Side::Desk => Author::Account { id: CLIENT, side },
        Side::Freelancer | Side::Person => Author::Account { id: FREELANCER, side },
    };
    let answer = |answer| EntryBody::Answer { invitation, answer };
    let point_answer = |answer| EntryBody::PointAnswer { target: 1, answer };
    let cases = [
        (by(Side::Freelancer), answer(Answer::Accepted), Some((CLIENT, Notice::InvitationAccepted))),
        (by(Side::Freelancer), answer(Answer::Declined), Some((CLIENT, Notice::InvitationDeclined))),
        (by(Side::Client), answer(Answer::Withdrawn), Some((FREELANCER, Notice::InvitationWithdrawn))),
        (Author::System, answer(Answer::Expired), Some((CLIENT, Notice::InvitationExpired))),
        (Author::System, EntryBody::System(SystemNote::JobClosed), Some((FREELANCER, Notice::JobClosed))),
        (Author::System, EntryBody::System(SystemNote::JobReopened), Some((FREELANCER, Notice::JobReopened))),
        (by(Side::Freelancer), point_answer(PointAnswer::Confirmed), Some((CLIENT, Notice::PointConfirmed))),
        (by(Side::Client), point_answer(PointAnswer::Declined), Some((FREELANCER, Notice::PointDeclined))),
        (by(Side::Client), point_answer(PointAnswer::TakenBack), None),
        (Author::System, point_answer(PointAnswer::Lapsed), None),
        (by(Side::Freelancer), EntryBody::Acknowledgement { version: 1 }, None),
    ];
    for (author, body, told) in cases {
        let entry =
            Entry { conversation: CONVERSATION, seq: 2, author, body, at: Time(1), key: None, messages: 1 };
        let told: Vec<_> =
            told.into_iter().map(|(to, notice)| Notification { to, by: Means::InApp(notice) }).collect();
        assert_eq!(plan(&entry, &Conversation::EMPTY, &people()), told, "{entry:?}");
    }
}

#[test]
fn what_becomes_of_a_proposal_is_told_to_the_other_of_the_two_once() {
    for became in ProposalState::ALL {
        let told = notify::of_proposal(became).map(|told| (told.to, told.notice, told.mail));
        let expected = match became {
            ProposalState::Submitted => Some((Side::Client, Notice::ProposalReceived, true)),
            ProposalState::Withdrawn => Some((Side::Client, Notice::ProposalWithdrawn, false)),
            ProposalState::Declined => Some((Side::Freelancer, Notice::ProposalDeclined, true)),
            // The contract says it.
            ProposalState::Awarded => None,
        };
        assert_eq!(told, expected, "{became:?}");
    }
}

#[test]
fn a_contracts_change_is_told_to_whoever_did_not_make_it() {
    for (change, notice) in [
        (ContractChange::Hired, Notice::Hired),
        (ContractChange::WorkStarted, Notice::WorkStarted),
        (ContractChange::Ended, Notice::ContractEnded),
    ] {
        for by in Side::ALL {
            let told = notify::of_contract(change, by);
            assert_eq!((told.to, told.notice, told.mail), (by.other(), notice, true));
        }
    }
}
