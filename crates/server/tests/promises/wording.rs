//! The marketplace's own words: edited by admins for each language, read by everybody in theirs, and a new safety
//! warning is shown again (S35, S36).

use super::amendments::{on_both, talk};
use super::harness::{Client, Engine, TestServer};
use super::places::open_on;
use super::state::refused_whole;
use serde_json::{Value, json};

on_both!(
    words_are_edited_for_each_language_and_read_in_the_readers,
    a_new_warning_is_shown_again_and_the_record_says_which_was_read,
    a_new_policy_line_is_no_new_warning,
    an_older_version_comes_back_by_saving_it_again,
    of_two_admins_who_save_words_the_second_is_told_and_a_repeat_is_no_second,
    admins_alone_read_and_change_the_words_and_within_bounds,
);

const WORDING: &str = "/staff/wording";

/// Sound words, all of which say `what`.
pub fn words(what: &str) -> Value {
    json!({
        "policy_line": format!("{what}: stay on {{marketplace}}."),
        "warning_title": what,
        "warning": [what],
        "protection": what
    })
}

async fn server(engine: Engine) -> TestServer {
    open_on(engine, |_| {}).await
}

fn change(seen: i64, languages: Value) -> Value {
    json!({"expected_version": seen, "languages": languages, "note": "Because."})
}

async fn marketplace(of: &Client, language: &str) -> Value {
    of.get(&format!("/marketplace?language={language}")).await.ok()
}

async fn words_are_edited_for_each_language_and_read_in_the_readers(engine: Engine) {
    let server = server(engine).await;
    let (sam, nobody) = (server.sign_in("sam").await, server.stranger());
    let before = marketplace(&nobody, "de").await;
    assert_eq!((&before["language"], &before["warning"]["version"]), (&json!("en"), &json!(1)));
    let name = before["name"].as_str().expect("a name").to_owned();
    assert!(before["policy_line"].as_str().is_some_and(|line| line.contains(&name)), "{before}");
    let shipped = sam.get(WORDING).await.ok();
    assert_eq!((&shipped["version"], &shipped["saved_by"]), (&json!(0), &Value::Null));
    let languages = json!({"en": shipped["languages"]["en"], "de": words("Deutsch")});
    let saved = sam.put(WORDING, change(0, languages)).await.ok();
    assert_eq!(
        (&saved["version"], &saved["warning_version"], &saved["saved_by"]["id"]),
        (&json!(1), &json!(1), &json!(sam.id)),
        "a translation is no new warning"
    );
    let after = marketplace(&nobody, "de").await;
    assert_eq!(after["language"], "de");
    assert_eq!(after["policy_line"], format!("Deutsch: stay on {name}."));
    assert_eq!((&after["warning"]["title"], &after["protection"]), (&json!("Deutsch"), &json!("Deutsch")));
    assert_eq!(marketplace(&nobody, "de-at").await["language"], "de");
    for language in ["en", "fr"] {
        let english = marketplace(&nobody, language).await;
        assert_eq!((&english["language"], &english["policy_line"]), (&json!("en"), &before["policy_line"]));
    }
    assert_eq!(nobody.get("/marketplace").await.ok()["language"], "en");
    nobody.get("/marketplace?language=klingon").await.refused(422, "invalid-fields");
}

async fn a_new_warning_is_shown_again_and_the_record_says_which_was_read(engine: Engine) {
    let talk = talk(engine).await;
    let said = talk.say(&talk.clara, "wren").await;
    let sam = talk.server.sign_in("sam").await;
    sam.put(WORDING, change(0, json!({"en": words("Read this")}))).await.ok();
    let warning = marketplace(&talk.felix, "en").await["warning"].clone();
    assert_eq!((&warning["version"], &warning["title"]), (&json!(2), &json!("Read this")));
    let row = talk.felix.get(&talk.conversation()).await.ok();
    assert_eq!(row["head"]["warning_pending"], true);
    let seen = talk.felix.get(&talk.entries()).await.ok().to_string();
    assert!(!seen.contains("wren"), "{seen}");
    let messages = talk.messages();
    let sending = talk.felix.post(&messages, json!({"text": "May I?"}));
    refused_whole(&talk.server, sending, 403, "warning-not-acknowledged").await;
    let path = format!("{}/acknowledgement", talk.conversation());
    let older = talk.felix.put(&path, json!({"version": 1}));
    refused_whole(&talk.server, older, 409, "warning-changed").await;
    talk.felix.put(&path, json!({"version": 2})).await.ok();
    assert_eq!(talk.entry(&talk.felix, said).await["body"]["text"], "wren");
    let page = talk.clara.get(&format!("{}?limit=100", talk.entries())).await.ok();
    let read: Vec<_> = page["entries"]
        .as_array()
        .expect("entries")
        .iter()
        .filter(|entry| entry["body"]["kind"] == "acknowledgement")
        .map(|entry| entry["body"]["version"].clone())
        .collect();
    assert_eq!(read, [json!(1), json!(2)], "the log keeps which versions were read");
    let policy = sam.get("/staff/contact-policy").await.ok();
    assert_eq!((&policy["version"], &policy["note"]), (&json!(2), &json!("Because.")));
}

