//! Why something did not happen: one error for the whole server.

use parlance_core::market::Side;
use parlance_core::policy::Denial;
use parlance_core::policy::contact::faults::Fault;
use parlance_core::text::Rule;
use parlance_core::{AccountId, ConversationId, JobId};
use parlance_store::StoreError;
use std::time::Duration;

/// Why a request was not served.
#[derive(Debug)]
pub enum AppError {
    /// Nobody is signed in, or no longer.
    NotSignedIn,
    /// Address and password do not belong together, or there is no such address: not told apart.
    SignInFailed,
    /// The address was never confirmed.
    AddressNotVerified,
    /// The link is unknown, used or too old, or the password is not that of its sign-up: not told apart.
    VerificationFailed,
    /// There is no such thing, or none that the caller may know of.
    NotFound,
    /// A file that was to go with a message is not there.
    FileNotFound,
    /// It is still being looked into whether a file carries a virus.
    FilePending,
    /// A file carries a virus.
    FileBlocked,
    /// A rule refuses it.
    Denied(Box<Denied>),
    /// Fields that broke a rule.
    Invalid(Vec<FieldError>),
    /// A contact policy that may not be put in force, and why.
    PolicyRefused(Vec<Fault>),
    /// Somebody else changed the contact policy first; this version is in force.
    PolicyChanged { current: i64 },
    /// Another rehearsal of a contact policy is under way.
    RehearsalUnderWay,
    /// More was tried in that time than one rehearsal takes.
    RehearsalTooLarge { max: usize },
    /// The idempotency key stands for another request.
    KeyReused,
    /// Too often.
    RateLimited { retry_after: Duration },
    /// The store cannot take more at the moment.
    Busy,
    /// The disk has no room for what would have to be written.
    Full,
    /// A mistake or a failure of ours; the text is for the log only.
    Internal(String),
}

/// A denial, and what was attempted, so that it can be kept as a refusal.
#[derive(Debug)]
pub struct Denied {
    pub denial: Denial,
    pub attempt: Option<Attempt>,
}

/// What somebody tried; never any of their words.
#[derive(Clone, Copy, Debug)]
pub struct Attempt {
    pub account: AccountId,
    pub side: Option<Side>,
    pub action: &'static str,
    pub entry_point: Option<&'static str>,
    pub job: Option<JobId>,
    pub counterpart: Option<AccountId>,
    pub conversation: Option<ConversationId>,
}

impl Attempt {
    /// An attempt at `action` about which nothing else is known.
    pub fn of(account: AccountId, action: &'static str) -> Attempt {
        Attempt {
            account,
            side: None,
            action,
            entry_point: None,
            job: None,
            counterpart: None,
            conversation: None,
        }
    }
}

/// A field and the rule it broke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldError {
    pub field: &'static str,
    pub rule: Rule,
}

impl AppError {
    /// One field broke one rule.
    pub fn field(field: &'static str) -> impl FnOnce(Rule) -> AppError {
        move |rule| AppError::Invalid(vec![FieldError { field, rule }])
    }
}

/// Turns a denial into an error that remembers the attempt.
pub fn refused(attempt: Attempt) -> impl FnOnce(Denial) -> AppError {
    move |denial| match denial {
        // Too much at once is no breach of a rule between people, and keeping it would be more of it.
        Denial::RateLimited { retry_after } => AppError::RateLimited { retry_after },
        denial => AppError::Denied(Box::new(Denied { denial, attempt: Some(attempt) })),
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy => AppError::Busy,
            StoreError::Full => AppError::Full,
            other => AppError::Internal(other.to_string()),
        }
    }
}

impl From<Denial> for AppError {
    fn from(denial: Denial) -> Self {
        AppError::Denied(Box::new(Denied { denial, attempt: None }))
    }
}
