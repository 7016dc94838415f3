//! The page of a job: who finds it, the first question from it, what comes before work, and the questions that
//! are suggested (S45–S53).

use super::harness::{Client, Reply, TestServer};
use super::places::{Talk, open, post_job};
use super::state::refused_whole;
use serde_json::{Value, json};
use uuid::Uuid;

/// A marketplace where whoever reads about a job asks its client.
struct Asking {
    server: TestServer,
    sam: Client,
    clara: Client,
    felix: Client,
    job: String,
}

impl Asking {
    async fn open() -> Asking {
        let server = open().await;
        let (sam, clara, felix) =
            (server.sign_in("sam").await, server.sign_in("clara").await, server.sign_in("felix").await);
        switch(&sam, "writer-asks", |_| {}).await;
        let job = post_job(&clara, "A text about bread").await;
        Asking { server, sam, clara, felix, job }
    }

    fn page(&self) -> String {
        format!("/postings/{}", self.job)
    }

    async fn ask(&self, by: &Client, text: &str) -> Reply {
        ask(by, &self.job, text).await
    }

    /// Felix asks, reads the warning, and the two talk; the path of their conversation.
    async fn talk(&self) -> String {
        let asked = self.ask(&self.felix, "Who is it for?").await;
        assert_eq!(asked.status, 201, "{}", asked.body);
        let conversation = format!("/conversations/{}", id(&asked.body));
        self.felix.put(&format!("{conversation}/acknowledgement"), json!({"version": 1})).await.ok();
        conversation
    }
}

async fn ask(by: &Client, job: &str, text: &str) -> Reply {
    by.post(&format!("/postings/{job}/questions"), json!({"text": text})).await
}

fn id(value: &Value) -> String {
    value["id"].as_str().expect("an id").to_owned()
}

/// Puts what `change` makes of a shipped policy in force.
async fn switch(sam: &Client, preset: &str, change: impl FnOnce(&mut Value)) {
    let all = sam.get("/staff/contact-policy/presets").await.ok();
    let found = all.as_array().expect("presets").iter().find(|one| one["name"] == preset);
    let mut document = found.expect("it is shipped")["document"].clone();
    change(&mut document);
    let version = sam.get("/staff/contact-policy").await.ok()["version"].clone();
    let body = json!({"expected_version": version, "document": document, "note": "A try."});
    sam.put("/staff/contact-policy", body).await.ok();
}

