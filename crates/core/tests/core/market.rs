//! The golden table of acts that write no entry: jobs and accounts, by who acts.

use crate::golden::{Table, check};
use crate::matrix::PERSON;
use parlance_core::AccountId;
use parlance_core::limits::{HELP_ARTICLES, HELP_COMMENTS, HELP_REQUESTS, OPEN_JOBS, PROPOSALS_WAITING};
use parlance_core::market::{ContractState, JobChange, JobPhase, Person, ProposalState, Side, StaffRole};
use parlance_core::policy::contact::CanStart;
use parlance_core::policy::help::{self, ArticleFacts, comment, look_after, remove_comment, save_article};
use parlance_core::policy::hiring::{self, Hiring, Offering, hire, start_work, submit};
use parlance_core::policy::market::{
    change_questions, change_wording, close_job, note_answers, post_job, read_as_staff, reopen_job,
    require_conversation, set_role, set_suspension,
};
use parlance_core::policy::{Denial, Permitted, Rate};
use uuid::Uuid;

const OTHER: AccountId = AccountId(Uuid::from_u128(9));

fn job(outcome: Result<Option<Permitted<JobChange>>, Denial>) -> &'static str {
    match outcome.map(|permitted| permitted.map(Permitted::into_inner)) {
        Ok(None) => "✓ already so",
        Ok(Some(JobChange::Posted)) => "✓ posted",
        Ok(Some(JobChange::Closed)) => "✓ closed",
        Ok(Some(JobChange::Reopened)) => "✓ re-opened",
        Ok(Some(other)) => panic!("{other:?} is another act"),
        Err(denial) => denial.code(),
    }
}

fn changed(outcome: Result<Option<Permitted<JobChange>>, Denial>) -> &'static str {
    match outcome {
        Ok(None) => "✓ already so",
        Ok(Some(_)) => "✓",
        Err(denial) => denial.code(),
    }
}

fn staff<T>(outcome: Result<T, Denial>) -> &'static str {
    outcome.map_or_else(|denial| denial.code(), |_| "✓")
}

type Act = (&'static str, fn(&Person) -> &'static str);

const OFFERING: Offering = Offering {
    side: Side::Freelancer,
    phase: JobPhase::Open,
    offers_work: true,
    newest: None,
    hired: false,
    waiting: PROPOSALS_WAITING - 1,
    rate: Rate::Kept,
};

const HIRING: Hiring =
    Hiring { side: Side::Client, phase: JobPhase::Open, is_candidate: true, hired: false, reachable: true };

fn proposed(state: ProposalState) -> Offering {
    Offering { newest: Some(state), ..OFFERING }
}

const ARTICLE: ArticleFacts = ArticleFacts { version: 3, is_there: true, articles: HELP_ARTICLES };

