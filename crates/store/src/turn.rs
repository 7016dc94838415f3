//! Turns: who wants to change a row waits for those who hold it shared now, and for nobody who comes later.
//!
//! PostgreSQL lets a shared row lock join those that stand already, past somebody who waits for all of
//! them to end (its `README.tuplock`); on a busy job a closing could so wait for ever. Its advisory locks
//! are handed out in the order of asking, and a locking clause takes its rows only after everything in
//! FROM was evaluated: so a function there makes the line to stand in, in the same statement.

/// What to add to FROM: a place, `shared` or `alone`, in the line before a job, before the contact policy, or
/// before both, one after the other as everywhere.
macro_rules! turn {
    (shared job $id:expr) => {
        concat!(", pg_advisory_xact_lock_shared(", turn!(job $id), ") turn")
    };
    (alone job $id:expr) => {
        concat!(", pg_advisory_xact_lock(", turn!(job $id), ") turn")
    };
    (shared policy) => {
        concat!(", pg_advisory_xact_lock_shared(", turn!(policy), ") turn")
    };
    (alone policy) => {
        concat!(", pg_advisory_xact_lock(", turn!(policy), ") turn")
    };
    (shared job $id:expr, policy) => {
        concat!(
            ", ROWS FROM (pg_advisory_xact_lock_shared(",
            turn!(job $id),
            "), pg_advisory_xact_lock_shared(",
            turn!(policy),
            ")) turn"
        )
    };
    (job $id:expr) => {
        concat!("hashtextextended(encode(", $id, ", 'hex'), 0)")
    };
    (policy) => {
        "hashtextextended('contact_policy', 0)"
    };
}

pub(crate) use turn;
