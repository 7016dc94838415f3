//! Mails as they arrive: who gets one, when, with what in it, and what becomes of those that fail.

use super::mail_office::{Address, Office, Pair, URL};
use mail_parser::{Message, MessageParser};
use parlance_core::market::Answer;
use parlance_core::{Time, limits};
use parlance_server::app::accounts::{SignUp, resend_verification, sign_up, verification, verify};
use parlance_server::app::messages::Change;
use parlance_server::app::{Cx, jobs};
use parlance_server::outside::ids;
use parlance_server::outside::mailer::Mailer;
use parlance_server::tasks::Task;
use parlance_server::workers::mail;
use parlance_store::engine::{Lock, Sql};
use parlance_store::{Tx, accounts, tasks};
use parlance_testing::ReceivedMail;
use std::time::Duration;

pub fn parsed(mail: &ReceivedMail) -> Message<'_> {
    MessageParser::default().parse(mail.data.as_bytes()).expect("a mail that parses")
}

/// The text part, with the line breaks it had before it travelled.
fn text(mail: &ReceivedMail) -> String {
    parsed(mail).body_text(0).expect("a text part").replace("\r\n", "\n")
}

fn html(mail: &ReceivedMail) -> String {
    parsed(mail).body_html(0).expect("an html part").replace("\r\n", "\n")
}

/// Everything a mail says, encoded and decoded.
fn everything(mail: &ReceivedMail) -> String {
    let parsed = parsed(mail);
    format!("{}\n{}\n{}\n{}", mail.data, parsed.subject().unwrap_or_default(), text(mail), html(mail))
}

fn message_id(pair: &Pair, seq: i64) -> String {
    format!("{}.{seq}.{}@talk.example.com", pair.conversation, pair.freelancer.id)
}

#[tokio::test]
async fn each_message_is_one_mail_to_the_other_side_with_a_link_to_it_and_none_to_its_sender() {
    let office = Office::open().await;
    let pair = office.talking().await;
    let before = office.sink.mails().len();
    for turn in 0..6 {
        let (who, to) = match turn % 2 {
            0 => (pair.client, "felix@example.com"),
            _ => (pair.freelancer, "clara@example.com"),
        };
        let seq = office.say(&pair, who, &format!("Line {turn} <b>&amp;\nand more")).await;
        let mails = office.settle().await;
        assert_eq!(mails.len(), before + turn + 1, "one mail a message");
        let mail = &mails[before + turn];
        assert_eq!(mail.to, [to]);
        assert_eq!(mail.from, "parlance@example.com");
        let link = format!("{URL}/inbox/{}#m{seq}", pair.conversation);
        assert!(text(mail).contains(&link), "{}", text(mail));
        assert!(text(mail).contains(&format!("> Line {turn} <b>&amp;\n> and more")), "{}", text(mail));
        assert!(html(mail).contains(&format!("href=\"{link}\"")), "{}", html(mail));
        assert!(html(mail).contains(&format!("Line {turn} &#60;b&#62;&#38;amp;<br>")), "{}", html(mail));
    }
    assert_eq!(office.settle().await.len(), before + 6, "nothing is mailed twice");
}

#[tokio::test]
async fn until_the_safety_warning_is_read_one_mail_without_content_leaves() {
    const CANARY: &str = "canary-5f1c";
    let office = Office::open().await;
    let pair = office.invited(&format!("{CANARY} in the first")).await;
    office.settle().await;
    office.answer(pair.client, pair.invitation, Answer::Withdrawn).await;
    office.settle().await;
    let again =
        office.invite(pair.client, pair.freelancer, pair.job, &format!("{CANARY} in the second")).await;
    let mails = office.settle().await;
    assert_eq!(mails.len(), 1, "one for the conversation, however often it is invited to");
    assert_eq!(mails[0].to, ["felix@example.com"]);
    let said = everything(&mails[0]);
    assert!(!said.contains(CANARY), "{said}");
    assert!(said.contains("Clara Weber") && said.contains("Logo for a bakery"), "{said}");
    assert!(text(&mails[0]).contains(&format!("{URL}/inbox/{}#m1", pair.conversation)));

    office.acknowledge(&pair).await;
    office.answer(pair.freelancer, again, Answer::Accepted).await;
    assert_eq!(office.settle().await.len(), 1, "neither is a message");
    office.say(&pair, pair.client, &format!("{CANARY} one")).await;
    office.say(&pair, pair.client, &format!("{CANARY} two")).await;
    let mails = office.settle().await;
    assert_eq!(mails.len(), 3, "from now on one for each message");
    assert!(mails[1..].iter().all(|mail| text(mail).contains(CANARY)), "the canary would have been seen");
    assert!(mails.iter().all(|mail| !parsed(mail).subject().unwrap_or_default().contains(CANARY)));
}

