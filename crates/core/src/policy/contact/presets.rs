//! The policies that are shipped: whole documents to begin with.

use super::{Attachments, CanStart, Changes, ClosedShows, Document, JobClass, Starting, Starts, Terms, Who};
use crate::market::JobPhase;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// A shipped document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Preset {
    /// The client starts, from a profile, about an open job of theirs, and the freelancer accepts before
    /// anything else is said. A closed job hides its conversations.
    ClientInvites,
    /// Whoever reads about a job asks its client. Words only; silence while work is under final review.
    WriterAsks,
    /// The client speaks first, to whom they choose, and nobody has to accept.
    ClientSpeaksFirst,
}

impl Preset {
    pub const ALL: [Preset; 3] = [Preset::ClientInvites, Preset::WriterAsks, Preset::ClientSpeaksFirst];

    /// The whole document.
    pub fn document(self) -> Document {
        let classes = match self {
            Preset::WriterAsks => BTreeMap::from([("superhero".to_owned(), superhero())]),
            Preset::ClientInvites | Preset::ClientSpeaksFirst => BTreeMap::new(),
        };
        let terms = match self {
            Preset::ClientInvites => client_invites(),
            Preset::WriterAsks => writer_asks(),
            Preset::ClientSpeaksFirst => client_speaks_first(),
        };
        Document { everywhere: Arc::new(terms), classes }
    }
}

const fn starting(who: Who, must_accept: bool) -> Starting {
    Starting { who, must_accept }
}

fn client_invites() -> Terms {
    Terms {
        starts: Starts {
            profile: starting(Who::Client, true),
            job_page: starting(Who::Nobody, false),
            pitch_request: starting(Who::Nobody, false),
            proposal: starting(Who::Client, true),
            contract: starting(Who::Both, false),
        },
        pending_max: 20,
        attachments: Attachments::ANY,
        call: Who::Client,
        schedule: Who::Client,
        closed_shows: ClosedShows::Nothing,
        blocked: BTreeMap::new(),
        can_start: CanStart::Always,
    }
}

fn writer_asks() -> Terms {
    let review = "The client is looking over the finished work. Messages come back when the review is over.";
    Terms {
        starts: Starts {
            profile: starting(Who::Client, true),
            job_page: starting(Who::Both, false),
            pitch_request: starting(Who::Both, false),
            proposal: starting(Who::Both, false),
            contract: starting(Who::Both, false),
        },
        attachments: Attachments::NONE,
        closed_shows: ClosedShows::Everything,
        blocked: BTreeMap::from([(JobPhase::FinalReview, review.to_owned())]),
        can_start: CanStart::FreelancerWrote,
        ..client_invites()
    }
}

fn client_speaks_first() -> Terms {
    Terms {
        starts: Starts {
            profile: starting(Who::Client, false),
            job_page: starting(Who::Nobody, false),
            pitch_request: starting(Who::Nobody, false),
            proposal: starting(Who::Client, false),
            contract: starting(Who::Both, false),
        },
        call: Who::Both,
        schedule: Who::Both,
        closed_shows: ClosedShows::Everything,
        ..client_invites()
    }
}

/// What the house settles for every case of support's: only the person begins one.
pub(super) fn case_terms() -> Arc<Terms> {
    static TERMS: LazyLock<Arc<Terms>> = LazyLock::new(|| {
        let nobody = starting(Who::Nobody, false);
        Arc::new(Terms {
            starts: Starts {
                profile: nobody,
                job_page: starting(Who::Both, false),
                pitch_request: nobody,
                proposal: nobody,
                contract: nobody,
            },
            call: Who::Nobody,
            schedule: Who::Nobody,
            closed_shows: ClosedShows::Everything,
            ..client_invites()
        })
    });
    TERMS.clone()
}

/// A class without messaging: nothing is asked, and so nothing can be waited for.
fn superhero() -> JobClass {
    let changes = Changes { can_start: Some(CanStart::Always), ..Changes::default() };
    JobClass { label: "Superhero".into(), messaging: false, changes }
}
