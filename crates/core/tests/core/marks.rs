//! What participants make of conversations for themselves: what a mark means while others go on talking.

use crate::history::{CLIENT, CONVERSATION, FREELANCER, World, people, steps};
use parlance_core::conversation::marks::{Marks, Mute};
use parlance_core::conversation::view::Glance;
use parlance_core::conversation::{Conversation, Invited};
use parlance_core::entry::{Author, Entry, EntryBody, Message};
use parlance_core::market::{Answer, InvitationState, JobPhase, Side};
use parlance_core::notify::{Means, plan};
use parlance_core::policy::Denial;
use parlance_core::policy::contact::Rules;
use parlance_core::policy::marks::{Again, Mark, set, unread};
use parlance_core::{InvitationId, Time};
use proptest::prelude::*;
use uuid::Uuid;

/// A conversation in which so many entries stand, so many of them to read.
fn log(last_seq: i64, messages: i64, state: InvitationState) -> Conversation {
    let invited = Invited { id: InvitationId(Uuid::from_u128(1)), state, expires_at: Time(i64::MAX) };
    Conversation { last_seq, messages, acknowledged: 1, invitation: Some(invited), ..Conversation::EMPTY }
}

fn open(last_seq: i64, messages: i64) -> Conversation {
    log(last_seq, messages, InvitationState::Answered(Answer::Accepted))
}

fn with(marks: Marks, mark: Mark, on: bool, log: &Conversation) -> Marks {
    set(&marks, mark, on, log).expect("it was not so yet").into_inner()
}

fn message(seq: i64) -> Entry {
    let author = Author::Account { id: CLIENT, side: Side::Client };
    let body = EntryBody::Message(Message::of("Hello"));
    Entry { conversation: CONVERSATION, seq, author, body, at: Time(1), key: None, messages: seq }
}

#[test]
fn a_mark_that_is_so_already_changes_nothing_and_each_change_raises_the_version() {
    let log = open(4, 2);
    let mut marks = Marks::default();
    for mark in [Mark::Star, Mark::Mute, Mark::Archive] {
        assert!(set(&marks, mark, false, &log).is_none(), "{mark:?}");
        for on in [true, false, true] {
            let before = marks.version;
            marks = with(marks, mark, on, &log);
            assert_eq!(marks.version, before + 1);
            assert!(set(&marks, mark, on, &log).is_none(), "{mark:?}");
        }
    }
    assert!(marks.starred && marks.is_muted() && marks.is_archived(&log));
}

#[test]
fn what_is_put_away_comes_back_with_the_next_message_and_stays_there_if_it_is_muted() {
    let away = with(Marks::default(), Mark::Archive, true, &open(4, 2));
    assert!(away.is_archived(&open(5, 2)), "a line that is nothing to read brings nothing back");
    assert!(!away.is_archived(&open(5, 3)));
    let silent = with(away, Mark::Mute, true, &open(4, 2));
    assert!(silent.is_archived(&open(9, 7)));
    let heard = with(silent, Mark::Mute, false, &open(9, 7));
    assert!(heard.is_archived(&open(9, 7)), "only later messages bring it back");
    assert!(!heard.is_archived(&open(10, 8)));
}

#[test]
fn silence_moves_nothing_into_the_archive_or_out_of_it() {
    let back = with(Marks::default(), Mark::Archive, true, &open(4, 2));
    let now = open(5, 3);
    assert!(!back.is_archived(&now), "a message brought it back");
    let muted = with(back, Mark::Mute, true, &now);
    assert!(!muted.is_archived(&now) && !with(muted, Mark::Mute, false, &now).is_archived(&now));
}

#[test]
fn who_answers_from_the_archive_leaves_it_there_and_has_read_it() {
    let log = open(4, 2);
    let away = with(Marks::default(), Mark::Archive, true, &log);
    let contact = Rules::client_invites();
    let again = Again { from: 4, heard: 1, read_seq: 4, read_messages: 2 };
    let marked = unread(Side::Client, &away, again, &log, JobPhase::Open, &contact);
    let marked = marked.expect("permitted").expect("it was read").into_inner();
    assert_eq!(marked.read_messages(2), 1);
    let answered = marked.after_own(&open(5, 3), true);
    assert!(answered.is_archived(&open(5, 3)) && answered.unread.is_none());
    let back = marked.after_own(&open(6, 4), true);
    assert!(!back.is_archived(&open(6, 4)), "the other side had brought it back before");
}

