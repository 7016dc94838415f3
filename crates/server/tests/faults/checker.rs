//! Reads every log back through the API and holds it against what the writers remember. It shares no
//! code with the server and decides nothing by itself but counts.

use super::load::{Outcome, Sent, Writer};
use super::town::Town;
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::net::SocketAddr;
use std::time::Instant;

/// One entry as read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub seq: i64,
    pub kind: String,
    pub text: String,
    pub at: String,
}

/// What was found wrong. All of it must be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wrong {
    /// I1: acknowledged and not there, or not under its number.
    pub lost: Vec<String>,
    /// I2: there twice.
    pub doubled: Vec<String>,
    /// I3: a number that is missing or out of place, or a time before the one before it.
    pub holes: Vec<String>,
    /// I4: acknowledged before another was sent, and yet numbered after it.
    pub disordered: Vec<String>,
    /// There without having been sent, or after having been refused.
    pub invented: Vec<String>,
    /// Different from what was read earlier.
    pub changed: Vec<String>,
}

/// The logs of a town, read again and again.
pub struct Logs {
    pub lines: Vec<Vec<Line>>,
}

impl Logs {
    pub fn of(town: &Town) -> Logs {
        Logs { lines: vec![Vec::new(); town.talks.len()] }
    }

    /// Reads what is new, beginning one entry before the end to see that nothing was exchanged.
    pub async fn read(&mut self, town: &Town, address: SocketAddr, wrong: &mut Wrong) {
        let readers: Vec<_> = town.clients.iter().map(|client| Writer::new(address, &client.token)).collect();
        for (talk, lines) in town.talks.iter().zip(&mut self.lines) {
            let from = i64::try_from(lines.len().saturating_sub(1)).expect("few");
            let read = entries(&readers[talk.client], &talk.id.to_string(), from).await;
            let known = lines.pop();
            if known.is_some() && known.as_ref() != read.first() {
                wrong.changed.push(format!("{}: {known:?} became {:?}", talk.id, read.first()));
            }
            lines.extend(read);
        }
    }

    /// Reads everything anew and says where it differs from what was read piece by piece.
    pub async fn read_all_again(&mut self, town: &Town, address: SocketAddr, wrong: &mut Wrong) {
        let before = std::mem::replace(&mut self.lines, vec![Vec::new(); town.talks.len()]);
        self.read(town, address, wrong).await;
        for (talk, (before, after)) in town.talks.iter().zip(before.iter().zip(&self.lines)) {
            if before.as_slice() != &after[..before.len().min(after.len())] {
                wrong.changed.push(format!("{}: what was read earlier reads differently now", talk.id));
            }
        }
    }

    /// Whether a text stands in a log.
    pub fn find(&self, talk: usize, text: &str) -> Option<i64> {
        self.lines[talk].iter().find(|line| line.text == text).map(|line| line.seq)
    }

    /// Holds the logs against everything that was sent.
    pub fn judge(&self, town: &Town, sent: &[Sent], wrong: &mut Wrong) {
        let mut by_talk: HashMap<usize, Vec<&Sent>> = HashMap::new();
        for one in sent {
            by_talk.entry(one.talk).or_default().push(one);
        }
        for (at, lines) in self.lines.iter().enumerate() {
            let name = town.talks[at].id.to_string();
            dense(&name, lines, wrong);
            let sent = by_talk.remove(&at).unwrap_or_default();
            present(&name, lines, &sent, wrong);
            ordered(&name, &sent, wrong);
        }
    }
}

/// Every entry after a number.
async fn entries(reader: &Writer, id: &str, mut after: i64) -> Vec<Line> {
    let mut lines = Vec::new();
    loop {
        let (status, page) = reader
            .ask("GET", &format!("/conversations/{id}/entries?after={after}&limit=100"))
            .await
            .expect("the server answers");
        assert_eq!(status, 200, "{page}");
        for entry in page["entries"].as_array().expect("entries") {
            lines.push(line(entry));
        }
        after = page["last"].as_i64().expect("a number");
        if page["more"] != true {
            return lines;
        }
    }
}

fn line(entry: &Value) -> Line {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    Line {
        seq: entry["seq"].as_i64().expect("a number"),
        kind: text(&entry["body"]["kind"]),
        text: text(&entry["body"]["text"]),
        at: text(&entry["at"]),
    }
}

fn dense(name: &str, lines: &[Line], wrong: &mut Wrong) {
    for (line, expected) in lines.iter().zip(1..) {
        if line.seq != expected {
            wrong.holes.push(format!("{name}: {} stands where {expected} should", line.seq));
            return;
        }
    }
    if lines.windows(2).any(|pair| moment(&pair[1].at) < moment(&pair[0].at)) {
        wrong.holes.push(format!("{name}: a time goes back"));
    }
}

/// RFC 3339 in UTC with up to six digits of a fraction, made comparable as text.
fn moment(at: &str) -> String {
    let (whole, fraction) =
        at.trim_end_matches('Z').split_once('.').unwrap_or((at.trim_end_matches('Z'), ""));
    format!("{whole}.{fraction:0<6}")
}

fn present(name: &str, lines: &[Line], sent: &[&Sent], wrong: &mut Wrong) {
    let mut seen = HashSet::new();
    for line in lines.iter().filter(|line| line.kind == "message") {
        if !seen.insert(&line.text) {
            wrong.doubled.push(format!("{name}: {} again as {}", line.text, line.seq));
        }
    }
    let mut may_stand = HashSet::new();
    for one in sent {
        match one.outcome {
            Outcome::Refused { .. } => {}
            Outcome::Unknown => {
                may_stand.insert(&one.text);
            }
            Outcome::Acknowledged { seq, .. } => {
                may_stand.insert(&one.text);
                let found = usize::try_from(seq - 1).ok().and_then(|at| lines.get(at));
                if found.is_none_or(|line| line.text != one.text) {
                    wrong.lost.push(format!(
                        "{name}: {seq} {} ({:?})",
                        one.key,
                        found.map(|line| &line.text)
                    ));
                }
            }
        }
    }
    for text in seen.difference(&may_stand) {
        wrong.invented.push(format!("{name}: {text}"));
    }
}

/// Whoever was acknowledged before another was sent has the smaller number.
fn ordered(name: &str, sent: &[&Sent], wrong: &mut Wrong) {
    let mut acknowledged: Vec<(Instant, i64)> = Vec::new();
    let mut invoked: Vec<(Instant, i64)> = Vec::new();
    for one in sent {
        if let Outcome::Acknowledged { seq, at } = one.outcome {
            acknowledged.push((at, seq));
            invoked.push((one.invoked, seq));
        }
    }
    acknowledged.sort_unstable();
    invoked.sort_unstable();
    let (mut next, mut highest) = (0, 0);
    for (at, seq) in invoked {
        while next < acknowledged.len() && acknowledged[next].0 < at {
            highest = highest.max(acknowledged[next].1);
            next += 1;
        }
        if seq <= highest {
            wrong.disordered.push(format!("{name}: {seq} was sent after {highest} was acknowledged"));
        }
    }
}
