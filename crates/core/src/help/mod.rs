//! The help centre: the articles as they are shipped, and which of them answers a question.
//!
//! Whatever stands in an article is looked through in memory and in the same way whatever database there
//! is: [`Index`] is made of the current articles and says for a question which fit best, and whether the
//! best of them is an answer at all. Nothing here knows who asks.

mod rank;
pub mod reply;
mod seeds;
mod words;

pub use rank::{Answer, Hit, Index};
pub use seeds::{LANGUAGE, seeds};

/// An article as it is read: its name in addresses, its title, and its text in Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    pub slug: String,
    pub title: String,
    pub text: String,
}

/// A part of an article: its heading, empty for what stands before the first one, and what follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Section<'a> {
    pub heading: &'a str,
    pub text: &'a str,
}

impl Article {
    /// The parts of the text, in order. A heading is a line that begins with two `#` or more and a blank.
    pub fn sections(&self) -> Vec<Section<'_>> {
        let mut found = Vec::new();
        let (mut heading, mut from, mut at) = ("", 0, 0);
        for line in self.text.split_inclusive('\n') {
            if let Some(next) = heading_of(line) {
                found.push(Section { heading, text: &self.text[from..at] });
                (heading, from) = (next, at + line.len());
            }
            at += line.len();
        }
        found.push(Section { heading, text: &self.text[from..] });
        found.retain(|section| !section.heading.is_empty() || !section.text.trim().is_empty());
        found
    }

    /// The first paragraph: what the article is about.
    pub fn summary(&self) -> &str {
        let first = self.sections().first().map_or("", |section| section.text).trim();
        first.split("\n\n").next().unwrap_or_default().trim()
    }
}

fn heading_of(line: &str) -> Option<&str> {
    let marks = line.bytes().take_while(|byte| *byte == b'#').count();
    let rest = line.get(marks..)?;
    ((2..=6).contains(&marks) && rest.starts_with(' ')).then(|| rest.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(text: &str) -> Article {
        Article { slug: "a".into(), title: "A".into(), text: text.into() }
    }

    #[test]
    fn an_article_falls_into_what_stands_under_each_heading() {
        let whole = article("First.\n\nSecond.\n## One\ntext\n### Two \nmore\n#no\n# no\n");
        let parts: Vec<_> = whole.sections().into_iter().map(|s| (s.heading, s.text.trim())).collect();
        assert_eq!(parts, [("", "First.\n\nSecond."), ("One", "text"), ("Two", "more\n#no\n# no")]);
        assert_eq!(whole.summary(), "First.");
        assert_eq!(article("## Only\n").sections(), [Section { heading: "Only", text: "" }]);
        assert_eq!(article("  \n").sections(), []);
        assert_eq!(article("").summary(), "");
    }
}
