//! Why something about a case of support is refused.

/// A refusal. Codes are API: they are never renamed and never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SupportDenial {
    /// As many open cases as one person may have.
    CaseLimit {
        max: i64,
    },
    CaseClosed,
    AlreadyHandedOver,
    /// Whom a case is given to must sit at the desk.
    NotAtTheDesk,
    /// Files are delivered for jobs, not to support.
    NothingToDeliver,
    /// Points are agreed on between client and freelancer.
    NothingToAgreeOn,
}

impl SupportDenial {
    /// The stable name.
    pub fn code(&self) -> &'static str {
        match self {
            SupportDenial::CaseLimit { .. } => "case-limit",
            SupportDenial::CaseClosed => "case-closed",
            SupportDenial::AlreadyHandedOver => "already-handed-over",
            SupportDenial::NotAtTheDesk => "not-at-the-desk",
            SupportDenial::NothingToDeliver => "nothing-to-deliver",
            SupportDenial::NothingToAgreeOn => "nothing-to-agree-on",
        }
    }

    /// What happened and what to do, for the person refused.
    pub fn sentence(&self) -> String {
        match self {
            SupportDenial::CaseLimit { max } => format!("{max} of your conversations with support are open, which is the most. Go on in one of them."),
            SupportDenial::CaseClosed => "Support has closed this conversation. What was written stays here to read. Ask again if anything is left.".into(),
            SupportDenial::AlreadyHandedOver => "Somebody from support has this conversation already.".into(),
            SupportDenial::NotAtTheDesk => "This person does not answer for support. Choose somebody who does.".into(),
            SupportDenial::NothingToDeliver => "Files are delivered in the conversation about a job. In this one they are only sent.".into(),
            SupportDenial::NothingToAgreeOn => "Points are agreed on in the conversation about a job, with its client or freelancer.".into(),
        }
    }

    /// See [`super::Denial::is_lost_race`].
    pub fn is_lost_race(&self) -> bool {
        matches!(self, SupportDenial::AlreadyHandedOver)
    }
}
