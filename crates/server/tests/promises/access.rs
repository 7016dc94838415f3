//! Who gets what: every route, asked by everybody that there is. The routes come from the router itself;
//! one that is not asked here fails the test. What each gets stands in `golden/access.txt`, which is to be
//! read by people; `BLESS=1` writes it anew.

use super::harness::{Client, Engine, TestServer, reply};
use super::schema;
use super::stage::{ROLES, Role, Stage, Subject};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use tempfile::TempDir;
use uuid::Uuid;

/// A request of a kind, as it is sent.
pub struct Sample {
    pub label: String,
    pub method: String,
    pub path: String,
    body: Option<Value>,
    keyed: bool,
}

/// Routes that the API's description does not list.
const BESIDE_THE_API: [&str; 9] = [
    "/healthz",
    "/readyz",
    "/metrics",
    "/api/v1/openapi.json",
    "/demo/mail",
    "/demo/mail.json",
    "/demo/mail.css",
    "/api/v1/nothing",
    "/nothing.txt",
];

const ABSENT: &str = "00000000-0000-4000-8000-000000000000";
/// An emoji as it stands in a path.
const THUMB: &str = "%F0%9F%91%8D";
/// Whose message a request is about.
const CLIENTS: &str = "the client's message";
const FREELANCERS: &str = "the freelancer's message";

/// Every request of the matrix, about one conversation. An operation of the description that is not here
/// fails the test.
pub fn samples(subject: &Subject, bystander: &str) -> Vec<Sample> {
    let mut all: Vec<Sample> =
        BESIDE_THE_API.iter().map(|path| plain("GET", path, (*path).to_owned())).collect();
    for (method, template) in schema::operations() {
        let id = match template.split('/').nth(3).unwrap_or_default() {
            "jobs" | "postings" => &subject.job,
            "staff" if template.contains("/staff/jobs/") => &subject.job,
            "invitations" => &subject.invitation,
            "conversations" | "support" => &subject.conversation,
            "freelancers" => &subject.freelancer,
            "attachments" => &subject.file,
            "proposals" => &subject.proposal,
            "contracts" => &subject.contract,
            _ => bystander,
        };
        let path = template.replace("{id}", id).replace("{account}", id);
        let path = path.replace("{emoji}", THUMB).replace("{file}", &subject.file);
        let path = path.replace("{slug}", "invitations");
        let label = format!("{method} {template}");
        let asked = asked(&label, subject, bystander);
        assert!(!asked.is_empty(), "{label} is not in the access matrix: say in samples() what to ask");
        for (note, query, body) in asked {
            let (note, path) = match note {
                CLIENTS => (note, path.replace("{seq}", &subject.said.0.to_string())),
                FREELANCERS => (note, path.replace("{seq}", &subject.said.1.to_string())),
                note => (note, path.replace("{seq}", &subject.point.to_string())),
            };
            assert!(!path.contains('{'), "{label}: say in samples() what stands for each part of the path");
            let label = if note.is_empty() { label.clone() } else { format!("{label} ({note})") };
            let keyed = schema::document()["paths"][&template][&method.to_lowercase()]["parameters"]
                .to_string()
                .contains("Idempotency-Key");
            all.push(Sample { label, method: method.clone(), path: format!("{path}{query}"), body, keyed });
        }
        if template.contains('{') {
            let (_, query, body) = asked_first(&label, subject, bystander);
            let path = absent(&template);
            let keyed = all.last().is_some_and(|sample| sample.keyed);
            all.push(Sample {
                label: format!("{label} (no such id)"),
                method,
                path: format!("{path}{query}"),
                body,
                keyed,
            });
        }
    }
    all
}

/// The path with ids that name nothing.
fn absent(template: &str) -> String {
    let path = template.replace("{id}", ABSENT).replace("{account}", ABSENT);
    path.replace("{seq}", "1")
        .replace("{emoji}", THUMB)
        .replace("{file}", ABSENT)
        .replace("{slug}", "no-such-article")
}

