//! The contact policy: what the shipped presets let whom do, how a class and a job change it, and which
//! documents are refused.

use crate::golden::{Table, check};
use crate::matrix::{NOW, PERSON, START, Told, facts, log};
use parlance_core::conversation::view::{Access, Reach};
use parlance_core::conversation::{Conversation, PausedReason, Standing, apply};
use parlance_core::entry::{Attached, Entry, EntryBody, Message};
use parlance_core::files::FileType;
use parlance_core::limits;
use parlance_core::market::{Actor, Answer, JobChange, JobPhase, Person, Side, StaffRole};
use parlance_core::policy::contact::faults::{Fault, faults, faults_of_changes};
use parlance_core::policy::contact::{
    Act, Attachments, CanStart, Changes, ClosedShows, ContactPolicy, Document, EntryPoint, JobClass, Preset,
    Rules, Starting, Subject, Terms, Who, outlook, resolve,
};
use parlance_core::policy::market::{change_policy, move_job, switch_messaging};
use parlance_core::policy::{Action, Denial, Facts, Start, decide};
use parlance_core::{FileId, InvitationId, Key};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;
use uuid::Uuid;

fn policy(document: Document) -> ContactPolicy {
    ContactPolicy { document: Arc::new(document), ..ContactPolicy::client_invites() }
}

fn preset(preset: Preset) -> ContactPolicy {
    policy(preset.document())
}

fn rules(terms: Terms) -> Rules {
    Rules { terms: Arc::new(terms), ..Rules::client_invites() }
}

fn of(shipped: Preset) -> Rules {
    resolve(&preset(shipped), &Subject::PLAIN)
}

fn terms(shipped: Preset) -> Terms {
    Terms::clone(&of(shipped).terms)
}

/// Somebody turns to somebody from `entry`, with nothing said so far.
fn start(contact: &Rules, side: Side, entry: EntryPoint, pending: i64) -> Facts {
    Facts {
        contact: contact.clone(),
        start: Some(Start { entry, pending, ..START }),
        target: None,
        ..facts(side, log(Told::None, 0, false), JobPhase::Open)
    }
}

fn ask(facts: &Facts) -> Result<EntryBody, Denial> {
    let asked = decide(&Actor::Person(PERSON), Action::Ask(Message::of("May I ask?")), facts);
    asked.map(|permitted| permitted.into_inner().body)
}

fn invite(facts: &Facts) -> Result<EntryBody, Denial> {
    let action = Action::Invite { invitation: InvitationId(Uuid::from_u128(5)), text: "Hi".into() };
    decide(&Actor::Person(PERSON), action, facts).map(|permitted| permitted.into_inner().body)
}

fn send(facts: &Facts) -> Result<EntryBody, Denial> {
    let sent = decide(&Actor::Person(PERSON), Action::Send(Message::of("Hi")), facts);
    sent.map(|permitted| permitted.into_inner().body)
}

/// The fold of `log` with one entry more.
fn folded(mut log: Conversation, body: EntryBody) -> Conversation {
    let (seq, at) = log.next(NOW);
    let messages = log.messages + i64::from(body.is_said());
    let author = parlance_core::entry::Author::Account { id: PERSON.id, side: Side::Freelancer };
    let conversation = parlance_core::ConversationId(Uuid::from_u128(3));
    apply(&mut log, &Entry { conversation, seq, author, body, at, key: None::<Key>, messages });
    log
}

const ACTS: [&str; 2] = ["client", "freelancer"];

/// One preset as a table: actor × entry point × phase, for each class and each state of the switch.
fn print(shipped: Preset) -> String {
    let policy = preset(shipped);
    let mut text = format!(
        "The contact policy `{}`: who may do what, for each class of jobs and each state of the client's switch.\n\
         Made by `decide` and its siblings alone: ✓, or the code of the refusal. Somebody of good standing is taken, far\n\
         from every bound. invite and ask: with nothing said so far, from the entry point named. write, attach, read: in a\n\
         conversation in which both are.\n\n",
        shipped.name()
    );
    let classes = policy.document.classes.keys().cloned().map(Some);
    for class in std::iter::once(None).chain(classes) {
        for messaging in [true, false] {
            let subject = Subject { class: class.clone(), messaging, ..Subject::PLAIN };
            let class = class.as_deref().unwrap_or("none");
            let switch = if messaging { "on" } else { "off" };
            writeln!(text, "CLASS {class}, MESSAGING {switch}\n").expect("a string takes text");
            text += &table(&resolve(&policy, &subject));
            text += "\n";
        }
    }
    text
}

