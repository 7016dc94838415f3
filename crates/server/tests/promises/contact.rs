//! Coming into contact: who may start, about what, with which words, and what an answer does (S3, S5–S9,
//! S11–S14, S24, S27).

use super::harness::{Client, INVITATION_TEXT, accept, invite};
use super::places::{Talk, invitation, jobs, open, open_with, post_job};
use super::schema;
use parlance_core::limits;
use parlance_core::policy::contact::Rules;
use serde_json::{Value, json};
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn no_route_asks_for_payment_and_no_bound_knows_one_person_from_another() {
    let text = schema::document().to_string().to_lowercase();
    for word in ["payment", "subscription", "upgrade your", "premium", "quota", "billing", "402"] {
        assert!(!text.contains(word), "the API's description speaks of {word}");
    }
    // Somebody who signed up a moment ago does in one day what anybody does.
    let server = open_with(|config| {
        config.sends_per_minute = 1_000_000;
        config.sends_burst = 1_000_000;
    })
    .await;
    let (noor, felix) = (server.sign_in("noor").await, server.sign_in("felix").await);
    let job = post_job(&noor, "A first job").await;
    let made = noor.post("/invitations", invitation(&job, &felix, "Would you?")).await.ok();
    let conversation = made["conversation"].as_str().expect("an id").to_owned();
    felix.put(&format!("/conversations/{conversation}/acknowledgement"), json!({"version": 1})).await.ok();
    felix
        .put(
            &format!("/invitations/{}/answer", made["id"].as_str().expect("an id")),
            json!({"answer": "accepted"}),
        )
        .await
        .ok();
    for n in 0..150 {
        let path = format!("/conversations/{conversation}/messages");
        assert_eq!(noor.post(&path, json!({"text": format!("line {n}")})).await.status, 201);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_account_is_freelancer_in_one_conversation_and_client_in_another() {
    let server = open().await;
    let (clara, dana, felix) =
        (server.sign_in("clara").await, server.sign_in("dana").await, server.sign_in("felix").await);
    post_job(&clara, "For Dana").await;
    let as_freelancer = invite(&clara, &dana).await;
    let as_client = invite(&dana, &felix).await;
    for (conversation, side, other) in [
        (&as_freelancer.conversation, "freelancer", "Clara Winter"),
        (&as_client.conversation, "client", "Felix Okafor"),
    ] {
        let seen = dana.get(&format!("/conversations/{conversation}")).await.ok();
        assert_eq!((&seen["side"], &seen["other"]["name"]), (&json!(side), &json!(other)));
    }
    // What a side may do goes by the conversation and not by the person.
    accept(&dana, &as_freelancer).await;
    let own = format!("/invitations/{}/answer", as_client.invitation);
    dana.put(&own, json!({"answer": "accepted"})).await.refused(403, "only-the-freelancer-answers");
    dana.put(&own, json!({"answer": "withdrawn"})).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_starts_a_conversation_with_a_freelancer() {
    let talk = Talk::invited().await;
    let seen = talk.clara.get(&talk.conversation()).await.ok();
    assert_eq!(seen["side"], "client");
    assert_eq!(seen["head"]["standing"], json!({"state": "invited", "reason": null}));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_freelancer_cannot_start_a_conversation_about_somebody_elses_job() {
    let talk = Talk::begun().await;
    let dana = talk.server.sign_in("dana").await;
    talk.felix
        .post("/invitations", invitation(&talk.invited.job, &dana, "Hello"))
        .await
        .refused(403, "no-open-job");
    post_job(&talk.felix, "A job of Felix's own").await;
    talk.felix
        .post("/invitations", invitation(&talk.invited.job, &dana, "Hello"))
        .await
        .refused(403, "only-clients-start");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_person_with_an_open_job_of_their_own_starts_about_it() {
    let server = open().await;
    let (felix, dana) = (server.sign_in("felix").await, server.sign_in("dana").await);
    let before = jobs(&felix, "open").await;
    assert!(before.is_empty(), "Felix begins without a job");
    felix
        .post("/invitations", invitation("00000000-0000-4000-8000-000000000000", &dana, "Hello"))
        .await
        .refused(403, "no-open-job");
    let job = post_job(&felix, "A job of Felix's own").await;
    let made = felix.post("/invitations", invitation(&job, &dana, "Would you?")).await;
    assert_eq!((made.status, &made.body["side"]), (201, &json!("client")));
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_see_refused_starts_counted_by_code() {
    let server = open().await;
    let (felix, dana, sam) =
        (server.sign_in("felix").await, server.sign_in("dana").await, server.sign_in("sam").await);
    let theirs = jobs(&dana, "open").await.swap_remove(0);
    for _ in 0..3 {
        felix.post("/invitations", invitation(&theirs, &dana, "Let me")).await.refused(403, "no-open-job");
    }
    let seen = sam.get("/staff/refusals").await.ok();
    assert!(
        seen["counts"].as_array().expect("counts").contains(&json!({"code": "no-open-job", "count": 3})),
        "{seen}"
    );
    let newest = &seen["items"][0];
    assert_eq!(
        (&newest["code"], &newest["action"], &newest["entry_point"]),
        (&json!("no-open-job"), &json!("invite"), &json!("profile"))
    );
    assert_eq!(newest["account"], json!({"id": felix.id, "name": "Felix Okafor"}));
    assert!(!seen.to_string().contains("Let me"), "a refusal keeps no words");
}

/// The codes and actions of the refusals that staff see, the newest first.
async fn refusals(sam: &Client) -> Vec<(String, String)> {
    let seen = sam.get("/staff/refusals").await.ok();
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let items = seen["items"].as_array().expect("a list").iter();
    items.map(|item| (text(&item["code"]), text(&item["action"]))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_lists_wait_for_no_write_and_a_refused_look_at_them_is_kept() {
    let server = open().await;
    let (felix, sam) = (server.sign_in("felix").await, server.sign_in("sam").await);
    for (path, action) in [("/staff/accounts", "list-accounts"), ("/staff/refusals", "list-refusals")] {
        felix.get(path).await.refused(403, "staff-role-required");
        assert_eq!(refusals(&sam).await[0], ("staff-role-required".to_owned(), action.to_owned()));
    }
    let (go, wait) = std::sync::mpsc::channel::<()>();
    let (inside, is_inside) = std::sync::mpsc::channel();
    let (wait, store) = (std::sync::Mutex::new(wait), server.app.store.clone());
    let holding = tokio::task::spawn_blocking(move || {
        store.run_blocking(move |_| {
            let _ = inside.send(());
            let _ = wait.lock().expect("nobody panicked").recv();
            Ok::<_, parlance_store::StoreError>(())
        })
    });
    tokio::task::block_in_place(|| is_inside.recv()).expect("the writer is held");
    sam.get("/staff/accounts").await.ok();
    assert_eq!(refusals(&sam).await.len(), 2);
    go.send(()).expect("the writer waits");
    holding.await.expect("no panic").expect("the held command succeeds");
}

#[tokio::test(flavor = "multi_thread")]
async fn asking_for_what_a_closing_just_hid_is_no_breach() {
    let talk = Talk::invited().await;
    let sam = talk.server.sign_in("sam").await;
    talk.clara.put(&talk.closure(), json!({})).await.ok();
    talk.felix.get(&talk.entries()).await.refused(403, "job-closed");
    assert_eq!(refusals(&sam).await, []);
    // A write after it still is one.
    talk.felix.put(&talk.answer(), json!({"answer": "accepted"})).await;
    assert_eq!(refusals(&sam).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_an_open_job_contact_is_refused_with_no_open_job() {
    let server = open().await;
    let (noor, felix, clara) =
        (server.sign_in("noor").await, server.sign_in("felix").await, server.sign_in("clara").await);
    let own = post_job(&noor, "Soon closed").await;
    noor.put(&format!("/jobs/{own}/closure"), json!({})).await.ok();
    noor.post("/invitations", invitation(&own, &felix, "Hello")).await.refused(403, "no-open-job");
    let theirs = jobs(&clara, "open").await.swap_remove(0);
    noor.post("/invitations", invitation(&theirs, &felix, "Hello")).await.refused(403, "no-open-job");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_invites_a_freelancer_who_never_applied() {
    let server = open().await;
    let (clara, felix) = (server.sign_in("clara").await, server.sign_in("felix").await);
    assert_eq!(
        felix.get("/conversations").await.ok()["items"],
        json!([]),
        "Felix has had nothing to do with any job"
    );
    let invited = invite(&clara, &felix).await;
    assert_eq!(felix.get("/conversations").await.ok()["items"][0]["id"], invited.conversation.as_str());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_profile_says_whether_it_is_ones_own_and_ones_own_is_never_invited() {
    let server = open().await;
    let (clara, dana) = (server.sign_in("clara").await, server.sign_in("dana").await);
    let path = format!("/freelancers/{}", dana.id);
    assert_eq!(clara.get(&path).await.ok()["yourself"], false);
    assert_eq!(dana.get(&path).await.ok()["yourself"], true);
    let own = jobs(&dana, "open").await.swap_remove(0);
    dana.post("/invitations", invitation(&own, &dana, "Dear me")).await.refused(403, "own-profile");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_is_about_an_open_job_of_ones_own_and_no_other() {
    let server = open().await;
    let (clara, dana, felix) =
        (server.sign_in("clara").await, server.sign_in("dana").await, server.sign_in("felix").await);
    assert_eq!((jobs(&clara, "open").await.len(), jobs(&clara, "closed").await.len()), (2, 1));
    let theirs = jobs(&dana, "open").await.swap_remove(0);
    clara.post("/invitations", invitation(&theirs, &felix, "Hello")).await.refused(404, "not-found");
    let closed = jobs(&clara, "closed").await.swap_remove(0);
    clara.post("/invitations", invitation(&closed, &felix, "Hello")).await.refused(403, "job-closed");
    let open = jobs(&clara, "open").await.swap_remove(0);
    assert_eq!(clara.post("/invitations", invitation(&open, &felix, "Hello")).await.status, 201);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_text_of_an_invitation_is_kept_word_for_word_and_shown_to_the_invitee() {
    let server = open().await;
    let (clara, felix) = (server.sign_in("clara").await, server.sign_in("felix").await);
    let job = jobs(&clara, "open").await.swap_remove(0);
    let text = "Grüße, Felix — 十二 drawings.\n\nبصراحة: <b>bold</b> & \"quoted\" 👩🏽‍🎨";
    let made = clara.post("/invitations", invitation(&job, &felix, text)).await.ok();
    let conversation = made["conversation"].as_str().expect("an id");
    felix.put(&format!("/conversations/{conversation}/acknowledgement"), json!({"version": 1})).await.ok();
    assert_eq!(
        felix.get(&format!("/invitations/{}", made["id"].as_str().expect("an id"))).await.ok()["text"],
        text
    );
    assert_eq!(
        felix.get(&format!("/conversations/{conversation}/entries")).await.ok()["entries"][0]["body"]["text"],
        text
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_without_a_text_is_refused() {
    let server = open().await;
    let (clara, felix) = (server.sign_in("clara").await, server.sign_in("felix").await);
    let job = jobs(&clara, "open").await.swap_remove(0);
    for empty in ["", "   ", "\n\t\n", "\u{200b}\u{feff}"] {
        let refused = clara.post("/invitations", invitation(&job, &felix, empty)).await;
        assert_eq!(
            (refused.status, &refused.body["fields"][0]["field"], &refused.body["fields"][0]["rule"]),
            (422, &json!("text"), &json!("empty"))
        );
    }
    assert_eq!(felix.get("/conversations").await.ok()["items"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_double_click_on_invite_makes_one_invitation() {
    let server = open().await;
    let (clara, felix) = (server.sign_in("clara").await, server.sign_in("felix").await);
    let job = jobs(&clara, "open").await.swap_remove(0);
    let (body, key) = (invitation(&job, &felix, "Would you?"), uuid::Uuid::new_v4());
    let replies =
        futures_util::future::join_all((0..5).map(|_| clara.post_keyed("/invitations", key, body.clone())))
            .await;
    let mut statuses: Vec<_> = replies.iter().map(|reply| reply.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 200, 200, 200, 201]);
    assert!(replies.iter().all(|reply| reply.body["id"] == replies[0].body["id"]));
    let listed = clara.get("/invitations?side=client&state=pending").await.ok();
    let to_felix = listed["items"]
        .as_array()
        .expect("invitations")
        .iter()
        .filter(|one| one["other"]["id"] == felix.id.as_str())
        .count();
    assert_eq!(to_felix, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_sent_before_the_invitation_is_accepted() {
    let talk = Talk::invited().await;
    talk.felix.put(&format!("{}/acknowledgement", talk.conversation()), json!({"version": 1})).await.ok();
    for person in [&talk.clara, &talk.felix] {
        person.post(&talk.messages(), json!({"text": "Already?"})).await.refused(403, "invitation-pending");
    }
    assert_eq!(talk.kinds(&talk.clara).await, ["invitation", "acknowledgement"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn both_can_write_once_the_invitation_is_accepted() {
    let talk = Talk::begun().await;
    for person in [&talk.clara, &talk.felix] {
        assert_eq!(person.get(&talk.conversation()).await.ok()["head"]["send"], Value::Null);
        assert_eq!(person.post(&talk.messages(), json!({"text": "Hello"})).await.status, 201);
    }
    assert_eq!(
        talk.kinds(&talk.felix).await,
        ["invitation", "acknowledgement", "answer", "message", "message"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn declining_ends_the_pending_state() {
    let talk = Talk::invited().await;
    let declined = talk.felix.put(&talk.answer(), json!({"answer": "declined"})).await.ok();
    assert_eq!(declined["state"], "declined");
    for person in [&talk.clara, &talk.felix] {
        assert_eq!(person.get(&talk.conversation()).await.ok()["head"]["standing"]["state"], "declined");
        person.post(&talk.messages(), json!({"text": "But"})).await.refused(403, "invitation-declined");
    }
    let again = invitation(&talk.invited.job, &talk.felix, "Please?");
    talk.clara.post("/invitations", again).await.refused(403, "invitation-declined");
}

#[tokio::test(flavor = "multi_thread")]
async fn expiry_ends_the_pending_state_and_the_client_may_ask_again() {
    let talk = Talk::invited().await;
    talk.server.settle().await;
    talk.server.clock.advance(limits::INVITATION_LASTS + Duration::from_secs(1));
    talk.server.settle().await;
    let seen = talk.clara.get(&talk.conversation()).await.ok();
    assert_eq!(seen["head"]["standing"], json!({"state": "closed", "reason": "expired"}));
    assert_eq!(seen["invitation"]["state"], "expired");
    talk.clara.post(&talk.messages(), json!({"text": "Hello?"})).await.refused(409, "invitation-expired");
    let again =
        talk.clara.post("/invitations", invitation(&talk.invited.job, &talk.felix, INVITATION_TEXT)).await;
    assert_eq!((again.status, &again.body["conversation"]), (201, &json!(talk.invited.conversation)));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_leaves_an_invitation_unanswered_is_shown_found_and_invited_as_before() {
    let talk = Talk::invited().await;
    let noor = talk.server.sign_in("noor").await;
    let shown = async || {
        let list = noor.get("/freelancers?limit=100").await.ok();
        let names =
            list["items"].as_array().expect("profiles").iter().map(|one| one["account"]["name"].clone());
        (names.collect::<Vec<_>>(), noor.get(&format!("/freelancers/{}", talk.felix.id)).await.ok())
    };
    let before = shown().await;
    talk.server.settle().await;
    talk.server.clock.advance(limits::INVITATION_LASTS + Duration::from_secs(1));
    talk.server.settle().await;
    let seen = talk.clara.get(&talk.conversation()).await.ok();
    assert_eq!(seen["invitation"]["state"], "expired", "it was left");
    assert_eq!(shown().await, before, "nothing is said of it, and nobody's place changes");
    // Everybody may write to him as before, who left him alone and who did not.
    let job = post_job(&noor, "Drawings for a cookbook").await;
    let other = noor.post("/invitations", invitation(&job, &talk.felix, INVITATION_TEXT)).await;
    let again = invitation(&talk.invited.job, &talk.felix, INVITATION_TEXT);
    let again = talk.clara.post("/invitations", again).await;
    assert_eq!((other.status, again.status), (201, 201), "{} {}", other.body, again.body);
    let warning = format!("{}/acknowledgement", talk.conversation());
    talk.felix.put(&warning, json!({"version": 1})).await.ok();
    let invitation = again.body["id"].as_str().expect("an id");
    talk.felix.put(&format!("/invitations/{invitation}/answer"), json!({"answer": "accepted"})).await.ok();
    talk.say(&talk.felix, "Sorry for the silence").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_freelancer_has_no_say_in_who_contacts_them() {
    let talk = Talk::invited().await;
    talk.felix.put(&talk.answer(), json!({"answer": "declined"})).await.ok();
    // Whatever of their own they can set, another client reaches them all the same.
    let me = talk.felix.get("/me").await.ok();
    assert_eq!(me["offers_work"], true, "the premise: Felix is there to be found");
    for body in [json!({"contact": "nobody"}), json!({"blocked": [talk.clara.id]})] {
        talk.felix.send("PATCH", "/me", Some(body), None).await.refused(400, "malformed-body");
    }
    let job = post_job(&talk.clara, "Drawings for a cookbook").await;
    let again = talk.clara.post("/invitations", invitation(&job, &talk.felix, INVITATION_TEXT)).await;
    assert_eq!(again.status, 201, "about another job, even of the same client: {}", again.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_has_so_many_invitations_pending_and_not_one_more() {
    let server = open_with(|config| {
        config.sends_per_minute = 1_000_000;
        config.sends_burst = 1_000_000;
    })
    .await;
    let noor = server.sign_in("noor").await;
    let freelancers = noor.get("/freelancers?limit=100").await.ok();
    let freelancers: Vec<_> = freelancers["items"]
        .as_array()
        .expect("profiles")
        .iter()
        .map(|one| one["account"]["id"].clone())
        .collect();
    let most = usize::try_from(Rules::client_invites().terms.pending_max).expect("a count");
    let mut sent = 0;
    'all: for n in 0..9 {
        let job = post_job(&noor, &format!("Job {n}")).await;
        for freelancer in &freelancers {
            let body = json!({"job": job, "freelancer": freelancer, "text": "Would you?"});
            let made = noor.post("/invitations", body).await;
            if sent == most {
                made.refused(403, "invitation-limit");
                break 'all;
            }
            assert_eq!(made.status, 201, "{}", made.body);
            sent += 1;
        }
    }
    assert_eq!(sent, most);
}
