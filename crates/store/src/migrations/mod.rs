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
        name: "0002_verification_password",
        sqlite: include_str!("0002_verification_password.sqlite.sql"),
        postgres: include_str!("0002_verification_password.postgres.sql"),
    },
    Migration {
        version: 3,
        name: "0003_messages_that_change",
        sqlite: include_str!("0003_messages_that_change.sqlite.sql"),
        postgres: include_str!("0003_messages_that_change.postgres.sql"),
    },
    Migration {
        version: 4,
        name: "0004_devices",
        sqlite: include_str!("0004_devices.sqlite.sql"),
        postgres: include_str!("0004_devices.postgres.sql"),
    },
    Migration {
        version: 5,
        name: "0005_marks",
        sqlite: include_str!("0005_marks.sqlite.sql"),
        postgres: include_str!("0005_marks.postgres.sql"),
    },
    Migration {
        version: 6,
        name: "0006_delivery",
        sqlite: include_str!("0006_delivery.sqlite.sql"),
        postgres: include_str!("0006_delivery.postgres.sql"),
    },
    Migration {
        version: 7,
        name: "0007_search",
        sqlite: include_str!("0007_search.sqlite.sql"),
        postgres: include_str!("0007_search.postgres.sql"),
    },
    Migration {
        version: 8,
        name: "0008_checks",
        sqlite: include_str!("0008_checks.sqlite.sql"),
        postgres: include_str!("0008_checks.postgres.sql"),
    },
    Migration {
        version: 9,
        name: "0009_contact_policy",
        sqlite: include_str!("0009_contact_policy.sqlite.sql"),
        postgres: include_str!("0009_contact_policy.postgres.sql"),
    },
    Migration {
        version: 10,
        name: "0010_help",
        sqlite: include_str!("0010_help.sqlite.sql"),
        postgres: include_str!("0010_help.postgres.sql"),
    },
    Migration {
        version: 11,
        name: "0011_job_page",
        sqlite: include_str!("0011_job_page.sqlite.sql"),
        postgres: include_str!("0011_job_page.postgres.sql"),
    },
    Migration {
        version: 12,
        name: "0012_support",
        sqlite: include_str!("0012_support.sqlite.sql"),
        postgres: include_str!("0012_support.postgres.sql"),
    },
    Migration {
        version: 13,
        name: "0013_points",
        sqlite: include_str!("0013_points.sqlite.sql"),
        postgres: include_str!("0013_points.postgres.sql"),
    },
    Migration {
        version: 14,
        name: "0014_wording",
        sqlite: include_str!("0014_wording.sqlite.sql"),
        postgres: include_str!("0014_wording.postgres.sql"),
    },
    Migration {
        version: 15,
        name: "0015_longer_beginnings",
        sqlite: include_str!("0015_longer_beginnings.sqlite.sql"),
        postgres: include_str!("0015_longer_beginnings.postgres.sql"),
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
    let mut applied = Vec::new();
    // Another process on this machine may note a step between our look and our write: look again, and
    // forget none of those that were run before.
    let mut outcome = apply(&mut ledger, &mut applied);
    for _ in ALL {
        if !matches!(outcome, Err(StoreError::Conflict)) {
            break;
        }
        outcome = apply(&mut ledger, &mut applied);
    }
    ledger.unlock();
    outcome?;
    Ok(MigrationReport { applied, version: ALL.last().map_or(0, |step| step.version) })
}

/// Runs what is missing, and adds the name of each step once it is run.
fn apply(ledger: &mut Ledger, applied: &mut Vec<String>) -> Result<(), StoreError> {
    ledger.create()?;
    for step in missing(&ledger.applied()?, ledger)? {
        ledger.apply(step)?;
        applied.push(step.name.to_owned());
    }
    Ok(())
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
    use crate::accounts;
    use parlance_core::Time;

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

    /// What a database of the first release holds of Clara, whose link is on its way.
    fn first_release(bytes: impl Fn(&str) -> String) -> String {
        let (id, link) = (bytes(&"0a".repeat(16)), bytes(&"01".repeat(32)));
        format!(
            "INSERT INTO account (id, email, password_hash, name, name_lower, headline, offers_work, version, created_at)
                VALUES ({id}, 'clara@example.com', 'a hash', 'Clara', 'clara', '', 0, 1, 0);
            INSERT INTO verification (token_hash, account, expires_at) VALUES ({link}, {id}, 10)"
        )
    }

    fn links_survive(database: &Database, rows: &str) {
        let mut ledger = Ledger::open(database).expect("a ledger");
        ledger.create().expect("its table");
        ledger.apply(&ALL[0]).expect("the first step");
        match &mut ledger {
            Ledger::Sqlite(connection) => connection.execute_batch(rows).expect("rows"),
            Ledger::Postgres(client) => client.batch_execute(rows).expect("rows"),
        }
        drop(ledger);
        let done = migrate(database).expect("the other steps");
        assert_eq!(done.applied.first().map(String::as_str), Some("0002_verification_password"));
        let store = crate::Store::open(crate::engine::StoreConfig::new(database.clone())).expect("a store");
        let found = store.read_blocking(|tx| accounts::verification(tx, &[1; 32], Time(9)));
        let found = found.expect("a read").expect("the link still works");
        assert_eq!((found.email.as_str(), found.password_hash.as_str()), ("clara@example.com", "a hash"));
        let (newer, account) = (uuid::Uuid::from_u128(0x019a_0000 << 96), found.account);
        let begun =
            store.run_blocking(move |tx| accounts::begin_verification(tx, newer, account, Time(20), 1));
        assert_eq!(begun, Ok::<_, StoreError>(true));
        let found = store.read_blocking(|tx| accounts::verification(tx, &[1; 32], Time(9)));
        assert_eq!(found, Ok::<_, StoreError>(None), "it counts as older than every later one");
    }

    #[test]
    fn a_link_mailed_by_the_first_release_goes_with_the_password_it_kept_on_sqlite() {
        let folder = tempfile::tempdir().expect("a folder");
        let database = Database::Sqlite { path: folder.path().join("parlance.db") };
        links_survive(&database, &first_release(|hex| format!("x'{hex}'")));
    }

    #[test]
    fn a_link_mailed_by_the_first_release_goes_with_the_password_it_kept_on_postgres() {
        let database = Database::Postgres { url: parlance_testing::fresh_database(), connections: 2 };
        links_survive(&database, &first_release(|hex| format!("'\\x{hex}'")));
    }
}
