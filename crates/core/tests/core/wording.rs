//! The marketplace's own words: which language a reader gets, when a warning is a new one, and what is refused.

use parlance_core::limits;
use parlance_core::text::Rule;
use parlance_core::wording::{Shipped, Wording, Words};

fn standard() -> Words {
    Shipped::Standard.words()
}

fn wording(languages: &[(&str, Words)]) -> Wording {
    let languages = languages.iter().map(|(code, words)| ((*code).to_owned(), words.clone()));
    Wording { languages: languages.collect() }
}

#[test]
fn a_reader_gets_their_language_or_the_one_without_its_country_or_english() {
    let all = wording(&[("en", standard()), ("pt", standard()), ("pt-br", standard())]);
    for (asked, found) in
        [("pt-br", "pt-br"), ("pt-pt", "pt"), ("pt", "pt"), ("fr", "en"), ("fr-ca", "en"), ("en", "en")]
    {
        assert_eq!(all.of(asked).map(|(code, _)| code), Some(found), "{asked}");
    }
}

#[test]
fn the_name_of_the_marketplace_stands_in_its_places() {
    for shipped in Shipped::ALL {
        let words = shipped.words().naming("Loaf & Co");
        let all = format!("{words:?}");
        assert!(all.contains("Loaf & Co") && !all.contains("{marketplace}"), "{all}");
    }
}

#[test]
fn what_is_shipped_is_sound() {
    for shipped in Shipped::ALL {
        let one = wording(&[("en", shipped.words())]);
        assert_eq!(one.clone().checked(), Ok(one), "{}", shipped.name());
    }
    assert_eq!(Wording::shipped(), wording(&[("en", standard())]));
}

#[test]
fn a_warning_is_a_new_one_once_it_reads_otherwise_and_a_translation_is_none() {
    let before = wording(&[("en", standard()), ("de", standard())]);
    let other = |change: fn(&mut Words)| {
        let mut words = standard();
        change(&mut words);
        wording(&[("en", standard()), ("de", words)])
    };
    assert!(!before.warns_otherwise(&before));
    assert!(!other(|words| words.policy_line = "Stay.".into()).warns_otherwise(&before));
    assert!(other(|words| words.warning_title = "Read".into()).warns_otherwise(&before));
    assert!(other(|words| words.warning[0] = "Read".into()).warns_otherwise(&before));
    assert!(other(|words| drop(words.warning.pop())).warns_otherwise(&before));
    assert!(other(|words| words.protection = "Read".into()).warns_otherwise(&before));
    let more = wording(&[("en", standard()), ("de", standard()), ("fr", Shipped::Short.words())]);
    assert!(!more.warns_otherwise(&before), "who reads French has read it in English");
    assert!(!wording(&[("en", standard())]).warns_otherwise(&before));
}

#[test]
fn words_are_kept_without_edges_and_within_bounds() {
    let spaced = Words { policy_line: "  Stay.  ".into(), ..standard() };
    let kept = wording(&[("en", spaced)]).checked().expect("it is sound");
    assert_eq!(kept.languages["en"].policy_line, "Stay.");
    let long = |max: usize| "x".repeat(max + 1);
    let too_long = |max: usize| Rule::TooLong { max, actual: max + 1 };
    let cases = [
        (Words { policy_line: " ".into(), ..standard() }, ("policy_line", Rule::Empty)),
        (
            Words { policy_line: long(limits::POLICY_LINE_CHARS), ..standard() },
            ("policy_line", too_long(limits::POLICY_LINE_CHARS)),
        ),
        (Words { warning_title: String::new(), ..standard() }, ("warning_title", Rule::Empty)),
        (Words { warning: Vec::new(), ..standard() }, ("warning", Rule::Empty)),
        (Words { warning: vec![String::new()], ..standard() }, ("warning", Rule::Empty)),
        (
            Words { warning: vec!["x".into(); limits::WARNING_PARAGRAPHS + 1], ..standard() },
            ("warning", Rule::TooMany { max: limits::WARNING_PARAGRAPHS }),
        ),
        (
            Words { protection: long(limits::NOTICE_CHARS), ..standard() },
            ("protection", too_long(limits::NOTICE_CHARS)),
        ),
    ];
    for (words, broken) in cases {
        assert_eq!(wording(&[("en", words)]).checked(), Err(broken));
    }
    assert_eq!(wording(&[("de", standard())]).checked(), Err(("languages", Rule::Empty)));
    let none = wording(&[("en", standard()), ("english", standard())]);
    assert_eq!(none.checked(), Err(("languages", Rule::NotALanguage)));
    let codes = ["en", "ar", "da", "de", "el", "es", "fi", "fr", "hu", "it", "nl"];
    let many: Vec<_> = codes.into_iter().map(|code| (code, standard())).collect();
    assert_eq!(
        wording(&many).checked(),
        Err(("languages", Rule::TooMany { max: limits::WORDING_LANGUAGES }))
    );
}
