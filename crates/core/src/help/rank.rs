//! Which article answers a question: BM25F over the sections of the articles, where a word counts by the
//! field it stands in and pairs of words near each other count once more, and the share of the question that is found in one place says how sure that is.
//!
//! Sums run in the order of the question and of the articles, so that the same question has the same answer
//! everywhere. No question is known in advance: what ranks an article is its own text.

use super::Article;
use super::words::{Word, Words};
use crate::limits;
use std::collections::{BTreeMap, BTreeSet};

/// The fields of a section: the title of its article, its heading, its text.
const FIELDS: usize = 3;

/// What a word in each field is worth.
const WORTH: [f64; FIELDS] = [2.0, 2.0, 1.0];
/// How much the length of each field counts against a word in it.
const BY_LENGTH: [f64; FIELDS] = [0.3, 0.3, 0.5];
/// How soon more of the same word stops to count.
const SATURATION: f64 = 0.9;
/// How much of an article's score is what all of it says, beside its best section.
const WHOLE: f64 = 0.4;
/// What two words of a question that stand near each other are worth beside the words themselves.
const PAIRS: f64 = 0.5;
/// Words between which there are fewer than this are near each other.
const NEAR: usize = 6;
/// What a word that means the same is worth.
const SAME: f64 = 0.3;
/// What one of the words that everybody uses for everything is worth.
const LIGHT: f64 = 0.15;
/// How much more a word counts that no article has: it is a sign that the question is about something else.
const STRANGE: f64 = 1.2;
/// What a word that was only nearly spelled so is worth.
const MISSPELLED: f64 = 0.8;
/// Letters from which on a word may be misspelled.
const MISSPELLED_FROM: usize = 5;
/// The share of a question that has to be found for an answer.
const CONFIDENT: f64 = 0.21;

/// The current articles of one language, ready to be asked.
#[derive(Debug)]
pub struct Index {
    words: Words,
    /// Sections of all articles, and each article as a whole, by the number of the article.
    passages: Vec<Passage>,
    articles: usize,
    /// In how many articles each stem stands.
    spread: BTreeMap<String, usize>,
    /// Every word that stands somewhere, with its stem.
    vocabulary: BTreeMap<String, String>,
    lengths: Lengths,
}

#[derive(Debug)]
struct Passage {
    article: usize,
    is_whole: bool,
    counts: BTreeMap<String, [f64; FIELDS]>,
    /// Where each stem stands, in order; between two texts is a gap that no pair reaches over.
    places: BTreeMap<String, Vec<usize>>,
    end: usize,
    length: [f64; FIELDS],
}

/// The usual length of each field, of sections and of whole articles.
#[derive(Debug, Default)]
struct Lengths {
    section: [f64; FIELDS],
    whole: [f64; FIELDS],
}

/// An article that was found: its place among those the index was made of, and how well it fits, from 0
/// to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    pub article: usize,
    pub score: f64,
}

/// What a question finds.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The best first; none twice.
    pub hits: Vec<Hit>,
    /// Whether the first of them is an answer. If not, nobody knows.
    pub is_known: bool,
}

/// A word of a question: the stems that stand for it, and what each is worth.
struct Term {
    stems: Vec<(String, f64)>,
    /// How much it tells.
    weight: f64,
}

impl Index {
    pub fn new(language: &str, articles: &[Article]) -> Index {
        let words = Words::of(language);
        let mut index = Index {
            words,
            passages: Vec::new(),
            articles: articles.len(),
            spread: BTreeMap::new(),
            vocabulary: BTreeMap::new(),
            lengths: Lengths::default(),
        };
        for (number, article) in articles.iter().enumerate() {
            index.take_in(number, article);
        }
        index.lengths = Lengths { section: index.usual(false), whole: index.usual(true) };
        index
    }

    fn take_in(&mut self, number: usize, article: &Article) {
        let title = self.words.read(&article.title);
        let mut whole = Passage::new(number, true);
        whole.add(0, &title);
        for section in article.sections() {
            let mut passage = Passage::new(number, false);
            passage.add(0, &title);
            for (field, text) in [(1, section.heading), (2, section.text)] {
                let read = self.words.read(text);
                passage.add(field, &read);
                whole.add(field, &read);
                self.vocabulary.extend(read.into_iter().map(|word| (word.folded, word.stem)));
            }
            self.passages.push(passage);
        }
        self.vocabulary.extend(title.into_iter().map(|word| (word.folded, word.stem)));
        for stem in whole.counts.keys() {
            *self.spread.entry(stem.clone()).or_default() += 1;
        }
        self.passages.push(whole);
    }

    fn usual(&self, whole: bool) -> [f64; FIELDS] {
        let of_kind: Vec<_> = self.passages.iter().filter(|passage| passage.is_whole == whole).collect();
        let mut usual = [1.0; FIELDS];
        for (field, usual) in usual.iter_mut().enumerate() {
            let sum: f64 = of_kind.iter().map(|passage| passage.length[field]).sum();
            if sum > 0.0 {
                *usual = sum / float(of_kind.len());
            }
        }
        usual
    }

