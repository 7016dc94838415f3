//! What is written is what is read, and what does not fit is said to be wrong.

use crate::conformance;
use crate::kit::Place;
use parlance_core::Time;
use parlance_store::engine::Value;
use parlance_store::{Store, StoreError, statements};
use uuid::Uuid;

conformance! {
    values_come_back_as_they_went,
    parameters_are_numbered_not_listed,
    a_column_of_another_kind_is_corrupt,
    a_wrong_number_of_arguments_is_corrupt,
    a_text_that_is_no_sql_is_corrupt,
    a_changing_statement_can_answer_rows,
    nothing_stored_is_repeated_in_an_error,
}

statements! {
    CREATE = "CREATE TABLE kind (id bigint PRIMARY KEY, number bigint, words text, bytes bytea)";
    WRITE = "INSERT INTO kind (id, number, words, bytes) VALUES ($1, $2, $3, $4)";
    READ = "SELECT number, words, bytes FROM kind WHERE id = $1";
    BACKWARDS = "UPDATE kind SET number = $3, words = $2 WHERE id = $1 AND $3 > id";
    RETURNING = "INSERT INTO kind (id, number) VALUES ($1, $2), ($2, $1) RETURNING id";
}

fn opened(place: &Place) -> Store {
    let store = place.open();
    store
        .run_blocking(|tx| tx.execute(&CREATE, &[]))
        .unwrap_or_else(|error: StoreError| panic!("the table: {error}"));
    assert_eq!(ALL.len(), 5);
    store
}

fn values_come_back_as_they_went(place: &Place) {
    let store = opened(place);
    let id = Uuid::from_u128(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef);
    let text = "Grüße, 世界 🙂 $1 'quoted' \" \\ \n".to_owned();
    let seen = store.run_blocking(move |tx| {
        let rows: [[Value<'_>; 4]; 4] = [
            [1.into(), i64::MIN.into(), (&text).into(), (&[0_u8, 255, 0]).into()],
            [2.into(), i64::MAX.into(), "".into(), id.into()],
            [3.into(), Value::Null, None::<&str>.into(), None::<&[u8]>.into()],
            [4.into(), Time(-1).into(), Some("x").into(), Some(&id).into()],
        ];
        for row in &rows {
            tx.execute(&WRITE, row)?;
        }
        let text = text.clone();
        tx.query_opt(&READ, &[1.into()], move |row| {
            assert_eq!(row.get_i64(0)?, i64::MIN);
            assert_eq!(row.get_text(1)?, text);
            assert_eq!(row.get_blob(2)?, [0, 255, 0]);
            Ok(())
        })?;
        tx.query_opt(&READ, &[2.into()], |row| {
            assert_eq!((row.get_i64(0)?, row.get_str(1)?, row.get_uuid(2)?), (i64::MAX, "", id));
            Ok(())
        })?;
        tx.query_opt(&READ, &[3.into()], |row| {
            assert_eq!((row.get_opt_i64(0)?, row.get_opt_text(1)?, row.get_opt_uuid(2)?), (None, None, None));
            Ok(())
        })?;
        let missing = tx.query_opt(&READ, &[9.into()], |_| Ok(()))?;
        assert_eq!(missing, None);
        tx.query_opt(&READ, &[4.into()], |row| {
            Ok((row.get_i64(0)?, row.get_text(1)?, row.get_bytes(2)?.to_vec()))
        })
    });
    assert_eq!(seen, Ok::<_, StoreError>(Some((-1, "x".to_owned(), id.as_bytes().to_vec()))));
}

fn parameters_are_numbered_not_listed(place: &Place) {
    let store = opened(place);
    let seen = store.run_blocking(|tx| {
        tx.execute(&WRITE, &[1.into(), 0.into(), "old".into(), Value::Null])?;
        assert_eq!(tx.execute(&BACKWARDS, &[1.into(), "new".into(), 7.into()])?, 1);
        tx.query(&READ, &[1.into()], |row| Ok((row.get_i64(0)?, row.get_text(1)?)))
    });
    assert_eq!(seen, Ok::<_, StoreError>(vec![(7, "new".to_owned())]));
}

fn a_column_of_another_kind_is_corrupt(place: &Place) {
    let store = opened(place);
    store
        .run_blocking(|tx| tx.execute(&WRITE, &[1.into(), 5.into(), "x".into(), (&[1_u8; 3]).into()]))
        .unwrap_or_else(|error: StoreError| panic!("the row: {error}"));
    let wrong = store.read_blocking(|tx| tx.query_opt(&READ, &[1.into()], |row| row.get_text(0)));
    assert_eq!(wrong, Err(StoreError::Corrupt("column 0 should be text and is an integer".into())));
    let short = store.read_blocking(|tx| tx.query_opt(&READ, &[1.into()], |row| row.get_uuid(2)));
    assert_eq!(short, Err(StoreError::Corrupt("column 2 should be an id and is 3 bytes".into())));
    let beyond = store.read_blocking(|tx| tx.query_opt(&READ, &[1.into()], |row| row.get_i64(7)));
    assert!(matches!(beyond, Err(StoreError::Corrupt(_))), "{beyond:?}");
}

fn a_wrong_number_of_arguments_is_corrupt(place: &Place) {
    let store = opened(place);
    let few = store.run_blocking(|tx| tx.execute(&WRITE, &[1.into(), 5.into()]));
    assert!(matches!(few, Err(StoreError::Corrupt(_))), "{few:?}");
    let many = store.read_blocking(|tx| tx.query_opt(&READ, &[1.into(), 2.into()], |_| Ok(())));
    assert!(matches!(many, Err(StoreError::Corrupt(_))), "{many:?}");
}

fn a_text_that_is_no_sql_is_corrupt(place: &Place) {
    statements! { NONSENSE = "SELEKT 1"; }
    let store = opened(place);
    assert_eq!(ALL.len(), 1);
    let told = store.run_blocking(|tx| tx.prepare(&NONSENSE));
    assert!(matches!(told, Err(StoreError::Corrupt(_))), "{told:?}");
}

fn a_changing_statement_can_answer_rows(place: &Place) {
    let store = opened(place);
    // Stops looking after the first row; both are written all the same.
    let first =
        store.run_blocking(|tx| tx.query_opt(&RETURNING, &[1.into(), 2.into()], |row| row.get_i64(0)));
    assert_eq!(first, Ok::<_, StoreError>(Some(1)));
    let second = store.read_blocking(|tx| tx.query_opt(&READ, &[2.into()], |row| row.get_i64(0)));
    assert_eq!(second, Ok::<_, StoreError>(Some(1)));
    let clash = store.run_blocking(|tx| tx.query_opt(&RETURNING, &[2.into(), 3.into()], |_| Ok(())));
    assert_eq!(clash, Err(StoreError::Conflict));
}

fn nothing_stored_is_repeated_in_an_error(place: &Place) {
    let store = opened(place);
    let told = store.run_blocking(|tx| {
        tx.execute(&WRITE, &[1.into(), 1.into(), "somebody's words".into(), Value::Null])?;
        tx.query_opt(&READ, &[1.into()], |row| row.get_i64(1))
    });
    assert_eq!(told, Err(StoreError::Corrupt("column 1 should be an integer and is text".into())));
}
