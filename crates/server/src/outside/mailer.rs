//! The mail relay, spoken to by SMTP, and what stands in for it: the demo's mailbox, or nothing.
//!
//! A mail has one recipient and comes with its words: what they say is decided in `workers::mail` and
//! written in `emails`. Nothing here tries twice; whoever sends keeps the task.

use crate::config::Config;
use anyhow::{Context, bail, ensure};
use axum::http::Uri;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox as Address, MultiPart};
use lettre::transport::smtp::{Error as SmtpError, PoolConfig};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use parlance_core::Time;
use std::collections::VecDeque;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, UNIX_EPOCH};
use tokio::sync::Semaphore;

/// Connections to the relay at once: few relays thank a client for more.
const CONNECTIONS_MAX: u32 = 4;
/// One command of the SMTP conversation.
const COMMAND_TIMEOUT: Duration = Duration::from_secs(20);
/// The whole of one mail, the wait for a connection included, so that no task outlives its lease.
const SEND_TIMEOUT: Duration = Duration::from_secs(60);
/// Mails the demo's mailbox keeps.
const MAILBOX_MAX: usize = 500;
/// Characters of a relay's answer worth keeping.
const ANSWER_CHARS: usize = 300;

/// One mail to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// The address alone.
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// The Message-ID with its angle brackets. The same for every attempt, so that whoever gets a mail
    /// twice can tell.
    pub message_id: String,
    /// The Message-ID of the thread's root; mailboxes group what refers to one root.
    pub thread: Option<String>,
    /// Where the mail leads.
    pub links: Vec<String>,
    pub at: Time,
}

/// Why a mail did not leave.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// The relay was not there, or asks to come back.
    #[error("{0}")]
    Retry(String),
    /// The relay will never take this mail.
    #[error("{0}")]
    GiveUp(String),
}

/// How the relay answers, for the operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Greeting {
    /// No relay is set: nothing is mailed.
    Off,
    /// Mails go to the demo's page.
    Demo,
    /// The relay greeted, took our name and, where one is set, the password.
    Answered,
    /// It did not, for this reason.
    Failed(String),
}

/// Where mails go. A copy is the same one.
#[derive(Clone)]
pub enum Mailer {
    Smtp(Relay),
    Demo(Mailbox),
    Off,
}

/// A relay, with the connections kept open to it.
#[derive(Clone)]
pub struct Relay {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    /// The pool bounds only what it keeps, so what is open at once is bounded here.
    free: Arc<Semaphore>,
    from: Address,
}

impl Mailer {
    /// The mailer that the settings ask for: the relay if one is set, the mailbox in a demo without one.
    /// Must be called within the runtime, where idle connections are closed.
    pub fn from_config(config: &Config, demo: bool) -> anyhow::Result<(Mailer, Option<Mailbox>)> {
        if let Some(url) = &config.smtp_url {
            let from = config
                .mail_from
                .parse()
                .with_context(|| format!("mail_from is no address: {}", config.mail_from))?;
            let free = Arc::new(Semaphore::new(CONNECTIONS_MAX as usize));
            return Ok((Mailer::Smtp(Relay { transport: transport(url)?, free, from }), None));
        }
        if demo {
            let mailbox = Mailbox::default();
            return Ok((Mailer::Demo(mailbox.clone()), Some(mailbox)));
        }
        Ok((Mailer::Off, None))
    }

    /// Hands one mail over; an `Ok` means that the relay has taken it on.
    pub async fn send(&self, mail: Mail) -> Result<(), MailError> {
        match self {
            Mailer::Smtp(relay) => relay.send(&mail).await,
            Mailer::Demo(mailbox) => {
                mailbox.put(mail);
                Ok(())
            }
            Mailer::Off => Ok(()),
        }
    }

    /// Begins a conversation with the relay and sends nothing.
    pub async fn greet(&self) -> Greeting {
        let relay = match self {
            Mailer::Off => return Greeting::Off,
            Mailer::Demo(_) => return Greeting::Demo,
            Mailer::Smtp(relay) => relay,
        };
        match tokio::time::timeout(COMMAND_TIMEOUT, relay.transport.test_connection()).await {
            Ok(Ok(true)) => Greeting::Answered,
            Ok(Ok(false)) => Greeting::Failed("the relay hung up after its greeting".to_owned()),
            Ok(Err(error)) => Greeting::Failed(answer(&error)),
            Err(_) => Greeting::Failed(format!("no answer within {} s", COMMAND_TIMEOUT.as_secs())),
        }
    }
}

