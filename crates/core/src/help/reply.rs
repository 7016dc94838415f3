//! What the bot says: which article answers, in its own first sentences and with its address; or that none does.
//! Its words are Markdown, like every message.

use super::Article;
use crate::limits;

/// The answer that an article gives, which stands at `address`.
pub fn found(article: &Article, address: &str) -> String {
    // A bracket in the title would end the link's words.
    let title = article.title.replace(['[', ']'], "");
    let quote = opening(article.summary());
    format!(
        "From the article [{title}]({address}):\n\n{quote}\n\nIf that does not answer it, ask in other words, or talk to a person."
    )
}

/// No article answers.
pub fn unknown() -> &'static str {
    "I do not know: no article of the help centre answers that. Ask in other words, or talk to a person. They see what you wrote here."
}

/// The sentences at the beginning of a text that there is room for; at least a part of the first.
fn opening(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let max = limits::BOT_QUOTE_CHARS;
    let Some((end, _)) = line.char_indices().nth(max) else { return line };
    let room = &line[..end];
    match room.rfind(['.', '?', '!']) {
        Some(at) => room[..=at].to_owned(),
        None => format!("{}…", room.trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(title: &str, text: String) -> Article {
        Article { slug: "a".into(), title: title.into(), text }
    }

    #[test]
    fn an_answer_names_the_article_and_ends_with_a_whole_sentence() {
        let long = format!("First sentence\nof it. Second one. {}\n\nNot this.", "word ".repeat(100));
        let said = found(&article("How [it] works", long), "https://talk.example/help/a");
        assert!(
            said.starts_with("From the article [How it works](https://talk.example/help/a):\n\nFirst"),
            "{said}"
        );
        assert!(said.contains("First sentence of it. Second one.\n\nIf that"), "{said}");
        assert!(!said.contains("Not this"), "{said}");
    }

    #[test]
    fn an_endless_sentence_is_cut_within_the_bound() {
        let said = found(&article("A", "é".repeat(2000)), "https://talk.example/help/a");
        assert_eq!(said.matches('é').count(), limits::BOT_QUOTE_CHARS);
    }
}
