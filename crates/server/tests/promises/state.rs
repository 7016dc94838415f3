//! Everything that the database holds, to prove that a refused request left no trace but the refusal.

use super::harness::{Reply, TestServer};
use parlance_store::engine::{Lock, Row, Sql};
use parlance_store::{StoreError, Tx};
use std::collections::BTreeMap;

const fn all(text: &'static str) -> Sql {
    Sql::new(text, Lock::None)
}

/// Every table but that of refusals, which is where a refusal is meant to leave a trace.
static TABLES: [(&str, Sql); 33] = [
    ("account", all("SELECT * FROM account ORDER BY id")),
    ("session", all("SELECT * FROM session ORDER BY token_hash")),
    ("verification", all("SELECT * FROM verification ORDER BY token_hash")),
    ("job", all("SELECT * FROM job ORDER BY id")),
    ("job_change", all("SELECT * FROM job_change ORDER BY job, n")),
    ("conversation", all("SELECT * FROM conversation ORDER BY id")),
    ("participant", all("SELECT * FROM participant ORDER BY conversation, account")),
    ("entry", all("SELECT * FROM entry ORDER BY conversation, seq")),
    ("ask", all("SELECT * FROM ask ORDER BY conversation")),
    ("proposal", all("SELECT * FROM proposal ORDER BY id")),
    ("proposal_change", all("SELECT * FROM proposal_change ORDER BY proposal, n")),
    ("contract", all("SELECT * FROM contract ORDER BY id")),
    ("contract_change", all("SELECT * FROM contract_change ORDER BY contract, n")),
    ("question_set", all("SELECT * FROM question_set ORDER BY version")),
    ("wording_change", all("SELECT * FROM wording_change ORDER BY version")),
    ("amended", all("SELECT * FROM amended ORDER BY conversation, target")),
    ("reaction", all("SELECT * FROM reaction ORDER BY conversation, target, seq")),
    ("point", all("SELECT * FROM point ORDER BY conversation, seq")),
    ("file", all("SELECT * FROM file ORDER BY id")),
    ("invitation", all("SELECT * FROM invitation ORDER BY id")),
    ("idempotency", all("SELECT * FROM idempotency ORDER BY account, key")),
    ("notification", all("SELECT * FROM notification ORDER BY account, seq")),
    ("saved_reply", all("SELECT * FROM saved_reply ORDER BY id")),
    ("help_article", all("SELECT * FROM help_article ORDER BY language, slug, version")),
    ("help_vote", all("SELECT * FROM help_vote ORDER BY slug, account")),
    ("help_comment", all("SELECT * FROM help_comment ORDER BY id")),
    ("help_request", all("SELECT * FROM help_request ORDER BY id")),
    ("support_case", all("SELECT * FROM support_case ORDER BY conversation")),
    ("task", all("SELECT * FROM task ORDER BY id")),
    ("search_entry", all("SELECT * FROM search_entry ORDER BY id")),
    ("contact_policy", all("SELECT * FROM contact_policy ORDER BY one")),
    ("contact_policy_change", all("SELECT * FROM contact_policy_change ORDER BY version")),
    ("meta", all("SELECT * FROM meta ORDER BY name")),
];

pub type State = BTreeMap<&'static str, Vec<String>>;

/// Every row of every table, as text.
pub async fn state(server: &TestServer) -> State {
    let read = |tx: &mut Tx<'_>| {
        TABLES
            .iter()
            .map(|(name, sql)| Ok((*name, tx.query(sql, &[], text)?)))
            .collect::<Result<State, StoreError>>()
    };
    server.app.store.read(read).await.expect("tables can be read")
}

fn text(row: &Row<'_>) -> Result<String, StoreError> {
    let cell = |column| {
        row.get_opt_i64(column)
            .map(|value| format!("{value:?}"))
            .or_else(|_| row.get_opt_text(column).map(|value| format!("{value:?}")))
            .or_else(|_| row.get_opt_blob(column).map(|value| format!("{value:?}")))
            .ok()
    };
    Ok((0..).map_while(cell).collect::<Vec<_>>().join(" | "))
}

/// Asks for something that must be refused, and makes sure that nothing at all was done.
pub async fn refused_whole(server: &TestServer, asked: impl Future<Output = Reply>, status: u16, code: &str) {
    let before = state(server).await;
    let reply = asked.await;
    assert_eq!((reply.status, reply.code()), (status, code), "{}", reply.body);
    assert_eq!(before, state(server).await, "something was done although it was refused with {code}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_state_that_tests_compare_holds_every_row_and_every_column() {
    let server = super::places::open().await;
    let before = state(&server).await;
    assert!(before["account"].len() > 5);
    assert_eq!(before["account"][0].split(" | ").count(), 19);
    let clara = server.sign_in("clara").await;
    clara.patch("/me", serde_json::json!({"headline": "Mornings only"})).await.ok();
    let after = state(&server).await;
    let changed: Vec<_> = before.keys().filter(|table| before[*table] != after[*table]).collect();
    assert_eq!(changed, [&"account", &"session"]);
}
