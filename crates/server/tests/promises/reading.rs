//! Reading: the safety warning, the closed job, who can close what, and a message arriving by itself (S22,
//! S23, S25, S26, S30).

use super::harness::{INVITATION_TEXT, Socket, invite};
use super::places::{Talk, invitation, open};
use super::schema;
use serde_json::{Value, json};
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn no_body_reaches_a_freelancer_who_has_not_read_the_warning() {
    let talk = Talk::invited().await;
    talk.server.settle().await;
    let conversation = &talk.invited.conversation;
    for path in [
        "/conversations".to_owned(),
        format!("/conversations/{conversation}"),
        format!("/conversations/{conversation}/entries"),
        format!("/conversations/{conversation}/entries?after=0"),
        "/invitations?side=freelancer".to_owned(),
        format!("/invitations/{}", talk.invited.invitation),
        "/notifications".to_owned(),
    ] {
        let seen = talk.felix.get(&path).await.ok().to_string();
        assert!(!seen.contains("twelve drawings"), "{path}: {seen}");
        assert!(
            seen.contains("Clara Winter") || path.ends_with("/entries") || path.contains('?'),
            "person and job are shown: {path}: {seen}"
        );
    }
    talk.felix
        .put(&talk.answer(), json!({"answer": "accepted"}))
        .await
        .refused(403, "warning-not-acknowledged");
    talk.felix
        .put(&format!("{}/read", talk.conversation()), json!({"seq": 1}))
        .await
        .refused(403, "warning-not-acknowledged");
    // Whoever wrote it needs no warning of it.
    assert_eq!(
        talk.clara.get(&format!("/invitations/{}", talk.invited.invitation)).await.ok()["text"],
        INVITATION_TEXT
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_acknowledgement_is_kept_with_its_time_and_the_version_of_the_text() {
    let talk = Talk::invited().await;
    talk.server.clock.advance(Duration::from_secs(90));
    let path = format!("{}/acknowledgement", talk.conversation());
    talk.felix.put(&path, json!({"version": 2})).await.refused(409, "warning-changed");
    talk.felix.put(&path, json!({"version": 1})).await.ok();
    talk.felix.put(&talk.answer(), json!({"answer": "accepted"})).await.ok();
    let entry = &talk.felix.get(&talk.entries()).await.ok()["entries"][1];
    assert_eq!(entry["body"], json!({"kind": "acknowledgement", "version": 1}));
    assert_eq!(entry["at"], "2026-11-22T12:01:30.000000Z");
    assert_eq!(entry["by"], json!({"kind": "account", "id": talk.felix.id, "side": "freelancer"}));
    assert_eq!(talk.server.stranger().get("/marketplace").await.ok()["warning"]["version"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_the_acknowledgement_sender_time_text_and_job_are_there() {
    let talk = Talk::invited().await;
    let seen =
        talk.felix.put(&format!("{}/acknowledgement", talk.conversation()), json!({"version": 1})).await.ok();
    assert_eq!(seen["invitation"]["text"], INVITATION_TEXT);
    assert_eq!(seen["invitation"]["other"]["name"], "Clara Winter");
    assert_eq!(seen["invitation"]["created_at"], "2026-11-22T12:00:00.000000Z");
    assert_eq!(seen["job"]["title"], "Drawings for a calendar");
    assert_eq!(seen["head"]["warning_pending"], false);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_warning_does_not_return_while_its_version_stays() {
    let talk = Talk::begun().await;
    talk.clara.post(&talk.messages(), json!({"text": "One more thing"})).await.ok();
    talk.clara.put(&talk.closure(), json!({})).await.ok();
    talk.clara.delete(&talk.closure()).await.ok();
    talk.server.settle().await;
    let head = talk.felix.get(&talk.conversation()).await.ok()["head"].clone();
    assert_eq!(
        (&head["warning_pending"], &head["last"]["preview"]),
        (&json!(false), &json!("One more thing"))
    );
    // It belongs to a conversation: another one begins with it.
    let dana = talk.server.sign_in("dana").await;
    let other = invite(&dana, &talk.felix).await;
    assert_eq!(
        talk.felix.get(&format!("/conversations/{}", other.conversation)).await.ok()["head"]["warning_pending"],
        true
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn confirming_the_warning_again_writes_nothing() {
    let talk = Talk::begun().await;
    let before = talk.kinds(&talk.felix).await;
    talk.felix.put(&format!("{}/acknowledgement", talk.conversation()), json!({"version": 1})).await.ok();
    assert_eq!(talk.kinds(&talk.felix).await, before);
    talk.clara
        .put(&format!("{}/acknowledgement", talk.conversation()), json!({"version": 2}))
        .await
        .refused(403, "only-the-freelancer-acknowledges");
    talk.clara
        .put(&format!("{}/acknowledgement", talk.conversation()), json!({"version": 1}))
        .await
        .refused(403, "only-the-freelancer-acknowledges");
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_a_job_closes_all_its_conversations_and_no_other_at_once() {
    let server = open().await;
    let (clara, felix, dana) =
        (server.sign_in("clara").await, server.sign_in("felix").await, server.sign_in("dana").await);
    super::places::post_job(&clara, "About to close").await;
    let (first, second, other) =
        (invite(&clara, &felix).await, invite(&clara, &dana).await, invite(&dana, &felix).await);
    assert_eq!(first.job, second.job);
    clara.put(&format!("/jobs/{}/closure", first.job), json!({})).await.ok();
    // No task has run yet: the standing follows from the job's row.
    for (person, conversation) in [(&clara, &first), (&felix, &first), (&clara, &second), (&dana, &second)] {
        let head =
            person.get(&format!("/conversations/{}", conversation.conversation)).await.ok()["head"].clone();
        assert_eq!(head["standing"], json!({"state": "closed", "reason": "job-closed"}));
        assert_eq!(head["send"]["code"], "job-closed");
    }
    let head = felix.get(&format!("/conversations/{}", other.conversation)).await.ok()["head"].clone();
    assert_eq!(head["standing"]["state"], "invited");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_to_a_closed_conversation_is_refused_with_job_closed() {
    let talk = Talk::begun().await;
    talk.clara.put(&talk.closure(), json!({})).await.ok();
    for settled in [false, true] {
        if settled {
            talk.server.settle().await;
        }
        for person in [&talk.clara, &talk.felix] {
            person.post(&talk.messages(), json!({"text": "One last word"})).await.refused(403, "job-closed");
        }
    }
    talk.clara.delete(&talk.closure()).await.ok();
    talk.server.settle().await;
    assert_eq!(talk.clara.post(&talk.messages(), json!({"text": "Back again"})).await.status, 201);
    let kinds = talk.kinds(&talk.felix).await;
    assert_eq!(
        kinds[3..],
        ["system", "system", "message"],
        "closing and re-opening are in the record: {kinds:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_conversation_is_no_longer_readable_and_its_row_stays_with_the_reason() {
    let talk = Talk::begun().await;
    talk.clara.post(&talk.messages(), json!({"text": "wren: between us"})).await.ok();
    talk.clara.put(&talk.closure(), json!({})).await.ok();
    talk.server.settle().await;
    for person in [&talk.clara, &talk.felix] {
        person.get(&talk.entries()).await.refused(403, "job-closed");
        person
            .put(&format!("{}/read", talk.conversation()), json!({"seq": 1}))
            .await
            .refused(403, "job-closed");
        let list = person.get("/conversations").await.ok();
        let rows = list["items"].as_array().expect("rows");
        let row =
            rows.iter().find(|row| row["id"] == talk.invited.conversation.as_str()).expect("the row stays");
        assert_eq!(
            (&row["head"]["reach"], &row["head"]["last"], &row["head"]["unread"]),
            (&json!("nothing"), &Value::Null, &json!(0))
        );
        assert!(
            row["head"]["send"]["detail"].as_str().is_some_and(|detail| detail.contains("closed")),
            "{row}"
        );
        let opened = person.get(&talk.conversation()).await.ok();
        for seen in [row.clone(), opened, person.get("/notifications").await.ok()] {
            assert!(
                !seen.to_string().contains("wren") && !seen.to_string().contains("twelve drawings"),
                "{seen}"
            );
        }
    }
}

/// What may be written below a conversation: what is said and agreed on in it, and that it was read.
const OF_A_MESSAGE: [&str; 5] =
    ["/{id}/acknowledgement", "/{id}/messages", "/{id}/points", "/{id}/files", "/{id}/read"];
/// How one keeps it in one's own list, which nobody else sees.
const OF_ONES_OWN_LIST: [&str; 4] = ["/{id}/star", "/{id}/mute", "/{id}/archive", "/{id}/unread"];

#[tokio::test(flavor = "multi_thread")]
async fn no_route_closes_a_conversation() {
    for (method, path) in schema::operations() {
        let writes_a_conversation = path.contains("/conversations/{id}") && method != "GET";
        let allowed = OF_A_MESSAGE.iter().any(|what| path.contains(what))
            || OF_ONES_OWN_LIST.iter().any(|what| path.ends_with(what));
        assert!(
            !writes_a_conversation || allowed,
            "{method} {path} writes to a conversation: does it close it?"
        );
    }
    let talk = Talk::begun().await;
    for method in ["DELETE", "PUT", "PATCH", "POST"] {
        talk.felix
            .send(method, &talk.conversation(), Some(json!({"standing": "closed"})), None)
            .await
            .refused(405, "method-not-allowed");
        talk.felix
            .send(method, &format!("{}/closure", talk.conversation()), Some(json!({})), None)
            .await
            .refused(404, "not-found");
    }
    assert_eq!(talk.felix.get(&talk.conversation()).await.ok()["head"]["standing"]["state"], "open");
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_the_clients_job_as_the_freelancer_is_refused() {
    let talk = Talk::begun().await;
    talk.felix.put(&talk.closure(), json!({})).await.refused(403, "only-the-client-closes");
    talk.felix.delete(&talk.closure()).await.refused(403, "only-the-client-closes");
    assert_eq!(talk.clara.get(&format!("/jobs/{}", talk.invited.job)).await.ok()["phase"], "open");
    assert_eq!(talk.felix.post(&talk.messages(), json!({"text": "Still here"})).await.status, 201);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_reaches_the_other_sides_socket_within_a_second() {
    let talk = Talk::begun().await;
    let mut tab = talk.felix.socket().await;
    tab.next_of("inbox").await;
    let sent = talk.clara.post(&talk.messages(), json!({"text": "Now"})).await.ok();
    let frame = tokio::time::timeout(Duration::from_secs(1), tab.next_of("entries")).await.expect("in time");
    assert_eq!(frame["entries"][0]["seq"], sent["seq"]);
    assert_eq!(schema::judge(schema::schema("Frame"), &frame), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tab_that_comes_back_gets_exactly_what_it_missed() {
    let talk = Talk::begun().await;
    let mut tab = talk.felix.socket().await;
    let hello = tab.next_of("hello").await;
    assert_eq!(schema::judge(schema::schema("Frame"), &hello), Vec::<String>::new());
    let page = talk.felix.get(&talk.entries()).await.ok();
    let (seen, view) = (page["last"].as_i64().expect("a number"), page["view"].as_i64().expect("a number"));
    drop(tab);
    for n in 0..5 {
        talk.clara.post(&talk.messages(), json!({"text": format!("while you were away {n}")})).await.ok();
    }
    let mut tab = talk.felix.bare_socket().await.expect("a socket");
    tab.resume(hello["epoch"].as_str(), &[(&talk.invited.conversation, seen, view)]).await;
    let missed = entries_after(&mut tab, seen).await;
    assert_eq!(missed["last"].as_i64(), Some(seen + 5));
    let fetched = talk.felix.get(&format!("{}?after={seen}", talk.entries())).await.ok();
    assert_eq!(missed["entries"], fetched["entries"]);
    // Nothing missed, nothing told.
    tab.resume(hello["epoch"].as_str(), &[(&talk.invited.conversation, seen + 5, view)]).await;
    assert_eq!(entries_after(&mut tab, seen + 5).await["entries"], json!([]));
}

/// The next frame of entries that begins after `seq`: a hint of what was said before may still be on its
/// way, and be told a second time.
async fn entries_after(tab: &mut Socket, seq: i64) -> Value {
    loop {
        let frame = tab.next_of("entries").await;
        if frame["after"] == seq {
            return frame;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_after_a_withdrawn_one_is_in_the_same_conversation_without_a_new_warning() {
    let talk = Talk::invited().await;
    talk.felix.put(&format!("{}/acknowledgement", talk.conversation()), json!({"version": 1})).await.ok();
    talk.clara.put(&talk.answer(), json!({"answer": "withdrawn"})).await.ok();
    let again = talk
        .clara
        .post("/invitations", invitation(&talk.invited.job, &talk.felix, "On second thoughts"))
        .await
        .ok();
    assert_eq!(again["conversation"], talk.invited.conversation.as_str());
    let seen = talk.felix.get(&talk.conversation()).await.ok();
    assert_eq!(
        (&seen["head"]["warning_pending"], &seen["invitation"]["text"]),
        (&json!(false), &json!("On second thoughts"))
    );
}
