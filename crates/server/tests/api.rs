//! The promises of the server, tested at the interfaces it offers: HTTP, the socket, mail. One binary,
//! since linking is what takes time.
#![expect(clippy::disallowed_methods, reason = "tests ask the clock for deadlines and mint keys")]

mod api {
    pub mod harness;
    mod mail;
    mod mail_demo;
    mod mail_letters;
    mod mail_office;
    mod walk;
}
