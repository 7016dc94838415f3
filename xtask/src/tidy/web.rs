//! The doors inside the web app: `ui/` knows no data, only `sync/` and `api/` touch the network, colours
//! come from the tokens; its tests and the browser tests wait on conditions and all run. Strings through Fluent are the web app's own lint's business, not this one's.

use super::Finding;
use super::sources::Source;

/// What the parts in `ui/` may not import from.
const NOT_FOR_UI: &[&str] = &["sync", "api", "features", "routes"];

/// How the network is reached from a browser.
const NETWORK: &[&str] =
    &["fetch(", "new WebSocket(", "new EventSource(", "new XMLHttpRequest(", "sendBeacon("];

const NETWORK_ROOMS: &[&str] = &["web/src/sync/", "web/src/api/"];

/// The one file colours are written in.
const TOKENS: &str = "tokens.css";

/// What a test may not do: keep the others from running, or wait for time instead of for a condition.
const NOT_IN_TESTS: &[(&str, &str)] = &[
    (".only(", "keeps the other tests from running"),
    ("waitForTimeout(", "waits for time to pass: wait for the condition"),
];

pub fn judge(files: &[Source], findings: &mut Vec<Finding>) {
    for file in files.iter().filter(|file| file.name().contains(".test.") || file.name().contains(".spec.")) {
        for (number, line) in file.text.lines().enumerate() {
            let refused = NOT_IN_TESTS.iter().filter(|(call, _)| line.contains(call));
            findings.extend(
                refused.map(|(call, why)| Finding::new(&file.path, number + 1, format!("`{call}…)` {why}"))),
            );
        }
    }
    let product = |file: &&Source| file.path.starts_with("web/src/") && !file.name().contains(".test.");
    for file in files.iter().filter(product) {
        for (number, line) in file.text.lines().enumerate() {
            let refused = [ui_imports(file, line), network(file, line), colour(file, line)];
            for says in refused.into_iter().flatten() {
                findings.push(Finding::new(&file.path, number + 1, says));
            }
        }
    }
}

fn ui_imports(file: &Source, line: &str) -> Option<String> {
    if !file.path.starts_with("web/src/ui/") {
        return None;
    }
    let from = imported(line)?;
    let room = from.split('/').find(|part| NOT_FOR_UI.contains(part))?;
    Some(format!("ui/ knows no data and imports nothing from {room}/"))
}

/// The address in `from '…'`, `import '…'` or `import('…')`.
fn imported(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let rest = if line.starts_with("import") {
        line
    } else {
        line.split_once(" from ").or_else(|| line.split_once("import(")).map(|(_, rest)| rest)?
    };
    rest.split(['\'', '"']).nth(1)
}

fn network(file: &Source, line: &str) -> Option<String> {
    if is_comment(line) || NETWORK_ROOMS.iter().any(|room| file.path.starts_with(room)) {
        return None;
    }
    let call = NETWORK.iter().find(|call| calls(line, call))?;
    Some(format!("only sync/ and api/ reach the network: `{call}…)`"))
}

/// Whether the line calls this very name, not one that merely ends in it (`prefetch(`).
fn calls(line: &str, call: &str) -> bool {
    line.match_indices(call).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|mark| mark.is_alphanumeric() || mark == '_' || mark == '$')
    })
}

fn colour(file: &Source, line: &str) -> Option<String> {
    let styled = file.path.ends_with(".css") || file.path.ends_with(".svelte");
    if !styled || file.name() == TOKENS || is_comment(line) {
        return None;
    }
    let found = line.match_indices('#').find_map(|(at, _)| {
        let digits: String =
            line[at + 1..].chars().take_while(|mark| mark.is_ascii_alphanumeric() || *mark == '-').collect();
        let is_colour =
            matches!(digits.len(), 3 | 4 | 6 | 8) && digits.chars().all(|mark| mark.is_ascii_hexdigit());
        // `{#each` and `href="#abc"` are no colours: a colour follows a colon, a space, a comma or a bracket.
        let before = line[..at].chars().next_back();
        (is_colour && matches!(before, Some(' ' | ':' | ',' | '('))).then_some(digits)
    })?;
    Some(format!("#{found}: colours are written in {TOKENS} only"))
}

fn is_comment(line: &str) -> bool {
    let line = line.trim_start();
    ["//", "*", "/*", "<!--"].iter().any(|opening| line.starts_with(opening))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> usize {
        let mut findings = Vec::new();
        judge(&[Source { path: path.to_owned(), text: text.to_owned() }], &mut findings);
        findings.len()
    }

    #[test]
    fn parts_know_no_data() {
        assert_eq!(found("web/src/ui/Button.svelte", "import { inbox } from '../sync/inbox.svelte';"), 1);
        assert_eq!(found("web/src/ui/Button.svelte", "import { api } from \"$lib/api/client\";"), 1);
        assert_eq!(found("web/src/ui/Button.svelte", "import Icon from './Icon.svelte';"), 0);
        assert_eq!(
            found("web/src/features/inbox/Row.svelte", "import { inbox } from '../../sync/inbox.svelte';"),
            0
        );
    }

    #[test]
    fn only_sync_and_api_reach_the_network() {
        assert_eq!(found("web/src/features/inbox/load.ts", "const r = await fetch('/api');"), 1);
        assert_eq!(found("web/src/features/inbox/load.ts", "await prefetch(x); // fetch()"), 1);
        assert_eq!(found("web/src/features/inbox/load.ts", "await prefetch(x);"), 0);
        assert_eq!(found("web/src/sync/socket.ts", "new WebSocket(url)"), 0);
        assert_eq!(found("web/src/features/a.test.ts", "fetch('/api')"), 0);
    }

    #[test]
    fn a_test_lets_the_others_run_and_waits_on_conditions() {
        assert_eq!(found("e2e/tests/invite.spec.ts", "test.only('x', () => {});"), 1);
        assert_eq!(found("e2e/tests/invite.spec.ts", "await page.waitForTimeout(500);"), 1);
        assert_eq!(found("e2e/tests/invite.spec.ts", "await expect(row).toBeVisible();"), 0);
    }

    #[test]
    fn colours_are_tokens() {
        assert_eq!(found("web/src/ui/Button.svelte", "  color: #fff;"), 1);
        assert_eq!(found("web/src/ui/tokens.css", "  --blue: #1144cc;"), 0);
        assert_eq!(found("web/src/ui/List.svelte", "{#each rows as row}<a href=\"#add\">"), 0);
        assert_eq!(found("web/src/ui/List.svelte", "  color: var(--text);"), 0);
    }
}
