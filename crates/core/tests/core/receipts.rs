//! What the other side is told of a person's reading and presence, in every standing.

use crate::matrix::{Told, contact, every_place, log};
use parlance_core::conversation::{ClosedReason, Standing};
use parlance_core::market::{Answer, JobPhase, Preferences, ZoneSource};
use parlance_core::policy::Denial;
use parlance_core::policy::reading::{Receipt, attend, receipt};

#[test]
fn a_receipt_is_given_of_an_accepted_conversation_only() {
    for (told, _, (version, _)) in every_place() {
        let given = receipt(&log(told, version, false), true, 7, 5);
        let expected = match told {
            Told::Answered(Answer::Accepted) => Receipt { delivered: 7, read: 5 },
            _ => Receipt::default(),
        };
        assert_eq!(given, expected, "{told:?}");
    }
}

#[test]
fn what_was_read_was_delivered_and_is_told_only_of_who_lets_it_be_told() {
    let log = log(Told::Answered(Answer::Accepted), 2, false);
    assert_eq!(receipt(&log, true, 3, 9), Receipt { delivered: 9, read: 9 });
    assert_eq!(receipt(&log, false, 3, 9), Receipt { delivered: 9, read: 0 });
    assert_eq!(receipt(&log, true, 3, 0), Receipt { delivered: 3, read: 0 });
}

#[test]
fn people_know_of_each_other_that_they_are_there_while_both_can_write() {
    let mut open = 0;
    for (told, (job, _), (version, _)) in every_place() {
        let log = log(told, version, false);
        let verdict = attend(&log, job, &contact());
        match Standing::of(&log, job, &contact()) {
            Standing::Open => {
                assert_eq!(verdict.map(|permitted| *permitted.get()), Ok(Standing::Open));
                assert_eq!((told, job), (Told::Answered(Answer::Accepted), JobPhase::Open));
                open += 1;
            }
            Standing::Invited => assert_eq!(verdict, Err(Denial::InvitationPending)),
            Standing::Declined => assert_eq!(verdict, Err(Denial::InvitationDeclined)),
            Standing::Paused(reason) => panic!("nothing pauses here: {reason:?}"),
            Standing::Closed(ClosedReason::CaseClosed) => panic!("no case here"),
            Standing::Closed(ClosedReason::JobClosed | ClosedReason::Withdrawn | ClosedReason::Expired) => {
                assert_eq!(verdict, Err(Denial::JobClosed));
            }
        }
    }
    assert_eq!(open, 3, "whatever version of the warning was acknowledged");
}

#[test]
fn a_time_zone_is_shown_unless_it_is_hidden() {
    let own = Preferences { time_zone: Some("Europe/Lisbon".into()), ..Preferences::default() };
    for (zone_source, shown) in [
        (ZoneSource::Browser, Some("Europe/Lisbon")),
        (ZoneSource::Chosen, Some("Europe/Lisbon")),
        (ZoneSource::Hidden, None),
    ] {
        assert_eq!(Preferences { zone_source, ..own.clone() }.shown_zone(), shown);
    }
    assert_eq!(Preferences::default().shown_zone(), None, "nobody knows one yet");
}
