//! The one-way doors between rooms, as one table. The compiler guards the doors between crates; this guards
//! those inside the server, and the purity of core. To open a door, change the table here and write an ADR.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

use super::Finding;
use super::rust::Rust;
use super::sources::Source;

/// What core may depend on: no I/O, no clock, no randomness, no stored or wire form.
const CORE_DEPENDENCIES: &[&str] = &["rust-stemmers", "thiserror", "unicode-normalization", "uuid"];

/// Which of our own crates a shipped crate may depend on. The test kit is for tests only, so it is in none.
const OWN_DEPENDENCIES: &[(&str, &[&str])] =
    &[("core", &[]), ("store", &["parlance-core"]), ("server", &["parlance-core", "parlance-store"])];

/// Parts of the standard library core has no business with.
const CORE_NEVER: &[&str] = &[
    "std::fs",
    "std::net",
    "std::io",
    "std::env",
    "std::process",
    "std::thread",
    "std::os",
    "std::time::SystemTime",
    "std::time::Instant",
];

/// Rooms of the server anyone may look into. They look into none that are guarded.
const LEAVES: &[&str] = &["config", "telemetry"];

/// A guarded room of the server, the rooms it may look into beside its own and the leaves, and the
/// workspace crates it may name. `room::item` opens a door for one item only; `crate::*` for all of a crate,
/// `crate::Types` for its types but none of its functions.
struct Room {
    name: &'static str,
    rooms: &'static [&'static str],
    crates: &'static [&'static str],
}

const CORE: &str = "parlance_core::*";
const STORE: &str = "parlance_store::*";
const STORE_TYPES: &str = "parlance_store::Types";

const SERVER: &[Room] = &[
    room("app", &["outside::clock", "outside::ids"], &[CORE, STORE]),
    room("http", &["app", "bus", "wire", "outside::ids"], &[CORE, STORE_TYPES]),
    room("realtime", &["app", "bus", "wire"], &[CORE, STORE_TYPES]),
    room("workers", &["app", "bus", "outside", "emails"], &[CORE, STORE]),
    room("wire", &["app"], &[CORE, STORE_TYPES]),
    room("bus", &[], &[CORE, STORE_TYPES]),
    room("outside", &[], &[CORE, STORE_TYPES]),
    room("emails", &[], &[CORE]),
    room("config", &[], &[CORE, STORE_TYPES]),
    room("telemetry", &[], &[CORE, STORE_TYPES]),
];

