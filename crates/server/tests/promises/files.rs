//! Files: they arrive as they were sent, only what may be sent is taken, and nobody gets a byte that they
//! may not read now.

use super::harness::{Client, reply};
use super::places::{Talk, open_with};
use super::samples::{pdf, picture, samples, stored_zip};
use parlance_core::limits;
use reqwest::Response;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use uuid::Uuid;

/// Uploads a file to the conversation.
pub async fn upload(by: &Client, talk: &Talk, name: &str, bytes: Vec<u8>) -> super::harness::Reply {
    upload_keyed(by, talk, name, bytes, Uuid::new_v4()).await
}

pub async fn upload_keyed(
    by: &Client,
    talk: &Talk,
    name: &str,
    bytes: Vec<u8>,
    key: Uuid,
) -> super::harness::Reply {
    let path = format!("/api/v1{}/files", talk.conversation());
    let request = by.request("POST", &path).query(&[("name", name)]);
    reply(request.header("idempotency-key", key.to_string()).body(bytes)).await
}

/// Uploads a file and sends it alone; its id and the message's number.
pub async fn share(by: &Client, talk: &Talk, name: &str, bytes: Vec<u8>) -> (String, i64) {
    let uploaded = upload(by, talk, name, bytes).await;
    assert_eq!(uploaded.status, 201, "{name}: {}", uploaded.body);
    let id = uploaded.body["id"].as_str().expect("an id").to_owned();
    let sent = by.post(&talk.messages(), json!({"files": [id]})).await.ok();
    (id, sent["seq"].as_i64().expect("a number"))
}

pub async fn fetch(by: &Client, id: &str, what: &str) -> Response {
    by.request("GET", &format!("/api/v1/attachments/{id}{what}")).send().await.expect("an answer")
}

pub async fn bytes(by: &Client, id: &str) -> (u16, Vec<u8>) {
    let response = fetch(by, id, "").await;
    let status = response.status().as_u16();
    (status, response.bytes().await.expect("a body").to_vec())
}

/// A talk in which many uploads are no flood.
pub async fn talk() -> Talk {
    let server = open_with(|config| {
        config.sends_per_minute = 1_000_000;
        config.sends_burst = 1_000_000;
    })
    .await;
    Talk::begun_at(server).await
}