fn plain(method: &str, label: &str, path: String) -> Sample {
    Sample { label: format!("{method} {label}"), method: method.to_owned(), path, body: None, keyed: false }
}

type Asked = (&'static str, &'static str, Option<Value>);

fn asked_first(label: &str, subject: &Subject, bystander: &str) -> Asked {
    asked(label, subject, bystander).swap_remove(0)
}

/// The contact policy that a marketplace begins with, as it is written.
pub fn preset() -> Value {
    let document = parlance_core::policy::contact::Preset::ClientInvites.document();
    json!(parlance_server::wire::PolicyDocument::from(&document))
}

fn asked(label: &str, subject: &Subject, bystander: &str) -> Vec<Asked> {
    let invite = |freelancer: &str| {
        Some(json!({"job": subject.job, "freelancer": freelancer, "text": "About the drawings"}))
    };
    let (_, path) = label.split_once(' ').expect("a method and a path");
    match label.replace("/api/v1", "").as_str() {
        "GET /conversations" => {
            vec![("", "", None), ("archived", "?filter=archived", None), ("unread", "?filter=unread", None)]
        }
        "GET /proposals" | "GET /contracts" => {
            vec![("as client", "?side=client", None), ("as freelancer", "?side=freelancer", None)]
        }
        "POST /postings/{id}/proposals" => vec![("", "", Some(json!({"text": "Gladly."})))],
        "PUT /proposals/{id}/answer" => vec![
            ("decline", "", Some(json!({"answer": "declined"}))),
            ("withdraw", "", Some(json!({"answer": "withdrawn"}))),
        ],
        "POST /contracts" => vec![
            (
                "the same freelancer again",
                "",
                Some(json!({"job": subject.job, "freelancer": subject.freelancer})),
            ),
            ("a bystander", "", Some(json!({"job": subject.job, "freelancer": bystander}))),
        ],
        "POST /contracts/{id}/messages" => vec![("", "", Some(json!({"text": "Shall we begin?"})))],
        "GET /invitations" => vec![("sent", "?side=client", None), ("received", "?side=freelancer", None)],
        "GET /help/answers" => vec![("", "?q=How+do+I+invite+somebody", None)],
        "PUT /help/articles/{slug}/vote" => vec![("", "", Some(json!({"helpful": true})))],
        "POST /help/articles/{slug}/comments" => vec![("", "", Some(json!({"text": "Clear, thank you."})))],
        "POST /help/requests" => {
            let request =
                |job: Option<&str>| Some(json!({"subject": "Help", "text": "All of it.", "job": job}));
            vec![("", "", request(None)), ("about the job", "", request(Some(&subject.job)))]
        }
        "POST /support/cases" => {
            let opened = |job: Option<&str>| Some(json!({"text": "How do I invite somebody?", "job": job}));
            vec![("", "", opened(None)), ("about the job", "", opened(Some(&subject.job)))]
        }
        "GET /support/cases" => vec![("", "?queue=open", None)],
        "PUT /support/cases/{id}/assignee" => vec![("", "", Some(json!({"account": null})))],
        "PUT /staff/help/articles/{slug}" => vec![(
            "",
            "",
            Some(json!({"language": "en", "title": "T", "text": "X", "published": true, "version": 0})),
        )],
        "GET /search" | "GET /support/search" => vec![
            ("a secret word", "?q=wren&limit=100", None),
            ("whatever has a file", "?has_file=true&limit=100", None),
        ],
        "GET /conversations/{id}/entries" => {
            vec![("", "", None), ("after", "?after=0", None), ("before", "?before=99", None)]
        }
        "POST /session" => {
            vec![("", "", Some(json!({"email": "clara@example.com", "password": "not this one"})))]
        }
        "POST /accounts" => vec![(
            "",
            "",
            Some(json!({"email": "new@example.com", "password": "seven blue herons", "name": "New"})),
        )],
        "POST /verifications" => {
            vec![("", "", Some(json!({"token": "0".repeat(64), "password": "not this one"})))]
        }
        "POST /verification-mails" => vec![("", "", Some(json!({"email": "clara@example.com"})))],
        "PUT /me/password" => {
            vec![("", "", Some(json!({"current": "not this one", "password": "seven blue herons"})))]
        }
        "PATCH /me" => vec![("", "", Some(json!({"headline": "Changed"})))],
        "POST /jobs" => vec![("", "", Some(json!({"title": "Another job", "description": "Said in full."})))],
        "POST /invitations" => vec![
            ("a bystander", "", invite(bystander)),
            ("the same freelancer again", "", invite(&subject.freelancer)),
        ],
        "PUT /invitations/{id}/answer" => vec![
            ("accept", "", Some(json!({"answer": "accepted"}))),
            ("decline", "", Some(json!({"answer": "declined"}))),
            ("withdraw", "", Some(json!({"answer": "withdrawn"}))),
        ],
        "PUT /conversations/{id}/read" | "PUT /conversations/{id}/unread" | "PUT /notifications/read" => {
            vec![("", "", Some(json!({"seq": 1})))]
        }
        "POST /saved-replies" | "PUT /saved-replies/{id}" => {
            vec![("", "", Some(json!({"title": "Thanks", "text": "Thank you for asking."})))]
        }
        "PUT /conversations/{id}/acknowledgement" => vec![("", "", Some(json!({"version": 1})))],
        "PUT /deliveries" => {
            vec![("", "", Some(json!({"conversations": [{"id": subject.conversation, "seq": 1}]})))]
        }
        "PATCH /preferences" => vec![("", "", Some(json!({"read_receipts": false})))],
        "POST /conversations/{id}/messages" => vec![
            ("", "", Some(json!({"text": "May I?"}))),
            ("quoting the invitation", "", Some(json!({"text": "May I?", "quote": 1}))),
        ],
        "POST /conversations/{id}/points" => vec![
            ("a short text", "", Some(json!({"text": "By Friday"}))),
            ("the newest message of the client", "", Some(json!({"message": subject.said.0}))),
        ],
        "PUT /conversations/{id}/points/{seq}/answer" => vec![
            ("confirm the client's", "", Some(json!({"answer": "confirmed"}))),
            ("take the client's back", "", Some(json!({"answer": "taken_back"}))),
        ],
        "PUT /conversations/{id}/messages/{seq}" => {
            let body = Some(json!({"text": "Put differently"}));
            vec![(CLIENTS, "", body.clone()), (FREELANCERS, "", body)]
        }
        "DELETE /conversations/{id}/messages/{seq}"
        | "PUT /conversations/{id}/messages/{seq}/reactions/{emoji}"
        | "DELETE /conversations/{id}/messages/{seq}/reactions/{emoji}"
        | "PUT /conversations/{id}/messages/{seq}/deliverables/{file}"
        | "DELETE /conversations/{id}/messages/{seq}/deliverables/{file}" => {
            vec![(CLIENTS, "", None), (FREELANCERS, "", None)]
        }
        "POST /conversations/{id}/files" => vec![("", "?name=list.csv", Some(json!("a,b")))],
        "PUT /jobs/{id}/conversation-requirement" => {
            vec![("", "", Some(json!({"conversation_required": "client_replied"})))]
        }
        "PUT /jobs/{id}/answered-questions" => {
            vec![("", "", Some(json!({"questions": ["Who is it for?"]})))]
        }
        "POST /postings/{id}/questions" => vec![("", "", Some(json!({"text": "May I ask?"})))],
        "PUT /staff/questions" => {
            let group = json!({"title": "T", "kinds": ["contract"], "questions": ["Q?"]});
            vec![("", "", Some(json!({"expected_version": 0, "groups": [group]})))]
        }
        "PUT /staff/wording" => {
            let languages = json!({"en": super::wording::words("T")});
            vec![("", "", Some(json!({"expected_version": 0, "languages": languages, "note": "N"})))]
        }
        "PUT /jobs/{id}/phase" => vec![("", "", Some(json!({"phase": "final_review"})))],
        "PUT /staff/contact-policy" => {
            let note = "As it was.";
            vec![("", "", Some(json!({"expected_version": 1, "document": preset(), "note": note})))]
        }
        "PUT /staff/contact-policy/rollback" => {
            vec![("", "", Some(json!({"expected_version": 1, "version": 1, "note": "As it was."})))]
        }
        "POST /staff/contact-policy/outlook" => {
            vec![("", "", Some(json!({"document": preset(), "messaging": true})))]
        }
        "POST /staff/contact-policy/rehearsals" => {
            vec![("", "", Some(json!({"document": preset(), "days": 1})))]
        }
        "PUT /staff/jobs/{id}/contact-rules" => {
            vec![("", "", Some(json!({"changes": {"closed_shows": "everything"}})))]
        }
        "PUT /staff/accounts/{id}/role" => vec![("", "", Some(json!({"role": "support"})))],
        "PUT /staff/accounts/{id}/suspension" => {
            vec![("", "", Some(json!({"reason": "Asked to be paid elsewhere."})))]
        }
        "GET /session"
        | "GET /socket"
        | "GET /marketplace"
        | "GET /me"
        | "GET /sessions"
        | "DELETE /sessions/{id}"
        | "GET /jobs"
        | "GET /jobs/{id}"
        | "GET /jobs/{id}/history"
        | "PUT /jobs/{id}/silence"
        | "DELETE /jobs/{id}/silence"
        | "GET /job-classes"
        | "GET /postings"
        | "GET /postings/{id}"
        | "GET /staff/questions"
        | "GET /staff/wording"
        | "GET /staff/wording/history"
        | "GET /staff/wording/presets"
        | "GET /proposals/{id}"
        | "GET /proposals/{id}/history"
        | "GET /contracts/{id}"
        | "GET /contracts/{id}/history"
        | "PUT /contracts/{id}/start"
        | "PUT /contracts/{id}/end"
        | "GET /staff/contact-policy"
        | "GET /staff/contact-policy/history"
        | "GET /staff/contact-policy/presets"
        | "DELETE /staff/jobs/{id}/contact-rules"
        | "GET /freelancers"
        | "GET /freelancers/{account}"
        | "GET /invitations/{id}"
        | "GET /conversations/unread"
        | "GET /conversations/jobs"
        | "PUT /conversations/{id}/star"
        | "DELETE /conversations/{id}/star"
        | "PUT /conversations/{id}/mute"
        | "DELETE /conversations/{id}/mute"
        | "PUT /conversations/{id}/archive"
        | "DELETE /conversations/{id}/archive"
        | "GET /saved-replies"
        | "DELETE /saved-replies/{id}"
        | "GET /conversations/{id}"
        | "GET /conversations/{id}/files"
        | "GET /conversations/{id}/points"
        | "GET /attachments/{id}"
        | "GET /attachments/{id}/thumbnail"
        | "GET /attachments/{id}/preview"
        | "GET /notifications"
        | "GET /preferences"
        | "GET /help/articles"
        | "GET /support/counts"
        | "GET /support/people"
        | "GET /support/cases/{id}"
        | "PUT /support/cases/{id}/handover"
        | "PUT /support/cases/{id}/closure"
        | "DELETE /support/cases/{id}/closure"
        | "GET /help/articles/{slug}"
        | "GET /help/articles/{slug}/comments"
        | "DELETE /help/comments/{id}"
        | "GET /staff/help/articles"
        | "GET /staff/help/articles/{slug}/versions"
        | "GET /staff/help/requests"
        | "GET /staff/accounts"
        | "GET /staff/refusals"
        | "GET /staff/tasks"
        | "PUT /staff/tasks/{id}/attempt"
        | "DELETE /session"
        | "DELETE /attachments/{id}"
        | "PUT /jobs/{id}/closure"
        | "DELETE /jobs/{id}/closure"
        | "DELETE /staff/accounts/{id}/suspension" => vec![("", "", None)],
        _ => {
            assert!(!path.is_empty());
            Vec::new()
        }
    }
}

