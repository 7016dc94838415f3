//! What a search may not find: words of other people's conversations, of what is behind the safety warning,
//! hidden with its job, taken back or edited away; whatever is typed. Each test runs on both databases, and
//! shows first that the word is there to be found.

use super::amendments::{on_both, talk};
use super::harness::{Client, Engine};
use super::places::{Talk, open_on};
use super::search::{found, seqs};
use parlance_store::engine::{Lock, Sql};
use serde_json::{Value, json};

on_both!(
    a_word_of_other_peoples_conversations_is_never_found,
    nothing_is_found_before_the_safety_warning_was_read,
    what_a_new_warning_withholds_is_not_found_until_it_was_read,
    what_is_hidden_with_its_job_is_found_again_when_it_is_re_opened,
    what_was_edited_away_or_taken_back_is_found_no_more_from_that_moment_on,
    a_quote_gives_nothing_of_what_it_quotes_to_be_found,
    whatever_is_typed_stays_words,
);

/// That somebody finds nothing at all: no entry, no count, no place to look on.
#[track_caller]
fn nothing(page: &Value, why: &str) {
    assert_eq!(*page, json!({"items": [], "next": null}), "{why}");
}

async fn page(by: &Client, query: &str) -> Value {
    by.get(&format!("/search?{query}")).await.ok()
}

async fn a_word_of_other_peoples_conversations_is_never_found(engine: Engine) {
    let talk = talk(engine).await;
    let seq = talk.say(&talk.clara, "wren-secret").await;
    let upload = format!("{}/files?name=wren-file.csv", talk.conversation());
    let file = talk.clara.post(&upload, json!("x")).await.ok()["id"].clone();
    let with_file = talk.clara.post(&talk.messages(), json!({"text": "", "files": [file]})).await.ok();
    talk.server.settle().await;
    assert_eq!(seqs(&talk.felix, "q=wren").await, [with_file["seq"].as_i64().expect("a number"), seq]);
    for name in ["dana", "noor", "sam"] {
        let other = talk.server.sign_in(name).await;
        let (clara, felix) = (&talk.clara.id, &talk.felix.id);
        for query in [
            "q=wren".to_owned(),
            "q=wren-secret".to_owned(),
            "q=w*".to_owned(),
            format!("q=wren&with={clara}"),
            format!("with={felix}&has_file=true"),
            format!("q=wren&job={}", talk.invited.job),
            format!("job={}", talk.invited.job),
            format!("q={clara}"),
            format!("q=wren+{}", talk.invited.conversation),
        ] {
            nothing(&page(&other, &query).await, &format!("{name} asks for {query}"));
        }
        let own = page(&other, "from=2020-01-01T00:00:00Z&limit=100").await.to_string();
        assert!(!own.contains("wren") && !own.contains(&talk.invited.conversation), "{name}: {own}");
    }
    // One person's two conversations stay apart for the others in them.
    let dana = talk.server.sign_in("dana").await;
    let invited = super::harness::invite(&talk.clara, &dana).await;
    talk.server.settle().await;
    nothing(&page(&dana, "q=wren").await, "Dana talks with Clara about the same job");
    let mine = found(&dana, &format!("job={}", invited.job)).await;
    assert_eq!(mine.len(), 0, "and has not yet read the warning");
}

async fn nothing_is_found_before_the_safety_warning_was_read(engine: Engine) {
    let talk = Talk::invited_at(open_on(engine, |_| {}).await).await;
    talk.server.settle().await;
    assert_eq!(seqs(&talk.clara, "q=dear+felix").await, [1]);
    for query in [
        "q=dear+felix".to_owned(),
        format!("job={}", talk.invited.job),
        format!("q=d&with={}", talk.clara.id),
    ] {
        nothing(&page(&talk.felix, &query).await, &query);
    }
    talk.felix.put(&format!("{}/acknowledgement", talk.conversation()), json!({"version": 1})).await.ok();
    assert_eq!(seqs(&talk.felix, "q=dear+felix").await, [1], "without any further indexing");
}

static UNREAD: Sql = Sql::new("UPDATE conversation SET acknowledged = 0 WHERE id = $1", Lock::None);

async fn what_a_new_warning_withholds_is_not_found_until_it_was_read(engine: Engine) {
    let talk = talk(engine).await;
    let seq = talk.say(&talk.clara, "wren").await;
    talk.server.settle().await;
    assert_eq!(seqs(&talk.felix, "q=wren").await, [seq]);
    let id = talk.invited.conversation.parse().map(parlance_core::ConversationId).expect("an id");
    let done = talk.server.app.store.run(move |tx| tx.execute(&UNREAD, &[id.into()])).await;
    assert_eq!(done, Ok::<_, parlance_store::StoreError>(1));
    nothing(&page(&talk.felix, "q=wren").await, "behind the warning");
    assert_eq!(seqs(&talk.clara, "q=wren").await, [seq], "there is none before the client");
    talk.felix.put(&format!("{}/acknowledgement", talk.conversation()), json!({"version": 1})).await.ok();
    assert_eq!(seqs(&talk.felix, "q=wren").await, [seq]);
}