#[tokio::test]
async fn an_invitation_after_the_warning_was_read_carries_its_text() {
    let office = Office::open().await;
    let pair = office.invited("first").await;
    office.acknowledge(&pair).await;
    office.answer(pair.client, pair.invitation, Answer::Withdrawn).await;
    let before = office.settle().await.len();
    office.invite(pair.client, pair.freelancer, pair.job, "please reconsider").await;
    let mails = office.settle().await;
    assert_eq!(mails.len(), before + 1);
    assert!(text(&mails[before]).contains("> please reconsider"));
}

#[tokio::test]
async fn mails_of_one_conversation_are_one_thread_for_each_recipient() {
    let office = Office::open().await;
    let pair = office.talking().await;
    for who in [pair.client, pair.client, pair.freelancer] {
        office.say(&pair, who, "hello").await;
    }
    let mails = office.settle().await;
    let felix: Vec<_> = mails.iter().filter(|mail| mail.to == ["felix@example.com"]).map(parsed).collect();
    let clara: Vec<_> = mails.iter().filter(|mail| mail.to == ["clara@example.com"]).map(parsed).collect();
    assert_eq!((felix.len(), clara.len()), (3, 1), "the invitation and two messages; one answer");
    let root = format!("{}.{}@talk.example.com", pair.conversation, pair.freelancer.id);
    let mut seen = std::collections::BTreeSet::new();
    for mail in &felix {
        assert_eq!(mail.references().as_text(), Some(root.as_str()));
        assert_eq!(mail.in_reply_to().as_text(), Some(root.as_str()));
        assert_eq!(mail.subject(), felix[0].subject(), "mailboxes split threads where the subject changes");
        assert_eq!(mail.header("Auto-Submitted").and_then(|value| value.as_text()), Some("auto-generated"));
        assert!(seen.insert(mail.message_id().expect("an id").to_owned()), "ids differ");
    }
    assert_ne!(clara[0].references().as_text(), Some(root.as_str()));
}

#[tokio::test]
async fn a_mail_the_relay_puts_off_is_delivered_once_later_under_the_same_id() {
    let office = Office::open().await;
    let pair = office.talking().await;
    let before = office.sink.mails().len();
    office.sink.fail_next(451);
    let seq = office.say(&pair, pair.client, "hello").await;
    assert_eq!(office.settle().await.len(), before, "the relay put it off");
    office.clock.advance(Duration::from_secs(60));
    let mails = office.settle().await;
    assert_eq!(mails.len(), before + 1);
    assert_eq!(parsed(&mails[before]).message_id(), Some(message_id(&pair, seq).as_str()));
    office.clock.advance(Duration::from_secs(24 * 3600));
    assert_eq!(office.settle().await.len(), before + 1, "and only once");
}

#[tokio::test]
async fn a_task_done_twice_sends_the_same_mail_under_the_same_id() {
    let office = Office::open().await;
    let pair = office.talking().await;
    let seq = office.say(&pair, pair.client, "hello").await;
    let before = office.settle().await.len();
    let (mailer, _) = Mailer::from_config(&office.app.cx.config, false).expect("a mailer");
    let task = Task::mail_entry(pair.conversation, seq, pair.freelancer.id, true);
    mail::perform(&office.app, &mailer, &task).await.expect("a mail");
    let mails = office.sink.mails();
    assert_eq!(mails.len(), before + 1);
    let (first, second) = (parsed(&mails[before - 1]), parsed(&mails[before]));
    assert_eq!(first.message_id(), second.message_id());
    assert_eq!(first.body_text(0), second.body_text(0));
}