#[tokio::test(flavor = "multi_thread")]
async fn each_of_the_nineteen_kinds_arrives_byte_for_byte_whatever_the_case_of_its_ending() {
    let talk = talk().await;
    assert_eq!(samples().len(), 19);
    for (n, (ending, content)) in samples().into_iter().enumerate() {
        let ending = if n % 2 == 0 { ending.to_uppercase() } else { ending.to_owned() };
        let (id, _) = share(&talk.felix, &talk, &format!("file.{ending}"), content.clone()).await;
        assert_eq!(bytes(&talk.clara, &id).await, (200, content), "{ending}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_as_large_as_it_may_be_and_not_a_byte_larger() {
    let talk = talk().await;
    let largest = usize::try_from(limits::FILE_BYTES).expect("it fits");
    let line = |length: usize| "a,b\n".repeat(length.div_ceil(4)).as_bytes()[..length].to_vec();
    let (id, _) = share(&talk.clara, &talk, "long.csv", line(largest)).await;
    assert_eq!(bytes(&talk.felix, &id).await.1.len(), largest);
    // Where its length is told beforehand, the answer does not wait for a byte of it.
    let refused = announce(&talk, largest + 1).await;
    assert!(refused.starts_with("HTTP/1.1 413") && refused.contains("file-too-large"), "{refused}");
    // Without a length told beforehand, the server counts.
    let parts = line(largest + 1)
        .chunks(1 << 16)
        .map(|part| Ok::<_, std::io::Error>(part.to_vec()))
        .collect::<Vec<_>>();
    let path = format!("/api/v1{}/files?name=longer.csv", talk.conversation());
    let body = reqwest::Body::wrap_stream(futures_util::stream::iter(parts));
    let request = talk.clara.request("POST", &path).header("idempotency-key", Uuid::new_v4().to_string());
    if let Ok(response) = request.body(body).send().await {
        assert_eq!(response.status().as_u16(), 413);
    }
    assert_eq!(files_on_disk(&talk), 1, "of what was refused nothing is left");
}

/// Tells of an upload and sends nothing of it; the answer.
async fn announce(talk: &Talk, length: usize) -> String {
    let mut stream = TcpStream::connect(talk.server.address).await.expect("a connection");
    let head = format!(
        "POST /api/v1{}/files?name=longer.csv HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nIdempotency-Key: {}\r\nContent-Length: {length}\r\n\r\n",
        talk.conversation(),
        talk.server.address,
        talk.clara.cookie.as_deref().expect("signed in"),
        Uuid::new_v4()
    );
    stream.write_all(head.as_bytes()).await.expect("sent");
    let mut answer = Vec::new();
    let reading = stream.read_to_end(&mut answer);
    tokio::time::timeout(super::harness::PATIENCE, reading).await.expect("in time").expect("an answer");
    String::from_utf8(answer).expect("text")
}

/// Files where files lie.
pub fn files_on_disk(talk: &Talk) -> usize {
    talk.server.blobs().len()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_not_be_sent_is_refused_with_its_reason_and_leaves_nothing() {
    let talk = talk().await;
    let png = picture(image::ImageFormat::Png);
    let with_archive = [png.as_slice(), &stored_zip(&["payload.exe"])].concat();
    for (name, content, code) in [
        ("tool.exe", b"MZ".to_vec(), "file-type-not-allowed"),
        ("drawing.svg", b"<svg/>".to_vec(), "file-type-not-allowed"),
        ("page.html", b"<html>".to_vec(), "file-type-not-allowed"),
        ("script.js", b"alert(1)".to_vec(), "file-type-not-allowed"),
        ("no ending", b"words".to_vec(), "file-type-not-allowed"),
        ("tool.exe.pdf", b"MZ\x90\0\x03".to_vec(), "file-content-mismatch"),
        ("picture.png", samples().swap_remove(6).1, "file-content-mismatch"),
        ("cut.png", png[..30].to_vec(), "file-content-mismatch"),
        ("two.png", with_archive, "file-hides-another"),
        ("table.csv", b"a,<script>alert(1)</script>".to_vec(), "file-hides-another"),
        ("empty.csv", Vec::new(), "file-empty"),
    ] {
        let refused = upload(&talk.clara, &talk, name, content).await;
        assert_eq!((refused.status, refused.code()), (422, code), "{name}: {}", refused.body);
    }
    assert_eq!(files_on_disk(&talk), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_says_which_endings_may_be_sent() {
    let server = open_with(|config| config.file_endings = "docx txt".into()).await;
    let told = server.stranger().get("/marketplace").await.ok();
    assert_eq!(told["file_endings"], json!(["docx", "txt"]));
    let talk = Talk::begun_at(server).await;
    let docx = stored_zip(&["[Content_Types].xml", "_rels/.rels", "word/document.xml"]);
    assert_eq!(upload(&talk.clara, &talk, "plan.docx", docx).await.status, 201);
    upload(&talk.clara, &talk, "plan.pdf", pdf("4")).await.refused(422, "file-type-not-allowed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_called_by_a_name_that_does_no_harm() {
    let talk = talk().await;
    for (given, kept) in [
        ("../../../etc/plan.pdf", "plan.pdf"),
        ("C:\\Users\\clara\\plan.pdf", "plan.pdf"),
        ("fdp\u{202e}.pdf", "fdp.pdf"),
        ("Übersicht \"neu\".pdf", "Übersicht \"neu\".pdf"),
    ] {
        let content = pdf("4");
        let uploaded = upload(&talk.clara, &talk, given, content).await.ok();
        assert_eq!(uploaded["name"], kept);
        let told = fetch(&talk.clara, uploaded["id"].as_str().expect("an id"), "").await;
        let says = told.headers()["content-disposition"].to_str().expect("text").to_owned();
        assert!(says.starts_with("attachment; filename*=UTF-8''") && says.ends_with(".pdf"), "{says}");
        assert!(!says.contains('/') && !says.contains('"'), "{says}");
    }
    for (name, rule) in [("", "empty"), ("a\n.pdf", "control-character"), (&"a".repeat(10_000), "too-long")] {
        let refused = upload(&talk.clara, &talk, name, pdf("4")).await;
        assert_eq!(
            (refused.status, &refused.body["fields"][0]["rule"]),
            (422, &json!(rule)),
            "{}",
            refused.body
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_those_who_may_read_the_conversation_now_get_bytes() {
    let talk = talk().await;
    let png = picture(image::ImageFormat::Png);
    let (id, seq) = share(&talk.felix, &talk, "sketch.png", png.clone()).await;
    let noor = talk.server.sign_in("noor").await;
    let everything = ["", "/thumbnail", "/preview"];
    let all = async |by: &Client, expected: u16| {
        for what in everything {
            assert_eq!(fetch(by, &id, what).await.status().as_u16(), expected, "{what}");
        }
        let head = by.request("HEAD", &format!("/api/v1/attachments/{id}")).send().await.expect("an answer");
        assert_eq!(head.status().as_u16(), expected, "HEAD");
        let part = by.request("GET", &format!("/api/v1/attachments/{id}")).header("range", "bytes=0-3");
        let part = part.send().await.expect("an answer").status().as_u16();
        assert_eq!(part, if expected == 200 { 206 } else { expected }, "a range");
    };
    all(&talk.clara, 200).await;
    all(&talk.felix, 200).await;
    all(&noor, 404).await;
    all(&talk.server.stranger(), 401).await;
    // Behind a closed job.
    let closure = format!("/jobs/{}/closure", talk.invited.job);
    talk.clara.put(&closure, json!({})).await.ok();
    all(&talk.clara, 403).await;
    all(&talk.felix, 403).await;
    talk.clara.delete(&closure).await.ok();
    all(&talk.clara, 200).await;
    // Taken back with its message.
    assert_eq!(talk.felix.delete(&format!("{}/{seq}", talk.messages())).await.status, 200);
    all(&talk.clara, 404).await;
    all(&talk.felix, 404).await;
    let listed = talk.clara.get(&format!("{}/files", talk.conversation())).await.ok();
    assert_eq!(listed["items"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_is_its_authors_alone_until_it_is_sent_and_is_sent_once() {
    let talk = talk().await;
    let uploaded = upload(&talk.clara, &talk, "plan.pdf", pdf("4")).await.ok();
    let id = uploaded["id"].as_str().expect("an id");
    assert_eq!(bytes(&talk.clara, id).await.0, 200);
    assert_eq!(bytes(&talk.felix, id).await.0, 404);
    let foreign = talk.felix.post(&talk.messages(), json!({"files": [id]})).await;
    foreign.refused(404, "file-not-found");
    talk.clara.post(&talk.messages(), json!({"text": "Here", "files": [id]})).await.ok();
    assert_eq!(bytes(&talk.felix, id).await.0, 200);
    talk.clara.post(&talk.messages(), json!({"files": [id]})).await.refused(404, "file-not-found");
    let twice = upload(&talk.clara, &talk, "plan.pdf", pdf("4")).await.ok();
    let body = json!({"files": [twice["id"], twice["id"]]});
    talk.clara.post(&talk.messages(), body).await.refused(404, "file-not-found");
    talk.clara
        .post(&talk.messages(), json!({"files": [Uuid::new_v4()]}))
        .await
        .refused(404, "file-not-found");
    talk.clara.post(&talk.messages(), json!({"text": "", "files": []})).await.refused(422, "invalid-fields");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_under_the_same_key_is_the_same_file_and_another_file_is_refused() {
    let talk = talk().await;
    let (key, content) = (Uuid::new_v4(), pdf("4"));
    let first = upload_keyed(&talk.clara, &talk, "plan.pdf", content.clone(), key).await;
    let again = upload_keyed(&talk.clara, &talk, "plan.pdf", content, key).await;
    assert_eq!((first.status, again.status), (201, 200));
    assert_eq!(first.body["id"], again.body["id"]);
    let other = upload_keyed(&talk.clara, &talk, "plan.pdf", pdf("5"), key).await;
    other.refused(409, "idempotency-key-reused");
    assert_eq!(files_on_disk(&talk), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_discarded_upload_and_one_that_was_never_sent_are_swept_with_their_bytes() {
    let talk = talk().await;
    let discarded = upload(&talk.clara, &talk, "a.pdf", pdf("4")).await.ok();
    let path = format!("/attachments/{}", discarded["id"].as_str().expect("an id"));
    assert_eq!(talk.felix.delete(&path).await.status, 404);
    assert_eq!(talk.clara.delete(&path).await.status, 204);
    assert_eq!((talk.clara.delete(&path).await.status, files_on_disk(&talk)), (404, 0));
    share(&talk.clara, &talk, "b.pdf", pdf("4")).await;
    upload(&talk.clara, &talk, "c.pdf", pdf("4")).await.ok();
    assert_eq!(files_on_disk(&talk), 2);
    talk.server.clock.advance(limits::FILE_WAITS + Duration::from_secs(1));
    talk.server.workers.sweep().await.expect("it sweeps");
    assert_eq!(files_on_disk(&talk), 1, "what was sent stays");
}

#[tokio::test(flavor = "multi_thread")]
async fn ranges_are_answered_as_players_ask_for_them() {
    let talk = talk().await;
    let content: Vec<u8> = (0..1000_u32).flat_map(|n| format!("{n:03},").into_bytes()).collect();
    let (id, _) = share(&talk.clara, &talk, "numbers.csv", content.clone()).await;
    let part = async |range: &str| {
        let request = talk.felix.request("GET", &format!("/api/v1/attachments/{id}")).header("range", range);
        let response = request.send().await.expect("an answer");
        let told =
            response.headers().get("content-range").map(|value| value.to_str().expect("text").to_owned());
        (response.status().as_u16(), told, response.bytes().await.expect("a body").to_vec())
    };
    let length = content.len();
    assert_eq!(part("bytes=4-7").await, (206, Some(format!("bytes 4-7/{length}")), content[4..8].to_vec()));
    assert_eq!(part("bytes=-3").await.2, content[length - 3..].to_vec());
    assert_eq!(part(&format!("bytes={length}-")).await.0, 416);
    assert_eq!(part("bytes=0-1,4-5").await, (200, None, content));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_fetched_is_for_saving_and_runs_nothing() {
    let talk = talk().await;
    let (id, _) = share(&talk.clara, &talk, "sketch.png", picture(image::ImageFormat::Png)).await;
    for (what, kind) in [("", "image/png"), ("/thumbnail", "image/jpeg"), ("/preview", "image/jpeg")] {
        let response = fetch(&talk.felix, &id, what).await;
        let headers = response.headers();
        assert_eq!(headers["content-type"], kind);
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["content-security-policy"], "default-src 'none'; sandbox");
        assert_eq!(headers["cache-control"], "no-store");
    }
    let (csv, _) = share(&talk.clara, &talk, "table.csv", b"a,b".to_vec()).await;
    let refused = fetch(&talk.felix, &csv, "/thumbnail").await;
    assert_eq!(refused.status().as_u16(), 404);
    let body: Value = refused.json().await.expect("a problem");
    assert_eq!(body["code"], "no-picture");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_of_files_tells_newest_first_what_is_a_deliverable() {
    let talk = talk().await;
    let (first, seq) = share(&talk.felix, &talk, "draft.pdf", pdf("4")).await;
    share(&talk.clara, &talk, "brief.pdf", pdf("5")).await;
    let mark = format!("{}/{seq}/deliverables/{first}", talk.messages());
    talk.clara.put(&mark, json!({})).await.ok();
    let list = talk.felix.get(&format!("{}/files?limit=1", talk.conversation())).await.ok();
    assert_eq!(
        (&list["items"][0]["name"], &list["items"][0]["deliverable"]),
        (&json!("brief.pdf"), &json!(false))
    );
    let cursor = list["next"].as_str().expect("there is more");
    let rest = talk.felix.get(&format!("{}/files?limit=1&cursor={cursor}", talk.conversation())).await.ok();
    assert_eq!(
        (&rest["items"][0]["name"], &rest["items"][0]["deliverable"]),
        (&json!("draft.pdf"), &json!(true))
    );
    assert_eq!(rest["next"], Value::Null);
    talk.clara.delete(&mark).await.ok();
    let page = talk.felix.get(&format!("{}/entries", talk.conversation())).await.ok();
    let entries = page["entries"].as_array().expect("entries");
    let message = entries.iter().find(|entry| entry["seq"] == seq).expect("the message");
    assert_eq!(message["body"]["files"][0]["deliverable"], false);
    let unknown = format!("{}/{seq}/deliverables/{}", talk.messages(), Uuid::new_v4());
    assert_eq!(talk.clara.put(&unknown, json!({})).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_uploads_where_they_may_not_write() {
    let talk = Talk::invited().await;
    upload(&talk.clara, &talk, "a.pdf", pdf("4")).await.refused(403, "invitation-pending");
    let noor = talk.server.sign_in("noor").await;
    upload(&noor, &talk, "a.pdf", pdf("4")).await.refused(404, "not-found");
    upload(&talk.server.stranger(), &talk, "a.pdf", pdf("4")).await.refused(401, "not-signed-in");
    assert_eq!(files_on_disk(&talk), 0);
}
