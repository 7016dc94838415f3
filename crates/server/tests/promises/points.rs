//! What two people agree on: a message or a short text, proposed by one and confirmed by the other. Each test runs
//! on both databases.

use super::amendments::{on_both, talk};
use super::harness::{Client, Engine, Reply};
use super::places::Talk;
use super::state::{refused_whole, state};
use parlance_core::limits;
use parlance_store::engine::{Lock, Sql};
use serde_json::{Value, json};
use uuid::Uuid;

on_both!(
    what_one_proposes_the_other_confirms_and_both_find_it_in_the_list_for_good,
    a_point_is_declined_or_taken_back_and_leaves_the_list,
    only_the_other_side_answers_and_only_whoever_proposed_takes_back,
    a_point_that_waits_goes_with_the_words_of_its_message_and_an_agreed_one_keeps_them,
    of_two_answers_at_once_one_counts,
    a_message_is_proposed_once_and_what_is_no_message_not_at_all,
    a_hundred_points_wait_or_are_agreed_and_one_that_goes_makes_room,
    a_retry_under_the_same_key_is_the_same_point_as_it_now_stands,
    the_other_is_told_by_mail_and_of_the_answer_behind_the_bell,
    behind_the_safety_warning_a_point_keeps_its_words_to_itself,
    who_may_not_write_neither_proposes_nor_answers_and_strangers_find_nothing,
);

async fn propose(talk: &Talk, by: &Client, body: Value) -> i64 {
    by.post(&talk.points(), body).await.ok()["seq"].as_i64().expect("a number")
}

async fn answer(talk: &Talk, by: &Client, seq: i64, answer: &str) -> Reply {
    by.put(&format!("{}/{seq}/answer", talk.points()), json!({"answer": answer})).await
}

async fn list(talk: &Talk, of: &Client) -> Vec<Value> {
    of.get(&talk.points()).await.ok().as_array().expect("a list").clone()
}

/// What both see of a point, the same for both.
async fn body(talk: &Talk, seq: i64) -> Value {
    let [hers, his] = [&talk.clara, &talk.felix];
    let (hers, his) = (talk.entry(hers, seq).await, talk.entry(his, seq).await);
    assert_eq!((&hers["body"], &hers["version"]), (&his["body"], &his["version"]));
    hers["body"].clone()
}

async fn what_one_proposes_the_other_confirms_and_both_find_it_in_the_list_for_good(engine: Engine) {
    let talk = talk(engine).await;
    let text = json!({"text": "  Four drawings by Friday.\r\nTwo rounds of changes.  "});
    let own = propose(&talk, &talk.clara, text).await;
    let said = talk.say(&talk.felix, "300 for all four").await;
    let of_message = propose(&talk, &talk.clara, json!({"message": said, "brief": true})).await;
    let waiting = json!({
        "kind": "point", "text": "Four drawings by Friday.\nTwo rounds of changes.", "message": null,
        "brief": false, "state": "waiting", "answered_at": null
    });
    assert_eq!(body(&talk, own).await, waiting);
    let seen = body(&talk, of_message).await;
    assert_eq!(
        (&seen["text"], &seen["message"], &seen["brief"]),
        (&json!("300 for all four"), &json!(said), &json!(true))
    );
    let row = talk.felix.get(&talk.conversation()).await.ok();
    assert_eq!(
        (&row["head"]["unread"], &row["head"]["last"]["kind"], &row["head"]["last"]["preview"]),
        (&json!(1), &json!("point"), &json!("300 for all four")),
        "he wrote after the first, so one waits to be read"
    );
    for seq in [own, of_message] {
        let page = answer(&talk, &talk.felix, seq, "confirmed").await.ok();
        assert_eq!(page["entries"][0]["body"], json!({"kind": "amendment", "target": seq}));
        assert_eq!(page["beside"][0]["body"]["state"], "agreed");
        let again = answer(&talk, &talk.felix, seq, "confirmed").await.ok();
        assert_eq!(again["entries"], json!([]), "saying it twice is saying it once");
    }
    for person in [&talk.clara, &talk.felix] {
        let all = list(&talk, person).await;
        let told: Vec<_> = all.iter().map(|one| (&one["seq"], &one["body"]["state"])).collect();
        assert_eq!(told, [(&json!(own), &json!("agreed")), (&json!(of_message), &json!("agreed"))]);
        assert_eq!(all[0], talk.entry(person, own).await, "the list says what the conversation says");
    }
    for (by, said) in [(&talk.felix, "declined"), (&talk.clara, "taken_back")] {
        let asked = answer(&talk, by, own, said);
        refused_whole(&talk.server, asked, 409, "point-answered").await;
    }
}

