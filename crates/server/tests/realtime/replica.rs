//! A copy of what the server shows one person, kept true by frames and repaired by fetching. Pure: frames
//! and fetched pages go in, what must be fetched comes out. It panics at a frame it has no case for, so
//! that a new kind of frame fails the tests until it is thought about here.

use serde_json::Value;
use std::collections::BTreeMap;

/// The loaded part of one log: everything in (`after`, `last`].
#[derive(Clone, Debug, Default)]
pub struct Thread {
    pub current: bool,
    pub view: i64,
    pub last: i64,
    pub entries: Vec<Value>,
    /// Entries before the loaded ones that were told of beside them.
    aside: BTreeMap<i64, Value>,
    /// The newest place and view that frames spoke of; a page short of them is old.
    heard_last: i64,
    heard_view: i64,
}

/// The list behind the bell.
#[derive(Clone, Debug, Default)]
pub struct Bell {
    pub unread: i64,
    pub items: BTreeMap<i64, Value>,
}

#[derive(Clone, Debug, Default)]
pub struct Replica {
    pub epoch: Option<String>,
    pub rows: BTreeMap<String, Value>,
    pub threads: BTreeMap<String, Thread>,
    pub unread: i64,
    pub bell: Bell,
}

/// What must be fetched for the copy to be whole again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Want {
    Inbox,
    Row(String),
    Job(String),
    Newest(String),
    Newer(String, i64),
    Unread,
    Bell,
}

/// What a fetch gave.
#[derive(Clone, Debug)]
pub enum Fetched {
    Rows(Vec<Value>),
    Newest(Value),
    Newer(Value),
    /// The job is closed, so nothing of the log is shown.
    Hidden(String),
    Unread(i64),
    Bell(Value),
}

impl Replica {
    /// Takes in one frame.
    pub fn hear(&mut self, frame: &Value) -> Vec<Want> {
        match text(frame, "type").as_str() {
            "hello" => self.greeted(text(frame, "epoch")),
            "inbox" => self.take_rows(array(frame, "rows")),
            "entries" => self.take_entries(frame),
            "reset" => self.discard(&text(frame, "conversation")),
            "job" => self.job_changed(&text(frame, "job")),
            "notification" => self.rung(frame),
            "notifications" => vec![Want::Bell],
            // True for a moment, and no part of what is kept.
            "presence" | "typing" => Vec::new(),
            "problem" => panic!("the server complains: {frame}"),
            other => panic!("a kind of frame without a case here: {other}"),
        }
    }

    /// Takes in what was fetched.
    pub fn take(&mut self, fetched: Fetched) -> Vec<Want> {
        match fetched {
            Fetched::Rows(rows) => self.take_rows(rows),
            Fetched::Newest(page) => self.take_newest(&page),
            Fetched::Newer(page) => self.take_newer(&page),
            Fetched::Hidden(id) => {
                self.threads.remove(&id);
                Vec::new()
            }
            Fetched::Unread(count) => {
                self.unread = count;
                Vec::new()
            }
            Fetched::Bell(list) => {
                let items = array(&list, "items").into_iter().map(|item| (number(&item, "seq"), item));
                self.bell = Bell { unread: number(&list, "unread"), items: items.collect() };
                Vec::new()
            }
        }
    }

    /// Begins to follow a conversation's thread.
    pub fn open(&mut self, id: &str) -> Vec<Want> {
        if self.threads.contains_key(id) {
            return Vec::new();
        }
        self.threads.insert(id.to_owned(), Thread::default());
        vec![Want::Newest(id.to_owned())]
    }

    /// What the tab says it has when it (re)connects: (conversation, seq, view).
    pub fn loaded(&self) -> Vec<(&str, i64, i64)> {
        let current = self.threads.iter().filter(|(_, thread)| thread.current);
        current.map(|(id, thread)| (id.as_str(), thread.last, thread.view)).collect()
    }

    fn greeted(&mut self, epoch: String) -> Vec<Want> {
        let same_life = self.epoch.as_ref().is_none_or(|known| *known == epoch);
        self.epoch = Some(epoch);
        let mut wants = vec![Want::Unread, Want::Bell];
        if !same_life {
            self.rows.clear();
            wants.push(Want::Inbox);
            for (id, thread) in &mut self.threads {
                *thread = Thread::default();
                wants.push(Want::Newest(id.clone()));
            }
        }
        wants
    }

    /// The parts of a row that have versions of their own replace older ones.
    fn take_rows(&mut self, rows: Vec<Value>) -> Vec<Want> {
        let mut count_moved = false;
        for row in rows {
            let id = text(&row, "id");
            let before = self.rows.get(&id).is_some_and(counts);
            let merged = match self.rows.get(&id) {
                None => row,
                Some(known) => merge(known, row),
            };
            count_moved |= before != counts(&merged);
            self.rows.insert(id, merged);
        }
        if count_moved { vec![Want::Unread] } else { Vec::new() }
    }

    fn take_entries(&mut self, frame: &Value) -> Vec<Want> {
        let id = text(frame, "conversation");
        let mut wants = match self.rows.get(&id) {
            None => vec![Want::Row(id.clone())],
            Some(row) => {
                // Another view may come from the job, of which a head says nothing.
                let turned = number(&frame["head"], "view") > number(&row["head"], "view");
                let mut row = row.clone();
                row["head"] = frame["head"].clone();
                let mut wants = self.take_rows(vec![row]);
                wants.extend(turned.then(|| Want::Row(id.clone())));
                wants
            }
        };
        if let Some(thread) = self.threads.get_mut(&id) {
            wants.extend(thread.extend(&id, frame));
        }
        wants
    }

