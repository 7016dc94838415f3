//! A small real SMTP server (RFC 5321) that keeps what it is sent and fails when a test says so.
//!
//! It speaks only what a submitting client needs, without TLS or sign-in, on a free loopback port.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

const SIZE_MAX: usize = 10 * 1024 * 1024;
/// RFC 5321 4.5.3.1.6 allows 1,000 bytes; a little more tells a long line from an endless one.
const LINE_MAX: u64 = 4096;

/// One mail as it arrived, dots unstuffed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedMail {
    /// The envelope's sender, without angle brackets.
    pub from: String,
    /// The envelope's recipients, without angle brackets.
    pub to: Vec<String>,
    /// Headers and body.
    pub data: String,
}

/// A running server; it stops listening when dropped.
pub struct SmtpSink {
    port: u16,
    shared: Arc<Shared>,
    listening: JoinHandle<()>,
}

#[derive(Default)]
struct Shared {
    mails: Mutex<Vec<ReceivedMail>>,
    /// Answers to the next ends of DATA, instead of taking the mail.
    failures: Mutex<VecDeque<u16>>,
    arrived: Notify,
}

impl SmtpSink {
    /// Starts a server on the current tokio runtime.
    pub async fn start() -> SmtpSink {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free loopback port");
        let port = listener.local_addr().expect("a bound listener has an address").port();
        let shared = Arc::new(Shared::default());
        let kept = Arc::clone(&shared);
        let listening = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let shared = Arc::clone(&kept);
                tokio::spawn(async move {
                    // A client that hangs up in the middle is a case its test looks at, not this one.
                    let _ = converse(stream, &shared).await;
                });
            }
        });
        SmtpSink { port, shared, listening }
    }

    /// Its port on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Its address for a mailer.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// Refuses the next mail with this code; calls add up. 421 also hangs up.
    pub fn fail_next(&self, code: u16) {
        locked(&self.shared.failures).push_back(code);
    }

    /// What has arrived so far, oldest first.
    pub fn mails(&self) -> Vec<ReceivedMail> {
        locked(&self.shared.mails).clone()
    }

    /// Waits until at least `count` mails have arrived, and fails after `within`.
    pub async fn wait_for(&self, count: usize, within: Duration) -> Vec<ReceivedMail> {
        let arrived = async {
            loop {
                let next = self.shared.arrived.notified();
                let mails = self.mails();
                if mails.len() >= count {
                    return mails;
                }
                next.await;
            }
        };
        tokio::time::timeout(within, arrived)
            .await
            .unwrap_or_else(|_| panic!("{} of {count} mails arrived in {within:?}", self.mails().len()))
    }
}

impl Drop for SmtpSink {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

impl Shared {
    fn keep(&self, mail: ReceivedMail) {
        locked(&self.mails).push(mail);
        self.arrived.notify_waiters();
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The envelope under way.
#[derive(Default)]
struct Envelope {
    from: Option<String>,
    to: Vec<String>,
}

async fn converse(stream: TcpStream, shared: &Shared) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let (input, mut output) = stream.into_split();
    let mut input = BufReader::new(input);
    output.write_all(b"220 localhost ESMTP sink\r\n").await?;
    let mut envelope = Envelope::default();
    while let Some(line) = line(&mut input).await? {
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        let answer = match verb.as_str() {
            "EHLO" => format!("250-localhost\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 SIZE {SIZE_MAX}"),
            "HELO" => "250 localhost".to_owned(),
            "MAIL" => envelope.begin(&line),
            "RCPT" => envelope.add(&line),
            "DATA" if envelope.to.is_empty() => "503 5.5.1 RCPT first".to_owned(),
            "DATA" => {
                output.write_all(b"354 end with a dot\r\n").await?;
                let Some(data) = data(&mut input).await? else {
                    return Ok(());
                };
                take(shared, std::mem::take(&mut envelope), data)
            }
            "RSET" => {
                envelope = Envelope::default();
                "250 2.0.0 ok".to_owned()
            }
            "NOOP" => "250 2.0.0 ok".to_owned(),
            "QUIT" => "221 2.0.0 bye".to_owned(),
            _ => "502 5.5.2 unknown".to_owned(),
        };
        output.write_all(format!("{answer}\r\n").as_bytes()).await?;
        if verb == "QUIT" || answer.starts_with("421") {
            break;
        }
    }
    output.shutdown().await
}

impl Envelope {
    fn begin(&mut self, line: &str) -> String {
        if self.from.is_some() {
            return "503 5.5.1 one sender a mail".to_owned();
        }
        let declared = line.split(' ').find_map(|word| {
            word.to_ascii_uppercase().strip_prefix("SIZE=").and_then(|size| size.parse::<usize>().ok())
        });
        if declared.is_some_and(|size| size > SIZE_MAX) {
            return "552 5.3.4 too large".to_owned();
        }
        match address(line) {
            Some(from) => {
                self.from = Some(from);
                "250 2.1.0 ok".to_owned()
            }
            None => "501 5.5.4 no address".to_owned(),
        }
    }

