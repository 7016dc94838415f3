//! Every bound of the system that is not a setting. A list, a body, a queue or a rate without a line
//! here (or in the configuration) is a mistake.

use std::time::Duration;

/// Characters (Unicode scalar values) in a message.
pub const MESSAGE_CHARS: usize = 10_000;
/// Different emojis that one message is answered with.
pub const REACTIONS: usize = 20;
/// Bytes of one emoji: families of four with skin tones have 41.
pub const EMOJI_BYTES: usize = 64;
/// Characters of a point that was not made from a message.
pub const POINT_CHARS: usize = 500;
/// Points of one conversation that wait or are agreed.
pub const POINTS: i64 = 100;
/// Files of one message.
pub const FILES_PER_MESSAGE: usize = 10;
/// Bytes of a file: what the marketplace's guide calls 10 MB.
pub const FILE_BYTES: u64 = 10 * 1024 * 1024;
/// Files of one person that may wait to be sent.
pub const FILES_WAITING: i64 = 40;
/// How long an uploaded file waits to be sent before it is swept.
pub const FILE_WAITS: Duration = Duration::from_secs(24 * 3600);
/// Uploads that are taken in at once; beyond, the next hears that it is busy.
pub const UPLOADS_AT_ONCE: usize = 64;
/// Points of a picture: larger ones get no preview.
pub const PICTURE_PIXELS: u64 = 40_000_000;
/// Characters in the name of a file.
pub const FILE_NAME_CHARS: usize = 200;
/// Characters in the personal text of an invitation.
pub const INVITATION_CHARS: usize = 2_000;
/// Characters in a job's title.
pub const TITLE_CHARS: usize = 120;
/// Characters in a job's description.
pub const DESCRIPTION_CHARS: usize = 5_000;
/// Characters in a person's name.
pub const NAME_CHARS: usize = 60;
/// Characters in a profile's headline.
pub const HEADLINE_CHARS: usize = 120;
/// New contacts of one person that a contact policy lets wait for an answer.
pub const PENDING_MAX: i64 = 1_000;
/// Classes of jobs in one contact policy.
pub const JOB_CLASSES: usize = 50;
/// Characters in the name by which a class of jobs is kept.
pub const CLASS_NAME_CHARS: usize = 40;
/// Groups of suggested questions.
pub const QUESTION_GROUPS: usize = 40;
/// Questions in one group.
pub const QUESTIONS_PER_GROUP: usize = 20;
/// Characters of a suggested question.
pub const QUESTION_CHARS: usize = 300;
/// Languages in which a marketplace has words of its own.
pub const WORDING_LANGUAGES: usize = 10;
/// Characters of the line beneath the composer.
pub const POLICY_LINE_CHARS: usize = 300;
/// Paragraphs of the safety warning.
pub const WARNING_PARAGRAPHS: usize = 8;
/// Characters of one of them, and of the notice of what protects people.
pub const NOTICE_CHARS: usize = 600;
/// Proposals of one person that may wait for an answer.
pub const PROPOSALS_WAITING: i64 = 100;
/// Characters of a proposal.
pub const PROPOSAL_CHARS: usize = 5_000;
/// Jobs that one page of those open to questions looks at before it answers with what it has.
pub const POSTING_LOOKS: u32 = 200;
/// How long somebody whom nobody answered counts against the bound of those who wait.
pub const ASK_WAITS: Duration = Duration::from_secs(14 * 24 * 3600);
/// Characters in the reason staff give for a suspension.
pub const REASON_CHARS: usize = 500;
/// Bytes in an e-mail address (RFC 5321 allows 254 in a path).
pub const EMAIL_BYTES: usize = 254;
/// Characters in a password: enough to resist guessing, few enough to hash without being a burden.
pub const PASSWORD_CHARS_MIN: usize = 10;
/// See [`PASSWORD_CHARS_MIN`].
pub const PASSWORD_CHARS_MAX: usize = 128;
/// Characters in the name of a time zone; the longest of the database has 32.
pub const TIME_ZONE_CHARS: usize = 64;
/// Characters in a search word for a list.
pub const QUERY_CHARS: usize = 100;

/// Characters of what is typed into a search.
pub const SEARCH_CHARS: usize = 200;
/// Words of one search, as blanks part them.
pub const SEARCH_WORDS: usize = 8;
/// Words that an index is asked for: a script without blanks gives one a letter.
pub const SEARCH_TERMS: usize = 16;
/// Characters by which words are told apart.
pub const SEARCH_WORD_CHARS: usize = 40;
/// Entries that one search looks at before it answers with what it has.
pub const SEARCH_LOOKS: u32 = 1000;
/// Entries that one transaction of the indexing takes in.
pub const INDEXED_AT_ONCE: u32 = 100;
/// Characters of a message that a search shows.
pub const EXCERPT_CHARS: usize = 180;

