//! Searching: what counts as a word, when a message answers a search, and the excerpt that shows it.
//!
//! Both databases keep their index in these words and nothing else, so that they find alike; and whatever
//! an index offers is held against the rendered text here before anybody gets to see it.

use crate::limits;
use crate::text::Rule;
use std::ops::Range;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// A word of a text: how it is compared, and where it stands, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Without case, accents and what only varies the look of a letter; at most so many characters.
    pub folded: String,
    pub at: Range<usize>,
    /// It stands alone and has more than one letter: its beginning may be looked for.
    has_beginning: bool,
}

/// The words of a text. A script that puts no blanks between its words gives one word a letter.
pub fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut open: Option<Word> = None;
    for (from, letter) in text.char_indices() {
        let to = from + letter.len_utf8();
        decompose_compatible(letter, |part| {
            if is_accent(part) {
                // Part of the letter before it.
                if let Some(word) = &mut open {
                    word.at.end = to;
                }
            } else if is_combining_mark(part) {
                if let Some(word) = &mut open {
                    word.push(part, to);
                }
            } else if !part.is_alphanumeric() {
                found.extend(open.take());
            } else if stands_alone(part) {
                found.extend(open.take());
                open = Some(Word::begun(part, from..to, false));
            } else {
                match &mut open {
                    Some(word) if word.has_beginning => word.push(part, to),
                    _ => {
                        found.extend(open.take());
                        open = Some(Word::begun(part, from..to, true));
                    }
                }
            }
        });
    }
    found.extend(open);
    found
}

impl Word {
    fn begun(letter: char, at: Range<usize>, has_beginning: bool) -> Word {
        let mut word = Word { folded: String::new(), at, has_beginning };
        let to = word.at.end;
        word.push(letter, to);
        word
    }

    fn push(&mut self, letter: char, to: usize) {
        self.at.end = to;
        for folded in letter.to_lowercase() {
            if self.folded.chars().count() < limits::SEARCH_WORD_CHARS {
                match same_as(folded) {
                    Some(letters) => self.folded.push_str(letters),
                    None => self.folded.push(folded),
                }
            }
        }
    }
}

/// Marks above and below letters that people leave out when they type in a hurry: those of the Latin,
/// Greek and Cyrillic alphabets, the points of Hebrew and the vowel signs of Arabic.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'..='\u{5c2}' | '\u{5c4}'..='\u{5c7}'
        | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// Letters of scripts that are written without blanks: Thai, Lao, Myanmar, Khmer, kana, Han.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3041}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// Lower-case letters that have no accent to take off and are looked for by others all the same.
fn same_as(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        'ς' => "σ",
        _ => return None,
    })
}

/// What somebody looks for: every one of these has to be found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    phrases: Vec<Phrase>,
}

/// What was typed without a blank in it, `plan.pdf` or `e-mail`: words that stand one after the other, of
/// which the last may be only the beginning of one.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Phrase {
    words: Vec<Word>,
}

/// A word for an index to look for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Term {
    pub word: String,
    /// Words that begin so count, too.
    pub begins: bool,
}

impl Asked {
    /// Reads what was typed.
    pub fn read(typed: &str) -> Result<Asked, Rule> {
        let actual = typed.chars().count();
        if actual > limits::SEARCH_CHARS {
            return Err(Rule::TooLong { max: limits::SEARCH_CHARS, actual });
        }
        let parts: Vec<&str> = typed.split_whitespace().collect();
        if parts.len() > limits::SEARCH_WORDS {
            return Err(Rule::TooMany { max: limits::SEARCH_WORDS });
        }
        let phrases = parts.iter().map(|part| Phrase { words: words(part) });
        Ok(Asked { phrases: phrases.filter(|phrase| !phrase.words.is_empty()).collect() })
    }

