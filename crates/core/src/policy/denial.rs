//! Why something is refused: a stable code for programs, a sentence for people.

use super::{HiringDenial, PointDenial, SupportDenial};
use crate::conversation::PausedReason;
use crate::market::JobPhase;
use std::time::Duration;

/// A refusal. Codes are API: they are never renamed and never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denial {
    NoOpenJob,
    OnlyClientsStart,
    OnlyFreelancersStart,
    NobodyStartsHere,
    InvitationRequired,
    OwnProfile,
    NotOfferingWork,
    /// Who asks about a job does not say that they offer work.
    OfferWorkFirst,
    JobClosed,
    MessagingOff,
    ClassWithoutMessaging,
    PhaseOpen,
    PhaseInProgress,
    PhaseFinalReview,
    AttachmentsOff,
    FileKindNotAllowed,
    InvitationPending,
    AlreadyInConversation,
    InvitationDeclined,
    InvitationLimit {
        max: i64,
    },
    ContactLimit {
        max: i64,
    },
    InvitationAnswered,
    InvitationWithdrawn,
    InvitationExpired,
    OnlyTheClientWithdraws,
    OnlyTheClientCloses,
    OnlyTheFreelancerAnswers,
    OnlyTheFreelancerAcknowledges,
    WarningNotAcknowledged,
    WarningChanged,
    NotYourMessage,
    NotAMessage,
    MessageRemoved,
    TooLateToRevise {
        within: Duration,
    },
    ReactionLimit {
        max: usize,
    },
    FilesWaiting {
        max: i64,
    },
    AccountSuspended,
    RateLimited {
        retry_after: Duration,
    },
    OpenJobLimit {
        max: i64,
    },
    SavedReplyLimit {
        max: i64,
    },
    /// The help centre has as many articles as it may.
    ArticleLimit {
        max: usize,
    },
    /// Somebody else has saved the article meanwhile.
    ArticleChanged,
    /// As many comments on one article as one person may write.
    CommentLimit {
        max: i64,
    },
    /// As many requests to support as one person may send in a day.
    RequestLimit {
        max: i64,
    },
    /// About cases of support.
    Support(SupportDenial),
    /// Somebody else has saved the suggested questions meanwhile.
    QuestionsChanged,
    /// Somebody else has saved the marketplace's words meanwhile.
    WordingChanged,
    /// About proposals, hiring and contracts.
    Hiring(HiringDenial),
    /// About what two people agree on.
    Point(PointDenial),
    /// Work waits until the freelancer has written.
    FreelancerHasNotWritten,
    /// Work waits until the client has answered.
    ClientHasNotReplied,
    /// Work waits until both have confirmed what is to be done.
    NotConfirmed,
    StaffRoleRequired,
    OwnAccount,
    SystemOnly,
    PeopleOnly,
}

