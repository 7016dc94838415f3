//! Invitations as rows: for their two parties only, counted, and listed without hole or double.

use super::market::{Market, Pair, START, act, contact, id, invite, later, policies};
use crate::conformance;
use crate::kit::Place;
use parlance_core::conversation::view::Access;
use parlance_core::market::{Answer, InvitationState, Side};
use parlance_core::policy::Action;
use parlance_core::{InvitationId, Time};
use parlance_store::{conversations, invitations};
use uuid::Uuid;

conformance! {
    an_invitation_is_there_for_its_two_parties_only,
    lists_have_no_hole_and_no_double_though_times_are_equal,
    a_list_can_be_kept_to_one_state,
    invitations_of_one_client_are_counted_while_they_wait,
}

const NEWEST: (Time, InvitationId) = (Time(i64::MAX), InvitationId(Uuid::max()));

fn invited(market: &Market) -> (Pair, InvitationId) {
    let pair = market.pair();
    (pair, invite_at(market, pair, START))
}

fn invite_at(market: &Market, pair: Pair, at: Time) -> InvitationId {
    let id = InvitationId(id());
    let asked = market.run(move |tx| {
        let action = Action::Invite { invitation: id, text: "Would you?".into() };
        act(tx, pair, &pair.actor(Side::Client), Side::Client, action, at, None)
    });
    assert!(asked.is_ok());
    id
}

fn an_invitation_is_there_for_its_two_parties_only(place: &Place) {
    let market = Market::open(place);
    let (pair, invitation) = invited(&market);
    let stranger = market.account("Noor");
    let find = |account| market.read(move |tx| invitations::for_party(tx, invitation, account));
    assert!(find(stranger).is_none());
    for side in Side::ALL {
        let found = find(pair.account(side)).expect("their own");
        assert_eq!(
            (found.side, found.other.0, found.state),
            (side, pair.account(side.other()), InvitationState::Pending)
        );
        assert_eq!((found.job.0, found.conversation), (pair.job, pair.conversation));
        let held = market.peek(pair.conversation);
        assert_eq!(found.log, held.log);
        let withheld = Access::of(side, &found.log, found.job.2, &contact()).withheld;
        assert_eq!(withheld, side == Side::Freelancer, "what is needed to render it is there");
    }
    assert_eq!(market.read(move |tx| invitations::conversation(tx, invitation)), Some(pair.conversation));
    let unknown = InvitationId(id());
    assert_eq!(market.read(move |tx| invitations::conversation(tx, unknown)), None);
    assert!(market.read(move |tx| invitations::for_party(tx, unknown, pair.client)).is_none());
}

fn lists_have_no_hole_and_no_double_though_times_are_equal(place: &Place) {
    let market = Market::open(place);
    let first = market.pair();
    let mut all = Vec::new();
    for n in 0..9 {
        let freelancer = market.account(&format!("Freelancer {n}"));
        let conversation = market.conversation(first.job, first.client, freelancer);
        let at = later(n / 3);
        all.push((at, invite_at(&market, Pair { freelancer, conversation, ..first }, at)));
    }
    all.sort();
    all.reverse();
    for limit in [1, 2, 4, 9, 10] {
        let (mut seen, mut before) = (Vec::new(), NEWEST);
        loop {
            let page =
                market.read(move |tx| invitations::list(tx, first.client, Side::Client, None, before, limit));
            let Some(last) = page.last() else { break };
            before = (last.created_at, last.id);
            seen.extend(page.into_iter().map(|row| (row.created_at, row.id)));
        }
        assert_eq!(seen, all, "by {limit}");
    }
    let received =
        market.read(move |tx| invitations::list(tx, first.client, Side::Freelancer, None, NEWEST, 10));
    assert!(received.is_empty(), "what one sent one did not receive");
}

fn a_list_can_be_kept_to_one_state(place: &Place) {
    let market = Market::open(place);
    let (pair, first) = invited(&market);
    market.act(pair, Side::Client, Action::Answer(Answer::Withdrawn));
    let second = invite_at(&market, pair, later(1));
    let listed = |state| {
        let rows = market.read(move |tx| {
            invitations::list(tx, pair.freelancer, Side::Freelancer, Some(state), NEWEST, 10)
        });
        rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
    };
    for state in InvitationState::ALL {
        let expected = match state {
            InvitationState::Pending => vec![second],
            InvitationState::Answered(Answer::Withdrawn) => vec![first],
            InvitationState::Answered(_) => vec![],
        };
        assert_eq!(listed(state), expected, "{state:?}");
    }
}

fn invitations_of_one_client_are_counted_while_they_wait(place: &Place) {
    let market = Market::open(place);
    let (pair, _) = invited(&market);
    let other = Pair { job: market.job(pair.client, START), ..pair };
    let other = Pair { conversation: market.conversation(other.job, pair.client, pair.freelancer), ..other };
    let pending = |account| market.read(move |tx| invitations::pending_count(tx, account));
    assert_eq!((pending(pair.client), pending(pair.freelancer)), (1, 0));
    market.act(other, Side::Client, invite());
    assert_eq!(pending(pair.client), 2);
    market.act(pair, Side::Freelancer, Action::Answer(Answer::Declined));
    assert_eq!(pending(pair.client), 1);
    market.act(other, Side::Client, Action::Answer(Answer::Withdrawn));
    assert_eq!(pending(pair.client), 0);
    let state = market.read(move |tx| conversations::peek(tx, pair.conversation, &policies()));
    let state = state.and_then(|held| held.log.invitation).map(|invited| invited.state);
    assert_eq!(state, Some(InvitationState::Answered(Answer::Declined)));
}
