//! The letters themselves: what each says, and that nobody's words can make them say more.

use super::mail::parsed;
use super::mail_office::settings;
use futures_util::StreamExt;
use parlance_core::entry::Attached;
use parlance_core::files::FileType;
use parlance_core::{AccountId, ConversationId, FileId, Time};
use parlance_server::emails::{self, AboutEntry, AboutWork, Letter, Letterhead, News, Said};
use parlance_server::outside::mailer::{Greeting, Mail, Mailer};
use parlance_testing::{ReceivedMail, SmtpSink};
use tempfile::TempDir;
use uuid::Uuid;

const HEAD: Letterhead<'static> =
    Letterhead { marketplace: "Parlance", public_url: "https://talk.example.com:8443" };

fn about<'a>(other: &'a str, job: &'a str, said: Said<'a>) -> AboutEntry<'a> {
    let conversation = ConversationId(Uuid::from_u128(0x1111));
    AboutEntry {
        conversation,
        seq: 7,
        to: AccountId(Uuid::from_u128(0x2222)),
        other,
        job,
        page: "inbox",
        said,
    }
}

fn message(text: &str) -> Said<'_> {
    Said::Message { text, files: &[] }
}

/// Files, as a message carries them.
fn files(names: &[&str]) -> Vec<Attached> {
    let file = |name: &&str| Attached {
        id: FileId(Uuid::from_u128(0x4444)),
        name: (*name).to_owned(),
        kind: FileType::Pdf,
        bytes: 2048,
        sha256: [7; 32],
    };
    names.iter().map(file).collect()
}

fn letters() -> [(&'static str, Letter); 13] {
    let said = |said| emails::entry(HEAD, &about("Clara Weber", "Logo for a bakery", said));
    let work = |news| {
        let (id, to) = (Uuid::from_u128(0x5555), AccountId(Uuid::from_u128(0x2222)));
        let (other, job, path) = ("Clara Weber", "Logo for a bakery", "/contracts/5555");
        emails::work(HEAD, &AboutWork { id, n: 2, to, other, job, news, path })
    };
    let one = files(&["<b>Brief</b> & plan.pdf"]);
    let two = files(&["Übersicht.pdf", "plan \u{202e}fdp.exe\r\nBcc: all@example.com.pdf"]);
    [
        ("files-with-text", said(Said::Message { text: "Hello Felix,\n\nhere it is.", files: &one })),
        ("files-alone", said(Said::Message { text: "", files: &two })),
        ("message", said(message("Hello Felix,\n\ncould you send <two> drafts?\n  Thanks & bye"))),
        ("invitation", said(Said::Invitation("Would you draw it?"))),
        ("message-withheld", said(Said::WithheldMessage)),
        ("invitation-withheld", said(Said::WithheldInvitation)),
        ("proposed", work(News::Proposed("Two drafts,\nthen <the> films."))),
        ("declined", work(News::Declined)),
        ("hired", work(News::Hired)),
        ("started", work(News::Started)),
        ("ended", work(News::Ended)),
        ("verification", emails::verification(HEAD, "0123abcd", Uuid::from_u128(0x3333))),
        ("account-exists", emails::account_exists(HEAD, Uuid::from_u128(0x3333))),
    ]
}

#[test]
fn the_letters_say_what_was_agreed() {
    for (name, letter) in letters() {
        let Letter { subject, text, message_id, thread, .. } = &letter;
        let thread = thread.as_deref().unwrap_or("none");
        insta::assert_snapshot!(name, format!("{subject}\n{message_id}\nthread: {thread}\n\n{text}"));
    }
}

#[test]
fn the_layout_is_what_was_looked_at() {
    let [(_, files), _, (_, message), .., (_, verification), _] = letters();
    insta::assert_snapshot!("files-with-text-html", files.html);
    insta::assert_snapshot!("message-html", message.html);
    insta::assert_snapshot!("verification-html", verification.html);
}

/// Whoever names a file writes a line of a letter to somebody else.
#[test]
fn the_name_of_a_file_is_one_line_set_apart_and_changes_nothing_around_it() {
    let two = files(&["a\r\n\r\nYour account is closed: http://evil.example\r\n.pdf", "=?utf-8?Q?x?=.pdf"]);
    let letter = emails::entry(HEAD, &about("Clara", "Logo", Said::Message { text: "", files: &two }));
    let quoted: Vec<_> = letter.text.lines().filter(|line| line.starts_with("> ")).collect();
    assert_eq!(quoted.len(), 2, "{}", letter.text);
    assert!(quoted[0].contains("evil.example"), "{}", letter.text);
    assert_eq!(letter.text.matches("evil.example").count(), 1, "{}", letter.text);
    assert!(!letter.subject.contains("evil") && !letter.subject.contains("=?"), "{}", letter.subject);
}

#[test]
fn both_parts_of_a_letter_say_the_same() {
    for (name, letter) in letters() {
        for part in [&letter.text, &letter.html] {
            assert!(part.contains(&letter.link), "{name}: the link");
        }
        assert!(letter.html.contains("<html lang=\"en\" dir=\"ltr\">"), "{name}");
        assert!(
            !letter.html.contains("http-equiv") && !letter.html.contains("<img"),
            "{name}: nothing is fetched"
        );
        assert!(
            !letter.text.contains("mail-") && !letter.html.contains(">mail-"),
            "{name}: a word is missing"
        );
    }
}

fn addressed(letter: Letter) -> Mail {
    let Letter { subject, text, html, message_id, thread, link } = letter;
    let to = "felix@example.com".to_owned();
    Mail { to, subject, text, html, message_id, thread, links: vec![link], at: Time(1_750_000_000_000_000) }
}

/// Sends a letter through a real SMTP conversation; what arrived.
async fn sent(sink: &SmtpSink, mailer: &Mailer, letter: Letter) -> ReceivedMail {
    mailer.send(addressed(letter)).await.expect("the relay takes it");
    sink.mails().pop().expect("it arrived")
}

fn mailer(sink: &SmtpSink) -> Mailer {
    let mut config = settings(&TempDir::new().expect("a folder"));
    config.smtp_url = Some(sink.url());
    Mailer::from_config(&config, false).expect("a mailer").0
}

const HEADERS: [&str; 11] = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "In-Reply-To",
    "References",
    "MIME-Version",
    "Content-Type",
];

