//! Our Rust sources as the rules want to see them: product code only, without comments, doc text and
//! anything under `#[cfg(test)]`. Works on tokens, so that a word in a comment or a path in a string is
//! never mistaken for code. Judges nothing but whether a file parses and opens with its module text.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use super::Finding;
use super::sources::Source;

/// One product file.
pub struct Rust {
    pub path: String,
    /// The crate's folder name: core, store, server, …
    pub krate: String,
    /// Where the file hangs in its crate: `["http", "routes", "messages"]`; empty for lib.rs and main.rs.
    pub module: Vec<String>,
    pub tokens: TokenStream,
    /// The lines that bear code.
    pub code_lines: BTreeSet<usize>,
}

impl Rust {
    /// Whether the file lies in one of the crates that are shipped.
    pub fn is_shipped(&self) -> bool {
        matches!(self.krate.as_str(), "core" | "store" | "server")
    }
}

/// Parses all product files under a `src` folder; leaves test files out.
pub fn parse(files: &[Source], findings: &mut Vec<Finding>) -> Vec<Rust> {
    let mut parsed = Vec::new();
    let mut test_modules = Vec::new();
    for file in files.iter().filter(|file| file.path.ends_with(".rs")) {
        let Some((krate, inside)) = in_a_crate(&file.path) else {
            continue;
        };
        if inside.split('/').any(|part| part == "tests" || part == "tests.rs") {
            continue;
        }
        if !opens_with_module_text(&file.text) {
            findings.push(Finding::new(&file.path, 1, "opens with `//!` lines saying what the room is for"));
        }
        let module = module_of(inside);
        match file.text.parse::<TokenStream>() {
            Ok(stream) => {
                let tokens = product_only(stream, &module, krate, &mut test_modules);
                let mut code_lines = BTreeSet::new();
                mark_lines(&tokens, &mut code_lines);
                let krate = krate.to_owned();
                parsed.push(Rust { path: file.path.clone(), krate, module, tokens, code_lines });
            }
            Err(error) => {
                findings.push(Finding::new(&file.path, error.span().start().line, "does not parse"))
            }
        }
    }
    parsed.retain(|rust| {
        !test_modules.iter().any(|(krate, module)| *krate == rust.krate && rust.module.starts_with(module))
    });
    parsed
}

/// `crates/server/src/http/mod.rs` is `http/mod.rs` in `server`; bench and xtask stand beside `crates`.
fn in_a_crate(path: &str) -> Option<(&str, &str)> {
    let path = path.strip_prefix("crates/").unwrap_or(path);
    let (krate, inside) = path.split_once("/src/")?;
    (!krate.contains('/') && krate != "web" && krate != "e2e").then_some((krate, inside))
}

fn module_of(inside: &str) -> Vec<String> {
    let stem = inside.strip_suffix(".rs").unwrap_or(inside);
    let mut module: Vec<String> = stem.split('/').map(str::to_owned).collect();
    if matches!(module.last().map(String::as_str), Some("mod" | "lib" | "main")) {
        module.pop();
    }
    module
}

fn opens_with_module_text(text: &str) -> bool {
    text.lines().map(str::trim).find(|line| !line.is_empty()).is_some_and(|line| line.starts_with("//!"))
}

/// Drops doc text and whatever `#[cfg(test)]` stands before; notes test modules kept in files of their own.
fn product_only(
    stream: TokenStream,
    module: &[String],
    krate: &str,
    test_modules: &mut Vec<(String, Vec<String>)>,
) -> TokenStream {
    let trees: Vec<TokenTree> = stream.into_iter().collect();
    let mut kept = Vec::with_capacity(trees.len());
    let mut at = 0;
    while at < trees.len() {
        if let Some((length, attribute)) = attribute_at(&trees[at..]) {
            if first_word(attribute).as_deref() == Some("doc") {
                at += length;
                continue;
            }
            if is_test_only(attribute) {
                let end = at + length + item_length(&trees[at + length..]);
                if let Some(name) = module_declared(&trees[at + length..end]) {
                    let mut path = module.to_vec();
                    path.push(name);
                    test_modules.push((krate.to_owned(), path));
                }
                at = end;
                continue;
            }
        }
        kept.push(match &trees[at] {
            TokenTree::Group(group) => {
                let inner = product_only(group.stream(), module, krate, test_modules);
                let mut rebuilt = Group::new(group.delimiter(), inner);
                rebuilt.set_span(group.span());
                TokenTree::Group(rebuilt)
            }
            other => other.clone(),
        });
        at += 1;
    }
    kept.into_iter().collect()
}

