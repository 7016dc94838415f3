//! The golden rendering: what each side sees of each kind of entry in every standing.

use crate::golden::{Table, check};
use crate::matrix::{ACKNOWLEDGED, NOW, contact, every_place, log};
use parlance_core::conversation::said::Recorded;
use parlance_core::conversation::view::{Access, Glance, Reach, Shown, Withheld};
use parlance_core::conversation::{ClosedReason, Standing};
use parlance_core::entry::{Author, Entry, EntryBody, Message, Point, SystemNote};
use parlance_core::market::{Answer, Side};
use parlance_core::policy::reading::{mark_read, read};
use parlance_core::{ConversationId, InvitationId};
use uuid::Uuid;

/// One entry of each kind, with the name of its column.
fn kinds() -> [(&'static str, EntryBody); 7] {
    let invitation = InvitationId(Uuid::from_u128(1));
    [
        ("invitation", EntryBody::Invitation { invitation, text: "Hi".into(), expires_at: NOW }),
        ("answer", EntryBody::Answer { invitation, answer: Answer::Accepted }),
        ("acknowledgement", EntryBody::Acknowledgement { version: 2 }),
        ("message", EntryBody::Message(Message::of("Hi"))),
        ("point", EntryBody::Point(Point { text: "By Friday".into(), ..Point::default() })),
        ("change", EntryBody::Edit { target: 1, text: "Hello".into() }),
        ("note", EntryBody::System(SystemNote::JobClosed)),
    ]
}

fn entry(body: EntryBody) -> Entry {
    let conversation = ConversationId(Uuid::from_u128(3));
    Entry { conversation, seq: 1, author: Author::System, body, at: NOW, key: None, messages: 1 }
}

fn seen(access: &Access, body: EntryBody) -> &'static str {
    let entry = entry(body);
    let recorded = Recorded::from(entry);
    match access.show(&recorded) {
        None => "·",
        Some(Shown::Withheld(Withheld::Invitation | Withheld::Message | Withheld::Point)) => "withheld",
        Some(Shown::Invitation { text, .. }) => {
            assert_eq!(recorded.text(), Some(text), "what is shown is what was said");
            "shown"
        }
        Some(Shown::Message(said)) => {
            assert_eq!(recorded.text(), Some(said.text), "what is shown is what was said");
            "shown"
        }
        Some(Shown::Point(point)) => {
            assert_eq!(point.text, Some("By Friday"));
            "shown"
        }
        Some(Shown::Answer { .. } | Shown::Acknowledgement { .. } | Shown::Note(_)) => "shown",
        Some(Shown::Amends(target)) => {
            assert_eq!(recorded.entry.body.target(), Some(target));
            "that it is so"
        }
        Some(Shown::Removed(_)) => unreachable!("nothing was taken back here"),
    }
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Invited => "invited",
        Standing::Open => "open",
        Standing::Declined => "declined",
        Standing::Paused(reason) => panic!("nothing pauses here: {reason:?}"),
        Standing::Closed(ClosedReason::CaseClosed) => "closed(case-closed)",
        Standing::Closed(ClosedReason::JobClosed) => "closed(job-closed)",
        Standing::Closed(ClosedReason::Withdrawn) => "closed(withdrawn)",
        Standing::Closed(ClosedReason::Expired) => "closed(expired)",
    }
}

fn reach(reach: Reach) -> &'static str {
    match reach {
        Reach::Everything => "everything",
        Reach::Invitations => "invitations",
        Reach::Nothing => "nothing",
    }
}

/// The cells of one row: standing, reach, each kind of entry, and what reading, marking read and
/// sending come to.
fn cells(side: Side, glance: &Glance, verdicts: [String; 3]) -> Vec<String> {
    let mut cells = vec![standing(glance.standing).to_owned(), reach(glance.access.reach).to_owned()];
    cells.extend(kinds().map(|(_, body)| seen(&glance.access, body).to_owned()));
    cells.extend(verdicts);
    cells.push(if glance.unread > 0 { "counts".into() } else { "·".into() });
    assert!(side == Side::Freelancer || !glance.access.withheld, "the warning is the freelancer's");
    cells
}

fn block(title: &str, side: Side) -> String {
    let mut rows: Vec<(Vec<&str>, [&str; 2], Vec<String>)> = Vec::new();
    for (told, (phase, job), (version, read_version)) in every_place() {
        let (log, contact) = (log(told, version, false), contact());
        let glance = Glance::of(side, &log, phase, &contact, 0);
        assert_eq!(glance.access, Access::of(side, &log, phase, &contact));
        let reading = read(side, &log, phase, &contact);
        if let Ok(permitted) = &reading {
            assert_eq!(*permitted.get(), glance.access, "reading permits what is rendered and nothing more");
        }
        let verdict = |denial: Option<parlance_core::policy::Denial>| {
            denial.map_or("✓".into(), |denial| denial.code().to_owned())
        };
        let marking = mark_read(side, &log, phase, &contact);
        let cells =
            cells(side, &glance, [verdict(reading.err()), verdict(marking.err()), verdict(glance.refused)]);
        match rows.last_mut() {
            Some((reads, place, same)) if *place == [told.name(), job] && *same == cells => {
                reads.push(read_version)
            }
            _ => rows.push((vec![read_version], [told.name(), job], cells)),
        }
    }
    let mut head = vec!["invitation", "job", "read", "standing", "reach"];
    head.extend(kinds().map(|(name, _)| name));
    head.extend(["may read", "may mark read", "may send", "unread"]);
    let mut table = Table::new(head);
    let any = ACKNOWLEDGED.map(|(_, name)| name);
    for (reads, [told, job], cells) in rows {
        let read = if reads == any { "any".to_owned() } else { reads.join(" or ") };
        table.row([told.to_owned(), job.to_owned(), read].into_iter().chain(cells));
    }
    format!("{title}\n\n{}\n", table.print())
}

#[test]
fn what_each_side_sees_in_every_standing_is_what_was_reviewed() {
    let mut text = String::from(
        "The contact policy `client-invites`: what each side sees in every standing.\n\
         Under each kind of entry: shown; withheld, which says that there is a text and keeps the text back; or ·, nothing\n\
         at all; of a change to a message only that there was one. Then what reading, marking read and sending come to, and whether an unread text counts as unread.\n\
         The columns invitation, job and read are those of client-invites.txt.\n\n",
    );
    text += &block("THE CLIENT", Side::Client);
    text += &block("THE FREELANCER", Side::Freelancer);
    check("golden/rendering.txt", &text);
}
