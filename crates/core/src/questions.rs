//! Suggested questions: what to ask the client of a job before work begins, in groups. They are put into a
//! message as text that one changes; nothing sends them by itself.

use crate::limits;
use crate::market::JobKind;
use crate::text::{self, Rule};
use std::collections::BTreeSet;

/// Everything that is suggested on a marketplace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionSet {
    pub groups: Vec<QuestionGroup>,
}

/// Questions about one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionGroup {
    pub title: String,
    /// The kinds of jobs that it is for.
    pub kinds: BTreeSet<JobKind>,
    /// The class of jobs that it is for, by name; `None` for jobs of every class and of none.
    pub class: Option<String>,
    pub questions: Vec<String>,
}

impl QuestionSet {
    /// What a marketplace begins with.
    pub fn shipped() -> QuestionSet {
        let group = |title: &str, questions: &[&str]| QuestionGroup {
            title: title.to_owned(),
            kinds: JobKind::ALL.into(),
            class: None,
            questions: questions.iter().map(|question| (*question).to_owned()).collect(),
        };
        let groups = vec![
            group(
                "Topic and objective",
                &[
                    "What is this about, and what should its readers know or do afterwards?",
                    "Who is it for?",
                    "Where will it appear?",
                ],
            ),
            group(
                "Tone and voice",
                &[
                    "Should it be written in the first, second or third person?",
                    "Should it sound formal or casual?",
                ],
            ),
            group(
                "Samples",
                &[
                    "Is there an earlier piece that you like, and what do you like about it?",
                    "Is there one that it should not resemble?",
                ],
            ),
            group(
                "What to avoid",
                &["Are there topics or words to avoid?", "Are there competitors that must not be mentioned?"],
            ),
        ];
        QuestionSet { groups }
    }

    /// The groups that are for a job of a kind and class.
    pub fn about<'a>(
        &'a self,
        kind: JobKind,
        class: Option<&'a str>,
    ) -> impl Iterator<Item = &'a QuestionGroup> {
        self.groups.iter().filter(move |group| {
            group.kinds.contains(&kind) && group.class.as_deref().is_none_or(|wanted| class == Some(wanted))
        })
    }

    /// The set as it is kept, its texts without edges; the rule that it breaks otherwise.
    pub fn checked(self) -> Result<QuestionSet, Rule> {
        let max = limits::QUESTION_GROUPS;
        if self.groups.len() > max {
            return Err(Rule::TooMany { max });
        }
        let groups = self.groups.into_iter().map(QuestionGroup::checked).collect::<Result<_, _>>()?;
        Ok(QuestionSet { groups })
    }
}

impl QuestionGroup {
    fn checked(self) -> Result<QuestionGroup, Rule> {
        let max = limits::QUESTIONS_PER_GROUP;
        if self.questions.len() > max {
            return Err(Rule::TooMany { max });
        }
        if self.questions.is_empty() || self.kinds.is_empty() {
            return Err(Rule::Empty);
        }
        let title = text::title(&self.title)?;
        let questions: Vec<String> =
            self.questions.iter().map(|question| text::question(question)).collect::<Result<_, _>>()?;
        // Ticks go by the words, so that the same words twice would be one question.
        let different: BTreeSet<&String> = questions.iter().collect();
        if different.len() < questions.len() {
            return Err(Rule::Repeated);
        }
        Ok(QuestionGroup { title, questions, ..self })
    }
}