#[tokio::test]
async fn a_mail_the_relay_refuses_for_good_is_laid_aside_in_plain_sight() {
    let office = Office::open().await;
    let pair = office.talking().await;
    let before = office.sink.mails().len();
    office.sink.fail_next(550);
    office.say(&pair, pair.client, "hello").await;
    office.settle().await;
    office.clock.advance(Duration::from_secs(24 * 3600));
    assert_eq!(office.settle().await.len(), before, "no attempt would help");
    let dead = office.run(|tx, _| Ok(tasks::dead(tx, 10)?)).await;
    assert_eq!(dead.len(), 1);
    assert!(dead[0].last_error.contains("550"), "{}", dead[0].last_error);
    assert!(!dead[0].last_error.contains("felix@"), "{}", dead[0].last_error);
}

#[tokio::test]
async fn a_relay_that_refuses_our_sign_in_costs_nobody_a_mail() {
    let office = Office::open().await;
    let pair = office.talking().await;
    let before = office.sink.mails().len();
    office.sink.fail_next(535);
    office.say(&pair, pair.client, "hello").await;
    assert_eq!(office.settle().await.len(), before);
    office.clock.advance(Duration::from_secs(60));
    assert_eq!(office.settle().await.len(), before + 1);
}

#[tokio::test]
async fn what_is_hidden_by_the_time_of_sending_is_not_mailed() {
    let office = Office::open().await;
    let pair = office.talking().await;
    office.say(&pair, pair.client, "before").await;
    let before = office.settle().await;
    assert!(text(&before[before.len() - 1]).contains("before"), "an open job's messages are mailed");
    office.say(&pair, pair.client, "at the last moment").await;
    let (caller, job) = (pair.client.caller, pair.job);
    office.run(move |tx, cx| jobs::close(tx, cx, &caller, job)).await;
    assert_eq!(office.settle().await.len(), before.len());
    let counts = office.run(|tx, cx| Ok(tasks::counts(tx, cx.clock.now())?)).await;
    assert_eq!((counts.due_count, counts.dead_count), (0, 0), "the task is done, not stuck");
}

#[tokio::test]
async fn a_mail_that_had_not_gone_out_says_what_the_message_says_by_then() {
    const CANARY: &str = "canary-77aa";
    let office = Office::open().await;
    let pair = office.talking().await;
    office.say(&pair, pair.client, &format!("{CANARY} as it was")).await;
    let before = office.settle().await.len();
    assert!(everything(&office.sink.mails()[before - 1]).contains(CANARY), "a mail would show it");
    let seq = office.say(&pair, pair.client, &format!("{CANARY} said in haste")).await;
    office.change(&pair, pair.client, seq, Change::Edit { text: "said with care".into() }).await;
    let mails = office.settle().await;
    assert_eq!(mails.len(), before + 1, "an edit is no mail of its own");
    assert!(text(&mails[before]).contains("> said with care"), "{}", text(&mails[before]));
    assert!(!everything(&mails[before]).contains(CANARY));
    assert_eq!(parsed(&mails[before]).message_id(), Some(message_id(&pair, seq).as_str()));
    // Neither are an edit of what was mailed, a reaction and a removal.
    office.change(&pair, pair.client, seq, Change::Edit { text: "said with more care".into() }).await;
    office.change(&pair, pair.freelancer, seq, Change::React { emoji: "👍".into(), given: true }).await;
    office.change(&pair, pair.client, seq, Change::Remove).await;
    assert_eq!(office.settle().await.len(), before + 1);
}

