//! The contact policy: admins change it as data, with its history; what it settles is what people meet (S24,
//! S54–S56).

use super::harness::{Client, Reply, accept, invite, reply};
use super::places::{Talk, invitation, open, post_job};
use super::state::{refused_whole, state};
use parlance_core::limits;
use serde_json::{Value, json};
use uuid::Uuid;

const POLICY: &str = "/staff/contact-policy";

/// The policy in force, as the admin finds it.
async fn policy(sam: &Client) -> Value {
    sam.get(POLICY).await.ok()
}

/// Puts what `change` makes of the policy in force; the version it gets.
async fn put(sam: &Client, change: impl FnOnce(&mut Value)) -> i64 {
    let mut found = policy(sam).await;
    change(&mut found["document"]);
    let body = json!({"expected_version": found["version"], "document": found["document"], "note": "A try."});
    let done = sam.put(POLICY, body).await.ok();
    done["version"].as_i64().expect("a version")
}

/// A shipped document.
async fn preset(sam: &Client, name: &str) -> Value {
    let all = sam.get("/staff/contact-policy/presets").await.ok();
    let found = all.as_array().expect("presets").iter().find(|preset| preset["name"] == name);
    found.expect("it is shipped")["document"].clone()
}

/// What somebody is told of a conversation's standing and of the composer.
async fn told(of: &Client, talk: &Talk) -> (Value, Value, Value) {
    let head = of.get(&talk.conversation()).await.ok()["head"].clone();
    (head["standing"]["state"].clone(), head["standing"]["reason"].clone(), head["send"]["code"].clone())
}

async fn upload(by: &Client, conversation: &str) -> Reply {
    let request = by.request("POST", &format!("/api/v1/conversations/{conversation}/files?name=list.csv"));
    reply(request.header("idempotency-key", Uuid::new_v4().to_string()).body("a,b")).await
}

async fn post(by: &Client, path: String, body: Value) -> Reply {
    by.post(&path, body).await
}

async fn put_to(by: &Client, path: String, body: Value) -> Reply {
    by.put(&path, body).await
}

