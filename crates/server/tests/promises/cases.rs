//! What cases are kept apart from, and who: they are no jobs, nothing of them reaches anybody but the person and the
//! desk, and whoever leaves the desk leaves them behind.

use super::harness::{Client, Engine, TestServer};
use super::places::{Talk, open, open_on, post_job};
use super::state::refused_whole;
use super::support::{CASES, KNOWN, UNKNOWN, ask, case, id, queue, say, support};
use parlance_core::AccountId;
use parlance_store::engine::{Lock, Sql};
use parlance_store::{StoreError, accounts};
use serde_json::{Value, json};
use std::time::Duration;

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
    let (felix, clara, oleg, sam, yuki) = (
        server.sign_in("felix").await,
        server.sign_in("clara").await,
        server.sign_in("oleg").await,
        server.sign_in("sam").await,
        server.sign_in("yuki").await,
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
    for (of, client, by) in
        [(&job, &clara, &oleg), (&case, &oleg, &oleg), (&case, &felix, &felix), (&case, &marc, &marc)]
    {
        let is_case = *of == case;
        let settled = sam.put(&format!("/staff/jobs/{of}/contact-rules"), rules.clone()).await;
        let invite = json!({"job": of, "freelancer": yuki.id, "text": "Would you?"});
        let invited = client.post("/invitations", invite).await;
        // Whoever has no job of their own hears that first.
        let nowhere = ["not-found", "no-open-job"].contains(&invited.code());
        assert_eq!((invited.status == 201, nowhere), (!is_case, is_case), "{}", invited.body);
        let page = format!("/postings/{of}");
        let answers = [
            settled,
            by.get(&page).await,
            by.post(&format!("{page}/questions"), json!({"text": "May I ask?"})).await,
            by.post(&format!("{page}/proposals"), json!({"text": "Gladly"})).await,
            client.post("/contracts", json!({"job": of, "freelancer": felix.id})).await,
        ];
        for (at, answer) in answers.iter().enumerate() {
            assert_eq!(answer.status == 404, is_case, "{at}: {} {}", answer.status, answer.body);
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
        let points = format!("/conversations/{asked}/points");
        for point in [json!({"text": "On Friday."}), json!({"message": seq})] {
            refused_whole(&server, who.post(&points, point), 403, "nothing-to-agree-on").await;
        }
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
async fn no_case_is_left_with_somebody_who_loses_their_seat_while_it_is_given_to_them() {
    let server = open_on(Engine::Postgres, |_| {}).await;
    let (felix, marc, sam, noor) = (
        server.sign_in("felix").await,
        support(&server).await,
        server.sign_in("sam").await,
        server.sign_in("noor").await,
    );
    sam.put(&format!("/staff/accounts/{}/role", noor.id), json!({"role": "support"})).await.ok();
    let asked = ask(&felix, UNKNOWN).await;
    felix.put(&format!("{}/handover", case(&asked)), json!({})).await.ok();
    // His row is held until the one who takes his role waits for it, and then the one who gives him a case.
    let (held, store) = (AccountId(marc.id.parse().expect("an id")), server.app.store.clone());
    let (go, wait) = std::sync::mpsc::channel::<()>();
    let (inside, is_inside) = std::sync::mpsc::channel();
    let wait = std::sync::Mutex::new(wait);
    let holding = tokio::task::spawn_blocking(move || {
        store.run_blocking(move |tx| {
            accounts::lock(tx, held)?;
            let _ = inside.send(());
            let _ = wait.lock().expect("nobody panicked").recv();
            Ok::<_, StoreError>(())
        })
    });
    tokio::task::block_in_place(|| is_inside.recv()).expect("the row is held");
    let (role, assignee) =
        (format!("/staff/accounts/{}/role", marc.id), format!("{}/assignee", case(&asked)));
    let demoted = sam.put(&role, json!({"role": null}));
    let given = async {
        until_waiting(&server, 1).await;
        noor.put(&assignee, json!({"account": marc.id})).await
    };
    let watching = async {
        until_waiting(&server, 2).await;
        go.send(()).expect("the row is held");
    };
    let (demoted, given, ()) = tokio::join!(demoted, given, watching);
    holding.await.expect("no panic").expect("the held command succeeds");
    demoted.ok();
    given.refused(403, "not-at-the-desk");
    assert_eq!(queue(&noor, "waiting").await, [asked.as_str()]);
}

/// Waits until so many commands wait for another's lock.
async fn until_waiting(server: &TestServer, count: i64) {
    const WAITING: Sql = Sql::new(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
        Lock::None,
    );
    let waiting = async || {
        let found = server.app.store.read(|tx| tx.query_opt(&WAITING, &[], |row| row.get_i64(0))).await;
        found.unwrap_or_else(|error: StoreError| panic!("{error}")).expect("a count")
    };
    while waiting().await < count {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}
