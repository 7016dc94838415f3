//! What only a file can suffer: no more room, a damaged page.

use crate::kit::Place;
use parlance_store::engine::Value;
use parlance_store::{Store, StoreError, statements};
use std::io::{Seek, SeekFrom, Write};
use std::sync::mpsc::channel;

statements! {
    CREATE = "CREATE TABLE heap (id bigint PRIMARY KEY, bytes bytea)";
    FILL = "INSERT INTO heap (id, bytes) VALUES ($1, zeroblob($2))";
    REPLACE = "UPDATE heap SET bytes = zeroblob($1)";
    SUM = "SELECT sum(length(bytes)) FROM heap";
    NARROW = "PRAGMA max_page_count = 50";
    WIDE = "PRAGMA max_page_count = 1000000";
}

fn fill(store: &Store, id: i64, size: i64) -> Result<u64, StoreError> {
    store.run_blocking(move |tx| tx.execute(&FILL, &[id.into(), Value::Int(size)]))
}

fn create(store: &Store) {
    assert_eq!(ALL.len(), 6);
    store.run_blocking(|tx| tx.execute(&CREATE, &[])).unwrap_or_else(|error: StoreError| panic!("{error}"));
}

#[test]
fn a_full_disk_is_told_and_survived() {
    let place = Place::sqlite();
    let store = place.open();
    create(&store);
    let limit = |sql| {
        store
            .run_blocking(move |tx| tx.query_opt(&sql, &[], |_| Ok(())))
            .unwrap_or_else(|error: StoreError| panic!("{error}"))
    };
    limit(NARROW);
    assert_eq!(fill(&store, 1, 1_000_000), Err(StoreError::Full));
    assert_eq!(fill(&store, 2, 100), Ok(1), "what fits still goes in");
    limit(WIDE);
    assert_eq!(fill(&store, 1, 1_000_000), Ok(1));
}

#[test]
fn the_write_ahead_log_is_copied_while_commands_go_on_and_begins_anew() {
    const EACH: u64 = 2 << 20;
    const COMMANDS: u64 = 128;
    const BOUND: u64 = 96 << 20;
    let place = Place::sqlite();
    let store = place.open();
    create(&store);
    fill(&store, 1, 10).expect("a row");
    let mut largest = 0;
    for _ in 0..COMMANDS {
        let replaced: Result<u64, StoreError> =
            store.run_blocking(|tx| tx.execute(&REPLACE, &[Value::Int(EACH as i64)]));
        assert_eq!(replaced, Ok(1));
        let mut log = place.file().into_os_string();
        log.push("-wal");
        largest = largest.max(std::fs::metadata(log).expect("the log").len());
    }
    assert!(largest > EACH, "{largest}: this is the log");
    assert!(EACH * COMMANDS > 2 * BOUND && largest < BOUND, "{largest}");
}

#[test]
fn after_damage_nothing_is_acknowledged_any_more() {
    let place = Place::sqlite();
    let store = place.open();
    create(&store);
    fill(&store, 1, 200_000).expect("a write");
    fill(&store, 2, 200_000).expect("a write");
    store.close();
    let mut file = std::fs::File::options().write(true).open(place.file()).expect("the file");
    // Everything behind the schema, which stands on the first page.
    file.seek(SeekFrom::Start(4096)).expect("a place in it");
    file.write_all(&[0xee; 100_000]).expect("the damage");
    drop(file);
    let (said, heard) = channel();
    let mut config = place.config();
    config.on_fatal = Box::new(move |why| said.send(why).expect("the test listens"));
    let store = Store::open(config).expect("the store opens");
    let told = store.run_blocking(|tx| tx.query_opt(&SUM, &[], |row| row.get_i64(0)));
    assert!(matches!(told, Err(StoreError::Unavailable(_))), "{told:?}");
    assert!(crate::kit::wait_for(&heard).contains("malformed"));
    let later = fill(&store, 3, 10);
    assert!(matches!(later, Err(StoreError::Unavailable(_))), "{later:?}");
}
