//! Frames dropped, doubled, delayed and reordered, answers of fetches that come late, connections lost,
//! databases restored: the copy still becomes what a fetch returns.

use super::acts::{Act, Stage, Who};
use super::replica::Fetched;
use super::tab::{Tab, fetch_all};
use crate::harness::Engine;
use serde_json::Value;

/// Small and seeded, so that a failure can be played again (splitmix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let sides = u64::try_from(sides).expect("few sides");
        usize::try_from((z ^ (z >> 31)) % sides).expect("few sides")
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.roll(100) < percent
    }
}

const JOBS: usize = 3;
const BURSTS: usize = 8;
const ACTS: usize = 6;

/// A tab with a bad connection.
struct Unlucky {
    tab: Tab,
    /// Frames that have not been let through yet.
    frames: Vec<Value>,
    /// Answers that are still under way, in the order of the asking.
    answers: Vec<Fetched>,
}

impl Unlucky {
    async fn suffer(&mut self, dice: &mut Dice) {
        for frame in self.tab.arrived().await {
            match dice.roll(10) {
                0 | 1 => {}
                2 | 3 => self.frames.extend([frame.clone(), frame]),
                _ => self.frames.push(frame),
            }
        }
        let mut rest = Vec::new();
        while !self.frames.is_empty() {
            let frame = self.frames.remove(dice.roll(self.frames.len()));
            if dice.chance(15) {
                rest.push(frame);
            } else {
                self.tab.hear(&frame);
            }
            self.fetch(dice).await;
        }
        self.frames = rest;
    }

    /// Asks for what is wanted, sometimes, and takes in earlier answers, sometimes.
    async fn fetch(&mut self, dice: &mut Dice) {
        if dice.chance(40) {
            let owed = std::mem::take(&mut self.tab.owed);
            self.answers.extend(fetch_all(&self.tab.client, &self.tab.replica, owed).await);
        }
        while !self.answers.is_empty() && dice.chance(60) {
            let answer = self.answers.remove(0);
            self.tab.take(answer);
        }
    }

    /// Loses the connection or finds it again.
    async fn reconnect(&mut self, dice: &mut Dice) {
        if !self.tab.is_connected() {
            self.tab.connect().await;
        } else if dice.chance(30) {
            self.tab.disconnect();
        }
    }

    /// The connection is good again.
    async fn recover(&mut self, when: &str) {
        for answer in std::mem::take(&mut self.answers) {
            self.tab.take(answer);
        }
        self.tab.settle().await;
        for frame in std::mem::take(&mut self.frames) {
            self.tab.hear(&frame);
        }
        if self.tab.is_connected() {
            self.tab.resume().await;
        } else {
            self.tab.connect().await;
        }
        self.tab.converges(when).await;
    }
}

fn any_act(dice: &mut Dice, may_expire: bool) -> Act {
    let job = dice.roll(JOBS);
    let who = if dice.chance(50) { Who::Client } else { Who::Freelancer };
    match dice.roll(41) {
        0 => Act::Invite(job),
        1 => Act::Acknowledge(job),
        2 => Act::Accept(job),
        3 => {
            if dice.chance(50) {
                Act::Decline(job)
            } else {
                Act::Withdraw(job)
            }
        }
        4 | 5 => Act::Read(who, job),
        6 | 7 => Act::Close(job),
        8 | 9 => Act::Reopen(job),
        10 => Act::Rename(who),
        11 => Act::Hear(who),
        12 | 13 => Act::Work,
        14 if may_expire => Act::Expire,
        15 | 16 => Act::Edit(who, job),
        17 => Act::Remove(who, job),
        18..=20 => Act::React(who, job, dice.chance(70)),
        21 => Act::Quote(who, job),
        22 | 23 => Act::Mark(who, job, "archive", dice.chance(80)),
        24 => Act::Mark(who, job, "mute", dice.chance(50)),
        25 => Act::Mark(who, job, "star", dice.chance(50)),
        26 | 27 => Act::Unread(who, job, 1 + i64::try_from(dice.roll(6)).expect("small")),
        28 | 29 => Act::Deliver(who, job),
        30 => Act::Share(who, dice.chance(50)),
        31 | 32 => Act::Propose(who, job, dice.chance(70)),
        33 | 34 => {
            let answers = ["confirmed", "declined", "taken_back"];
            Act::AnswerPoint(who, job, answers[dice.roll(3)])
        }
        _ => Act::Send(who, job),
    }
}

async fn play(engine: Engine, seed: u64) {
    let mut dice = Dice(seed);
    let mut stage = Stage::set(engine, JOBS).await;
    let mut unlucky = Vec::new();
    for client in [&stage.client, &stage.freelancer] {
        unlucky.push(Unlucky { tab: Tab::open(client).await, frames: Vec::new(), answers: Vec::new() });
    }
    for act in [Act::Invite(0), Act::Invite(1), Act::Acknowledge(0), Act::Accept(0)] {
        assert!(stage.perform(act).await, "{act:?} is refused");
    }
    // A sign-in outlives one fortnight, not two.
    let mut may_expire = true;
    for burst in 0..BURSTS {
        for _ in 0..ACTS {
            let act = any_act(&mut dice, may_expire);
            may_expire &= act != Act::Expire;
            stage.perform(act).await;
            for one in &mut unlucky {
                one.suffer(&mut dice).await;
            }
        }
        if dice.chance(8) {
            stage.change_epoch();
            for one in &mut unlucky {
                one.tab.disconnect();
            }
        }
        for one in &mut unlucky {
            one.reconnect(&mut dice).await;
            if dice.chance(50) {
                one.tab.open_threads().await;
            }
            if burst % 3 == 2 {
                one.recover(&format!("seed {seed} on {engine:?}, burst {burst}")).await;
            }
        }
    }
    for one in &mut unlucky {
        one.recover(&format!("seed {seed} on {engine:?}, at the end")).await;
    }
    stage.server.settle().await;
}

async fn play_all(engine: Engine, seeds: std::ops::Range<u64>) {
    for seed in seeds {
        play(engine, seed).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn copies_converge_whatever_happens_to_the_frames_on_sqlite() {
    play_all(Engine::Sqlite, 0..24).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn copies_converge_whatever_happens_to_the_frames_on_postgres() {
    play_all(Engine::Postgres, 100..120).await;
}