/// The stage as a folder on disk, from which a server can be started any number of times.
struct Set {
    stage: Stage,
    folder: TempDir,
}

impl Set {
    async fn build() -> Set {
        let folder = TempDir::new().expect("a folder");
        let mut server = start(folder.path()).await;
        let stage = Stage::set(&server).await;
        server.settle().await;
        server.may_leave_tasks = true;
        drop(server);
        Set { stage, folder }
    }

    /// A server on a copy of the stage: whatever is done there is done for this one answer.
    async fn server(&self) -> (TestServer, TempDir) {
        let copy = TempDir::new().expect("a folder");
        copy_folder(self.folder.path(), copy.path());
        (start(copy.path()).await, copy)
    }
}

fn copy_folder(from: &Path, to: &Path) {
    for file in std::fs::read_dir(from).expect("a folder") {
        let file = file.expect("a file");
        let copy = to.join(file.file_name());
        if file.file_type().expect("a kind").is_dir() {
            std::fs::create_dir(&copy).expect("a folder");
            copy_folder(&file.path(), &copy);
        } else {
            std::fs::copy(file.path(), copy).expect("a copy");
        }
    }
}

async fn start(folder: &Path) -> TestServer {
    super::harness::WITNESS.get_or_init(|| schema::witness);
    let mut server = TestServer::start_with(Engine::Sqlite, |config| {
        config.data = folder.to_owned();
        config.sends_per_minute = 1_000_000;
        config.sends_burst = 1_000_000;
    })
    .await;
    server.may_leave_tasks = true;
    server
}

