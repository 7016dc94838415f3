//! Things in the wrong order: after the closing, after an answer, after the time, or by a clock that went
//! backwards.

use super::harness::invite;
use super::places::{Talk, invitation};
use super::state::{refused_whole, state};
use parlance_core::limits;
use parlance_server::outside::clock::Clock;
use serde_json::{Value, json};
use std::sync::atomic::Ordering;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_done_in_a_conversation_whose_job_is_closed() {
    let talk = Talk::invited().await;
    let dana = talk.server.sign_in("dana").await;
    talk.clara.put(&talk.closure(), json!({})).await.ok();
    for settled in [false, true] {
        if settled {
            talk.server.settle().await;
        }
        for answer in ["accepted", "declined"] {
            refused_whole(
                &talk.server,
                talk.felix.put(&talk.answer(), json!({"answer": answer})),
                403,
                "job-closed",
            )
            .await;
        }
        refused_whole(
            &talk.server,
            talk.clara.put(&talk.answer(), json!({"answer": "withdrawn"})),
            403,
            "job-closed",
        )
        .await;
        let acknowledgement = format!("{}/acknowledgement", talk.conversation());
        refused_whole(
            &talk.server,
            talk.felix.put(&acknowledgement, json!({"version": 1})),
            403,
            "job-closed",
        )
        .await;
        refused_whole(
            &talk.server,
            talk.clara.post(&talk.messages(), json!({"text": "x"})),
            403,
            "job-closed",
        )
        .await;
        for freelancer in [&talk.felix, &dana] {
            let body = invitation(&talk.invited.job, freelancer, "Hello");
            refused_whole(&talk.server, talk.clara.post("/invitations", body), 403, "job-closed").await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_is_answered_once_and_repeating_ones_own_answer_changes_nothing() {
    for (answer, other) in [("accepted", "declined"), ("declined", "accepted")] {
        let talk = Talk::invited().await;
        talk.felix.put(&format!("{}/acknowledgement", talk.conversation()), json!({"version": 1})).await.ok();
        talk.felix.put(&talk.answer(), json!({"answer": answer})).await.ok();
        let before = state(&talk.server).await;
        assert_eq!(talk.felix.put(&talk.answer(), json!({"answer": answer})).await.ok()["state"], answer);
        assert_eq!(before, state(&talk.server).await);
        refused_whole(
            &talk.server,
            talk.felix.put(&talk.answer(), json!({"answer": other})),
            409,
            "invitation-answered",
        )
        .await;
        refused_whole(
            &talk.server,
            talk.clara.put(&talk.answer(), json!({"answer": "withdrawn"})),
            409,
            "invitation-answered",
        )
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_after_the_withdrawal_is_refused() {
    let talk = Talk::invited().await;
    talk.felix.put(&format!("{}/acknowledgement", talk.conversation()), json!({"version": 1})).await.ok();
    talk.clara.put(&talk.answer(), json!({"answer": "withdrawn"})).await.ok();
    for answer in ["accepted", "declined"] {
        refused_whole(
            &talk.server,
            talk.felix.put(&talk.answer(), json!({"answer": answer})),
            409,
            "invitation-withdrawn",
        )
        .await;
    }
    // Also where a new invitation stands in its place.
    let again =
        talk.clara.post("/invitations", invitation(&talk.invited.job, &talk.felix, "Once more")).await.ok();
    refused_whole(
        &talk.server,
        talk.felix.put(&talk.answer(), json!({"answer": "accepted"})),
        409,
        "invitation-withdrawn",
    )
    .await;
    let answer = format!("/invitations/{}/answer", again["id"].as_str().expect("an id"));
    assert_eq!(talk.felix.put(&answer, json!({"answer": "accepted"})).await.ok()["state"], "accepted");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_after_the_expiry_is_refused_whether_or_not_it_was_noted() {
    let talk = Talk::invited().await;
    talk.felix.put(&format!("{}/acknowledgement", talk.conversation()), json!({"version": 1})).await.ok();
    talk.server.clock.advance(limits::INVITATION_LASTS - Duration::from_micros(1));
    let before = state(&talk.server).await;
    talk.server.clock.advance(Duration::from_micros(1));
    refused_whole(
        &talk.server,
        talk.felix.put(&talk.answer(), json!({"answer": "accepted"})),
        409,
        "invitation-expired",
    )
    .await;
    assert_eq!(before, state(&talk.server).await);
    talk.server.settle().await;
    for answer in ["accepted", "declined"] {
        refused_whole(
            &talk.server,
            talk.felix.put(&talk.answer(), json!({"answer": answer})),
            409,
            "invitation-expired",
        )
        .await;
    }
    refused_whole(
        &talk.server,
        talk.clara.put(&talk.answer(), json!({"answer": "withdrawn"})),
        409,
        "invitation-expired",
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_side_gives_its_own_answers_only() {
    let talk = Talk::invited().await;
    for answer in ["accepted", "declined"] {
        refused_whole(
            &talk.server,
            talk.clara.put(&talk.answer(), json!({"answer": answer})),
            403,
            "only-the-freelancer-answers",
        )
        .await;
    }
    refused_whole(
        &talk.server,
        talk.felix.put(&talk.answer(), json!({"answer": "withdrawn"})),
        403,
        "only-the-client-withdraws",
    )
    .await;
    refused_whole(
        &talk.server,
        talk.felix.put(&talk.answer(), json!({"answer": "expired"})),
        400,
        "malformed-body",
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_an_acceptance_and_a_withdrawal_at_once_exactly_one_holds() {
    for _ in 0..5 {
        let talk = Talk::invited().await;
        talk.felix.put(&format!("{}/acknowledgement", talk.conversation()), json!({"version": 1})).await.ok();
        let (path, accepting, withdrawing) =
            (talk.answer(), json!({"answer": "accepted"}), json!({"answer": "withdrawn"}));
        let (accepted, withdrawn) =
            tokio::join!(talk.felix.put(&path, accepting), talk.clara.put(&path, withdrawing));
        match (accepted.status, withdrawn.status) {
            (200, 409) => withdrawn.refused(409, "invitation-answered"),
            (409, 200) => accepted.refused(409, "invitation-withdrawn"),
            other => panic!("{other:?}"),
        }
        assert_eq!(talk.kinds(&talk.clara).await, ["invitation", "acknowledgement", "answer"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_messages_and_a_closing_at_once_no_message_stands_behind_the_closing() {
    let talk = Talk::begun().await;
    let messages = talk.messages();
    let sends = futures_util::future::join_all(
        (0..10).map(|n| talk.felix.post(&messages, json!({"text": format!("{n}")}))),
    );
    let closure = talk.closure();
    let (sent, closed) = tokio::join!(sends, talk.clara.put(&closure, json!({})));
    assert_eq!(closed.status, 200);
    let made = sent.iter().filter(|reply| reply.status == 201).count();
    for reply in sent.into_iter().filter(|reply| reply.status != 201) {
        reply.refused(403, "job-closed");
    }
    talk.server.settle().await;
    talk.clara.delete(&closure).await.ok();
    talk.server.settle().await;
    let kinds = talk.kinds(&talk.clara).await;
    assert_eq!(kinds.iter().filter(|kind| *kind == "message").count(), made);
    assert_eq!(kinds[kinds.len() - 2..], ["system", "system"], "{kinds:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn times_of_entries_never_decrease_and_numbers_have_no_hole_when_the_clock_jumps_back() {
    let talk = Talk::begun().await;
    for (n, jump) in [-3_600_000_000_i64, 1, -86_400_000_000, 7_200_000_000, -5].into_iter().enumerate() {
        let Clock::Set(at) = &talk.server.clock else { panic!("tests set the clock") };
        at.fetch_add(jump, Ordering::Relaxed);
        talk.clara.post(&talk.messages(), json!({"text": format!("line {n}")})).await.ok();
    }
    let page = talk.clara.get(&talk.entries()).await.ok();
    let entries = page["entries"].as_array().expect("entries");
    let times: Vec<_> = entries.iter().map(|entry| entry["at"].as_str().expect("a time")).collect();
    assert!(times.is_sorted(), "{times:?}");
    let seqs: Vec<_> = entries.iter().map(|entry| entry["seq"].as_i64()).collect();
    assert_eq!(seqs, (1..=8).map(Some).collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_to_somebody_who_stopped_offering_work_or_was_suspended_is_refused() {
    let talk = Talk::begun().await;
    let (dana, sam) = (talk.server.sign_in("dana").await, talk.server.sign_in("sam").await);
    dana.patch("/me", json!({"offers_work": false})).await.ok();
    let body = invitation(&talk.invited.job, &dana, "Hello");
    refused_whole(&talk.server, talk.clara.post("/invitations", body.clone()), 403, "not-offering-work")
        .await;
    dana.patch("/me", json!({"offers_work": true})).await.ok();
    sam.put(&format!("/staff/accounts/{}/suspension", dana.id), json!({"reason": "For the test."}))
        .await
        .ok();
    refused_whole(&talk.server, talk.clara.post("/invitations", body.clone()), 403, "not-offering-work")
        .await;
    sam.delete(&format!("/staff/accounts/{}/suspension", dana.id)).await.ok();
    assert_eq!(talk.clara.post("/invitations", body).await.status, 201);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_read_marker_goes_forward_only_and_not_beyond_the_end() {
    let talk = Talk::begun().await;
    let read = format!("{}/read", talk.conversation());
    let marked = async |seq: i64| -> Value {
        talk.felix.put(&read, json!({"seq": seq})).await.ok()["read_seq"].clone()
    };
    talk.clara.post(&talk.messages(), json!({"text": "four"})).await.ok();
    assert_eq!(marked(4).await, 4);
    for seq in [0, -1, i64::MIN, 2] {
        assert_eq!(marked(seq).await, 4, "after {seq}");
    }
    assert_eq!(marked(i64::MAX).await, 4);
    talk.clara.post(&talk.messages(), json!({"text": "five"})).await.ok();
    assert_eq!(
        talk.felix.get(&talk.conversation()).await.ok()["head"]["unread"],
        1,
        "reading ahead is not possible"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_invitation_while_one_waits_or_was_accepted_is_refused() {
    let talk = Talk::invited().await;
    let again = || invitation(&talk.invited.job, &talk.felix, "Once more");
    refused_whole(&talk.server, talk.clara.post("/invitations", again()), 403, "invitation-pending").await;
    super::harness::accept(&talk.felix, &talk.invited).await;
    refused_whole(&talk.server, talk.clara.post("/invitations", again()), 403, "already-in-conversation")
        .await;
    // About another job it is another conversation.
    talk.clara.put(&talk.closure(), json!({})).await.ok();
    let other = invite(&talk.clara, &talk.felix).await;
    assert_ne!(other.conversation, talk.invited.conversation);
}