fn table(rules: &Rules) -> String {
    let head = ["act", "from", "by"].into_iter().chain(JobPhase::ALL.map(JobPhase::name));
    let mut table = Table::new(head);
    let cells = outlook(rules);
    for act in Act::all() {
        for (side, by) in Side::ALL.into_iter().zip(ACTS) {
            let from = act.entry().map_or("·", EntryPoint::name);
            let row = cells.iter().filter(|cell| cell.act == act && cell.side == side);
            let row: Vec<&str> = row.map(|cell| cell.refused.map_or("✓", |denial| denial.code())).collect();
            assert_eq!(row.len(), JobPhase::ALL.len(), "a cell for each phase");
            table.row([act.name(), from, by].into_iter().chain(row));
        }
    }
    table.print()
}

#[test]
fn what_each_preset_lets_whom_do_is_what_was_reviewed() {
    for shipped in Preset::ALL {
        check(&format!("golden/contact/{}.txt", shipped.name()), &print(shipped));
    }
}

#[test]
fn every_preset_is_without_fault_and_resolves_to_itself() {
    for shipped in Preset::ALL {
        let document = shipped.document();
        assert_eq!(faults(&document, &[]), [], "{shipped:?}");
        assert_eq!(of(shipped).terms, document.everywhere, "{shipped:?}");
        assert_eq!(of(shipped).silent, None);
    }
    assert_eq!(Rules::client_invites(), of(Preset::ClientInvites));
}

#[test]
fn a_class_changes_what_holds_everywhere_and_a_job_changes_what_its_class_says() {
    let mut document = Preset::ClientInvites.document();
    let changes = Changes { pending_max: Some(7), call: Some(Who::Both), ..Changes::default() };
    let class = JobClass { label: "Rush".into(), messaging: true, changes };
    document.classes.insert("rush".into(), class);
    let policy = policy(document);
    let plain = resolve(&policy, &Subject::PLAIN);
    assert_eq!((plain.terms.pending_max, plain.terms.call), (20, Who::Client));
    let of_class = Subject { class: Some("rush".into()), ..Subject::PLAIN };
    let rush = resolve(&policy, &of_class);
    assert_eq!((rush.terms.pending_max, rush.terms.call), (7, Who::Both));
    let changes = Some(Box::new(Changes { pending_max: Some(3), ..Changes::default() }));
    let own = resolve(&policy, &Subject { changes, ..of_class });
    assert_eq!((own.terms.pending_max, own.terms.call), (3, Who::Both), "the job's own, then its class's");
    let elsewhere =
        own.terms.starts == plain.terms.starts && own.terms.attachments == plain.terms.attachments;
    assert!(elsewhere, "what neither names stays");
    let unknown = Subject { class: Some("nowhere".into()), ..Subject::PLAIN };
    assert_eq!(resolve(&policy, &unknown), plain, "a class that went changes nothing");
}

#[test]
fn the_clients_switch_outranks_the_class_and_the_class_the_phase() {
    let policy = preset(Preset::WriterAsks);
    let superhero = Subject { class: Some("superhero".into()), ..Subject::PLAIN };
    let (review, closed) = (JobPhase::FinalReview, JobPhase::Closed);
    let off = resolve(&policy, &Subject { messaging: false, ..superhero.clone() });
    assert_eq!(off.pauses(review), Some(PausedReason::MessagingOff));
    let class = resolve(&policy, &superhero);
    assert_eq!(class.pauses(review), Some(PausedReason::ClassWithoutMessaging));
    let plain = resolve(&policy, &Subject::PLAIN);
    assert_eq!(plain.pauses(review), Some(PausedReason::Phase(review)));
    assert!(plain.explains(PausedReason::Phase(review)).is_some_and(|says| says.contains("review")));
    assert_eq!((plain.pauses(JobPhase::Open), plain.pauses(closed)), (None, None));
}

