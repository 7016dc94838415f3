//! Files that carry a virus: until ClamAV has looked into a file its author alone gets its bytes, and
//! nobody does if it found one. A real daemon looks, with a signature of our own.

use super::amendments::on_both;
use super::files::{fetch, files_on_disk, upload};
use super::harness::{Client, Engine};
use super::places::{Talk, open_on};
use super::samples::{pdf, picture, zip};
use parlance_store::tasks;
use parlance_testing::{Clamd, eicar};
use serde_json::{Value, json};
use std::time::Duration;

on_both!(
    a_file_is_its_authors_alone_until_it_was_looked_into,
    a_file_with_a_virus_is_nobodys_wherever_it_hides,
    while_the_scanner_is_down_nobody_gets_a_new_file_and_afterwards_everybody_does,
);

async fn talk(engine: Engine, clamd: &str) -> Talk {
    let url = clamd.to_owned();
    let server = open_on(engine, |config| {
        config.clamav_url = Some(url);
        config.sends_per_minute = 1_000_000;
        config.sends_burst = 1_000_000;
        config.file_endings.push_str(" txt");
    })
    .await;
    let talk = Talk::begun_at(server).await;
    talk.server.settle().await;
    talk
}

async fn started() -> Clamd {
    tokio::task::spawn_blocking(Clamd::start).await.expect("clamd starts")
}

async fn on(clamd: &std::sync::Arc<Clamd>, act: impl FnOnce(&Clamd) + Send + 'static) {
    let clamd = clamd.clone();
    tokio::task::spawn_blocking(move || act(&clamd)).await.expect("no panic");
}

/// Uploads a file and sends it; its id and the message's number.
async fn share(by: &Client, talk: &Talk, name: &str, bytes: Vec<u8>) -> (String, i64) {
    let uploaded = upload(by, talk, name, bytes).await;
    assert_eq!((uploaded.status, &uploaded.body["check"]), (201, &json!("pending")), "{}", uploaded.body);
    let id = uploaded.body["id"].as_str().expect("an id").to_owned();
    let sent = by.post(&talk.messages(), json!({"files": [id]})).await.ok();
    assert_eq!(sent["body"]["files"][0]["check"], "pending", "{sent}");
    (id, sent["seq"].as_i64().expect("a number"))
}

/// What somebody gets of a file in every way, and how it is named to them in every place.
async fn sees(by: &Client, talk: &Talk, (id, seq): &(String, i64)) -> (Vec<String>, Vec<Value>) {
    let mut answers = Vec::new();
    for what in ["", "/thumbnail", "/preview"] {
        let response = fetch(by, id, what).await;
        let status = response.status().as_u16();
        let body = response.bytes().await.expect("a body");
        let problem: Value = serde_json::from_slice(&body).unwrap_or_default();
        answers.push(format!("{status} {}", problem["code"].as_str().unwrap_or_default()).trim().to_owned());
    }
    let entry = talk.entry(by, *seq).await;
    let listed = by.get(&format!("{}/files", talk.conversation())).await.ok();
    let file = listed["items"].as_array().expect("files").iter().find(|file| file["id"] == id.as_str());
    (answers, vec![entry["body"]["files"][0]["check"].clone(), file.expect("listed")["check"].clone()])
}

fn named(check: &str) -> Vec<Value> {
    vec![json!(check); 2]
}

async fn a_file_is_its_authors_alone_until_it_was_looked_into(engine: Engine) {
    let clamd = started().await;
    let talk = talk(engine, &clamd.url()).await;
    let mut tabs = [talk.clara.socket().await, talk.felix.socket().await];
    let file = share(&talk.felix, &talk, "sketch.png", picture(image::ImageFormat::Png)).await;
    for tab in &mut tabs {
        let frame = tab.next_of("entries").await;
        assert_eq!(frame["entries"][0]["body"]["files"][0]["check"], "pending", "{frame}");
    }
    let view = async |by: &Client| by.get(&talk.entries()).await.ok()["view"].as_i64().expect("a number");
    let before = [view(&talk.clara).await, view(&talk.felix).await];
    assert_eq!(sees(&talk.felix, &talk, &file).await, (vec!["200".to_owned(); 3], named("pending")));
    let refused = vec!["403 file-pending".to_owned(); 3];
    assert_eq!(sees(&talk.clara, &talk, &file).await, (refused, named("pending")));
    talk.server.settle().await;
    for tab in &mut tabs {
        let frame = tab.next_of("reset").await;
        assert_eq!(frame["conversation"], talk.invited.conversation.as_str(), "both are told to look again");
    }
    for (by, before) in [&talk.clara, &talk.felix].into_iter().zip(before) {
        assert_eq!(sees(by, &talk, &file).await, (vec!["200".to_owned(); 3], named("clear")));
        assert!(view(by).await > before, "under another view");
    }
    // One that is looked into before it is sent is clear from its first frame on.
    let uploaded = upload(&talk.clara, &talk, "plan.pdf", pdf("4")).await.ok();
    talk.server.settle().await;
    let sent = talk.clara.post(&talk.messages(), json!({"files": [uploaded["id"]]})).await.ok();
    assert_eq!(sent["body"]["files"][0]["check"], "clear", "{sent}");
}