#[tokio::test]
async fn what_was_taken_back_before_its_mail_went_out_is_not_mailed() {
    const CANARY: &str = "canary-88bb";
    let office = Office::open().await;
    let pair = office.talking().await;
    let before = office.settle().await.len();
    // Before anybody came to plan the mail, and after the relay has put it off.
    let unplanned = office.say(&pair, pair.client, CANARY).await;
    office.change(&pair, pair.client, unplanned, Change::Remove).await;
    assert_eq!(office.settle().await.len(), before);
    office.sink.fail_next(451);
    let put_off = office.say(&pair, pair.client, CANARY).await;
    assert_eq!(office.settle().await.len(), before, "the relay put it off");
    office.change(&pair, pair.client, put_off, Change::Remove).await;
    office.clock.advance(Duration::from_secs(24 * 3600));
    assert_eq!(office.settle().await.len(), before);
    let counts = office.run(|tx, cx| Ok(tasks::counts(tx, cx.clock.now())?)).await;
    assert_eq!((counts.due_count, counts.dead_count), (0, 0), "the tasks are done, not stuck");
    // Whatever comes after is mailed as ever.
    let standing = office.say(&pair, pair.client, "It stands").await;
    let mails = office.settle().await;
    assert_eq!(parsed(&mails[before]).message_id(), Some(message_id(&pair, standing).as_str()));
    assert!(mails[before..].iter().all(|mail| !everything(mail).contains(CANARY)));
}

#[tokio::test]
async fn a_conversation_that_cannot_be_read_keeps_no_other_waiting() {
    static SPOIL: Sql =
        Sql::new("UPDATE entry SET kind = 99 WHERE conversation = $1 AND seq = $2", Lock::None);
    let office = Office::open().await;
    let pair = office.talking().await;
    let other = office.invited_by(pair.client, pair.freelancer, "A sign", "And this?").await;
    office.acknowledge(&other).await;
    office.answer(pair.freelancer, other.invitation, Answer::Accepted).await;
    let before = office.settle().await.len();
    let (id, seq) = (other.conversation, office.say(&other, pair.client, "spoilt").await);
    let spoilt = office.run(move |tx, _| Ok(tx.execute(&SPOIL, &[id.into(), seq.into()])?)).await;
    assert_eq!(spoilt, 1);
    office.say(&pair, pair.client, "sound").await;
    let mails = office.settle().await;
    assert_eq!(mails.len(), before + 1);
    assert!(text(&mails[before]).contains("> sound"));
}

#[tokio::test]
async fn an_address_that_is_not_proven_gets_nothing_but_the_mail_that_proves_it() {
    let office = Office::open().await;
    let clara = office.person("Clara Weber", Address::proven("clara@example.com")).await;
    let felix = office.person("Felix Novák", Address::unproven("felix@example.com")).await;
    let pair = office.invited_by(clara, felix, "Logo for a bakery", "hello").await;
    office.acknowledge(&pair).await;
    office.answer(felix, pair.invitation, Answer::Accepted).await;
    office.say(&pair, clara, "are you there?").await;
    assert_eq!(office.settle().await, [], "not even the invitation's");
    office.run(|tx, cx| resend_verification(tx, cx, "felix@example.com")).await;
    let mails = office.settle().await;
    assert_eq!(mails.len(), 1);
    let token = token(&mails[0]);
    proves(&office, &token).await;
    office.say(&pair, clara, "and now?").await;
    let mails = office.settle().await;
    assert_eq!(mails.len(), 2);
    assert!(text(&mails[1]).contains("and now?"));
}

#[tokio::test]
async fn a_suspended_account_is_mailed_nothing() {
    let office = Office::open().await;
    let pair = office.talking().await;
    office.say(&pair, pair.client, "before").await;
    let before = office.settle().await.len();
    let id = pair.freelancer.id;
    office.say(&pair, pair.client, "after").await;
    office.run(move |tx, _| Ok(accounts::set_suspension(tx, id, Some((Time(1), "spam")))?)).await;
    assert_eq!(office.settle().await.len(), before);
}

#[tokio::test]
async fn whoever_signs_up_gets_a_link_that_works_and_nothing_of_what_was_typed() {
    let office = Office::open().await;
    sign_up_as(&office, "new@example.com", "Buy at evil.example").await;
    let mails = office.settle().await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, ["new@example.com"]);
    assert!(!everything(&mails[0]).contains("evil"), "a stranger's words go to nobody");
    let token = token(&mails[0]);
    proves(&office, &token).await;
    let found = office.run(|tx, _| Ok(accounts::by_email(tx, "new@example.com")?)).await;
    assert!(found.is_some_and(|account| account.verified_at.is_some()));
}