impl Denial {
    /// The stable name.
    pub fn code(&self) -> &'static str {
        match self {
            Denial::NoOpenJob => "no-open-job",
            Denial::OnlyClientsStart => "only-clients-start",
            Denial::OnlyFreelancersStart => "only-freelancers-start",
            Denial::NobodyStartsHere => "nobody-starts-here",
            Denial::InvitationRequired => "invitation-required",
            Denial::OwnProfile => "own-profile",
            Denial::NotOfferingWork => "not-offering-work",
            Denial::OfferWorkFirst => "offer-work-first",
            Denial::JobClosed => "job-closed",
            Denial::MessagingOff => "messaging-off",
            Denial::ClassWithoutMessaging => "class-without-messaging",
            Denial::PhaseOpen => "phase-open",
            Denial::PhaseInProgress => "phase-in-progress",
            Denial::PhaseFinalReview => "phase-final-review",
            Denial::AttachmentsOff => "attachments-off",
            Denial::FileKindNotAllowed => "file-kind-not-allowed",
            Denial::InvitationPending => "invitation-pending",
            Denial::AlreadyInConversation => "already-in-conversation",
            Denial::InvitationDeclined => "invitation-declined",
            Denial::InvitationLimit { .. } => "invitation-limit",
            Denial::ContactLimit { .. } => "contact-limit",
            Denial::InvitationAnswered => "invitation-answered",
            Denial::InvitationWithdrawn => "invitation-withdrawn",
            Denial::InvitationExpired => "invitation-expired",
            Denial::OnlyTheClientWithdraws => "only-the-client-withdraws",
            Denial::OnlyTheClientCloses => "only-the-client-closes",
            Denial::OnlyTheFreelancerAnswers => "only-the-freelancer-answers",
            Denial::OnlyTheFreelancerAcknowledges => "only-the-freelancer-acknowledges",
            Denial::WarningNotAcknowledged => "warning-not-acknowledged",
            Denial::WarningChanged => "warning-changed",
            Denial::NotYourMessage => "not-your-message",
            Denial::NotAMessage => "not-a-message",
            Denial::MessageRemoved => "message-removed",
            Denial::TooLateToRevise { .. } => "too-late-to-revise",
            Denial::ReactionLimit { .. } => "reaction-limit",
            Denial::FilesWaiting { .. } => "files-waiting",
            Denial::AccountSuspended => "account-suspended",
            Denial::RateLimited { .. } => "rate-limited",
            Denial::OpenJobLimit { .. } => "open-job-limit",
            Denial::SavedReplyLimit { .. } => "saved-reply-limit",
            Denial::ArticleLimit { .. } => "article-limit",
            Denial::ArticleChanged => "article-changed",
            Denial::CommentLimit { .. } => "comment-limit",
            Denial::RequestLimit { .. } => "request-limit",
            Denial::Support(denial) => denial.code(),
            Denial::QuestionsChanged => "questions-changed",
            Denial::WordingChanged => "wording-changed",
            Denial::Hiring(denial) => denial.code(),
            Denial::Point(denial) => denial.code(),
            Denial::FreelancerHasNotWritten => "freelancer-has-not-written",
            Denial::ClientHasNotReplied => "client-has-not-replied",
            Denial::NotConfirmed => "not-confirmed",
            Denial::StaffRoleRequired => "staff-role-required",
            Denial::OwnAccount => "own-account",
            Denial::SystemOnly => "system-only",
            Denial::PeopleOnly => "people-only",
        }
    }

    /// What happened and what to do, for the person refused.
    pub fn sentence(&self) -> String {
        match self {
            Denial::NoOpenJob => "Post a job first: a conversation is always about one of your open jobs.".into(),
            Denial::OnlyClientsStart => "Only the client of a job starts a conversation about it. You can answer once you are invited.".into(),
            Denial::OnlyFreelancersStart => "Only a freelancer starts a conversation from here. You can answer once somebody writes.".into(),
            Denial::NobodyStartsHere => "On this marketplace no conversation starts from here.".into(),
            Denial::InvitationRequired => "Send an invitation first. You can write as soon as it is accepted.".into(),
            Denial::OwnProfile => "This is your own profile. Choose another freelancer to contact.".into(),
            Denial::NotOfferingWork => "This person does not offer work at the moment. Choose another freelancer.".into(),
            Denial::OfferWorkFirst => "Turn on in your profile that you offer work. Then you can ask about jobs.".into(),
            Denial::JobClosed => "The job is closed, and its conversations with it. They come back if the client re-opens the job.".into(),
            Denial::MessagingOff => "The client has turned messages about this job off. What was written stays here to read.".into(),
            Denial::ClassWithoutMessaging => "There are no messages about jobs of this class.".into(),
            Denial::PhaseOpen => "Messages about this job begin when work on it begins.".into(),
            Denial::PhaseInProgress => "There are no messages while work on this job is in progress. They come back by themselves.".into(),
            Denial::PhaseFinalReview => "There are no messages during the final review of this job. They come back by themselves when it is over.".into(),
            Denial::AttachmentsOff => "Messages about this job carry no files. Send the words alone.".into(),
            Denial::FileKindNotAllowed => "Files of this kind cannot be sent about this job.".into(),
            Denial::InvitationPending => "The invitation has not been accepted yet. You can write as soon as it is.".into(),
            Denial::AlreadyInConversation => "You are already in a conversation about this job. Open it in your inbox.".into(),
            Denial::InvitationDeclined => "The invitation was declined, so nothing more can be sent about this job.".into(),
            Denial::InvitationLimit { max } => format!("{max} of your invitations wait for an answer, which is the most at one time. Withdraw one, or wait for an answer."),
            Denial::ContactLimit { max } => format!("{max} people you wrote to have not answered yet, which is the most at one time. Wait for an answer."),
            Denial::InvitationAnswered => "This invitation has already been answered. Reload to see where it stands.".into(),
            Denial::InvitationWithdrawn => "This invitation was withdrawn. The client may send another one.".into(),
            Denial::InvitationExpired => "This invitation has expired without an answer.".into(),
            Denial::OnlyTheClientWithdraws => "Only the client who sent the invitation can withdraw it.".into(),
            Denial::OnlyTheClientCloses => "Only the client who posted the job can close or re-open it.".into(),
            Denial::OnlyTheFreelancerAnswers => "Only the freelancer who was invited can accept or decline.".into(),
            Denial::OnlyTheFreelancerAcknowledges => "The safety warning is for the freelancer to read and confirm.".into(),
            Denial::WarningNotAcknowledged => "Read the safety warning first, then you can go on.".into(),
            Denial::WarningChanged => "The safety warning has changed. Reload and read it again.".into(),
            Denial::NotYourMessage => "Only whoever wrote a message can change it or take it back.".into(),
            Denial::NotAMessage => "This can only be done to a message.".into(),
            Denial::MessageRemoved => "This message was taken back by its author.".into(),
            Denial::TooLateToRevise { within } => too_late(*within),
            Denial::ReactionLimit { max } => format!("A message takes {max} different reactions at most. Add to one of those it has."),
            Denial::FilesWaiting { max } => format!("{max} of your files are uploaded and not sent yet, which is the most at one time. Send or discard some first."),
            Denial::AccountSuspended => "This account is suspended. Write to support to have it looked at.".into(),
            Denial::RateLimited { retry_after } => too_much(*retry_after),
            Denial::OpenJobLimit { max } => format!("You have {max} open jobs, which is the most. Close one first."),
            Denial::SavedReplyLimit { max } => format!("You have {max} saved replies, which is the most. Delete one first."),
            Denial::ArticleLimit { max } => format!("The help centre has {max} articles in this language, which is the most. Change one of them instead."),
            Denial::ArticleChanged => "Somebody else has saved this article meanwhile. Load their version, then add your changes to it.".into(),
            Denial::CommentLimit { max } => format!("You have written {max} comments on this article, which is the most. Send support a request instead."),
            Denial::RequestLimit { max } => format!("You have sent {max} requests within a day, which is the most. Support has them. Try again tomorrow."),
            Denial::Support(denial) => denial.sentence(),
            Denial::QuestionsChanged => "Somebody else has saved the suggested questions meanwhile. Load their version, then add your changes to it.".into(),
            Denial::WordingChanged => "Somebody else has saved these words meanwhile. Load their version, then add your changes to it.".into(),
            Denial::Hiring(denial) => denial.sentence(),
            Denial::Point(denial) => denial.sentence(),
            Denial::FreelancerHasNotWritten => "Work on this job begins after a conversation. It can begin once the freelancer has written to the client.".into(),
            Denial::ClientHasNotReplied => "Work on this job begins after a conversation. It can begin once the client has answered the freelancer.".into(),
            Denial::NotConfirmed => "Work on this job begins once both have confirmed what is to be done. Propose the brief of the job as an agreed point, or confirm it.".into(),
            Denial::StaffRoleRequired => "This page is for the marketplace's staff.".into(),
            Denial::OwnAccount => "You cannot do this to your own account. Ask another member of staff.".into(),
            Denial::SystemOnly | Denial::PeopleOnly => "This cannot be done here.".into(),
        }
    }

    /// Why nobody writes in a conversation that is paused.
    pub fn of_pause(reason: PausedReason) -> Denial {
        match reason {
            PausedReason::MessagingOff => Denial::MessagingOff,
            PausedReason::ClassWithoutMessaging => Denial::ClassWithoutMessaging,
            PausedReason::Phase(JobPhase::Open) => Denial::PhaseOpen,
            PausedReason::Phase(JobPhase::InProgress) => Denial::PhaseInProgress,
            PausedReason::Phase(JobPhase::FinalReview) => Denial::PhaseFinalReview,
            PausedReason::Phase(JobPhase::Closed) => Denial::JobClosed,
        }
    }

    /// Whether somebody else was faster: what is asked would have been fine a moment ago.
    pub fn is_lost_race(&self) -> bool {
        use Denial::{
            ArticleChanged, InvitationAnswered, InvitationExpired, InvitationWithdrawn, MessageRemoved,
            QuestionsChanged, WarningChanged, WordingChanged,
        };
        match self {
            Denial::Hiring(denial) => return denial.is_lost_race(),
            Denial::Support(denial) => return denial.is_lost_race(),
            Denial::Point(denial) => return denial.is_lost_race(),
            _ => {}
        }
        matches!(
            self,
            ArticleChanged
                | QuestionsChanged
                | WordingChanged
                | InvitationAnswered
                | InvitationWithdrawn
                | InvitationExpired
                | WarningChanged
                | MessageRemoved
        )
    }
}

fn too_much(retry_after: Duration) -> String {
    let seconds = retry_after.as_millis().div_ceil(1000).max(1);
    format!("That was too much at once. Try again in {seconds} s; nothing is lost.")
}

fn too_late(within: Duration) -> String {
    match within.as_secs() / 60 {
        0 => "Messages cannot be changed or taken back here. Write another one instead.".into(),
        minutes => format!(
            "A message can be changed or taken back for {minutes} minutes after it was sent. Write another one instead."
        ),
    }
}
