//! A rehearsal: a draft of the policy, judged by what people tried in the past.
//!
//! [`Rehearsal`] is a marketplace of folds only. It is given what was tried, in the order of time, has the rules
//! themselves judge it under the draft, and folds what they permit. So what would have been refused takes
//! with it what only came of it: who never got an invitation has nothing to accept.

use super::{ContactPolicy, EntryPoint, Subject, resolve};
use crate::conversation::{Conversation, apply};
use crate::entry::{Attached, Author, Entry, EntryBody, Message, NewEntry};
use crate::files::FileType;
use crate::ids::Seq;
use crate::market::{Actor, Answer, InvitationState, JobPhase, Person, Side};
use crate::policy::{Action, Denial, Facts, Permitted, Rate, Start, decide, messages};
use crate::{AccountId, ConversationId, FileId, InvitationId, JobId, Time, limits};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};
use std::sync::Arc;
use uuid::Uuid;

/// A job and the freelancer with whom its client talks about it: at most one conversation.
pub type Pair = (JobId, AccountId);

/// Something that somebody tried.
#[derive(Clone, Debug)]
pub struct Attempt {
    pub at: Time,
    pub by: AccountId,
    pub side: Side,
    pub pair: Pair,
    pub client: AccountId,
    /// Of the job, then.
    pub phase: JobPhase,
    /// Of the job, then.
    pub subject: Arc<Subject>,
    pub deed: Deed,
    /// Its number in the log; `None` where it was refused.
    pub seq: Option<Seq>,
}

/// What it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// `offers_work`: the person contacted could be; `proposed`: a proposal of theirs waited.
    Invite {
        proposed: bool,
        offers_work: bool,
    },
    /// Began by writing.
    Ask {
        entry: EntryPoint,
        offers_work: bool,
        kinds: Vec<FileType>,
    },
    /// The newest invitation, whichever that would be.
    Answer(Answer),
    Acknowledge {
        version: i64,
    },
    Send {
        quote: Option<Seq>,
        kinds: Vec<FileType>,
    },
    /// An edit, a removal, a reaction, a deliverable: whatever changes a message that stands.
    Change {
        target: Seq,
    },
}

/// What a draft makes of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Permitted,
    Refused(Denial),
    /// It would not have come to it: what it was about would not have been there.
    Moot,
}

/// A marketplace under a draft.
#[derive(Debug)]
pub struct Rehearsal {
    policy: ContactPolicy,
    pairs: HashMap<Pair, Kept>,
    /// Of each client, the invitations that wait.
    waiting: HashMap<AccountId, i64>,
    expiries: BinaryHeap<Reverse<(Time, Pair)>>,
    /// Of everybody, those to whom they wrote first and who have not answered, with when.
    asked: HashMap<AccountId, HashMap<Pair, Time>>,
}

#[derive(Debug)]
struct Kept {
    client: AccountId,
    log: Conversation,
    /// Entries, by their true numbers, that the draft kept away.
    lost: HashSet<Seq>,
}

impl Kept {
    fn waits(&self) -> bool {
        self.log.invitation.is_some_and(|invited| invited.state == InvitationState::Pending)
    }
}

impl Deed {
    /// Its name on the wire.
    pub fn name(&self) -> &'static str {
        match self {
            Deed::Invite { .. } => "invite",
            Deed::Ask { .. } => "ask",
            Deed::Answer(_) => "answer",
            Deed::Acknowledge { .. } => "acknowledge",
            Deed::Send { .. } => "send",
            Deed::Change { .. } => "change",
        }
    }

    /// From where somebody turned to somebody.
    pub fn entry(&self) -> Option<EntryPoint> {
        match self {
            Deed::Invite { proposed: true, .. } => Some(EntryPoint::Proposal),
            Deed::Invite { .. } => Some(EntryPoint::Profile),
            Deed::Ask { entry, .. } => Some(*entry),
            _ => None,
        }
    }
}