#[tokio::test]
async fn a_sign_up_with_a_taken_address_is_told_to_its_owner_only() {
    let office = Office::open().await;
    office.person("Clara Weber", Address::proven("clara@example.com")).await;
    sign_up_as(&office, "clara@example.com", "Buy at evil.example").await;
    let mails = office.settle().await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, ["clara@example.com"]);
    assert!(text(&mails[0]).contains(&format!("{URL}/sign-in")));
    assert!(!everything(&mails[0]).contains("evil"));
}

#[tokio::test]
async fn a_verification_put_off_by_the_relay_arrives_with_a_link_that_works() {
    let office = Office::open().await;
    office.sink.fail_next(421);
    sign_up_as(&office, "new@example.com", "Nina").await;
    assert_eq!(office.settle().await, []);
    office.clock.advance(Duration::from_secs(60));
    let mails = office.settle().await;
    assert_eq!(mails.len(), 1);
    let token = token(&mails[0]);
    proves(&office, &token).await;
}

#[tokio::test]
async fn a_verification_mailed_twice_has_a_link_that_works_and_so_has_that_of_an_older_program() {
    let office = Office::open().await;
    sign_up_as(&office, "new@example.com", "Nina").await;
    let found = office.run(|tx, _| Ok(accounts::by_email(tx, "new@example.com")?)).await;
    let account = found.expect("it stands").id;
    let claim = |tx: &mut Tx<'_>, cx: &Cx| {
        let now = cx.clock.now();
        Ok(tasks::claim(tx, &Task::MAILS, now, now.plus(Duration::from_secs(60)), ids::ordered(), 10)?)
    };
    let claimed = office.run(claim).await;
    let older = format!(r#"{{"task":"mail-verification","account":"{account}"}}"#);
    let (mailer, _) = Mailer::from_config(&office.app.cx.config, false).expect("a mailer");
    for payload in [&claimed[0].payload, &claimed[0].payload, &older] {
        let task = Task::read(payload).expect("a task");
        mail::perform(&office.app, &mailer, &task).await.expect("a mail");
    }
    let mails = office.sink.mails();
    assert_eq!((claimed.len(), mails.len()), (1, 3));
    let works = |mail: &ReceivedMail| {
        let link = ids::token_hash(&token(mail));
        office.run(move |tx, cx| Ok(verification(tx, cx, &link)?.is_some()))
    };
    assert!(!works(&mails[0]).await, "the second mail's link took its place");
    assert!(works(&mails[1]).await);
    assert!(works(&mails[2]).await);
    proves(&office, &token(&mails[1])).await;
    assert!(!works(&mails[2]).await);
}

#[tokio::test]
async fn the_longest_message_arrives_whole() {
    let office = Office::open().await;
    let pair = office.talking().await;
    for long in [
        "ß".repeat(limits::MESSAGE_CHARS),
        "x".repeat(limits::MESSAGE_CHARS),
        "語 ".repeat(limits::MESSAGE_CHARS / 2 - 1) + ".語",
    ] {
        let before = office.sink.mails().len();
        office.say(&pair, pair.client, &long).await;
        let mails = office.settle().await;
        assert!(text(&mails[before]).contains(&format!("> {long}")));
        assert!(html(&mails[before]).contains(&long));
        assert!(mails[before].data.lines().all(|line| line.len() <= 998), "RFC 5322 2.1.1");
    }
}

async fn sign_up_as(office: &Office, email: &str, name: &str) {
    let input = SignUp { email: email.to_owned(), name: name.to_owned(), password_hash: String::new() };
    office.run(move |tx, cx| sign_up(tx, cx, &input)).await;
}

async fn proves(office: &Office, token: &str) {
    let (link, session) = (ids::token_hash(token), ids::token_hash(&ids::token()));
    office.run(move |tx, cx| verify(tx, cx, &link, &session, "")).await;
}

/// The token in the link of a verification mail.
fn token(mail: &ReceivedMail) -> String {
    let text = text(mail);
    let (_, rest) =
        text.split_once(&format!("{URL}/verify?token=")).unwrap_or_else(|| panic!("no link: {text}"));
    rest.split_whitespace().next().expect("a token").to_owned()
}