    /// Whether there is nothing to look for in it: nothing typed, or no letter and no digit.
    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// Words that all stand in whatever is found, each once, at most as many as an index is asked for.
    pub fn terms(&self) -> Vec<Term> {
        let of_phrase = |phrase: &Phrase| {
            let last = phrase.words.len().saturating_sub(1);
            let term = |(at, word): (usize, &Word)| Term {
                word: word.folded.clone(),
                begins: at == last && word.may_begin(),
            };
            phrase.words.iter().enumerate().map(term).collect::<Vec<_>>()
        };
        let mut terms: Vec<Term> = self.phrases.iter().flat_map(of_phrase).collect();
        terms.sort();
        terms.dedup();
        // The longest leave the least to look through.
        terms.sort_by_key(|term| std::cmp::Reverse(term.word.len()));
        terms.truncate(limits::SEARCH_TERMS);
        terms
    }

    /// Where a message has what was asked for, in its text or in the names of its files; `None` where
    /// some of it is nowhere.
    pub fn found_in(&self, text: &str, names: &[&str]) -> Option<Found> {
        let in_text = words(text);
        let in_names: Vec<Vec<Word>> = names.iter().map(|name| words(name)).collect();
        let mut found = Found { text: Vec::new(), names: vec![Vec::new(); names.len()] };
        for phrase in &self.phrases {
            let before = found.count();
            phrase.mark(&in_text, &mut found.text);
            for (words, marks) in in_names.iter().zip(&mut found.names) {
                phrase.mark(words, marks);
            }
            if found.count() == before {
                return None;
            }
        }
        merge(&mut found.text);
        found.names.iter_mut().for_each(merge);
        Some(found)
    }
}

impl Phrase {
    fn mark(&self, text: &[Word], marks: &mut Vec<Range<usize>>) {
        let found = text.windows(self.words.len()).filter(|window| self.fits(window));
        marks.extend(found.map(|window| window[0].at.start..window[window.len() - 1].at.end));
    }

    fn fits(&self, window: &[Word]) -> bool {
        let last = self.words.len() - 1;
        window.iter().zip(&self.words).enumerate().all(|(at, (word, wanted))| {
            word.folded == wanted.folded
                || at == last && wanted.may_begin() && word.folded.starts_with(&wanted.folded)
        })
    }
}

impl Word {
    /// A single letter begins half of all words: it is looked for as a word of its own.
    fn may_begin(&self) -> bool {
        self.has_beginning && self.folded.chars().nth(1).is_some()
    }
}

/// Where a search was found, in bytes, in order and without overlaps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub text: Vec<Range<usize>>,
    /// In each of the names, in their order.
    pub names: Vec<Vec<Range<usize>>>,
}

impl Found {
    fn count(&self) -> usize {
        self.text.len() + self.names.iter().map(Vec::len).sum::<usize>()
    }
}

fn merge(ranges: &mut Vec<Range<usize>>) {
    ranges.sort_by_key(|range| (range.start, range.end));
    ranges.dedup_by(|next, kept| {
        let overlaps = next.start < kept.end;
        if overlaps {
            kept.end = kept.end.max(next.end);
        }
        overlaps
    });
}

/// A piece of a text on one line, and what of it is to be marked: (begin, length) in UTF-16 units, which
/// is how browsers count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    pub text: String,
    pub marks: Vec<(u32, u32)>,
}

/// Characters that stand before the first mark where the beginning of the text is left out.
const LEAD_CHARS: usize = 50;

/// The piece of a text in which the first of `ranges` stands.
pub fn excerpt(text: &str, ranges: &[Range<usize>]) -> Excerpt {
    let first = ranges.first().map_or(0, |range| range.start);
    let from = begin(text, first);
    let mut out = Excerpt::default();
    let mut length: u32 = 0;
    let mut push = |text: &mut String, letter: char| {
        text.push(letter);
        length += letter.len_utf16() as u32;
        length
    };
    if from > 0 {
        push(&mut out.text, '…');
    }
    let (mut chars, mut marks) = (0, ranges.iter().filter(|range| range.start >= from).peekable());
    let mut open: Option<u32> = None;
    let mut end = out.text.encode_utf16().count() as u32;
    for (offset, letter) in text[from..].char_indices() {
        let at = from + offset;
        if marks.peek().is_some_and(|range| range.end <= at) {
            out.marks.extend(open.take().map(|begun| (begun, end - begun)));
            marks.next();
        }
        let is_blank = letter.is_whitespace();
        if is_blank && (out.text.is_empty() || out.text.ends_with(' ')) {
            continue;
        }
        if chars == limits::EXCERPT_CHARS {
            out.marks.extend(open.take().map(|begun| (begun, end - begun)));
            out.text.truncate(out.text.trim_end().len());
            out.text.push('…');
            return out;
        }
        if open.is_none() && marks.peek().is_some_and(|range| range.start <= at) {
            open = Some(end);
        }
        end = push(&mut out.text, if is_blank { ' ' } else { letter });
        chars += 1;
    }
    out.marks.extend(open.map(|begun| (begun, end - begun)));
    out.text.truncate(out.text.trim_end().len());
    out
}