async fn a_file_with_a_virus_is_nobodys_wherever_it_hides(engine: Engine) {
    let clamd = started().await;
    let talk = talk(engine, &clamd.local_url()).await;
    let png = picture(image::ImageFormat::Png);
    let blocked = vec!["403 file-blocked".to_owned(); 3];
    for (name, bytes) in [
        ("notes.txt", eicar()),
        ("plan.pdf", [b"%PDF-1.4\n".as_slice(), &eicar(), &pdf("4")].concat()),
        ("all.zip", zip(&[("inner.txt", &eicar())])),
        ("sketch.png", [png.as_slice(), &eicar()].concat()),
    ] {
        let file = share(&talk.felix, &talk, name, bytes).await;
        let mut tab = talk.clara.socket().await;
        talk.server.settle().await;
        tab.next_of("reset").await;
        for by in [&talk.clara, &talk.felix] {
            assert_eq!(sees(by, &talk, &file).await, (blocked.clone(), named("blocked")), "{name}");
        }
        let noor = talk.server.sign_in("noor").await;
        assert_eq!(fetch(&noor, &file.0, "").await.status().as_u16(), 404, "to others it is not there");
    }
    assert_eq!(files_on_disk(&talk), 0, "its bytes are gone");
    // Nor can one be sent that was found out before.
    let uploaded = upload(&talk.clara, &talk, "late.txt", eicar()).await.ok();
    talk.server.settle().await;
    let sent = talk.clara.post(&talk.messages(), json!({"files": [uploaded["id"]]})).await;
    sent.refused(403, "file-blocked");
    // It can be let go of like any other.
    let path = format!("/attachments/{}", uploaded["id"].as_str().expect("an id"));
    assert_eq!(talk.clara.delete(&path).await.status, 204);
}

async fn while_the_scanner_is_down_nobody_gets_a_new_file_and_afterwards_everybody_does(engine: Engine) {
    let clamd = std::sync::Arc::new(Clamd::prepare());
    let talk = talk(engine, &clamd.url()).await;
    let file = share(&talk.felix, &talk, "plan.pdf", pdf("4")).await;
    let due = async || {
        let store = talk.server.app.store.clone();
        let now = talk.server.clock.now();
        let counts =
            tokio::task::spawn_blocking(move || store.read_blocking(move |tx| tasks::counts(tx, now)));
        counts.await.expect("no panic").expect("tasks can be counted")
    };
    for attempt in 0..3 {
        talk.server.settle().await;
        let (answers, checks) = sees(&talk.clara, &talk, &file).await;
        assert_eq!(
            (answers[0].as_str(), checks),
            ("403 file-pending", named("pending")),
            "attempt {attempt}"
        );
        let counts = due().await;
        assert_eq!((counts.due_count, counts.dead_count), (0, 0), "it is tried again later");
        talk.server.clock.advance(Duration::from_secs(60));
    }
    on(&clamd, Clamd::resume).await;
    talk.server.settle().await;
    assert_eq!(sees(&talk.clara, &talk, &file).await.1, named("clear"));
    on(&clamd, Clamd::stop).await;
    let file = share(&talk.felix, &talk, "plan2.pdf", pdf("5")).await;
    for _ in 0..20 {
        talk.server.settle().await;
        talk.server.clock.advance(Duration::from_secs(4 * 3600 + 1));
    }
    assert_eq!(due().await.dead_count, 1, "after a day it is laid aside for people");
    let answers = sees(&talk.clara, &talk, &file).await.0;
    assert_eq!(answers[0], "403 file-pending", "and is still not handed out");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_scanner_a_file_is_clear_at_once() {
    let talk = Talk::begun().await;
    let uploaded = upload(&talk.felix, &talk, "plan.pdf", pdf("4")).await.ok();
    assert_eq!(uploaded["check"], "clear");
    let sent = talk.felix.post(&talk.messages(), json!({"files": [uploaded["id"]]})).await.ok();
    assert_eq!(sent["body"]["files"][0]["check"], "clear");
    let id = uploaded["id"].as_str().expect("an id");
    assert_eq!(fetch(&talk.clara, id, "").await.status().as_u16(), 200);
}