async fn what_is_hidden_with_its_job_is_found_again_when_it_is_re_opened(engine: Engine) {
    let talk = talk(engine).await;
    let seq = talk.say(&talk.clara, "wren").await;
    talk.server.settle().await;
    talk.clara.put(&talk.closure(), json!({})).await.ok();
    for settled in [false, true] {
        for person in [&talk.clara, &talk.felix] {
            nothing(&page(person, "q=wren").await, &format!("closed, settled: {settled}"));
            nothing(&page(person, &format!("job={}", talk.invited.job)).await, "by its job");
        }
        talk.server.settle().await;
    }
    talk.clara.delete(&talk.closure()).await.ok();
    for person in [&talk.clara, &talk.felix] {
        assert_eq!(seqs(person, "q=wren").await, [seq]);
    }
}

async fn what_was_edited_away_or_taken_back_is_found_no_more_from_that_moment_on(engine: Engine) {
    let talk = talk(engine).await;
    let edited = talk.say(&talk.clara, "wren in haste").await;
    let upload = format!("{}/files?name=wren.csv", talk.conversation());
    let file = talk.felix.post(&upload, json!("x")).await.ok()["id"].clone();
    let sent = talk.felix.post(&talk.messages(), json!({"text": "wren", "files": [file]})).await.ok();
    let removed = sent["seq"].as_i64().expect("a number");
    talk.server.settle().await;
    for person in [&talk.clara, &talk.felix] {
        assert_eq!(seqs(person, "q=wren").await, [removed, edited]);
        assert_eq!(seqs(person, "has_file=true").await, [removed]);
    }
    talk.clara.put(&talk.message(edited), json!({"text": "robin with care"})).await.ok();
    talk.felix.delete(&talk.message(removed)).await.ok();
    // Before anything was indexed anew, and after.
    for settled in [false, true] {
        for person in [&talk.clara, &talk.felix] {
            for query in ["q=wren", "q=haste", "has_file=true", "q=csv"] {
                nothing(&page(person, query).await, &format!("{query}, settled: {settled}"));
            }
        }
        talk.server.settle().await;
    }
    for person in [&talk.clara, &talk.felix] {
        assert_eq!(seqs(person, "q=robin").await, [edited]);
    }
}

async fn a_quote_gives_nothing_of_what_it_quotes_to_be_found(engine: Engine) {
    let talk = talk(engine).await;
    let quoted = talk.say(&talk.clara, "wren").await;
    let answer = json!({"text": "As you say", "quote": quoted});
    let quoting = talk.felix.post(&talk.messages(), answer).await.ok()["seq"].as_i64().expect("a number");
    talk.server.settle().await;
    assert_eq!(seqs(&talk.felix, "q=wren").await, [quoted], "the quote itself is no match");
    talk.clara.delete(&talk.message(quoted)).await.ok();
    talk.server.settle().await;
    nothing(&page(&talk.felix, "q=wren").await, "taken back");
    let hit = found(&talk.felix, "q=say").await.swap_remove(0);
    assert_eq!(hit["seq"], quoting);
    assert!(!hit.to_string().contains("wren"), "{hit}");
}

async fn whatever_is_typed_stays_words(engine: Engine) {
    let talk = talk(engine).await;
    let mine = talk.say(&talk.clara, "mine and near or not").await;
    let dana = talk.server.sign_in("dana").await;
    talk.server.settle().await;
    // As it is written in the index: the tag of a person before each word.
    let tag = |client: &Client| {
        let bits = uuid::Uuid::parse_str(&client.id).expect("an id").as_u128();
        let letters = b"abcdefghijklmnopqrstuvwxyz234567";
        (0..8).rev().map(|n| char::from(letters[((bits >> (5 * n)) & 31) as usize])).collect::<String>()
    };
    let of_clara = tag(&talk.clara);
    for (typed, expected) in [
        ("mine AND near", vec![mine]),
        ("mine OR wren", vec![]),
        ("NEAR", vec![mine]),
        ("NOT mine", vec![mine]),
        ("\"mine\"", vec![mine]),
        ("mine*", vec![mine]),
        ("words:mine", vec![]),
        ("{words}", vec![]),
        ("^mine", vec![mine]),
        ("-mine", vec![mine]),
        ("!mine", vec![mine]),
        ("mine & near", vec![mine]),
        ("mi:*", vec![mine]),
        ("')) OR 1=1 --", vec![]),
        ("\\'; DROP TABLE entry; --", vec![]),
    ] {
        let escaped: String = typed.bytes().map(|byte| format!("%{byte:02X}")).collect();
        assert_eq!(seqs(&talk.felix, &format!("q={escaped}")).await, expected, "{typed}");
        nothing(&page(&dana, &format!("q={escaped}")).await, typed);
    }
    for typed in [
        format!("{of_clara}:mine"),
        format!("{of_clara}@"),
        of_clara.clone(),
        format!("x\" OR \"{of_clara}:mine"),
        format!("x' | '{of_clara}:mine"),
        format!("@p{of_clara}"),
    ] {
        let escaped: String = typed.bytes().map(|byte| format!("%{byte:02X}")).collect();
        for person in [&dana, &talk.felix] {
            nothing(&page(person, &format!("q={escaped}")).await, &typed);
        }
    }
}