/// Where the excerpt begins: at the text's own beginning if that is near, else at a word before `first`.
fn begin(text: &str, first: usize) -> usize {
    let Some((back, _)) = text[..first].char_indices().rev().nth(LEAD_CHARS) else { return 0 };
    let blank = text[back..first].char_indices().find(|(_, letter)| letter.is_whitespace());
    blank.map_or(first, |(offset, blank)| back + offset + blank.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.folded).collect()
    }

    fn found(typed: &str, text: &str) -> Option<Vec<String>> {
        let found = Asked::read(typed).expect("may be asked").found_in(text, &[])?;
        Some(found.text.into_iter().map(|range| text[range].to_owned()).collect())
    }

    #[test]
    fn words_are_compared_without_case_accents_and_looks() {
        assert_eq!(folded("Crème BRÛLÉE, naïve"), ["creme", "brulee", "naive"]);
        assert_eq!(folded("Straße STRASSE Łódź smørrebrød"), ["strasse", "strasse", "lodz", "smorrebrod"]);
        assert_eq!(folded("ﬁnal ２０２６ Ⅳ"), ["final", "2026", "iv"]);
        assert_eq!(folded("ΟΔΟΣ οδός"), ["οδοσ", "οδοσ"]);
        assert_eq!(folded("Ёлка ёлка"), ["елка", "елка"]);
        assert_eq!(folded("e\u{301}te\u{301}"), ["ete"], "composed or not");
    }

    #[test]
    fn whatever_is_no_letter_and_no_digit_parts_words() {
        assert_eq!(folded("plan_v2.pdf it's a-b"), ["plan", "v2", "pdf", "it", "s", "a", "b"]);
        assert_eq!(folded("👍 … — !?"), Vec::<String>::new());
        assert_eq!(folded("\"a\" OR b* NEAR(c) ^d"), ["a", "or", "b", "near", "c", "d"]);
    }

    #[test]
    fn a_script_without_blanks_gives_one_word_a_letter() {
        assert_eq!(folded("東京タワーapp"), ["東", "京", "タ", "ワ", "ー", "app"]);
        assert_eq!(found("京タ", "東京タワー"), Some(vec!["京タ".to_owned()]));
        assert_eq!(found("京ワ", "東京タワー"), None);
    }

    #[test]
    fn every_word_typed_has_to_begin_a_word_of_the_text() {
        let text = "The invoice for milestone two follows on Friday";
        assert_eq!(found("inv FRI", text), Some(vec!["invoice".into(), "Friday".into()]));
        assert_eq!(found("inv saturday", text), None);
        assert_eq!(found("voice", text), None, "not the middle of one");
        assert_eq!(found("f", text), None, "a single letter is a word of its own");
        assert_eq!(found("plan b", "Is there a plan B?"), Some(vec!["plan".into(), "B".into()]));
    }

    #[test]
    fn what_is_typed_in_one_piece_stands_in_one_piece() {
        assert_eq!(found("plan.pd", "see plan.pdf"), Some(vec!["plan.pdf".into()]));
        assert_eq!(found("plan.pdf", "pdf of the plan"), None);
        assert_eq!(found("e-mail", "an e-mail"), Some(vec!["e-mail".into()]));
    }

    #[test]
    fn a_word_may_stand_in_the_text_and_another_in_the_name_of_a_file() {
        let asked = Asked::read("plan friday").expect("may be asked");
        let found = asked.found_in("For Friday", &["list.csv", "plan.pdf"]).expect("found");
        let spans = |ranges: &[Range<usize>]| ranges.iter().map(|range| (range.start, range.end)).collect();
        let in_names: Vec<Vec<_>> = found.names.iter().map(|ranges| spans(ranges)).collect();
        assert_eq!((spans(&found.text), in_names), (vec![(4, 10)], vec![vec![], vec![(0, 4)]]));
        assert_eq!(asked.found_in("For Friday", &["list.csv"]), None);
    }

    #[test]
    fn what_overlaps_is_marked_once() {
        assert_eq!(found("inv invoice", "invoice"), Some(vec!["invoice".into()]));
    }

    #[test]
    fn nothing_to_look_for_is_known_as_such_and_bounds_hold() {
        for nothing in ["", "   ", "👍 -- *"] {
            assert!(Asked::read(nothing).expect("may be asked").is_empty(), "{nothing:?}");
        }
        assert!(Asked::read(&"x".repeat(limits::SEARCH_CHARS)).is_ok());
        let actual = limits::SEARCH_CHARS + 1;
        let too_long = Rule::TooLong { max: limits::SEARCH_CHARS, actual };
        assert_eq!(Asked::read(&"x".repeat(actual)), Err(too_long));
        assert!(Asked::read(&"x ".repeat(limits::SEARCH_WORDS)).is_ok());
        let too_many = Rule::TooMany { max: limits::SEARCH_WORDS };
        assert_eq!(Asked::read(&"x ".repeat(limits::SEARCH_WORDS + 1)), Err(too_many));
        let long = Asked::read(&"東".repeat(limits::SEARCH_CHARS)).expect("may be asked");
        assert_eq!(long.terms(), [Term { word: "東".into(), begins: false }]);
    }

    #[test]
    fn a_word_is_compared_by_its_first_letters_however_long_it_is() {
        let long = "x".repeat(limits::SEARCH_WORD_CHARS + 20);
        assert_eq!(words(&long)[0].folded.len(), limits::SEARCH_WORD_CHARS);
        assert_eq!(found(&long, &format!("a {long}!")), Some(vec![long.clone()]));
    }

    #[test]
    fn an_excerpt_is_one_line_around_the_first_mark() {
        let text = format!("{}\n\nthe  invoice\tfollows {}", "before ".repeat(40), "after ".repeat(60));
        let asked = Asked::read("invoice after").expect("may be asked");
        let cut = excerpt(&text, &asked.found_in(&text, &[]).expect("found").text);
        assert!(cut.text.starts_with("…before ") && cut.text.ends_with('…'), "{}", cut.text);
        assert!(cut.text.contains("before the invoice follows after"), "{}", cut.text);
        assert!(cut.text.chars().count() <= limits::EXCERPT_CHARS + 2, "{}", cut.text);
        let marked = |(begin, length): &(u32, u32)| {
            let units: Vec<u16> = cut.text.encode_utf16().collect();
            String::from_utf16_lossy(&units[*begin as usize..(begin + length) as usize])
        };
        let marks: Vec<String> = cut.marks.iter().map(marked).collect();
        assert_eq!(marks[0], "invoice");
        let (last, rest) = marks.split_last().expect("marks");
        assert!(marks.len() > 5 && rest[1..].iter().all(|word| word == "after"), "{marks:?}");
        assert!("after".starts_with(last.as_str()), "cut where the excerpt is");
    }

    #[test]
    fn marks_are_counted_as_browsers_count() {
        let text = "👩🏽‍💻 Grüße an 東京";
        let found = Asked::read("GRUSSE 東京").expect("may be asked").found_in(text, &[]).expect("found");
        assert_eq!(excerpt(text, &found.text), Excerpt { text: text.into(), marks: vec![(8, 5), (17, 2)] });
    }

    #[test]
    fn a_short_text_is_its_own_excerpt_and_blanks_at_its_end_are_left_out() {
        assert_eq!(excerpt("one\ntwo ", &[]), Excerpt { text: "one two".into(), marks: vec![] });
        assert_eq!(excerpt("", &[]), Excerpt::default());
    }
}
