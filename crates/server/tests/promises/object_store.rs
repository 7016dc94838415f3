//! Files in an object store: small and large, found again byte for byte, and what becomes of them when the
//! store refuses, stalls, breaks off or is down.

use super::harness::{Client, Engine, PATIENCE, Reply, reply};
use super::places::{Talk, open_on};
use super::samples::samples;
use futures_util::future::join_all;
use parlance_core::limits;
use parlance_server::config::Config;
use parlance_server::files::Files;
use parlance_server::outside::blobs::Blobs;
use parlance_testing::{Faults, S3, S3_ACCESS_KEY, S3_SECRET_KEY};
use serde_json::json;
use std::io::Error;
use std::time::Duration;
use uuid::Uuid;

/// What S3 takes as a part, which is not for Parlance to say.
const PART: usize = 5 * 1024 * 1024;

async fn talk() -> Talk {
    let server = open_on(Engine::Postgres, |config| {
        config.sends_per_minute = 1_000_000;
        config.sends_burst = 1_000_000;
    })
    .await;
    Talk::begun_at(server).await
}

fn s3(talk: &Talk) -> &S3 {
    talk.server.s3.as_ref().expect("the files lie in an object store")
}

/// A table of this length that is like no other.
fn table(length: usize) -> Vec<u8> {
    let line = format!("{},", Uuid::new_v4());
    line.bytes().cycle().take(length).collect()
}

async fn upload(by: &Client, talk: &Talk, bytes: Vec<u8>) -> Reply {
    let request = by.request("POST", &format!("/api/v1{}/files?name=table.csv", talk.conversation()));
    reply(request.header("idempotency-key", Uuid::new_v4().to_string()).body(bytes)).await
}

async fn send(by: &Client, talk: &Talk, uploaded: &Reply) -> String {
    assert_eq!(uploaded.status, 201, "{}", uploaded.body);
    let id = uploaded.body["id"].as_str().expect("an id").to_owned();
    by.post(&talk.messages(), json!({"files": [id]})).await.ok();
    id
}