    /// Which articles fit a question, at most so many.
    pub fn ask(&self, question: &str, most: usize) -> Answer {
        let terms = self.terms(question);
        let asked: f64 = terms.iter().map(|term| term.weight).sum();
        let pairs: f64 = terms.windows(2).map(|pair| pair[0].weight.min(pair[1].weight)).sum();
        let asked = asked + PAIRS * pairs;
        let mut best = vec![(0.0_f64, 0.0_f64); self.articles];
        for passage in &self.passages {
            let score = self.score(passage, &terms);
            let (section, whole) = &mut best[passage.article];
            let kept = if passage.is_whole { whole } else { section };
            *kept = kept.max(score);
        }
        let scored = best.iter().enumerate().map(|(article, (section, whole))| Hit {
            article,
            score: if asked > 0.0 { ((1.0 - WHOLE) * section + WHOLE * whole) / asked } else { 0.0 },
        });
        let mut hits: Vec<Hit> = scored.filter(|hit| hit.score > 0.0).collect();
        // A stable order: of two that fit alike, the one that is listed first.
        hits.sort_by(|a, b| b.score.total_cmp(&a.score));
        hits.truncate(most);
        let is_known = hits.first().is_some_and(|hit| hit.score >= CONFIDENT);
        Answer { hits, is_known }
    }

    fn terms(&self, question: &str) -> Vec<Term> {
        let mut seen = BTreeSet::new();
        let mut terms = Vec::new();
        for word in self.words.read(question).into_iter().take(limits::HELP_QUESTION_WORDS) {
            if !seen.insert(word.stem.clone()) {
                continue;
            }
            let is_known = |stem: &str| self.spread.contains_key(stem);
            let same: Vec<&String> =
                self.words.same_as(&word.stem).filter(|stem| **stem != word.stem && is_known(stem)).collect();
            let mut stems: Vec<(String, f64)> = same.into_iter().map(|stem| (stem.clone(), SAME)).collect();
            if is_known(&word.stem) {
                stems.push((word.stem.clone(), 1.0));
            } else if stems.is_empty()
                && let Some(stem) = self.meant(&word.folded)
            {
                stems.push((stem, MISSPELLED));
            }
            let spread = stems.iter().map(|(stem, _)| self.spread[stem]).max().unwrap_or(0);
            let counts = match (word.is_light, stems.is_empty()) {
                (true, _) => LIGHT,
                (false, true) => STRANGE,
                (false, false) => 1.0,
            };
            terms.push(Term { weight: self.weight(spread) * counts, stems });
        }
        terms
    }

    /// The stem of the word that was meant by one that stands nowhere: one that a single slip turns into it.
    fn meant(&self, folded: &str) -> Option<String> {
        let letters: Vec<char> = folded.chars().collect();
        if letters.len() < MISSPELLED_FROM {
            return None;
        }
        let first = letters[0];
        let near = |word: &&String| {
            word.starts_with(first) && is_one_slip(&letters, &word.chars().collect::<Vec<_>>())
        };
        let found: Vec<_> = self.vocabulary.keys().filter(near).collect();
        // Of several the one that is used most.
        let used = |word: &&&String| self.spread.get(&self.vocabulary[**word]).copied().unwrap_or(0);
        found.iter().max_by_key(used).map(|word| self.vocabulary[*word].clone())
    }

    /// How much a stem tells: much if it stands in few sections. One that stands nowhere tells most, and
    /// nothing can be found of it.
    fn weight(&self, spread: usize) -> f64 {
        let spread = float(spread);
        (1.0 + (float(self.articles) - spread + 0.5) / (spread + 0.5)).ln()
    }

    fn score(&self, passage: &Passage, terms: &[Term]) -> f64 {
        let usual = if passage.is_whole { &self.lengths.whole } else { &self.lengths.section };
        let mut score = 0.0;
        for term in terms {
            let mut often = 0.0;
            for (stem, worth) in &term.stems {
                let Some(counts) = passage.counts.get(stem) else { continue };
                for field in 0..FIELDS {
                    let by_length = BY_LENGTH[field];
                    let length = 1.0 - by_length + by_length * passage.length[field] / usual[field];
                    often += worth * WORTH[field] * counts[field] / length;
                }
            }
            score += term.weight * often / (SATURATION + often);
        }
        let near = terms.windows(2).filter(|pair| passage.has_near(&pair[0], &pair[1]));
        score + PAIRS * near.map(|pair| pair[0].weight.min(pair[1].weight)).sum::<f64>()
    }
}

impl Passage {
    fn new(article: usize, is_whole: bool) -> Passage {
        Passage {
            article,
            is_whole,
            counts: BTreeMap::new(),
            places: BTreeMap::new(),
            end: 0,
            length: [0.0; FIELDS],
        }
    }

