//! Proposals and contracts: their states, their histories, their lists, and the mark on the conversation.

use super::market::{Market, Pair, later, person};
use crate::conformance;
use crate::kit::Place;
use parlance_core::ids::{ContractId, ProposalId};
use parlance_core::market::{ContractChange, ContractState, JobPhase, ProposalState, Side};
use parlance_core::notify::Notice;
use parlance_core::policy::Rate;
use parlance_core::policy::hiring::{self, Hiring, Offering};
use parlance_core::{AccountId, JobId, Time};
use parlance_store::contracts::{self, NewContract};
use parlance_store::notifications::{About, add, page};
use parlance_store::proposals::{self, NewProposal};
use parlance_store::{StoreError, Tx, conversations};
use uuid::Uuid;

conformance! {
    a_proposal_keeps_what_became_of_it,
    of_proposals_made_in_one_moment_the_newest_is_the_last,
    of_two_proposals_of_one_pair_that_wait_the_second_is_told,
    a_contract_keeps_its_history_and_marks_the_conversation_while_it_is_active,
    a_conversation_that_begins_under_a_contract_is_marked,
    one_pair_has_one_active_contract,
    lines_behind_the_bell_tell_of_proposals_and_contracts,
    lists_are_by_side_and_by_job,
}

const TOP: Time = Time(i64::MAX);

fn submit(tx: &mut Tx<'_>, pair: Pair, id: ProposalId, at: i64) -> Result<i64, StoreError> {
    let offering = Offering {
        side: Side::Freelancer,
        phase: JobPhase::Open,
        offers_work: true,
        newest: None,
        hired: false,
        waiting: 0,
        rate: Rate::Kept,
    };
    let permitted = hiring::submit(&person(pair.freelancer), &offering).expect("permitted");
    let Pair { client, freelancer, job, .. } = pair;
    let new = NewProposal { id, job, client, freelancer, text: "Gladly.", at: later(at) };
    proposals::insert(tx, &new, permitted)
}

fn hire(tx: &mut Tx<'_>, pair: Pair, id: ContractId, at: i64) -> Result<i64, StoreError> {
    let hiring = Hiring {
        side: Side::Client,
        phase: JobPhase::Open,
        is_candidate: true,
        hired: false,
        reachable: true,
    };
    let permitted = hiring::hire(&person(pair.client), &hiring).expect("permitted");
    let Pair { client, freelancer, job, .. } = pair;
    contracts::insert(tx, &NewContract { id, job, client, freelancer, at: later(at) }, permitted)
}

fn end(tx: &mut Tx<'_>, id: ContractId, at: i64) -> Result<i64, StoreError> {
    let contract = contracts::one(tx, id)?.expect("it stands");
    let by = contract.freelancer.0;
    let permitted = hiring::end(&person(by), contract.state).expect("permitted").expect("it is a change");
    contracts::change(tx, &contract, permitted, by, later(at))
}

fn proposal() -> ProposalId {
    ProposalId(super::market::id())
}

fn contract() -> ContractId {
    ContractId(super::market::id())
}

fn a_proposal_keeps_what_became_of_it(place: &Place) {
    let market = Market::open(place);
    let (pair, id) = (market.pair(), proposal());
    market.run(move |tx| submit(tx, pair, id, 1));
    assert_eq!(market.read(move |tx| proposals::waiting(tx, pair.freelancer)), 1);
    market.run(move |tx| {
        let client = person(pair.client);
        let may = hiring::answer(&client, Side::Client, ProposalState::Submitted, ProposalState::Declined);
        let may = may.expect("permitted").expect("it is a change");
        proposals::answer(tx, id, may, pair.client, later(2))
    });
    let kept = market.read(move |tx| proposals::one(tx, id)).expect("it stands");
    assert_eq!(
        (kept.state, kept.created_at, kept.answered_at),
        (ProposalState::Declined, later(1), Some(later(2)))
    );
    assert_eq!(
        (kept.text.as_str(), kept.client.1.as_str(), kept.freelancer.1.as_str()),
        ("Gladly.", "Clara", "Felix")
    );
    assert_eq!(
        (kept.side(pair.client), kept.side(pair.freelancer)),
        (Some(Side::Client), Some(Side::Freelancer))
    );
    let history = market.read(move |tx| proposals::history(tx, id, 10));
    let lines: Vec<_> = history.iter().map(|(state, at, by)| (*state, *at, by.0)).collect();
    let (declined, submitted) = (ProposalState::Declined, ProposalState::Submitted);
    assert_eq!(lines, [(declined, later(2), pair.client), (submitted, later(1), pair.freelancer)]);
    assert_eq!(market.read(move |tx| proposals::waiting(tx, pair.freelancer)), 0);
}

