//! Suggested questions as admins edit them (S52).

use super::harness::Client;
use super::places::{open, post_job};
use super::state::refused_whole;
use parlance_core::limits;
use serde_json::{Value, json};

const QUESTIONS: &str = "/staff/questions";

fn group(title: &str, kinds: &[&str], class: Option<&str>) -> Value {
    json!({"title": title, "kinds": kinds, "class": class, "questions": [format!("{title}?")]})
}

async fn titles(of: &Client, job: &str) -> Vec<String> {
    let page = of.get(&format!("/postings/{job}")).await.ok();
    let groups = page["questions"].as_array().expect("groups").iter();
    groups.map(|group| group["title"].as_str().expect("a title").to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn questions_are_edited_for_each_kind_and_class_of_jobs() {
    let server = open().await;
    let (sam, clara) = (server.sign_in("sam").await, server.sign_in("clara").await);
    let shipped = sam.get(QUESTIONS).await.ok();
    assert_eq!((&shipped["version"], &shipped["saved_by"]), (&json!(0), &Value::Null));
    let mut policy = sam.get("/staff/contact-policy").await.ok();
    policy["document"]["classes"]["rush"] = json!({"label": "Rush", "messaging": true});
    let put = json!({"expected_version": 1, "document": policy["document"], "note": "Rush jobs."});
    sam.put("/staff/contact-policy", put).await.ok();
    let every = ["contract", "assignment", "pitch_request"];
    let groups = [
        group("All", &every, None),
        group("Pitches", &["pitch_request"], None),
        group("In a hurry", &every, Some("rush")),
    ];
    let saved = sam.put(QUESTIONS, json!({"expected_version": 0, "groups": groups})).await.ok();
    assert_eq!((&saved["version"], &saved["saved_by"]["id"]), (&json!(1), &json!(sam.id)));
    assert_eq!(sam.get(QUESTIONS).await.ok(), saved);
    let post = async |kind: &str, class: Option<&str>| {
        let job = json!({"title": "A text", "description": "About bread.", "kind": kind, "class": class});
        clara.post("/jobs", job).await.ok()["id"].as_str().expect("an id").to_owned()
    };
    assert_eq!(titles(&clara, &post("contract", None).await).await, ["All"]);
    assert_eq!(titles(&clara, &post("pitch_request", None).await).await, ["All", "Pitches"]);
    assert_eq!(titles(&clara, &post("contract", Some("rush")).await).await, ["All", "In a hurry"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tick_goes_with_the_words_that_were_ticked() {
    let server = open().await;
    let (sam, clara) = (server.sign_in("sam").await, server.sign_in("clara").await);
    let job = post_job(&clara, "A text").await;
    let page = format!("/postings/{job}");
    let first = clara.get(&page).await.ok()["questions"][0]["questions"][0]["text"].clone();
    clara.put(&format!("/jobs/{job}/answered-questions"), json!({"questions": [first]})).await.ok();
    let every = ["contract", "assignment", "pitch_request"];
    let reworded = json!({"title": "Topic", "kinds": every, "questions": ["Put differently?", first]});
    sam.put(QUESTIONS, json!({"expected_version": 0, "groups": [reworded]})).await.ok();
    let now = clara.get(&page).await.ok()["questions"][0]["questions"].clone();
    assert_eq!(
        now,
        json!([{"text": "Put differently?", "answered": false}, {"text": first, "answered": true}])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_admins_who_save_questions_the_second_is_told_and_a_repeat_is_no_second() {
    let server = open().await;
    let sam = server.sign_in("sam").await;
    let body = |title: &str| json!({"expected_version": 0, "groups": [group(title, &["contract"], None)]});
    let first = sam.put(QUESTIONS, body("Mine")).await.ok();
    assert_eq!(sam.put(QUESTIONS, body("Mine")).await.ok(), first, "the answer was lost and asked for again");
    refused_whole(&server, sam.put(QUESTIONS, body("Theirs")), 409, "questions-changed").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn admins_alone_read_and_change_the_questions_and_within_bounds() {
    let server = open().await;
    let (sam, clara) = (server.sign_in("sam").await, server.sign_in("clara").await);
    let put = |groups: Value| json!({"expected_version": 0, "groups": groups});
    let sound = put(json!([group("All", &["contract"], None)]));
    refused_whole(&server, clara.put(QUESTIONS, sound), 403, "staff-role-required").await;
    refused_whole(&server, clara.get(QUESTIONS), 403, "staff-role-required").await;
    let many = vec![group("One", &["contract"], None); limits::QUESTION_GROUPS + 1];
    for (groups, rule) in [
        (json!([group("", &["contract"], None)]), "empty"),
        (json!([group("For nothing", &[], None)]), "empty"),
        (json!([group("Of no class", &["contract"], Some("nowhere"))]), "unknown"),
        (json!(many), "too-many"),
        (json!([{"title": "T", "kinds": ["contract"], "questions": ["Q?", "Q?"]}]), "repeated"),
        (
            json!([{"title": "T", "kinds": ["contract"], "questions": ["Q".repeat(limits::QUESTION_CHARS + 1)]}]),
            "too-long",
        ),
    ] {
        let refused = sam.put(QUESTIONS, put(groups)).await;
        assert_eq!(
            (refused.status, &refused.body["fields"][0]["rule"]),
            (422, &json!(rule)),
            "{}",
            refused.body
        );
    }
    assert_eq!(sam.get(QUESTIONS).await.ok()["version"], 0);
}
