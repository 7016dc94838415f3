//! "Acknowledged" means "on disk": the settings in force on every connection that writes.

use crate::conformance;
use crate::kit::{CONNECTIONS, Place};
use parlance_store::Store;
use parlance_store::engine::{Database, StoreConfig};
use parlance_testing::{Fsync, Postgres};

conformance! { every_writing_connection_waits_for_the_disk }

fn every_writing_connection_waits_for_the_disk(place: &Place) {
    // The shared server does not wait for the disk, so this test has one of its own.
    let server = (!place.is_sqlite()).then(|| Postgres::start(Fsync::On));
    let database = match &server {
        Some(server) => Database::Postgres { url: server.fresh_database(), connections: CONNECTIONS },
        None => place.database.clone(),
    };
    let store = Store::open(StoreConfig::new(database)).expect("the store opens");
    let found = store.durability().expect("an answer of every writing connection");
    assert_eq!(found.len(), if place.is_sqlite() { 1 } else { CONNECTIONS });
    for connection in &found {
        assert_eq!(connection.faults(), Vec::<String>::new(), "{connection:?}");
        assert!(!connection.version.is_empty());
    }
    let settings: Vec<_> = found[0].settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
    if place.is_sqlite() {
        assert_eq!(settings, [("journal_mode", "wal"), ("synchronous", "full"), ("foreign_keys", "on")]);
    } else {
        assert_eq!(settings, [("synchronous_commit", "on"), ("fsync", "on"), ("full_page_writes", "on")]);
        assert_ne!(place.open().durability().expect("an answer")[0].faults(), Vec::<String>::new());
    }
}
