//! Hiring: what a contract does to the conversation of its two people, and who begins and ends the work.

use crate::matrix::{PERSON, Told, contact, facts, log};
use parlance_core::conversation::view::{Access, Reach};
use parlance_core::conversation::{ClosedReason, Standing};
use parlance_core::entry::{Message, SystemNote};
use parlance_core::market::{Actor, Answer, ContractChange, ContractState, JobPhase, ProposalState, Side};
use parlance_core::policy::contact::Rules;
use parlance_core::policy::hiring::{answer, award, end, start_work};
use parlance_core::policy::{Action, Denial, Facts, HiringDenial, Permitted, decide};

fn hired() -> Rules {
    Rules { hired: true, ..contact() }
}

#[test]
fn a_closed_job_leaves_the_conversation_of_two_who_have_a_contract_open() {
    let talking = log(Told::Answered(Answer::Accepted), contact().warning_version, false);
    let closed = JobPhase::Closed;
    assert_eq!(Standing::of(&talking, closed, &contact()), Standing::Closed(ClosedReason::JobClosed));
    assert_eq!(Standing::of(&talking, closed, &hired()), Standing::Open);
    for side in Side::ALL {
        let access = Access::of(side, &talking, closed, &hired());
        assert_eq!(access, Access { reach: Reach::Everything, withheld: false });
        let facts = Facts { contact: hired(), target: None, ..facts(side, talking.clone(), closed) };
        assert!(decide(&Actor::Person(PERSON), Action::Send(Message::of("Still here")), &facts).is_ok());
    }
    // The job's closing is noted when the contract has ended, and not before.
    let note = |contact| {
        let facts = Facts { contact, ..facts(Side::Client, talking.clone(), closed) };
        decide(&Actor::System, Action::Note(SystemNote::JobClosed), &facts).map(|_| ())
    };
    assert_eq!((note(hired()), note(contact())), (Err(Denial::SystemOnly), Ok(())));
}

#[test]
fn what_ended_before_does_not_come_back_by_a_contract() {
    for (told, standing) in [
        (Told::Answered(Answer::Declined), Standing::Declined),
        (Told::Answered(Answer::Withdrawn), Standing::Closed(ClosedReason::Withdrawn)),
    ] {
        assert_eq!(Standing::of(&log(told, 0, false), JobPhase::Closed, &hired()), standing);
    }
}

#[test]
fn a_proposal_is_answered_once_and_repeating_ones_answer_changes_nothing() {
    let state = |outcome: Result<Option<Permitted<ProposalState>>, Denial>| {
        outcome.map(|permitted| permitted.map(Permitted::into_inner))
    };
    for (side, own) in [(Side::Client, ProposalState::Declined), (Side::Freelancer, ProposalState::Withdrawn)]
    {
        for before in ProposalState::ALL {
            let expected = match before {
                ProposalState::Submitted => Ok(Some(own)),
                same if same == own => Ok(None),
                _ => Err(Denial::Hiring(HiringDenial::ProposalAnswered)),
            };
            assert_eq!(state(answer(&PERSON, side, before, own)), expected, "{side:?} {before:?}");
        }
        let awards = answer(&PERSON, side, ProposalState::Submitted, ProposalState::Awarded);
        assert_eq!(
            state(awards),
            Err(Denial::Hiring(HiringDenial::OnlyTheClientHires)),
            "awarding is hiring"
        );
    }
    for before in ProposalState::ALL {
        assert_eq!(award(&PERSON, before).is_ok(), before == ProposalState::Submitted);
    }
}

#[test]
fn the_freelancer_begins_the_work_once_and_either_ends_it_once() {
    let (active, ended) = (ContractState::Active, ContractState::Ended);
    let begin = |side, state, started, can_start| {
        let judged = start_work(&PERSON, side, state, started, can_start);
        judged.map(|permitted| permitted.map(Permitted::into_inner))
    };
    let waits = Err(Denial::FreelancerHasNotWritten);
    assert_eq!(begin(Side::Freelancer, active, false, Ok(())), Ok(Some(ContractChange::WorkStarted)));
    assert_eq!(begin(Side::Freelancer, active, true, Ok(())), Ok(None));
    assert_eq!(begin(Side::Freelancer, active, false, waits), Err(Denial::FreelancerHasNotWritten));
    assert_eq!(
        begin(Side::Client, active, false, Ok(())),
        Err(Denial::Hiring(HiringDenial::OnlyTheFreelancerStarts))
    );
    assert_eq!(
        begin(Side::Freelancer, ended, false, Ok(())),
        Err(Denial::Hiring(HiringDenial::ContractEnded))
    );
    let ends = |state| end(&PERSON, state).map(|permitted| permitted.map(Permitted::into_inner));
    assert_eq!((ends(active), ends(ended)), (Ok(Some(ContractChange::Ended)), Ok(None)));
}
