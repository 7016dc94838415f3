//! Searching one's own conversations: what is found, how it is shown, and the bounds. Each test runs on
//! both databases.

use super::amendments::{on_both, talk};
use super::harness::{Client, Engine, INVITATION_TEXT, NOON, invite};
use super::places::{Talk, open_on, post_job};
use super::state::refused_whole;
use parlance_core::limits;
use parlance_server::workers::indexing;
use parlance_store::engine::{Lock, Sql};
use serde_json::{Value, json};
use std::time::Duration;

on_both!(
    what_was_said_is_found_by_both_with_its_place_and_what_of_it_to_mark,
    every_word_begins_a_word_of_the_message_or_of_the_name_of_its_file,
    a_search_keeps_to_a_person_a_job_files_and_days,
    page_by_page_everything_found_comes_once_newest_first,
    a_search_holds_to_its_bounds_and_needs_something_to_look_for,
    searches_beyond_the_rate_are_refused_with_a_time_to_wait,
    what_was_said_before_there_was_an_index_is_found_once_the_workers_came_by,
);

/// What somebody finds.
pub async fn found(by: &Client, query: &str) -> Vec<Value> {
    let page = by.get(&format!("/search?{query}")).await.ok();
    page["items"].as_array().expect("what was found").clone()
}

/// The numbers of the entries that somebody finds, newest first.
pub async fn seqs(by: &Client, query: &str) -> Vec<i64> {
    found(by, query).await.iter().map(|hit| hit["seq"].as_i64().expect("a number")).collect()
}

async fn send_file(talk: &Talk, by: &Client, name: &str, text: &str) -> i64 {
    let upload = format!("{}/files?name={name}", talk.conversation());
    let file = by.post(&upload, json!("name;price")).await.ok()["id"].clone();
    let sent = by.post(&talk.messages(), json!({"text": text, "files": [file]})).await.ok();
    sent["seq"].as_i64().expect("a number")
}

async fn what_was_said_is_found_by_both_with_its_place_and_what_of_it_to_mark(engine: Engine) {
    let talk = talk(engine).await;
    let seq = talk.say(&talk.clara, "👩🏽‍💻 Twelve *Crèmes\nbrûlées* of bread").await;
    talk.server.settle().await;
    for (person, other, side) in [(&talk.clara, "Felix", "client"), (&talk.felix, "Clara", "freelancer")] {
        let hits = found(person, "q=BRUL%20creme").await;
        let [hit] = hits.as_slice() else { panic!("one hit: {hits:?}") };
        assert_eq!(hit["conversation"]["id"], talk.invited.conversation.as_str());
        assert_eq!(hit["conversation"]["side"], side);
        assert!(hit["conversation"]["other"]["name"].as_str().is_some_and(|name| name.starts_with(other)));
        assert_eq!(hit["conversation"]["job"]["id"], talk.invited.job.as_str());
        let entry = talk.entry(person, seq).await;
        assert_eq!((&hit["seq"], &hit["at"], &hit["by"]), (&json!(seq), &entry["at"], &entry["by"]));
        assert_eq!(hit["kind"], "message");
        assert_eq!(hit["excerpt"], "👩🏽‍💻 Twelve *Crèmes brûlées* of bread");
        assert_eq!(hit["highlights"], json!([[16, 6], [23, 7]]), "in the units of browsers");
        assert_eq!(hit["files"], json!([]));
        let invitation = found(person, "q=twelve+draw").await;
        assert_eq!((&invitation[0]["kind"], &invitation[0]["seq"]), (&json!("invitation"), &json!(1)));
        assert_eq!(invitation[0]["excerpt"], INVITATION_TEXT);
    }
}