/// Names and titles made to end what they stand in, each with each.
fn hostile() -> Vec<(String, String)> {
    let ends = [
        "\r\n",
        "\n",
        "\r",
        "\0",
        "\u{2028}",
        "\u{2029}",
        "\u{85}",
        "\u{b}",
        "\u{c}",
        "\r\n ",
        "\r\n\t",
        "\r\n\r\n",
        "\r\n.\r\n",
    ];
    let attacks = [
        "Bcc: all@example.com",
        "RCPT TO:<all@example.com>",
        "Content-Type: text/html",
        "Subject: other",
        "=?utf-8?Q?=0D=0ABcc:_all@example.com?=",
        "<script>alert(1)</script>",
        "--boundary",
    ];
    let pairs = ends.into_iter().flat_map(|end| attacks.map(|attack| (end, attack)));
    let cases = pairs.flat_map(|(end, attack)| {
        [
            (format!("Clara{end}{attack}"), "Logo".to_owned()),
            ("Clara".to_owned(), format!("Logo{end}{attack}")),
            (format!("{end}{attack}{end}"), format!("{attack}{end}{attack}")),
            (format!("Zoë{end}{attack}"), format!("語{end}{attack}")),
            ("x".repeat(60) + end + attack, "ﷺ".repeat(120) + end + attack),
            (attack.to_owned(), format!("{attack} {attack}")),
        ]
    });
    cases.collect()
}