const fn room(name: &'static str, rooms: &'static [&'static str], crates: &'static [&'static str]) -> Room {
    Room { name, rooms, crates }
}

/// Single doors: this module may name that item, and no other of its room may.
const DOORS: &[(&str, &str)] = &[
    ("http::router", "realtime::socket"),
    // What every route is given: the hub goes through to the socket, the mailbox to the demo's page.
    ("http", "realtime::Hub"),
    ("http", "outside::mailer::Mailbox"),
    ("http::demo_mail", "outside::mailer"),
];

pub fn judge(rust: &[Rust], files: &[Source], findings: &mut Vec<Finding>) {
    for file in rust {
        let mut named = Vec::new();
        paths(&file.tokens, &[], &mut named);
        for path in &named {
            let says = match file.krate.as_str() {
                "core" => core_refuses(&path.segments),
                "server" => server_refuses(&file.module, &path.segments),
                _ => None,
            };
            findings.extend(says.map(|says| Finding::new(&file.path, path.line, says)));
        }
    }
    for (krate, own) in OWN_DEPENDENCIES {
        let path = format!("crates/{krate}/Cargo.toml");
        if let Some(manifest) = files.iter().find(|file| file.path == path) {
            dependencies(krate, own, manifest, findings);
        }
    }
}

fn dependencies(krate: &str, own: &[&str], manifest: &Source, findings: &mut Vec<Finding>) {
    let parsed: Result<toml::Table, _> = toml::from_str(&manifest.text);
    let Ok(parsed) = parsed else {
        findings.push(Finding::new(&manifest.path, 1, "does not parse"));
        return;
    };
    let listed = parsed.get("dependencies").and_then(toml::Value::as_table);
    for name in listed.into_iter().flat_map(toml::Table::keys) {
        let ours = name.starts_with("parlance-");
        let refused = (ours && !own.contains(&name.as_str()))
            || (!ours && krate == "core" && !CORE_DEPENDENCIES.contains(&name.as_str()));
        if refused {
            let line = 1 + manifest.text.lines().take_while(|line| !line.starts_with(name.as_str())).count();
            findings.push(Finding::new(&manifest.path, line, format!("{krate} does not depend on {name}")));
        }
    }
}

fn core_refuses(segments: &[String]) -> Option<String> {
    let path = segments.join("::");
    let never = CORE_NEVER.iter().find(|never| path == **never || path.starts_with(&format!("{never}::")))?;
    Some(format!("core is pure and does not touch {never}"))
}

fn server_refuses(module: &[String], segments: &[String]) -> Option<String> {
    let room = SERVER.iter().find(|room| module.first().is_some_and(|first| first == room.name))?;
    let target = resolved(module, segments)?;
    let (first, path) = (target.first()?, target.join("::"));
    if first.starts_with("parlance_") {
        let open = room.crates.iter().any(|door| crate_door_opens(door, &target));
        return (!open).then(|| format!("{} does not reach for {path}", room.name));
    }
    let guarded = SERVER.iter().any(|other| other.name == first);
    let leaf = LEAVES.contains(&first.as_str());
    if !guarded || leaf || first == room.name {
        return None;
    }
    let by_room = room.rooms.iter().any(|door| leads_to(door, &path));
    let by_door = DOORS.iter().any(|(from, to)| module.join("::") == *from && leads_to(to, &path));
    (!by_room && !by_door).then(|| format!("{} does not look into {path}", room.name))
}

fn leads_to(door: &str, path: &str) -> bool {
    path == door || path.strip_prefix(door).is_some_and(|rest| rest.starts_with("::"))
}

/// `parlance_store::Types` opens for a path that names a type (or something of a type) and for nothing else.
fn crate_door_opens(door: &str, target: &[String]) -> bool {
    let Some((krate, what)) = door.split_once("::") else {
        return false;
    };
    let names_a_type =
        || target.iter().skip(1).any(|segment| segment.starts_with(|first: char| first.is_ascii_uppercase()));
    target.first().is_some_and(|first| first == krate) && (what == "*" || names_a_type())
}

/// A path from the crate's root, or from another workspace crate; none for anything else.
fn resolved(module: &[String], segments: &[String]) -> Option<Vec<String>> {
    let mut segments = segments.iter().peekable();
    let mut target = match segments.peek()?.as_str() {
        "crate" => {
            segments.next();
            Vec::new()
        }
        "self" => {
            segments.next();
            module.to_vec()
        }
        "super" => module.to_vec(),
        name if name.starts_with("parlance_") => Vec::new(),
        _ => return None,
    };
    while segments.peek().is_some_and(|segment| *segment == "super") {
        segments.next();
        target.pop();
    }
    target.extend(segments.cloned());
    Some(target)
}

/// A path as it was written, with the groups of a `use` multiplied out.
struct Named {
    segments: Vec<String>,
    line: usize,
}

fn paths(stream: &TokenStream, prefix: &[String], named: &mut Vec<Named>) {
    let mut current: Vec<String> = Vec::new();
    let mut line = 0;
    // `::` arrives as two tokens; one alone is a type annotation and ends a path.
    let mut half = false;
    let mut joined = false;
    let mut renamed = false;
    let flush = |current: &mut Vec<String>, line: usize, named: &mut Vec<Named>| {
        if !current.is_empty() && (!prefix.is_empty() || current.len() > 1) {
            let segments = prefix.iter().chain(current.iter()).cloned().collect();
            named.push(Named { segments, line });
        }
        current.clear();
    };
    for tree in stream.clone() {
        match tree {
            TokenTree::Ident(_) if renamed => renamed = false,
            TokenTree::Ident(word) if word == "as" && !prefix.is_empty() => renamed = true,
            TokenTree::Ident(word) => {
                if !joined {
                    flush(&mut current, line, named);
                    line = word.span().start().line;
                }
                current.push(word.to_string());
                joined = false;
            }
            TokenTree::Punct(mark) if mark.as_char() == ':' && mark.spacing() == Spacing::Joint => {
                half = true
            }
            TokenTree::Punct(mark) if mark.as_char() == ':' && half => {
                half = false;
                joined = !current.is_empty();
            }
            TokenTree::Group(group) if joined && group.delimiter() == Delimiter::Brace => {
                let inner: Vec<String> = prefix.iter().chain(current.iter()).cloned().collect();
                paths(&group.stream(), &inner, named);
                current.clear();
                joined = false;
            }
            other => {
                flush(&mut current, line, named);
                joined = false;
                if let TokenTree::Group(group) = other {
                    paths(&group.stream(), &[], named);
                }
            }
        }
    }
    flush(&mut current, line, named);
}

#[cfg(test)]
mod tests {
    use super::super::rust::product;
    use super::*;

    fn found(path: &str, text: &str) -> Vec<String> {
        let mut findings = Vec::new();
        judge(&[product(path, text)], &[], &mut findings);
        findings.into_iter().map(|finding| finding.says).collect()
    }

    #[test]
    fn the_groups_of_a_use_are_multiplied_out() {
        let stream: TokenStream =
            "use crate::{app::{self, jobs as j}, bus::*}; let x = crate::http::y(z::w);"
                .parse()
                .expect("tokens");
        let mut named = Vec::new();
        paths(&stream, &[], &mut named);
        let written: Vec<String> = named.into_iter().map(|path| path.segments.join("::")).collect();
        assert_eq!(written, ["crate::app::self", "crate::app::jobs", "crate::bus", "crate::http::y", "z::w"]);
    }

    #[test]
    fn a_type_annotation_is_not_a_path() {
        let stream: TokenStream = "fn a(at: Time, b: crate::x::Y) {}".parse().expect("tokens");
        let mut named = Vec::new();
        paths(&stream, &[], &mut named);
        let written: Vec<String> = named.into_iter().map(|path| path.segments.join("::")).collect();
        assert_eq!(written, ["crate::x::Y"]);
    }

    #[test]
    fn routes_call_use_cases_and_never_workers_or_the_outside() {
        let route = "crates/server/src/http/routes/messages.rs";
        assert_eq!(found(route, "//! R.\nuse crate::app::messages; use super::auth;"), [""; 0]);
        assert_eq!(
            found(route, "//! R.\nuse crate::workers::mail;"),
            ["http does not look into workers::mail"]
        );
        assert_eq!(found(route, "//! R.\nuse super::super::super::outside::clock::Clock;").len(), 1);
        assert_eq!(found(route, "//! R.\nfn a() { json!(crate::realtime::hub::x()) }").len(), 1);
    }

    #[test]
    fn only_the_router_names_the_socket() {
        let text = "//! R.\nuse crate::realtime::socket;";
        assert_eq!(found("crates/server/src/http/router.rs", text), [""; 0]);
        assert_eq!(found("crates/server/src/http/problem.rs", text).len(), 1);
    }

    #[test]
    fn a_use_case_takes_only_the_clock_and_ids_from_outside() {
        let text = "//! R.\nuse crate::outside::clock::Clock; use crate::outside::mailer::Mailer;";
        let says = found("crates/server/src/app/messages.rs", text);
        assert_eq!(says, ["app does not look into outside::mailer::Mailer"]);
    }

    #[test]
    fn routes_name_the_stores_types_but_not_its_functions() {
        let text = "//! R.\nuse parlance_store::{StoreError, inbox::Row}; use parlance_store::log;";
        assert_eq!(
            found("crates/server/src/http/problem.rs", text),
            ["http does not reach for parlance_store::log"]
        );
    }

    #[test]
    fn the_shipped_crates_depend_one_way_and_never_on_the_test_kit() {
        let manifest = Source {
            path: "crates/store/Cargo.toml".to_owned(),
            text: "[dependencies]\nparlance-core.workspace = true\nparlance-testing.workspace = true\n\
                   [dev-dependencies]\nparlance-testing.workspace = true\n"
                .to_owned(),
        };
        let mut findings = Vec::new();
        judge(&[], &[manifest], &mut findings);
        assert_eq!(
            findings,
            [Finding::new("crates/store/Cargo.toml", 3, "store does not depend on parlance-testing")]
        );
    }

    #[test]
    fn core_touches_neither_clock_nor_files_and_depends_on_little() {
        let says = found("crates/core/src/time.rs", "//! R.\nuse std::time::{Duration, SystemTime};");
        assert_eq!(says, ["core is pure and does not touch std::time::SystemTime"]);
        let manifest = Source {
            path: "crates/core/Cargo.toml".to_owned(),
            text: "[dependencies]\nuuid.workspace = true\ntokio = \"1\"\n".to_owned(),
        };
        let mut findings = Vec::new();
        judge(&[], &[manifest], &mut findings);
        assert_eq!(findings, [Finding::new("crates/core/Cargo.toml", 3, "core does not depend on tokio")]);
    }
}
