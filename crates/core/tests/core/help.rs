//! What the help centre answers, on questions that were written down before it could answer any: those of
//! the marketplace (`given`) and further ones (`own`), of which one half may be looked at while weights are
//! chosen and the other half is only counted.

use parlance_core::help::{Index, LANGUAGE, seeds};
use serde_json::Value;

const GIVEN: &str = include_str!("../help/given.jsonl");
const OWN: &str = include_str!("../help/own.jsonl");

struct Question {
    text: String,
    /// The article that answers it; none does where there is none.
    article: Option<String>,
    half: String,
}

fn read(lines: &str) -> Vec<Question> {
    let question = |line: &str| {
        let line: Value = serde_json::from_str(line).expect("a line of JSON");
        let text = |field: &str| line[field].as_str().map(str::to_owned);
        let question = Question {
            text: text("question").expect("a question"),
            article: text("article"),
            half: text("half").unwrap_or_default(),
        };
        assert_eq!(line["answerable"].as_bool(), Some(question.article.is_some()), "{}", question.text);
        question
    };
    lines.lines().map(question).collect()
}

/// Of the questions that have an answer, how many got the right one; of the others, how many were told that
/// nobody knows.
#[derive(Debug, Default)]
struct Tally {
    answerable: usize,
    right: usize,
    others: usize,
    unknown: usize,
}

impl Tally {
    fn reaches(&self) -> bool {
        self.right * 100 >= self.answerable * 85 && self.unknown * 100 >= self.others * 90
    }
}

fn tally(questions: &[Question]) -> Tally {
    let articles = seeds(LANGUAGE);
    let index = Index::new(LANGUAGE, &articles);
    let mut tally = Tally::default();
    for question in questions {
        let answer = index.ask(&question.text, 5);
        let first = answer.hits.first().map(|hit| articles[hit.article].slug.as_str());
        let told = first.filter(|_| answer.is_known);
        match &question.article {
            Some(article) => {
                tally.answerable += 1;
                tally.right += usize::from(told == Some(article));
            }
            None => {
                tally.others += 1;
                tally.unknown += usize::from(told.is_none());
            }
        }
        // What the other half gets wrong is not looked at.
        if told != question.article.as_deref() && question.half != "held" {
            let score = answer.hits.first().map_or(0.0, |hit| hit.score);
            println!("{:?} wants {:?}: {first:?} {score:.2}", question.text, question.article);
        }
    }
    tally
}

#[test]
fn the_marketplaces_questions_find_their_article_and_the_others_find_none() {
    let given = tally(&read(GIVEN));
    println!("{given:?}");
    assert!(given.reaches(), "{given:?}");
}

#[test]
fn further_wordings_find_their_article_and_the_others_find_none() {
    let own = read(OWN);
    assert!(own.iter().filter(|question| question.article.is_some()).count() >= 60);
    assert!(own.iter().filter(|question| question.article.is_none()).count() >= 20);
    let whole = tally(&own);
    let (tune, held): (Vec<_>, Vec<_>) = own.into_iter().partition(|question| question.half == "tune");
    println!("{whole:?}\nlooked at while tuning {:?}\nheld out {:?}", tally(&tune), tally(&held));
    assert!(whole.reaches(), "{whole:?}");
}

#[test]
fn every_article_of_the_questions_is_shipped_and_every_shipped_one_is_asked_for() {
    let shipped: Vec<_> = seeds(LANGUAGE).into_iter().map(|article| article.slug).collect();
    let asked: Vec<_> = read(GIVEN).into_iter().chain(read(OWN)).filter_map(|q| q.article).collect();
    for slug in &asked {
        assert!(shipped.contains(slug), "{slug} is asked for and not shipped");
    }
    for slug in &shipped {
        assert!(asked.contains(slug), "{slug} is shipped and never asked for");
    }
}
