//! What the bot says: which article answers, in sentences of its own and with its address; or that none does.
//! Its words are Markdown, like every message.

use super::{Article, Index, LANGUAGE};
use crate::limits;

/// The answer that an article gives to a question, in one or two sentences of it; it stands at `address`.
pub fn found(article: &Article, address: &str, question: &str) -> String {
    // A bracket in the title would end the link's words.
    let title = article.title.replace(['[', ']'], "");
    let quote = quoted(article, question);
    let gap = if quote.is_empty() { "" } else { "\n\n" };
    format!(
        "{quote}{gap}This is from the article [{title}]({address}). If it does not answer you, ask in other words, or talk to a person."
    )
}

/// The sentence that fits the question best, with the one that follows it if there is room; the article's first
/// where none fits.
fn quoted(article: &Article, question: &str) -> String {
    let sentences = sentences(article);
    let alone = |(_, text): &(usize, String)| Article {
        slug: String::new(),
        title: String::new(),
        text: text.clone(),
    };
    let each: Vec<Article> = sentences.iter().map(alone).collect();
    let best = Index::new(LANGUAGE, &each).ask(question, 1).hits.first().map_or(0, |hit| hit.article);
    let Some((paragraph, said)) = sentences.get(best) else { return String::new() };
    match sentences.get(best + 1).filter(|(next, _)| next == paragraph) {
        Some((_, more)) if said.chars().count() + more.chars().count() < limits::BOT_QUOTE_CHARS => {
            format!("{said} {more}")
        }
        _ => cut(said),
    }
}

/// Each sentence of an article with the number of its paragraph, without headings and the marks of lists.
fn sentences(article: &Article) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut paragraph = 0;
    for section in article.sections() {
        for block in section.text.split("\n\n") {
            paragraph += 1;
            let mut said = String::new();
            for line in block.lines() {
                // A line of a list is a thought of its own.
                if let Some(item) = line.trim_start().strip_prefix("- ") {
                    put(&mut found, paragraph, &mut said);
                    paragraph += 1;
                    said.push_str(item);
                } else {
                    said.push(' ');
                    said.push_str(line);
                }
            }
            put(&mut found, paragraph, &mut said);
        }
    }
    found
}

/// Adds the sentences of a paragraph that was gathered, and empties it.
fn put(found: &mut Vec<(usize, String)>, paragraph: usize, said: &mut String) {
    let mut sentence = String::new();
    for word in said.split_whitespace() {
        if !sentence.is_empty() {
            sentence.push(' ');
        }
        sentence.push_str(word);
        if word.ends_with(['.', '?', '!']) {
            found.push((paragraph, std::mem::take(&mut sentence)));
        }
    }
    if !sentence.is_empty() {
        found.push((paragraph, sentence));
    }
    said.clear();
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(limits::BOT_QUOTE_CHARS) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// No article answers.
pub fn unknown() -> &'static str {
    "I do not know: no article of the help centre answers that. Ask in other words, or talk to a person. They see what you wrote here."
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(title: &str, text: String) -> Article {
        Article { slug: "a".into(), title: title.into(), text }
    }

    const ADDRESS: &str = "https://talk.example/help/a";

    fn answer(text: &str, question: &str) -> String {
        found(&article("How [it] works", text.to_owned()), ADDRESS, question)
    }

    #[test]
    fn an_answer_names_the_article_and_quotes_the_sentences_that_fit() {
        let text = "All about lamps.\n\n## Oil\nFill the lamp with oil. Wait an hour.\nThen light it.\n\n- Never shake a hot lamp.\n- Keep matches dry. Always.\n";
        let said = answer(text, "How much oil do I fill in?");
        assert!(
            said.contains(&format!("\n\nThis is from the article [How it works]({ADDRESS}). If")),
            "{said}"
        );
        assert!(said.starts_with("Fill the lamp with oil. Wait an hour.\n\n"), "{said}");
        let said = answer(text, "May I shake it while hot?");
        assert!(said.starts_with("Never shake a hot lamp.\n\n"), "a line of a list stands alone: {said}");
        let said = answer(text, "zzz");
        assert!(said.starts_with("All about lamps.\n\n"), "{said}");
    }

    #[test]
    fn an_endless_sentence_is_cut_within_the_bound_and_an_empty_article_says_nothing() {
        let said = answer(&"é".repeat(2000), "é");
        assert_eq!(said.matches('é').count(), limits::BOT_QUOTE_CHARS);
        assert!(answer("", "anything").starts_with("This is from"));
    }
}