async fn a_point_is_declined_or_taken_back_and_leaves_the_list(engine: Engine) {
    let talk = talk(engine).await;
    let said = talk.say(&talk.clara, "All of it tomorrow").await;
    let declined = propose(&talk, &talk.clara, json!({"text": "Paid in a year"})).await;
    let of_message = propose(&talk, &talk.clara, json!({"message": said})).await;
    let taken_back = propose(&talk, &talk.clara, json!({"text": "wren"})).await;
    assert_eq!(list(&talk, &talk.felix).await.len(), 3);
    answer(&talk, &talk.felix, declined, "declined").await.ok();
    answer(&talk, &talk.felix, of_message, "declined").await.ok();
    answer(&talk, &talk.clara, taken_back, "taken_back").await.ok();
    assert_eq!(list(&talk, &talk.felix).await, Vec::<Value>::new());
    for (seq, state, text) in [
        (declined, "declined", json!("Paid in a year")),
        (of_message, "declined", Value::Null),
        (taken_back, "taken_back", Value::Null),
    ] {
        let seen = body(&talk, seq).await;
        assert_eq!((&seen["state"], &seen["text"]), (&json!(state), &text), "{seen}");
        assert!(seen["answered_at"].is_string());
    }
    // Nothing stands in the way of proposing the message again.
    let again = propose(&talk, &talk.felix, json!({"message": said})).await;
    answer(&talk, &talk.clara, again, "confirmed").await.ok();
    assert_eq!(list(&talk, &talk.clara).await.len(), 1);
}

async fn only_the_other_side_answers_and_only_whoever_proposed_takes_back(engine: Engine) {
    let talk = talk(engine).await;
    let point = propose(&talk, &talk.felix, json!({"text": "By Friday"})).await;
    for (by, said, code) in [
        (&talk.felix, "confirmed", "own-point"),
        (&talk.felix, "declined", "own-point"),
        (&talk.clara, "taken_back", "not-your-point"),
    ] {
        refused_whole(&talk.server, answer(&talk, by, point, said), 403, code).await;
    }
    refused_whole(&talk.server, answer(&talk, &talk.clara, 1, "confirmed"), 403, "not-a-point").await;
    refused_whole(&talk.server, answer(&talk, &talk.clara, 99, "confirmed"), 404, "not-found").await;
    let nobody = json!({"answer": "lapsed"});
    let path = format!("{}/{point}/answer", talk.points());
    refused_whole(&talk.server, talk.clara.put(&path, nobody), 400, "malformed-body").await;
    answer(&talk, &talk.clara, point, "confirmed").await.ok();
}

async fn a_point_that_waits_goes_with_the_words_of_its_message_and_an_agreed_one_keeps_them(engine: Engine) {
    let talk = talk(engine).await;
    let (edited, removed) =
        (talk.say(&talk.clara, "wren-edited").await, talk.say(&talk.clara, "wren-removed").await);
    let agreed = talk.say(&talk.clara, "robin-agreed").await;
    let mut points = Vec::new();
    for (by, seq) in [(&talk.felix, edited), (&talk.felix, removed), (&talk.clara, agreed)] {
        points.push(propose(&talk, by, json!({"message": seq})).await);
    }
    answer(&talk, &talk.felix, points[2], "confirmed").await.ok();
    let before = talk.last_seq().await;
    let page = talk.clara.put(&talk.message(edited), json!({"text": "Put differently"})).await.ok();
    let told: Vec<_> =
        page["entries"].as_array().expect("entries").iter().map(|one| &one["body"]["target"]).collect();
    assert_eq!(told, [&json!(edited), &json!(points[0])], "the edit, and what it does to the point");
    talk.clara.delete(&talk.message(removed)).await.ok();
    talk.clara.delete(&talk.message(agreed)).await.ok();
    assert_eq!(talk.last_seq().await, before + 5, "three changes, and two points that lapsed");
    for point in &points[..2] {
        let seen = body(&talk, *point).await;
        assert_eq!((&seen["state"], &seen["text"]), (&json!("lapsed"), &Value::Null));
        let late = answer(&talk, &talk.clara, *point, "confirmed");
        refused_whole(&talk.server, late, 409, "point-answered").await;
    }
    let kept = body(&talk, points[2]).await;
    assert_eq!((&kept["state"], &kept["text"]), (&json!("agreed"), &json!("robin-agreed")));
    for person in [&talk.clara, &talk.felix] {
        let pages = [talk.entries(), talk.points(), "/conversations".to_owned()];
        for path in pages {
            let text = person.get(&path).await.ok().to_string();
            assert!(!text.contains("wren"), "{path}: {text}");
        }
    }
}

