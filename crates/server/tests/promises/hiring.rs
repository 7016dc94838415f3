//! Proposals, hiring and contracts: who may do what, what becomes of the conversation, and the way to it from
//! the contract (S32, S25).

use super::harness::{Client, Reply};
use super::places::{Talk, open, post_job};
use super::state::refused_whole;
use serde_json::{Value, json};
use uuid::Uuid;

fn id(value: &Value) -> String {
    value["id"].as_str().expect("an id").to_owned()
}

async fn propose(by: &Client, job: &str, text: &str) -> Reply {
    by.post(&format!("/postings/{job}/proposals"), json!({"text": text})).await
}

async fn hire(by: &Client, job: &str, freelancer: &Client) -> Reply {
    by.post("/contracts", json!({"job": job, "freelancer": freelancer.id})).await
}

/// Who may begin from a proposal for a job; with nobody, it takes none.
async fn begins(sam: &Client, job: &str, who: &str) {
    let rules = json!({"changes": {"starts": {"proposal": {"who": who, "must_accept": false}}}});
    sam.put(&format!("/staff/jobs/{job}/contact-rules"), rules).await.ok();
}

/// What happened, newest first.
async fn history(of: &Client, path: &str, what: &str) -> Vec<String> {
    let page = of.get(&format!("{path}/history")).await.ok();
    let items = page["items"].as_array().expect("lines").iter();
    items.map(|line| line[what].as_str().expect("a word").to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_freelancer_offers_to_do_a_job_and_both_find_it_with_what_became_of_it() {
    let server = open().await;
    let (sam, clara, felix, yuki) = (
        server.sign_in("sam").await,
        server.sign_in("clara").await,
        server.sign_in("felix").await,
        server.sign_in("yuki").await,
    );
    let job = post_job(&clara, "A poster").await;
    begins(&sam, &job, "nobody").await;
    refused_whole(&server, propose(&felix, &job, "Gladly"), 404, "not-found").await;
    begins(&sam, &job, "client").await;
    let made = propose(&felix, &job, " Gladly, for 300. ").await;
    assert_eq!((made.status, &made.body["text"]), (201, &json!("Gladly, for 300.")));
    let path = format!("/proposals/{}", id(&made.body));
    for (person, side) in [(&felix, "freelancer"), (&clara, "client")] {
        let seen = person.get(&path).await.ok();
        assert_eq!((&seen["state"], &seen["side"]), (&json!("submitted"), &json!(side)));
        let listed = person.get(&format!("/proposals?side={side}&job={job}")).await.ok();
        assert_eq!(listed["items"][0], seen);
    }
    yuki.get(&path).await.refused(404, "not-found");
    refused_whole(&server, propose(&felix, &job, "Again"), 403, "proposal-pending").await;
    let withdraw = json!({"answer": "withdrawn"});
    let answer = format!("{path}/answer");
    refused_whole(&server, clara.put(&answer, withdraw.clone()), 403, "only-the-freelancer-withdraws").await;
    refused_whole(&server, felix.put(&answer, json!({"answer": "declined"})), 403, "only-the-client-hires")
        .await;
    refused_whole(&server, yuki.put(&answer, withdraw.clone()), 404, "not-found").await;
    assert_eq!(felix.put(&answer, withdraw.clone()).await.ok()["state"], "withdrawn");
    assert_eq!(
        felix.put(&answer, withdraw).await.ok()["state"],
        "withdrawn",
        "saying it twice is saying it once"
    );
    refused_whole(&server, clara.put(&answer, json!({"answer": "declined"})), 409, "proposal-answered").await;
    assert_eq!(history(&clara, &path, "state").await, ["withdrawn", "submitted"]);
    let again = id(&propose(&felix, &job, "For 250, then.").await.ok());
    clara.put(&format!("/proposals/{again}/answer"), json!({"answer": "declined"})).await.ok();
    refused_whole(&server, propose(&felix, &job, "For 200?"), 403, "proposal-declined").await;
    refused_whole(&server, propose(&clara, &job, "I do it myself"), 403, "only-freelancers-propose").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn hiring_awards_the_proposal_and_makes_one_contract() {
    let server = open().await;
    let (clara, felix, yuki) =
        (server.sign_in("clara").await, server.sign_in("felix").await, server.sign_in("yuki").await);
    let job = post_job(&clara, "A poster").await;
    refused_whole(&server, hire(&clara, &job, &felix), 403, "no-candidate").await;
    let proposal = format!("/proposals/{}", id(&propose(&felix, &job, "Gladly").await.ok()));
    refused_whole(&server, hire(&yuki, &job, &felix), 404, "not-found").await;
    let made = hire(&clara, &job, &felix).await;
    assert_eq!(
        (made.status, &made.body["state"], &made.body["conversation"]),
        (201, &json!("active"), &Value::Null)
    );
    assert_eq!(felix.get(&proposal).await.ok()["state"], "awarded");
    assert_eq!(history(&felix, &proposal, "state").await, ["awarded", "submitted"]);
    refused_whole(&server, hire(&clara, &job, &felix), 403, "already-hired").await;
    refused_whole(&server, propose(&felix, &job, "More"), 403, "already-hired").await;
    let path = format!("/contracts/{}", id(&made.body));
    yuki.get(&path).await.refused(404, "not-found");
    let listed = felix.get("/contracts?side=freelancer").await.ok();
    assert_eq!(listed["items"], json!([felix.get(&path).await.ok()]));
    assert_eq!(felix.get("/contracts?side=client").await.ok()["items"], json!([]));
    assert_eq!(felix.put(&format!("{path}/end"), json!({})).await.ok()["state"], "ended");
    assert_eq!(clara.put(&format!("{path}/end"), json!({})).await.ok()["state"], "ended");
    assert_eq!(history(&clara, &path, "change").await, ["ended", "hired"]);
    assert_eq!(
        propose(&felix, &job, "The next one, too?").await.status,
        201,
        "what has ended may begin anew"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_in_conversation_about_a_job_is_hired_without_a_proposal() {
    let talk = Talk::invited().await;
    let early = hire(&talk.clara, &talk.invited.job, &talk.felix);
    refused_whole(&talk.server, early, 403, "no-candidate").await;
    super::harness::accept(&talk.felix, &talk.invited).await;
    let by_felix = hire(&talk.felix, &talk.invited.job, &talk.felix);
    refused_whole(&talk.server, by_felix, 403, "only-the-client-hires").await;
    let made = hire(&talk.clara, &talk.invited.job, &talk.felix).await;
    assert_eq!((made.status, &made.body["conversation"]), (201, &json!(talk.invited.conversation)));
}

#[tokio::test(flavor = "multi_thread")]
async fn message_on_a_contract_begins_the_one_conversation_of_the_two_from_either_side() {
    for by_client in [true, false] {
        let server = open().await;
        let (clara, felix) = (server.sign_in("clara").await, server.sign_in("felix").await);
        let job = post_job(&clara, "A poster").await;
        propose(&felix, &job, "Gladly").await.ok();
        let contract = format!("/contracts/{}", id(&hire(&clara, &job, &felix).await.ok()));
        let (writer, other) = if by_client { (&clara, &felix) } else { (&felix, &clara) };
        let messages = format!("{contract}/messages");
        let key = Uuid::new_v4();
        let first = writer.post_keyed(&messages, key, json!({"text": "Shall we begin?"})).await;
        assert_eq!(first.status, 201, "{}", first.body);
        let again = writer.post_keyed(&messages, key, json!({"text": "Shall we begin?"})).await;
        assert_eq!((again.status, &again.body), (200, &first.body));
        let conversation = id(&first.body);
        for person in [&clara, &felix] {
            assert_eq!(person.get(&contract).await.ok()["conversation"], conversation.as_str());
            let more = person.post(&messages, json!({"text": "Hello?"}));
            refused_whole(&server, more, 403, "already-in-conversation").await;
        }
        let path = format!("/conversations/{conversation}");
        felix.put(&format!("{path}/acknowledgement"), json!({"version": 1})).await.ok();
        assert_eq!(other.post(&format!("{path}/messages"), json!({"text": "Gladly"})).await.status, 201);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn while_a_contract_is_active_a_closed_job_closes_neither_conversation_nor_record() {
    let talk = Talk::begun().await;
    let other = talk.server.sign_in("hannah").await;
    let invited =
        talk.clara.post("/invitations", super::places::invitation(&talk.invited.job, &other, "You, too?"));
    let invited = invited.await.ok();
    let theirs = format!("/conversations/{}", invited["conversation"].as_str().expect("an id"));
    talk.say(&talk.clara, "Before").await;
    let contract =
        format!("/contracts/{}", id(&hire(&talk.clara, &talk.invited.job, &talk.felix).await.ok()));
    talk.clara.put(&talk.closure(), json!({})).await.ok();
    talk.server.settle().await;
    // Nobody hired Hannah.
    assert_eq!(
        other.get(&theirs).await.ok()["head"]["standing"],
        json!({"state": "closed", "reason": "job-closed"})
    );
    for person in [&talk.clara, &talk.felix] {
        let head = person.get(&talk.conversation()).await.ok()["head"].clone();
        assert_eq!((&head["standing"]["state"], &head["send"]), (&json!("open"), &Value::Null));
        talk.say(person, "The contract decides").await;
        let rows = person.get("/conversations?limit=100").await.ok();
        let row = rows["items"]
            .as_array()
            .expect("rows")
            .iter()
            .find(|row| row["id"] == talk.invited.conversation.as_str());
        assert_eq!(row.expect("it is listed")["head"]["standing"]["state"], "open");
    }
    talk.server.settle().await;
    for person in [&talk.clara, &talk.felix] {
        let found = person.get("/search?q=contract%20decides").await.ok();
        assert_eq!(found["items"].as_array().map(Vec::len), Some(2), "{found}");
    }
    assert!(!talk.kinds(&talk.felix).await.contains(&"system".to_owned()));
    let view = talk.felix.get(&talk.conversation()).await.ok()["head"]["view"].as_i64();
    talk.felix.put(&format!("{contract}/end"), json!({})).await.ok();
    let head = talk.felix.get(&talk.conversation()).await.ok()["head"].clone();
    assert_eq!(head["standing"], json!({"state": "closed", "reason": "job-closed"}));
    assert!(head["view"].as_i64() > view, "copies of before are void");
    let send = talk.felix.post(&talk.messages(), json!({"text": "One more thing"})).await;
    send.refused(403, "job-closed");
    talk.felix.get(&talk.entries()).await.refused(403, "job-closed");
    talk.server.settle().await;
    talk.clara.delete(&talk.closure()).await.ok();
    talk.server.settle().await;
    let kinds = talk.kinds(&talk.felix).await;
    let notes = kinds.iter().filter(|kind| *kind == "system").count();
    assert_eq!(notes, 2, "the closing was noted once the contract had ended, and the re-opening: {kinds:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_freelancer_begins_the_work_once_what_was_required_was_said() {
    let talk = Talk::begun().await;
    let required = json!({"conversation_required": "client_replied"});
    talk.clara.put(&format!("/jobs/{}/conversation-requirement", talk.invited.job), required).await.ok();
    let contract =
        format!("/contracts/{}", id(&hire(&talk.clara, &talk.invited.job, &talk.felix).await.ok()));
    let start = format!("{contract}/start");
    let seen = talk.felix.get(&contract).await.ok();
    assert_eq!(
        (&seen["can_start"], &seen["start_refused"]["code"]),
        (&json!(false), &json!("freelancer-has-not-written"))
    );
    refused_whole(&talk.server, talk.felix.put(&start, json!({})), 403, "freelancer-has-not-written").await;
    talk.say(&talk.felix, "Which paper?").await;
    refused_whole(&talk.server, talk.felix.put(&start, json!({})), 403, "client-has-not-replied").await;
    talk.say(&talk.clara, "Rough.").await;
    refused_whole(&talk.server, talk.clara.put(&start, json!({})), 403, "only-the-freelancer-starts").await;
    let started = talk.felix.put(&start, json!({})).await.ok();
    assert!(started["started_at"].is_string(), "{started}");
    assert_eq!(talk.felix.put(&start, json!({})).await.ok()["started_at"], started["started_at"]);
    assert_eq!(history(&talk.clara, &contract, "change").await, ["work_started", "hired"]);
    talk.clara.put(&format!("{contract}/end"), json!({})).await.ok();
    refused_whole(&talk.server, talk.felix.put(&start, json!({})), 409, "contract-ended").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_was_reopened_to_hire_and_closed_again_before_anybody_noted_it_loses_no_message() {
    let talk = Talk::begun().await;
    talk.clara.put(&talk.closure(), json!({})).await.ok();
    talk.server.settle().await;
    talk.clara.delete(&talk.closure()).await.ok();
    hire(&talk.clara, &talk.invited.job, &talk.felix).await.ok();
    talk.clara.put(&talk.closure(), json!({})).await.ok();
    talk.say(&talk.felix, "Here we are").await;
    let kinds = talk.kinds(&talk.clara).await;
    assert_eq!(kinds[kinds.len() - 3..], ["system", "system", "message"], "{kinds:?}");
}

/// What somebody was told, newest first: the kind, and whether it leads to a contract.
async fn told(of: &Client) -> Vec<(String, bool)> {
    let page = of.get("/notifications").await.ok();
    let lines = page["items"].as_array().expect("lines").iter();
    let work = lines.filter(|line| line["conversation"].is_null());
    work.map(|line| (line["kind"].as_str().expect("a kind").to_owned(), line["contract"].is_string()))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_hears_what_the_other_does_with_a_proposal_and_with_a_contract() {
    let server = open().await;
    let (clara, felix, yuki) =
        (server.sign_in("clara").await, server.sign_in("felix").await, server.sign_in("yuki").await);
    let job = post_job(&clara, "A poster").await;
    let answer = |made: Reply| format!("/proposals/{}/answer", id(&made.ok()));
    let first = answer(propose(&felix, &job, "Gladly").await);
    // What is told at once may come in any order: so one after the other.
    server.settle().await;
    felix.put(&first, json!({"answer": "withdrawn"})).await.ok();
    server.settle().await;
    let hers = answer(propose(&yuki, &job, "Gladly").await);
    clara.put(&hers, json!({"answer": "declined"})).await.ok();
    propose(&felix, &job, "Gladly, and sooner").await.ok();
    server.settle().await;
    let contract = id(&hire(&clara, &job, &felix).await.ok());
    felix.put(&format!("/contracts/{contract}/start"), json!({})).await.ok();
    server.settle().await;
    felix.put(&format!("/contracts/{contract}/end"), json!({})).await.ok();
    server.settle().await;
    let line = |kind: &str, contract| (kind.to_owned(), contract);
    let received = || line("proposal-received", false);
    let heard = told(&clara).await;
    assert_eq!(
        heard,
        [
            line("contract-ended", true),
            line("work-started", true),
            received(),
            received(),
            line("proposal-withdrawn", false),
            received()
        ]
    );
    assert_eq!(told(&felix).await, [line("hired", true)]);
    assert_eq!(told(&yuki).await, [line("proposal-declined", false)]);
    // Saying it again tells nothing more.
    felix.put(&format!("/contracts/{contract}/end"), json!({})).await.ok();
    server.settle().await;
    assert_eq!(told(&clara).await.len(), heard.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_turns_to_whoever_made_a_proposal_where_the_policy_lets_clients_begin_there() {
    let server = open().await;
    let (sam, clara, felix) =
        (server.sign_in("sam").await, server.sign_in("clara").await, server.sign_in("felix").await);
    let mut policy = sam.get("/staff/contact-policy").await.ok();
    policy["document"]["everywhere"]["starts"]["profile"] = json!({"who": "nobody", "must_accept": false});
    policy["document"]["everywhere"]["starts"]["proposal"] = json!({"who": "client", "must_accept": false});
    let change = json!({"expected_version": 1, "document": policy["document"], "note": "Proposals first."});
    sam.put("/staff/contact-policy", change).await.ok();
    let job = post_job(&clara, "A poster").await;
    let turn = async || {
        let body = json!({"job": job, "freelancer": felix.id, "text": "Which paper?"});
        clara.post("/invitations", body).await
    };
    turn().await.refused(403, "nobody-starts-here");
    let proposal = format!("/proposals/{}", id(&propose(&felix, &job, "Gladly").await.ok()));
    assert_eq!(clara.get(&proposal).await.ok()["conversation"], Value::Null);
    let made = turn().await;
    // Nobody has to accept there, so that the two talk at once.
    assert_eq!((made.status, &made.body["state"]), (201, &json!("accepted")), "{}", made.body);
    assert_eq!(clara.get(&proposal).await.ok()["conversation"], made.body["conversation"]);
    let refused = sam.get("/staff/refusals").await.ok();
    assert!(refused.to_string().contains("nobody-starts-here"), "{refused}");
}
