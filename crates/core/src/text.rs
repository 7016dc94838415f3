//! Text that people typed, made fit to keep: one function per kind of field, each of which either
//! returns what will be stored or says which rule was broken.

use crate::limits;

/// A rule that a field broke; the edge names the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rule {
    #[error("Please fill this in.")]
    Empty,
    #[error("Please keep this to {max} characters; it has {actual}.")]
    TooLong { max: usize, actual: usize },
    #[error("Please use at least {min} characters.")]
    TooShort { min: usize },
    #[error("This contains a control character that cannot be kept. Please remove it.")]
    ControlCharacter,
    #[error("This does not look like an e-mail address.")]
    NotAnAddress,
    #[error("Please use at most {max} of these.")]
    TooMany { max: usize },
    #[error("This is no emoji.")]
    NotAnEmoji,
    #[error("This is no time zone that is known here. Please choose one such as Europe/Lisbon.")]
    NotATimeZone,
    #[error("Please use small letters, digits and hyphens between them.")]
    NotAName,
    #[error("This is no language code such as en or pt-br.")]
    NotALanguage,
    #[error("This password is easy to guess. Please choose a longer or less common one.")]
    Guessable,
    #[error("This is none of the choices. Please choose another.")]
    Unknown,
    #[error("Please say each of these only once.")]
    Repeated,
}

impl Rule {
    /// The stable name of the rule, for programs.
    pub fn code(self) -> &'static str {
        match self {
            Rule::Empty => "empty",
            Rule::TooLong { .. } => "too-long",
            Rule::TooShort { .. } => "too-short",
            Rule::ControlCharacter => "control-character",
            Rule::NotAnAddress => "not-an-address",
            Rule::TooMany { .. } => "too-many",
            Rule::NotAnEmoji => "not-an-emoji",
            Rule::NotATimeZone => "not-a-time-zone",
            Rule::NotAName => "not-a-name",
            Rule::NotALanguage => "not-a-language",
            Rule::Unknown => "unknown",
            Rule::Repeated => "repeated",
            Rule::Guessable => "guessable",
        }
    }
}

/// A message, with its line breaks, without blank edges.
pub fn message(raw: &str) -> Result<String, Rule> {
    paragraphs(raw, limits::MESSAGE_CHARS)
}

/// A message that files go with, which may do without a text.
pub fn message_with_files(raw: &str) -> Result<String, Rule> {
    match message(raw) {
        Err(Rule::Empty) => Ok(String::new()),
        other => other,
    }
}

/// One emoji, as pickers give it: a keycap, a flag, or symbols joined to one. Several, or digits beside a
/// symbol, would be a second way to write. Which of them are drawn is up to the reader's machine.
pub fn emoji(raw: &str) -> Result<String, Rule> {
    let fits = raw.len() <= limits::EMOJI_BYTES
        && (is_keycap(raw) || is_flag(raw) || raw.split(JOINER).all(is_one_symbol));
    if fits { Ok(raw.to_owned()) } else { Err(Rule::NotAnEmoji) }
}

/// What a file is called: the last part of its path, without the invisible marks that turn the direction
/// of a text, so that `exe.pdf` cannot look like `fdp.exe`.
pub fn file_name(raw: &str) -> Result<String, Rule> {
    let last = raw.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|c| !turns_direction(*c)).collect();
    // A colon names a hidden stream of another file on some systems (and a folder on old ones).
    let name = line(&plain, limits::FILE_NAME_CHARS)?.replace(':', "_");
    Ok(if is_device(&name) { format!("_{name}") } else { name })
}

/// Whether a name, whatever its ending, is that of a device on Windows, where no file can be called so.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered = |kind: &str| {
        let number = stem
            .strip_prefix(kind)
            .and_then(|rest| rest.chars().next().filter(|_| rest.chars().count() == 1));
        number.is_some_and(|number| matches!(number, '0'..='9' | '¹' | '²' | '³'))
    };
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$")
        || numbered("COM")
        || numbered("LPT")
}

/// The personal text of an invitation.
pub fn invitation(raw: &str) -> Result<String, Rule> {
    paragraphs(raw, limits::INVITATION_CHARS)
}

/// A short text that two people are to agree on.
pub fn point(raw: &str) -> Result<String, Rule> {
    paragraphs(raw, limits::POINT_CHARS)
}

/// The line beneath the composer.
pub fn policy_line(raw: &str) -> Result<String, Rule> {
    line(raw, limits::POLICY_LINE_CHARS)
}

/// A paragraph of what a marketplace warns of.
pub fn notice(raw: &str) -> Result<String, Rule> {
    paragraphs(raw, limits::NOTICE_CHARS)
}

