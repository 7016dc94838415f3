//! One act after another: after each, what both sides' tabs made of its frames is what a fetch returns.

use super::acts::{Act, KINDS, Stage, Who};
use super::tab::Tab;
use crate::harness::Engine;
use parlance_server::http::router;
use std::collections::BTreeSet;

use Who::{Client, Freelancer};

/// Every act at least once, in an order in which all of them are permitted.
const ACTS: [Act; 87] = [
    Act::Invite(0),
    Act::Work,
    Act::Hear(Freelancer),
    Act::Acknowledge(0),
    Act::Accept(0),
    Act::Send(Client, 0),
    Act::Send(Freelancer, 0),
    Act::Deliver(Client, 0),
    Act::Read(Client, 0),
    Act::Share(Freelancer, false),
    Act::Send(Client, 0),
    Act::Deliver(Freelancer, 0),
    Act::Read(Freelancer, 0),
    Act::Share(Freelancer, true),
    Act::Send(Client, 0),
    Act::Read(Freelancer, 0),
    Act::Send(Client, 0),
    // Messages that change; the last one, which the inbox shows, among them.
    Act::Edit(Freelancer, 0),
    Act::Edit(Client, 0),
    Act::React(Freelancer, 0, true),
    Act::React(Client, 0, true),
    Act::React(Freelancer, 0, false),
    Act::Quote(Freelancer, 0),
    Act::Edit(Freelancer, 0),
    Act::Remove(Client, 0),
    Act::Remove(Freelancer, 0),
    Act::Rename(Client),
    Act::Rename(Freelancer),
    Act::Work,
    Act::Hear(Client),
    // Points: the last one said, which the inbox shows, among them.
    Act::Propose(Client, 0, false),
    Act::AnswerPoint(Freelancer, 0, "confirmed"),
    Act::Propose(Freelancer, 0, false),
    Act::AnswerPoint(Client, 0, "declined"),
    Act::Propose(Freelancer, 0, false),
    Act::AnswerPoint(Freelancer, 0, "taken_back"),
    Act::Send(Freelancer, 0),
    Act::Propose(Freelancer, 0, true),
    Act::Edit(Freelancer, 0),
    Act::Propose(Freelancer, 0, true),
    Act::Remove(Freelancer, 0),
    Act::Work,
    Act::Hear(Client),
    // Marks, each of which only its owner's tabs hear of, and what becomes of them while others write.
    Act::Mark(Client, 0, "star", true),
    Act::Unread(Freelancer, 0, 1),
    Act::Read(Freelancer, 0),
    Act::Mark(Freelancer, 0, "archive", true),
    Act::Send(Freelancer, 0),
    Act::Send(Client, 0),
    Act::Mark(Freelancer, 0, "mute", true),
    Act::Mark(Freelancer, 0, "archive", true),
    Act::Send(Client, 0),
    Act::Mark(Freelancer, 0, "mute", false),
    Act::Send(Client, 0),
    Act::Unread(Client, 0, 1),
    Act::Send(Client, 0),
    Act::Mark(Client, 0, "star", false),
    Act::Mark(Client, 0, "archive", true),
    Act::Mark(Client, 0, "archive", false),
    Act::Mark(Client, 0, "archive", true),
    Act::Unread(Client, 0, 2),
    Act::Close(0),
    Act::Work,
    Act::Reopen(0),
    Act::Work,
    Act::Send(Freelancer, 0),
    // Closed and open again before the workers came.
    Act::Close(0),
    Act::Reopen(0),
    Act::Send(Client, 0),
    Act::Work,
    // Closed, noted, and written to before the re-opening was noted.
    Act::Close(0),
    Act::Work,
    Act::Reopen(0),
    Act::Send(Client, 0),
    Act::Work,
    // Another job: declined.
    Act::Invite(1),
    Act::Hear(Freelancer),
    Act::Decline(1),
    Act::Work,
    // A third: withdrawn, asked again, closed over, expired.
    Act::Invite(2),
    Act::Withdraw(2),
    Act::Invite(2),
    Act::Acknowledge(2),
    Act::Close(2),
    Act::Work,
    Act::Reopen(2),
    Act::Expire,
];

async fn every_act(engine: Engine) {
    let mut stage = Stage::set(engine, 3).await;
    let mut tabs = [Tab::open(&stage.client).await, Tab::open(&stage.freelancer).await];
    for (n, act) in ACTS.into_iter().enumerate() {
        assert!(stage.perform(act).await, "act {n}, {act:?}, is refused");
        for tab in &mut tabs {
            tab.converges(&format!("after act {n}, {act:?}")).await;
        }
    }
    let stood: BTreeSet<_> = stage.kinds().into_iter().collect();
    assert_eq!(stood, BTreeSet::from(KINDS), "an entry of each kind was written");
    for tab in &mut tabs {
        tab.resume().await;
    }
    let heard: BTreeSet<String> = tabs.iter().flat_map(|tab| tab.heard.clone()).collect();
    // Resets on resume, problems and what is not kept have tests of their own.
    let mut expected = kinds_of_frames();
    for kind in ["problem", "presence", "typing"] {
        assert!(expected.remove(kind), "{kind}");
    }
    assert_eq!(heard, expected, "a frame of each kind was heard");
    stage.server.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_act_leaves_both_sides_with_what_a_fetch_returns_on_sqlite() {
    every_act(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_act_leaves_both_sides_with_what_a_fetch_returns_on_postgres() {
    every_act(Engine::Postgres).await;
}

/// As the description of the API has them, which is generated from the code.
fn kinds_of_frames() -> BTreeSet<String> {
    let document = serde_json::to_value(router::openapi()).expect("JSON");
    let frames =
        document["components"]["schemas"]["Frame"]["oneOf"].as_array().expect("kinds of frames").clone();
    let kind = |frame: &serde_json::Value| {
        frame["properties"]["type"]["enum"][0].as_str().expect("a kind").to_owned()
    };
    frames.iter().map(kind).collect()
}