fn job_path(talk: &Talk, what: &str) -> String {
    format!("/jobs/{}/{what}", talk.invited.job)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_marketplace_begins_with_the_shipped_policy_and_keeps_every_one_after_it() {
    let server = open().await;
    let sam = server.sign_in("sam").await;
    let first = policy(&sam).await;
    assert_eq!((&first["version"], &first["by"]), (&json!(1), &Value::Null));
    assert_eq!(first["document"], preset(&sam, "client-invites").await);
    assert_eq!(put(&sam, |document| document["everywhere"]["pending_max"] = json!(5)).await, 2);
    let second = policy(&sam).await;
    assert_eq!((&second["note"], &second["by"]["id"]), (&json!("A try."), &json!(sam.id)));
    let back = json!({"expected_version": 2, "version": 1, "note": "It was better before."});
    let third = sam.put("/staff/contact-policy/rollback", back).await.ok();
    assert_eq!((&third["version"], &third["document"]), (&json!(3), &first["document"]));
    let history = sam.get("/staff/contact-policy/history?limit=2").await.ok();
    let versions = |page: &Value| -> Vec<i64> {
        page["items"].as_array().expect("lines").iter().filter_map(|line| line["version"].as_i64()).collect()
    };
    assert_eq!(versions(&history), [3, 2]);
    let next = history["next"].as_str().expect("there is more");
    let rest = sam.get(&format!("/staff/contact-policy/history?limit=2&cursor={next}")).await.ok();
    assert_eq!((versions(&rest), &rest["next"]), (vec![1], &Value::Null));
}

#[tokio::test(flavor = "multi_thread")]
async fn admins_alone_read_and_change_the_policy() {
    let server = open().await;
    let (sam, clara) = (server.sign_in("sam").await, server.sign_in("clara").await);
    let document = policy(&sam).await["document"].clone();
    let body = json!({"expected_version": 1, "document": document, "note": "Mine now."});
    refused_whole(&server, clara.put(POLICY, body), 403, "staff-role-required").await;
    refused_whole(&server, clara.get(POLICY), 403, "staff-role-required").await;
    assert_eq!(policy(&sam).await["version"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_admins_who_save_at_once_the_second_hears_what_is_in_force() {
    let server = open().await;
    let sam = server.sign_in("sam").await;
    let mut document = policy(&sam).await["document"].clone();
    put(&sam, |document| document["everywhere"]["pending_max"] = json!(5)).await;
    document["everywhere"]["pending_max"] = json!(6);
    let late = json!({"expected_version": 1, "document": document, "note": "Another."});
    let refused = sam.put(POLICY, late.clone()).await;
    refused.refused(409, "policy-changed");
    assert_eq!(refused.body["current_version"], 2);
    refused_whole(&server, sam.put(POLICY, late), 409, "policy-changed").await;
    assert_eq!(policy(&sam).await["document"]["everywhere"]["pending_max"], 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn saving_again_after_a_lost_answer_changes_nothing_more() {
    let server = open().await;
    let sam = server.sign_in("sam").await;
    let mut document = policy(&sam).await["document"].clone();
    document["everywhere"]["pending_max"] = json!(5);
    let body = json!({"expected_version": 1, "document": document, "note": "Fewer."});
    let first = sam.put(POLICY, body.clone()).await.ok();
    assert_eq!(sam.put(POLICY, body).await.ok(), first);
    assert_eq!(policy(&sam).await["version"], 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_policy_that_contradicts_itself_is_refused_with_the_place_and_the_reason() {
    let server = open().await;
    let sam = server.sign_in("sam").await;
    let good = policy(&sam).await["document"].clone();
    let nobody = json!({"who": "nobody", "must_accept": false});
    let spoilt = |pointer: &str, value: Value| {
        let mut document = good.clone();
        *document.pointer_mut(pointer).expect("a place") = value;
        json!({"expected_version": 1, "document": document, "note": "A try."})
    };
    let mut shut = good.clone();
    for entry in ["profile", "job_page", "pitch_request", "proposal", "contract"] {
        shut["everywhere"]["starts"][entry] = nobody.clone();
    }
    let class =
        json!({"hero": {"label": "Hero", "messaging": false, "changes": {"can_start": "client_replied"}}});
    for (body, pointer) in [
        (spoilt("/everywhere/starts/profile/who", json!("both")), "/everywhere/starts/profile/who"),
        (spoilt("/everywhere/pending_max", json!(0)), "/everywhere/pending_max"),
        (spoilt("/everywhere/attachments/kinds", json!(["pdf", "exe"])), "/everywhere/attachments/kinds/1"),
        (spoilt("/classes", class), "/classes/hero/changes/can_start"),
        (json!({"expected_version": 1, "document": shut, "note": "Shut."}), "/everywhere/starts"),
    ] {
        let refused = sam.put(POLICY, body.clone()).await;
        refused.refused(422, "policy-refused");
        assert_eq!(refused.body["fields"][0]["field"], pointer, "{}", refused.body);
        assert!(refused.body["detail"].as_str().is_some_and(|detail| detail.starts_with(pointer)));
        refused_whole(&server, sam.put(POLICY, body), 422, "policy-refused").await;
    }
    for (at, place) in [("starts", "lobby"), ("attachments", "colours"), ("blocked", "closed")] {
        let mut document = good.clone();
        document["everywhere"][at][place] = json!("x");
        let body = json!({"expected_version": 1, "document": document, "note": "A try."});
        let refused = sam.put(POLICY, body).await;
        refused.refused(400, "malformed-body");
        let detail = refused.body["detail"].as_str().expect("a sentence");
        assert!(detail.contains(place) && detail.contains("line 1"), "{detail}");
    }
    let long = "x".repeat(limits::REASON_CHARS + 1);
    let body = json!({"expected_version": 1, "document": good, "note": long});
    refused_whole(&server, sam.put(POLICY, body), 422, "invalid-fields").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_tried_without_putting_it_in_force() {
    let server = open().await;
    let sam = server.sign_in("sam").await;
    let mut draft = preset(&sam, "writer-asks").await;
    let before = state(&server).await;
    let ask = |document: Value, class: Value, messaging: bool| json!({"document": document, "class": class, "messaging": messaging});
    let path = "/staff/contact-policy/outlook";
    let seen = sam.post(path, ask(draft.clone(), Value::Null, true)).await.ok();
    let cell = |seen: &Value, act: &str, entry: Value, side: &str, phase: &str| {
        let cells = seen["cells"].as_array().expect("cells").clone();
        let found = cells.into_iter().find(|cell| {
            cell["act"] == act
                && cell["entry_point"] == entry
                && cell["side"] == side
                && cell["phase"] == phase
        });
        found.expect("a cell")["refused"].clone()
    };
    assert_eq!(seen["faults"], json!([]));
    assert_eq!(cell(&seen, "ask", json!("job_page"), "freelancer", "open"), Value::Null);
    assert_eq!(cell(&seen, "write", Value::Null, "client", "final_review"), "phase-final-review");
    assert_eq!(cell(&seen, "attach", Value::Null, "client", "open"), "attachments-off");
    let hero = sam.post(path, ask(draft.clone(), json!("superhero"), true)).await.ok();
    assert_eq!(cell(&hero, "write", Value::Null, "client", "open"), "class-without-messaging");
    let off = sam.post(path, ask(draft.clone(), Value::Null, false)).await.ok();
    assert_eq!(cell(&off, "write", Value::Null, "client", "open"), "messaging-off");
    draft["everywhere"]["schedule"] = json!("client");
    draft["everywhere"]["call"] = json!("nobody");
    let faulty = sam.post(path, ask(draft, Value::Null, true)).await.ok();
    assert_eq!(faulty["faults"][0]["field"], "/everywhere/schedule");
    assert_eq!(state(&server).await, before, "nothing is in force that was not");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_turns_messages_off_and_both_read_on_until_they_are_back() {
    let talk = Talk::begun().await;
    talk.say(&talk.clara, "Before").await;
    let open = (json!("open"), Value::Null, Value::Null);
    assert_eq!(told(&talk.felix, &talk).await, open);
    talk.clara.put(&job_path(&talk, "silence"), json!({})).await.ok();
    for person in [&talk.clara, &talk.felix] {
        let paused = (json!("paused"), json!("messaging-off"), json!("messaging-off"));
        assert_eq!(told(person, &talk).await, paused);
        let send = post(person, talk.messages(), json!({"text": "Anybody?"}));
        refused_whole(&talk.server, send, 403, "messaging-off").await;
        refused_whole(&talk.server, upload(person, &talk.invited.conversation), 403, "messaging-off").await;
        assert!(talk.kinds(person).await.contains(&"message".to_owned()), "what was said stays readable");
    }
    talk.felix.delete(&job_path(&talk, "silence")).await.refused(403, "only-the-client-closes");
    talk.clara.delete(&job_path(&talk, "silence")).await.ok();
    assert_eq!(told(&talk.felix, &talk).await, open);
    talk.say(&talk.felix, "Back again").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn during_final_review_nobody_writes_where_the_policy_says_so_in_its_own_words() {
    let talk = Talk::begun().await;
    let sam = talk.server.sign_in("sam").await;
    let review = json!({"phase": "final_review"});
    talk.clara.put(&job_path(&talk, "phase"), review.clone()).await.ok();
    talk.say(&talk.felix, "Under the shipped policy no phase is silent").await;
    put(&sam, |document| document["everywhere"]["blocked"]["final_review"] = json!("Hands off for now."))
        .await;
    let head = talk.felix.get(&talk.conversation()).await.ok()["head"].clone();
    assert_eq!(head["standing"], json!({"state": "paused", "reason": "phase-final-review"}));
    assert_eq!(head["send"], json!({"code": "phase-final-review", "detail": "Hands off for now."}));
    let send = post(&talk.felix, talk.messages(), json!({"text": "But"}));
    refused_whole(&talk.server, send, 403, "phase-final-review").await;
    refused_whole(&talk.server, upload(&talk.felix, &talk.invited.conversation), 403, "phase-final-review")
        .await;
    talk.clara.put(&job_path(&talk, "phase"), json!({"phase": "in_progress"})).await.ok();
    talk.say(&talk.felix, "It came back by itself").await;
    let by_felix = put_to(&talk.felix, job_path(&talk, "phase"), review);
    refused_whole(&talk.server, by_felix, 403, "only-the-client-closes").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_invited_about_a_job_of_a_class_without_messaging() {
    let server = open().await;
    let (sam, clara, felix) =
        (server.sign_in("sam").await, server.sign_in("clara").await, server.sign_in("felix").await);
    let hero = json!({"label": "Superhero", "messaging": false});
    put(&sam, |document| document["classes"]["superhero"] = hero).await;
    let classes = clara.get("/job-classes").await.ok();
    assert_eq!(classes, json!([{"name": "superhero", "label": "Superhero", "messaging": false}]));
    let new = |class: &str| json!({"title": "Save the day", "description": "Soon.", "class": class});
    refused_whole(&server, post(&clara, "/jobs".into(), new("villain")), 422, "invalid-fields").await;
    let job = clara.post("/jobs", new("superhero")).await;
    assert_eq!((job.status, &job.body["class"]), (201, &json!("superhero")));
    let id = job.body["id"].as_str().expect("an id");
    let ask = post(&clara, "/invitations".into(), invitation(id, &felix, "Would you?"));
    refused_whole(&server, ask, 403, "class-without-messaging").await;
    let mut without = policy(&sam).await["document"].clone();
    without["classes"] = json!({});
    let body = json!({"expected_version": 2, "document": without, "note": "No heroes."});
    let refused = sam.put(POLICY, body).await;
    refused.refused(422, "policy-refused");
    assert_eq!(refused.body["fields"][0]["field"], "/classes");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_class_that_goes_silent_pauses_the_conversations_about_its_jobs() {
    let server = open().await;
    let (sam, clara, felix) =
        (server.sign_in("sam").await, server.sign_in("clara").await, server.sign_in("felix").await);
    put(&sam, |document| document["classes"]["rush"] = json!({"label": "Rush", "messaging": true})).await;
    let new = json!({"title": "By tomorrow", "description": "Soon.", "class": "rush"});
    let job = clara.post("/jobs", new).await.body["id"].as_str().expect("an id").to_owned();
    let asked = clara.post("/invitations", invitation(&job, &felix, "Would you?")).await;
    assert_eq!(asked.status, 201, "{}", asked.body);
    let conversation = asked.body["conversation"].as_str().expect("an id").to_owned();
    felix.put(&format!("/conversations/{conversation}/acknowledgement"), json!({"version": 1})).await.ok();
    let answer = format!("/invitations/{}/answer", asked.body["id"].as_str().expect("an id"));
    felix.put(&answer, json!({"answer": "accepted"})).await.ok();
    put(&sam, |document| document["classes"]["rush"]["messaging"] = json!(false)).await;
    let send = post(&felix, format!("/conversations/{conversation}/messages"), json!({"text": "Hello"}));
    refused_whole(&server, send, 403, "class-without-messaging").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_conversation_is_hidden_or_read_only_as_the_policy_has_it() {
    let talk = Talk::begun().await;
    let sam = talk.server.sign_in("sam").await;
    talk.say(&talk.clara, "Before the end").await;
    talk.clara.put(&talk.closure(), json!({})).await.ok();
    talk.felix.get(&talk.entries()).await.refused(403, "job-closed");
    let before = talk.felix.get(&talk.conversation()).await.ok()["head"]["view"].as_i64();
    put(&sam, |document| document["everywhere"]["closed_shows"] = json!("everything")).await;
    assert!(talk.kinds(&talk.felix).await.contains(&"message".to_owned()));
    let head = talk.felix.get(&talk.conversation()).await.ok()["head"].clone();
    assert!(head["view"].as_i64() > before, "copies of before are void");
    let send = post(&talk.felix, talk.messages(), json!({"text": "Still there?"}));
    refused_whole(&talk.server, send, 403, "job-closed").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_settles_something_for_one_job_alone() {
    let talk = Talk::begun().await;
    let sam = talk.server.sign_in("sam").await;
    let rules = format!("/staff{}", job_path(&talk, "contact-rules"));
    let words_only = json!({"changes": {"attachments": {"allowed": false, "kinds": null}}});
    assert_eq!(sam.put(&rules, words_only.clone()).await.status, 204);
    refused_whole(&talk.server, upload(&talk.felix, &talk.invited.conversation), 403, "attachments-off")
        .await;
    post_job(&talk.clara, "Another calendar").await;
    let another = invite(&talk.clara, &talk.felix).await;
    accept(&talk.felix, &another).await;
    assert_eq!(upload(&talk.felix, &another.conversation).await.status, 201, "other jobs are as they were");
    assert_eq!(sam.delete(&rules).await.status, 204);
    assert_eq!(upload(&talk.felix, &talk.invited.conversation).await.status, 201);
    let wrong = json!({"changes": {"starts": {"profile": {"who": "both", "must_accept": true}}}});
    let refused = sam.put(&rules, wrong).await;
    refused.refused(422, "policy-refused");
    assert_eq!(refused.body["fields"][0]["field"], "/starts/profile/who");
    refused_whole(&talk.server, talk.clara.put(&rules, words_only), 403, "staff-role-required").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_of_the_kinds_that_the_policy_takes() {
    let talk = Talk::begun().await;
    let sam = talk.server.sign_in("sam").await;
    put(&sam, |document| document["everywhere"]["attachments"]["kinds"] = json!(["pdf"])).await;
    refused_whole(
        &talk.server,
        upload(&talk.felix, &talk.invited.conversation),
        403,
        "file-kind-not-allowed",
    )
    .await;
    put(&sam, |document| document["everywhere"]["attachments"]["kinds"] = json!(["csv"])).await;
    assert_eq!(upload(&talk.felix, &talk.invited.conversation).await.status, 201);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nobody_has_to_accept_the_two_talk_at_once() {
    let server = open().await;
    let (sam, clara, felix) =
        (server.sign_in("sam").await, server.sign_in("clara").await, server.sign_in("felix").await);
    let speaks_first = preset(&sam, "client-speaks-first").await;
    put(&sam, |document| *document = speaks_first).await;
    post_job(&clara, "Drawings for a calendar").await;
    let invited = invite(&clara, &felix).await;
    let conversation = format!("/conversations/{}", invited.conversation);
    let head = clara.get(&conversation).await.ok()["head"].clone();
    assert_eq!(head["standing"]["state"], "open");
    let messages = format!("{conversation}/messages");
    assert_eq!(clara.post(&messages, json!({"text": "Shall we?"})).await.status, 201);
    let unread = felix.post(&messages, json!({"text": "Gladly"}));
    refused_whole(&server, unread, 403, "warning-not-acknowledged").await;
    felix.put(&format!("{conversation}/acknowledgement"), json!({"version": 1})).await.ok();
    assert_eq!(felix.post(&messages, json!({"text": "Gladly"})).await.status, 201);
    refused_whole(
        &server,
        felix.put(&format!("/invitations/{}/answer", invited.invitation), json!({"answer": "declined"})),
        409,
        "invitation-answered",
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_start_from_a_profile_is_the_policys_and_a_refusal_remembers_its_version() {
    let server = open().await;
    let (sam, clara, felix) =
        (server.sign_in("sam").await, server.sign_in("clara").await, server.sign_in("felix").await);
    let job = post_job(&clara, "Drawings for a calendar").await;
    let nobody = json!({"who": "nobody", "must_accept": false});
    put(&sam, |document| document["everywhere"]["starts"]["profile"] = nobody).await;
    clara.post("/invitations", invitation(&job, &felix, "Hi")).await.refused(403, "nobody-starts-here");
    let refusals = sam.get("/staff/refusals").await.ok();
    assert_eq!(refusals["items"][0]["code"], "nobody-starts-here");
    assert_eq!(refusals["items"][0]["policy_version"], 2);
    let waiting = clara.get("/invitations?side=client&state=pending&limit=100").await.ok();
    let waiting = waiting["items"].as_array().expect("invitations").len();
    put(&sam, |document| {
        document["everywhere"]["starts"]["profile"] = json!({"who": "client", "must_accept": true});
        document["everywhere"]["pending_max"] = json!(waiting + 1);
    })
    .await;
    let first = clara.post("/invitations", invitation(&job, &felix, "Hi")).await;
    assert_eq!(first.status, 201, "{}", first.body);
    let second = post_job(&clara, "More drawings").await;
    let over = clara.post("/invitations", invitation(&second, &felix, "Hi"));
    refused_whole(&server, over, 403, "invitation-limit").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tabs_come_back_and_ask_when_other_rules_are_in_force() {
    let talk = Talk::begun().await;
    let sam = talk.server.sign_in("sam").await;
    let mut socket = talk.felix.socket().await;
    socket.resume(None, &[]).await;
    put(&sam, |document| document["everywhere"]["closed_shows"] = json!("everything")).await;
    assert_eq!(socket.closed().await, 4409);
}
