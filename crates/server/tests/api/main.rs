//! The main job from end to end, and the mails that go with it.
#![expect(clippy::disallowed_methods, reason = "tests ask the clock for deadlines and mint keys")]

#[expect(dead_code, reason = "other test programs use the rest of the harness")]
mod harness;
mod mail;
mod mail_demo;
mod mail_letters;
mod mail_muted;
mod mail_office;
mod twice;
mod walk;
