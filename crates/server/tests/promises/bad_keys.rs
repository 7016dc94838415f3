//! Idempotency keys: what is asked for twice is made once, on every route that makes something.

use super::harness::{Client, Reply, TestServer};
use super::places::{Talk, invitation};
use super::schema;
use super::state::{refused_whole, state};
use serde_json::{Value, json};
use uuid::Uuid;

/// A create, with two different bodies that it would take.
struct Making {
    path: String,
    one: Value,
    another: Value,
    table: &'static str,
}

async fn making(talk: &Talk) -> Vec<Making> {
    let dana = talk.server.sign_in("dana").await;
    let hannah = talk.server.sign_in("hannah").await;
    let job = &talk.invited.job;
    // Dana's job takes questions, and Clara offers work.
    let (sam, asked) = (talk.server.sign_in("sam").await, super::places::post_job(&dana, "A logo").await);
    let rules = json!({"changes": {"starts": {"job_page": {"who": "freelancer", "must_accept": false}}}});
    sam.put(&format!("/staff/jobs/{asked}/contact-rules"), rules).await.ok();
    talk.clara.patch("/me", json!({"offers_work": true})).await.ok();
    // One job of Dana's takes proposals, and for another one Clara is hired without a word between the two.
    let (offered, hired) =
        (super::places::post_job(&dana, "A poster").await, super::places::post_job(&dana, "A map").await);
    for id in [&offered, &hired] {
        let rules = json!({"changes": {"starts": {"proposal": {"who": "both", "must_accept": false}}}});
        sam.put(&format!("/staff/jobs/{id}/contact-rules"), rules).await.ok();
    }
    talk.clara.post(&format!("/postings/{hired}/proposals"), json!({"text": "Gladly"})).await.ok();
    let contract = dana.post("/contracts", json!({"job": hired, "freelancer": talk.clara.id})).await.ok();
    let contract = contract["id"].as_str().expect("an id").to_owned();
    vec![
        Making {
            path: "/jobs".into(),
            one: json!({"title": "A", "description": "B"}),
            another: json!({"title": "A", "description": "C"}),
            table: "job",
        },
        Making {
            path: "/invitations".into(),
            one: invitation(job, &dana, "Hello"),
            another: invitation(job, &hannah, "Hello"),
            table: "invitation",
        },
        Making {
            path: talk.messages(),
            one: json!({"text": "Once"}),
            another: json!({"text": "Twice"}),
            table: "entry",
        },
        Making {
            path: talk.points(),
            one: json!({"text": "By Friday"}),
            another: json!({"text": "By Monday"}),
            table: "point",
        },
        Making {
            path: "/saved-replies".into(),
            one: json!({"title": "A", "text": "B"}),
            another: json!({"title": "A", "text": "C"}),
            table: "saved_reply",
        },
        Making {
            path: "/help/articles/invitations/comments".into(),
            one: json!({"text": "Clear"}),
            another: json!({"text": "Unclear"}),
            table: "help_comment",
        },
        Making {
            path: "/help/requests".into(),
            one: json!({"subject": "A", "text": "B"}),
            another: json!({"subject": "A", "text": "C"}),
            table: "help_request",
        },
        Making {
            path: format!("/postings/{offered}/proposals"),
            one: json!({"text": "Gladly, for 300"}),
            another: json!({"text": "Gladly, for 400"}),
            table: "proposal",
        },
        Making {
            path: "/contracts".into(),
            one: json!({"job": job, "freelancer": talk.felix.id}),
            another: json!({"job": job, "freelancer": dana.id}),
            table: "contract",
        },
        Making {
            path: format!("/contracts/{contract}/messages"),
            one: json!({"text": "Shall we begin?"}),
            another: json!({"text": "When do we begin?"}),
            table: "conversation",
        },
        Making {
            path: format!("/postings/{asked}/questions"),
            one: json!({"text": "Which colours?"}),
            another: json!({"text": "Which size?"}),
            table: "conversation",
        },
        Making {
            path: "/support/cases".into(),
            one: json!({"text": "How?"}),
            another: json!({"text": "Why?"}),
            table: "support_case",
        },
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn every_create_of_the_description_takes_a_key_and_is_tried_here() {
    let talk = Talk::begun().await;
    let here: Vec<_> = making(&talk)
        .await
        .iter()
        .map(|making| schema::template(&format!("/api/v1{}", making.path)))
        .collect();
    for (method, template) in schema::operations() {
        let operation = &schema::document()["paths"][&template][&method.to_lowercase()];
        if !operation["responses"]["201"].is_null() {
            assert!(operation["parameters"].to_string().contains("Idempotency-Key"), "{method} {template}");
            // What takes a file is tried among the files.
            let file = template.ends_with("/files");
            assert!(file || here.contains(&Some(template.clone())), "{method} {template} is not tried");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_create_without_a_key_or_with_one_that_is_no_uuid_is_refused() {
    let talk = Talk::begun().await;
    for making in making(&talk).await {
        refused_whole(
            &talk.server,
            talk.clara.send("POST", &making.path, Some(making.one.clone()), None),
            400,
            "idempotency-key-required",
        )
        .await;
        for key in ["", "1", "not-a-uuid", "zzzzzzzz-zzzz-4zzz-8zzz-zzzzzzzzzzzz"] {
            let request =
                talk.clara.request("POST", &format!("/api/v1{}", making.path)).header("idempotency-key", key);
            let request = request.header("content-type", "application/json").body(making.one.to_string());
            refused_whole(&talk.server, super::harness::reply(request), 400, "idempotency-key-invalid").await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeat_under_the_same_key_gets_the_first_answer_and_makes_nothing() {
    let talk = Talk::begun().await;
    for making in making(&talk).await {
        let key = Uuid::new_v4();
        let first = talk.clara.post_keyed(&making.path, key, making.one.clone()).await;
        assert_eq!(first.status, 201, "{}", first.body);
        let before = state(&talk.server).await;
        let repeat = talk.clara.post_keyed(&making.path, key, making.one.clone()).await;
        assert_eq!((repeat.status, &repeat.body), (200, &first.body), "{}", making.path);
        assert_eq!(before, state(&talk.server).await, "{}", making.path);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_body_under_the_same_key_is_refused() {
    let talk = Talk::begun().await;
    for making in making(&talk).await {
        let key = Uuid::new_v4();
        talk.clara.post_keyed(&making.path, key, making.one.clone()).await.ok();
        refused_whole(
            &talk.server,
            talk.clara.post_keyed(&making.path, key, making.another.clone()),
            409,
            "idempotency-key-reused",
        )
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_used_for_a_job_is_not_one_for_an_invitation() {
    let talk = Talk::begun().await;
    let (key, makings) = (Uuid::new_v4(), making(&talk).await);
    talk.clara.post_keyed(&makings[0].path, key, makings[0].one.clone()).await.ok();
    refused_whole(
        &talk.server,
        talk.clara.post_keyed(&makings[1].path, key, makings[1].one.clone()),
        409,
        "idempotency-key-reused",
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_of_one_person_is_not_a_key_of_another() {
    let talk = Talk::begun().await;
    let key = Uuid::new_v4();
    let mut seqs = Vec::new();
    for person in [&talk.clara, &talk.felix] {
        let sent = person.post_keyed(&talk.messages(), key, json!({"text": "The same words"})).await;
        assert_eq!(sent.status, 201, "{}", sent.body);
        seqs.push(sent.body["seq"].clone());
    }
    assert_ne!(seqs[0], seqs[1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn five_clicks_at_once_make_one_of_everything() {
    let talk = Talk::begun().await;
    for making in making(&talk).await {
        let rows = state(&talk.server).await[making.table].len();
        let key = Uuid::new_v4();
        let replies = five(&talk.clara, &making, || key).await;
        let mut statuses: Vec<_> = replies.iter().map(|reply| reply.status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 200, 200, 200, 201], "{}", making.path);
        assert!(replies.iter().all(|reply| reply.body == replies[0].body), "{}", making.path);
        assert_eq!(state(&talk.server).await[making.table].len(), rows + 1, "{}", making.path);
    }
}

async fn five(person: &Client, making: &Making, key: impl Fn() -> Uuid) -> Vec<Reply> {
    futures_util::future::join_all((0..5).map(|_| person.post_keyed(&making.path, key(), making.one.clone())))
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn five_invitations_at_once_with_different_keys_make_one() {
    let talk = Talk::begun().await;
    let making = making(&talk).await.swap_remove(1);
    let replies = five(&talk.clara, &making, Uuid::new_v4).await;
    assert_eq!(replies.iter().filter(|reply| reply.status == 201).count(), 1);
    for reply in replies.into_iter().filter(|reply| reply.status != 201) {
        reply.refused(403, "invitation-pending");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn five_clicks_at_once_on_what_is_put_change_it_once() {
    let talk = Talk::invited().await;
    let (felix, clara) = (&talk.felix, &talk.clara);
    let acknowledgement = format!("{}/acknowledgement", talk.conversation());
    all_fine(&talk.server, (0..5).map(|_| felix.put(&acknowledgement, json!({"version": 1})))).await;
    let answer = talk.answer();
    all_fine(&talk.server, (0..5).map(|_| felix.put(&answer, json!({"answer": "accepted"})))).await;
    assert_eq!(talk.kinds(clara).await, ["invitation", "acknowledgement", "answer"]);
    let closure = talk.closure();
    all_fine(&talk.server, (0..5).map(|_| clara.put(&closure, json!({})))).await;
    all_fine(&talk.server, (0..5).map(|_| clara.delete(&closure))).await;
    let history = clara.get(&format!("/jobs/{}/history", talk.invited.job)).await.ok();
    let changes: Vec<_> = history["items"]
        .as_array()
        .expect("changes")
        .iter()
        .map(|change| change["change"].as_str().expect("a word"))
        .collect();
    assert_eq!(changes, ["reopened", "closed", "posted"]);
}

async fn all_fine(server: &TestServer, asked: impl Iterator<Item = impl Future<Output = Reply>>) {
    let replies = futures_util::future::join_all(asked).await;
    assert!(replies.iter().all(|reply| reply.status == 200), "{replies:?} {}", server.address);
}
