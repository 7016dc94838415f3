//! What is left of a sentence for comparing: its words without case, accents, endings, and without those
//! that every sentence has.

use crate::search;
use rust_stemmers::{Algorithm, Stemmer};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// How the words of one language are taken.
pub struct Words {
    stemmer: Option<Stemmer>,
    stop: BTreeSet<&'static str>,
    light: BTreeSet<&'static str>,
    /// Stems that mean the same to whoever asks, by each of them.
    same: BTreeMap<String, BTreeSet<String>>,
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Words").field("stop", &self.stop.len()).finish_non_exhaustive()
    }
}

/// A word as it was written, folded, and its stem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub folded: String,
    pub stem: String,
    /// One of those that everybody uses for everything: it tells little.
    pub is_light: bool,
}

impl Words {
    /// For a language by its two letters; an unknown one keeps its endings.
    pub fn of(language: &str) -> Words {
        let (stop, light, same) =
            if language == "en" { (ENGLISH_STOP, ENGLISH_LIGHT, ENGLISH_SAME) } else { ("", "", "") };
        let mut words = Words {
            stemmer: algorithm(language).map(Stemmer::create),
            stop: stop.split_whitespace().collect(),
            light: light.split_whitespace().collect(),
            same: BTreeMap::new(),
        };
        for line in same.lines() {
            let stems: BTreeSet<String> = line.split_whitespace().map(|word| words.stem(word)).collect();
            for stem in &stems {
                words.same.entry(stem.clone()).or_default().extend(stems.iter().cloned());
            }
        }
        words
    }

    /// The words of a text that say something.
    pub fn read(&self, text: &str) -> Vec<Word> {
        let told = search::words(text).into_iter().filter(|word| !self.stop.contains(word.folded.as_str()));
        let light = |folded: &str| self.light.contains(folded);
        told.map(|word| Word {
            stem: self.stem(&word.folded),
            is_light: light(&word.folded),
            folded: word.folded,
        })
        .collect()
    }

    /// The stems that mean the same as this one, it among them or not.
    pub fn same_as(&self, stem: &str) -> impl Iterator<Item = &String> {
        self.same.get(stem).into_iter().flatten()
    }

    fn stem(&self, folded: &str) -> String {
        match &self.stemmer {
            Some(stemmer) => stemmer.stem(folded).into_owned(),
            None => folded.to_owned(),
        }
    }
}

fn algorithm(language: &str) -> Option<Algorithm> {
    Some(match language {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "en" => Algorithm::English,
        "es" => Algorithm::Spanish,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "nl" => Algorithm::Dutch,
        "no" | "nb" | "nn" => Algorithm::Norwegian,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => return None,
    })
}

/// The function words of English, and what is left of its short forms when the apostrophe parts them.
const ENGLISH_STOP: &str = "\
    a about above after again against all also am an and any are as at be because been before being below
    between both but by can cannot cant could d did didn do does doesn doesnt doing don dont down during e
    each else ever few for from further get gets getting got had has hasn have haven having he her here hers
    herself him himself his how i if im in into is isn it its itself just ll m me more most much my myself
    no nor not now of off on once only or other our ours ourselves out over own please r re s same shall she
    should so some such t than that thats the their theirs them themselves then there these they thing things
    this those through to too u under until up us ve very was wasn we were weren what whats when where which
    while who whom why will with won would wouldn you your yours yourself yourselves";

/// Everyday words that mean little by themselves.
const ENGLISH_LIGHT: &str = "\
    able accidentally actually automatically basically certain completely correctly currently directly easily
    exact exactly finally generally immediately normally particular politely properly quickly recently special
    specific usually already always another anybody anymore anyone anything around away back bad become best better
    call case chance come comes coming day different else end enough even every everybody everyone everything
    fast feel fine first give given gives go goes going gone good great guy happen happened happens happen hard
    hello hey hi hour idea instead isnt just keep kind know last late leave let like likes little long look looks
    lot lots made make makes man many matter maybe mean means might mind moment much must need needs never new
    next nice nothing ok okay old one ones part people person place please point possible probably problem pull
    put quick quite rather real really right said saw say says see seem seems seen several show shows simple
    since small some stay stayingbody someone something sometimes soon stuff suddenly sure take takes thank thanks think though time
    times today together told tomorrow took tried try trying turn turned two unable use used using usual want
    wanted wants way week well went whole without wonder wondering world wrong yes yesterday yet";

/// Words that mean the same to people who ask: one line for each meaning.
const ENGLISH_SAME: &str = include_str!("../../help/en/synonyms.txt");

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(language: &str, text: &str) -> Vec<String> {
        Words::of(language).read(text).into_iter().map(|word| word.stem).collect()
    }

    #[test]
    fn words_that_differ_in_case_accents_and_endings_are_one() {
        assert_eq!(stems("en", "Invited, inviting: invitations"), ["invit", "invit", "invit"]);
        assert_eq!(stems("en", "What is the CAFÉ?"), ["cafe"]);
        assert_eq!(stems("de", "Nachrichten"), stems("de", "Nachricht"));
    }

    #[test]
    fn a_language_without_rules_of_its_own_is_taken_as_it_is_written() {
        assert_eq!(stems("xx", "The invitations"), ["the", "invitations"]);
    }

    #[test]
    fn a_sentence_of_words_that_every_sentence_has_leaves_nothing() {
        assert_eq!(stems("en", "What can I do? Don't you have it?"), [""; 0]);
    }
}