const ACTS: [Act; 50] = [
    ("post a job, below the bound", |p| job(post_job(p, OPEN_JOBS - 1).map(Some))),
    ("post a job, at the bound", |p| job(post_job(p, OPEN_JOBS).map(Some))),
    ("close an own open job", |p| job(close_job(p, Side::Client, JobPhase::Open))),
    ("close an own closed job", |p| job(close_job(p, Side::Client, JobPhase::Closed))),
    ("re-open an own closed job", |p| job(reopen_job(p, Side::Client, JobPhase::Closed, OPEN_JOBS - 1))),
    ("re-open an own closed job, at the bound", |p| {
        job(reopen_job(p, Side::Client, JobPhase::Closed, OPEN_JOBS))
    }),
    ("re-open an own open job", |p| job(reopen_job(p, Side::Client, JobPhase::Open, OPEN_JOBS))),
    ("close a job as its freelancer", |p| job(close_job(p, Side::Freelancer, JobPhase::Open))),
    ("re-open a job as its freelancer", |p| job(reopen_job(p, Side::Freelancer, JobPhase::Closed, 0))),
    ("want a conversation before work", |p| {
        changed(require_conversation(p, Side::Client, CanStart::Always, CanStart::ClientReplied))
    }),
    ("want the conversation that was wanted already", |p| {
        changed(require_conversation(p, Side::Client, CanStart::ClientReplied, CanStart::ClientReplied))
    }),
    ("want a conversation as its freelancer", |p| {
        changed(require_conversation(p, Side::Freelancer, CanStart::Always, CanStart::ClientReplied))
    }),
    ("say which questions a job answers", |p| changed(note_answers(p, Side::Client, false))),
    ("save the suggested questions as one has seen them", |p| staff(change_questions(p, 3, 3))),
    ("save suggested questions that changed meanwhile", |p| staff(change_questions(p, 2, 3))),
    ("save the marketplace's words as one has seen them", |p| staff(change_wording(p, 3, 3))),
    ("save words that changed meanwhile", |p| staff(change_wording(p, 2, 3))),
    ("propose to do a job", |p| staff(submit(p, &OFFERING))),
    ("propose for an own job", |p| staff(submit(p, &Offering { side: Side::Client, ..OFFERING }))),
    ("propose for a closed job", |p| staff(submit(p, &Offering { phase: JobPhase::Closed, ..OFFERING }))),
    ("propose while a proposal waits", |p| staff(submit(p, &proposed(ProposalState::Submitted)))),
    ("propose after the client said no", |p| staff(submit(p, &proposed(ProposalState::Declined)))),
    ("propose after taking a proposal back", |p| staff(submit(p, &proposed(ProposalState::Withdrawn)))),
    ("propose at the bound", |p| staff(submit(p, &Offering { waiting: PROPOSALS_WAITING, ..OFFERING }))),
    ("decline a proposal", |p| {
        staff(hiring::answer(p, Side::Client, ProposalState::Submitted, ProposalState::Declined))
    }),
    ("withdraw another's proposal", |p| {
        staff(hiring::answer(p, Side::Client, ProposalState::Submitted, ProposalState::Withdrawn))
    }),
    ("withdraw a proposal that was declined", |p| {
        staff(hiring::answer(p, Side::Freelancer, ProposalState::Declined, ProposalState::Withdrawn))
    }),
    ("hire somebody who wants the job", |p| staff(hire(p, &HIRING))),
    ("hire somebody who never spoke of it", |p| staff(hire(p, &Hiring { is_candidate: false, ..HIRING }))),
    ("hire as a freelancer", |p| staff(hire(p, &Hiring { side: Side::Freelancer, ..HIRING }))),
    ("begin the work too early", |p| {
        staff(start_work(p, Side::Freelancer, ContractState::Active, false, Err(Denial::ClientHasNotReplied)))
    }),
    ("read the staff pages", |p| staff(read_as_staff(p))),
    ("give somebody a role", |p| staff(set_role(p, OTHER, Some(StaffRole::Admin)))),
    ("take somebody's role", |p| staff(set_role(p, OTHER, None))),
    ("change one's own role", |p| staff(set_role(p, p.id, None))),
    ("suspend somebody", |p| staff(set_suspension(p, OTHER, false))),
    ("suspend one of the staff", |p| staff(set_suspension(p, OTHER, true))),
    ("suspend oneself", |p| staff(set_suspension(p, p.id, p.staff.is_some()))),
    ("look after the help centre", |p| staff(look_after(p))),
    ("save an article as one has seen it", |p| staff(save_article(p, 3, ARTICLE))),
    ("save an article that changed meanwhile", |p| staff(save_article(p, 2, ARTICLE))),
    ("save a new article, below the bound", |p| {
        staff(save_article(p, 0, ArticleFacts { version: 0, is_there: false, articles: HELP_ARTICLES - 1 }))
    }),
    ("save a new article, at the bound", |p| {
        staff(save_article(p, 0, ArticleFacts { version: 0, is_there: false, ..ARTICLE }))
    }),
    ("say whether an article helped", |p| staff(help::vote(p))),
    ("comment on an article, below the bound", |p| staff(comment(p, HELP_COMMENTS - 1))),
    ("comment on an article, at the bound", |p| staff(comment(p, HELP_COMMENTS))),
    ("remove an own comment", |p| staff(remove_comment(p, true))),
    ("remove another's comment", |p| staff(remove_comment(p, false))),
    ("ask support, below the bound", |p| staff(help::request(p, HELP_REQUESTS - 1))),
    ("ask support, at the bound", |p| staff(help::request(p, HELP_REQUESTS))),
];

#[test]
fn who_may_do_what_to_jobs_and_accounts_is_what_was_reviewed() {
    let as_staff = |staff| Person { staff, ..PERSON };
    let people = [
        ("a member", as_staff(None)),
        ("support", as_staff(Some(StaffRole::Support))),
        ("a moderator", as_staff(Some(StaffRole::Moderator))),
        ("an admin", as_staff(Some(StaffRole::Admin))),
        ("a suspended admin", Person { suspended: true, ..as_staff(Some(StaffRole::Admin)) }),
    ];
    let mut table = Table::new(std::iter::once("act").chain(people.iter().map(|(name, _)| *name)));
    for (act, outcome) in ACTS {
        table.row(std::iter::once(act).chain(people.iter().map(|(_, person)| outcome(person))));
    }
    let intro = "Acts that write no entry: what comes of them, by who acts.\n\n";
    check("golden/acts.txt", &(intro.to_owned() + &table.print()));
}