    fn discard(&mut self, id: &str) -> Vec<Want> {
        match self.threads.get_mut(id) {
            None => Vec::new(),
            Some(thread) => {
                thread.current = false;
                vec![Want::Newest(id.to_owned())]
            }
        }
    }

    fn job_changed(&mut self, job: &str) -> Vec<Want> {
        let about = self.rows.values().filter(|row| row["job"]["id"] == job).map(|row| text(row, "id"));
        let about: Vec<_> = about.collect();
        for id in &about {
            self.discard(id);
        }
        if about.is_empty() { Vec::new() } else { vec![Want::Job(job.to_owned())] }
    }

    fn rung(&mut self, frame: &Value) -> Vec<Want> {
        let (seq, unread) = (number(&frame["notification"], "seq"), number(frame, "unread"));
        let newest = self.bell.items.keys().next_back().copied().unwrap_or(0);
        if seq != newest + 1 || unread != self.bell.unread + 1 {
            return vec![Want::Bell];
        }
        self.bell.items.insert(seq, frame["notification"].clone());
        self.bell.unread = unread;
        Vec::new()
    }

    fn take_newest(&mut self, page: &Value) -> Vec<Want> {
        let id = text(page, "conversation");
        let Some(before) = self.threads.get(&id) else { return Vec::new() };
        let (view, last) = (number(page, "view"), number(page, "last"));
        let outdated = view < before.heard_view;
        let lacks = before.heard_last > last;
        let thread = Thread {
            current: !outdated,
            view,
            last,
            entries: array(page, "entries"),
            aside: by_number(array(page, "beside")),
            heard_last: last,
            heard_view: view,
        };
        self.threads.insert(id.clone(), thread);
        match (outdated, lacks) {
            (true, _) => vec![Want::Newest(id)],
            (false, true) => vec![Want::Newer(id, last)],
            (false, false) => Vec::new(),
        }
    }

    fn take_newer(&mut self, page: &Value) -> Vec<Want> {
        let id = text(page, "conversation");
        let Some(thread) = self.threads.get_mut(&id).filter(|thread| thread.current) else {
            return Vec::new();
        };
        if number(page, "view") != thread.view {
            return self.discard(&id);
        }
        let wants = thread.extend(&id, page);
        if wants.is_empty() && page["more"] == true {
            vec![Want::Newer(id, number(page, "last"))]
        } else {
            wants
        }
    }
}

impl Thread {
    /// Adds entries at the end, or says what is missing before they fit.
    fn extend(&mut self, id: &str, span: &Value) -> Vec<Want> {
        let (view, after, last) = (number(span, "view"), number(span, "after"), number(span, "last"));
        self.heard_last = self.heard_last.max(last);
        self.heard_view = self.heard_view.max(view);
        if !self.current {
            // The page under way will be held against what was heard.
            return Vec::new();
        }
        if view > self.view {
            self.current = false;
            return vec![Want::Newest(id.to_owned())];
        }
        if last <= self.last {
            return Vec::new();
        }
        if view < self.view || after > self.last {
            return vec![Want::Newer(id.to_owned(), self.last)];
        }
        // What is known already may have changed since, and then stands in the span as it now reads.
        let (fresh, known): (Vec<_>, Vec<_>) =
            array(span, "entries").into_iter().partition(|entry| number(entry, "seq") > self.last);
        self.entries.extend(fresh);
        self.last = last;
        for entry in known.into_iter().chain(array(span, "beside")) {
            self.replace(entry);
        }
        Vec::new()
    }

    /// Takes in an entry as it now reads; of two copies, the one with the higher version.
    fn replace(&mut self, entry: Value) {
        let seq = number(&entry, "seq");
        let known = self.entries.iter_mut().find(|known| number(known, "seq") == seq);
        let known = known.or_else(|| self.aside.get_mut(&seq));
        match known {
            Some(known) if number(known, "version") <= number(&entry, "version") => *known = entry,
            Some(_) => {}
            None => {
                self.aside.insert(seq, entry);
            }
        }
    }
}

fn by_number(entries: Vec<Value>) -> BTreeMap<i64, Value> {
    entries.into_iter().map(|entry| (number(&entry, "seq"), entry)).collect()
}

/// The head and the other person have a version each, and what the other side has read only goes forward.
/// A row that is as new as the known one is as good or better: the known one may have got its head from a
/// frame that says nothing of the job.
fn merge(known: &Value, row: Value) -> Value {
    let version = |row: &Value| row["head"]["version"].as_i64().unwrap_or(0);
    let mut merged = if version(&row) >= version(known) { row.clone() } else { known.clone() };
    let other = if number(&row, "other_version") > number(known, "other_version") { &row } else { known };
    merged["other"] = other["other"].clone();
    merged["other_version"] = other["other_version"].clone();
    merged["other_time_zone"] = other["other_time_zone"].clone();
    for place in ["delivered_seq", "read_seq"] {
        let furthest = number(&row["receipt"], place).max(number(&known["receipt"], place));
        merged["receipt"][place] = furthest.into();
    }
    merged
}

/// Whether a row counts among the unread ones.
fn counts(row: &Value) -> bool {
    let head = &row["head"];
    let asked = row["side"] == "freelancer" && head["standing"]["state"] == "invited";
    number(head, "unread") > 0 && head["archived"] == false && (head["muted"] == false || asked)
}

pub fn text(of: &Value, name: &str) -> String {
    of[name].as_str().unwrap_or_else(|| panic!("{name} is no text in {of}")).to_owned()
}

pub fn number(of: &Value, name: &str) -> i64 {
    of[name].as_i64().unwrap_or_else(|| panic!("{name} is no number in {of}"))
}

pub fn array(of: &Value, name: &str) -> Vec<Value> {
    of[name].as_array().unwrap_or_else(|| panic!("{name} is no list in {of}")).clone()
}