#[test]
fn a_muted_conversation_counts_only_while_an_invitation_waits_for_this_person() {
    let contact = Rules::client_invites();
    let muted = with(Marks::default(), Mark::Mute, true, &open(1, 1));
    let counts = |marks: &Marks, side, log: &Conversation| {
        marks.counts(side, log, &Glance::of(side, log, JobPhase::Open, &contact, 0))
    };
    let (asked, talking) = (log(1, 1, InvitationState::Pending), open(4, 2));
    assert!(counts(&Marks::default(), Side::Client, &talking) && !counts(&muted, Side::Client, &talking));
    assert!(counts(&muted, Side::Freelancer, &asked) && !counts(&muted, Side::Client, &asked));
    let away = with(muted, Mark::Archive, true, &asked);
    assert!(!counts(&away, Side::Freelancer, &asked));
}

#[test]
fn marking_as_unread_counts_what_the_other_side_said_and_never_less_than_one() {
    let (log, contact) = (open(9, 6), Rules::client_invites());
    let at = |marks: &Marks, from, heard, read_seq, read_messages| {
        let again = Again { from, heard, read_seq, read_messages };
        unread(Side::Client, marks, again, &log, JobPhase::Open, &contact).expect("permitted")
    };
    for (heard, expected) in [(3, 3), (1, 1), (0, 1)] {
        let marks = at(&Marks::default(), 5, heard, 9, 6).expect("all was read").into_inner();
        assert_eq!(log.messages - marks.read_messages(6), expected);
        assert!(at(&marks, 5, heard, 9, 6).is_none() && at(&marks, 7, 1, 9, 6).is_none(), "it is so already");
        let further = at(&marks, 2, 4, 9, 6).expect("further back").into_inner();
        assert_eq!(log.messages - further.read_messages(6), 4);
    }
    assert!(at(&Marks::default(), 8, 1, 7, 5).is_none(), "what waits to be read is unread already");
    let back = at(&Marks::default(), 7, 1, 7, 5).expect("one of those before it").into_inner();
    assert_eq!(log.messages - back.read_messages(5), 1);
}

#[test]
fn what_cannot_be_read_cannot_be_marked_as_unread() {
    let contact = Rules::client_invites();
    let again = Again { from: 1, heard: 1, read_seq: 1, read_messages: 1 };
    let ask = |side, log: &Conversation, phase| unread(side, &Marks::default(), again, log, phase, &contact);
    assert_eq!(ask(Side::Client, &open(1, 1), JobPhase::Closed), Err(Denial::JobClosed));
    let unread_warning = Conversation { acknowledged: 0, ..log(1, 1, InvitationState::Pending) };
    let denied = ask(Side::Freelancer, &unread_warning, JobPhase::Open);
    assert_eq!(denied, Err(Denial::WarningNotAcknowledged));
    assert!(ask(Side::Client, &unread_warning, JobPhase::Open).is_ok());
}

#[test]
fn what_is_written_in_a_muted_conversation_is_never_mailed_and_what_is_written_later_is() {
    let mut people = people();
    let mut told = |mute, seq| {
        people[1].mute = mute;
        let now = open(20, 20);
        plan(&message(seq), &now, &people).iter().any(|one| one.to == FREELANCER && one.by == Means::Mail)
    };
    let lasting = Some(Mute { from: 5, to: None });
    let over = Some(Mute { from: 5, to: Some(8) });
    assert!(told(None, 6), "the premise: a message is a mail");
    for (seq, while_it_lasts, after_it) in
        [(5, true, true), (6, false, false), (8, false, false), (9, false, true)]
    {
        assert_eq!((told(lasting, seq), told(over, seq)), (while_it_lasts, after_it), "{seq}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_mute_takes_the_mails_about_messages_away_and_nothing_else(steps in steps()) {
        let world = World::live(&steps, |_, _, _| {});
        let mut muted = people();
        muted[1].mute = Some(Mute { from: 0, to: None });
        for (index, entry) in world.log.iter().enumerate() {
            let now = &world.folds[index + 1];
            let mut due = plan(entry, now, &people());
            if matches!(entry.body, EntryBody::Message(_) | EntryBody::Point(_)) {
                due.retain(|one| one.to != FREELANCER);
            }
            assert_eq!(plan(entry, now, &muted), due, "{entry:?}");
        }
    }
}
