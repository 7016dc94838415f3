//! Cases of support: asked in the inbox, answered by the bot from the articles and by people once one likes, and
//! known to nobody but the person and the desk.

use super::harness::{Client, TestServer};
use super::places::{Talk, open, open_with};
use super::state::refused_whole;
use parlance_core::limits;
use serde_json::{Value, json};
use uuid::Uuid;

pub const CASES: &str = "/support/cases";
pub const KNOWN: &str = "How long does an invitation stay open?";
pub const UNKNOWN: &str = "What is the weather in Lagos tomorrow?";

/// Marc of support, given the role.
pub async fn support(server: &TestServer) -> Client {
    let (sam, marc) = (server.sign_in("sam").await, server.sign_in("marc").await);
    sam.put(&format!("/staff/accounts/{}/role", marc.id), json!({"role": "support"})).await.ok();
    marc
}

/// A case that somebody opens; its conversation.
pub async fn ask(who: &Client, text: &str) -> String {
    let made = who.post(CASES, json!({"text": text})).await;
    assert_eq!(made.status, 201, "{made:?}");
    id(&made.ok())
}

pub fn id(case: &Value) -> String {
    case["conversation"]["id"].as_str().expect("an id").to_owned()
}

pub fn case(id: &str) -> String {
    format!("{CASES}/{id}")
}

pub async fn entries(who: &Client, id: &str) -> Vec<Value> {
    let page = who.get(&format!("/conversations/{id}/entries")).await.ok();
    page["entries"].as_array().expect("entries").clone()
}

pub async fn say(who: &Client, id: &str, text: &str) {
    who.post(&format!("/conversations/{id}/messages"), json!({"text": text})).await.ok();
}

pub async fn queue(who: &Client, name: &str) -> Vec<String> {
    let page = who.get(&format!("{CASES}?queue={name}")).await.ok();
    page["items"].as_array().expect("cases").iter().map(id).collect()
}