impl Relay {
    async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        let message = message(&self.from, mail).map_err(|error| MailError::GiveUp(error.to_string()))?;
        let conversation = async {
            let _turn = self.free.acquire().await;
            self.transport.send(message).await
        };
        match tokio::time::timeout(SEND_TIMEOUT, conversation).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(judge(&error, &mail.to)),
            Err(_) => {
                Err(MailError::Retry(format!("the relay took longer than {} s", SEND_TIMEOUT.as_secs())))
            }
        }
    }
}

/// The mail as it goes over the wire. Every word of a header is encoded by the mail library; that no
/// line break reaches it is seen to where the words are written.
fn message(from: &Address, mail: &Mail) -> anyhow::Result<Message> {
    let to = Address::new(None, mail.to.parse().context("the recipient is no address")?);
    let sent_at = UNIX_EPOCH + Duration::from_micros(u64::try_from(mail.at.0).unwrap_or(0));
    let mut builder = Message::builder()
        .from(from.clone())
        .to(to)
        .subject(mail.subject.as_str())
        .date(sent_at)
        .message_id(Some(mail.message_id.clone()))
        // No vacation responder and no other robot shall answer (RFC 3834; the second is Exchange's).
        .raw_header(header("Auto-Submitted", "auto-generated"))
        .raw_header(header("X-Auto-Response-Suppress", "All"));
    if let Some(thread) = &mail.thread {
        builder = builder.in_reply_to(thread.clone()).references(thread.clone());
    }
    Ok(builder.multipart(MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone()))?)
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// Which failures are worth another try. A refusal of ourselves (no sign-in, wrong password, a command
/// not taken) is the operator's to mend and no reason to throw people's mails away.
fn judge(error: &SmtpError, to: &str) -> MailError {
    let says = answer(error).replace(to, "the recipient");
    let code = error.status().map(u16::from);
    match code {
        Some(500..=504 | 521 | 530 | 534 | 535 | 538) => MailError::Retry(says),
        Some(500..) => MailError::GiveUp(says),
        _ => MailError::Retry(says),
    }
}

fn answer(error: &SmtpError) -> String {
    error.to_string().chars().take(ANSWER_CHARS).collect()
}

/// A transport from `smtp://` or `smtps://`. Without `tls` in it, `smtp://` means STARTTLS or nothing,
/// but for a relay on this machine.
fn transport(url: &str) -> anyhow::Result<AsyncSmtpTransport<Tokio1Executor>> {
    let builder =
        AsyncSmtpTransport::<Tokio1Executor>::from_url(&checked(url)?).context("smtp_url is not usable")?;
    Ok(builder
        .timeout(Some(COMMAND_TIMEOUT))
        .pool_config(PoolConfig::new().max_size(CONNECTIONS_MAX))
        .build())
}

/// The address in the words of the mail library, whose `smtp://` without `tls` is never encrypted.
/// Errors never repeat the address: it holds the password.
fn checked(url: &str) -> anyhow::Result<String> {
    let uri: Uri = url.parse().context("smtp_url is not an address of the form smtp://HOST:PORT")?;
    let (bare, query) = url.split_once('?').map_or((url, None), |(bare, query)| (bare, Some(query)));
    let local = is_local(uri.host().unwrap_or_default());
    let signs_in = uri.authority().is_some_and(|authority| authority.as_str().contains('@'));
    let wanted = match query {
        None => None,
        Some(query) => Some(query.strip_prefix("tls=").context("smtp_url knows one parameter, tls")?),
    };
    match (uri.scheme_str(), wanted) {
        (Some("smtps"), None) => Ok(bare.to_owned()),
        (Some("smtp"), None) if local => Ok(bare.to_owned()),
        (Some("smtp"), None | Some("required")) => Ok(format!("{bare}?tls=required")),
        (Some("smtp"), Some("none" | "opportunistic")) if signs_in && !local => {
            bail!(
                "smtp_url holds a password, which would be readable on the way; use smtps:// or ?tls=required"
            )
        }
        (Some("smtp"), Some("none")) => Ok(bare.to_owned()),
        (Some("smtp"), Some("opportunistic")) => Ok(format!("{bare}?tls=opportunistic")),
        (scheme, tls) => {
            ensure!(matches!(scheme, Some("smtp" | "smtps")), "smtp_url must begin with smtp:// or smtps://");
            bail!(
                "smtp_url: tls is required, opportunistic or none (and nothing with smtps://), not {}",
                tls.unwrap_or_default()
            )
        }
    }
}