async fn of_two_answers_at_once_one_counts(engine: Engine) {
    let talk = talk(engine).await;
    for _ in 0..10 {
        let point = propose(&talk, &talk.clara, json!({"text": "By Friday"})).await;
        let before = talk.last_seq().await;
        let (yes, no, back) = tokio::join!(
            answer(&talk, &talk.felix, point, "confirmed"),
            answer(&talk, &talk.felix, point, "declined"),
            answer(&talk, &talk.clara, point, "taken_back"),
        );
        let mut statuses = [yes.status, no.status, back.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409, 409]);
        assert_eq!(talk.last_seq().await, before + 1);
    }
}

async fn a_message_is_proposed_once_and_what_is_no_message_not_at_all(engine: Engine) {
    let talk = talk(engine).await;
    let said = talk.say(&talk.felix, "By Friday").await;
    let point = propose(&talk, &talk.clara, json!({"message": said})).await;
    let again = async |seq: i64| talk.felix.post(&talk.points(), json!({"message": seq})).await;
    refused_whole(&talk.server, again(said), 409, "point-already-proposed").await;
    answer(&talk, &talk.felix, point, "confirmed").await.ok();
    refused_whole(&talk.server, again(said), 409, "point-already-proposed").await;
    let upload = format!("{}/files?name=list.csv", talk.conversation());
    let file = talk.felix.post(&upload, json!("a,b")).await.ok()["id"].clone();
    let files =
        talk.felix.post(&talk.messages(), json!({"text": "", "files": [file]})).await.ok()["seq"].clone();
    for (seq, status, code) in [
        (files.as_i64().expect("a number"), 403, "point-without-words"),
        (1, 403, "not-a-message"),
        (point, 403, "not-a-message"),
        (99, 404, "not-found"),
    ] {
        refused_whole(&talk.server, again(seq), status, code).await;
    }
    talk.felix.delete(&talk.message(said)).await.ok();
    refused_whole(&talk.server, again(said), 409, "message-removed").await;
    for (body, rule) in [
        (json!({}), "empty"),
        (json!({"text": " \n "}), "empty"),
        (json!({"text": "x".repeat(limits::POINT_CHARS + 1)}), "too-long"),
        (json!({"text": "x", "message": said}), "repeated"),
    ] {
        let refused = talk.felix.post(&talk.points(), body).await;
        assert_eq!((refused.status, refused.code()), (422, "invalid-fields"), "{}", refused.body);
        assert_eq!(refused.body["fields"][0]["rule"], rule, "{}", refused.body);
    }
}

async fn a_hundred_points_wait_or_are_agreed_and_one_that_goes_makes_room(engine: Engine) {
    let talk = talk(engine).await;
    let mut newest = 0;
    for n in 0..limits::POINTS {
        newest = propose(&talk, &talk.felix, json!({"text": format!("Point {n}")})).await;
    }
    answer(&talk, &talk.clara, newest, "confirmed").await.ok();
    let more = async || talk.felix.post(&talk.points(), json!({"text": "One more"})).await;
    refused_whole(&talk.server, more(), 403, "point-limit").await;
    assert_eq!(list(&talk, &talk.clara).await.len(), 100);
    answer(&talk, &talk.clara, newest - 1, "declined").await.ok();
    assert_eq!(more().await.status, 201);
}

async fn a_retry_under_the_same_key_is_the_same_point_as_it_now_stands(engine: Engine) {
    let talk = talk(engine).await;
    let key = Uuid::new_v4();
    let asked = json!({"text": "By Friday", "brief": true});
    let made = talk.clara.post_keyed(&talk.points(), key, asked.clone()).await;
    assert_eq!(made.status, 201);
    answer(&talk, &talk.felix, made.body["seq"].as_i64().expect("a number"), "confirmed").await.ok();
    let again = talk.clara.post_keyed(&talk.points(), key, asked).await;
    assert_eq!(
        (again.status, &again.body["seq"], &again.body["body"]["state"]),
        (200, &made.body["seq"], &json!("agreed"))
    );
    let path = talk.points();
    let other = talk.clara.post_keyed(&path, key, json!({"text": "By Friday"}));
    refused_whole(&talk.server, other, 409, "idempotency-key-reused").await;
}