async fn every_word_begins_a_word_of_the_message_or_of_the_name_of_its_file(engine: Engine) {
    let talk = talk(engine).await;
    let said = talk.say(&talk.felix, "The invoice for milestone 2 is on its way").await;
    let file = send_file(&talk, &talk.felix, "Rechnung-Straße_2026.csv", "").await;
    let both = send_file(&talk, &talk.felix, "list.csv", "The list of milestones").await;
    talk.server.settle().await;
    for (typed, expected) in [
        ("invoice", vec![said]),
        ("INV milest", vec![said]),
        ("milestone", vec![both, said]),
        ("milestone 2", vec![said]),
        ("milestones 2", vec![]),
        ("voice", vec![]),
        ("rechnung strasse", vec![file]),
        ("strasse_2026.csv", vec![file]),
        ("2026.list", vec![]),
        ("csv", vec![both, file]),
        ("milestone csv", vec![both]),
        ("👍", vec![]),
        ("...", vec![]),
    ] {
        for person in [&talk.clara, &talk.felix] {
            let typed = typed.replace(' ', "%20");
            assert_eq!(seqs(person, &format!("q={typed}")).await, expected, "{typed}");
        }
    }
    let hit = found(&talk.clara, "q=2026").await.swap_remove(0);
    assert_eq!((&hit["excerpt"], &hit["highlights"]), (&json!(""), &json!([])));
    assert_eq!(hit["files"][0]["name"], "Rechnung-Straße_2026.csv");
    assert_eq!(hit["files"][0]["highlights"], json!([[16, 4]]));
}

async fn a_search_keeps_to_a_person_a_job_files_and_days(engine: Engine) {
    let talk = talk(engine).await;
    let dana = talk.server.sign_in("dana").await;
    let early = talk.say(&talk.clara, "A plan of wrens").await;
    talk.server.clock.advance(Duration::from_secs(3600));
    let file = send_file(&talk, &talk.felix, "plan.csv", "Here").await;
    let job = post_job(&talk.clara, "Another one").await;
    let other = invite(&talk.clara, &dana).await;
    assert_eq!(other.job, job);
    talk.server.settle().await;
    let (felix, first) = (&talk.felix.id, &talk.invited.job);
    let of = |seconds: i64| {
        let at = jiff::Timestamp::from_microsecond(NOON.0 + seconds * 1_000_000).expect("a moment");
        at.to_string().replace(':', "%3A")
    };
    for (query, expected) in [
        ("q=plan".to_owned(), vec![file, early]),
        (format!("q=plan&with={felix}"), vec![file, early]),
        (format!("q=plan&with={}", dana.id), vec![]),
        (format!("with={}", dana.id), vec![1]),
        (format!("q=plan&job={first}"), vec![file, early]),
        (format!("q=plan&job={job}"), vec![]),
        (format!("job={job}"), vec![1]),
        ("has_file=true".to_owned(), vec![file]),
        ("q=plan&has_file=true".to_owned(), vec![file]),
        ("q=wren&has_file=true".to_owned(), vec![]),
        ("q=plan&has_file=false".to_owned(), vec![file, early]),
        (format!("q=plan&from={}", of(1)), vec![file]),
        (format!("q=plan&until={}", of(3600)), vec![early]),
        (format!("q=plan&from={}&until={}", of(1), of(3600)), vec![]),
        (format!("q=plan&with={}", talk.server.sign_in("noor").await.id), vec![]),
    ] {
        assert_eq!(seqs(&talk.clara, &query).await, expected, "{query}");
    }
    assert_eq!(seqs(&talk.felix, &format!("with={}&has_file=true", talk.clara.id)).await, [file]);
}

