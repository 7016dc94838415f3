//! The words of mails, from Fluent, and what makes other people's words fit to stand among them.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::LazyLock;

const ENGLISH: &str = include_str!("../../locales/en/mail.ftl");

static BUNDLE: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| {
    let language = "en".parse().expect("en is a language");
    let resource = FluentResource::try_new(ENGLISH.to_owned()).expect("the words are part of the program");
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Isolating is done in `line`, only where it is needed: an invisible character in every subject would
    // have every subject encoded.
    bundle.set_use_isolating(false);
    bundle.add_resource(resource).expect("no two words share a key");
    bundle
});

/// The words under `key`, with what goes into them. A key that is missing shows as itself.
pub fn say<'a>(key: &str, args: &[(&'a str, FluentValue<'a>)]) -> String {
    let args: FluentArgs<'_> = args.iter().cloned().collect();
    let pattern = BUNDLE.get_message(key).and_then(|message| message.value());
    let Some(pattern) = pattern else { return key.to_owned() };
    BUNDLE.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
}

/// A name or a title as one line that changes nothing around it: without line breaks and control
/// characters (the attack is `\r\nBcc: …` in a name), without characters that turn the direction of
/// what follows, and closed off where it runs from right to left itself.
pub fn line(raw: &str) -> String {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let plain: String = raw.chars().filter(|c| !turns(*c)).map(|c| if breaks(c) { ' ' } else { c }).collect();
    let plain = plain.trim();
    if plain.chars().any(is_right_to_left) { format!("\u{2068}{plain}\u{2069}") } else { plain.to_owned() }
}

/// A line fit for a header: what looks like an encoded word (RFC 2047) would be decoded by mailboxes, so
/// an invisible joiner breaks its opening and has the mail library encode it as what it is.
pub fn header(line: String) -> String {
    line.replace("=?", "=\u{2060}?")
}

/// A text of several lines, without what no mail may carry.
pub fn lines(raw: &str) -> Vec<String> {
    let text = raw.replace("\r\n", "\n").replace('\r', "\n");
    let kept = |c: &char| !c.is_control() || *c == '\t';
    text.split('\n').map(|line| line.chars().filter(kept).collect()).collect()
}

/// Hebrew, Arabic and their neighbours, with their presentation forms.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{08ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_cannot_end_or_turn_the_one_it_stands_in() {
        assert_eq!(line("Clara\r\nBcc: all@example.com"), "Clara  Bcc: all@example.com");
        assert_eq!(line("a\0b\u{2028}c\u{2029}d\u{85}e\u{7f}f"), "a b c d e f");
        assert_eq!(line("\u{202e}gpj.exe"), "gpj.exe");
        assert_eq!(line("נועה"), "\u{2068}נועה\u{2069}");
        assert_eq!(line("Zoë 🎉"), "Zoë 🎉");
    }

    #[test]
    fn every_word_is_used_and_every_word_used_is_written() {
        let letters = include_str!("letters.rs");
        let used: Vec<&str> = letters.split('"').filter(|part| part.starts_with("mail-")).collect();
        let written: Vec<&str> = ENGLISH
            .lines()
            .filter_map(|line| Some(line.split_once(" =")?.0))
            .filter(|key| !key.starts_with(' '))
            .collect();
        assert!(written.len() > 10, "{written:?}");
        for key in &used {
            assert!(written.contains(key), "{key} is not written");
        }
        for key in &written {
            assert!(used.contains(key), "{key} is not used");
        }
    }
}