#[test]
fn a_pause_lasts_as_long_as_its_reason_and_its_history_stays_readable() {
    let contact = of(Preset::WriterAsks);
    let accepted = log(Told::Answered(Answer::Accepted), contact.warning_version, false);
    for (phase, standing) in [
        (JobPhase::Open, Standing::Open),
        (JobPhase::FinalReview, Standing::Paused(PausedReason::Phase(JobPhase::FinalReview))),
        (JobPhase::InProgress, Standing::Open),
    ] {
        assert_eq!(Standing::of(&accepted, phase, &contact), standing);
        for side in Side::ALL {
            let access = Access::of(side, &accepted, phase, &contact);
            assert_eq!(access, Access { reach: Reach::Everything, withheld: false });
            let facts = Facts { contact: contact.clone(), ..facts(side, accepted.clone(), phase) };
            let refused = (standing != Standing::Open).then_some(Denial::PhaseFinalReview);
            assert_eq!(send(&facts).err(), refused, "{phase:?} {side:?}");
        }
    }
}

#[test]
fn an_invitation_can_be_answered_while_messages_are_paused() {
    let contact = Rules { silent: Some(PausedReason::MessagingOff), ..Rules::client_invites() };
    let pending = log(Told::Pending, contact.warning_version, false);
    assert_eq!(Standing::of(&pending, JobPhase::Open, &contact), Standing::Invited);
    let facts = Facts { contact, ..facts(Side::Freelancer, pending, JobPhase::Open) };
    let accept = decide(&Actor::Person(PERSON), Action::Answer(Answer::Accepted), &facts);
    assert!(accept.is_ok());
}

#[test]
fn a_writer_asks_from_the_job_page_and_both_are_in_the_conversation_at_once() {
    let contact = of(Preset::WriterAsks);
    let asking = start(&contact, Side::Freelancer, EntryPoint::JobPage, 0);
    let body = ask(&asking).expect("a writer may ask");
    let begun = folded(asking.log.clone(), body);
    assert!(begun.is_accepted());
    assert_eq!(Standing::of(&begun, JobPhase::Open, &contact), Standing::Open);
    let again = Facts { log: begun.clone(), ..asking };
    assert_eq!(ask(&again), Err(Denial::AlreadyInConversation));
    let answer = Facts { contact, ..facts(Side::Client, begun, JobPhase::Open) };
    assert!(send(&Facts { target: None, ..answer }).is_ok(), "and the client answers");
}

#[test]
fn a_question_overtakes_an_invitation_that_came_to_nothing() {
    let contact = of(Preset::WriterAsks);
    for told in [Told::Answered(Answer::Withdrawn), Told::Answered(Answer::Expired)] {
        let before = log(told, 0, false);
        let asking =
            Facts { log: before.clone(), ..start(&contact, Side::Freelancer, EntryPoint::JobPage, 0) };
        let begun = folded(before, ask(&asking).expect("a writer may ask"));
        assert_eq!(Standing::of(&begun, JobPhase::Open, &contact), Standing::Open, "{told:?}");
    }
    for (told, denial) in [
        (Told::Pending, Denial::InvitationPending),
        (Told::Answered(Answer::Declined), Denial::InvitationDeclined),
    ] {
        let log = log(told, 0, false);
        let asking = Facts { log, ..start(&contact, Side::Freelancer, EntryPoint::JobPage, 0) };
        assert_eq!(ask(&asking), Err(denial));
    }
}

#[test]
fn who_may_start_is_told_apart_by_side_and_by_entry_point() {
    let mut terms = terms(Preset::ClientInvites);
    terms.starts.job_page = Starting { who: Who::Freelancer, must_accept: false };
    let contact = rules(terms);
    let from = |side, entry| start(&contact, side, entry, 0);
    assert_eq!(ask(&from(Side::Client, EntryPoint::JobPage)), Err(Denial::OnlyFreelancersStart));
    assert!(ask(&from(Side::Freelancer, EntryPoint::JobPage)).is_ok());
    assert_eq!(ask(&from(Side::Freelancer, EntryPoint::PitchRequest)), Err(Denial::NobodyStartsHere));
    assert_eq!(ask(&from(Side::Freelancer, EntryPoint::Profile)), Err(Denial::OnlyClientsStart));
    assert_eq!(ask(&from(Side::Client, EntryPoint::Profile)), Err(Denial::InvitationRequired));
    assert!(invite(&from(Side::Client, EntryPoint::Profile)).is_ok());
}