/// What one role gets for every sample, and every text that reached it.
async fn column(set: &Set, role: &Role) -> (Vec<(String, String)>, String) {
    let subject = &set.stage.subjects[role.subject];
    let (mut server, mut folder) = set.server().await;
    let (mut cells, mut texts) = (Vec::new(), String::new());
    for sample in samples(subject, &set.stage.bystander) {
        let mut client = server.stranger();
        client.cookie = role.person.and_then(|name| set.stage.of(name).cookie.clone());
        let (cell, text) = ask(&client, &sample).await;
        let confirmed = role.name == "invited, warning unread" && sample.label.ends_with("/acknowledgement");
        let leaks = set.stage.leaks(role, &text);
        assert!(leaks.is_empty() || confirmed, "{} -> {cell}: {} reads {leaks:?}", sample.label, role.name);
        texts.push_str(&text);
        let changed = sample.method != "GET" && cell.starts_with('2');
        cells.push((sample.label, cell));
        if changed {
            (server, folder) = set.server().await;
        }
    }
    drop(server);
    drop(folder);
    (cells, texts)
}

/// The status and code that came, and every word of it.
pub async fn ask(client: &Client, sample: &Sample) -> (String, String) {
    if sample.path == "/api/v1/socket" {
        return match client.bare_socket().await {
            Ok(_) => ("101".to_owned(), String::new()),
            Err(tokio_tungstenite::tungstenite::Error::Http(refused)) => {
                let body = refused.body().as_deref().unwrap_or_default();
                let problem: Value = serde_json::from_slice(body).unwrap_or_default();
                (
                    format!("{} {}", refused.status().as_u16(), problem["code"].as_str().unwrap_or_default()),
                    problem.to_string(),
                )
            }
            Err(error) => panic!("the socket route answers: {error}"),
        };
    }
    let answer = match sample.path.strip_prefix("/api/v1") {
        Some(path) if path != "/openapi.json" => {
            client.send(&sample.method, path, sample.body.clone(), sample.keyed.then(Uuid::new_v4)).await
        }
        _ => {
            let answer = reply(client.request(&sample.method, &sample.path)).await;
            schema::browsers_are_told(&sample.label, &answer);
            answer
        }
    };
    let text = format!("{:?} {}", answer.headers, answer.body);
    (format!("{} {}", answer.status, answer.code()).trim().to_owned(), text)
}

