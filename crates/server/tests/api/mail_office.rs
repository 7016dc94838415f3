//! A marketplace whose mails go to a real SMTP server of the test's own, with a clock that stands still,
//! and the people who act in it. Its workers work when the test says so.

use parlance_core::market::{Answer, JobKind};
use parlance_core::{AccountId, ConversationId, InvitationId, JobId, Key, Time};
use parlance_server::app::invitations::{self, Invite};
use parlance_server::app::jobs::{self, PostJob};
use parlance_server::app::messages::{self, Change, SendMessage};
use parlance_server::app::{App, AppError, Caller, Cx, Outcome};
use parlance_server::config::Config;
use parlance_server::outside::clock::Clock;
use parlance_server::outside::ids;
use parlance_server::serve::{House, build};
use parlance_server::workers::Workers;
use parlance_store::accounts::{self, NewAccount};
use parlance_store::{Tx, conversations};
use parlance_testing::{ReceivedMail, SmtpSink};
use tempfile::TempDir;

pub const URL: &str = "https://talk.example.com";

pub struct Office {
    pub app: App,
    pub workers: Workers,
    pub sink: SmtpSink,
    pub clock: Clock,
    _folder: TempDir,
}

/// Somebody who is signed in.
#[derive(Clone, Copy)]
pub struct Person {
    pub id: AccountId,
    pub caller: Caller,
}

/// A client and a freelancer, and the conversation between them.
pub struct Pair {
    pub client: Person,
    pub freelancer: Person,
    pub job: JobId,
    pub conversation: ConversationId,
    pub invitation: InvitationId,
}

/// The settings of a marketplace in a folder of its own.
pub fn settings(folder: &TempDir) -> Config {
    let mut config = Config::bare().expect("every setting has a default");
    config.data = folder.path().to_owned();
    config.public_url = Some(URL.to_owned());
    config.mail_from = "Parlance <parlance@example.com>".to_owned();
    config.sends_burst = 1000;
    config
}

impl Office {
    pub async fn open() -> Office {
        let sink = SmtpSink::start().await;
        let folder = TempDir::new().expect("a folder");
        let mut config = settings(&folder);
        config.smtp_url = Some(sink.url());
        let clock = Clock::set(Time(1_750_000_000_000_000));
        let House { door, workers, .. } = house(config, clock.clone(), false).await;
        Office { app: door.app.clone(), workers, sink, clock, _folder: folder }
    }

    /// Makes an account and signs it in.
    pub async fn person(&self, name: &str, address: Address<'_>) -> Person {
        let id = AccountId(ids::ordered());
        let token = ids::token_hash(&ids::token());
        let (name, email, verified) = (name.to_owned(), address.0.to_owned(), address.1);
        self.run(move |tx, cx| {
            let now = cx.clock.now();
            let verified_at = verified.then_some(now);
            let new = NewAccount {
                id,
                email: &email,
                verified_at,
                password_hash: "",
                name: &name,
                staff: None,
                created_at: now,
            };
            assert!(accounts::insert(tx, &new)?, "the address is free");
            accounts::update_profile(tx, id, &name, "", true)?;
            let session = parlance_core::ids::SessionId(ids::ordered());
            Ok(accounts::begin_session(
                tx,
                &token,
                session,
                id,
                now,
                now.plus(parlance_core::limits::SESSION_LASTS),
                "",
            )?)
        })
        .await;
        Person { id, caller: Caller { token } }
    }

    /// Clara invites Felix about a job.
    pub async fn invited(&self, text: &str) -> Pair {
        let client = self.person("Clara Weber", Address::proven("clara@example.com")).await;
        let freelancer = self.person("Felix Novák", Address::proven("felix@example.com")).await;
        self.invited_by(client, freelancer, "Logo for a bakery", text).await
    }

