//! Lists: cursors, limits and words that are wrong are a typed problem; right ones lead to every row once.

use super::harness::{Client, TestServer};
use super::places::{Talk, open};
use super::schema;
use serde_json::{Value, json};
use std::collections::HashSet;

/// Every list of the description that is read page by page, with what it needs to be asked.
fn lists(conversation: &str) -> Vec<String> {
    let paged = |(method, template): (String, String)| {
        let parameters =
            schema::document()["paths"][&template][&method.to_lowercase()]["parameters"].to_string();
        let needs = match template.as_str() {
            "/api/v1/search" | "/api/v1/support/search" => "q=drawings&",
            "/api/v1/support/cases" => "queue=open&",
            _ if parameters.contains("\"side\"") => "side=client&",
            _ => "",
        };
        parameters
            .contains("\"cursor\"")
            .then(|| format!("{}?{needs}", template.trim_start_matches("/api/v1")))
            .map(|list| list.replace("{id}", conversation).replace("{slug}", "invitations"))
    };
    let lists: Vec<_> = schema::operations().into_iter().filter_map(paged).collect();
    assert_eq!(lists.len(), 19, "{lists:?}");
    lists
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_has_from_1_to_100_rows_and_no_other_number() {
    let talk = Talk::begun().await;
    let sam = talk.server.sign_in("sam").await;
    for list in lists(&talk.invited.conversation).into_iter().chain([format!("{}?", talk.entries())]) {
        let person = if list.starts_with("/conversations/") { &talk.clara } else { &sam };
        for limit in ["1", "100"] {
            person.get(&format!("{list}limit={limit}")).await.ok();
        }
        for limit in [
            "0",
            "101",
            "-1",
            "4294967296",
            "99999999999999999999",
            "ten",
            "1e1",
            "1.0",
            "",
            "%00",
            "1&limit=2",
        ] {
            person.get(&format!("{list}limit={limit}")).await.refused(400, "malformed-query");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cursor_that_was_never_given_out_is_refused() {
    let talk = Talk::begun().await;
    let sam = talk.server.sign_in("sam").await;
    for list in lists(&talk.invited.conversation) {
        let person = if list.starts_with("/conversations/") { &talk.clara } else { &sam };
        for cursor in [
            "",
            "x",
            ".",
            "1",
            "1.x",
            "x.00000000-0000-4000-8000-000000000000x",
            "%00",
            "99999999999999999999.1",
            "%27%20OR%201=1--",
            "%F0%9F%99%82",
        ] {
            let answer = person.get(&format!("{list}cursor={cursor}")).await;
            let counts = ["/notifications", "/staff/contact-policy/history", "/staff/wording/history"]
                .iter()
                .any(|path| list.starts_with(path))
                || list.contains("/versions");
            let numbered = counts && cursor == "1";
            assert!(
                numbered || (answer.status, answer.code()) == (400, "malformed-query"),
                "{list} {cursor}: {} {}",
                answer.status,
                answer.body
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_parameter_or_value_of_a_query_is_refused() {
    let talk = Talk::begun().await;
    for path in [
        "/jobs?surprise=1",
        "/jobs?phase=half-open",
        "/jobs?phase=open&phase=closed",
        "/invitations",
        "/invitations?side=both",
        "/invitations?side=client&state=lost",
        "/conversations?limit[]=1",
        "/conversations?filter=lost",
        "/conversations?filter=",
        "/conversations?filter=starred&filter=muted",
        "/conversations?job=1",
        "/conversations?job=",
        "/help/answers?q=a&surprise=1",
        "/help/answers?q=a&q=b",
        "/help/articles?surprise=1",
        "/search?q=a&surprise=1",
        "/search?q=a&q=b",
        "/search?q=a&with=clara",
        "/search?q=a&job=",
        "/search?q=a&has_file=maybe",
        "/search?q=a&from=yesterday",
        "/search?q=a&until=2026-11-22",
        "/search?q=a&from=2026-11-22T12:00:00",
    ] {
        talk.clara.get(path).await.refused(400, "malformed-query");
    }
    for query in
        ["after=-1", "before=-1", "after=1&before=3", "after=x", "after=9223372036854775808", "after=1.5"]
    {
        talk.clara.get(&format!("{}?{query}", talk.entries())).await.refused(400, "malformed-query");
    }
    let end = i64::MAX;
    for query in [format!("after={end}"), "before=0".to_owned()] {
        assert_eq!(talk.clara.get(&format!("{}?{query}", talk.entries())).await.ok()["entries"], json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn words_to_look_for_may_fill_their_bound_and_are_only_words() {
    let server = open().await;
    let sam = server.sign_in("sam").await;
    for list in ["/freelancers", "/staff/accounts"] {
        sam.get(&format!("{list}?q={}", "x".repeat(100))).await.ok();
        let refused = sam.get(&format!("{list}?q={}", "x".repeat(101))).await;
        assert_eq!((refused.status, &refused.body["fields"][0]["field"]), (422, &json!("q")));
        for wild in ["%25", "_", "%25%25%25", "%5C", "%27%3B%20DROP%20TABLE%20account%3B--", "*"] {
            let found = sam.get(&format!("{list}?q={wild}")).await.ok();
            assert_eq!(found["items"], json!([]), "{list} {wild}: it is a character like others");
        }
        assert_ne!(sam.get(&format!("{list}?q=FELIX%00")).await.ok()["items"], json!([]));
    }
}

async fn walked(person: &Client, list: &str) -> Vec<Value> {
    let (mut rows, mut next) = (Vec::new(), Some(String::new()));
    while let Some(cursor) = next {
        let cursor = cursor.replace(' ', "%20");
        let page = person.get(&format!("{list}limit=2{cursor}")).await.ok();
        let items = page["items"].as_array().expect("rows");
        assert!(items.len() <= 2);
        rows.extend(items.iter().cloned());
        next = page["next"].as_str().map(|next| format!("&cursor={next}"));
    }
    rows
}

async fn full(server: &TestServer) -> (Client, Client) {
    let (marc, sam) = (server.sign_in("marc").await, server.sign_in("sam").await);
    for n in 0..5 {
        super::places::post_job(&marc, &format!("Job {n}")).await;
    }
    let felix = server.sign_in("felix").await;
    for _ in 0..4 {
        super::harness::invite(&marc, &felix).await;
        let newest = super::places::jobs(&marc, "open").await.swap_remove(0);
        marc.put(&format!("/jobs/{newest}/closure"), json!({})).await.ok();
    }
    let dana = server.sign_in("dana").await;
    super::harness::invite(&marc, &dana).await;
    server.settle().await;
    (marc, sam)
}

#[tokio::test(flavor = "multi_thread")]
async fn page_by_page_every_row_comes_once_in_the_order_of_one_page() {
    let server = open().await;
    let (marc, sam) = full(&server).await;
    let felix = server.sign_in("felix").await;
    let lists = [
        (&marc, "/jobs?"),
        (&marc, "/invitations?side=client&"),
        (&marc, "/conversations?"),
        (&marc, "/freelancers?"),
        (&sam, "/staff/accounts?"),
        (&felix, "/notifications?"),
    ];
    for (person, list) in lists {
        let rows = walked(person, list).await;
        let whole = person.get(&format!("{list}limit=100")).await.ok();
        assert!(rows.len() > 4, "{list} has enough rows to tell: {}", rows.len());
        assert_eq!(Value::from(rows.clone()), whole["items"], "{list}");
        assert_eq!(rows.iter().map(ToString::to_string).collect::<HashSet<_>>().len(), rows.len(), "{list}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn entries_read_forward_and_backward_are_the_same_entries() {
    let talk = Talk::begun().await;
    for n in 0..8 {
        talk.clara.post(&talk.messages(), json!({"text": format!("{n}")})).await.ok();
    }
    let whole = talk.felix.get(&format!("{}?limit=100", talk.entries())).await.ok();
    let (mut forward, mut after, mut more) = (Vec::new(), 0, true);
    while more {
        let page = talk.felix.get(&format!("{}?after={after}&limit=3", talk.entries())).await.ok();
        assert_eq!(page["after"], after);
        after = page["last"].as_i64().expect("a number");
        forward.extend(page["entries"].as_array().expect("entries").clone());
        more = page["more"].as_bool().expect("yes or no");
    }
    assert_eq!(Value::from(forward), whole["entries"]);
    let (mut backward, mut before, mut more) = (Vec::new(), 12, true);
    while more {
        let page = talk.felix.get(&format!("{}?before={before}&limit=3", talk.entries())).await.ok();
        before = page["after"].as_i64().expect("a number") + 1;
        backward.extend(page["entries"].as_array().expect("entries").iter().rev().cloned());
        more = page["more"].as_bool().expect("yes or no");
    }
    backward.reverse();
    assert_eq!(Value::from(backward), whole["entries"]);
}