    fn add(&mut self, line: &str) -> String {
        match (&self.from, address(line)) {
            (None, _) => "503 5.5.1 MAIL first".to_owned(),
            (Some(_), Some(to)) if !to.is_empty() => {
                self.to.push(to);
                "250 2.1.5 ok".to_owned()
            }
            _ => "501 5.5.4 no address".to_owned(),
        }
    }
}

fn take(shared: &Shared, envelope: Envelope, data: Vec<u8>) -> String {
    if data.len() > SIZE_MAX {
        return "552 5.3.4 too large".to_owned();
    }
    if let Some(code) = locked(&shared.failures).pop_front() {
        let class = code / 100;
        return format!("{code} {class}.0.0 as the test wished");
    }
    shared.keep(ReceivedMail {
        from: envelope.from.unwrap_or_default(),
        to: envelope.to,
        data: String::from_utf8_lossy(&data).into_owned(),
    });
    "250 2.0.0 taken".to_owned()
}

fn address(line: &str) -> Option<String> {
    let (_, rest) = line.split_once('<')?;
    let (address, _) = rest.split_once('>')?;
    Some(address.to_owned())
}

async fn line(input: &mut (impl AsyncBufReadExt + Unpin)) -> std::io::Result<Option<String>> {
    let mut bytes = Vec::new();
    input.take(LINE_MAX).read_until(b'\n', &mut bytes).await?;
    if bytes.is_empty() {
        return Ok(None);
    }
    Ok(Some(String::from_utf8_lossy(&bytes).trim_end_matches(['\r', '\n']).to_owned()))
}

/// Reads up to the lone dot, taking away the dots that were stuffed (RFC 5321 4.5.2). What is more than
/// the limit is read but not kept.
async fn data(input: &mut (impl AsyncBufReadExt + Unpin)) -> std::io::Result<Option<Vec<u8>>> {
    let mut data = Vec::new();
    loop {
        let mut bytes = Vec::new();
        input.take(SIZE_MAX as u64).read_until(b'\n', &mut bytes).await?;
        match bytes.as_slice() {
            [] => return Ok(None),
            b".\r\n" | b".\n" => return Ok(Some(data)),
            _ if data.len() > SIZE_MAX => {}
            [b'.', rest @ ..] => data.extend_from_slice(rest),
            whole => data.extend_from_slice(whole),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn talk(sink: &SmtpSink, text: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", sink.port())).await.expect("a connection");
        stream.write_all(text.as_bytes()).await.expect("a write");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.expect("an answer");
        answer
    }

    const MAIL: &str = "EHLO me\r\nMAIL FROM:<a@example.com> SIZE=9\r\nRCPT TO:<b@example.com>\r\nDATA\r\n\
        Subject: x\r\n\r\n..dot\r\nend\r\n.\r\nQUIT\r\n";

    #[tokio::test]
    async fn a_mail_arrives_with_its_dots_unstuffed() {
        let sink = SmtpSink::start().await;
        talk(&sink, MAIL).await;
        let mails = sink.wait_for(1, Duration::from_secs(5)).await;
        assert_eq!(mails[0].from, "a@example.com");
        assert_eq!(mails[0].to, ["b@example.com"]);
        assert_eq!(mails[0].data, "Subject: x\r\n\r\n.dot\r\nend\r\n");
    }

    #[tokio::test]
    async fn a_scripted_failure_is_answered_once_and_nothing_kept() {
        let sink = SmtpSink::start().await;
        sink.fail_next(451);
        assert!(talk(&sink, MAIL).await.contains("\r\n451 4.0.0 "));
        assert_eq!(sink.mails(), []);
        assert!(talk(&sink, MAIL).await.contains("\r\n250 2.0.0 taken"));
        assert_eq!(sink.mails().len(), 1);
    }

    #[tokio::test]
    async fn commands_out_of_order_are_refused() {
        let sink = SmtpSink::start().await;
        let answer =
            talk(&sink, "RCPT TO:<b@example.com>\r\nDATA\r\nMAIL FROM:nobody\r\nHM\r\nQUIT\r\n").await;
        let codes: Vec<&str> = answer.lines().map(|line| &line[..3]).collect();
        assert_eq!(codes, ["220", "503", "503", "501", "502", "221"]);
    }
}