#[tokio::test]
async fn no_name_and_no_title_adds_a_header_a_recipient_or_a_command() {
    let sink = SmtpSink::start().await;
    let mailer = mailer(&sink);
    let cases = hostile();
    assert!(cases.len() >= 500, "{}", cases.len());
    let letters = cases.iter().map(|(name, title)| emails::entry(HEAD, &about(name, title, message(title))));
    let sending = letters.map(|letter| mailer.send(addressed(letter)));
    let outcomes: Vec<_> = futures_util::stream::iter(sending).buffer_unordered(8).collect().await;
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    let mails = sink.mails();
    assert_eq!(mails.len(), cases.len(), "one mail each");
    for mail in &mails {
        assert_eq!(mail.to, ["felix@example.com"]);
        assert!(mail.data.lines().all(|line| line.len() <= 998), "RFC 5322 2.1.1");
        let parsed = parsed(mail);
        let names: Vec<_> = parsed.headers().iter().map(|header| header.name().to_owned()).collect();
        assert_eq!(names.len(), HEADERS.len(), "{names:?}");
        assert!(
            HEADERS.iter().all(|header| names.iter().any(|name| name.eq_ignore_ascii_case(header))),
            "{names:?}"
        );
        let subject = parsed.subject().expect("a subject");
        assert!(
            !subject.chars().any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')),
            "{subject:?}"
        );
        assert!(subject.contains(" about "), "{subject:?}");
        assert_eq!(
            (parsed.text_body_count(), parsed.html_body_count(), parsed.attachment_count()),
            (1, 1, 0)
        );
        let html = parsed.body_html(0).expect("an html part");
        assert!(!html.contains("<script"), "{html}");
    }
}

#[tokio::test]
async fn names_of_every_script_arrive_as_they_were_typed() {
    let sink = SmtpSink::start().await;
    let mailer = mailer(&sink);
    for (name, job) in [
        ("Zoë Ångström", "Übersetzung für 日本語"),
        ("🎉👩‍👩‍👧‍👦 Party", "🍞"),
        ("אבי כהן", "لوغو لمخبز"),
        (&"Wolfeschlegelsteinhausenbergerdorff".repeat(2)[..60], &"a very long title ".repeat(7)[..120]),
    ] {
        let mail =
            sent(&sink, &mailer, emails::entry(HEAD, &about(name, job, Said::WithheldInvitation))).await;
        let parsed = parsed(&mail);
        let plain: String = parsed
            .subject()
            .expect("a subject")
            .chars()
            .filter(|c| !matches!(c, '\u{2068}' | '\u{2069}'))
            .collect();
        assert_eq!(plain, format!("{name} about “{}”", job.trim()));
        assert!(parsed.body_text(0).expect("a text part").contains(name));
    }
}

#[tokio::test]
async fn what_looks_encoded_is_not_decoded_by_the_reader() {
    let sink = SmtpSink::start().await;
    let mailer = mailer(&sink);
    let trick = "=?utf-8?Q?Your_bank?=";
    let mail = sent(&sink, &mailer, emails::entry(HEAD, &about(trick, trick, Said::WithheldMessage))).await;
    let parsed = parsed(&mail);
    assert!(!parsed.subject().expect("a subject").contains("Your bank"), "{:?}", parsed.subject());
}

#[tokio::test]
async fn a_mailer_is_what_the_settings_ask_for() {
    let sink = SmtpSink::start().await;
    let folder = TempDir::new().expect("a folder");
    let mut config = settings(&folder);
    let (off, mailbox) = Mailer::from_config(&config, false).expect("a mailer");
    assert!(matches!(off, Mailer::Off) && mailbox.is_none());
    assert_eq!(off.greet().await, Greeting::Off);
    let (demo, mailbox) = Mailer::from_config(&config, true).expect("a mailer");
    assert!(matches!(demo, Mailer::Demo(_)) && mailbox.is_some());
    config.smtp_url = Some(sink.url());
    let (relay, mailbox) = Mailer::from_config(&config, true).expect("a mailer");
    assert!(
        matches!(relay, Mailer::Smtp(_)) && mailbox.is_none(),
        "a relay that is set wins in the demo too"
    );
    assert_eq!(relay.greet().await, Greeting::Answered);
    config.mail_from = "nobody".to_owned();
    assert!(Mailer::from_config(&config, false).is_err());
}

#[tokio::test]
async fn a_relay_that_is_gone_is_said_to_be_and_tried_again() {
    let sink = SmtpSink::start().await;
    let mailer = mailer(&sink);
    drop(sink);
    assert!(matches!(mailer.greet().await, Greeting::Failed(_)));
}