async fn the_other_is_told_by_mail_and_of_the_answer_behind_the_bell(engine: Engine) {
    let talk = talk(engine).await;
    let waits = propose(&talk, &talk.clara, json!({"text": "robin-waits"})).await;
    let gone = propose(&talk, &talk.clara, json!({"text": "wren-gone"})).await;
    answer(&talk, &talk.clara, gone, "taken_back").await.ok();
    talk.server.settle().await;
    let mails = super::harness::reply(talk.server.stranger().request("GET", "/demo/mail.json"))
        .await
        .ok()
        .to_string();
    assert!(mails.contains("robin-waits") && mails.contains("asks whether you agree"), "{mails}");
    assert!(!mails.contains("wren-gone"), "what was taken back before the mail went out is not mailed");
    answer(&talk, &talk.felix, waits, "confirmed").await.ok();
    let second = propose(&talk, &talk.felix, json!({"text": "Paid at once"})).await;
    answer(&talk, &talk.clara, second, "declined").await.ok();
    talk.server.settle().await;
    for (person, kind) in [(&talk.clara, "point-confirmed"), (&talk.felix, "point-declined")] {
        let lines = person.get("/notifications").await.ok();
        assert_eq!(lines["items"][0]["kind"], kind, "{lines}");
        assert_eq!(lines["items"][0]["conversation"], talk.invited.conversation);
    }
}

static FORGET: Sql = Sql::new("UPDATE conversation SET acknowledged = 0 WHERE id = $1", Lock::None);

async fn behind_the_safety_warning_a_point_keeps_its_words_to_itself(engine: Engine) {
    let talk = talk(engine).await;
    let point = propose(&talk, &talk.clara, json!({"text": "wren-point"})).await;
    // As a new version of the warning does: Felix has read an older one.
    let id = talk.invited.conversation.parse().map(parlance_core::ConversationId).expect("an id");
    let forgotten = talk.server.app.store.run(move |tx| tx.execute(&FORGET, &[id.into()])).await;
    assert_eq!(forgotten.expect("the row changes"), 1);
    let seen = talk.entry(&talk.felix, point).await;
    assert_eq!(seen["body"], json!({"kind": "withheld", "of": "point"}));
    for path in [talk.points(), talk.entries(), "/conversations".to_owned()] {
        let text = talk.felix.get(&path).await.ok().to_string();
        assert!(!text.contains("wren"), "{path}: {text}");
    }
    let asked = answer(&talk, &talk.felix, point, "confirmed");
    refused_whole(&talk.server, asked, 403, "warning-not-acknowledged").await;
    talk.server.settle().await;
    let mails = super::harness::reply(talk.server.stranger().request("GET", "/demo/mail.json"))
        .await
        .ok()
        .to_string();
    assert!(!mails.contains("wren-point"), "{mails}");
}

async fn who_may_not_write_neither_proposes_nor_answers_and_strangers_find_nothing(engine: Engine) {
    let talk = talk(engine).await;
    let point = propose(&talk, &talk.clara, json!({"text": "By Friday"})).await;
    let noor = talk.server.sign_in("noor").await;
    noor.get(&talk.points()).await.refused(404, "not-found");
    noor.post(&talk.points(), json!({"text": "Mine"})).await.refused(404, "not-found");
    answer(&talk, &noor, point, "confirmed").await.refused(404, "not-found");
    talk.clara.put(&talk.closure(), json!({})).await.ok();
    let before = state(&talk.server).await;
    let proposing = talk.felix.post(&talk.points(), json!({"text": "Late"})).await;
    proposing.refused(403, "job-closed");
    let answering = answer(&talk, &talk.felix, point, "confirmed").await;
    assert!(matches!(answering.status, 403 | 404), "{}", answering.body);
    assert_eq!(before["entry"], state(&talk.server).await["entry"]);
    talk.clara.delete(&talk.closure()).await.ok();
    answer(&talk, &talk.felix, point, "confirmed").await.ok();
}