#[test]
fn where_nobody_has_to_accept_the_marketplace_accepts_for_them() {
    let pending = log(Told::Pending, 0, false);
    let system = |contact: Rules, start| {
        let facts = Facts { contact, start, ..facts(Side::Client, pending.clone(), JobPhase::Open) };
        decide(&Actor::System, Action::Answer(Answer::Accepted), &facts).map(|p| p.into_inner().body)
    };
    let accepted = system(of(Preset::ClientSpeaksFirst), Some(START)).expect("nobody is asked");
    assert!(matches!(accepted, EntryBody::Answer { answer: Answer::Accepted, .. }));
    assert_eq!(system(Rules::client_invites(), Some(START)), Err(Denial::PeopleOnly), "somebody is asked");
    assert_eq!(system(of(Preset::ClientSpeaksFirst), None), Err(Denial::PeopleOnly));
}

#[test]
fn the_cap_on_new_contacts_is_the_policys_for_invitations_and_for_questions() {
    let terms = Terms { pending_max: 2, ..terms(Preset::WriterAsks) };
    let contact = rules(terms);
    assert!(invite(&start(&contact, Side::Client, EntryPoint::Profile, 1)).is_ok());
    let denied = invite(&start(&contact, Side::Client, EntryPoint::Profile, 2));
    assert_eq!(denied, Err(Denial::InvitationLimit { max: 2 }));
    assert!(ask(&start(&contact, Side::Freelancer, EntryPoint::JobPage, 1)).is_ok());
    let denied = ask(&start(&contact, Side::Freelancer, EntryPoint::JobPage, 2));
    assert_eq!(denied, Err(Denial::ContactLimit { max: 2 }));
}

#[test]
fn nobody_starts_about_a_job_whose_messages_are_paused() {
    let silent = |reason| Rules { silent: Some(reason), ..of(Preset::WriterAsks) };
    for (reason, denial) in [
        (PausedReason::MessagingOff, Denial::MessagingOff),
        (PausedReason::ClassWithoutMessaging, Denial::ClassWithoutMessaging),
    ] {
        let contact = silent(reason);
        assert_eq!(invite(&start(&contact, Side::Client, EntryPoint::Profile, 0)), Err(denial));
        assert_eq!(ask(&start(&contact, Side::Freelancer, EntryPoint::JobPage, 0)), Err(denial));
    }
}

#[test]
fn files_go_where_the_policy_takes_their_kind() {
    let file = |kind| Attached {
        id: FileId(Uuid::from_u128(8)),
        name: "plan".into(),
        kind,
        bytes: 1,
        sha256: [0; 32],
    };
    let try_with = |attachments: Attachments, kind| {
        let contact = rules(Terms { attachments, ..terms(Preset::ClientInvites) });
        let accepted = log(Told::Answered(Answer::Accepted), 2, false);
        let facts = Facts { contact, target: None, ..facts(Side::Client, accepted, JobPhase::Open) };
        let message = Message { files: vec![file(kind)], ..Message::of("Here") };
        decide(&Actor::Person(PERSON), Action::Send(message), &facts).err()
    };
    let pdfs = || Attachments { allowed: true, kinds: Some(BTreeSet::from([FileType::Pdf])) };
    assert_eq!(try_with(Attachments::ANY, FileType::Zip), None);
    assert_eq!(try_with(pdfs(), FileType::Pdf), None);
    assert_eq!(try_with(pdfs(), FileType::Zip), Some(Denial::FileKindNotAllowed));
    assert_eq!(try_with(Attachments::NONE, FileType::Pdf), Some(Denial::AttachmentsOff));
}

#[test]
fn a_closed_conversation_is_hidden_or_read_only_as_the_policy_has_it() {
    let accepted = log(Told::Answered(Answer::Accepted), 2, false);
    let access = |closed_shows| {
        let contact = rules(Terms { closed_shows, ..terms(Preset::ClientInvites) });
        Access::of(Side::Freelancer, &accepted, JobPhase::Closed, &contact).reach
    };
    assert_eq!(access(ClosedShows::Nothing), Reach::Nothing);
    assert_eq!(access(ClosedShows::Everything), Reach::Everything);
    let contact = rules(Terms { closed_shows: ClosedShows::Everything, ..terms(Preset::ClientInvites) });
    let closed = Facts { contact, ..facts(Side::Freelancer, accepted, JobPhase::Closed) };
    assert_eq!(send(&closed), Err(Denial::JobClosed), "read-only is not open");
}