/// A job's description.
pub fn description(raw: &str) -> Result<String, Rule> {
    paragraphs(raw, limits::DESCRIPTION_CHARS)
}

/// The reason staff give for a suspension.
pub fn reason(raw: &str) -> Result<String, Rule> {
    paragraphs(raw, limits::REASON_CHARS)
}

/// The title of a saved reply.
pub fn reply_title(raw: &str) -> Result<String, Rule> {
    line(raw, limits::REPLY_TITLE_CHARS)
}

/// The name by which an article is addressed: small letters, digits and single hyphens.
pub fn slug(raw: &str) -> Result<String, Rule> {
    hyphenated(raw, limits::HELP_SLUG_CHARS)
}

/// The code of a reason, in the same letters as a slug.
pub fn reason_code(raw: &str) -> Result<String, Rule> {
    hyphenated(raw, limits::HELP_REASON_CHARS)
}

/// A language by its two or three letters, with a country at most: `en`, `pt-br`.
pub fn language(raw: &str) -> Result<String, Rule> {
    let lower = raw.to_ascii_lowercase();
    let (letters, country) = lower.split_once('-').unwrap_or((&lower, "xx"));
    let small = |part: &str| part.bytes().all(|byte| byte.is_ascii_lowercase());
    let fits = matches!(letters.len(), 2 | 3) && country.len() == 2 && small(letters) && small(country);
    if fits { Ok(lower) } else { Err(Rule::NotALanguage) }
}

/// The text of an article.
pub fn article(raw: &str) -> Result<String, Rule> {
    paragraphs(raw, limits::HELP_ARTICLE_CHARS)
}

/// A comment on an article.
pub fn comment(raw: &str) -> Result<String, Rule> {
    paragraphs(raw, limits::HELP_COMMENT_CHARS)
}

/// What a request to support says.
pub fn request(raw: &str) -> Result<String, Rule> {
    paragraphs(raw, limits::HELP_REQUEST_CHARS)
}

/// What a proposal says.
pub fn proposal(raw: &str) -> Result<String, Rule> {
    paragraphs(raw, limits::PROPOSAL_CHARS)
}

/// A question that is suggested: one line.
pub fn question(raw: &str) -> Result<String, Rule> {
    line(raw, limits::QUESTION_CHARS)
}

/// A job's title: one line.
pub fn title(raw: &str) -> Result<String, Rule> {
    line(raw, limits::TITLE_CHARS)
}

/// A person's name: one line.
pub fn name(raw: &str) -> Result<String, Rule> {
    line(raw, limits::NAME_CHARS)
}

/// A profile's headline: one line, or nothing.
pub fn headline(raw: &str) -> Result<String, Rule> {
    match line(raw, limits::HEADLINE_CHARS) {
        Err(Rule::Empty) => Ok(String::new()),
        other => other,
    }
}