async fn a_new_policy_line_is_no_new_warning(engine: Engine) {
    let talk = talk(engine).await;
    let sam = talk.server.sign_in("sam").await;
    let mut english = sam.get(WORDING).await.ok()["languages"]["en"].clone();
    english["policy_line"] = json!("Stay.");
    let saved = sam.put(WORDING, change(0, json!({"en": english}))).await.ok();
    assert_eq!(saved["warning_version"], 1);
    assert_eq!(marketplace(&talk.felix, "en").await["policy_line"], "Stay.");
    assert_eq!(talk.felix.get(&talk.conversation()).await.ok()["head"]["warning_pending"], false);
}

async fn an_older_version_comes_back_by_saving_it_again(engine: Engine) {
    let server = server(engine).await;
    let sam = server.sign_in("sam").await;
    for (seen, what) in [(0, "One"), (1, "Two"), (2, "Three")] {
        sam.put(WORDING, change(seen, json!({"en": words(what)}))).await.ok();
    }
    let history = sam.get(&format!("{WORDING}/history?limit=3")).await.ok();
    let versions = |page: &Value| {
        let items = page["items"].as_array().expect("a list").iter();
        items.map(|one| one["version"].as_i64().expect("a number")).collect::<Vec<_>>()
    };
    assert_eq!(versions(&history), [3, 2, 1]);
    let next = history["next"].as_str().expect("there is more");
    let rest = sam.get(&format!("{WORDING}/history?limit=3&cursor={next}")).await.ok();
    assert_eq!((versions(&rest), &rest["next"]), (vec![0], &Value::Null), "what was shipped is the last");
    let first = history["items"][2]["languages"].clone();
    let back = sam.put(WORDING, change(3, first.clone())).await.ok();
    assert_eq!((&back["version"], &back["languages"]), (&json!(4), &first));
    assert_eq!(back["warning_version"], 5, "what is shown again is read again");
}

async fn of_two_admins_who_save_words_the_second_is_told_and_a_repeat_is_no_second(engine: Engine) {
    let server = server(engine).await;
    let sam = server.sign_in("sam").await;
    let first = sam.put(WORDING, change(0, json!({"en": words("Mine")}))).await.ok();
    let repeat = sam.put(WORDING, change(0, json!({"en": words("Mine")}))).await.ok();
    assert_eq!(repeat, first, "the answer was lost and asked for again");
    let theirs = sam.put(WORDING, change(0, json!({"en": words("Theirs")})));
    refused_whole(&server, theirs, 409, "wording-changed").await;
}

async fn admins_alone_read_and_change_the_words_and_within_bounds(engine: Engine) {
    let server = server(engine).await;
    let (sam, clara) = (server.sign_in("sam").await, server.sign_in("clara").await);
    let sound = change(0, json!({"en": words("T")}));
    refused_whole(&server, clara.put(WORDING, sound), 403, "staff-role-required").await;
    for path in [WORDING, "/staff/wording/history", "/staff/wording/presets"] {
        refused_whole(&server, clara.get(path), 403, "staff-role-required").await;
    }
    let presets = sam.get("/staff/wording/presets").await.ok();
    let names: Vec<_> = presets.as_array().expect("a list").iter().map(|one| &one["name"]).collect();
    assert_eq!(names, [&json!("standard"), &json!("short"), &json!("escrow")]);
    let spoilt = |part: &str, value: Value| {
        let mut one = words("T");
        one[part] = value;
        json!({"en": one})
    };
    for (languages, field, rule) in [
        (json!({}), "languages", "empty"),
        (json!({"de": words("T")}), "languages", "empty"),
        (json!({"en": words("T"), "Klingonisch": words("T")}), "languages", "not-a-language"),
        (spoilt("policy_line", json!(" ")), "policy_line", "empty"),
        (spoilt("warning", json!([])), "warning", "empty"),
        (spoilt("protection", json!("x".repeat(601))), "protection", "too-long"),
    ] {
        let refused = sam.put(WORDING, change(0, languages)).await;
        let told = &refused.body["fields"][0];
        assert_eq!(
            (refused.status, &told["field"], &told["rule"]),
            (422, &json!(field), &json!(rule)),
            "{}",
            refused.body
        );
    }
    assert_eq!(sam.get(WORDING).await.ok()["version"], 0);
}