/// The matrix as people read it: under each request, what is answered and to whom.
fn written(columns: &[(&str, Vec<(String, String)>)]) -> String {
    let mut text = String::from(
        "Every request, and what it is answered with, to whom. Written by the access test with BLESS=1; read it.\n",
    );
    for (row, (label, _)) in columns[0].1.iter().enumerate() {
        let mut by_answer: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (role, cells) in columns {
            assert_eq!(cells[row].0, *label);
            by_answer.entry(&cells[row].1).or_default().push(role);
        }
        writeln!(text, "\n{label}").expect("text");
        let most = by_answer.values().map(Vec::len).max().unwrap_or_default();
        for (answer, roles) in by_answer {
            let roles = match roles.len() {
                all if all == columns.len() => "everybody".to_owned(),
                many if many == most && many > columns.len() / 2 => "all others".to_owned(),
                _ => roles.join(" · "),
            };
            writeln!(text, "    {answer:<36} {roles}").expect("text");
        }
    }
    text
}

/// Compares with a golden file, or writes it.
#[track_caller]
pub fn golden(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden").join(name);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, text).expect("the golden file can be written");
        return;
    }
    let golden = std::fs::read_to_string(&path).expect("the golden file stands in the repository");
    for (n, (is, was)) in text.lines().zip(golden.lines()).enumerate() {
        assert_eq!(
            is,
            was,
            "{name}, line {}: if this is meant, run with BLESS=1 and read the difference",
            n + 1
        );
    }
    assert_eq!(text.lines().count(), golden.lines().count(), "{name} has another length");
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_gets_from_every_route_exactly_what_the_reviewed_matrix_says() {
    let set = Set::build().await;
    let columns = futures_util::future::join_all(ROLES.iter().map(|role| column(&set, role))).await;
    for (role, (_, texts)) in ROLES.iter().zip(&columns) {
        // A word that reaches nobody would prove nothing by being absent.
        for subject in role.invitations.iter().filter(|subject| set.stage.subjects.contains_key(*subject)) {
            assert!(
                texts.contains(&super::stage::invitation_canary(subject)),
                "{} never got to read {subject}",
                role.name
            );
        }
        for subject in role.messages.iter().filter(|subject| **subject == role.subject) {
            assert!(
                texts.contains(&super::stage::message_canary(subject)),
                "{} never got to read {subject}",
                role.name
            );
        }
    }
    let columns: Vec<_> = ROLES.iter().zip(columns).map(|(role, (cells, _))| (role.name, cells)).collect();
    golden("access.txt", &written(&columns));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_route_but_those_of_signing_in_and_up_and_of_reading_help_answers_somebody_who_is_signed_out() {
    let server = super::places::open().await;
    let nobody = server.stranger();
    let open = [
        "/api/v1/session",
        "/api/v1/accounts",
        "/api/v1/verifications",
        "/api/v1/verification-mails",
        "/api/v1/marketplace",
        "/api/v1/help/articles",
        "/api/v1/help/articles/{slug}",
        "/api/v1/help/answers",
        "/api/v1/socket",
    ];
    for (method, template) in schema::operations() {
        if open.contains(&template.as_str()) {
            continue;
        }
        let path = absent(&template);
        let query = match template.rsplit('/').next() {
            Some("invitations" | "proposals" | "contracts") => "?side=client",
            Some("files") if method == "POST" => "?name=list.csv",
            _ => "",
        };
        let subject = Subject {
            job: ABSENT.into(),
            freelancer: ABSENT.into(),
            conversation: ABSENT.into(),
            invitation: ABSENT.into(),
            said: (1, 1),
            point: 1,
            file: ABSENT.into(),
            proposal: ABSENT.into(),
            contract: ABSENT.into(),
        };
        let (_, _, body) = asked_first(&format!("{method} {template}"), &subject, ABSENT);
        let answer = nobody
            .send(
                &method,
                &format!("{}{query}", path.trim_start_matches("/api/v1")),
                body,
                Some(Uuid::new_v4()),
            )
            .await;
        answer.refused(401, "not-signed-in");
    }
}
