//! An invitation: a client asks a freelancer about a job, with a personal text.

/// What became of an invitation. The freelancer accepts or declines, the client withdraws, and the
/// system lets it expire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Answer {
    Accepted,
    Declined,
    Withdrawn,
    Expired,
}

/// Where an invitation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InvitationState {
    Pending,
    Answered(Answer),
}

impl InvitationState {
    pub const ALL: [InvitationState; 5] = [
        InvitationState::Pending,
        InvitationState::Answered(Answer::Accepted),
        InvitationState::Answered(Answer::Declined),
        InvitationState::Answered(Answer::Withdrawn),
        InvitationState::Answered(Answer::Expired),
    ];
}
