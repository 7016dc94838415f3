//! Marks: one's own business, told to one's own tabs, and what they do to lists, counts and mails.

use super::harness::Client;
use super::places::{Talk, open, post_job};
use super::state::{refused_whole, state};
use serde_json::{Value, json};
use std::time::Duration;

async fn head(of: &Client, talk: &Talk) -> Value {
    of.get(&talk.conversation()).await.ok()["head"].clone()
}

async fn listed(of: &Client, query: &str) -> Vec<String> {
    let page = of.get(&format!("/conversations{query}")).await.ok();
    let id = |row: &Value| row["id"].as_str().expect("an id").to_owned();
    page["items"].as_array().expect("rows").iter().map(id).collect()
}

async fn counted(of: &Client) -> i64 {
    of.get("/conversations/unread").await.ok()["conversations"].as_i64().expect("a count")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mark_is_set_and_taken_away_any_number_of_times_and_nobody_else_sees_it() {
    let talk = Talk::begun().await;
    let id = talk.invited.conversation.clone();
    let theirs = head(&talk.clara, &talk).await;
    for (noun, field, filter) in
        [("star", "starred", "starred"), ("mute", "muted", "muted"), ("archive", "archived", "archived")]
    {
        let (path, list) = (format!("{}/{noun}", talk.conversation()), format!("?filter={filter}"));
        assert_eq!(head(&talk.felix, &talk).await[field], false);
        for on in [true, false, true] {
            let before = head(&talk.felix, &talk).await["version"].as_i64();
            for _ in 0..2 {
                let answer = if on {
                    talk.felix.put(&path, json!({})).await.ok()
                } else {
                    talk.felix.delete(&path).await.ok()
                };
                assert_eq!(answer[field], on, "{noun}");
                assert_eq!(
                    answer["version"].as_i64(),
                    before.map(|before| before + 1),
                    "once, however often"
                );
            }
            assert_eq!(listed(&talk.felix, &list).await.contains(&id), on, "{noun}");
        }
    }
    assert_eq!(head(&talk.clara, &talk).await, theirs);
    assert_eq!(talk.kinds(&talk.clara).await.len(), 3, "no entry comes of it");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_put_away_leaves_list_and_count_and_a_message_of_the_other_side_brings_it_back() {
    let talk = Talk::begun().await;
    let id = talk.invited.conversation.clone();
    let archive = format!("{}/archive", talk.conversation());
    talk.say(&talk.clara, "Hello").await;
    assert_eq!(counted(&talk.felix).await, 1);
    talk.felix.put(&archive, json!({})).await.ok();
    assert!(!listed(&talk.felix, "").await.contains(&id));
    assert_eq!((counted(&talk.felix).await, listed(&talk.felix, "?filter=unread").await.len()), (0, 0));
    assert_eq!(head(&talk.felix, &talk).await["unread"], 1, "it is unread where it lies");
    talk.say(&talk.felix, "From the archive").await;
    assert!(!listed(&talk.felix, "").await.contains(&id), "one's own words leave it there");
    talk.say(&talk.clara, "Thank you").await;
    assert!(listed(&talk.felix, "").await.contains(&id));
    assert_eq!(counted(&talk.felix).await, 1);
    talk.felix.put(&format!("{}/mute", talk.conversation()), json!({})).await.ok();
    assert_eq!(counted(&talk.felix).await, 0, "what is muted does not count");
    assert_eq!(listed(&talk.felix, "?filter=unread").await, [id.as_str()], "and is unread where one looks");
    talk.felix.put(&archive, json!({})).await.ok();
    talk.say(&talk.clara, "Are you there?").await;
    assert!(!listed(&talk.felix, "").await.contains(&id), "muted, it stays away");
}

#[tokio::test(flavor = "multi_thread")]
async fn marked_as_unread_it_counts_until_it_is_read_again_and_the_read_marker_stays() {
    let talk = Talk::begun().await;
    let first = talk.say(&talk.clara, "One").await;
    let last = talk.say(&talk.clara, "Two").await;
    let read = format!("{}/read", talk.conversation());
    let unread = format!("{}/unread", talk.conversation());
    let marker = talk.felix.put(&read, json!({"seq": last})).await.ok()["read_seq"].clone();
    assert_eq!(counted(&talk.felix).await, 0);
    let marked = talk.felix.put(&unread, json!({"seq": first})).await.ok();
    assert_eq!((&marked["unread"], &marked["unread_from"]), (&json!(2), &json!(first)));
    assert_eq!(marked["read_seq"], marker, "what others may be told of never goes back");
    assert_eq!(counted(&talk.felix).await, 1);
    let seen = talk.felix.put(&read, json!({"seq": last})).await.ok();
    assert_eq!((&seen["unread"], &seen["unread_from"]), (&json!(0), &Value::Null));
    for seq in [i64::MIN, 0, i64::MAX] {
        let marked = talk.felix.put(&unread, json!({"seq": seq})).await.ok();
        assert!(marked["unread"].as_i64().expect("a number") > 0, "{seq}");
        talk.felix.put(&read, json!({"seq": i64::MAX})).await.ok();
    }
    assert_eq!(counted(&talk.felix).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_conversation_can_be_starred_and_put_away_but_not_marked_as_unread() {
    let talk = Talk::begun().await;
    talk.clara.put(&talk.closure(), json!({})).await.ok();
    let unread = format!("{}/unread", talk.conversation());
    refused_whole(&talk.server, talk.felix.put(&unread, json!({"seq": 1})), 403, "job-closed").await;
    for (noun, field) in [("star", "starred"), ("archive", "archived"), ("mute", "muted")] {
        let marked = talk.felix.put(&format!("{}/{noun}", talk.conversation()), json!({})).await.ok();
        assert_eq!((&marked[field], &marked["reach"]), (&json!(true), &json!("nothing")));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_marks_a_conversation_they_have_no_part_in() {
    let talk = Talk::begun().await;
    let dana = talk.server.sign_in("dana").await;
    let before = state(&talk.server).await;
    for noun in ["star", "mute", "archive"] {
        for method in ["PUT", "DELETE"] {
            let path = format!("{}/{noun}", talk.conversation());
            dana.send(method, &path, None, None).await.refused(404, "not-found");
        }
    }
    dana.put(&format!("{}/unread", talk.conversation()), json!({"seq": 1})).await.refused(404, "not-found");
    assert_eq!(before, state(&talk.server).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_of_one_job_holds_its_conversations_and_the_jobs_are_named_to_their_people_only() {
    let talk = Talk::begun().await;
    let dana = talk.server.sign_in("dana").await;
    talk.server.clock.advance(Duration::from_secs(1));
    let other = post_job(&talk.clara, "A logo for a bakery").await;
    let made =
        talk.clara.post("/invitations", super::places::invitation(&other, &dana, "Would you?")).await.ok();
    let (id, job) = (talk.invited.conversation.as_str(), talk.invited.job.as_str());
    assert_eq!(listed(&talk.clara, &format!("?job={job}")).await, [id]);
    assert_eq!(
        listed(&talk.clara, &format!("?job={other}")).await,
        [made["conversation"].as_str().expect("an id")]
    );
    assert_eq!(listed(&dana, &format!("?job={job}")).await, Vec::<String>::new(), "none of hers");
    talk.clara.put(&format!("{}/archive", talk.conversation()), json!({})).await.ok();
    assert_eq!(listed(&talk.clara, &format!("?job={job}")).await, Vec::<String>::new());
    assert_eq!(listed(&talk.clara, &format!("?job={job}&filter=archived")).await, [id]);
    let named = |jobs: Value| -> Vec<String> {
        let title = |job: &Value| job["title"].as_str().expect("a title").to_owned();
        jobs.as_array().expect("jobs").iter().map(title).collect()
    };
    let hers = named(talk.clara.get("/conversations/jobs").await.ok());
    assert_eq!(hers[..2], ["A logo for a bakery", "Drawings for a calendar"], "the newest first");
    let danas = named(dana.get("/conversations/jobs").await.ok());
    assert!(danas.contains(&hers[0]) && !danas.contains(&hers[1]), "{danas:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn unread_pages_are_full_though_rows_between_call_for_nothing() {
    let server = open().await;
    let felix = server.sign_in("felix").await;
    let marc = server.sign_in("marc").await;
    let mut waiting = Vec::new();
    for n in 0..8 {
        server.clock.advance(Duration::from_secs(1));
        let job = post_job(&marc, &format!("Job {n}")).await;
        let made =
            marc.post("/invitations", super::places::invitation(&job, &felix, "Would you?")).await.ok();
        // Every other job closes, so that its invitation calls for nothing.
        if n % 2 == 0 {
            marc.put(&format!("/jobs/{job}/closure"), json!({})).await.ok();
        } else {
            waiting.push(made["conversation"].as_str().expect("an id").to_owned());
        }
    }
    waiting.reverse();
    let (mut seen, mut next) = (Vec::new(), Some(String::new()));
    while let Some(cursor) = next {
        let page = felix.get(&format!("/conversations?filter=unread&limit=3{cursor}")).await.ok();
        let items = page["items"].as_array().expect("rows");
        assert!(items.len() == 3 || page["next"].is_null(), "{page}");
        seen.extend(items.iter().map(|row| row["id"].as_str().expect("an id").to_owned()));
        next = page["next"].as_str().map(|next| format!("&cursor={next}"));
    }
    assert_eq!(seen[..4], waiting);
    assert_eq!(seen.len() as i64, counted(&felix).await);
}
