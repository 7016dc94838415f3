//! Why something about what two people agree on is refused.

/// A refusal. Codes are API: they are never renamed and never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointDenial {
    /// As many points of one conversation as may wait or be agreed.
    Limit {
        max: i64,
    },
    /// A point made from this message waits or is agreed.
    AlreadyProposed,
    /// A message of files alone says nothing that could be agreed on.
    NoWords,
    NotAPoint,
    /// Whoever proposes something does not answer it.
    OwnPoint,
    /// Only whoever proposed something takes it back.
    NotYours,
    /// The point was answered, taken back or lapsed meanwhile.
    Answered,
}

impl PointDenial {
    /// The stable name.
    pub fn code(&self) -> &'static str {
        match self {
            PointDenial::Limit { .. } => "point-limit",
            PointDenial::AlreadyProposed => "point-already-proposed",
            PointDenial::NoWords => "point-without-words",
            PointDenial::NotAPoint => "not-a-point",
            PointDenial::OwnPoint => "own-point",
            PointDenial::NotYours => "not-your-point",
            PointDenial::Answered => "point-answered",
        }
    }

    /// What happened and what to do, for the person refused.
    pub fn sentence(&self) -> String {
        match self {
            PointDenial::Limit { max } => format!("{max} points of this conversation wait or are agreed, which is the most. Take one back that waits."),
            PointDenial::AlreadyProposed => "This message was proposed as an agreed point already. It stands in the list of agreed points.".into(),
            PointDenial::NoWords => "This message has no words to agree on. Propose a short text instead.".into(),
            PointDenial::NotAPoint => "This can only be done to a point that was proposed.".into(),
            PointDenial::OwnPoint => "You proposed this point, so the other person confirms or declines it. You can take it back while it waits.".into(),
            PointDenial::NotYours => "Only whoever proposed a point can take it back. You can confirm or decline it.".into(),
            PointDenial::Answered => "This point does not wait for an answer any more. Reload to see where it stands.".into(),
        }
    }

    /// See [`super::Denial::is_lost_race`].
    pub fn is_lost_race(&self) -> bool {
        matches!(self, PointDenial::Answered | PointDenial::AlreadyProposed)
    }
}