impl Rehearsal {
    pub fn new(policy: ContactPolicy) -> Rehearsal {
        Rehearsal {
            policy,
            pairs: HashMap::new(),
            waiting: HashMap::new(),
            expiries: BinaryHeap::new(),
            asked: HashMap::new(),
        }
    }

    /// Takes in, unjudged, what stood in a log before the attempts begin; entry by entry.
    pub fn recall(&mut self, pair: Pair, client: AccountId, entry: &Entry) {
        self.fold(pair, client, |_| entry.clone());
    }

    /// Judges an attempt; none is earlier than the one before.
    pub fn judge(&mut self, attempt: &Attempt) -> Verdict {
        self.expire_until(attempt.at);
        let verdict = self.verdict(attempt);
        if let (Some(seq), Verdict::Refused(_) | Verdict::Moot) = (attempt.seq, verdict) {
            self.kept(attempt.pair, attempt.client).lost.insert(seq);
        }
        verdict
    }

    fn verdict(&mut self, attempt: &Attempt) -> Verdict {
        let pending = match attempt.deed {
            Deed::Ask { .. } => self.unanswered(attempt.by, attempt.at),
            _ => self.waiting.get(&attempt.by).copied().unwrap_or(0),
        };
        let contact = resolve(&self.policy, &attempt.subject);
        let kept = self.kept(attempt.pair, attempt.client);
        let log = &kept.log;
        let begun = log.last_seq > 0;
        let lost = |seq: Seq| kept.lost.contains(&seq);
        let start = |entry, offers_work| Start {
            entry,
            has_open_job: true,
            own_profile: false,
            offers_work,
            pending,
        };
        let (action, start) = match &attempt.deed {
            Deed::Invite { proposed, offers_work } => {
                let entry = contact.terms.starts.of_invitation(*proposed);
                let invitation = InvitationId(Uuid::nil());
                let action = Action::Invite { invitation, text: String::new() };
                (action, Some(start(entry, *offers_work)))
            }
            Deed::Ask { entry, offers_work, kinds } => {
                (Action::Ask(message(kinds)), Some(start(*entry, *offers_work)))
            }
            Deed::Answer(_) if log.invitation.is_none() => return Verdict::Moot,
            // Said once more; the marketplace may have said it first.
            Deed::Answer(answer)
                if log.invitation.is_some_and(|it| it.state == InvitationState::Answered(*answer)) =>
            {
                return Verdict::Permitted;
            }
            Deed::Answer(answer) => (Action::Answer(*answer), None),
            _ if !begun => return Verdict::Moot,
            Deed::Acknowledge { version } => (Action::Acknowledge { version: *version }, None),
            Deed::Send { quote: Some(quote), .. } if lost(*quote) => return Verdict::Moot,
            Deed::Send { kinds, .. } => (Action::Send(message(kinds)), None),
            Deed::Change { target } if lost(*target) => return Verdict::Moot,
            Deed::Change { .. } => return self.change(attempt),
        };
        self.act(attempt, action, start)
    }

    /// Whatever else holds for it held then: what the draft decides is whether its author may write.
    fn change(&mut self, attempt: &Attempt) -> Verdict {
        match messages::may_write(&self.facts(attempt, None)) {
            Ok(()) => Verdict::Permitted,
            Err(denial) => Verdict::Refused(denial),
        }
    }

    fn act(&mut self, attempt: &Attempt, action: Action, start: Option<Start>) -> Verdict {
        let person = Person { id: attempt.by, staff: None, suspended: false };
        let invites = matches!(action, Action::Invite { .. });
        match decide(&Actor::Person(person), action, &self.facts(attempt, start)) {
            Ok(permitted) => self.write(attempt, permitted),
            Err(denial) => return Verdict::Refused(denial),
        }
        // Where nobody is asked, the marketplace accepts.
        let facts = self.facts(attempt, start);
        if invites && let Ok(permitted) = decide(&Actor::System, Action::Answer(Answer::Accepted), &facts) {
            self.write(attempt, permitted);
        }
        Verdict::Permitted
    }