fn of_proposals_made_in_one_moment_the_newest_is_the_last(place: &Place) {
    let market = Market::open(place);
    let pair = market.pair();
    for _ in 0..8 {
        let id = proposal();
        market.run(move |tx| submit(tx, pair, id, 1));
        let newest = market.read(move |tx| proposals::newest(tx, pair.job, pair.freelancer));
        assert_eq!(newest.map(|one| one.id), Some(id));
        market.run(move |tx| {
            let by = person(pair.freelancer);
            let (waits, back) = (ProposalState::Submitted, ProposalState::Withdrawn);
            let may = hiring::answer(&by, Side::Freelancer, waits, back).expect("permitted");
            proposals::answer(tx, id, may.expect("it is a change"), pair.freelancer, later(1))
        });
    }
    let terms = market.read(move |tx| proposals::terms(tx, pair.job, 3));
    assert_eq!(terms, [(pair.freelancer, later(1), Some(later(1))); 3]);
}

fn of_two_proposals_of_one_pair_that_wait_the_second_is_told(place: &Place) {
    let market = Market::open(place);
    let (pair, first, second) = (market.pair(), proposal(), proposal());
    market.run(move |tx| submit(tx, pair, first, 1));
    let refused = market.store.run_blocking(move |tx| submit(tx, pair, second, 2));
    assert_eq!(refused, Err(StoreError::Conflict));
    let newest = market.read(move |tx| proposals::newest(tx, pair.job, pair.freelancer));
    assert_eq!(newest.map(|one| one.id), Some(first));
}

fn a_contract_keeps_its_history_and_marks_the_conversation_while_it_is_active(place: &Place) {
    let market = Market::open(place);
    let (pair, id) = (market.talking(), contract());
    assert!(!market.peek(pair.conversation).contact.hired);
    market.run(move |tx| hire(tx, pair, id, 1));
    assert!(market.peek(pair.conversation).contact.hired);
    market.run(move |tx| {
        let contract = contracts::one(tx, id)?.expect("it stands");
        let freelancer = person(pair.freelancer);
        let may = hiring::start_work(&freelancer, Side::Freelancer, contract.state, false, Ok(()));
        let may = may.expect("permitted").expect("it is a change");
        contracts::change(tx, &contract, may, pair.freelancer, later(2))
    });
    let active =
        market.read(move |tx| contracts::active(tx, pair.job, pair.freelancer)).expect("it is active");
    assert_eq!((active.started_at, active.conversation), (Some(later(2)), Some(pair.conversation)));
    market.run(move |tx| end(tx, id, 3));
    assert!(!market.peek(pair.conversation).contact.hired);
    assert_eq!(market.read(move |tx| contracts::active(tx, pair.job, pair.freelancer)), None);
    let kept = market.read(move |tx| contracts::one(tx, id)).expect("it stands");
    assert_eq!((kept.state, kept.hired_at, kept.ended_at), (ContractState::Ended, later(1), Some(later(3))));
    let history = market.read(move |tx| contracts::history(tx, id, 10));
    let changes: Vec<_> = history.iter().map(|(change, ..)| *change).collect();
    assert_eq!(changes, [ContractChange::Ended, ContractChange::WorkStarted, ContractChange::Hired]);
}

fn a_conversation_that_begins_under_a_contract_is_marked(place: &Place) {
    let market = Market::open(place);
    let (client, freelancer) = (market.account("Clara"), market.account("Felix"));
    let job = market.job(client, later(0));
    let nobody = conversations::of_pair;
    assert_eq!(market.read(move |tx| nobody(tx, job, freelancer)), None);
    let pair = Pair { client, freelancer, job, conversation: parlance_core::ConversationId(Uuid::nil()) };
    let id = contract();
    market.run(move |tx| hire(tx, pair, id, 1));
    assert_eq!(market.read(move |tx| contracts::one(tx, id)).expect("it stands").conversation, None);
    let begun = market.conversation(job, client, freelancer);
    assert!(market.peek(begun).contact.hired);
}

