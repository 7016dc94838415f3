//! The help centre: versions that only grow, votes that count once, comments and requests in order.

use super::market::{Market, id, later, person};
use crate::conformance;
use crate::kit::Place;
use parlance_core::ids::{CommentId, RequestId};
use parlance_core::market::{Person, StaffRole};
use parlance_core::policy::help::{self, ArticleFacts};
use parlance_core::{AccountId, JobId, Time};
use parlance_store::help_articles::{self, Version};
use parlance_store::help_feedback::{self, Votes};
use parlance_store::help_requests::{self, NewRequest};
use parlance_store::{StoreError, Tx};
use uuid::Uuid;

conformance! {
    the_newest_version_of_each_article_counts_and_the_others_are_kept,
    a_number_is_given_to_one_version_only,
    a_vote_is_replaced_and_not_added,
    comments_come_newest_first_page_by_page_until_they_are_removed,
    requests_come_newest_first_with_the_job_they_are_about,
}

const TOP: (Time, Uuid) = (Time(i64::MAX), Uuid::max());

fn save(
    tx: &mut Tx<'_>,
    editor: AccountId,
    language: &str,
    slug: &str,
    number: i64,
) -> Result<(), StoreError> {
    let editor = Person { staff: Some(StaffRole::Support), ..person(editor) };
    let now = ArticleFacts { version: number - 1, is_there: true, articles: 1 };
    let permitted = help::save_article(&editor, number - 1, now).expect("permitted");
    let version = Version {
        language: language.into(),
        slug: slug.into(),
        version: number,
        title: format!("{slug} {number}"),
        text: format!("{language} text {number}"),
        published: number != 2,
        at: later(number),
    };
    help_articles::insert(tx, &version, editor.id, permitted)
}

fn the_newest_version_of_each_article_counts_and_the_others_are_kept(place: &Place) {
    let market = Market::open(place);
    let marc = market.account("Marc");
    assert_eq!(market.read(help_articles::edition), 0);
    for (language, slug, number) in [("en", "a", 1), ("en", "a", 2), ("en", "b", 1), ("de", "a", 1)] {
        market.run(move |tx| save(tx, marc, language, slug, number));
    }
    let current = market.read(help_articles::current);
    let told: Vec<_> = current
        .iter()
        .map(|one| (one.language.as_str(), one.slug.as_str(), one.version, one.published))
        .collect();
    assert_eq!(told, [("de", "a", 1, true), ("en", "a", 2, false), ("en", "b", 1, true)]);
    assert_eq!(market.read(help_articles::edition), 4);
    let versions = market.read(|tx| help_articles::versions(tx, "en", "a", i64::MAX, 10));
    let numbers: Vec<_> = versions.iter().map(|(one, author)| (one.version, author.1.as_str())).collect();
    assert_eq!(numbers, [(2, "Marc"), (1, "Marc")]);
    let older = market.read(|tx| help_articles::versions(tx, "en", "a", 2, 10));
    assert_eq!(older.len(), 1);
    assert_eq!(older[0].0.text, "en text 1");
}

fn a_number_is_given_to_one_version_only(place: &Place) {
    let market = Market::open(place);
    let marc = market.account("Marc");
    market.run(move |tx| save(tx, marc, "en", "a", 1));
    let second = market.store.run_blocking(move |tx| save(tx, marc, "en", "a", 1));
    assert_eq!(second, Err(StoreError::Conflict));
    assert_eq!(market.read(help_articles::edition), 1);
}

fn a_vote_is_replaced_and_not_added(place: &Place) {
    let market = Market::open(place);
    let (clara, felix) = (market.account("Clara"), market.account("Felix"));
    for (who, helpful) in [(clara, true), (clara, true), (felix, true), (clara, false)] {
        market.run(move |tx| {
            let may = help::vote(&person(who)).expect("permitted");
            help_feedback::vote(tx, "a", who, helpful, later(1), may)
        });
    }
    assert_eq!(market.read(|tx| help_feedback::votes(tx, "a")), Votes { yes: 1, no: 1 });
    assert_eq!(market.read(|tx| help_feedback::votes(tx, "b")), Votes::default());
    assert_eq!(market.read(move |tx| help_feedback::own_vote(tx, "a", clara)), Some(false));
    assert_eq!(market.read(move |tx| help_feedback::own_vote(tx, "b", clara)), None);
}

fn comments_come_newest_first_page_by_page_until_they_are_removed(place: &Place) {
    let market = Market::open(place);
    let clara = market.account("Clara");
    let mut ids = Vec::new();
    for (slug, n) in [("a", 1), ("a", 2), ("a", 3), ("b", 4)] {
        let id = CommentId(id());
        ids.push(id);
        market.run(move |tx| {
            let room = help::comment(&person(clara), 0).expect("permitted");
            help_feedback::comment(tx, id, slug, clara, &format!("Comment {n}"), later(n), room)
        });
    }
    let first = market.read(|tx| help_feedback::comments(tx, "a", TOP, 2));
    assert_eq!(first.iter().map(|one| one.id).collect::<Vec<_>>(), [ids[2], ids[1]]);
    let last = (first[1].at, first[1].id.0);
    let rest = market.read(move |tx| help_feedback::comments(tx, "a", last, 2));
    assert_eq!(rest.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(), ["Comment 1"]);
    assert_eq!(market.read(move |tx| help_feedback::comment_count(tx, "a", clara)), 3);
    let gone = ids[1];
    market.run(move |tx| {
        let may = help::remove_comment(&person(clara), true).expect("permitted");
        help_feedback::remove_comment(tx, gone, may)
    });
    assert_eq!(market.read(move |tx| help_feedback::one_comment(tx, gone)), None);
    assert_eq!(market.read(move |tx| help_feedback::comment_count(tx, "a", clara)), 2);
}

fn requests_come_newest_first_with_the_job_they_are_about(place: &Place) {
    let market = Market::open(place);
    let (clara, felix) = (market.account("Clara"), market.account("Felix"));
    let job = market.job(clara, later(0));
    let ask = |who: AccountId, job: Option<JobId>, reason: Option<&'static str>, n: i64| {
        let id = RequestId(id());
        market.run(move |tx| {
            let room = help::request(&person(who), 0).expect("permitted");
            let text = format!("Text {n}");
            let new = NewRequest {
                id,
                account: who,
                subject: "Help",
                text: &text,
                job,
                reason,
                at: later(n),
                conversation: None,
            };
            help_requests::insert(tx, &new, room)
        });
        id
    };
    let first = ask(clara, Some(job), Some("job-closed"), 1);
    let second = ask(felix, None, None, 2);
    let page = market.read(|tx| help_requests::page(tx, TOP, 10));
    assert_eq!(page.iter().map(|one| one.id).collect::<Vec<_>>(), [second, first]);
    assert_eq!(page[1].job, Some((job, "A logo".to_owned())));
    assert_eq!((page[1].reason.as_deref(), page[1].account.1.as_str()), (Some("job-closed"), "Clara"));
    assert_eq!((&page[0].job, &page[0].reason), (&None, &None));
    assert_eq!(market.read(move |tx| help_requests::one(tx, first)).as_ref(), Some(&page[1]));
    assert_eq!(market.read(move |tx| help_requests::count_since(tx, clara, later(0))), 1);
    assert_eq!(market.read(move |tx| help_requests::count_since(tx, clara, later(1))), 0);
}
