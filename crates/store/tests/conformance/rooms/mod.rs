//! The rooms of the archive on both databases: what each promises, over the product's own schema.

mod accounts;
mod attempts;
mod conversations;
mod dispatch;
mod help;
mod hiring;
mod history;
mod idempotency;
mod inbox;
mod invitations;
mod job_page;
mod jobs;
mod log;
mod market;
mod marks;
mod notifications;
mod policies;
mod preferences;
mod projections;
mod refusals;
mod saved_replies;
mod search;
mod support;
mod turns;
mod wording;