    fn facts(&mut self, attempt: &Attempt, start: Option<Start>) -> Facts {
        Facts {
            at: attempt.at,
            key: None,
            conversation: ConversationId(Uuid::nil()),
            side: attempt.side,
            contact: resolve(&self.policy, &attempt.subject),
            log: self.kept(attempt.pair, attempt.client).log.clone(),
            job: attempt.phase,
            rate: Rate::Kept,
            start,
            target: None,
            points: None,
        }
    }

    fn write(&mut self, attempt: &Attempt, permitted: Permitted<NewEntry>) {
        let NewEntry { conversation, author, body, at, key } = permitted.into_inner();
        self.fold(attempt.pair, attempt.client, |log| {
            let (seq, at) = log.next(at);
            let messages = log.messages + i64::from(body.is_said());
            Entry { conversation, seq, author, body, at, key, messages }
        });
    }

    /// To how many somebody wrote first who have not answered, of those that count.
    fn unanswered(&mut self, by: AccountId, now: Time) -> i64 {
        let Some(asked) = self.asked.get_mut(&by) else { return 0 };
        let since = now.minus(limits::ASK_WAITS);
        asked.retain(|_, at| *at > since);
        i64::try_from(asked.len()).unwrap_or(i64::MAX)
    }

    /// Invitations that nobody answered in their time.
    fn expire_until(&mut self, now: Time) {
        while let Some(Reverse((at, pair))) = self.expiries.peek().copied()
            && at <= now
        {
            self.expiries.pop();
            let Some(kept) = self.pairs.get_mut(&pair) else { continue };
            if let Some(invited) = &mut kept.log.invitation
                && invited.state == InvitationState::Pending
                && invited.expires_at <= now
            {
                invited.state = InvitationState::Answered(Answer::Expired);
                *self.waiting.entry(kept.client).or_default() -= 1;
            }
        }
    }

    fn kept(&mut self, pair: Pair, client: AccountId) -> &mut Kept {
        self.pairs.entry(pair).or_insert_with(|| Kept {
            client,
            log: Conversation::EMPTY,
            lost: HashSet::new(),
        })
    }

    fn fold(&mut self, pair: Pair, client: AccountId, write: impl FnOnce(&Conversation) -> Entry) {
        let kept = self.kept(pair, client);
        let waited = i64::from(kept.waits());
        let begun = kept.log.is_accepted();
        let entry = write(&kept.log);
        apply(&mut kept.log, &entry);
        let waits = i64::from(kept.waits());
        let expires_at = kept.log.invitation.filter(|_| waits > waited).map(|invited| invited.expires_at);
        *self.waiting.entry(client).or_default() += waits - waited;
        self.expiries.extend(expires_at.map(|at| Reverse((at, pair))));
        if let (EntryBody::Message(_), Author::Account { id, .. }) = (&entry.body, entry.author) {
            self.said(pair, client, id, (!begun).then_some(entry.at));
        }
    }

    /// A message, with when it was if it began a conversation; any other answers who did.
    fn said(&mut self, pair: Pair, client: AccountId, by: AccountId, began: Option<Time>) {
        if let Some(at) = began {
            self.asked.entry(by).or_default().insert(pair, at);
        } else {
            let other = if by == client { pair.1 } else { client };
            self.asked.get_mut(&other).map(|asked| asked.remove(&pair));
        }
    }
}

/// A message of which nothing is remembered but the kinds of its files.
fn message(kinds: &[FileType]) -> Message {
    let attached = |kind: &FileType| Attached {
        id: FileId(Uuid::nil()),
        name: String::new(),
        kind: *kind,
        bytes: 0,
        sha256: [0; 32],
    };
    Message { files: kinds.iter().map(attached).collect(), ..Message::default() }
}
