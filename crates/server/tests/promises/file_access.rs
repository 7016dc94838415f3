//! Who may have which bytes (TRUST A01): twenty files in every state that a file can be in, asked for by
//! everybody in every way. What each gets stands in `golden/files.txt`, which is to be read by people;
//! `BLESS=1` writes it anew.

use super::access::golden;
use super::harness::{Client, TestServer, reply};
use super::samples::{picture, samples};
use super::stage::{Stage, message_canary};
use parlance_server::config::Config;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;
use uuid::Uuid;

/// Who asks, in which part: nobody where nobody is signed in.
const ROLES: [(&str, &str); 15] = [
    ("signed out", ""),
    ("stranger", "noor"),
    ("another client", "dana"),
    ("invited, warning unread", "yuki"),
    ("invited, warning read", "oleg"),
    ("declined", "lena"),
    ("withdrawn", "joao"),
    ("another freelancer of the same job", "amara"),
    ("freelancer", "felix"),
    ("client", "clara"),
    ("freelancer of the closed job", "hannah"),
    ("suspended", "tomas"),
    ("support", "marc"),
    ("moderator", "priya"),
    ("admin", "sam"),
];

/// Ways to ask for bytes: what it is called, the method, what stands behind the id, and a header.
type Way = (&'static str, &'static str, &'static str, Option<(&'static str, &'static str)>);

const WAYS: [Way; 10] = [
    ("original", "GET", "", None),
    ("HEAD", "HEAD", "", None),
    ("first bytes", "GET", "", Some(("range", "bytes=0-3"))),
    ("last bytes", "GET", "", Some(("range", "bytes=-2"))),
    ("beyond the end", "GET", "", Some(("range", "bytes=99999999-"))),
    ("unless it is any", "GET", "", Some(("if-none-match", "*"))),
    ("unless it is old", "GET", "", Some(("if-modified-since", "Wed, 01 Jan 2098 00:00:00 GMT"))),
    ("thumbnail", "GET", "/thumbnail", None),
    ("HEAD of the thumbnail", "HEAD", "/thumbnail", None),
    ("preview", "GET", "/preview", None),
];

/// A file, and what became of it.
struct Case {
    what: &'static str,
    id: String,
    subject: &'static str,
    /// Who may still send it.
    waits_for: Option<&'static str>,
}

fn content(ending: &str) -> Vec<u8> {
    let kinds = samples();
    let mut bytes = kinds.into_iter().find(|kind| kind.0 == ending).expect("a kind").1;
    if ending == "png" {
        bytes = picture(image::ImageFormat::Png);
    }
    bytes
}

async fn upload(stage: &Stage, subject: &str, by: &str, name: &str) -> String {
    let path = format!("/api/v1/conversations/{}/files", stage.subjects[subject].conversation);
    let ending = name.rsplit('.').next().expect("an ending");
    let request = stage.of(by).request("POST", &path).query(&[("name", name)]);
    let request = request.header("idempotency-key", Uuid::new_v4().to_string()).body(content(ending));
    reply(request).await.ok()["id"].as_str().expect("an id").to_owned()
}

fn messages(stage: &Stage, subject: &str) -> String {
    format!("/conversations/{}/messages", stage.subjects[subject].conversation)
}

/// Sends a file with words; its id and the message's number.
async fn send(stage: &Stage, subject: &str, by: &str, name: &str) -> (String, i64) {
    let id = upload(stage, subject, by, name).await;
    let body = json!({"text": message_canary(subject), "files": [id]});
    let sent = stage.of(by).post(&messages(stage, subject), body).await.ok();
    (id, sent["seq"].as_i64().expect("a number"))
}

async fn set(server: &TestServer) -> (Stage, Vec<Case>) {
    let mut stage = Stage::set(server).await;
    let job = stage.subjects["open"].job.clone();
    stage.invite("bystander", "amara", &job).await;
    stage.acknowledge("bystander").await;
    stage.answer("bystander", "accepted").await;
    stage.talk("bystander").await;
    let mut cases = Vec::new();
    let mut add = |what, id, subject| cases.push(Case { what, id, subject, waits_for: None });
    for (what, by, name) in [
        ("a document of the client's", "clara", "brief.pdf"),
        ("a document of the freelancer's", "felix", "offer.doc"),
        ("a picture of the client's", "clara", "bird.png"),
        ("a picture of the freelancer's", "felix", "sketch.jpg"),
        ("a film", "felix", "cut.mp4"),
        ("a sound", "clara", "note.wav"),
        ("an archive", "felix", "all.zip"),
        ("a table", "clara", "list.csv"),
    ] {
        add(what, send(&stage, "open", by, name).await.0, "open");
    }
    for (what, by) in [
        ("of a message of the client's that was taken back", "clara"),
        ("of a message of the freelancer's that was taken back", "felix"),
    ] {
        let (id, seq) = send(&stage, "open", by, "gone.png").await;
        stage.of(by).delete(&format!("{}/{seq}", messages(&stage, "open"))).await.ok();
        add(what, id, "open");
    }
    let (id, seq) = send(&stage, "open", "clara", "edited.png").await;
    stage
        .of("clara")
        .put(&format!("{}/{seq}", messages(&stage, "open")), json!({"text": "Better so"}))
        .await
        .ok();
    add("of a message that was edited", id, "open");
    let (id, seq) = send(&stage, "open", "felix", "final.png").await;
    let mark = format!("{}/{seq}/deliverables/{id}", messages(&stage, "open"));
    stage.of("clara").put(&mark, json!({})).await.ok();
    add("a deliverable", id, "open");
    let (id, seq) = send(&stage, "open", "felix", "nearly.png").await;
    let mark = format!("{}/{seq}/deliverables/{id}", messages(&stage, "open"));
    stage.of("felix").put(&mark, json!({})).await.ok();
    stage.of("felix").delete(&format!("{}/{seq}", messages(&stage, "open"))).await.ok();
    add("a deliverable whose message was taken back", id, "open");
    let (id, seq) = send(&stage, "open", "felix", "quoted.png").await;
    let body = json!({"text": "This one", "quote": seq});
    stage.of("clara").post(&messages(&stage, "open"), body).await.ok();
    add("of a message that is quoted", id, "open");
    add(
        "of another freelancer's, about the same job",
        send(&stage, "bystander", "amara", "mine.png").await.0,
        "bystander",
    );
    add(
        "the client's, to another freelancer of the same job",
        send(&stage, "bystander", "clara", "yours.png").await.0,
        "bystander",
    );
    add("in a conversation whose job is closed", stage.subjects["hidden"].file.clone(), "hidden");
    add("of somebody who is suspended", stage.subjects["suspended"].file.clone(), "suspended");
    let discarded = upload(&stage, "open", "clara", "discarded.png").await;
    assert_eq!(stage.of("clara").delete(&format!("/attachments/{discarded}")).await.status, 204);
    add("that was discarded", discarded, "open");
    for (what, by) in [
        ("of the client's that waits to be sent", "clara"),
        ("of the freelancer's that waits to be sent", "felix"),
    ] {
        let id = upload(&stage, "open", by, "waiting.png").await;
        cases.push(Case { what, id, subject: "open", waits_for: Some(by) });
    }
    (stage, cases)
}

fn asks(stage: &Stage, server: &TestServer, name: &str) -> Client {
    if name.is_empty() { server.stranger() } else { stage.of(name).clone() }
}

/// What somebody gets who asks for a file in one way. Whoever is refused gets none of its bytes.
async fn answer(by: &Client, case: &Case, (_, method, what, header): Way) -> String {
    let mut request = by.request(method, &format!("/api/v1/attachments/{}{what}", case.id));
    if let Some((name, value)) = header {
        request = request.header(name, value);
    }
    let response = request.send().await.expect("an answer");
    let status = response.status().as_u16();
    let told = response.headers().get("content-type").map(|kind| kind.to_str().expect("text").to_owned());
    let bytes = response.bytes().await.expect("a body");
    if status < 400 {
        return status.to_string();
    }
    let problem: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    let problem_or_nothing = bytes.is_empty() || told.as_deref() == Some("application/problem+json");
    assert!(problem_or_nothing, "{}: {told:?}", case.what);
    format!("{status} {}", problem["code"].as_str().unwrap_or_default()).trim().to_owned()
}

/// Whether a file is named where files are listed and found.
async fn listed(stage: &Stage, by: &Client, case: &Case) -> [String; 2] {
    let list = by
        .get(&format!("/conversations/{}/files?limit=100", stage.subjects[case.subject].conversation))
        .await;
    let found = by.get("/search?has_file=true&limit=100").await;
    [list, found].map(|page| {
        let named = page.body.to_string().contains(&case.id);
        match (page.status, named) {
            (200, true) => "named".to_owned(),
            (200, false) => "not named".to_owned(),
            (status, _) => format!("{status} {}", page.code()),
        }
    })
}

/// What becomes of trying to send it with a message of one's own, in its conversation and in another.
async fn attached(stage: &Stage, (name, by): (&str, &Client), case: &Case) -> [String; 2] {
    let mut answers = [const { String::new() }; 2];
    let elsewhere = if case.subject == "bystander" { "open" } else { "bystander" };
    for (answer, subject) in answers.iter_mut().zip([case.subject, elsewhere]) {
        if case.waits_for == Some(name) && subject == case.subject {
            "theirs to send".clone_into(answer);
            continue;
        }
        let body = json!({"text": "Mine now", "files": [case.id]});
        let reply = by.post(&messages(stage, subject), body).await;
        *answer = format!("{} {}", reply.status, reply.code()).trim().to_owned();
    }
    answers
}

/// Under each file: what is answered, to which ways of asking, to whom.
fn written(case: &Case, columns: &[(&str, Vec<(&'static str, String)>)], text: &mut String) {
    let mut alike: BTreeMap<Vec<&str>, Vec<&str>> = BTreeMap::new();
    let mut order = Vec::new();
    for row in 0..columns[0].1.len() {
        let answers: Vec<&str> = columns.iter().map(|(_, cells)| cells[row].1.as_str()).collect();
        if !alike.contains_key(&answers) {
            order.push(answers.clone());
        }
        alike.entry(answers).or_default().push(columns[0].1[row].0);
    }
    writeln!(text, "\nA file: {}", case.what).expect("text");
    for answers in order {
        writeln!(text, "  {}", alike[&answers].join(", ")).expect("text");
        let mut to: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (answer, (role, _)) in answers.iter().zip(columns) {
            to.entry(answer).or_default().push(role);
        }
        let most = to.values().map(Vec::len).max().unwrap_or_default();
        for (answer, roles) in to {
            let all_others = roles.len() == most && most > columns.len() / 2;
            let roles = if all_others { "all others".to_owned() } else { roles.join(" · ") };
            writeln!(text, "    {answer:<24} {roles}").expect("text");
        }
    }
}

fn generous(config: &mut Config) {
    config.sends_per_minute = 1_000_000;
    config.sends_burst = 1_000_000;
    config.searches_per_minute = 1_000_000;
    config.searches_burst = 1_000_000;
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_gets_of_twenty_files_exactly_the_bytes_that_the_reviewed_matrix_says() {
    let server = super::places::open_with(generous).await;
    let (stage, cases) = set(&server).await;
    server.settle().await;
    assert!(cases.len() >= 20, "{}", cases.len());
    let mut text = String::from(
        "Every way to ask for a file, and what it is answered with, to whom. Written by the file access test with BLESS=1; read it.\n",
    );
    for case in &cases {
        let mut columns = Vec::new();
        for (role, name) in ROLES {
            let by = asks(&stage, &server, name);
            let mut cells = Vec::new();
            for way in WAYS {
                cells.push((way.0, answer(&by, case, way).await));
            }
            let [list, found] = listed(&stage, &by, case).await;
            cells.extend([("the list of files", list), ("search", found)]);
            let [here, elsewhere] = attached(&stage, (name, &by), case).await;
            cells.extend([("sent again in its conversation", here), ("sent in another", elsewhere)]);
            columns.push((role, cells));
        }
        written(case, &columns, &mut text);
    }
    golden("files.txt", &text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_right_that_ends_between_two_parts_of_a_download_ends_the_download() {
    let server = super::places::open_with(generous).await;
    let (stage, cases) = set(&server).await;
    let case = cases.iter().find(|case| case.what == "a film").expect("a film");
    let (clara, felix) = (stage.of("clara"), stage.of("felix"));
    let part = async |by: &Client, range: &'static str| {
        answer(by, case, ("", "GET", "", Some(("range", range)))).await
    };
    let closure = format!("/jobs/{}/closure", stage.subjects["open"].job);
    assert_eq!(part(clara, "bytes=0-3").await, "206");
    clara.put(&closure, json!({})).await.ok();
    assert_eq!(part(clara, "bytes=4-7").await, "403 job-closed");
    clara.delete(&closure).await.ok();
    assert_eq!(part(clara, "bytes=4-7").await, "206", "the right comes back with the job");
    let suspension = format!("/staff/accounts/{}/suspension", felix.id);
    assert_eq!(part(felix, "bytes=0-3").await, "206");
    stage.of("sam").put(&suspension, json!({"reason": "Asked to be paid elsewhere."})).await.ok();
    assert_eq!(part(felix, "bytes=4-7").await, "401 not-signed-in");
    stage.of("sam").delete(&suspension).await.ok();
    let felix = server.sign_in("felix").await;
    assert_eq!(part(&felix, "bytes=4-7").await, "206");
    let list = clara
        .get(&format!("/conversations/{}/files?limit=100", stage.subjects["open"].conversation))
        .await
        .ok();
    let items = list["items"].as_array().expect("files");
    let seq = items.iter().find(|file| file["id"] == case.id.as_str()).expect("the film")["seq"].clone();
    felix.delete(&format!("{}/{seq}", messages(&stage, "open"))).await.ok();
    assert_eq!(part(clara, "bytes=8-11").await, "404 not-found");
    assert_eq!(part(&felix, "bytes=8-11").await, "404 not-found");
    let (id, _) = send(&stage, "open", "clara", "last.mp4").await;
    let case = Case { what: "another film", id, subject: "open", waits_for: None };
    let part = async |by: &Client, range: &'static str| {
        answer(by, &case, ("", "GET", "", Some(("range", range)))).await
    };
    let leaving = server.sign_in("clara").await;
    assert_eq!(part(&leaving, "bytes=0-3").await, "206");
    leaving.delete("/session").await.ok();
    assert_eq!(part(&leaving, "bytes=4-7").await, "401 not-signed-in");
}
