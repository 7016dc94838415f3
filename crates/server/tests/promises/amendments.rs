//! Messages that change: putting one differently, taking it back, answering it with an emoji, quoting it.
//! Each test runs on both databases.

use super::harness::{Client, Engine, INVITATION_TEXT, Reply};
use super::places::{Talk, open_on};
use super::state::{refused_whole, state};
use parlance_core::limits;
use parlance_store::engine::{Lock, Sql};
use serde_json::{Value, json};
use std::time::Duration;

/// Runs each named function on both engines.
macro_rules! on_both {
    ($($test:ident),* $(,)?) => {
        mod sqlite {
            use crate::harness::Engine;
            $(#[tokio::test(flavor = "multi_thread")] async fn $test() { super::$test(Engine::Sqlite).await })*
        }
        mod postgres {
            use crate::harness::Engine;
            $(#[tokio::test(flavor = "multi_thread")] async fn $test() { super::$test(Engine::Postgres).await })*
        }
    };
}
pub(super) use on_both;

on_both!(
    the_author_puts_a_message_differently_and_the_other_side_reads_it_so,
    a_message_that_is_taken_back_is_gone_for_both_and_says_when,
    what_somebody_else_wrote_is_neither_edited_nor_taken_back,
    a_message_is_changed_for_an_hour_and_not_a_moment_longer,
    nothing_is_added_to_a_message_that_was_taken_back,
    a_number_that_names_no_message_is_not_found_and_what_is_none_is_not_a_message,
    asking_for_what_is_so_already_writes_no_entry,
    a_repeated_send_is_answered_with_the_message_as_it_now_reads,
    an_edit_holds_to_the_bounds_of_a_message,
    a_reaction_is_one_emoji_of_twenty_at_most,
    whatever_is_there_to_be_read_can_be_quoted,
    behind_the_safety_warning_nothing_is_quoted_changed_or_guessed,
    who_may_not_write_changes_nothing,
    of_an_edit_and_a_removal_at_once_one_wins_and_nothing_is_half_done,
    the_same_wish_at_once_is_one_entry,
    changes_count_against_the_rate_and_repeats_do_not,
);

const THUMB: &str = "👍";

/// Clara and Felix in conversation, with no rate in their way.
pub async fn talk(engine: Engine) -> Talk {
    let server = open_on(engine, |config| {
        config.sends_per_minute = 1_000_000;
        config.sends_burst = 1_000_000;
    });
    Talk::begun_at(server.await).await
}

async fn edit(by: &Client, at: impl AsRef<str>, text: &str) -> Reply {
    by.put(at.as_ref(), json!({"text": text})).await
}

async fn react(by: &Client, at: impl AsRef<str>) -> Reply {
    by.send("PUT", at.as_ref(), None, None).await
}

async fn quote(talk: &Talk, by: &Client, seq: i64) -> Reply {
    by.post(&talk.messages(), json!({"text": "As you say", "quote": seq})).await
}

/// Everything that somebody may try on a message, as requests: method, path, body.
fn changes(talk: &Talk, seq: i64) -> [(&'static str, String, Option<Value>); 4] {
    [
        ("PUT", talk.message(seq), Some(json!({"text": "Put differently"}))),
        ("DELETE", talk.message(seq), None),
        ("PUT", talk.reaction(seq, THUMB), None),
        ("POST", talk.messages(), Some(json!({"text": "As you say", "quote": seq}))),
    ]
}

async fn all_refused(talk: &Talk, by: &Client, seq: i64, status: u16, code: &str) {
    for (method, path, body) in changes(talk, seq) {
        let key = (method == "POST").then(uuid::Uuid::new_v4);
        refused_whole(&talk.server, by.send(method, &path, body, key), status, code).await;
    }
}

async fn the_author_puts_a_message_differently_and_the_other_side_reads_it_so(engine: Engine) {
    let talk = talk(engine).await;
    let seq = talk.say(&talk.clara, "Twelf drawings").await;
    let before = talk.entry(&talk.felix, seq).await;
    assert_eq!((&before["version"], &before["body"]["edited_at"]), (&json!(seq), &Value::Null));
    let mut version = seq;
    for text in ["Twelve drawings", "Thirteen drawings\n\nof bread"] {
        talk.server.clock.advance(Duration::from_secs(60));
        let answer = edit(&talk.clara, talk.message(seq), text).await.ok();
        assert_eq!(answer["entries"][0]["body"], json!({"kind": "amendment", "target": seq}));
        assert_eq!(answer["beside"][0]["body"]["text"], text);
        let read = talk.entry(&talk.felix, seq).await;
        assert_eq!((&read["body"]["text"], &read["at"]), (&json!(text), &before["at"]));
        assert_eq!(read["body"]["edited_at"], answer["entries"][0]["at"]);
        let newer = read["version"].as_i64().expect("a number");
        assert!(newer > version, "{newer} comes after {version}");
        version = newer;
    }
    let head = talk.felix.get(&talk.conversation()).await.ok()["head"].clone();
    assert_eq!(head["last"]["preview"], "Thirteen drawings of bread");
    assert_eq!(head["last"]["seq"], seq);
    assert_eq!(head["unread"], 1, "one message, however often it changed");
}

async fn a_message_that_is_taken_back_is_gone_for_both_and_says_when(engine: Engine) {
    let talk = talk(engine).await;
    let seq = talk.say(&talk.clara, "Said in haste").await;
    react(&talk.felix, talk.reaction(seq, THUMB)).await.ok();
    talk.server.clock.advance(Duration::from_secs(60));
    let answer = talk.clara.delete(&talk.message(seq)).await.ok();
    assert_eq!(answer["entries"][0]["body"], json!({"kind": "amendment", "target": seq}));
    for person in [&talk.clara, &talk.felix] {
        let read = talk.entry(person, seq).await;
        assert_eq!(read["body"], json!({"kind": "removed", "at": "2026-11-22T12:01:00.000000Z"}));
        assert_eq!(read["body"], answer["beside"][0]["body"]);
        assert_eq!(read["version"], answer["entries"][0]["seq"]);
        let last = person.get(&talk.conversation()).await.ok()["head"]["last"].clone();
        assert_eq!((&last["kind"], &last["preview"]), (&json!("removed"), &Value::Null));
    }
}

async fn what_somebody_else_wrote_is_neither_edited_nor_taken_back(engine: Engine) {
    let talk = talk(engine).await;
    let of_clara = talk.say(&talk.clara, "Mine").await;
    let of_felix = talk.say(&talk.felix, "Mine too").await;
    for (person, seq) in [(&talk.felix, of_clara), (&talk.clara, of_felix)] {
        let at = talk.message(seq);
        // Nor is it told whether somebody has guessed what it says.
        for text in ["Mine", "Mine too", "Yours"] {
            refused_whole(&talk.server, edit(person, &at, text), 403, "not-your-message").await;
        }
        refused_whole(&talk.server, person.delete(&at), 403, "not-your-message").await;
    }
    edit(&talk.clara, talk.message(of_clara), "Mine, and changed").await.ok();
    talk.felix.delete(&talk.message(of_felix)).await.ok();
}

async fn a_message_is_changed_for_an_hour_and_not_a_moment_longer(engine: Engine) {
    let talk = talk(engine).await;
    let (edited, removed) =
        (talk.say(&talk.clara, "To be edited").await, talk.say(&talk.clara, "To be taken back").await);
    let (late, later) = (talk.say(&talk.clara, "Late").await, talk.say(&talk.clara, "Later").await);
    talk.server.clock.advance(talk.server.app.cx.policies.house.revise_within);
    edit(&talk.clara, talk.message(edited), "In the last moment").await.ok();
    talk.clara.delete(&talk.message(removed)).await.ok();
    talk.server.clock.advance(Duration::from_micros(1));
    for seq in [edited, late] {
        let asked = edit(&talk.clara, talk.message(seq), "Too late");
        refused_whole(&talk.server, asked, 403, "too-late-to-revise").await;
    }
    refused_whole(&talk.server, talk.clara.delete(&talk.message(later)), 403, "too-late-to-revise").await;
    // An answer is never too late.
    react(&talk.felix, talk.reaction(late, THUMB)).await.ok();
    assert_eq!(quote(&talk, &talk.felix, late).await.status, 201);
}

async fn nothing_is_added_to_a_message_that_was_taken_back(engine: Engine) {
    let talk = talk(engine).await;
    let seq = talk.say(&talk.clara, "Said in haste").await;
    // Nothing but the removal stands in the way of what follows.
    edit(&talk.clara, talk.message(seq), "Said in less haste").await.ok();
    react(&talk.felix, talk.reaction(seq, THUMB)).await.ok();
    assert_eq!(quote(&talk, &talk.felix, seq).await.status, 201);
    talk.clara.delete(&talk.message(seq)).await.ok();
    let edited = edit(&talk.clara, talk.message(seq), "Said with care");
    refused_whole(&talk.server, edited, 409, "message-removed").await;
    for person in [&talk.clara, &talk.felix] {
        let reacted = react(person, talk.reaction(seq, THUMB));
        refused_whole(&talk.server, reacted, 409, "message-removed").await;
        refused_whole(&talk.server, quote(&talk, person, seq), 409, "message-removed").await;
    }
    refused_whole(&talk.server, talk.felix.delete(&talk.message(seq)), 409, "message-removed").await;
}

async fn a_number_that_names_no_message_is_not_found_and_what_is_none_is_not_a_message(engine: Engine) {
    let talk = talk(engine).await;
    let seq = talk.say(&talk.clara, "The only message").await;
    let edited = edit(&talk.clara, talk.message(seq), "The only message, edited").await.ok();
    let amendment = edited["entries"][0]["seq"].as_i64().expect("a number");
    // Another conversation of Clara's, in which a message has a number that is none in this one.
    let other = other(&talk).await;
    let path = format!("/conversations/{other}/messages");
    let mut foreign = 0;
    while foreign <= amendment {
        foreign = talk.clara.post(&path, json!({"text": "Elsewhere"})).await.ok()["seq"]
            .as_i64()
            .expect("a number");
    }
    edit(&talk.clara, format!("{path}/{foreign}"), "Elsewhere, edited").await.ok();
    for unknown in [foreign, 0, -1, i64::MIN, i64::MAX] {
        all_refused(&talk, &talk.clara, unknown, 404, "not-found").await;
    }
    for unknown in ["9223372036854775808", "1.5", "one", "1x", "%20", "%FF", "null"] {
        let at = format!("{}/{unknown}", talk.messages());
        for (method, path, body) in [
            ("PUT", at.clone(), Some(json!({"text": "X"}))),
            ("DELETE", at.clone(), None),
            ("PUT", format!("{at}/reactions/%F0%9F%91%8D"), None),
            ("DELETE", format!("{at}/reactions/%F0%9F%91%8D"), None),
        ] {
            refused_whole(&talk.server, talk.clara.send(method, &path, body, None), 404, "not-found").await;
        }
    }
    // The invitation, its acknowledgement, its answer, an edit: entries, and no messages.
    for (other, kind) in [(1, "invitation"), (2, "acknowledgement"), (3, "answer"), (amendment, "amendment")]
    {
        assert_eq!(talk.entry(&talk.clara, other).await["body"]["kind"], kind);
        for (method, path, body) in &changes(&talk, other)[..3] {
            let asked = talk.clara.send(method, path, body.clone(), None);
            refused_whole(&talk.server, asked, 403, "not-a-message").await;
        }
        let at = talk.reaction(other, THUMB);
        refused_whole(&talk.server, talk.clara.delete(&at), 403, "not-a-message").await;
        if kind != "invitation" {
            refused_whole(&talk.server, quote(&talk, &talk.clara, other), 403, "not-a-message").await;
        }
    }
}

/// Another conversation of Clara's.
async fn other(talk: &Talk) -> String {
    let dana = talk.server.sign_in("dana").await;
    let invited = super::harness::invite(&talk.clara, &dana).await;
    super::harness::accept(&dana, &invited).await;
    invited.conversation
}

async fn asking_for_what_is_so_already_writes_no_entry(engine: Engine) {
    let talk = talk(engine).await;
    let (edited, removed) =
        (talk.say(&talk.clara, "To be edited").await, talk.say(&talk.clara, "To be taken back").await);
    let reaction = talk.reaction(edited, THUMB);
    let wishes = [
        ("PUT", talk.message(edited), Some(json!({"text": "Edited"}))),
        ("DELETE", talk.message(removed), None),
        ("PUT", reaction.clone(), None),
        ("DELETE", reaction, None),
    ];
    for (method, path, body) in wishes {
        let before = talk.last_seq().await;
        let first = talk.clara.send(method, &path, body.clone(), None).await.ok();
        assert_eq!(first["last"], before + 1, "{method} {path} writes an entry");
        let written = state(&talk.server).await;
        for _ in 0..3 {
            // With blanks at its edges it is the same text.
            let body = body.as_ref().map(|_| json!({"text": "  Edited\n"}));
            let again = talk.clara.send(method, &path, body, None).await.ok();
            assert_eq!((&again["entries"], &again["last"]), (&json!([]), &json!(before + 1)));
        }
        assert_eq!(talk.last_seq().await, before + 1);
        assert_eq!(written, state(&talk.server).await);
    }
}

async fn a_repeated_send_is_answered_with_the_message_as_it_now_reads(engine: Engine) {
    let talk = talk(engine).await;
    let (key, body) = (uuid::Uuid::new_v4(), json!({"text": "Said in haste"}));
    let path = talk.messages();
    let send = || talk.clara.post_keyed(&path, key, body.clone());
    let sent = send().await.ok();
    assert_eq!(send().await.ok(), sent);
    let seq = sent["seq"].as_i64().expect("a number");
    edit(&talk.clara, talk.message(seq), "Said with care").await.ok();
    assert_eq!(send().await.ok(), talk.entry(&talk.clara, seq).await);
    talk.clara.delete(&talk.message(seq)).await.ok();
    let repeated = send().await;
    assert_eq!((repeated.status, &repeated.body["body"]["kind"]), (200, &json!("removed")));
}

async fn an_edit_holds_to_the_bounds_of_a_message(engine: Engine) {
    let talk = talk(engine).await;
    let seq = talk.say(&talk.clara, "Within bounds").await;
    let long = "ß".repeat(limits::MESSAGE_CHARS + 1);
    for (text, rule) in [
        ("", "empty"),
        (" \n\t ", "empty"),
        ("\u{200b}\u{feff}", "empty"),
        (&long, "too-long"),
        ("zero \0 character", "control-character"),
        ("escape \u{1b}[2J", "control-character"),
    ] {
        let before = state(&talk.server).await;
        let refused = edit(&talk.clara, talk.message(seq), text).await;
        assert_eq!(
            (refused.status, &refused.body["fields"][0]["field"], &refused.body["fields"][0]["rule"]),
            (422, &json!("text"), &json!(rule)),
            "{text:?}"
        );
        assert_eq!(before, state(&talk.server).await);
    }
    edit(&talk.clara, talk.message(seq), &long[..long.len() - "ß".len()]).await.ok();
}

async fn a_reaction_is_one_emoji_of_twenty_at_most(engine: Engine) {
    let talk = talk(engine).await;
    let seq = talk.say(&talk.clara, "What do you think?").await;
    for wrong in
        ["a", "ok", "👍👎", "☎5551234", "call me 👍", "<b>", "\0", " ", "\u{200d}", "🇺", &"👍".repeat(17)]
    {
        let before = state(&talk.server).await;
        for method in ["PUT", "DELETE"] {
            let refused = talk.felix.send(method, &talk.reaction(seq, wrong), None, None).await;
            assert_eq!(
                (refused.status, &refused.body["fields"][0]["rule"]),
                (422, &json!("not-an-emoji")),
                "{wrong:?}"
            );
        }
        assert_eq!(before, state(&talk.server).await);
    }
    let not_text = format!("{}/reactions/%F0%9F", talk.message(seq));
    refused_whole(&talk.server, react(&talk.felix, &not_text), 404, "not-found").await;

    let faces: Vec<String> = ('😀'..).take(limits::REACTIONS).map(String::from).collect();
    for (n, face) in faces.iter().enumerate() {
        let by = if n % 2 == 0 { &talk.felix } else { &talk.clara };
        react(by, talk.reaction(seq, face)).await.ok();
    }
    refused_whole(&talk.server, react(&talk.felix, talk.reaction(seq, THUMB)), 403, "reaction-limit").await;
    // An emoji that is there already takes no more room.
    react(&talk.clara, talk.reaction(seq, &faces[0])).await.ok();
    let seen = talk.entry(&talk.felix, seq).await["body"]["reactions"].clone();
    assert_eq!(seen.as_array().map(Vec::len), Some(limits::REACTIONS));
    assert_eq!(seen[0], json!({"emoji": faces[0], "by": [talk.felix.id, talk.clara.id]}));
    // Somebody else's is not taken back, and one's own makes room.
    talk.clara.delete(&talk.reaction(seq, &faces[2])).await.ok();
    refused_whole(&talk.server, react(&talk.felix, talk.reaction(seq, THUMB)), 403, "reaction-limit").await;
    talk.felix.delete(&talk.reaction(seq, &faces[2])).await.ok();
    react(&talk.felix, talk.reaction(seq, THUMB)).await.ok();
}

async fn whatever_is_there_to_be_read_can_be_quoted(engine: Engine) {
    let talk = talk(engine).await;
    let said = talk.say(&talk.clara, "Twelve drawings").await;
    for (seq, text) in [(1, INVITATION_TEXT), (said, "Twelve drawings")] {
        let sent = quote(&talk, &talk.felix, seq).await;
        assert_eq!((sent.status, &sent.body["body"]["quote"]), (201, &json!(seq)));
        let after = sent.body["seq"].as_i64().expect("a number") - 1;
        for person in [&talk.clara, &talk.felix] {
            // On a page that begins behind it, what is quoted stands beside.
            let page = person.get(&format!("{}?after={after}", talk.entries())).await.ok();
            assert_eq!(page["beside"][0]["seq"], seq);
            assert_eq!(page["beside"][0]["body"]["text"], text);
        }
    }
    edit(&talk.clara, talk.message(said), "Thirteen drawings").await.ok();
    let page = talk.felix.get(&format!("{}?after={}", talk.entries(), said + 1)).await.ok();
    assert_eq!(page["beside"][0]["body"]["text"], "Thirteen drawings", "a quote is no copy");
}

static FORGET: Sql = Sql::new("UPDATE conversation SET acknowledged = 0 WHERE id = $1", Lock::None);

async fn behind_the_safety_warning_nothing_is_quoted_changed_or_guessed(engine: Engine) {
    let talk = talk(engine).await;
    let (secret, own) = (talk.say(&talk.clara, "wren").await, talk.say(&talk.felix, "Mine").await);
    // As a new version of the warning does it.
    let id = talk.invited.conversation.parse().map(parlance_core::ConversationId).expect("an id");
    let forgotten = talk.server.app.store.run(move |tx| tx.execute(&FORGET, &[id.into()])).await;
    assert_eq!(forgotten.expect("the row changes"), 1);
    assert_eq!(
        talk.felix.get(&talk.conversation()).await.ok()["head"]["send"]["code"],
        "warning-not-acknowledged"
    );
    for seq in [1, secret, own] {
        all_refused(&talk, &talk.felix, seq, 403, "warning-not-acknowledged").await;
    }
    for (seq, guess) in [(1, INVITATION_TEXT), (secret, "wren")] {
        let guessed = edit(&talk.felix, talk.message(seq), guess);
        refused_whole(&talk.server, guessed, 403, "warning-not-acknowledged").await;
    }
    edit(&talk.clara, talk.message(secret), "wren, and more of it").await.ok();
    react(&talk.clara, talk.reaction(own, THUMB)).await.ok();
    for path in [talk.entries(), format!("{}?after={own}", talk.entries()), talk.conversation()] {
        let seen = talk.felix.get(&path).await.ok().to_string();
        assert!(!seen.contains("wren") && !seen.contains(THUMB), "{path}: {seen}");
    }
    talk.felix.put(&format!("{}/acknowledgement", talk.conversation()), json!({"version": 1})).await.ok();
    assert_eq!(talk.entry(&talk.felix, secret).await["body"]["text"], "wren, and more of it");
    assert_eq!(quote(&talk, &talk.felix, secret).await.status, 201);
}

async fn who_may_not_write_changes_nothing(engine: Engine) {
    let talk = talk(engine).await;
    let (of_clara, of_felix) = (talk.say(&talk.clara, "Hello").await, talk.say(&talk.felix, "Hello").await);
    let sides = [(&talk.clara, of_clara), (&talk.felix, of_felix)];
    let (dana, sam) = (talk.server.sign_in("dana").await, talk.server.sign_in("sam").await);
    for stranger in [&dana, &sam] {
        all_refused(&talk, stranger, of_clara, 404, "not-found").await;
    }
    all_refused(&talk, &talk.server.stranger(), of_clara, 401, "not-signed-in").await;
    talk.clara.put(&talk.closure(), json!({})).await.ok();
    for settled in [false, true] {
        if settled {
            talk.server.settle().await;
        }
        for (person, own) in sides {
            all_refused(&talk, person, own, 403, "job-closed").await;
        }
    }
    talk.clara.delete(&talk.closure()).await.ok();
    for (person, own) in sides {
        edit(person, talk.message(own), "Hello again").await.ok();
    }
    let suspension = format!("/staff/accounts/{}/suspension", talk.felix.id);
    sam.put(&suspension, json!({"reason": "Asked to be paid elsewhere."})).await.ok();
    all_refused(&talk, &talk.felix, of_felix, 401, "not-signed-in").await;

    // Before the invitation was accepted, and where it never was.
    let talk = Talk::invited_at(open_on(engine, |_| {}).await).await;
    talk.felix.put(&format!("{}/acknowledgement", talk.conversation()), json!({"version": 1})).await.ok();
    for person in [&talk.clara, &talk.felix] {
        all_refused(&talk, person, 1, 403, "invitation-pending").await;
    }
    all_refused(&talk, &talk.felix, 2, 404, "not-found").await;
    talk.clara.put(&talk.answer(), json!({"answer": "withdrawn"})).await.ok();
    for person in [&talk.clara, &talk.felix] {
        all_refused(&talk, person, 1, 409, "invitation-withdrawn").await;
    }
}

async fn of_an_edit_and_a_removal_at_once_one_wins_and_nothing_is_half_done(engine: Engine) {
    let talk = talk(engine).await;
    for round in 0..12 {
        let seq = talk.say(&talk.clara, "Said in haste").await;
        let at = talk.message(seq);
        let (editing, removing) = (edit(&talk.clara, &at, "Said with care"), talk.clara.delete(&at));
        let (edited, removed) = if round % 2 == 0 {
            tokio::join!(editing, removing)
        } else {
            let (removed, edited) = tokio::join!(removing, editing);
            (edited, removed)
        };
        removed.ok();
        let written = if edited.status == 200 { 2 } else { 1 };
        if written == 1 {
            edited.refused(409, "message-removed");
        }
        assert_eq!(talk.last_seq().await, seq + written, "round {round}");
        let read = talk.entry(&talk.felix, seq).await;
        assert_eq!((&read["body"]["kind"], &read["version"]), (&json!("removed"), &json!(seq + written)));
    }
}

async fn the_same_wish_at_once_is_one_entry(engine: Engine) {
    let talk = talk(engine).await;
    let seq = talk.say(&talk.clara, "What do you think?").await;
    let (thumb, message) = (talk.reaction(seq, THUMB), talk.message(seq));
    let wishes = [
        (&talk.felix, "PUT", &thumb, None),
        (&talk.clara, "PUT", &thumb, None),
        (&talk.felix, "DELETE", &thumb, None),
        (&talk.clara, "PUT", &message, Some(json!({"text": "And what now?"}))),
        (&talk.clara, "DELETE", &message, None),
    ];
    for (n, (person, method, path, body)) in (1..).zip(wishes) {
        let asked = (0..5).map(|_| person.send(method, path, body.clone(), None));
        for answer in futures_util::future::join_all(asked).await {
            answer.ok();
        }
        assert_eq!(talk.last_seq().await, seq + n, "{method} {path}");
        if n == 2 {
            let by = talk.entry(&talk.felix, seq).await["body"]["reactions"][0]["by"].clone();
            assert_eq!(by, json!([talk.felix.id, talk.clara.id]));
        }
    }
}

async fn changes_count_against_the_rate_and_repeats_do_not(engine: Engine) {
    let server = open_on(engine, |config| {
        config.sends_per_minute = 1;
        config.sends_burst = 3;
    });
    // The invitation is the first of the three.
    let talk = Talk::begun_at(server.await).await;
    let seq = talk.say(&talk.clara, "One").await;
    edit(&talk.clara, talk.message(seq), "Two").await.ok();
    all_refused(&talk, &talk.clara, seq, 429, "rate-limited").await;
    for _ in 0..5 {
        edit(&talk.clara, talk.message(seq), "Two").await.ok();
    }
    react(&talk.felix, talk.reaction(seq, THUMB)).await.ok();
}
