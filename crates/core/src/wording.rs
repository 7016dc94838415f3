//! What a marketplace says in its own words, by language: the line beneath the composer, the safety warning, and the
//! notice of what protects people. Admins write it; it rules nothing.

use crate::limits;
use crate::text::{self, Rule};
use std::collections::BTreeMap;

/// The language that every wording has, and that is read where another one is missing.
pub const LANGUAGE: &str = "en";

/// Stands in a text for the name of the marketplace.
const NAME: &str = "{marketplace}";

/// Everything that is said, by the code of its language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    pub languages: BTreeMap<String, Words>,
}

/// What is said in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Beneath the composer.
    pub policy_line: String,
    pub warning_title: String,
    /// The paragraphs of the safety warning.
    pub warning: Vec<String>,
    /// Why to stay: beneath the warning, and in the help centre.
    pub protection: String,
}

/// A wording that comes with the program, in English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shipped {
    /// What a marketplace begins with.
    Standard,
    /// The same in fewer words.
    Short,
    /// For marketplaces that hold the money until the work is accepted.
    Escrow,
}

impl Shipped {
    pub const ALL: [Shipped; 3] = [Shipped::Standard, Shipped::Short, Shipped::Escrow];

    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Shipped::Standard => "standard",
            Shipped::Short => "short",
            Shipped::Escrow => "escrow",
        }
    }

    pub fn words(self) -> Words {
        match self {
            Shipped::Standard => words(
                "Keep all talk and files about this job on {marketplace}: it is the only way we can help if something goes wrong.",
                "Before you read this",
                &[
                    "Stay on {marketplace}. Whoever asks you to go on by another messenger, by e-mail or by phone takes you out of our protection.",
                    "Never pay to get work, never take payment outside {marketplace}, and never send money back.",
                    "Do not open files or links you did not expect, and never share a password or a code.",
                    "If something feels wrong you do not have to answer.",
                ],
                "We can help you with what was said and paid on {marketplace}, and with nothing else.",
            ),
            Shipped::Short => words(
                "Please keep talk and files on {marketplace}.",
                "Stay safe",
                &[
                    "Talk and get paid on {marketplace} only. Never pay to get work, and never share a password or a code.",
                ],
                "You are protected as long as you stay on {marketplace}.",
            ),
            Shipped::Escrow => words(
                "Keep all talk and files about this job on {marketplace}, so that what was agreed can be looked up.",
                "Before you begin",
                &[
                    "Begin the work once the money for it lies with {marketplace}. Whoever asks you to begin before may not mean to pay.",
                    "Never take payment outside {marketplace}, and never send money back.",
                    "Whoever asks you to go on by another messenger takes you out of our protection.",
                    "If something feels wrong you do not have to answer.",
                ],
                "The money for accepted work is safe as long as you talk and get paid on {marketplace}.",
            ),
        }
    }
}

fn words(policy_line: &str, warning_title: &str, warning: &[&str], protection: &str) -> Words {
    Words {
        policy_line: policy_line.to_owned(),
        warning_title: warning_title.to_owned(),
        warning: warning.iter().map(|paragraph| (*paragraph).to_owned()).collect(),
        protection: protection.to_owned(),
    }
}

/// A rule that the words break, and in which part of them.
pub type Broken = (&'static str, Rule);

impl Wording {
    /// What a marketplace begins with.
    pub fn shipped() -> Wording {
        Wording { languages: BTreeMap::from([(LANGUAGE.to_owned(), Shipped::Standard.words())]) }
    }

    /// The words in a language; in the language without its country where it has none of its own, in English
    /// where that has none either. With the language that they are in.
    pub fn of(&self, language: &str) -> Option<(&str, &Words)> {
        let without_country = language.split('-').next().unwrap_or(language);
        let mut wanted = [language, without_country, LANGUAGE].into_iter();
        wanted.find_map(|code| self.languages.get_key_value(code)).map(|(code, words)| (code.as_str(), words))
    }

    /// Whether somebody who has read the warning before has to read it again: one of its languages reads
    /// otherwise. A translation that is added tells nobody anything new.
    pub fn warns_otherwise(&self, before: &Wording) -> bool {
        let same = |(code, words): (&String, &Words)| {
            before.languages.get(code).is_none_or(|known| known.warns() == words.warns())
        };
        !self.languages.iter().all(same)
    }

    /// The wording as it is kept, its texts without edges; the first rule that it breaks otherwise.
    pub fn checked(self) -> Result<Wording, Broken> {
        let max = limits::WORDING_LANGUAGES;
        if self.languages.len() > max {
            return Err(("languages", Rule::TooMany { max }));
        }
        if !self.languages.contains_key(LANGUAGE) {
            return Err(("languages", Rule::Empty));
        }
        let checked = |(code, words): (String, Words)| -> Result<(String, Words), Broken> {
            let known = text::language(&code).map_err(|rule| ("languages", rule))?;
            Ok((known, words.checked()?))
        };
        Ok(Wording { languages: self.languages.into_iter().map(checked).collect::<Result<_, _>>()? })
    }
}

impl Words {
    /// What is read before the first text of a conversation.
    fn warns(&self) -> (&str, &[String], &str) {
        (&self.warning_title, &self.warning, &self.protection)
    }

    /// The words with the name of the marketplace in its places.
    pub fn naming(&self, marketplace: &str) -> Words {
        let named = |text: &String| text.replace(NAME, marketplace);
        Words {
            policy_line: named(&self.policy_line),
            warning_title: named(&self.warning_title),
            warning: self.warning.iter().map(named).collect(),
            protection: named(&self.protection),
        }
    }

    fn checked(self) -> Result<Words, Broken> {
        let max = limits::WARNING_PARAGRAPHS;
        if self.warning.len() > max {
            return Err(("warning", Rule::TooMany { max }));
        }
        if self.warning.is_empty() {
            return Err(("warning", Rule::Empty));
        }
        let in_part = |part: &'static str| move |rule: Rule| (part, rule);
        let paragraphs = self.warning.iter().map(|paragraph| text::notice(paragraph));
        Ok(Words {
            policy_line: text::policy_line(&self.policy_line).map_err(in_part("policy_line"))?,
            warning_title: text::title(&self.warning_title).map_err(in_part("warning_title"))?,
            warning: paragraphs.collect::<Result<_, _>>().map_err(in_part("warning"))?,
            protection: text::notice(&self.protection).map_err(in_part("protection"))?,
        })
    }
}