    pub async fn invited_by(&self, client: Person, freelancer: Person, title: &str, text: &str) -> Pair {
        let post = PostJob {
            key: key(),
            request: [0; 32],
            title: title.to_owned(),
            description: "A small one.".to_owned(),
            kind: JobKind::Contract,
            class: None,
        };
        let job = made(self.run(move |tx, cx| jobs::post(tx, cx, &client.caller, &post)).await).job.id;
        let invitation = self.invite(client, freelancer, job, text).await;
        let conversation = self
            .run(move |tx, _| Ok(conversations::of_pair(tx, job, freelancer.id)?))
            .await
            .expect("the invitation made the conversation");
        Pair { client, freelancer, job, conversation, invitation }
    }

    pub async fn invite(&self, client: Person, freelancer: Person, job: JobId, text: &str) -> InvitationId {
        let input =
            Invite { key: key(), request: [0; 32], job, freelancer: freelancer.id, text: text.to_owned() };
        self.run(move |tx, cx| invitations::invite(tx, cx, &client.caller, &input)).await;
        let id = self
            .run(move |tx, _| Ok(conversations::of_pair(tx, job, freelancer.id)?))
            .await
            .expect("a conversation");
        let held = self
            .run(move |tx, cx| Ok(conversations::peek(tx, id, &cx.policies)?))
            .await
            .expect("a conversation");
        held.log.invitation.expect("an invitation").id
    }

    pub async fn acknowledge(&self, pair: &Pair) {
        let (caller, id) = (pair.freelancer.caller, pair.conversation);
        self.run(move |tx, cx| {
            let version = cx.policies.current(tx)?.warning_version;
            messages::acknowledge(tx, cx, &caller, id, version)
        })
        .await;
    }

    pub async fn answer(&self, who: Person, invitation: InvitationId, answer: Answer) {
        self.run(move |tx, cx| invitations::answer(tx, cx, &who.caller, invitation, answer)).await;
    }

    /// Clara and Felix, who has read the warning and accepted; what was mailed so far is done with.
    pub async fn talking(&self) -> Pair {
        let pair = self.invited("Would you draw it?").await;
        self.acknowledge(&pair).await;
        self.answer(pair.freelancer, pair.invitation, Answer::Accepted).await;
        self.settle().await;
        pair
    }

    /// Sends a message; its number.
    pub async fn say(&self, pair: &Pair, who: Person, text: &str) -> i64 {
        let input = SendMessage::text(pair.conversation, key(), text.to_owned());
        made(self.run(move |tx, cx| messages::send(tx, cx, &who.caller, &input)).await).entry.seq
    }

    /// Edits a message or takes it back.
    pub async fn change(&self, pair: &Pair, who: Person, seq: i64, change: Change) {
        let id = pair.conversation;
        self.run(move |tx, cx| messages::change(tx, cx, &who.caller, id, seq, &change)).await;
    }

    pub async fn run<T, F>(&self, command: F) -> T
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>, &Cx) -> Result<T, AppError> + Send + 'static,
    {
        self.app.run(command).await.unwrap_or_else(|error| panic!("{error:?}"))
    }

    /// Does everything that is due, and answers what was mailed by then.
    pub async fn settle(&self) -> Vec<ReceivedMail> {
        self.workers.settle().await.unwrap_or_else(|error| panic!("{error:?}"));
        self.sink.mails()
    }
}

/// An address, and whether it is proven.
pub struct Address<'a>(&'a str, bool);

impl<'a> Address<'a> {
    pub fn proven(email: &'a str) -> Address<'a> {
        Address(email, true)
    }

    pub fn unproven(email: &'a str) -> Address<'a> {
        Address(email, false)
    }
}

/// Puts a house together on a thread that may wait for the disk.
pub async fn house(config: Config, clock: Clock, demo: bool) -> House {
    let built = tokio::task::spawn_blocking(move || build(config, clock, demo))
        .await
        .expect("building does not panic");
    built.unwrap_or_else(|error| panic!("{error:#}"))
}

fn made<T>(outcome: Outcome<T>) -> T {
    match outcome {
        Outcome::Made(made) => made,
        Outcome::Replayed(_) => panic!("a new key makes something new"),
    }
}

fn key() -> Key {
    Key(ids::unguessable())
}