    fn add(&mut self, field: usize, words: &[Word]) {
        self.length[field] += float(words.len());
        for word in words {
            self.counts.entry(word.stem.clone()).or_default()[field] += 1.0;
            self.places.entry(word.stem.clone()).or_default().push(self.end);
            self.end += 1;
        }
        self.end += NEAR;
    }
}

impl Passage {
    /// Whether two words of a question stand near each other.
    fn has_near(&self, a: &Term, b: &Term) -> bool {
        let places = |term: &Term| -> Vec<usize> {
            term.stems.iter().filter_map(|(stem, _)| self.places.get(stem)).flatten().copied().collect()
        };
        let (mut a, mut b) = (places(a), places(b));
        a.sort_unstable();
        b.sort_unstable();
        let (mut at, mut beside) = (a.iter().peekable(), b.iter().peekable());
        // Along both at once: a text may say each word a thousand times.
        while let (Some(one), Some(other)) = (at.peek(), beside.peek()) {
            if one != other && one.abs_diff(**other) < NEAR {
                return true;
            }
            if one <= other {
                at.next()
            } else {
                beside.next()
            };
        }
        false
    }
}

/// Whether one letter more, less, other, or two letters in the wrong order part two words that begin alike.
fn is_one_slip(a: &[char], b: &[char]) -> bool {
    if a.first() != b.first() {
        return false;
    }
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[same..], &b[same..]);
    match (a, b) {
        ([], [_]) | ([_], []) => true,
        ([], _) | (_, []) => false,
        ([_, rest_a @ ..], [_, rest_b @ ..]) => {
            let swapped =
                a.len() == b.len() && a.len() > 1 && a[0] == b[1] && a[1] == b[0] && a[2..] == b[2..];
            rest_a == rest_b || rest_a == b || a == rest_b || swapped
        }
    }
}

/// Counts here are far below what a double holds exactly.
fn float(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(articles: &[(&str, &str)]) -> Index {
        let article = |(title, text): &(&str, &str)| Article {
            slug: (*title).to_owned(),
            title: (*title).to_owned(),
            text: (*text).to_owned(),
        };
        Index::new("en", &articles.iter().map(article).collect::<Vec<_>>())
    }

    fn first(index: &Index, question: &str) -> Option<usize> {
        let answer = index.ask(question, 5);
        answer.hits.first().filter(|_| answer.is_known).map(|hit| hit.article)
    }

    #[test]
    fn the_article_that_has_the_words_is_first_whatever_their_case_and_ending() {
        let index = index(&[("Bread", "Rye keeps for a week."), ("Ovens", "## Heating\n\nSlowly.")]);
        assert_eq!(first(&index, "Do RYES keep?"), Some(0));
        assert_eq!(first(&index, "how do I heat an oven"), Some(1));
    }

    #[test]
    fn one_slip_is_forgiven_and_two_are_not() {
        let index = index(&[("Bread", "Pumpernickel."), ("Ovens", "Heat.")]);
        for slip in ["pumpernikel", "pumpernicckel", "pumpernickle", "pumpernockel"] {
            assert_eq!(first(&index, slip), Some(0), "{slip}");
        }
        for other in ["pumpernil", "dumpernickel", "pump"] {
            assert_eq!(first(&index, other), None, "{other}");
        }
    }

    #[test]
    fn a_question_that_is_mostly_about_something_else_has_no_answer() {
        let index = index(&[("Bread", "Rye keeps for a week."), ("Ovens", "Heat.")]);
        assert!(index.ask("rye futures traded in Chicago before the war", 5).hits.len() == 1);
        assert_eq!(first(&index, "rye futures traded in Chicago before the war"), None);
        for nothing in ["", "?!", "the of and", "🙂"] {
            assert_eq!(index.ask(nothing, 5), Answer { hits: vec![], is_known: false }, "{nothing}");
        }
    }

    #[test]
    fn nothing_is_found_where_there_is_nothing_and_no_score_leaves_its_range() {
        assert_eq!(index(&[]).ask("bread", 5), Answer { hits: vec![], is_known: false });
        let index = index(&[("Bread bread bread", "## Bread\n\nBread bread. Bread."), ("", "")]);
        let [hit] = index.ask("bread, bread and bread", 5).hits[..] else { panic!("one") };
        assert!(hit.score > 0.5 && hit.score <= 1.0, "{}", hit.score);
    }

    #[test]
    fn of_more_hits_than_wanted_the_best_come() {
        let index = index(&[("A", "Rye."), ("Rye", "Rye and rye."), ("C", "Rye, water, salt and time.")]);
        let hits = index.ask("rye", 2).hits;
        assert_eq!((hits.len(), hits[0].article), (2, 1));
        assert!(hits[0].score >= hits[1].score);
    }
}
