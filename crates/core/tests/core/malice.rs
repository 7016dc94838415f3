//! 64 KiB of text that was made to take long: the server draws no Markdown, but it bounds texts, cuts
//! previews and excerpts out of them, and tells their words apart, within 50 ms each.

use parlance_core::limits::MESSAGE_CHARS;
use parlance_core::search::{Asked, excerpt, words};
use parlance_core::text::{Rule, message, preview};
use std::hint::black_box;
use std::time::{Duration, Instant};

const LENGTH: usize = 64 * 1024;
/// A program that was not optimised takes some times as long.
const BOUND: Duration = Duration::from_millis(if cfg!(debug_assertions) { 200 } else { 50 });

/// The time of the quickest of a few runs: the machine may be busy, the program may not.
#[expect(clippy::disallowed_methods, reason = "it measures real time")]
fn quickest(mut run: impl FnMut()) -> Duration {
    let mut best = Duration::MAX;
    for _ in 0..20 {
        let begun = Instant::now();
        run();
        best = best.min(begun.elapsed());
        if best < BOUND {
            break;
        }
    }
    best
}

#[test]
fn sixty_four_kib_of_malice_take_no_time_on_the_server() {
    let parts = [
        "*",
        "**a ",
        "*a _b ",
        "`",
        "` ``",
        "[",
        "[a](",
        "](",
        "[a](a(b)",
        "https://",
        "https://a.b)))",
        "```\n",
        "- ",
        "- a\n",
        "1. a\n- b\n",
        "\n",
        " ",
        "a",
        "ä\u{301}",
        "\u{200d}",
        "世",
        "👩‍👩‍👧‍👦",
        "ﷺ",
        "\u{202e}",
        "İ",
        "ß",
        "\"",
        "a\"",
    ];
    for part in parts {
        let text = part.repeat(LENGTH / part.len());
        assert!(text.len() > LENGTH - 64);
        // What comes further than the bounding is no longer than a message may be.
        let kept: String = text.chars().take(MESSAGE_CHARS).collect();
        let asked = Asked::read("a https x*").expect("a search");
        for (what, took) in [
            ("bounding", quickest(|| drop(black_box(message(&text))))),
            ("a preview", quickest(|| drop(black_box(preview(&kept))))),
            ("its words", quickest(|| drop(black_box(words(&kept))))),
            ("a search", quickest(|| drop(black_box(asked.found_in(&kept, &[]))))),
            ("an excerpt", quickest(|| drop(black_box(excerpt(&kept, &[]))))),
        ] {
            assert!(took < BOUND, "{what} of {part:?} takes {took:?}");
        }
        if part.trim().chars().any(char::is_alphanumeric) && text.chars().count() > MESSAGE_CHARS {
            assert!(matches!(message(&text), Err(Rule::TooLong { .. })), "{part:?}");
        }
    }
}