/// The bytes of a file, or the code of what is wrong. An answer that breaks off is no answer.
async fn fetch(by: &Client, id: &str) -> Result<Vec<u8>, String> {
    let response = by.request("GET", &format!("/api/v1/attachments/{id}")).send().await;
    let response = response.map_err(|error| error.to_string())?;
    let found = response.status().is_success();
    let bytes = response.bytes().await.map_err(|_| "broken-off".to_owned())?.to_vec();
    if found {
        return Ok(bytes);
    }
    let problem: serde_json::Value = serde_json::from_slice(&bytes).expect("a problem");
    Err(problem["code"].as_str().expect("a code").to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn files_of_every_size_come_back_byte_for_byte_and_large_ones_leave_no_parts() {
    let talk = talk().await;
    let largest = usize::try_from(limits::FILE_BYTES).expect("it fits");
    for length in [1, PART - 1, PART, PART + 1, largest] {
        let bytes = table(length);
        let id = send(&talk.clara, &talk, &upload(&talk.clara, &talk, bytes.clone()).await).await;
        assert_eq!(fetch(&talk.felix, &id).await, Ok(bytes), "{length}");
    }
    // One that turns out too large when most of it has gone in parts.
    let pieces: Vec<_> = table(largest + 1).chunks(PART / 10).map(|it| Ok::<_, Error>(it.to_vec())).collect();
    let path = format!("/api/v1{}/files?name=table.csv", talk.conversation());
    let request = talk.clara.request("POST", &path).header("idempotency-key", Uuid::new_v4().to_string());
    let body = reqwest::Body::wrap_stream(futures_util::stream::iter(pieces));
    // Whoever still writes when the answer comes may not read it.
    if let Ok(response) = request.body(body).send().await {
        assert_eq!(response.status().as_u16(), 413);
    }
    let gone = async {
        while (s3(&talk).objects("").len(), s3(&talk).parts()) != (5, 0) {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, gone).await.expect("what was refused is thrown away");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_is_down_stops_files_and_nothing_else_and_what_was_tried_is_swept() {
    let talk = talk().await;
    let (bytes, small) = (table(1000), table(10));
    let kept = send(&talk.clara, &talk, &upload(&talk.clara, &talk, bytes.clone()).await).await;
    s3(&talk).misbehave(Faults::DOWN);
    let uploads = join_all([small.clone(), table(PART + 1)].map(|it| upload(&talk.clara, &talk, it)));
    let (refused, fetched) = tokio::join!(uploads, fetch(&talk.felix, &kept));
    for refused in refused {
        refused.refused(503, "files-unavailable");
        assert!(refused.headers.contains_key("retry-after"));
    }
    assert_eq!(fetched, Err("files-unavailable".to_owned()));
    // Messages go on, and those with files that are there already.
    talk.felix.post(&talk.messages(), json!({"text": "Still here"})).await.ok();
    talk.clara.get(&talk.entries()).await.ok();
    assert_eq!(talk.clara.get(&format!("{}/files", talk.conversation())).await.status, 200);
    // A sweep meets the same, and the next one does not.
    talk.server.workers.sweep().await.expect("it sweeps");
    assert_eq!(waiting(&talk).await, 2);
    s3(&talk).misbehave(Faults::default());
    talk.server.workers.sweep().await.expect("it sweeps");
    assert_eq!((waiting(&talk).await, talk.server.blobs().len()), (0, 1));
    assert_eq!(fetch(&talk.felix, &kept).await, Ok(bytes));
    send(&talk.clara, &talk, &upload(&talk.clara, &talk, small).await).await;
}

/// Files that are known and were not sent.
async fn waiting(talk: &Talk) -> usize {
    let everything = super::state::state(&talk.server).await;
    let sent = talk.clara.get(&format!("{}/files", talk.conversation())).await.ok();
    everything["file"].len() - sent["items"].as_array().expect("files").len()
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_a_store_does_no_message_names_a_file_that_is_missing_or_short() {
    let talk = talk().await;
    let full = std::env::var("PARLANCE_SIZE").is_ok_and(|size| size == "full");
    let rounds = if full { 125 } else { 12 };
    // A third fails, the rest is not to be relied on either.
    let stall = Duration::from_millis(if full { 2000 } else { 100 });
    s3(&talk).misbehave(Faults { refused: 20, denied: 10, stalled: 5, stall, cut: 10 });
    let (mut kept, mut refused) = (Vec::new(), 0);
    for round in 0..rounds {
        // Every so often one that goes in parts.
        let lengths = [round + 1, 900, 5_000, 70_000, 300_000, PART + round, 64 * 1024, 1];
        let uploads = lengths.iter().enumerate().map(async |(at, length)| {
            let by = if at % 2 == 0 { &talk.clara } else { &talk.felix };
            let bytes = table(*length);
            (by, upload(by, &talk, bytes.clone()).await, bytes)
        });
        for (by, uploaded, bytes) in join_all(uploads).await {
            if uploaded.status == 503 {
                uploaded.refused(503, "files-unavailable");
                refused += 1;
            } else {
                kept.push((send(by, &talk, &uploaded).await, bytes));
            }
        }
        // What was refused waits for the sweep, and nobody may have too much waiting.
        talk.server.workers.sweep().await.expect("it sweeps");
    }
    assert!(s3(&talk).misbehaved() > rounds, "the store behaved too well");
    assert!(kept.len() > refused, "{refused} of {} were refused", kept.len() + refused);
    // While it misbehaves, a file comes whole or not at all.
    for (id, bytes) in kept.iter().take(40) {
        match fetch(&talk.felix, id).await {
            Ok(found) => assert!(found == *bytes, "a file came short"),
            Err(why) => assert!(["files-unavailable", "broken-off"].contains(&why.as_str()), "{why}"),
        }
    }
    s3(&talk).misbehave(Faults::default());
    for (id, bytes) in &kept {
        assert_eq!(fetch(&talk.felix, id).await.as_ref(), Ok(bytes));
    }
    talk.server.workers.sweep().await.expect("it sweeps");
    let mut found = talk.server.blobs();
    let mut expected: Vec<u64> = kept.iter().map(|(_, bytes)| bytes.len() as u64).collect();
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected, "what was refused left something");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_keeps_silent_is_given_up_in_half_a_minute() {
    let talk = talk().await;
    let stall = Duration::from_secs(3600);
    s3(&talk).misbehave(Faults { stalled: 100, stall, ..Faults::default() });
    let asked = upload(&talk.clara, &talk, table(1000));
    let refused = tokio::time::timeout(Duration::from_secs(30), asked).await.expect("an answer in time");
    refused.refused(503, "files-unavailable");
    s3(&talk).misbehave(Faults::default());
}

#[tokio::test(flavor = "multi_thread")]
async fn each_of_the_nineteen_kinds_is_judged_through_the_store() {
    let talk = talk().await;
    for (ending, content) in samples() {
        let path = format!("/api/v1{}/files?name=file.{ending}", talk.conversation());
        let request = talk.clara.request("POST", &path).header("idempotency-key", Uuid::new_v4().to_string());
        assert_eq!(reply(request.body(content)).await.status, 201, "{ending}");
    }
}

/// The files of a marketplace with these settings, as it finds them when it starts.
async fn greeted(change: impl FnOnce(&mut Config)) -> Result<(), String> {
    let mut config = Config::bare().expect("defaults");
    (config.s3_access_key, config.s3_secret_key) =
        (Some(S3_ACCESS_KEY.to_owned()), Some(S3_SECRET_KEY.to_owned()));
    change(&mut config);
    let blobs = Blobs::from_config(&config, &[0; 32]).map_err(|error| format!("{error:#}"))?;
    Files::new(blobs).greet(Duration::from_secs(5)).await.map_err(|error| format!("{error:#}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_that_cannot_work_are_told_at_the_start_and_a_store_that_is_down_stops_no_start() {
    let s3 = S3::start().await;
    let right = s3.url("files");
    assert_eq!(greeted(|config| config.blobs_url = Some(right.clone())).await, Ok(()));
    assert_eq!(s3.objects("").len(), 0, "what was tried is taken away again");
    let no_bucket = greeted(|config| config.blobs_url = Some(s3.url_of("nowhere", "files"))).await;
    let wrong_key = greeted(|config| {
        config.blobs_url = Some(right.clone());
        config.s3_access_key = Some("SOMEBODY".to_owned());
    });
    let wrong_secret = greeted(|config| {
        config.blobs_url = Some(right.clone());
        config.s3_secret_key = Some("wrong".to_owned());
    });
    for (told, why) in [
        (no_bucket, "there is no such bucket"),
        (wrong_key.await, "NotSignedUp"),
        (wrong_secret.await, "SignatureDoesNotMatch"),
    ] {
        let told = told.expect_err(why);
        assert!(told.starts_with("files cannot be kept in") && told.contains(why), "{told}");
    }
    s3.misbehave(Faults::DOWN);
    assert_eq!(greeted(|config| config.blobs_url = Some(right)).await, Ok(()));
}
