//! Marks are their owner's business: whoever takes part sets them, whatever became of the conversation.
//! Each rule returns the marks to keep, or `None` where they are so already.

use super::contact::Rules;
use super::{Denial, Permitted, reading};
use crate::conversation::Conversation;
use crate::conversation::marks::{Marks, Mute, Unread};
use crate::ids::Seq;
use crate::market::{JobPhase, Side};

/// A mark that is set or taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Star,
    Mute,
    Archive,
}

/// Sets a mark, or takes it away.
pub fn set(marks: &Marks, mark: Mark, on: bool, log: &Conversation) -> Option<Permitted<Marks>> {
    let is_so = match mark {
        Mark::Star => marks.starred,
        Mark::Mute => marks.is_muted(),
        Mark::Archive => marks.is_archived(log),
    };
    if is_so == on {
        return None;
    }
    // What is put away stays there and what came back stays in the list, whatever is done about silence;
    // only later messages bring it back.
    let archived = marks.is_archived(log).then_some(log.messages);
    let changed = match mark {
        Mark::Star => Marks { starred: on, ..*marks },
        Mark::Archive => Marks { archived: on.then_some(log.messages), ..*marks },
        Mark::Mute if on => Marks { mute: Some(Mute { from: log.last_seq, to: None }), archived, ..*marks },
        Mark::Mute => {
            let mute = marks.mute.map(|mute| Mute { to: Some(log.last_seq), ..mute });
            Marks { mute, archived, ..*marks }
        }
    };
    Some(Permitted::new(Marks { version: marks.version + 1, ..changed }))
}

/// What marking as unread looks at, besides the conversation.
#[derive(Clone, Copy, Debug)]
pub struct Again {
    /// The first entry that is to count as unread.
    pub from: Seq,
    /// How many entries to read the other side wrote from there on.
    pub heard: i64,
    pub read_seq: Seq,
    pub read_messages: i64,
}

/// Marks what was read as unread. Where one wrote everything oneself, it counts as one, since somebody
/// who asks for the mark wants to see it. What cannot be read cannot be marked either.
pub fn unread(
    side: Side,
    marks: &Marks,
    again: Again,
    log: &Conversation,
    job: JobPhase,
    contact: &Rules,
) -> Result<Option<Permitted<Marks>>, Denial> {
    reading::mark_read(side, log, job, contact)?;
    let waits = marks.read_messages(again.read_messages) < log.messages;
    let first = marks.unread.map_or(again.read_seq + 1, |unread| unread.from);
    if waits && again.from >= first {
        return Ok(None);
    }
    let messages = (log.messages - again.heard.max(1)).min(again.read_messages);
    let unread = Some(Unread { from: again.from, messages });
    Ok(Some(Permitted::new(Marks { unread, version: marks.version + 1, ..*marks })))
}