/// The titles of the jobs that somebody may ask about, all pages of so many.
async fn titles(of: &Client, limit: usize) -> Vec<String> {
    let mut found = Vec::new();
    let mut path = format!("/postings?limit={limit}");
    loop {
        let page = of.get(&path).await.ok();
        let items = page["items"].as_array().expect("jobs");
        assert!(items.len() <= limit);
        found.extend(items.iter().map(|job| job["title"].as_str().expect("a title").to_owned()));
        match page["next"].as_str() {
            Some(next) => path = format!("/postings?limit={limit}&cursor={next}"),
            None => return found,
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_is_posted_as_a_contract_an_assignment_or_a_pitch_request() {
    let server = open().await;
    let clara = server.sign_in("clara").await;
    let post = |kind: Option<&'static str>| {
        let mut body = json!({"title": "A text", "description": "About bread."});
        if let Some(kind) = kind {
            body["kind"] = json!(kind);
        }
        clara.post("/jobs", body)
    };
    assert_eq!(post(None).await.ok()["kind"], "contract");
    for kind in ["assignment", "pitch_request", "contract"] {
        let job = post(Some(kind)).await.ok();
        assert_eq!(job["kind"], kind);
        assert_eq!(clara.get(&format!("/postings/{}", id(&job))).await.ok()["kind"], kind);
    }
    refused_whole(&server, post(Some("gig")), 400, "malformed-body").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_writer_asks_about_an_assignment_and_about_a_pitch_request() {
    let asking = Asking::open().await;
    for kind in ["assignment", "pitch_request"] {
        let body = json!({"title": kind, "description": "About bread.", "kind": kind});
        let job = id(&asking.clara.post("/jobs", body).await.ok());
        let asked = ask(&asking.felix, &job, "Who is it for?").await;
        assert_eq!(asked.status, 201, "{}", asked.body);
        assert_eq!((&asked.body["side"], &asked.body["job"]["id"]), (&json!("freelancer"), &json!(job)));
        let row = asking.clara.get(&format!("/conversations/{}", id(&asked.body))).await.ok();
        assert_eq!(row["head"]["last"]["preview"], "Who is it for?");
        assert_eq!((&row["head"]["standing"]["state"], &row["head"]["unread"]), (&json!("open"), &json!(1)));
        assert_eq!(row["invitation"], Value::Null);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_begins_the_conversation_that_both_find_in_the_inbox() {
    let asking = Asking::open().await;
    let before = asking.felix.get(&asking.page()).await.ok();
    assert_eq!((&before["conversation"], &before["ask"]), (&Value::Null, &Value::Null));
    let conversation = asking.talk().await;
    let after = asking.felix.get(&asking.page()).await.ok();
    assert_eq!(format!("/conversations/{}", after["conversation"].as_str().expect("an id")), conversation);
    assert_eq!(after["ask"]["code"], "already-in-conversation");
    asking.clara.post(&format!("{conversation}/messages"), json!({"text": "Bakers."})).await.ok();
    asking.felix.post(&format!("{conversation}/messages"), json!({"text": "Thank you."})).await.ok();
    let page = asking.felix.get(&format!("{conversation}/entries")).await.ok();
    let kinds: Vec<_> =
        page["entries"].as_array().expect("entries").iter().map(|e| &e["body"]["kind"]).collect();
    assert_eq!(kinds, ["message", "acknowledgement", "message", "message"]);
    let again = asking.ask(&asking.felix, "And by when?");
    refused_whole(&asking.server, again, 403, "already-in-conversation").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asked_reads_the_warning_before_anything_else_is_written() {
    let asking = Asking::open().await;
    let asked = asking.ask(&asking.felix, "Who is it for?").await.ok();
    assert_eq!(
        (&asked["head"]["warning_pending"], &asked["head"]["send"]["code"]),
        (&json!(true), &json!("warning-not-acknowledged"))
    );
    let conversation = format!("/conversations/{}", id(&asked));
    asking.clara.post(&format!("{conversation}/messages"), json!({"text": "Bakers."})).await.ok();
    let entries = asking.felix.get(&format!("{conversation}/entries")).await.ok();
    assert!(!entries.to_string().contains("Bakers."), "{entries}");
    let messages = format!("{conversation}/messages");
    let more = asking.felix.post(&messages, json!({"text": "More"}));
    refused_whole(&asking.server, more, 403, "warning-not-acknowledged").await;
    asking.felix.put(&format!("{conversation}/acknowledgement"), json!({"version": 1})).await.ok();
    let entries = asking.felix.get(&format!("{conversation}/entries")).await.ok();
    assert!(entries.to_string().contains("Bakers."));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_a_job_is_its_clients_its_participants_and_theirs_who_may_ask_or_propose() {
    let talk = Talk::invited().await;
    let page = format!("/postings/{}", talk.invited.job);
    let sides = |page: &Value| (page["side"].clone(), page["conversation"].clone());
    assert_eq!(sides(&talk.clara.get(&page).await.ok()), (json!("client"), Value::Null));
    let seen = talk.felix.get(&page).await.ok();
    assert_eq!(sides(&seen), (json!("freelancer"), json!(talk.invited.conversation)));
    assert_eq!(seen["ask"]["code"], "nobody-starts-here");
    assert!(seen["ask"]["detail"].as_str().is_some_and(|says| says.ends_with('.')));
    // Yuki offers work and could make a proposal; where none is taken, the page is not hers. Noor offers none.
    let (yuki, noor, sam) = (
        talk.server.sign_in("yuki").await,
        talk.server.sign_in("noor").await,
        talk.server.sign_in("sam").await,
    );
    let may_propose = yuki.get(&page).await.ok();
    assert_eq!(
        (&may_propose["ask"]["code"], &may_propose["propose"]),
        (&json!("nobody-starts-here"), &Value::Null)
    );
    noor.get(&page).await.refused(404, "not-found");
    switch(&sam, "client-invites", |document| {
        document["everywhere"]["starts"]["proposal"] = json!({"who": "nobody", "must_accept": false});
    })
    .await;
    for person in [&yuki, &noor, &sam] {
        person.get(&page).await.refused(404, "not-found");
        refused_whole(&talk.server, ask(person, &talk.invited.job, "May I?"), 404, "not-found").await;
    }
    switch(&sam, "writer-asks", |_| {}).await;
    assert_eq!(sides(&yuki.get(&page).await.ok()), (json!("freelancer"), Value::Null));
    noor.get(&page).await.refused(404, "not-found");
    talk.clara.put(&talk.closure(), json!({})).await.ok();
    yuki.get(&page).await.refused(404, "not-found");
    assert_eq!(talk.felix.get(&page).await.ok()["phase"], "closed");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_says_why_nobody_asks_and_a_question_is_refused_for_it() {
    let asking = Asking::open().await;
    let told = async || asking.felix.get(&asking.page()).await.ok()["ask"]["code"].clone();
    let silence = format!("/jobs/{}/silence", asking.job);
    asking.clara.put(&silence, json!({})).await.ok();
    assert_eq!(told().await, "messaging-off");
    refused_whole(&asking.server, asking.ask(&asking.felix, "May I?"), 403, "messaging-off").await;
    asking.clara.delete(&silence).await.ok();
    asking.clara.put(&format!("/jobs/{}/phase", asking.job), json!({"phase": "final_review"})).await.ok();
    assert_eq!(told().await, "phase-final-review");
    let page = asking.felix.get(&asking.page()).await.ok();
    assert!(page["ask"]["detail"].as_str().is_some_and(|says| says.contains("looking over")), "{page}");
    refused_whole(&asking.server, asking.ask(&asking.felix, "May I?"), 403, "phase-final-review").await;
    let hero = json!({"title": "A cape", "description": "Red.", "class": "superhero"});
    let hero = id(&asking.clara.post("/jobs", hero).await.ok());
    let page = asking.felix.get(&format!("/postings/{hero}")).await.ok();
    assert_eq!(
        (&page["class"], &page["ask"]["code"]),
        (&json!("Superhero"), &json!("class-without-messaging"))
    );
    refused_whole(&asking.server, ask(&asking.felix, &hero, "May I?"), 403, "class-without-messaging").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_has_nobody_to_ask_about_their_own_job() {
    let asking = Asking::open().await;
    let ask = asking.ask(&asking.clara, "Who is it for?");
    refused_whole(&asking.server, ask, 403, "only-freelancers-start").await;
    let refusals = asking.sam.get("/staff/refusals").await.ok();
    let newest = &refusals["items"][0];
    assert_eq!((&newest["action"], &newest["entry_point"]), (&json!("ask"), &json!("job_page")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_asked_twice_under_one_key_is_asked_once() {
    let asking = Asking::open().await;
    let (path, key) = (format!("{}/questions", asking.page()), Uuid::new_v4());
    let body = json!({"text": "Who is it for?"});
    let first = asking.felix.post_keyed(&path, key, body.clone()).await;
    assert_eq!(first.status, 201, "{}", first.body);
    let second = asking.felix.post_keyed(&path, key, body).await;
    assert_eq!((second.status, &second.body), (200, &first.body));
    let other = asking.felix.post_keyed(&path, key, json!({"text": "By when?"}));
    refused_whole(&asking.server, other, 409, "idempotency-key-reused").await;
    assert_eq!(asking.clara.get("/conversations?limit=100").await.ok()["items"].as_array().map(Vec::len), {
        let rows = asking.clara.get("/conversations?limit=100").await.ok();
        let about = |row: &&Value| row["job"]["id"] == asking.job.as_str();
        let all = rows["items"].as_array().expect("rows").len();
        assert_eq!(rows["items"].as_array().expect("rows").iter().filter(about).count(), 1);
        Some(all)
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn five_first_questions_at_once_begin_one_conversation() {
    let asking = Asking::open().await;
    let all = (0..5).map(|n| {
        let felix = asking.felix.clone();
        let job = asking.job.clone();
        async move { ask(&felix, &job, &format!("Question {n}?")).await }
    });
    let replies = futures_util::future::join_all(all).await;
    assert_eq!(replies.iter().filter(|reply| reply.status == 201).count(), 1);
    for reply in replies.iter().filter(|reply| reply.status != 201) {
        reply.refused(403, "already-in-conversation");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn questions_that_nobody_answers_are_bounded_and_an_answer_or_time_makes_room() {
    let asking = Asking::open().await;
    switch(&asking.sam, "writer-asks", |document| document["everywhere"]["pending_max"] = json!(2)).await;
    let mut jobs = Vec::new();
    for n in 0..4 {
        jobs.push(post_job(&asking.clara, &format!("Text {n}")).await);
    }
    let mut asked = Vec::new();
    for job in &jobs[..2] {
        asked.push(ask(&asking.felix, job, "Who is it for?").await.ok());
    }
    refused_whole(&asking.server, ask(&asking.felix, &jobs[2], "And this?"), 403, "contact-limit").await;
    let page = asking.felix.get(&format!("/postings/{}", jobs[2])).await.ok();
    assert_eq!(page["ask"]["code"], "contact-limit");
    let answer = format!("/conversations/{}/messages", id(&asked[0]));
    asking.clara.post(&answer, json!({"text": "Bakers."})).await.ok();
    assert_eq!(ask(&asking.felix, &jobs[2], "And this?").await.status, 201);
    refused_whole(&asking.server, ask(&asking.felix, &jobs[3], "And this?"), 403, "contact-limit").await;
    asking.server.clock.advance(parlance_core::limits::ASK_WAITS);
    let felix = asking.server.sign_in("felix").await;
    assert_eq!(ask(&felix, &jobs[3], "And this?").await.status, 201, "nobody waits for ever");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_offers_work_finds_the_jobs_that_may_be_asked_about() {
    let asking = Asking::open().await;
    let noor = asking.server.sign_in("noor").await;
    let all = titles(&asking.felix, 100).await;
    assert_eq!(all[0], "A text about bread");
    assert!(all.len() >= 3, "the demo's open jobs are there, too: {all:?}");
    assert_eq!(titles(&asking.felix, 1).await, all, "page by page they are the same");
    assert_eq!(titles(&noor, 100).await, Vec::<String>::new(), "Noor offers no work");
    post_job(&asking.felix, "Felix's own").await;
    assert_eq!(titles(&asking.felix, 100).await, all, "one's own are not among them");
    asking.clara.put(&format!("/jobs/{}/closure", asking.job), json!({})).await.ok();
    assert_eq!(titles(&asking.felix, 100).await, all[1..]);
    switch(&asking.sam, "client-invites", |_| {}).await;
    assert_eq!(titles(&asking.felix, 100).await, all[1..], "nobody may ask, but everybody propose");
    switch(&asking.sam, "client-invites", |document| {
        document["everywhere"]["starts"]["proposal"] = json!({"who": "nobody", "must_accept": false});
    })
    .await;
    assert_eq!(titles(&asking.felix, 100).await, Vec::<String>::new(), "nor that");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_can_come_before_work_and_the_api_says_whether_it_did() {
    let asking = Asking::open().await;
    switch(&asking.sam, "writer-asks", |document| document["everywhere"]["can_start"] = json!("always"))
        .await;
    let start = async || asking.felix.get(&asking.page()).await.ok()["start"].clone();
    assert_eq!(start().await, json!({"can_start": true, "refused": null}), "nothing is required");
    let path = format!("/jobs/{}/conversation-requirement", asking.job);
    let wanted = json!({"conversation_required": "client_replied"});
    let job = asking.clara.put(&path, wanted.clone()).await.ok();
    assert_eq!(job["conversation_required"], "client_replied");
    assert_eq!(asking.felix.get(&asking.page()).await.ok()["conversation_required"], "client_replied");
    let code = async || start().await["refused"]["code"].clone();
    assert_eq!(
        (start().await["can_start"].clone(), code().await),
        (json!(false), json!("freelancer-has-not-written"))
    );
    let conversation = asking.talk().await;
    assert_eq!(code().await, "client-has-not-replied");
    let reply = asking.clara.post(&format!("{conversation}/messages"), json!({"text": "Bakers."})).await.ok();
    assert_eq!(start().await, json!({"can_start": true, "refused": null}));
    asking.clara.delete(&format!("{conversation}/messages/{}", reply["seq"])).await.ok();
    assert_eq!(code().await, "client-has-not-replied", "what was taken back was not said");
    asking.clara.put(&path, json!({"conversation_required": "freelancer_wrote"})).await.ok();
    assert_eq!(start().await["can_start"], true);
    assert_eq!(asking.clara.get(&asking.page()).await.ok()["start"], Value::Null, "work is the freelancer's");
    refused_whole(&asking.server, asking.felix.put(&path, wanted), 403, "only-the-client-closes").await;
    let history = asking.clara.get(&format!("/jobs/{}/history", asking.job)).await.ok();
    assert_eq!(history["items"][0]["change"], "requirement_changed");
}

#[tokio::test(flavor = "multi_thread")]
async fn work_that_both_have_to_confirm_begins_once_they_agreed_on_the_brief() {
    let asking = Asking::open().await;
    let path = format!("/jobs/{}/conversation-requirement", asking.job);
    let wanted = json!({"conversation_required": "both_confirmed"});
    let job = asking.clara.put(&path, wanted).await.ok();
    assert_eq!(job["conversation_required"], "both_confirmed");
    let start = async || asking.felix.get(&asking.page()).await.ok()["start"].clone();
    let code = async || start().await["refused"]["code"].clone();
    assert_eq!(code().await, "freelancer-has-not-written");
    let conversation = asking.talk().await;
    assert_eq!(code().await, "client-has-not-replied");
    let reply = json!({"text": "Bakers. 800 words by Friday."});
    let reply = asking.clara.post(&format!("{conversation}/messages"), reply).await.ok();
    assert_eq!(code().await, "not-confirmed");
    let propose = async |by: &Client, body: Value| {
        by.post(&format!("{conversation}/points"), body).await.ok()["seq"].as_i64().expect("a number")
    };
    let answer = async |by: &Client, seq: i64, answer: &str| {
        by.put(&format!("{conversation}/points/{seq}/answer"), json!({"answer": answer})).await.ok();
    };
    let aside = propose(&asking.felix, json!({"text": "Two rounds of changes"})).await;
    answer(&asking.clara, aside, "confirmed").await;
    assert_eq!(code().await, "not-confirmed", "a point that is no brief begins no work");
    let declined = propose(&asking.clara, json!({"text": "All of it tomorrow", "brief": true})).await;
    answer(&asking.felix, declined, "declined").await;
    assert_eq!(code().await, "not-confirmed");
    let brief = propose(&asking.felix, json!({"message": reply["seq"], "brief": true})).await;
    assert_eq!(code().await, "not-confirmed", "it takes both");
    answer(&asking.clara, brief, "confirmed").await;
    assert_eq!(start().await, json!({"can_start": true, "refused": null}));
    asking.clara.delete(&format!("{conversation}/messages/{}", reply["seq"])).await.ok();
    assert_eq!(code().await, "client-has-not-replied", "what was taken back was not said");
    asking.clara.post(&format!("{conversation}/messages"), json!({"text": "As agreed."})).await.ok();
    assert_eq!(start().await["can_start"], true, "what both agreed on stays");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_policy_may_ask_for_a_conversation_before_work_on_every_job() {
    let asking = Asking::open().await;
    let page = asking.felix.get(&asking.page()).await.ok();
    assert_eq!(page["conversation_required"], "freelancer_wrote");
    assert_eq!(page["start"]["can_start"], false);
    asking.talk().await;
    assert_eq!(asking.felix.get(&asking.page()).await.ok()["start"]["can_start"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn suggested_questions_come_in_groups_with_those_ticked_that_the_client_says_are_answered() {
    let asking = Asking::open().await;
    let groups = async |of: &Client| of.get(&asking.page()).await.ok()["questions"].clone();
    let shipped = groups(&asking.felix).await;
    let titles: Vec<_> = shipped.as_array().expect("groups").iter().map(|group| &group["title"]).collect();
    assert_eq!(titles, ["Topic and objective", "Tone and voice", "Samples", "What to avoid"]);
    let path = format!("/jobs/{}/answered-questions", asking.job);
    let question = shipped[1]["questions"][1]["text"].clone();
    assert_eq!(shipped[1]["questions"][1]["answered"], false);
    asking.clara.put(&path, json!({"questions": [question]})).await.ok();
    for person in [&asking.felix, &asking.clara] {
        let now = groups(person).await;
        assert_eq!(now[1]["questions"][1], json!({"text": question, "answered": true}));
        assert_eq!(now[1]["questions"][0]["answered"], false);
    }
    let unknown = asking.clara.put(&path, json!({"questions": ["What is love?"]})).await;
    assert_eq!((unknown.status, &unknown.body["fields"][0]["rule"]), (422, &json!("unknown")));
    let theirs = asking.felix.put(&path, json!({"questions": []}));
    refused_whole(&asking.server, theirs, 404, "not-found").await;
    asking.clara.put(&path, json!({"questions": []})).await.ok();
    assert_eq!(groups(&asking.felix).await, shipped);
}
