//! What only a server can suffer: going away in the middle, and addresses that ask for too much.

use crate::kit::{CONNECTIONS, Place, until};
use parlance_store::engine::{Database, StoreConfig};
use parlance_store::{Store, StoreError, statements};
use parlance_testing::{Fsync, Postgres};
use std::collections::BTreeMap;
use std::time::Duration;

statements! {
    CREATE = "CREATE TABLE kept (id bigint PRIMARY KEY)";
    ADD = "INSERT INTO kept (id) VALUES ($1)";
    COUNT = "SELECT count(*) FROM kept";
    FULL = "DO $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$";
}

#[test]
fn a_server_that_was_killed_is_found_again() {
    let server = Postgres::start(Fsync::On);
    let database = Database::Postgres { url: server.fresh_database(), connections: CONNECTIONS };
    let store = Store::open(StoreConfig::new(database)).expect("the store opens");
    assert_eq!(ALL.len(), 4);
    store.run_blocking(|tx| tx.execute(&CREATE, &[])).unwrap_or_else(|error: StoreError| panic!("{error}"));
    let add = |id: i64| store.run_blocking(move |tx| tx.execute(&ADD, &[id.into()]));
    assert_eq!(add(1), Ok::<_, StoreError>(1));
    server.kill9();
    let told = add(2);
    assert!(matches!(told, Err(StoreError::Unavailable(_))), "{told:?}");
    server.restart();
    until("the store found its server", || add(3).is_ok_and(|added| added == 1));
    let count =
        || store.read_blocking::<_, StoreError, _>(|tx| tx.query_opt(&COUNT, &[], |row| row.get_i64(0)));
    // Another thread than the one that wrote may answer, with a connection of its own to find again.
    until("a reader found its server", || {
        let found = count();
        assert!(
            !matches!(found, Ok(n) if n != Some(2)),
            "what was acknowledged, and nothing else: {found:?}"
        );
        found.is_ok()
    });
}

/// What a server says whose disk is full; filling one is more than a test may do to it.
#[test]
fn a_servers_full_disk_is_told_and_what_fits_still_goes_in() {
    let place = Place::postgres();
    let store = place.open();
    store.run_blocking(|tx| tx.execute(&CREATE, &[])).unwrap_or_else(|error: StoreError| panic!("{error}"));
    let told = store.run_blocking(|tx| {
        tx.execute(&ADD, &[1.into()])?;
        tx.execute(&FULL, &[])
    });
    assert_eq!(told, Err(StoreError::Full));
    assert_eq!(store.run_blocking(|tx| tx.execute(&ADD, &[1.into()])), Ok::<_, StoreError>(1));
}

#[test]
fn a_store_closes_while_its_server_is_gone() {
    let server = Postgres::start(Fsync::Off);
    let database = Database::Postgres { url: server.fresh_database(), connections: CONNECTIONS };
    let store = Store::open(StoreConfig::new(database)).expect("the store opens");
    store.durability().expect("every thread has its connection");
    server.kill9();
    // One thread notices; the others, idle, still take themselves for connected.
    let told = store.run_blocking(|tx| tx.execute(&CREATE, &[]));
    assert!(matches!(told, Err(StoreError::Unavailable(_))), "{told:?}");
    let (closed, closing) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        store.close();
        closed.send(())
    });
    closing.recv_timeout(Duration::from_secs(20)).expect("the store closes");
}

#[test]
fn an_address_that_demands_tls_is_refused() {
    let url = "postgres://parlance:secret@127.0.0.1:1/x?sslmode=require";
    let Err(StoreError::Unavailable(why)) = Store::open(StoreConfig::postgres(url)) else {
        panic!("it was not refused")
    };
    assert!(why.contains("sslmode=disable"), "{why}");
}

#[test]
fn a_wrong_address_is_refused_without_its_password() {
    for url in [
        "postgres://parlance:secret@127.0.0.1:1/x",
        "postgres://parlance:secret@[bad",
        "mysql://x:secret@y/z",
    ] {
        let refused = StoreConfig::from_url(url).and_then(Store::open).map(|_| ());
        let Err(StoreError::Unavailable(why)) = refused else { panic!("{url} was not refused") };
        assert!(!why.contains("secret"), "{why}");
    }
}

/// Every table with its columns: whether a value must stand there, and its kind in three words.
type Columns = BTreeMap<(String, String), (bool, &'static str)>;

fn kind(declared: &str) -> &'static str {
    match declared.to_ascii_lowercase().as_str() {
        "bigint" | "integer" => "integer",
        "text" => "text",
        "bytea" | "blob" => "bytes",
        other => panic!("a column is of the type {other}"),
    }
}

/// The index of words is each engine's own.
const OWN: &str = "search_word";

#[test]
fn both_engines_have_the_same_columns() {
    let (file, server) = (Place::sqlite(), Place::postgres());
    file.open_migrated().close();
    server.open_migrated().close();
    let Database::Postgres { url, .. } = &server.database else { unreachable!("asked for a server") };
    let mut client = postgres::Client::connect(url, postgres::NoTls).expect("a connection");
    let theirs: Columns = client
        .query(
            "SELECT table_name::text, column_name::text, is_nullable = 'NO', data_type::text \
             FROM information_schema.columns WHERE table_schema = 'public' AND NOT starts_with(table_name::text, $1)",
            &[&OWN],
        )
        .expect("the columns")
        .iter()
        .map(|row| ((row.get(0), row.get(1)), (row.get(2), kind(row.get(3)))))
        .collect();
    let connection = rusqlite::Connection::open(file.file()).expect("the file");
    let mut statement = connection
        .prepare(
            "SELECT m.name, c.name, c.\"notnull\" OR c.pk > 0, c.type FROM sqlite_schema m, \
             pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE ?1 || '%'",
        )
        .expect("a statement");
    let ours: Columns = statement
        .query_map([OWN], |row| {
            Ok(((row.get(0)?, row.get(1)?), (row.get(2)?, kind(&row.get::<_, String>(3)?))))
        })
        .expect("the columns")
        .collect::<Result<_, _>>()
        .expect("rows");
    assert!(!ours.is_empty());
    assert_eq!(ours, theirs);
}
