//! What the author of a message is told of it: that it was delivered, that it was read, and never more than
//! the other side lets be known.

use super::harness::{Client, Engine, accept};
use super::places::{Talk, open_on};
use super::wording::words;
use parlance_core::limits;
use serde_json::{Value, json};

/// How far one can have read before answering: the invitation, and one's acknowledgement of the warning.
const ASKED: i64 = 2;

/// (delivered, read) as `of` is told of the other person.
async fn receipt(talk: &Talk, of: &Client) -> (i64, i64) {
    let row = of.get(&talk.conversation()).await.ok();
    let place = |name: &str| row["receipt"][name].as_i64().expect("a number");
    (place("delivered_seq"), place("read_seq"))
}

async fn arrived(talk: &Talk, at: &Client, seq: i64) {
    let body = json!({"conversations": [{"id": talk.invited.conversation, "seq": seq}]});
    assert_eq!(at.put("/deliveries", body).await.status, 204);
}

async fn read(talk: &Talk, by: &Client, seq: i64) {
    by.put(&format!("{}/read", talk.conversation()), json!({"seq": seq})).await.ok();
}

async fn prefer(who: &Client, wish: Value) -> Value {
    who.patch("/preferences", wish).await.ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_is_sent_then_delivered_then_read() {
    sent_delivered_read(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_is_sent_then_delivered_then_read_on_postgresql() {
    sent_delivered_read(Engine::Postgres).await;
}

async fn sent_delivered_read(engine: Engine) {
    let talk = Talk::begun_at(open_on(engine, |_| {}).await).await;
    let seq = talk.say(&talk.clara, "Could you begin on Monday?").await;
    let told = receipt(&talk, &talk.clara).await;
    assert_eq!(told, (ASKED, ASKED), "it is on the disk, and nobody has it yet");
    arrived(&talk, &talk.felix, seq).await;
    assert_eq!(receipt(&talk, &talk.clara).await, (seq, ASKED));
    read(&talk, &talk.felix, seq).await;
    assert_eq!(receipt(&talk, &talk.clara).await, (seq, seq));
    assert_eq!(receipt(&talk, &talk.felix).await, (0, 0), "and each side is told of the other alone");
}

#[tokio::test(flavor = "multi_thread")]
async fn receipts_go_forward_only_and_not_beyond_what_was_said() {
    let talk = Talk::begun().await;
    let first = talk.say(&talk.clara, "One.").await;
    let second = talk.say(&talk.clara, "Two.").await;
    arrived(&talk, &talk.felix, i64::MAX).await;
    assert_eq!(receipt(&talk, &talk.clara).await, (second, ASKED));
    read(&talk, &talk.felix, first).await;
    assert_eq!(receipt(&talk, &talk.clara).await, (second, first));
    arrived(&talk, &talk.felix, -7).await;
    read(&talk, &talk.felix, 1).await;
    assert_eq!(receipt(&talk, &talk.clara).await, (second, first));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_merely_asked_is_not_reported_on() {
    let talk = Talk::invited().await;
    talk.felix.put(&format!("{}/acknowledgement", talk.conversation()), json!({"version": 1})).await.ok();
    arrived(&talk, &talk.felix, i64::MAX).await;
    read(&talk, &talk.felix, i64::MAX).await;
    assert_eq!(receipt(&talk, &talk.clara).await, (0, 0));
    accept(&talk.felix, &talk.invited).await;
    read(&talk, &talk.felix, i64::MAX).await;
    assert_ne!(receipt(&talk, &talk.clara).await, (0, 0), "from now on there is something to tell");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_that_was_read_before_it_was_accepted_is_told_as_read() {
    read_then_accepted(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_that_was_read_before_it_was_accepted_is_told_as_read_on_postgresql() {
    read_then_accepted(Engine::Postgres).await;
}

async fn read_then_accepted(engine: Engine) {
    let talk = Talk::invited_at(open_on(engine, |_| {}).await).await;
    talk.felix.put(&format!("{}/acknowledgement", talk.conversation()), json!({"version": 1})).await.ok();
    read(&talk, &talk.felix, i64::MAX).await;
    assert_eq!(receipt(&talk, &talk.clara).await, (0, 0), "he was merely asked");
    accept(&talk.felix, &talk.invited).await;
    assert_eq!(receipt(&talk, &talk.clara).await, (ASKED, ASKED));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_who_hides_what_they_read_an_accepted_invitation_is_told_as_delivered() {
    let talk = Talk::invited().await;
    prefer(&talk.felix, json!({"read_receipts": false})).await;
    talk.felix.put(&format!("{}/acknowledgement", talk.conversation()), json!({"version": 1})).await.ok();
    read(&talk, &talk.felix, i64::MAX).await;
    accept(&talk.felix, &talk.invited).await;
    assert_eq!(receipt(&talk, &talk.clara).await, (ASKED, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stands_behind_the_safety_warning_has_not_arrived() {
    let talk = Talk::begun().await;
    let seq = talk.say(&talk.clara, "One.").await;
    let sam = talk.server.sign_in("sam").await;
    let wording = json!({"expected_version": 0, "languages": {"en": words("Read this")}, "note": "Because."});
    sam.put("/staff/wording", wording).await.ok();
    arrived(&talk, &talk.felix, seq).await;
    assert_eq!(receipt(&talk, &talk.clara).await, (ASKED, ASKED));
    talk.felix.put(&format!("{}/acknowledgement", talk.conversation()), json!({"version": 2})).await.ok();
    arrived(&talk, &talk.felix, seq).await;
    assert_eq!(receipt(&talk, &talk.clara).await, (seq, ASKED));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_opts_out_is_known_to_have_received_and_what_was_told_stays_told() {
    let talk = Talk::begun().await;
    let first = talk.say(&talk.clara, "One.").await;
    read(&talk, &talk.felix, first).await;
    prefer(&talk.felix, json!({"read_receipts": false})).await;
    let second = talk.say(&talk.clara, "Two.").await;
    read(&talk, &talk.felix, second).await;
    assert_eq!(receipt(&talk, &talk.clara).await, (second, first));
    prefer(&talk.felix, json!({"read_receipts": true})).await;
    assert_eq!(receipt(&talk, &talk.clara).await, (second, first), "what was read unseen stays unseen");
    let third = talk.say(&talk.clara, "Three.").await;
    read(&talk, &talk.felix, third).await;
    assert_eq!(receipt(&talk, &talk.clara).await, (third, third));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_of_others_has_no_deliveries_and_spoils_those_named_beside_it() {
    let talk = Talk::begun().await;
    let seq = talk.say(&talk.clara, "One.").await;
    let noor = talk.server.sign_in("noor").await;
    let id = &talk.invited.conversation;
    noor.put("/deliveries", json!({"conversations": [{"id": id, "seq": seq}]}))
        .await
        .refused(404, "not-found");
    let unknown = uuid::Uuid::nil();
    let both = json!({"conversations": [{"id": id, "seq": seq}, {"id": unknown, "seq": 1}]});
    talk.felix.put("/deliveries", both).await.refused(404, "not-found");
    assert_eq!(receipt(&talk, &talk.clara).await, (ASKED, ASKED), "nothing half done");
    arrived(&talk, &talk.felix, seq).await;
    assert_eq!(receipt(&talk, &talk.clara).await, (seq, ASKED));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_request_names_so_many_deliveries_and_no_more() {
    let talk = Talk::begun().await;
    let many = |count: usize| {
        let one = json!({"id": talk.invited.conversation, "seq": 1});
        json!({"conversations": vec![one; count]})
    };
    assert_eq!(talk.felix.put("/deliveries", many(limits::DELIVERIES)).await.status, 204);
    let refused = talk.felix.put("/deliveries", many(limits::DELIVERIES + 1)).await;
    refused.refused(422, "invalid-fields");
    assert_eq!(refused.body["fields"][0]["rule"], "too-many");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_other_side_is_told_the_time_zone_that_one_shows() {
    let talk = Talk::begun().await;
    let told = async || talk.clara.get(&talk.conversation()).await.ok()["other_time_zone"].clone();
    prefer(&talk.felix, json!({"zone_source": "browser", "time_zone": "Asia/Tokyo"})).await;
    assert_eq!(told().await, "Asia/Tokyo");
    let kept = prefer(&talk.felix, json!({"zone_source": "chosen", "time_zone": "europe/lisbon"})).await;
    assert_eq!(kept["time_zone"], "Europe/Lisbon", "as the database writes it");
    assert_eq!(told().await, "Europe/Lisbon");
    prefer(&talk.felix, json!({"zone_source": "hidden"})).await;
    assert_eq!(told().await, Value::Null);
    let own = talk.felix.get("/preferences").await.ok();
    assert_eq!((&own["time_zone"], &own["zone_source"]), (&json!("Europe/Lisbon"), &json!("hidden")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_time_zone_that_nobody_knows_is_refused_and_changes_nothing() {
    let talk = Talk::begun().await;
    let before = talk.felix.get("/preferences").await.ok();
    // Nobody ever said where Sam is.
    let sam = talk.server.sign_in("sam").await;
    assert_eq!(sam.get("/preferences").await.ok()["time_zone"], Value::Null);
    let chosen = sam.patch("/preferences", json!({"zone_source": "chosen"})).await;
    chosen.refused(422, "invalid-fields");
    assert_eq!(chosen.body["fields"][0]["rule"], "empty");
    for (name, rule) in
        [("Mars/Olympus", "not-a-time-zone"), ("", "not-a-time-zone"), (&"x".repeat(65), "too-long")]
    {
        let wish = json!({"time_zone": name, "presence": false});
        let refused = talk.felix.patch("/preferences", wish).await;
        refused.refused(422, "invalid-fields");
        assert_eq!(
            (&refused.body["fields"][0]["field"], &refused.body["fields"][0]["rule"]),
            (&json!("time_zone"), &json!(rule))
        );
    }
    assert_eq!(before["presence"], true);
    assert_eq!(talk.felix.get("/preferences").await.ok(), before);
    assert_eq!(sam.get("/preferences").await.ok()["zone_source"], "browser");
}
