//! Bodies that are not what a route takes: each is a typed problem, and nothing at all is done.

use super::harness::{Client, Reply, TestServer, reply};
use super::places::{Talk, open, open_with};
use super::schema;
use super::state::{refused_whole, state};
use parlance_core::limits;
use serde_json::{Map, Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use uuid::Uuid;

/// A route that takes a body, and a body it would take.
struct Taking {
    method: String,
    path: String,
    body: Map<String, Value>,
    /// The fields that it does not do without, as described.
    required: Vec<String>,
    /// Who would be served.
    by: Client,
}

/// Every operation of the description that takes a body, but for that which takes a file.
async fn taking(talk: &Talk) -> Vec<Taking> {
    let sam = talk.server.sign_in("sam").await;
    let mut all = Vec::new();
    for (method, template) in schema::operations() {
        let operation = &schema::document()["paths"][&template][&method.to_lowercase()];
        if operation["requestBody"]["content"]["application/json"].is_null() {
            continue;
        }
        let id = match template.split('/').nth(3).unwrap_or_default() {
            "invitations" => &talk.invited.invitation,
            "conversations" => &talk.invited.conversation,
            "jobs" | "postings" => &talk.invited.job,
            "staff" if template.contains("/staff/jobs/") => &talk.invited.job,
            _ => &talk.felix.id,
        };
        let path = template.replace("{id}", id).replace("{seq}", "1").replace("{slug}", "invitations");
        let path = path.trim_start_matches("/api/v1").to_owned();
        let body = match template.trim_start_matches("/api/v1") {
            "/session" => json!({"email": "clara@example.com", "password": "parlance-demo"}),
            "/accounts" => {
                json!({"email": "new@example.com", "password": "seven blue herons", "name": "New"})
            }
            "/verifications" => json!({"token": "0".repeat(64), "password": "seven blue herons"}),
            "/verification-mails" => json!({"email": "new@example.com"}),
            "/me/password" => json!({"current": "parlance-demo", "password": "seven blue herons"}),
            "/me" => json!({"name": "C", "headline": "H", "offers_work": true}),
            "/jobs" => json!({"title": "T", "description": "D", "kind": "assignment"}),
            "/invitations" => json!({"job": talk.invited.job, "freelancer": talk.felix.id, "text": "X"}),
            "/invitations/{id}/answer" => json!({"answer": "withdrawn"}),
            "/conversations/{id}/read" | "/conversations/{id}/unread" | "/notifications/read" => {
                json!({"seq": 1})
            }
            "/conversations/{id}/acknowledgement" => json!({"version": 1}),
            "/deliveries" => json!({"conversations": [{"id": talk.invited.conversation, "seq": 1}]}),
            "/preferences" => json!({
                "read_receipts": false, "presence": false, "zone_source": "chosen", "time_zone": "Asia/Tokyo"
            }),
            "/conversations/{id}/messages" => json!({"text": "X", "quote": 1, "files": [Uuid::new_v4()]}),
            "/conversations/{id}/points" => json!({"text": "X", "message": 1, "brief": true}),
            "/conversations/{id}/points/{seq}/answer" => json!({"answer": "confirmed"}),
            "/conversations/{id}/messages/{seq}" => json!({"text": "X"}),
            "/saved-replies" | "/saved-replies/{id}" => json!({"title": "T", "text": "X"}),
            "/help/articles/{slug}/vote" => json!({"helpful": true}),
            "/help/articles/{slug}/comments" => json!({"text": "X"}),
            "/help/requests" => {
                json!({"subject": "S", "text": "X", "job": talk.invited.job, "reason": "job-closed"})
            }
            "/staff/help/articles/{slug}" => {
                json!({"language": "en", "title": "T", "text": "X", "published": true, "version": 0})
            }
            "/support/cases" => {
                json!({"subject": "S", "text": "X", "job": talk.invited.job, "reason": "job-closed"})
            }
            "/support/cases/{id}/assignee" => json!({"account": sam.id}),
            "/staff/accounts/{id}/role" => json!({"role": "support"}),
            "/staff/accounts/{id}/suspension" => json!({"reason": "R"}),
            "/jobs/{id}/conversation-requirement" => json!({"conversation_required": "client_replied"}),
            "/jobs/{id}/answered-questions" => json!({"questions": ["Who is it for?"]}),
            "/postings/{id}/questions" => json!({"text": "X"}),
            "/postings/{id}/proposals" => json!({"text": "X"}),
            "/proposals/{id}/answer" => json!({"answer": "declined"}),
            "/contracts" => json!({"job": talk.invited.job, "freelancer": talk.felix.id}),
            "/contracts/{id}/messages" => json!({"text": "X"}),
            "/staff/questions" => json!({"expected_version": 0, "groups": [
                {"title": "T", "kinds": ["contract"], "class": null, "questions": ["Q?"]}
            ]}),
            "/staff/wording" => {
                json!({"expected_version": 0, "note": "N", "languages": {"en": super::wording::words("X")}})
            }
            "/jobs/{id}/phase" => json!({"phase": "in_progress"}),
            "/staff/contact-policy" => {
                json!({"expected_version": 1, "document": super::access::preset(), "note": "N"})
            }
            "/staff/contact-policy/rollback" => json!({"expected_version": 1, "version": 1, "note": "N"}),
            "/staff/contact-policy/outlook" => {
                json!({"document": super::access::preset(), "messaging": true})
            }
            "/staff/contact-policy/rehearsals" => json!({"document": super::access::preset(), "days": 1}),
            "/staff/jobs/{id}/contact-rules" => json!({"changes": {"closed_shows": "everything"}}),
            other => panic!("{method} {other} takes a body: say here which"),
        };
        let by = if template.contains("/staff/") { sam.clone() } else { talk.clara.clone() };
        let Value::Object(body) = body else { panic!("bodies are objects") };
        all.push(Taking { method, path, body, required: required(operation), by });
    }
    all
}

fn required(operation: &Value) -> Vec<String> {
    let link = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].as_str();
    let named = schema::schema(link.and_then(|link| link.rsplit('/').next()).expect("a named schema"));
    let names = named["required"].as_array().into_iter().flatten();
    names.map(|name| name.as_str().expect("a name").to_owned()).collect()
}

