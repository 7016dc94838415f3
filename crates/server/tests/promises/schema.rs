//! The API's description, as a judge: whatever the server answers must be what the description says, with
//! nothing missing and nothing undescribed.

use super::harness::Reply;
use parlance_server::http::router;
use serde_json::{Map, Value};
use std::sync::LazyLock;
use uuid::Uuid;

/// The words of JSON Schema that the judge understands; a description that uses another one is refused,
/// lest it pass unread.
const UNDERSTOOD: [&str; 14] = [
    "$ref",
    "additionalProperties",
    "allOf",
    "default",
    "description",
    "enum",
    "format",
    "items",
    "minimum",
    "oneOf",
    "properties",
    // Of maps, whose names are text in JSON whatever is said of them.
    "propertyNames",
    "required",
    "type",
];

static DOCUMENT: LazyLock<Value> =
    LazyLock::new(|| serde_json::to_value(router::openapi()).expect("the description is JSON"));

pub fn document() -> &'static Value {
    &DOCUMENT
}

/// Every operation: method and path as described.
pub fn operations() -> Vec<(String, String)> {
    let paths = DOCUMENT["paths"].as_object().expect("paths");
    let of_path = |(path, methods): (&String, &Value)| {
        let path = path.clone();
        methods
            .as_object()
            .expect("methods")
            .keys()
            .map(move |method| (method.to_uppercase(), path.clone()))
            .collect::<Vec<_>>()
    };
    paths.iter().flat_map(of_path).collect()
}

/// The described path that a path (below the root, without its query) is an instance of.
pub fn template(path: &str) -> Option<String> {
    let path = path.split('?').next().unwrap_or_default();
    let parts: Vec<_> = path.split('/').collect();
    let fits = |template: &&String| {
        let named: Vec<_> = template.split('/').collect();
        named.len() == parts.len()
            && named.iter().zip(&parts).all(|(name, part)| name.starts_with('{') || name == part)
    };
    let paths = DOCUMENT["paths"].as_object().expect("paths");
    paths.keys().filter(fits).min_by_key(|template| template.matches('{').count()).cloned()
}

/// The witness of every answer below /api/v1: it is as described, and browsers are told what they must be.
#[track_caller]
pub fn witness(method: &str, path: &str, reply: &Reply) {
    let full = format!("/api/v1{path}");
    let place = format!("{method} {full} -> {}", reply.status);
    let kind = reply.headers.get("content-type").map(|kind| kind.to_str().expect("text")).unwrap_or_default();
    browsers_are_told(&place, reply);
    if reply.status >= 400 {
        assert_eq!(kind, "application/problem+json", "{place}");
        is_problem(&place, reply);
    }
    let Some(template) = template(&full) else {
        assert_eq!(reply.status, 404, "{place} is not described");
        return;
    };
    let operation = &DOCUMENT["paths"][&template][&method.to_lowercase()];
    if operation.is_null() {
        assert_eq!(reply.status, 405, "{place} is not described");
        return;
    }
    let responses = &operation["responses"];
    let described = match &responses[reply.status.to_string()] {
        Value::Null if reply.status >= 400 => &responses["default"],
        described => described,
    };
    assert!(!described.is_null(), "{place}: this status is not described");
    match &described["content"] {
        // A file of whatever kind it is, and its picture.
        Value::Object(kinds) if !kinds.contains_key("application/json") && reply.status < 400 => {}
        Value::Null => {
            assert!(matches!(&reply.body, Value::String(text) if text.is_empty()), "{place}: {}", reply.body)
        }
        content => {
            let schema = &content
                .as_object()
                .and_then(|kinds| kinds.values().next())
                .expect("one kind of content")["schema"];
            let wrong = judge(schema, &reply.body);
            assert!(wrong.is_empty(), "{place} is not as described: {wrong:#?}\n{}", reply.body);
        }
    }
}

/// Headers that stand on every answer.
#[track_caller]
pub fn browsers_are_told(place: &str, reply: &Reply) {
    let says =
        |name: &str| reply.headers.get(name).map(|value| value.to_str().expect("text")).unwrap_or_default();
    assert_eq!(says("x-content-type-options"), "nosniff", "{place}");
    assert_eq!(says("cache-control"), "no-store", "{place}");
    assert_eq!(says("vary"), "Cookie", "{place}");
    assert_eq!(says("cross-origin-resource-policy"), "same-origin", "{place}");
    let policy = says("content-security-policy");
    if policy == "default-src 'none'; sandbox" {
        // A file, which may do nothing at all.
        return;
    }
    for part in [
        "default-src 'none'",
        "script-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    ] {
        assert!(policy.split("; ").any(|rule| rule == part), "{place}: {part} is missing in {policy}");
    }
    assert!(!policy.contains("unsafe") && !policy.contains('*'), "{place}: {policy}");
    assert!(!says("x-request-id").is_empty(), "{place}");
}

fn is_problem(place: &str, reply: &Reply) {
    let body = &reply.body;
    assert_eq!(body["status"], reply.status, "{place}: {body}");
    assert_eq!(body["type"], format!("urn:parlance:problem:{}", reply.code()), "{place}");
    assert!(
        reply.code().split('-').all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase())),
        "{place}: {body}"
    );
    assert!(body["detail"].as_str().is_some_and(|detail| detail.ends_with('.')), "{place}: {body}");
    assert_eq!(body["request_id"], reply.headers["x-request-id"].to_str().expect("text"), "{place}");
    assert_eq!(
        body.get("retry_after_ms").is_some(),
        reply.headers.contains_key("retry-after"),
        "{place}: {body}"
    );
}

/// What is wrong with a value, by a schema of the description.
pub fn judge(schema: &Value, value: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    check(schema, value, "$", true, &mut wrong);
    wrong
}