async fn page_by_page_everything_found_comes_once_newest_first(engine: Engine) {
    let talk = talk(engine).await;
    let mut expected = Vec::new();
    for n in 0..23 {
        talk.server.clock.advance(Duration::from_secs(60));
        let seq =
            talk.say(&talk.clara, &format!("drawing {n}{}", if n % 3 == 0 { " of bread" } else { "" })).await;
        if n % 3 == 0 {
            expected.insert(0, seq);
        }
    }
    talk.server.settle().await;
    for limit in [1, 3, 8, 100] {
        let (mut seqs, mut next) = (Vec::new(), Some(String::new()));
        while let Some(cursor) = next {
            let page = talk.felix.get(&format!("/search?q=bread+draw&limit={limit}{cursor}")).await.ok();
            let items = page["items"].as_array().expect("what was found");
            assert!(items.len() <= limit);
            seqs.extend(items.iter().map(|hit| hit["seq"].as_i64().expect("a number")));
            next = page["next"].as_str().map(|next| format!("&cursor={next}"));
        }
        // The invitation asks for drawings of bread, too.
        assert_eq!(seqs[..seqs.len() - 1], expected, "by {limit}");
        assert_eq!(seqs.last(), Some(&1));
    }
}

async fn a_search_holds_to_its_bounds_and_needs_something_to_look_for(engine: Engine) {
    let talk = talk(engine).await;
    let invalid = |reply: super::harness::Reply, rule: &str| {
        assert_eq!((reply.status, &reply.body["fields"][0]["field"]), (422, &json!("q")), "{}", reply.body);
        assert_eq!(reply.body["fields"][0]["rule"], rule);
    };
    let most = "x".repeat(limits::SEARCH_CHARS);
    talk.clara.get(&format!("/search?q={most}")).await.ok();
    invalid(talk.clara.get(&format!("/search?q={most}x")).await, "too-long");
    let most = ["x"; limits::SEARCH_WORDS].join("+");
    talk.clara.get(&format!("/search?q={most}")).await.ok();
    invalid(talk.clara.get(&format!("/search?q={most}+x")).await, "too-many");
    for nothing in ["", "q=", "q=%20%20", "limit=5", "q=&has_file=false"] {
        invalid(talk.clara.get(&format!("/search?{nothing}")).await, "empty");
    }
    let one_letter_words = "東".repeat(limits::SEARCH_CHARS);
    assert_eq!(found(&talk.clara, &format!("q={one_letter_words}")).await, Vec::<Value>::new());
    for odd in ["%00", "q%00", "%F0%9F%91%8D", "%25", "_", "a%00b"] {
        assert_eq!(found(&talk.clara, &format!("q={odd}")).await, Vec::<Value>::new(), "{odd}");
    }
}

async fn searches_beyond_the_rate_are_refused_with_a_time_to_wait(engine: Engine) {
    let server = open_on(engine, |config| {
        config.searches_per_minute = 1;
        config.searches_burst = 2;
    });
    let talk = Talk::begun_at(server.await).await;
    for _ in 0..2 {
        talk.clara.get("/search?q=bread").await.ok();
    }
    refused_whole(&talk.server, talk.clara.get("/search?q=bread"), 429, "rate-limited").await;
    talk.felix.get("/search?q=bread").await.ok();
}

static FORGET: [Sql; 3] = [
    Sql::new("DELETE FROM search_word", Lock::None),
    Sql::new("DELETE FROM search_entry", Lock::None),
    Sql::new("UPDATE conversation SET unindexed_seq = dispatched_seq", Lock::None),
];

async fn what_was_said_before_there_was_an_index_is_found_once_the_workers_came_by(engine: Engine) {
    let talk = talk(engine).await;
    let seq = talk.say(&talk.clara, "A wren").await;
    talk.server.settle().await;
    // As the migration of an older database leaves it.
    let forget =
        |tx: &mut parlance_store::Tx<'_>| FORGET.iter().try_for_each(|sql| tx.execute(sql, &[]).map(|_| ()));
    talk.server.app.store.run::<(), parlance_store::StoreError, _>(forget).await.expect("forgotten");
    assert_eq!(seqs(&talk.felix, "q=wren").await, Vec::<i64>::new());
    let taken = indexing::catch_up(&talk.server.app).await.expect("it indexes");
    assert!(taken > seq, "every conversation of the demo, too: {taken}");
    assert_eq!(seqs(&talk.felix, "q=wren").await, [seq]);
    assert_eq!(indexing::catch_up(&talk.server.app).await, Ok(0), "once");
}