fn is_local(host: &str) -> bool {
    host == "localhost" || host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// What the demo sent, in memory only. A copy is the same one.
#[derive(Clone, Debug, Default)]
pub struct Mailbox {
    mails: Arc<Mutex<VecDeque<Arc<Mail>>>>,
}

impl Mailbox {
    /// The mails, newest first.
    pub fn list(&self) -> Vec<Arc<Mail>> {
        self.mails.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    fn put(&self, mail: Mail) {
        let mut mails = self.mails.lock().unwrap_or_else(PoisonError::into_inner);
        mails.push_front(Arc::new(mail));
        mails.truncate(MAILBOX_MAX);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(seq: usize) -> Mail {
        Mail {
            to: "felix@example.com".into(),
            subject: format!("Mail {seq}"),
            text: "text".into(),
            html: "<p>html</p>".into(),
            message_id: format!("<{seq}@example.com>"),
            thread: None,
            links: Vec::new(),
            at: Time(1_700_000_000_000_000),
        }
    }

    #[test]
    fn without_a_word_about_tls_only_this_machine_is_spoken_to_in_clear() {
        for (url, becomes) in [
            ("smtp://127.0.0.1:2525", "smtp://127.0.0.1:2525"),
            ("smtp://localhost:2525", "smtp://localhost:2525"),
            ("smtp://[::1]:2525", "smtp://[::1]:2525"),
            ("smtp://relay.example.com", "smtp://relay.example.com?tls=required"),
            ("smtp://u:p%40@relay.example.com:587", "smtp://u:p%40@relay.example.com:587?tls=required"),
            ("smtp://relay.example.com?tls=none", "smtp://relay.example.com"),
            ("smtp://relay.example.com?tls=opportunistic", "smtp://relay.example.com?tls=opportunistic"),
            ("smtps://u:p@relay.example.com", "smtps://u:p@relay.example.com"),
        ] {
            assert_eq!(checked(url).expect(url), becomes);
        }
    }

    #[test]
    fn an_address_that_would_leak_or_mean_nothing_is_refused_without_repeating_the_password() {
        for url in [
            "smtp://u:hunter2@relay.example.com?tls=none",
            "smtp://u:hunter2@relay.example.com?tls=opportunistic",
            "smtps://u:hunter2@relay.example.com?tls=none",
            "smtp://u:hunter2@relay.example.com?tls=maybe",
            "smtp://u:hunter2@relay.example.com?verify=no",
            "http://u:hunter2@relay.example.com",
            "u:hunter2@relay",
            "",
        ] {
            let error = format!("{:#}", checked(url).expect_err(url));
            assert!(!error.contains("hunter2"), "{error}");
        }
    }

    #[test]
    fn the_mailbox_keeps_the_newest_first_and_no_more_than_its_bound() {
        let mailbox = Mailbox::default();
        for seq in 0..MAILBOX_MAX + 3 {
            mailbox.put(mail(seq));
        }
        let mails = mailbox.list();
        assert_eq!(mails.len(), MAILBOX_MAX);
        assert_eq!(mails[0].subject, format!("Mail {}", MAILBOX_MAX + 2));
        assert_eq!(mails[MAILBOX_MAX - 1].subject, "Mail 3");
    }

    #[test]
    fn a_recipient_that_is_no_address_is_never_sent_to() {
        let from: Address = "Parlance <parlance@example.com>".parse().expect("an address");
        for to in [
            "felix",
            "felix@example.com\r\nBcc: all@example.com",
            "felix@example.com> RCPT TO:<all@example.com",
            "",
        ] {
            assert!(message(&from, &Mail { to: to.into(), ..mail(1) }).is_err(), "{to:?}");
        }
    }
}
