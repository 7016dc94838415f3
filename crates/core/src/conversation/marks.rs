//! What one participant makes of a conversation for themselves: a star, silence, putting it away, marking
//! it unread. Nobody else sees any of it, so none of it is an entry. Pure: who may change what is said by
//! `policy::marks`.

use super::view::Glance;
use super::{Conversation, Standing};
use crate::ids::Seq;
use crate::market::Side;

/// The marks of one participant on one conversation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    pub starred: bool,
    /// The newest silence, over or not; `None` where there never was one.
    pub mute: Option<Mute>,
    /// How many entries there were to read when it was put away. One more brings it back, so a send needs
    /// to touch nobody's row but its author's.
    pub archived: Option<i64>,
    pub unread: Option<Unread>,
    /// Rises with every change of the marks.
    pub version: i64,
}

/// A stretch of a log about whose messages its participant is not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mute {
    /// The newest entry when it began; those after it are silent.
    pub from: Seq,
    /// The newest entry when it ended; `None` while it lasts.
    pub to: Option<Seq>,
}

/// A conversation that its participant marked as unread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The first entry that counts as unread again.
    pub from: Seq,
    /// Takes the place of the count at the read marker, which itself never goes back: others may be told of it.
    pub messages: i64,
}

impl Mute {
    /// Whether its participant is not told of a message with this number, whenever that is asked.
    pub fn silences(&self, seq: Seq) -> bool {
        seq > self.from && self.to.is_none_or(|to| seq <= to)
    }
}

impl Marks {
    pub fn is_muted(&self) -> bool {
        self.mute.is_some_and(|mute| mute.to.is_none())
    }

    /// Whether it is put away: until somebody else says something, or until it is taken out if it is muted.
    pub fn is_archived(&self, log: &Conversation) -> bool {
        self.archived.is_some_and(|messages| self.is_muted() || log.messages <= messages)
    }

    /// How many of the entries to read count as read, given the count at the read marker.
    pub fn read_messages(&self, at_marker: i64) -> i64 {
        self.unread.map_or(at_marker, |unread| unread.messages)
    }

    /// Whether the conversation counts among the unread ones. Of a muted one, only an invitation that waits
    /// for this person's answer does.
    pub fn counts(&self, side: Side, log: &Conversation, glance: &Glance) -> bool {
        let asked = side == Side::Freelancer && glance.standing == Standing::Invited;
        glance.unread > 0 && !self.is_archived(log) && (!self.is_muted() || asked)
    }

    /// The marks after their owner wrote an entry themselves: what they answer they have read, and what
    /// they have put away stays there. `said` tells whether the entry is one to read, `log` holds it.
    pub fn after_own(self, log: &Conversation, said: bool) -> Marks {
        let before = log.messages - i64::from(said);
        let archived = self.archived.map(|at| if at >= before { log.messages } else { at });
        Marks { archived, unread: None, ..self }
    }
}
