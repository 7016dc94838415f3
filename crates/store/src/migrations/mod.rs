//! The schema and how it came to be: numbered steps, the two engines' texts side by side.
//!
//! A step that was ever released is never changed: its checksum is kept in the database, and a program
//! that finds another one, or a database newer than itself, refuses to touch it. Steps only go forward.

mod ledger;

use crate::engine::Database;
use crate::error::StoreError;
use ledger::Ledger;

/// One step of the schema.
pub(crate) struct Migration {
    version: i64,
    name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

/// Every step, in order, numbered from 1.
const ALL: &[Migration] = &[
    Migration {
        version: 1,
        name: "0001_initial",
        sqlite: include_str!("0001_initial.sqlite.sql"),
        postgres: include_str!("0001_initial.postgres.sql"),
    },
    Migration {
        version: 2,
        name: "0002_messages_that_change",
        sqlite: include_str!("0002_messages_that_change.sqlite.sql"),
        postgres: include_str!("0002_messages_that_change.postgres.sql"),
    },
];

/// What a migration did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MigrationReport {
    /// The steps that were run now.
    pub applied: Vec<String>,
    /// The step the schema stands at.
    pub version: i64,
}

/// A step as the database remembers it.
struct Applied {
    version: i64,
    checksum: i64,
}

/// Brings the schema up to this program's, one transaction a step.
pub(crate) fn migrate(database: &Database) -> Result<MigrationReport, StoreError> {
    let mut ledger = Ledger::open(database)?;
    ledger.lock()?;
    // Another process on this machine may note a step between our look and our write: look again.
    let mut outcome = apply(&mut ledger);
    for _ in ALL {
        if !matches!(outcome, Err(StoreError::Conflict)) {
            break;
        }
        outcome = apply(&mut ledger);
    }
    ledger.unlock();
    outcome
}

fn apply(ledger: &mut Ledger) -> Result<MigrationReport, StoreError> {
    ledger.create()?;
    let missing = missing(&ledger.applied()?, ledger)?;
    for step in &missing {
        ledger.apply(step)?;
    }
    Ok(MigrationReport {
        applied: missing.iter().map(|step| step.name.to_owned()).collect(),
        version: ALL.last().map_or(0, |step| step.version),
    })
}

/// The names of the steps that are still to be run.
pub(crate) fn pending(database: &Database) -> Result<Vec<String>, StoreError> {
    let mut ledger = Ledger::open(database)?;
    let applied = if ledger.exists()? { ledger.applied()? } else { Vec::new() };
    Ok(missing(&applied, &ledger)?.iter().map(|step| step.name.to_owned()).collect())
}

fn missing(applied: &[Applied], ledger: &Ledger) -> Result<Vec<&'static Migration>, StoreError> {
    for (at, done) in applied.iter().enumerate() {
        let Some(step) = ALL.get(at) else {
            return Err(StoreError::Unavailable(format!(
                "the database is at step {} and this program knows only {}; use the newer program",
                done.version,
                ALL.len()
            )));
        };
        if step.version != done.version || checksum(ledger.text(step)) != done.checksum {
            return Err(StoreError::Corrupt(format!(
                "step {} was run with another text than this program's",
                done.version
            )));
        }
    }
    Ok(ALL.iter().skip(applied.len()).collect())
}

/// FNV-1a in 64 bits (draft-eastlake-fnv-21, constants of section 5): it only has to notice a change.
fn checksum(text: &str) -> i64 {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    hash.cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_published_one() {
        // The test vector "foobar" of the draft.
        assert_eq!(checksum("foobar").cast_unsigned(), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn steps_are_numbered_without_holes() {
        for (at, step) in ALL.iter().enumerate() {
            assert_eq!(step.version, at as i64 + 1);
            assert!(step.name.starts_with(&format!("{:04}_", step.version)), "{}", step.name);
        }
    }
}