/// An attribute at the head of these tokens: how many tokens it takes, and what its brackets hold.
fn attribute_at(trees: &[TokenTree]) -> Option<(usize, &Group)> {
    let is_punct =
        |tree: &TokenTree, mark| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == mark);
    if !is_punct(trees.first()?, '#') {
        return None;
    }
    let skipped = if is_punct(trees.get(1)?, '!') { 2 } else { 1 };
    match trees.get(skipped)? {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => Some((skipped + 1, group)),
        _ => None,
    }
}

fn first_word(group: &Group) -> Option<String> {
    match group.stream().into_iter().next()? {
        TokenTree::Ident(word) => Some(word.to_string()),
        _ => None,
    }
}

fn is_test_only(attribute: &Group) -> bool {
    let text = attribute.stream().to_string();
    let words: Vec<&str> = text.split(|mark: char| !mark.is_alphanumeric() && mark != '_').collect();
    words.first() == Some(&"cfg") && words.contains(&"test") && !words.contains(&"not")
}

/// How many tokens the item after an attribute takes: up to its braces or its semicolon.
fn item_length(trees: &[TokenTree]) -> usize {
    let ends = |tree: &TokenTree| match tree {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(punct) => punct.as_char() == ';',
        _ => false,
    };
    trees.iter().position(ends).map_or(trees.len(), |position| position + 1)
}

fn module_declared(item: &[TokenTree]) -> Option<String> {
    let position = item.iter().position(|tree| matches!(tree, TokenTree::Ident(word) if word == "mod"))?;
    match (item.get(position + 1)?, item.last()?) {
        (TokenTree::Ident(name), TokenTree::Punct(_)) => Some(name.to_string()),
        _ => None,
    }
}

fn mark_lines(stream: &TokenStream, lines: &mut BTreeSet<usize>) {
    for tree in stream.clone() {
        match tree {
            TokenTree::Group(group) => {
                lines.insert(group.span_open().start().line);
                lines.insert(group.span_close().end().line);
                mark_lines(&group.stream(), lines);
            }
            leaf => lines.extend(leaf.span().start().line..=leaf.span().end().line),
        }
    }
}

#[cfg(test)]
pub fn product(path: &str, text: &str) -> Rust {
    let file = Source { path: path.to_owned(), text: text.to_owned() };
    parse(&[file], &mut Vec::new()).pop().expect("one product file")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_docs_and_tests_are_not_product_code() {
        let rust = product(
            "crates/server/src/http/mod.rs",
            "//! Room.\n// why\n/// Doc.\npub fn one() {}\n#[cfg(test)]\nmod tests {\n fn two() {}\n}\n#[cfg(not(test))]\nfn three() {}\n",
        );
        assert_eq!(rust.code_lines.into_iter().collect::<Vec<_>>(), [4, 9, 10]);
        assert_eq!(rust.module, ["http"]);
    }

    #[test]
    fn a_test_module_in_a_file_of_its_own_is_left_out() {
        let source = |path: &str, text: &str| Source { path: path.to_owned(), text: text.to_owned() };
        let files = [
            source("crates/core/src/policy/mod.rs", "//! Room.\n#[cfg(test)]\nmod matrix;\n"),
            source("crates/core/src/policy/matrix.rs", "//! Room.\nfn a() {}\n"),
        ];
        let parsed = parse(&files, &mut Vec::new());
        assert_eq!(parsed.len(), 1);
        assert_eq!(parsed[0].path, "crates/core/src/policy/mod.rs");
    }

    #[test]
    fn a_file_that_does_not_say_what_it_is_for_is_found() {
        let file = Source { path: "crates/core/src/ids.rs".to_owned(), text: "fn a() {}".to_owned() };
        let mut findings = Vec::new();
        parse(&[file], &mut findings);
        assert_eq!(findings.len(), 1);
    }
}