/// An address in lower case, with exactly one `@`, and nothing that could end a mail header or a
/// command early. Whether somebody reads it is found out by writing to it.
pub fn email(raw: &str) -> Result<String, Rule> {
    let address = raw.trim().to_lowercase();
    if address.is_empty() {
        return Err(Rule::Empty);
    }
    if address.len() > limits::EMAIL_BYTES {
        return Err(Rule::TooLong { max: limits::EMAIL_BYTES, actual: address.len() });
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let domain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    let fits = address.split_once('@').is_some_and(|(local, host)| {
        let dotted = |part: &str| !part.starts_with('.') && !part.ends_with('.') && !part.contains("..");
        !local.is_empty()
            && local.chars().all(plain)
            && dotted(local)
            && host.contains('.')
            && host.chars().all(domain)
            && dotted(host)
            && !host.starts_with('-')
    });
    if fits { Ok(address) } else { Err(Rule::NotAnAddress) }
}

/// A password's length; how guessable it is, the caller finds out.
pub fn password(raw: &str) -> Result<(), Rule> {
    let chars = raw.chars().count();
    if chars < limits::PASSWORD_CHARS_MIN {
        return Err(Rule::TooShort { min: limits::PASSWORD_CHARS_MIN });
    }
    if chars > limits::PASSWORD_CHARS_MAX {
        return Err(Rule::TooLong { max: limits::PASSWORD_CHARS_MAX, actual: chars });
    }
    Ok(())
}

/// The first characters of a text, on one line, for an inbox row.
pub fn preview(text: &str) -> String {
    let mut preview = String::new();
    for word in text.split_whitespace() {
        if !preview.is_empty() {
            preview.push(' ');
        }
        preview.push_str(word);
        if preview.chars().count() > limits::PREVIEW_CHARS {
            let mut cut: String = preview.chars().take(limits::PREVIEW_CHARS).collect();
            cut.push('…');
            return cut;
        }
    }
    preview
}

fn hyphenated(raw: &str, max: usize) -> Result<String, Rule> {
    let name = line(raw, max)?;
    let part = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    if name.split('-').all(part) { Ok(name) } else { Err(Rule::NotAName) }
}

fn paragraphs(raw: &str, max: usize) -> Result<String, Rule> {
    let text = raw.replace("\r\n", "\n").replace('\r', "\n");
    bounded(text.trim(), max, |c| c.is_control() && c != '\n' && c != '\t')
}

fn line(raw: &str, max: usize) -> Result<String, Rule> {
    // A name that turns the direction of text would also turn what we say around it.
    let raw: String = raw.chars().filter(|c| !turns_text(*c)).collect();
    // The two separators are no control characters to Unicode, yet they break lines in mail headers.
    bounded(raw.trim(), max, |c| c.is_control() || c == '\u{2028}' || c == '\u{2029}')
}

fn bounded(text: &str, max: usize, forbidden: impl Fn(char) -> bool) -> Result<String, Rule> {
    if text.chars().all(is_blank) {
        return Err(Rule::Empty);
    }
    let actual = text.chars().count();
    if actual > max {
        return Err(Rule::TooLong { max, actual });
    }
    if text.chars().any(forbidden) {
        return Err(Rule::ControlCharacter);
    }
    Ok(text.to_owned())
}

/// The marks, embeddings, overrides and isolates of Unicode's bidirectional algorithm (UAX #9).
fn turns_text(c: char) -> bool {
    matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// White space, and the zero-width characters that would make an empty message look sent.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{00ad}')
}

const JOINER: char = '\u{200d}';
const VARIATION: char = '\u{fe0f}';

/// A key of a telephone.
fn is_keycap(raw: &str) -> bool {
    raw.strip_prefix(|c: char| c.is_ascii_digit() || c == '#' || c == '*')
        .is_some_and(|rest| matches!(rest, "\u{fe0f}\u{20e3}" | "\u{20e3}"))
}

/// A country's flag, spelled with two letters of an alphabet of its own.
fn is_flag(raw: &str) -> bool {
    raw.chars().count() == 2 && raw.chars().all(is_flag_letter)
}

fn is_flag_letter(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}')
}

/// A symbol, in a colour or a skin tone at most; the black flag may name a region in invisible letters.
fn is_one_symbol(raw: &str) -> bool {
    let Some(rest) = raw.strip_prefix(|c| is_symbol(c) && !is_flag_letter(c)) else { return false };
    let tone = |c| matches!(c, VARIATION | '\u{1f3fb}'..='\u{1f3ff}');
    let rest = rest.strip_prefix(tone).unwrap_or(rest);
    let region = |letters: &str| letters.chars().all(|c| matches!(c, '\u{e0030}'..='\u{e007a}'));
    rest.is_empty() || raw.starts_with('\u{1f3f4}') && rest.strip_suffix('\u{e007f}').is_some_and(region)
}

/// The blocks of Unicode 17 in which emojis stand.
fn is_symbol(c: char) -> bool {
    matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{2190}'..='\u{2bff}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}'
        | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}' | '\u{a9}' | '\u{ae}')
}

