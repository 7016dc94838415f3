//! Cases of support: asked in the inbox, answered by the bot from the articles and by people once one likes, and
//! known to nobody but the person and the desk.

use super::harness::{Client, TestServer};
use super::places::{Talk, open, open_with, post_job};
use super::state::refused_whole;
use parlance_core::limits;
use serde_json::{Value, json};
use std::time::Duration;
use uuid::Uuid;

const CASES: &str = "/support/cases";
const KNOWN: &str = "How long does an invitation stay open?";
const UNKNOWN: &str = "What is the weather in Lagos tomorrow?";

/// Marc of support, given the role.
async fn support(server: &TestServer) -> Client {
    let (sam, marc) = (server.sign_in("sam").await, server.sign_in("marc").await);
    sam.put(&format!("/staff/accounts/{}/role", marc.id), json!({"role": "support"})).await.ok();
    marc
}

/// A case that somebody opens; its conversation.
async fn ask(who: &Client, text: &str) -> String {
    let made = who.post(CASES, json!({"text": text})).await;
    assert_eq!(made.status, 201, "{made:?}");
    id(&made.ok())
}

fn id(case: &Value) -> String {
    case["conversation"]["id"].as_str().expect("an id").to_owned()
}

fn case(id: &str) -> String {
    format!("{CASES}/{id}")
}

async fn entries(who: &Client, id: &str) -> Vec<Value> {
    let page = who.get(&format!("/conversations/{id}/entries")).await.ok();
    page["entries"].as_array().expect("entries").clone()
}

async fn say(who: &Client, id: &str, text: &str) {
    who.post(&format!("/conversations/{id}/messages"), json!({"text": text})).await.ok();
}

async fn queue(who: &Client, name: &str) -> Vec<String> {
    let page = who.get(&format!("{CASES}?queue={name}")).await.ok();
    page["items"].as_array().expect("cases").iter().map(id).collect()
}