/// Rows on one page of any list.
pub const PAGE_ROWS_MAX: u32 = 100;
/// Rows on a page when the caller names no number.
pub const PAGE_ROWS: u32 = 50;
/// Bytes of a JSON request body: four bytes a character of the longest text, escapes, and the rest.
pub const BODY_BYTES: usize = 128 * 1024;
/// Unread conversations are counted up to here; beyond, the badge says "99+".
pub const UNREAD_COUNTED: u32 = 99;
/// Characters of a message that an inbox row shows.
pub const PREVIEW_CHARS: usize = 140;

/// Open jobs one account may have at once.
pub const OPEN_JOBS: i64 = 500;
/// Jobs that an inbox offers to choose its conversations by, the most recent.
pub const INBOX_JOBS: u32 = 100;
/// Unread entries of one conversation are counted up to here; beyond, its row says "99+".
pub const UNREAD_ENTRIES: u32 = 100;
/// Saved replies of one person; all of them fit one page.
pub const SAVED_REPLIES: i64 = 100;
/// Characters in the title of a saved reply.
pub const REPLY_TITLE_CHARS: usize = 80;

/// Articles of the help centre in one language.
pub const HELP_ARTICLES: usize = 200;
/// Letters in the name by which an article is addressed.
pub const HELP_SLUG_CHARS: usize = 60;
/// Characters in the text of an article.
pub const HELP_ARTICLE_CHARS: usize = 20_000;
/// Characters of a question that is asked of the help centre.
pub const HELP_QUESTION_CHARS: usize = 500;
/// Words of a question that are looked at; whoever asks in more says no more.
pub const HELP_QUESTION_WORDS: usize = 40;
/// Articles that a question is answered with.
pub const HELP_HITS: usize = 5;
/// Characters of a comment on an article.
pub const HELP_COMMENT_CHARS: usize = 2_000;
/// Comments of one person on one article.
pub const HELP_COMMENTS: i64 = 20;
/// Characters of a request to support.
pub const HELP_REQUEST_CHARS: usize = 5_000;
/// Characters in the code of a reason that a request names.
pub const HELP_REASON_CHARS: usize = 60;
/// Requests of one person to support in the time below.
pub const HELP_REQUESTS: i64 = 20;
/// See [`HELP_REQUESTS`].
pub const HELP_REQUESTS_WITHIN: Duration = Duration::from_secs(24 * 3600);

/// Cases of support that one person may have open.
pub const OPEN_CASES: i64 = 20;
/// People of the desk that are told of a case, and offered to give it to.
pub const DESK_PEOPLE: i64 = 50;
/// People of the desk that are named as having answered in one case.
pub const CASE_PEOPLE: i64 = 20;
/// Characters of an article with which the bot answers.
pub const BOT_QUOTE_CHARS: usize = 320;

/// How long an invitation waits for its answer.
pub const INVITATION_LASTS: Duration = Duration::from_secs(14 * 24 * 3600);
/// How long a sign-in lasts.
pub const SESSION_LASTS: Duration = Duration::from_secs(30 * 24 * 3600);
/// How long the link in a verification mail works.
pub const VERIFICATION_LASTS: Duration = Duration::from_secs(72 * 3600);
/// How long an idempotency key of a create that is no entry is remembered.
pub const KEY_LASTS: Duration = Duration::from_secs(72 * 3600);
/// Past attempts that one rehearsal of a contact policy judges.
pub const REHEARSAL_ATTEMPTS: usize = 200_000;
/// Days of the past that a rehearsal looks at; refusals are not kept for longer.
pub const REHEARSAL_DAYS: u32 = 90;
/// How long a refusal is kept for the staff's counts.
pub const REFUSAL_LASTS: Duration = Duration::from_secs(90 * 24 * 3600);
/// Refusals kept of one account: a caller that hammers a closed door fills no disk.
pub const REFUSALS_PER_ACCOUNT: i64 = 200;

/// Sessions of one account; the oldest ends when another begins.
pub const SESSIONS_PER_ACCOUNT: i64 = 20;
/// Sign-ups for one unproven address that can be verified at a time; the oldest ends when another begins.
pub const VERIFICATIONS_PER_ACCOUNT: i64 = 10;
/// Connections to one node: one a tab, and as many again for what its pages ask. Further ones wait in line.
pub const CONNECTIONS: usize = 32_768;
/// Sockets of one account on one node.
pub const SOCKETS_PER_ACCOUNT: usize = 10;
/// Bytes in a frame from a client.
pub const CLIENT_FRAME_BYTES: usize = 4096;
/// Conversations one resume frame may name.
pub const RESUME_CONVERSATIONS: usize = 20;
/// Conversations of which one request may say that their entries arrived.
pub const DELIVERIES: usize = 50;
/// Entries sent on resume before a reset is cheaper.
pub const RESUME_ENTRIES: u32 = 200;
/// Frames waiting for one socket before it counts as too slow.
pub const SOCKET_QUEUE_FRAMES: usize = 256;