/// The schema with this name.
pub fn schema(name: &str) -> &'static Value {
    let schema = &DOCUMENT["components"]["schemas"][name];
    assert!(!schema.is_null(), "there is no schema {name}");
    schema
}

fn resolve(schema: &Value) -> &Value {
    match schema["$ref"].as_str() {
        Some(link) => {
            resolve(DOCUMENT.pointer(link.trim_start_matches('#')).expect("the link leads somewhere"))
        }
        None => schema,
    }
}

fn check(schema: &Value, value: &Value, at: &str, closed: bool, wrong: &mut Vec<String>) {
    let schema = resolve(schema);
    let Some(rules) = schema.as_object() else { return };
    for word in rules.keys() {
        assert!(UNDERSTOOD.contains(&word.as_str()), "the judge does not understand {word} in {schema}");
    }
    if let Some(kind) = rules.get("type")
        && !kinds(kind).iter().any(|kind| is_kind(kind, value))
    {
        wrong.push(format!("{at}: {value} is no {kind}"));
        return;
    }
    if let Some(Value::Array(values)) = rules.get("enum")
        && !values.contains(value)
    {
        wrong.push(format!("{at}: {value} is none of {values:?}"));
    }
    if let Some(text) = value.as_str() {
        formatted(rules, text, at, wrong);
    }
    if let (Some(least), Some(number)) = (rules.get("minimum").and_then(Value::as_i64), value.as_i64())
        && number < least
    {
        wrong.push(format!("{at}: {number} is below {least}"));
    }
    if let (Some(items), Some(values)) = (rules.get("items"), value.as_array()) {
        values
            .iter()
            .enumerate()
            .for_each(|(n, value)| check(items, value, &format!("{at}[{n}]"), true, wrong));
    }
    if let Some(object) = value.as_object() {
        fields(schema, rules, object, at, closed, wrong);
    }
    if let Some(Value::Array(choices)) = rules.get("oneOf") {
        let verdicts = choices.iter().map(|choice| {
            let mut wrong = Vec::new();
            check(choice, value, at, closed, &mut wrong);
            wrong
        });
        let verdicts: Vec<Vec<String>> = verdicts.collect();
        if verdicts.iter().filter(|verdict| verdict.is_empty()).count() != 1 {
            wrong.push(format!("{at}: {value} is not exactly one of the choices: {verdicts:?}"));
        }
    }
}

fn fields(
    schema: &Value,
    rules: &Map<String, Value>,
    object: &Map<String, Value>,
    at: &str,
    closed: bool,
    wrong: &mut Vec<String>,
) {
    for name in
        rules.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
    {
        if !object.contains_key(name) {
            wrong.push(format!("{at}.{name} is missing"));
        }
    }
    for (name, rule) in rules.get("properties").and_then(Value::as_object).into_iter().flatten() {
        if let Some(value) = object.get(name) {
            check(rule, value, &format!("{at}.{name}"), true, wrong);
        }
    }
    for part in rules.get("allOf").and_then(Value::as_array).into_iter().flatten() {
        check(part, &Value::Object(object.clone()), at, false, wrong);
    }
    // A map: whatever the names, each value is of one kind.
    if let Some(each @ Value::Object(_)) = rules.get("additionalProperties") {
        object.iter().for_each(|(name, value)| check(each, value, &format!("{at}.{name}"), true, wrong));
        return;
    }
    let known = described(schema);
    if closed && !rules.contains_key("oneOf") {
        wrong.extend(
            object
                .keys()
                .filter(|name| !known.contains(name))
                .map(|name| format!("{at}.{name} is not described")),
        );
    }
}

fn described(schema: &Value) -> Vec<&String> {
    let schema = resolve(schema);
    let own = schema["properties"].as_object().into_iter().flat_map(Map::keys);
    let parts = schema["allOf"].as_array().into_iter().flatten().flat_map(described);
    own.chain(parts).collect()
}

fn kinds(kind: &Value) -> Vec<&str> {
    match kind {
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        kind => kind.as_str().into_iter().collect(),
    }
}

fn is_kind(kind: &str, value: &Value) -> bool {
    match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("{other} is no type of JSON Schema"),
    }
}

fn formatted(rules: &Map<String, Value>, text: &str, at: &str, wrong: &mut Vec<String>) {
    let fits = match rules.get("format").and_then(Value::as_str) {
        Some("uuid") => Uuid::try_parse(text).is_ok(),
        // 2026-11-22T12:00:00.000000Z: fixed width, so that texts sort as the times do.
        Some("date-time") => {
            text.len() == 27
                && text.ends_with('Z')
                && text.as_bytes()[10] == b'T'
                && text.as_bytes()[19] == b'.'
        }
        _ => true,
    };
    if !fits {
        wrong.push(format!("{at}: {text:?} is not a {}", rules["format"]));
    }
}

#[test]
fn the_judge_finds_what_is_missing_undescribed_and_of_another_type() {
    let entry = serde_json::json!({"seq": 1, "version": 1, "at": "2026-11-22T12:00:00.000000Z", "by": {"kind": "system"}, "key": null,
        "body": {"kind": "system", "note": "job-closed"}});
    assert_eq!(judge(schema("Entry"), &entry), Vec::<String>::new());
    for (name, value) in [
        ("seq", Value::from("1")),
        ("surprise", Value::Null),
        ("body", serde_json::json!({"kind": "unheard-of"})),
    ] {
        let mut changed = entry.clone();
        changed[name] = value;
        assert_ne!(judge(schema("Entry"), &changed), Vec::<String>::new(), "{name}");
    }
    let mut short = entry;
    short.as_object_mut().expect("an object").remove("key");
    assert_ne!(judge(schema("Entry"), &short), Vec::<String>::new());
}