fn texts(entries: &[Value]) -> Vec<&str> {
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
async fn nobody_but_the_person_and_the_desk_learns_of_a_case_or_gets_its_files() {
    let server = open().await;
    let marc = support(&server).await;
    let (felix, clara, priya, sam) = (
        server.sign_in("felix").await,
        server.sign_in("clara").await,
        server.sign_in("priya").await,
        server.sign_in("sam").await,
    );
    sam.put(&format!("/staff/accounts/{}/role", priya.id), json!({"role": "moderator"})).await.ok();
    let asked = ask(&felix, KNOWN).await;
    let upload = format!("/conversations/{asked}/files?name=list.csv");
    let file = felix.post(&upload, json!("a,b")).await.ok();
    let text = json!({"text": "The list.", "files": [file["id"]]});
    felix.post(&format!("/conversations/{asked}/messages"), text).await.ok();
    let bytes = format!("/attachments/{}", file["id"].as_str().expect("an id"));
    let paths = [
        case(&asked),
        format!("/conversations/{asked}"),
        format!("/conversations/{asked}/entries"),
        format!("/conversations/{asked}/files"),
        bytes,
    ];
    for path in &paths {
        for who in [&felix, &marc, &sam] {
            assert_eq!(who.get(path).await.status, 200, "{path}");
        }
        for who in [&clara, &priya] {
            who.get(path).await.refused(404, "not-found");
        }
        server.stranger().get(path).await.refused(401, "not-signed-in");
    }
    for queue in ["waiting", "mine", "open", "closed"] {
        let path = format!("{CASES}?queue={queue}");
        priya.get(&path).await.refused(403, "staff-role-required");
        felix.get(&path).await.refused(403, "staff-role-required");
    }
    for act in ["star", "mute", "archive"] {
        marc.put(&format!("/conversations/{asked}/{act}"), json!({})).await.refused(404, "not-found");
    }
    let own = felix.get("/conversations").await.ok();
    let job = own["items"].as_array().into_iter().flatten().find(|row| row["id"] == json!(asked));
    let job = job.expect("it stands there")["job"]["id"].as_str().expect("an id").to_owned();
    for who in [&felix, &marc, &clara] {
        who.get(&format!("/jobs/{job}")).await.refused(404, "not-found");
        who.put(&format!("/jobs/{job}/closure"), json!({})).await.refused(404, "not-found");
    }
    sam.put(&format!("/staff/accounts/{}/role", marc.id), json!({"role": null})).await.ok();
    for path in &paths {
        marc.get(path).await.refused(404, "not-found");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_is_no_job_to_find_to_ask_about_to_offer_for_or_to_hire_for() {
    let server = open().await;
    let marc = support(&server).await;
    let (felix, clara, oleg, sam) = (
        server.sign_in("felix").await,
        server.sign_in("clara").await,
        server.sign_in("oleg").await,
        server.sign_in("sam").await,
    );
    let starts = json!({"who": "both", "must_accept": false});
    let rules = json!({"changes": {"starts": {"job_page": starts, "proposal": starts, "contract": starts}}});
    let job = post_job(&clara, "A poster").await;
    let made = felix.post(CASES, json!({"text": KNOWN})).await.ok();
    let asked = id(&made);
    let case = made["conversation"]["job"]["id"].as_str().expect("an id").to_owned();
    // Somebody who knows the id of the desk's account does nothing with it.
    let desk = made["conversation"]["other"]["id"].as_str().expect("an id").to_owned();
    sam.delete(&format!("/staff/accounts/{desk}/suspension")).await.refused(404, "not-found");
    sam.put(&format!("/staff/accounts/{desk}/role"), json!({"role": "admin"}))
        .await
        .refused(404, "not-found");
    for (of, by, status) in [(&job, &oleg, 0), (&case, &oleg, 404), (&case, &felix, 404), (&case, &marc, 404)]
    {
        let settled = sam.put(&format!("/staff/jobs/{of}/contact-rules"), rules.clone()).await;
        let invite = json!({"job": of, "freelancer": felix.id, "text": "Would you?"});
        let hire = json!({"job": of, "freelancer": felix.id});
        let page = format!("/postings/{of}");
        let answers = [
            settled,
            by.get(&page).await,
            by.post(&format!("{page}/questions"), json!({"text": "May I ask?"})).await,
            by.post(&format!("{page}/proposals"), json!({"text": "Gladly"})).await,
            if status == 0 {
                clara.post("/contracts", hire).await
            } else {
                by.post("/contracts", hire).await
            },
            if status == 0 {
                clara.post("/invitations", invite).await
            } else {
                by.post("/invitations", invite).await
            },
        ];
        for (at, answer) in answers.iter().enumerate() {
            assert_eq!(answer.status == 404, status == 404, "{at}: {} {}", answer.status, answer.body);
        }
    }
    for who in [&oleg, &felix, &marc] {
        let listed = who.get("/postings?limit=100").await.ok();
        let found =
            |id: &str| listed["items"].as_array().expect("jobs").iter().any(|one| one["id"] == json!(id));
        assert!(!found(&case), "{listed}");
        assert!(who.id == marc.id || found(&job), "where there is something to find: {listed}");
    }
    let files = format!("/conversations/{asked}/files?name=list.csv");
    let file = felix.post(&files, json!("a,b")).await.ok()["id"].clone();
    let messages = format!("/conversations/{asked}/messages");
    let seq = felix.post(&messages, json!({"text": "The list.", "files": [file]})).await.ok()["seq"].clone();
    let mark = format!("{messages}/{seq}/deliverables/{}", file.as_str().expect("an id"));
    for who in [&felix, &marc] {
        refused_whole(&server, who.put(&mark, json!({})), 403, "nothing-to-deliver").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rehearsal_leaves_cases_out() {
    let Talk { server, felix, clara, invited } = Talk::begun().await;
    let marc = support(&server).await;
    let sam = server.sign_in("sam").await;
    clara
        .post(&format!("/conversations/{}/messages", invited.conversation), json!({"text": "So."}))
        .await
        .ok();
    let mut document = sam.get("/staff/contact-policy").await.ok()["document"].clone();
    document["everywhere"]["blocked"]["open"] = json!("Not yet.");
    let rehearse = async || {
        server.clock.advance(Duration::from_secs(1));
        let request = sam.request("POST", "/api/v1/staff/contact-policy/rehearsals");
        let reply = request.json(&json!({"document": document, "days": 1})).send().await.expect("an answer");
        let text = reply.text().await.expect("a text");
        let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        let [.., read, last] = lines.as_slice() else { panic!("what was read and the end: {text}") };
        let mut result = last["result"].clone();
        // From when until when is the only thing that may differ.
        for moment in ["since", "until"] {
            result.as_object_mut().expect("an object").remove(moment);
        }
        (read["total"].clone(), result)
    };
    let before = rehearse().await;
    assert!(before.1["judged"].as_u64() > Some(0), "there is something to judge: {}", before.1);
    let asked = ask(&felix, KNOWN).await;
    say(&marc, &asked, "So.").await;
    marc.put(&format!("{}/closure", case(&asked)), json!({})).await.ok();
    let messages = format!("/conversations/{asked}/messages");
    felix.post(&messages, json!({"text": "More?"})).await.refused(403, "case-closed");
    let upload = format!("/conversations/{asked}/files?name=list.csv");
    felix.post(&upload, json!("a,b")).await.refused(403, "case-closed");
    assert_eq!(rehearse().await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_searches_all_cases_and_nobody_else_does() {
    let server = open().await;
    let marc = support(&server).await;
    let (felix, amara, priya, sam) = (
        server.sign_in("felix").await,
        server.sign_in("amara").await,
        server.sign_in("priya").await,
        server.sign_in("sam").await,
    );
    sam.put(&format!("/staff/accounts/{}/role", priya.id), json!({"role": "moderator"})).await.ok();
    let (one, other) = (ask(&felix, "My heron flew away.").await, ask(&amara, "A heron of mine, too.").await);
    server.settle().await;
    let found = async |who: &Client, path: &str| -> Vec<Value> {
        who.get(path).await.ok()["items"].as_array().expect("hits").clone()
    };
    let of = |hits: &[Value]| -> Vec<String> {
        hits.iter().map(|hit| hit["conversation"]["id"].as_str().expect("an id").to_owned()).collect()
    };
    for who in [&marc, &sam] {
        let hits = found(who, "/support/search?q=heron").await;
        let mut cases = of(&hits);
        cases.sort();
        let mut both = [one.clone(), other.clone()];
        both.sort();
        assert_eq!(cases, both, "{hits:?}");
        assert!(hits.iter().all(|hit| hit["conversation"]["side"] == "desk"));
        let narrowed = found(who, &format!("/support/search?q=heron&with={}", felix.id)).await;
        assert_eq!(of(&narrowed), [one.as_str()]);
        assert_eq!(found(who, "/search?q=heron").await, [] as [Value; 0], "in one's own there is none");
    }
    assert_eq!(of(&found(&felix, "/search?q=heron").await), [one.as_str()]);
    for who in [&felix, &priya] {
        who.get("/support/search?q=heron").await.refused(403, "staff-role-required");
    }
    let empty = marc.get("/support/search?q=").await;
    assert_eq!((empty.status, &empty.body["fields"][0]["rule"]), (422, &json!("empty")));
    sam.put(&format!("/staff/accounts/{}/role", marc.id), json!({"role": null})).await.ok();
    marc.get("/support/search?q=heron").await.refused(403, "staff-role-required");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_loses_their_seat_gives_their_cases_back_and_hears_no_more_of_them() {
    let server = open().await;
    let (felix, marc, sam) =
        (server.sign_in("felix").await, support(&server).await, server.sign_in("sam").await);
    let asked = ask(&felix, UNKNOWN).await;
    marc.put(&format!("{}/assignee", case(&asked)), json!({"account": marc.id})).await.ok();
    assert_eq!(queue(&marc, "mine").await, [asked.as_str()]);
    let given = format!("{}/assignee", case(&ask(&felix, UNKNOWN).await));
    sam.put(&given, json!({"account": marc.id})).await.ok();
    assert_eq!(marc.get("/notifications").await.ok()["items"][0]["kind"], "case-given");
    let mut tab = marc.socket().await;
    tab.resume(None, &[]).await;
    say(&felix, &asked, "Are you there?").await;
    // What was committed before may still be on its way; that it comes is what the rest is held against.
    while tab.next_of("entries").await["entries"][0]["body"]["text"] != "Are you there?" {}
    sam.put(&format!("/staff/accounts/{}/role", marc.id), json!({"role": null})).await.ok();
    assert_eq!(tab.closed().await, 4409);
    assert_eq!(queue(&sam, "waiting").await.len(), 2, "his case and the one that was given to him");
    let bell = marc.get("/notifications").await.ok();
    assert_eq!((&bell["items"], &bell["unread"]), (&json!([]), &json!(0)));
    let mut tab = marc.socket().await;
    tab.resume(None, &[]).await;
    tab.next_of("inbox").await;
    say(&felix, &asked, "Hello?").await;
    server.settle().await;
    let frames = tab.drain().await;
    assert!(frames.iter().all(|frame| frame["type"] != "entries"), "{frames:?}");
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
    let oleg = server.sign_in("oleg").await;
    oleg.post(CASES, about.clone()).await.refused(404, "not-found");
    let rules = json!({"changes": {"starts": {"job_page": {"who": "freelancer", "must_accept": false}}}});
    let settled = format!("/staff/jobs/{}/contact-rules", mine["job"]["id"].as_str().expect("an id"));
    server.sign_in("sam").await.put(&settled, rules).await.ok();
    let asked = id(&oleg.post(CASES, about).await.ok());
    assert_eq!(marc.get(&case(&asked)).await.ok()["about"]["id"], mine["job"]["id"], "he finds its page now");
}