fn one_pair_has_one_active_contract(place: &Place) {
    let market = Market::open(place);
    let (pair, first, second) = (market.pair(), contract(), contract());
    market.run(move |tx| hire(tx, pair, first, 1));
    let refused = market.store.run_blocking(move |tx| hire(tx, pair, second, 2));
    assert_eq!(refused, Err(StoreError::Conflict));
    market.run(move |tx| end(tx, first, 3));
    market.run(move |tx| hire(tx, pair, second, 4));
    let active = market.read(move |tx| contracts::active(tx, pair.job, pair.freelancer));
    assert_eq!(active.map(|one| one.id), Some(second));
    let terms = market.read(move |tx| contracts::terms(tx, pair.job, 10));
    assert_eq!(terms, [(pair.freelancer, later(4), None), (pair.freelancer, later(1), Some(later(3)))]);
    assert_eq!(market.read(move |tx| contracts::terms(tx, pair.job, 1)), terms[..1]);
}

fn lines_behind_the_bell_tell_of_proposals_and_contracts(place: &Place) {
    let market = Market::open(place);
    let (pair, offer, deal) = (market.pair(), proposal(), contract());
    market.run(move |tx| submit(tx, pair, offer, 1));
    market.run(move |tx| hire(tx, pair, deal, 2));
    let (about_offer, about_deal) = (About::Proposal(offer), About::Contract(deal));
    market.run(move |tx| add(tx, pair.client, Notice::ProposalReceived, about_offer, 1, later(1)));
    market.run(move |tx| add(tx, pair.freelancer, Notice::Hired, about_deal, 1, later(2)));
    let told = |account: AccountId| {
        let lines = market.read(move |tx| page(tx, account, i64::MAX, 10));
        lines.into_iter().map(|line| (line.notice, line.about, line.job.0, line.other.0)).collect::<Vec<_>>()
    };
    assert_eq!(told(pair.client), [(Notice::ProposalReceived, about_offer, pair.job, pair.freelancer)]);
    assert_eq!(told(pair.freelancer), [(Notice::Hired, about_deal, pair.job, pair.client)]);
    let line = market.read(move |tx| contracts::line_of(tx, deal, 1)).expect("it stands");
    assert_eq!((line.0, line.2.0), (ContractChange::Hired, pair.client));
    assert_eq!(market.read(move |tx| proposals::line_of(tx, offer, 2)), None);
}

fn lists_are_by_side_and_by_job(place: &Place) {
    let market = Market::open(place);
    let pair = market.pair();
    let other = Pair { job: market.job(pair.client, later(1)), ..pair };
    let (offers, hired) = ([proposal(), proposal()], [contract(), contract()]);
    for (n, pair) in [(0, pair), (1, other)] {
        market.run(move |tx| submit(tx, pair, offers[n], 2 + n as i64));
        market.run(move |tx| hire(tx, pair, hired[n], 4 + n as i64));
    }
    for (account, side) in [(pair.client, Side::Client), (pair.freelancer, Side::Freelancer)] {
        let made = |job: Option<JobId>, limit: u32| -> Vec<ProposalId> {
            let top = (TOP, ProposalId(Uuid::max()));
            let found = market.read(move |tx| proposals::list(tx, account, side, job, top, limit));
            found.into_iter().map(|one| one.id).collect()
        };
        assert_eq!(made(None, 10), [offers[1], offers[0]]);
        assert_eq!((made(None, 1), made(Some(pair.job), 10)), (vec![offers[1]], vec![offers[0]]));
        let bound = |before: (Time, ContractId), job: Option<JobId>| -> Vec<ContractId> {
            let found = market.read(move |tx| contracts::list(tx, account, side, job, before, 10));
            found.into_iter().map(|one| one.id).collect()
        };
        let top = (TOP, ContractId(Uuid::max()));
        assert_eq!(bound(top, None), [hired[1], hired[0]]);
        assert_eq!(bound((later(5), hired[1]), None), [hired[0]]);
        assert_eq!(bound(top, Some(other.job)), [hired[1]]);
        let none = market.read(move |tx| contracts::list(tx, account, side.other(), None, top, 10));
        assert!(none.is_empty(), "nobody is on both sides here");
    }
}