pub fn texts(entries: &[Value]) -> Vec<&str> {
    entries.iter().filter_map(|entry| entry["body"]["text"].as_str()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_stands_in_the_inbox_with_the_bots_answer_from_an_article() {
    let server = open().await;
    let felix = server.sign_in("felix").await;
    let asked = ask(&felix, KNOWN).await;
    let rows = felix.get("/conversations").await.ok();
    let row = rows["items"].as_array().into_iter().flatten().find(|row| row["id"] == json!(asked));
    let row = row.expect("it stands in the inbox");
    assert_eq!((&row["kind"], &row["side"]), (&json!("support"), &json!("person")));
    assert_eq!((&row["other"]["name"], &row["job"]["title"]), (&json!("Support"), &json!(KNOWN)));
    let said = entries(&felix, &asked).await;
    assert_eq!(said[0]["by"]["side"], "person");
    assert_eq!(said[1]["by"], json!({"kind": "bot"}));
    let answer = said[1]["body"]["text"].as_str().expect("a text");
    assert!(answer.contains("/help/articles/invitations)"), "{answer}");
    assert!(answer.contains("14 days"), "it says what was asked: {answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bot_says_that_it_does_not_know_and_is_silent_once_people_have_the_case() {
    let server = open().await;
    let felix = server.sign_in("felix").await;
    let asked = ask(&felix, UNKNOWN).await;
    let said = entries(&felix, &asked).await;
    assert!(texts(&said)[1].starts_with("I do not know"), "{said:?}");
    say(&felix, &asked, KNOWN).await;
    assert_eq!(entries(&felix, &asked).await.len(), 4, "the bot answers each question");
    let over = felix.put(&format!("{}/handover", case(&asked)), json!({})).await.ok();
    assert_eq!(over["conversation"]["job"]["phase"], "in_progress");
    felix.put(&format!("{}/handover", case(&asked)), json!({})).await.ok();
    say(&felix, &asked, KNOWN).await;
    let said = entries(&felix, &asked).await;
    assert_eq!(said.len(), 6, "one note of the handing over, and no answer: {said:?}");
    assert_eq!(said[4]["body"], json!({"kind": "system", "note": "handed-over"}));
    assert_eq!(said[5]["by"]["kind"], "account");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_goes_through_the_queue_to_whoever_takes_it_and_back() {
    let server = open().await;
    let (felix, marc, sam) =
        (server.sign_in("felix").await, support(&server).await, server.sign_in("sam").await);
    let asked = ask(&felix, UNKNOWN).await;
    assert_eq!(queue(&marc, "waiting").await, [] as [String; 0], "the bot has it");
    felix.put(&format!("{}/handover", case(&asked)), json!({})).await.ok();
    assert_eq!(queue(&marc, "waiting").await, [asked.as_str()]);
    assert_eq!(marc.get("/support/counts").await.ok(), json!({"waiting": 1, "mine": 0}));
    let assignee = format!("{}/assignee", case(&asked));
    let taken = marc.put(&assignee, json!({"account": marc.id})).await.ok();
    assert_eq!(taken["assignee"]["id"], json!(marc.id));
    assert_eq!(queue(&marc, "waiting").await, [] as [String; 0]);
    assert_eq!(queue(&marc, "mine").await, [asked.as_str()]);
    assert_eq!(queue(&sam, "open").await, [asked.as_str()], "colleagues see it");
    say(&marc, &asked, "Bring an umbrella.").await;
    say(&sam, &asked, "And boots.").await;
    let opened = felix.get(&format!("/conversations/{asked}")).await.ok();
    let desk = opened["desk"].as_array().expect("names");
    assert_eq!(desk.len(), 2, "{desk:?}");
    let said = entries(&felix, &asked).await;
    assert!(texts(&said).ends_with(&["Bring an umbrella.", "And boots."]), "{said:?}");
    assert_eq!(said.last().expect("one")["by"]["side"], "desk");

    marc.put(&assignee, json!({"account": sam.id})).await.ok();
    let told = sam.get("/notifications").await.ok();
    assert_eq!(told["items"][0]["kind"], "case-given");
    sam.put(&assignee, json!({"account": null})).await.ok();
    assert_eq!(queue(&marc, "waiting").await, [asked.as_str()]);
    marc.put(&assignee, json!({"account": felix.id})).await.refused(403, "not-at-the-desk");
    let nobody = marc.put(&assignee, json!({"account": Uuid::new_v4()})).await;
    assert_eq!((nobody.status, &nobody.body["fields"][0]["rule"]), (422, &json!("unknown")));
    felix.put(&assignee, json!({"account": null})).await.refused(403, "staff-role-required");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_case_is_read_and_taken_up_again_by_the_desk() {
    let server = open().await;
    let (felix, marc) = (server.sign_in("felix").await, support(&server).await);
    let asked = ask(&felix, KNOWN).await;
    let closure = format!("{}/closure", case(&asked));
    felix.put(&closure, json!({})).await.refused(403, "staff-role-required");
    marc.put(&closure, json!({})).await.ok();
    server.settle().await;
    let messages = format!("/conversations/{asked}/messages");
    for who in [&felix, &marc] {
        who.post(&messages, json!({"text": "More?"})).await.refused(403, "case-closed");
        let said = entries(who, &asked).await;
        assert_eq!(said[2]["body"]["note"], "job-closed", "{said:?}");
    }
    let row = felix.get(&format!("/conversations/{asked}")).await.ok();
    assert_eq!(row["head"]["standing"], json!({"state": "closed", "reason": "case-closed"}));
    assert_eq!(queue(&marc, "closed").await, [asked.as_str()]);
    marc.delete(&closure).await.ok();
    say(&felix, &asked, KNOWN).await;
    let said = entries(&felix, &asked).await;
    assert_eq!(said[3]["body"]["note"], "job-reopened", "before anything else is said: {said:?}");
    assert_eq!(said.len(), 5, "the bot has had its turn");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_becomes_a_case_that_waits_for_people_and_the_desk_is_told_once() {
    let server = open().await;
    let (felix, marc) = (server.sign_in("felix").await, support(&server).await);
    let request = json!({"subject": "No answer", "text": "Since Monday.", "reason": "job-closed"});
    let sent = felix.post("/help/requests", request).await.ok();
    let asked = sent["conversation"].as_str().expect("a case").to_owned();
    server.settle().await;
    let seen = marc.get(&case(&asked)).await.ok();
    assert_eq!((&seen["reason"], &seen["assignee"]), (&json!("job-closed"), &Value::Null));
    assert_eq!(queue(&marc, "waiting").await, [asked.as_str()]);
    say(&felix, &asked, "Still nothing.").await;
    server.settle().await;
    let told = marc.get("/notifications").await.ok();
    let kinds: Vec<&Value> =
        told["items"].as_array().into_iter().flatten().map(|line| &line["kind"]).collect();
    assert_eq!(kinds, [&json!("case-waiting")], "{told}");
    assert_eq!(texts(&entries(&marc, &asked).await), ["Since Monday.", "Still nothing."]);
    let listed = marc.get("/staff/help/requests").await.ok();
    assert_eq!(listed["items"][0]["conversation"], json!(asked));
}

#[tokio::test(flavor = "multi_thread")]
async fn open_cases_are_bounded_and_a_repeat_opens_no_second_one() {
    let server = open_with(|config| config.sends_burst = 1000).await;
    let felix = server.sign_in("felix").await;
    let key = Uuid::new_v4();
    let first = felix.post_keyed(CASES, key, json!({"text": KNOWN})).await;
    let again = felix.post_keyed(CASES, key, json!({"text": KNOWN})).await;
    assert_eq!((first.status, again.status), (201, 200));
    assert_eq!(id(&first.ok()), id(&again.ok()));
    felix.post_keyed(CASES, key, json!({"text": UNKNOWN})).await.refused(409, "idempotency-key-reused");
    for _ in 1..limits::OPEN_CASES {
        ask(&felix, KNOWN).await;
    }
    let more = felix.post(CASES, json!({"text": KNOWN}));
    refused_whole(&server, more, 403, "case-limit").await;
    let empty = felix.post(CASES, json!({"text": "  "})).await;
    assert_eq!((empty.status, &empty.body["fields"][0]["rule"]), (422, &json!("empty")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_names_a_job_whose_page_one_finds_and_no_other() {
    let Talk { server, felix, invited, .. } = Talk::begun().await;
    let marc = support(&server).await;
    let mine = felix.get(&format!("/conversations/{}", invited.conversation)).await.ok();
    let about = json!({"text": "She is silent.", "job": mine["job"]["id"], "reason": "messaging-off"});
    let asked = id(&felix.post(CASES, about.clone()).await.ok());
    let seen = marc.get(&case(&asked)).await.ok();
    assert_eq!((&seen["about"]["id"], &seen["reason"]), (&mine["job"]["id"], &json!("messaging-off")));
    // Noor offers no work, and finds no page of a job that is not hers; Oleg finds this one.
    server.sign_in("noor").await.post(CASES, about.clone()).await.refused(404, "not-found");
    let oleg = server.sign_in("oleg").await;
    let rules = json!({"changes": {"starts": {"job_page": {"who": "freelancer", "must_accept": false}}}});
    let settled = format!("/staff/jobs/{}/contact-rules", mine["job"]["id"].as_str().expect("an id"));
    server.sign_in("sam").await.put(&settled, rules).await.ok();
    let asked = id(&oleg.post(CASES, about).await.ok());
    assert_eq!(marc.get(&case(&asked)).await.ok()["about"]["id"], mine["job"]["id"]);
}