impl Taking {
    async fn with(&self, body: Value) -> Reply {
        self.by.send(&self.method, &self.path, Some(body), Some(Uuid::new_v4())).await
    }

    async fn raw(&self, kind: &str, body: Vec<u8>) -> Reply {
        let request = self
            .by
            .request(&self.method, &format!("/api/v1{}", self.path))
            .header("idempotency-key", Uuid::new_v4().to_string());
        let request = if kind.is_empty() { request } else { request.header("content-type", kind) };
        let answer = reply(request.body(body)).await;
        schema::witness(&self.method, &self.path, &answer);
        answer
    }
}

async fn unharmed(server: &TestServer, before: &super::state::State, what: &str) {
    assert_eq!(*before, state(server).await, "{what} left something behind");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_of_another_type_is_a_malformed_body_on_every_route() {
    let talk = Talk::invited().await;
    let routes = taking(&talk).await;
    assert_eq!(routes.len(), 44);
    let before = state(&talk.server).await;
    for route in &routes {
        for (field, good) in &route.body {
            let confused = [json!({"$ne": ""}), json!({}), json!([]), json!(["x"]), other_type(good)];
            // No files at all is a list like any other, as are other words among words; no changes are changes.
            let words = |list: &[Value]| list.first().is_some_and(|one| one == "Who is it for?");
            let empty = |value: &Value| match good {
                Value::Array(list) => *value == json!([]) || words(list) && *value == json!(["x"]),
                Value::Object(_) => *value == json!({}),
                _ => false,
            };
            for confused in confused.into_iter().filter(|value| !empty(value)) {
                let mut body = route.body.clone();
                body.insert(field.clone(), confused.clone());
                let answer = route.with(Value::Object(body)).await;
                assert_eq!(
                    (answer.status, answer.code()),
                    (400, "malformed-body"),
                    "{} {} {field}={confused}: {}",
                    route.method,
                    route.path,
                    answer.body
                );
            }
        }
        unharmed(&talk.server, &before, &route.path).await;
    }
}

fn other_type(good: &Value) -> Value {
    match good {
        Value::String(_) => json!(7),
        Value::Number(_) => json!("7"),
        _ => json!("true"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_too_many_or_too_few_is_a_malformed_body_on_every_route() {
    let talk = Talk::invited().await;
    let before = state(&talk.server).await;
    for route in taking(&talk).await {
        let before =
            if route.path.starts_with("/staff") { state(&talk.server).await } else { before.clone() };
        let mut more = route.body.clone();
        more.insert("surprise".into(), Value::Null);
        route.with(Value::Object(more)).await.refused(400, "malformed-body");
        for field in &route.required {
            let mut less = route.body.clone();
            less.remove(field).expect("what is required is in the body");
            route.with(Value::Object(less)).await.refused(400, "malformed-body");
        }
        let mut without_sessions = (before, state(&talk.server).await);
        without_sessions.0.remove("session");
        without_sessions.1.remove("session");
        assert_eq!(without_sessions.0, without_sessions.1, "{}", route.path);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_json_object_is_a_malformed_body_on_every_route() {
    let talk = Talk::invited().await;
    let routes = taking(&talk).await;
    let before = state(&talk.server).await;
    for route in &routes {
        // The values alone, in order: no field is named, so nothing says that they are meant.
        let positional = Value::Array(route.body.values().cloned().collect()).to_string();
        let twice =
            format!("{{{0},{0}}}", Value::Object(route.body.clone()).to_string().trim_matches(['{', '}']));
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(10));
        let whole = Value::Object(route.body.clone()).to_string();
        for body in [
            "",
            "null",
            "7",
            "\"text\"",
            "[]",
            "{",
            "{\"",
            "nonsense",
            &positional,
            &twice,
            &deep,
            &format!("{whole} {whole}"),
        ] {
            let answer = route.raw("application/json", body.into()).await;
            let shown: String = body.chars().take(60).collect();
            assert_eq!(
                (answer.status, answer.code()),
                (400, "malformed-body"),
                "{} {} {shown}: {}",
                route.method,
                route.path,
                answer.body
            );
        }
        unharmed(&talk.server, &before, &route.path).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_badly_encoded_text_is_a_malformed_body() {
    let talk = Talk::begun().await;
    let before = state(&talk.server).await;
    for body in [
        &b"{\"text\":\"\xff\xfe\"}"[..],
        b"{\"text\":\"\xc3\"}",
        b"{\"text\":\"\xed\xa0\x80\"}",
        b"{\"text\":\"\\ud800\"}",
        b"\xef\xbb\xbf{\"text\":\"x\"}",
        b"{\"text\":\"a\nb\"}",
    ] {
        let request = talk
            .clara
            .request("POST", &format!("/api/v1{}", talk.messages()))
            .header("idempotency-key", Uuid::new_v4().to_string());
        let answer = reply(request.header("content-type", "application/json").body(body.to_vec())).await;
        assert_eq!((answer.status, answer.code()), (400, "malformed-body"), "{body:?}: {}", answer.body);
    }
    unharmed(&talk.server, &before, "a badly encoded text").await;
    let answer = talk.clara.post(&talk.messages(), json!({"text": "zero \0 character"})).await;
    assert_eq!((answer.status, &answer.body["fields"][0]["rule"]), (422, &json!("control-character")));
    unharmed(&talk.server, &before, "a control character").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_of_another_kind_is_refused_on_every_route() {
    let talk = Talk::invited().await;
    let routes = taking(&talk).await;
    let before = state(&talk.server).await;
    for route in &routes {
        let body = Value::Object(route.body.clone()).to_string().into_bytes();
        for kind in [
            "",
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/jsonp",
            "text/json",
        ] {
            route.raw(kind, body.clone()).await.refused(415, "not-json");
        }
        unharmed(&talk.server, &before, &route.path).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_may_fill_its_bound_and_one_byte_more_is_refused_on_every_route() {
    let talk = Talk::invited().await;
    let routes = taking(&talk).await;
    let before = state(&talk.server).await;
    for route in &routes {
        let padded = |bytes: usize| format!("{{{}", " ".repeat(bytes - 1)).into_bytes();
        route.raw("application/json", padded(limits::BODY_BYTES)).await.refused(400, "malformed-body");
        route.raw("application/json", padded(limits::BODY_BYTES + 1)).await.refused(413, "body-too-large");
        unharmed(&talk.server, &before, &route.path).await;
    }
    talk.felix.put(&format!("{}/acknowledgement", talk.conversation()), json!({"version": 1})).await.ok();
    talk.felix.put(&talk.answer(), json!({"answer": "accepted"})).await.ok();
    let text = talk
        .clara
        .request("POST", &format!("/api/v1{}", talk.messages()))
        .header("idempotency-key", Uuid::new_v4().to_string());
    let body = r#"{"text":"fits"}"#;
    let body = format!("{body}{}", " ".repeat(limits::BODY_BYTES - body.len()));
    assert_eq!(reply(text.header("content-type", "application/json").body(body)).await.status, 201);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_without_a_declared_length_is_refused_while_it_streams() {
    let talk = Talk::begun().await;
    let before = state(&talk.server).await;
    let mut stream = TcpStream::connect(talk.server.address).await.expect("a connection");
    let head = format!(
        "POST /api/v1{} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nContent-Type: application/json\r\nIdempotency-Key: {}\r\nTransfer-Encoding: chunked\r\n\r\n",
        talk.messages(),
        talk.server.address,
        talk.clara.cookie.as_deref().expect("signed in"),
        Uuid::new_v4()
    );
    stream.write_all(head.as_bytes()).await.expect("sent");
    let chunk = format!("8000\r\n{}\r\n", " ".repeat(0x8000));
    let (mut reading, mut writing) = stream.into_split();
    // Ten megabytes would follow, were they wanted; the answer comes after the first few.
    let sending = tokio::spawn(async move {
        let mut sent = 0;
        while sent < 320 && writing.write_all(chunk.as_bytes()).await.is_ok() {
            sent += 1;
        }
        sent
    });
    let mut answer = vec![0; 512];
    let read = tokio::time::timeout(super::harness::PATIENCE, reading.read(&mut answer))
        .await
        .expect("in time")
        .expect("an answer");
    let answer = String::from_utf8_lossy(&answer[..read]).into_owned();
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    drop(reading);
    sending.abort();
    unharmed(&talk.server, &before, "an endless body").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_text_of_any_body_is_without_a_bound() {
    let talk = Talk::invited().await;
    let routes = taking(&talk).await;
    let before = state(&talk.server).await;
    for route in &routes {
        for (field, _) in route.body.iter().filter(|(_, value)| value.is_string()) {
            let mut body = route.body.clone();
            body.insert(field.clone(), Value::String("x".repeat(100_000)));
            let answer = route.with(Value::Object(body)).await;
            assert!(
                [400, 401, 422].contains(&answer.status),
                "{} {} {field}: {}",
                route.method,
                route.path,
                answer.body
            );
        }
        unharmed(&talk.server, &before, &route.path).await;
    }
}

/// A route, its body but for one text, that text's name, its bound, and a character to fill it with.
type Bounded = (&'static str, String, Value, &'static str, usize, &'static str);

#[tokio::test(flavor = "multi_thread")]
async fn every_text_may_fill_its_bound_and_not_pass_it() {
    let talk = Talk::begun().await;
    let (sam, dana) = (talk.server.sign_in("sam").await, talk.server.sign_in("dana").await);
    let other = super::places::post_job(&talk.clara, "Another").await;
    let said = talk.clara.post(&talk.messages(), json!({"text": "Hello"})).await.ok()["seq"].clone();
    let suspension = format!("/staff/accounts/{}/suspension", dana.id);
    let (comments, article) = ("/help/articles/invitations/comments", "/staff/help/articles/invitations");
    let bounded: Vec<Bounded> = vec![
        ("POST", talk.messages(), json!({}), "text", limits::MESSAGE_CHARS, "ß"),
        ("PUT", format!("{}/{said}", talk.messages()), json!({}), "text", limits::MESSAGE_CHARS, "é"),
        (
            "POST",
            "/invitations".into(),
            json!({"job": other, "freelancer": dana.id}),
            "text",
            limits::INVITATION_CHARS,
            "語",
        ),
        ("POST", "/jobs".into(), json!({"description": "D"}), "title", limits::TITLE_CHARS, "é"),
        ("POST", "/jobs".into(), json!({"title": "T"}), "description", limits::DESCRIPTION_CHARS, "🙂"),
        ("PATCH", "/me".into(), json!({}), "name", limits::NAME_CHARS, "ق"),
        ("PATCH", "/me".into(), json!({}), "headline", limits::HEADLINE_CHARS, "ß"),
        ("POST", "/saved-replies".into(), json!({"text": "T"}), "title", limits::REPLY_TITLE_CHARS, "語"),
        ("POST", "/saved-replies".into(), json!({"title": "T"}), "text", limits::MESSAGE_CHARS, "ß"),
        ("PUT", suspension, json!({}), "reason", limits::REASON_CHARS, "ß"),
        ("POST", comments.into(), json!({}), "text", limits::HELP_COMMENT_CHARS, "語"),
        ("POST", "/help/requests".into(), json!({"text": "T"}), "subject", limits::TITLE_CHARS, "é"),
        ("POST", "/help/requests".into(), json!({"subject": "S"}), "text", limits::HELP_REQUEST_CHARS, "🙂"),
        (
            "PUT",
            article.into(),
            json!({"language": "en", "text": "T", "published": true, "version": 0}),
            "title",
            limits::TITLE_CHARS,
            "é",
        ),
        (
            "PUT",
            article.into(),
            json!({"language": "en", "title": "T", "published": true, "version": 1}),
            "text",
            limits::HELP_ARTICLE_CHARS,
            "語",
        ),
    ];
    for (method, path, rest, field, most, character) in bounded {
        let person = if path.starts_with("/staff") { &sam } else { &talk.clara };
        let with = |chars: usize| {
            let mut body = rest.clone();
            body[field] = Value::String(character.repeat(chars));
            body
        };
        let before = state(&talk.server).await;
        let refused = person.send(method, &path, Some(with(most + 1)), Some(Uuid::new_v4())).await;
        assert_eq!(
            (refused.status, &refused.body["fields"][0]["field"], &refused.body["fields"][0]["rule"]),
            (422, &json!(field), &json!("too-long")),
            "{path}"
        );
        unharmed(&talk.server, &before, &path).await;
        if field != "headline" {
            let refused = person.send(method, &path, Some(with(0)), Some(Uuid::new_v4())).await;
            assert_eq!(
                (refused.status, &refused.body["fields"][0]["rule"]),
                (422, &json!("empty")),
                "{path} {field}"
            );
            unharmed(&talk.server, &before, &path).await;
        }
        person.send(method, &path, Some(with(most)), Some(Uuid::new_v4())).await.ok();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bounds_that_the_web_app_is_told_are_those_that_hold() {
    let told = open().await.stranger().get("/marketplace").await.ok()["limits"].clone();
    let held = json!({"message_chars": limits::MESSAGE_CHARS, "invitation_chars": limits::INVITATION_CHARS, "title_chars": limits::TITLE_CHARS,
        "description_chars": limits::DESCRIPTION_CHARS, "name_chars": limits::NAME_CHARS, "headline_chars": limits::HEADLINE_CHARS,
        "help_question_chars": limits::HELP_QUESTION_CHARS, "help_comment_chars": limits::HELP_COMMENT_CHARS,
        "help_request_chars": limits::HELP_REQUEST_CHARS, "help_article_chars": limits::HELP_ARTICLE_CHARS,
        "reply_title_chars": limits::REPLY_TITLE_CHARS, "saved_replies": limits::SAVED_REPLIES,
        "password_chars_min": limits::PASSWORD_CHARS_MIN, "password_chars_max": limits::PASSWORD_CHARS_MAX});
    for (name, bound) in held.as_object().expect("an object") {
        assert_eq!(told[name], *bound, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_and_foreign_ids_are_not_found_whatever_is_asked_of_them() {
    let server = open_with(|_| {}).await;
    let (clara, felix, dana) =
        (server.sign_in("clara").await, server.sign_in("felix").await, server.sign_in("dana").await);
    let theirs = super::harness::invite(&clara, &felix).await;
    // Dana offers work, and would find a job that takes proposals.
    let none = json!({"changes": {"starts": {"proposal": {"who": "nobody", "must_accept": false}}}});
    let rules = format!("/staff/jobs/{}/contact-rules", theirs.job);
    server.sign_in("sam").await.put(&rules, none).await.ok();
    let unknown = Uuid::new_v4().to_string();
    for id in [unknown.as_str(), "no-id", "%00", "1", "..", "../me", "%F0%9F"] {
        for path in [
            "/jobs/{}",
            "/jobs/{}/history",
            "/postings/{}",
            "/invitations/{}",
            "/conversations/{}",
            "/conversations/{}/entries",
            "/freelancers/{}",
        ] {
            let answer = reply(dana.request("GET", &format!("/api/v1{}", path.replace("{}", id)))).await;
            assert!(
                id.contains("..") || (answer.status, answer.code()) == (404, "not-found"),
                "{path} {id}: {} {}",
                answer.status,
                answer.body
            );
        }
    }
    for (method, path, body) in [
        ("GET", format!("/jobs/{}", theirs.job), None),
        ("GET", format!("/postings/{}", theirs.job), None),
        ("POST", format!("/postings/{}/questions", theirs.job), Some(json!({"text": "Let me in"}))),
        ("POST", format!("/postings/{}/proposals", theirs.job), Some(json!({"text": "Let me in"}))),
        (
            "PUT",
            format!("/jobs/{}/conversation-requirement", theirs.job),
            Some(json!({"conversation_required": "no"})),
        ),
        ("PUT", format!("/jobs/{}/answered-questions", theirs.job), Some(json!({"questions": []}))),
        ("PUT", format!("/jobs/{}/closure", theirs.job), None),
        ("DELETE", format!("/jobs/{}/closure", theirs.job), None),
        ("GET", format!("/invitations/{}", theirs.invitation), None),
        ("PUT", format!("/invitations/{}/answer", theirs.invitation), Some(json!({"answer": "declined"}))),
        ("GET", format!("/conversations/{}", theirs.conversation), None),
        ("PUT", format!("/conversations/{}/read", theirs.conversation), Some(json!({"seq": 1}))),
        ("PUT", format!("/conversations/{}/unread", theirs.conversation), Some(json!({"seq": 1}))),
        ("PUT", format!("/conversations/{}/star", theirs.conversation), None),
        (
            "PUT",
            format!("/conversations/{}/acknowledgement", theirs.conversation),
            Some(json!({"version": 1})),
        ),
        (
            "POST",
            format!("/conversations/{}/messages", theirs.conversation),
            Some(json!({"text": "Let me in"})),
        ),
        ("PUT", format!("/conversations/{}/messages/1", theirs.conversation), Some(json!({"text": "Mine"}))),
        ("DELETE", format!("/conversations/{}/messages/1", theirs.conversation), None),
        ("PUT", format!("/conversations/{}/messages/1/reactions/%F0%9F%91%8D", theirs.conversation), None),
        ("DELETE", format!("/conversations/{}/messages/1/reactions/%F0%9F%91%8D", theirs.conversation), None),
        ("POST", format!("/conversations/{}/files?name=mine.csv", theirs.conversation), Some(json!("a,b"))),
        ("GET", format!("/conversations/{}/files", theirs.conversation), None),
    ] {
        refused_whole(&server, dana.send(method, &path, body, Some(Uuid::new_v4())), 404, "not-found").await;
    }
    let answer =
        clara.post("/invitations", json!({"job": theirs.job, "freelancer": unknown, "text": "Hello"})).await;
    answer.refused(403, "not-offering-work");
    let ids = [&theirs.conversation, &theirs.invitation];
    assert!(
        ids.iter().all(|id| Uuid::try_parse(id).is_ok_and(|id| id.get_version_num() == 4)),
        "these ids cannot be guessed: {ids:?}"
    );
}