fn turns_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_emoji_is_one_and_no_text() {
        for good in ["👍", "❤️", "👩🏽‍💻", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "1️⃣", "🇺🇦", "©"]
        {
            assert_eq!(emoji(good), Ok(good.into()), "{good}");
        }
        let joined = ["👍"; 10].join("\u{200d}");
        for wrong in [
            "",
            "a",
            "1",
            "👍 ",
            "<b>",
            "\u{fe0f}",
            "\u{20e3}",
            "👍👎",
            "☎5551234",
            "5551234\u{20e3}",
            "👍\u{200d}",
            "\u{200d}👍",
            "🇺",
            "🇺🇦🇺🇦",
            "👍🏽🏽",
            "👍\u{e0068}\u{e0069}\u{e007f}",
            &joined,
        ] {
            assert_eq!(emoji(wrong), Err(Rule::NotAnEmoji), "{wrong}");
        }
    }

    #[test]
    fn a_file_is_called_by_the_last_part_of_its_path_without_marks_that_turn_it_round() {
        assert_eq!(file_name("C:\\Users\\me\\plan.pdf"), Ok("plan.pdf".into()));
        assert_eq!(file_name("../../etc/passwd.csv"), Ok("passwd.csv".into()));
        assert_eq!(file_name("fdp\u{202e}exe.pdf"), Ok("fdpexe.pdf".into()));
        assert_eq!(file_name("a.exe:plan.pdf"), Ok("a.exe_plan.pdf".into()));
        for device in ["CON.pdf", "nul.tar.pdf", "Com1 .pdf", "LPT².pdf", "aux"] {
            assert_eq!(file_name(device), Ok(format!("_{device}")));
        }
        for usual in ["console.pdf", "com12.pdf", "com.pdf", "my con.pdf"] {
            assert_eq!(file_name(usual), Ok(usual.into()));
        }
        assert_eq!(file_name("a/"), Err(Rule::Empty));
        assert_eq!(file_name("a\nb.pdf"), Err(Rule::ControlCharacter));
        let actual = 10_000;
        assert_eq!(
            file_name(&"a".repeat(actual)),
            Err(Rule::TooLong { max: limits::FILE_NAME_CHARS, actual })
        );
    }

    #[test]
    fn a_text_of_white_space_or_invisible_characters_is_empty() {
        for blank in ["", "   ", "\n\t", "\u{200b}\u{feff}", " \u{2060} "] {
            assert_eq!(message(blank), Err(Rule::Empty), "{blank:?}");
        }
    }

    #[test]
    fn a_text_may_fill_its_bound_and_not_pass_it() {
        assert!(message(&"ß".repeat(limits::MESSAGE_CHARS)).is_ok());
        let actual = limits::MESSAGE_CHARS + 1;
        assert_eq!(message(&"ß".repeat(actual)), Err(Rule::TooLong { max: limits::MESSAGE_CHARS, actual }));
    }

    #[test]
    fn line_breaks_survive_in_a_message_and_not_in_a_name() {
        assert_eq!(message("one\r\ntwo\rthree"), Ok("one\ntwo\nthree".into()));
        assert_eq!(name("one\ntwo"), Err(Rule::ControlCharacter));
        assert_eq!(name("one\u{2028}two"), Err(Rule::ControlCharacter));
        assert_eq!(message("a\0b"), Err(Rule::ControlCharacter));
    }

    #[test]
    fn a_line_keeps_nothing_that_turns_the_direction_of_text() {
        let marks = "\u{061c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}";
        for mark in marks.chars() {
            for line in [name, title, headline] {
                assert_eq!(line(&format!(" {mark} Cla{mark}ra{mark}")), Ok("Clara".into()), "{mark:?}");
            }
            assert_eq!(name(&mark.to_string()), Err(Rule::Empty), "{mark:?}");
            assert_eq!(headline(&mark.to_string()), Ok(String::new()), "{mark:?}");
        }
        assert_eq!(name("\u{202e}שלום\u{202c}"), Ok("שלום".into()), "letters turn by themselves");
        let most = "x".repeat(limits::NAME_CHARS) + marks;
        assert!(name(&most).is_ok(), "what is not kept is not counted");
    }

    #[test]
    fn an_address_is_one_address_and_no_header() {
        assert_eq!(email(" Clara@Example.com "), Ok("clara@example.com".into()));
        for wrong in [
            "clara",
            "clara@",
            "@example.com",
            "a@b",
            "a@b.c\r\nBcc: x@y.z",
            "a@b@c.d",
            "a b@c.d",
            "a..b@c.d",
            "<a@b.c>",
            "a@.b.c",
        ] {
            assert_eq!(email(wrong), Err(Rule::NotAnAddress), "{wrong:?}");
        }
    }

    #[test]
    fn an_article_is_addressed_by_small_letters_and_single_hyphens() {
        for good in ["invitations", "what-to-ask", "step-2"] {
            assert_eq!(slug(good), Ok(good.into()));
        }
        for wrong in ["Invitations", "what--to", "-a", "a-", "a/b", "../a", "a b", "é", "%2e"] {
            assert_eq!(slug(wrong), Err(Rule::NotAName), "{wrong}");
        }
        assert_eq!(slug(" "), Err(Rule::Empty));
        assert!(matches!(slug(&"a".repeat(limits::HELP_SLUG_CHARS + 1)), Err(Rule::TooLong { .. })));
    }

    #[test]
    fn a_language_is_two_or_three_letters_and_a_country_at_most() {
        assert_eq!(language("en"), Ok("en".into()));
        assert_eq!(language("pt-BR"), Ok("pt-br".into()));
        for wrong in ["", "e", "english", "en-", "en-gbr", "en_GB", "e1", "en-us-x", "日本"] {
            assert_eq!(language(wrong), Err(Rule::NotALanguage), "{wrong}");
        }
    }

    #[test]
    fn a_preview_is_one_line_and_ends_in_an_ellipsis_when_cut() {
        assert_eq!(preview("two\nlines  here"), "two lines here");
        let cut = preview(&"word ".repeat(100));
        assert_eq!(cut.chars().count(), limits::PREVIEW_CHARS + 1);
        assert!(cut.ends_with('…'));
    }
}