#[test]
fn the_client_alone_says_how_far_work_is_and_whether_people_may_write() {
    let change = |outcome: Result<Option<_>, Denial>| {
        outcome.map(|p| p.map(parlance_core::policy::Permitted::<JobChange>::into_inner))
    };
    let (open, review, closed) = (JobPhase::Open, JobPhase::FinalReview, JobPhase::Closed);
    let moved = |side, from, to| change(move_job(&PERSON, side, from, to));
    assert_eq!(moved(Side::Client, open, review), Ok(Some(JobChange::ReviewBegan)));
    assert_eq!(moved(Side::Client, review, open), Ok(Some(JobChange::Opened)));
    assert_eq!(moved(Side::Client, open, JobPhase::InProgress), Ok(Some(JobChange::WorkBegan)));
    assert_eq!(moved(Side::Client, review, review), Ok(None));
    assert_eq!(moved(Side::Client, closed, review), Err(Denial::JobClosed));
    assert_eq!(moved(Side::Client, open, closed), Err(Denial::JobClosed));
    assert_eq!(moved(Side::Freelancer, open, review), Err(Denial::OnlyTheClientCloses));
    let switched = |side, is_on, on| change(switch_messaging(&PERSON, side, is_on, on));
    assert_eq!(switched(Side::Client, true, false), Ok(Some(JobChange::MessagingOff)));
    assert_eq!(switched(Side::Client, false, true), Ok(Some(JobChange::MessagingOn)));
    assert_eq!(switched(Side::Client, true, true), Ok(None));
    assert_eq!(switched(Side::Freelancer, true, false), Err(Denial::OnlyTheClientCloses));
}

#[test]
fn admins_alone_change_the_policy() {
    for (staff, permitted) in [
        (None, false),
        (Some(StaffRole::Support), false),
        (Some(StaffRole::Moderator), false),
        (Some(StaffRole::Admin), true),
    ] {
        assert_eq!(change_policy(&Person { staff, ..PERSON }).is_ok(), permitted, "{staff:?}");
    }
    let suspended = Person { staff: Some(StaffRole::Admin), suspended: true, ..PERSON };
    assert_eq!(change_policy(&suspended).err(), Some(Denial::AccountSuspended));
}

/// What is wrong with the default preset once `spoil` has been at it.
fn spoilt(spoil: impl Fn(&mut Terms)) -> Vec<String> {
    let mut terms = terms(Preset::ClientInvites);
    spoil(&mut terms);
    let document = Document { everywhere: Arc::new(terms), classes: BTreeMap::new() };
    pointers(faults(&document, &[]))
}

fn pointers(faults: Vec<Fault>) -> Vec<String> {
    for fault in &faults {
        assert!(fault.reason.ends_with('.') || fault.reason.ends_with("not."), "{fault:?}");
    }
    faults.into_iter().map(|fault| fault.pointer).collect()
}

#[test]
fn a_policy_that_contradicts_itself_is_refused_with_the_place() {
    let starting = |who, must_accept| Starting { who, must_accept };
    let none: [&str; 0] = [];
    assert_eq!(spoilt(|_| {}), none);
    assert_eq!(spoilt(|t| t.starts.profile = starting(Who::Both, true)), ["/everywhere/starts/profile/who"]);
    assert_eq!(
        spoilt(|t| t.starts.job_page = starting(Who::Freelancer, true)),
        ["/everywhere/starts/job_page/must_accept"]
    );
    assert_eq!(spoilt(|t| t.attachments.kinds = Some(BTreeSet::new())), ["/everywhere/attachments/kinds"]);
    assert_eq!(
        spoilt(
            |t| t.attachments = Attachments { allowed: false, kinds: Some(BTreeSet::from([FileType::Pdf])) }
        ),
        ["/everywhere/attachments/kinds"]
    );
    assert_eq!(spoilt(|t| t.call = Who::Nobody), ["/everywhere/schedule"]);
    assert_eq!(
        spoilt(|t| t.blocked = BTreeMap::from([(JobPhase::Closed, "It is over.".into())])),
        ["/everywhere/blocked/closed"]
    );
    assert_eq!(
        spoilt(|t| t.blocked = BTreeMap::from([(JobPhase::FinalReview, " ".into())])),
        ["/everywhere/blocked/final_review"]
    );
    let long = "x".repeat(limits::REASON_CHARS + 1);
    assert_eq!(
        spoilt(|t| t.blocked = BTreeMap::from([(JobPhase::InProgress, long.clone())])),
        ["/everywhere/blocked/in_progress"]
    );
}

