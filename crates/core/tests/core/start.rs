//! The golden table of new contacts: who may invite, by everything a start looks at.

use crate::golden::{Table, check};
use crate::matrix::{PERSON, START, Told, contact, facts, log};
use parlance_core::market::{Actor, JobPhase, Side};
use parlance_core::policy::{Action, Denial, Facts, Start, decide};
use parlance_core::{InvitationId, Time};
use uuid::Uuid;

fn invite(facts: &Facts) -> Result<Time, Denial> {
    let action = Action::Invite { invitation: InvitationId(Uuid::from_u128(5)), text: "Hi".into() };
    decide(&Actor::Person(PERSON), action, facts).map(|permitted| permitted.get().at)
}

fn starting(side: Side, start: Option<Start>) -> Facts {
    Facts { start, ..facts(side, log(Told::None, 0, false), JobPhase::Open) }
}

#[test]
fn who_may_start_a_conversation_is_what_was_reviewed() {
    let cap = contact().terms.pending_max;
    let mut table = Table::new([
        "own profile",
        "has an open job",
        "offers work",
        "pending",
        "the job's client",
        "anybody else",
    ]);
    let yes = |is: bool| if is { "yes" } else { "no" };
    for own_profile in [false, true] {
        for has_open_job in [true, false] {
            for offers_work in [true, false] {
                for (pending, named) in [(cap - 1, "below the cap"), (cap, "at the cap")] {
                    let start = Some(Start { has_open_job, own_profile, offers_work, pending, ..START });
                    let outcome = |side| match invite(&starting(side, start)) {
                        Ok(_) => "✓ invitation",
                        Err(denial) => denial.code(),
                    };
                    table.row([
                        yes(own_profile),
                        yes(has_open_job),
                        yes(offers_work),
                        named,
                        outcome(Side::Client),
                        outcome(Side::Freelancer),
                    ]);
                }
            }
        }
    }
    let intro = "The contact policy `client-invites`: who may invite somebody about an open job, with nothing said so far.\n\n";
    check("golden/starts.txt", &(intro.to_owned() + &table.print()));
}

#[test]
fn a_withdrawn_or_expired_invitation_is_repeated_under_the_same_cap() {
    let start = |pending| Some(Start { pending, ..START });
    let max = contact().terms.pending_max;
    for told in [
        Told::Answered(parlance_core::market::Answer::Withdrawn),
        Told::Answered(parlance_core::market::Answer::Expired),
    ] {
        let facts = |pending| Facts {
            start: start(pending),
            ..facts(Side::Client, log(told, 0, false), JobPhase::Open)
        };
        assert!(invite(&facts(max - 1)).is_ok(), "{told:?}");
        assert_eq!(invite(&facts(max)), Err(Denial::InvitationLimit { max }), "{told:?}");
    }
}

#[test]
fn without_the_facts_of_a_start_nobody_starts() {
    for side in Side::ALL {
        assert!(invite(&starting(side, None)).is_err());
    }
}
