//! The articles that come with the program. They stand until the marketplace's staff edit them.

use super::Article;

/// The language of the articles that are shipped.
pub const LANGUAGE: &str = "en";

macro_rules! articles {
    ($($slug:literal),* $(,)?) => {
        [$(($slug, include_str!(concat!("../../help/en/", $slug, ".md")))),*]
    };
}

/// In the order in which they are listed.
const ENGLISH: [(&str, &str); 15] = articles![
    "starting-a-conversation",
    "invitations",
    "posting-jobs",
    "your-messages",
    "sending-files",
    "delivery-and-receipts",
    "finding-conversations",
    "notifications",
    "unavailable-messaging",
    "closed-conversations",
    "conversation-required-jobs",
    "what-to-ask",
    "safety-warning",
    "your-account",
    "getting-help",
];

/// The articles that are shipped in a language; none where there are none.
pub fn seeds(language: &str) -> Vec<Article> {
    let shipped: &[(&str, &str)] = if language == LANGUAGE { &ENGLISH } else { &[] };
    shipped.iter().map(|(slug, whole)| read(slug, whole)).collect()
}

fn read(slug: &str, whole: &str) -> Article {
    let (first, text) = whole.split_once('\n').unwrap_or((whole, ""));
    let title = first.trim_start_matches('#').trim();
    Article { slug: slug.to_owned(), title: title.to_owned(), text: text.trim().to_owned() }
}