#[test]
fn a_policy_that_locks_everybody_out_is_refused() {
    let nobody = Starting { who: Who::Nobody, must_accept: false };
    let all = spoilt(|t| {
        t.starts.profile = nobody;
        t.starts.proposal = nobody;
        t.starts.contract = nobody;
    });
    assert_eq!(all, ["/everywhere/starts"]);
    let says = |phases: &[JobPhase]| phases.iter().map(|phase| (*phase, "Wait.".to_owned())).collect();
    let phases = [JobPhase::Open, JobPhase::InProgress, JobPhase::FinalReview];
    assert_eq!(spoilt(|t| t.blocked = says(&phases)), ["/everywhere/blocked"]);
    let waits = spoilt(|t| {
        t.blocked = says(&[JobPhase::Open]);
        t.can_start = CanStart::FreelancerWrote;
    });
    assert_eq!(waits, ["/everywhere/can_start"]);
    let max = limits::PENDING_MAX;
    for (pending_max, fine) in [(0, false), (1, true), (max, true), (max + 1, false)] {
        assert_eq!(spoilt(|t| t.pending_max = pending_max).is_empty(), fine, "{pending_max}");
    }
}

#[test]
fn a_class_is_judged_by_what_it_makes_of_the_rest() {
    let with = |name: &str, class: JobClass| {
        let mut document = Preset::ClientInvites.document();
        document.classes.insert(name.to_owned(), class);
        pointers(faults(&document, &[]))
    };
    let class = |changes| JobClass { label: "Rush".into(), messaging: true, changes };
    let none: [&str; 0] = [];
    assert_eq!(with("rush", class(Changes::default())), none);
    assert_eq!(with("Rush job", class(Changes::default())), ["/classes"]);
    let silent = JobClass { label: " ".into(), ..class(Changes::default()) };
    assert_eq!(with("rush", silent), ["/classes/rush/label"]);
    let calls = Changes { call: Some(Who::Nobody), ..Changes::default() };
    assert_eq!(with("rush", class(calls)), ["/classes/rush/changes/schedule"]);
    let waits = Changes { can_start: Some(CanStart::ClientReplied), ..Changes::default() };
    let silent = JobClass { messaging: false, ..class(waits) };
    assert_eq!(with("rush", silent), ["/classes/rush/changes/can_start"]);
}

#[test]
fn a_class_that_jobs_are_of_cannot_go() {
    let used = ["superhero".to_owned()];
    assert_eq!(pointers(faults(&Preset::WriterAsks.document(), &used)), Vec::<String>::new());
    assert_eq!(pointers(faults(&Preset::ClientInvites.document(), &used)), ["/classes"]);
}

#[test]
fn there_are_as_many_classes_as_the_bound_and_no_more() {
    let full = |count: usize| {
        let class = JobClass { label: "Rush".into(), messaging: true, changes: Changes::default() };
        let mut document = Preset::ClientInvites.document();
        document.classes = (0..count).map(|n| (format!("class-{n}"), class.clone())).collect();
        pointers(faults(&document, &[]))
    };
    assert_eq!(full(limits::JOB_CLASSES), Vec::<String>::new());
    assert_eq!(full(limits::JOB_CLASSES + 1), ["/classes"]);
}

#[test]
fn what_is_settled_for_one_job_is_judged_like_the_rest() {
    let below = terms(Preset::ClientInvites);
    let fine = Changes { closed_shows: Some(ClosedShows::Everything), ..Changes::default() };
    assert_eq!(faults_of_changes(&below, &fine), []);
    let starts = BTreeMap::from([(EntryPoint::Profile, Starting { who: Who::Both, must_accept: true })]);
    let wrong = Changes { starts, ..Changes::default() };
    assert_eq!(pointers(faults_of_changes(&below, &wrong)), ["/starts/profile/who"]);
}
