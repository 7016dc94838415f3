//! The help centre: its articles are read by everybody and edited by those who look after it; what readers
//! say counts once; requests reach the staff.

use super::harness::{Client, TestServer};
use super::places::{Talk, open, open_with};
use super::state::{refused_whole, state};
use parlance_core::limits;
use serde_json::{Value, json};
use uuid::Uuid;

const ARTICLE: &str = "/help/articles/invitations";
const COMMENTS: &str = "/help/articles/invitations/comments";
const EDITED: &str = "/staff/help/articles/invitations";

/// Marc of support, given the role.
async fn support(server: &TestServer) -> Client {
    let (sam, marc) = (server.sign_in("sam").await, server.sign_in("marc").await);
    sam.put(&format!("/staff/accounts/{}/role", marc.id), json!({"role": "support"})).await.ok();
    marc
}

fn version(text: &str, version: i64) -> Value {
    json!({"language": "en", "title": "Invitations", "text": text, "published": true, "version": version})
}

fn slugs(articles: &Value) -> Vec<&str> {
    let slug = |article: &'_ Value| article["slug"].as_str().map(str::len);
    assert!(articles.as_array().is_some_and(|all| all.iter().all(|one| slug(one).is_some())));
    articles.as_array().into_iter().flatten().filter_map(|one| one["slug"].as_str()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn anybody_reads_the_articles_without_signing_in() {
    let server = open().await;
    let nobody = server.stranger();
    let articles = nobody.get("/help/articles").await.ok();
    assert!(slugs(&articles).contains(&"invitations"), "{articles}");
    assert!(articles.as_array().is_some_and(|all| all.iter().all(|one| one["summary"] != "")));
    let article = nobody.get(ARTICLE).await.ok();
    assert_eq!((&article["title"], &article["own_vote"]), (&json!("Invitations"), &Value::Null));
    assert!(article["text"].as_str().is_some_and(|text| text.contains("14 days")), "{article}");
    nobody.get("/help/articles/no-such-article").await.refused(404, "not-found");
    nobody.get("/help/articles/%00").await.refused(404, "not-found");
    nobody.get("/help/articles/%FF").await.refused(404, "not-found");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_finds_the_article_that_answers_it_or_says_that_nobody_knows() {
    let server = open().await;
    let nobody = server.stranger();
    let found = nobody.get("/help/answers?q=How%20long%20does%20an%20invitation%20stay%20open").await.ok();
    assert_eq!((&found["known"], slugs(&found["articles"])[0]), (&json!(true), "invitations"));
    assert!(slugs(&found["articles"]).len() <= limits::HELP_HITS);
    for nothing in ["weather+in+Lagos", "%3F%21", "%F0%9F%99%82", "zzzz"] {
        let found = nobody.get(&format!("/help/answers?q={nothing}")).await.ok();
        assert_eq!(found["known"], json!(false), "{nothing}");
    }
    for (query, rule) in [("q=", "empty"), ("q=%20%20", "empty")] {
        let refused = nobody.get(&format!("/help/answers?{query}")).await;
        assert_eq!((refused.status, &refused.body["fields"][0]["rule"]), (422, &json!(rule)));
    }
    let long = |chars: usize| format!("/help/answers?q={}", "x".repeat(chars));
    nobody.get(&long(limits::HELP_QUESTION_CHARS)).await.ok();
    nobody.get(&long(limits::HELP_QUESTION_CHARS + 1)).await.refused(422, "invalid-fields");
    nobody.get("/help/answers").await.refused(400, "malformed-query");
    nobody.get("/help/answers?q=a&language=english").await.refused(422, "invalid-fields");
}

#[tokio::test(flavor = "multi_thread")]
async fn questions_beyond_the_rate_are_refused_with_a_time_to_wait() {
    let server = open_with(|config| {
        config.searches_per_minute = 1;
        config.searches_burst = 3;
    })
    .await;
    let nobody = server.stranger();
    for _ in 0..3 {
        nobody.get("/help/answers?q=invitation").await.ok();
    }
    let refused = nobody.get("/help/answers?q=invitation").await;
    assert!(refused.body["retry_after_ms"].as_u64().is_some_and(|ms| ms > 1000), "{}", refused.body);
    refused.refused(429, "rate-limited");
    nobody.get(ARTICLE).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn support_and_admins_edit_articles_and_readers_and_the_search_see_it_at_once() {
    let server = open().await;
    let (marc, nobody) = (support(&server).await, server.stranger());
    assert_eq!(nobody.get("/help/answers?q=wombats").await.ok()["known"], json!(false));
    let text = "Only wombats are invited.\n\n## Wombats\n\nWombats may bring a friend.";
    let saved = marc.put(EDITED, version(text, 0)).await.ok();
    assert_eq!((&saved["version"], &saved["text"]), (&json!(1), &json!(text)));
    assert_eq!(nobody.get(ARTICLE).await.ok()["text"], json!(text));
    let found = nobody.get("/help/answers?q=wombats").await.ok();
    assert_eq!((&found["known"], slugs(&found["articles"])), (&json!(true), vec!["invitations"]));
    let sam = server.sign_in("sam").await;
    assert_eq!(sam.put(EDITED, version("Nobody is.", 1)).await.ok()["version"], json!(2));
    let versions = marc.get(&format!("{EDITED}/versions")).await.ok();
    let told: Vec<_> = versions["items"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|one| (&one["version"], &one["text"]))
        .collect();
    assert_eq!(told, [(&json!(2), &json!("Nobody is.")), (&json!(1), &json!(text))]);
    assert_eq!(versions["items"][1]["author"]["id"], json!(marc.id));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_save_the_same_version_the_second_is_told_and_overwrites_nothing() {
    let server = open().await;
    let (marc, sam) = (support(&server).await, server.sign_in("sam").await);
    marc.put(EDITED, version("Marc's.", 0)).await.ok();
    for stale in [0, 2, -1, i64::MAX] {
        refused_whole(&server, sam.put(EDITED, version("Sam's.", stale)), 409, "article-changed").await;
    }
    let both = futures_util::future::join(
        marc.put(EDITED, version("Marc's again.", 1)),
        sam.put(EDITED, version("Sam's.", 1)),
    );
    let (one, other) = both.await;
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    assert_eq!(state(&server).await["help_article"].len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_that_is_not_published_is_there_for_its_editors_only() {
    let server = open().await;
    let (marc, nobody) = (support(&server).await, server.stranger());
    let mut hidden = version("Not ready.", 0);
    hidden["published"] = json!(false);
    marc.put(EDITED, hidden).await.ok();
    nobody.get(ARTICLE).await.refused(404, "not-found");
    assert!(!slugs(&nobody.get("/help/articles").await.ok()).contains(&"invitations"));
    assert!(slugs(&marc.get("/staff/help/articles").await.ok()).contains(&"invitations"));
    let clara = server.sign_in("clara").await;
    refused_whole(&server, clara.put(&format!("{ARTICLE}/vote"), json!({"helpful": true})), 404, "not-found")
        .await;
    refused_whole(&server, clara.post(COMMENTS, json!({"text": "Where?"})), 404, "not-found").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_is_read_in_its_language_and_otherwise_in_english() {
    let server = open().await;
    let (marc, nobody) = (support(&server).await, server.stranger());
    let german = json!({"language": "de", "title": "Einladungen", "text": "Wer eingeladen ist, antwortet.", "published": true, "version": 0});
    marc.put(EDITED, german).await.ok();
    let read = nobody.get(&format!("{ARTICLE}?language=de")).await.ok();
    assert_eq!((&read["language"], &read["title"]), (&json!("de"), &json!("Einladungen")));
    let other = nobody.get("/help/articles/sending-files?language=de").await.ok();
    assert_eq!(other["language"], json!("en"), "what is not written in it comes in English");
    assert_eq!(nobody.get(ARTICLE).await.ok()["language"], json!("en"));
    assert_eq!(nobody.get(&format!("{ARTICLE}?language=fr")).await.ok()["language"], json!("en"));
    let found = nobody.get("/help/answers?q=eingeladen&language=de").await.ok();
    assert_eq!((&found["known"], &found["articles"][0]["slug"]), (&json!(true), &json!("invitations")));
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_markup_in_an_article_or_a_comment_stays_the_text_that_it_is() {
    let server = open().await;
    let (marc, clara) = (support(&server).await, server.sign_in("clara").await);
    for hostile in [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[click](javascript:alert(1))",
        "## <svg onload=alert(1)>\n\n</p><iframe src=//evil.example>",
        "{{constructor.constructor('alert(1)')()}}",
        "**unclosed _marks ``` and <b",
    ] {
        let before = marc.get(EDITED.trim_end_matches("/invitations")).await.ok();
        let now =
            before.as_array().into_iter().flatten().find(|one| one["slug"] == "invitations").expect("it");
        marc.put(EDITED, version(hostile, now["version"].as_i64().expect("a number"))).await.ok();
        assert_eq!(server.stranger().get(ARTICLE).await.ok()["text"], json!(hostile));
        let comment = clara.post(COMMENTS, json!({"text": hostile})).await;
        assert_eq!((comment.status, &comment.body["text"]), (201, &json!(hostile)));
    }
    for (field, value) in [("text", "zero \0"), ("title", "a\nb"), ("language", "../en"), ("title", "")] {
        let mut body = version("Fine.", 6);
        body[field] = json!(value);
        let refused = marc.put(EDITED, body).await;
        assert_eq!((refused.status, &refused.body["fields"][0]["field"]), (422, &json!(field)));
    }
    let refused = marc.put("/staff/help/articles/..%2F..%2Fetc", version("Fine.", 0)).await;
    assert_eq!((refused.status, &refused.body["fields"][0]["rule"]), (422, &json!("not-a-name")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vote_counts_once_a_person_however_often_it_is_cast_and_changed() {
    let server = open().await;
    let (clara, felix) = (server.sign_in("clara").await, server.sign_in("felix").await);
    let vote = format!("{ARTICLE}/vote");
    let cast = |by: &Client, helpful: bool| {
        let (by, vote) = (by.clone(), vote.clone());
        async move { by.put(&vote, json!({"helpful": helpful})).await.ok() }
    };
    assert_eq!(cast(&clara, true).await, json!({"yes": 1, "no": 0}));
    assert_eq!(cast(&clara, true).await, json!({"yes": 1, "no": 0}), "said again");
    assert_eq!(cast(&clara, false).await, json!({"yes": 0, "no": 1}), "changed");
    assert_eq!(cast(&felix, true).await, json!({"yes": 1, "no": 1}));
    futures_util::future::join_all((0..5).map(|_| cast(&clara, true))).await;
    let read = clara.get(ARTICLE).await.ok();
    assert_eq!((&read["votes"], &read["own_vote"]), (&json!({"yes": 2, "no": 0}), &json!(true)));
    let nobody = server.stranger();
    refused_whole(&server, nobody.put(&vote, json!({"helpful": true})), 401, "not-signed-in").await;
    assert_eq!(nobody.get(ARTICLE).await.ok()["votes"], json!({"yes": 2, "no": 0}));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comment_takes_a_session_and_goes_by_its_author_or_by_support() {
    let server = open().await;
    let (clara, felix, marc) =
        (server.sign_in("clara").await, server.sign_in("felix").await, support(&server).await);
    let nobody = server.stranger();
    refused_whole(&server, nobody.post(COMMENTS, json!({"text": "Hello"})), 401, "not-signed-in").await;
    nobody.get(COMMENTS).await.refused(401, "not-signed-in");
    let mut ids = Vec::new();
    for text in ["First", "Second"] {
        let made = clara.post(COMMENTS, json!({"text": text})).await;
        assert_eq!((made.status, &made.body["own"]), (201, &json!(true)), "{}", made.body);
        ids.push(made.body["id"].as_str().expect("an id").to_owned());
    }
    let seen = felix.get(COMMENTS).await.ok();
    let texts: Vec<_> = seen["items"].as_array().into_iter().flatten().map(|one| &one["text"]).collect();
    assert_eq!(texts, ["Second", "First"], "newest first");
    assert_eq!(seen["items"][0]["own"], json!(false));
    let path = |n: usize| format!("/help/comments/{}", ids[n]);
    refused_whole(&server, felix.delete(&path(0)), 403, "staff-role-required").await;
    assert_eq!(clara.delete(&path(0)).await.status, 204);
    assert_eq!(marc.delete(&path(1)).await.status, 204);
    refused_whole(&server, clara.delete(&path(1)), 404, "not-found").await;
    assert_eq!(felix.get(COMMENTS).await.ok()["items"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn as_many_comments_and_requests_as_are_allowed_are_kept_and_one_more_is_refused() {
    let server = open_with(|config| config.sends_burst = 1000).await;
    let clara = server.sign_in("clara").await;
    for n in 0..limits::HELP_COMMENTS {
        clara.post(COMMENTS, json!({"text": format!("{n}")})).await.ok();
    }
    refused_whole(&server, clara.post(COMMENTS, json!({"text": "more"})), 403, "comment-limit").await;
    clara.post("/help/articles/sending-files/comments", json!({"text": "elsewhere"})).await.ok();
    let ask = |n: i64| json!({"subject": format!("{n}"), "text": "Please help."});
    for n in 0..limits::HELP_REQUESTS {
        clara.post("/help/requests", ask(n)).await.ok();
    }
    refused_whole(&server, clara.post("/help/requests", ask(99)), 403, "request-limit").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_reaches_support_with_who_asks_the_job_and_the_reason() {
    let talk = Talk::begun().await;
    let marc = support(&talk.server).await;
    let body = json!({"subject": "No answer", "text": "He is\nsilent.", "job": talk.invited.job, "reason": "job-closed"});
    let key = Uuid::new_v4();
    let sent = talk.felix.post_keyed("/help/requests", key, body.clone()).await;
    assert_eq!((sent.status, &sent.body["reason"]), (201, &json!("job-closed")));
    let again = talk.felix.post_keyed("/help/requests", key, body).await;
    assert_eq!((again.status, &again.body), (200, &sent.body));
    let listed = marc.get("/staff/help/requests").await.ok();
    let [one] = listed["items"].as_array().expect("requests").as_slice() else { panic!("{listed}") };
    assert_eq!(
        (&one["subject"], &one["text"], &one["email"], &one["job"]["id"], &one["reason"]),
        (
            &json!("No answer"),
            &json!("He is\nsilent."),
            &json!("felix@example.com"),
            &json!(talk.invited.job),
            &json!("job-closed")
        )
    );
    let stranger = talk.server.sign_in("noor").await;
    let foreign = json!({"subject": "S", "text": "T", "job": talk.invited.job});
    refused_whole(&talk.server, stranger.post("/help/requests", foreign), 404, "not-found").await;
    let odd = json!({"subject": "S", "text": "T", "reason": "<b>"});
    refused_whole(&talk.server, talk.clara.post("/help/requests", odd), 422, "invalid-fields").await;
    let nobody = talk.server.stranger();
    let plain = json!({"subject": "S", "text": "T"});
    refused_whole(&talk.server, nobody.post("/help/requests", plain), 401, "not-signed-in").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_but_support_and_admins_looks_after_the_help_centre() {
    let server = open().await;
    let (sam, priya, clara) =
        (server.sign_in("sam").await, server.sign_in("priya").await, server.sign_in("clara").await);
    sam.put(&format!("/staff/accounts/{}/role", priya.id), json!({"role": "moderator"})).await.ok();
    for person in [&priya, &clara] {
        let before = state(&server).await;
        for path in
            ["/staff/help/articles", "/staff/help/requests", "/staff/help/articles/invitations/versions"]
        {
            person.get(path).await.refused(403, "staff-role-required");
        }
        person.put(EDITED, version("Mine.", 0)).await.refused(403, "staff-role-required");
        assert_eq!(before, state(&server).await);
    }
}
