//! Turns: who wants to change a row waits for those who hold it shared now, and for nobody who comes later.
//!
//! PostgreSQL lets a shared row lock join those that stand already, past somebody who waits for all of
//! them to end (its `README.tuplock`); on a busy job a closing could so wait for ever. Its advisory locks
//! are handed out in the order of asking, and a locking clause takes its rows only after everything in
//! FROM was evaluated: so a function there makes the line to stand in, in the same statement.

/// What to add to FROM, for the row whose id is the expression: `shared` or `alone`.
macro_rules! turn {
    (shared $id:expr) => {
        concat!(", pg_advisory_xact_lock_shared(hashtextextended(encode(", $id, ", 'hex'), 0)) turn")
    };
    (alone $id:expr) => {
        concat!(", pg_advisory_xact_lock(hashtextextended(encode(", $id, ", 'hex'), 0)) turn")
    };
}

pub(crate) use turn;
