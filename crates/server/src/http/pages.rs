//! Cursors: where a page of a list ended, as opaque text.

use super::problem::{Refused, malformed};
use crate::wire::Page;
use parlance_core::Time;
use uuid::Uuid;

/// A place in a list ordered by time and id, newest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place(pub Time, pub Uuid);

impl Place {
    /// Before the first.
    pub const TOP: Place = Place(Time(i64::MAX), Uuid::max());

    pub fn read(cursor: Option<&str>) -> Result<Place, Refused> {
        let Some(cursor) = cursor else { return Ok(Place::TOP) };
        let place = cursor
            .split_once('.')
            .and_then(|(at, id)| Some(Place(Time(at.parse().ok()?), Uuid::try_parse(id).ok()?)));
        place.ok_or_else(bad_cursor)
    }

    pub fn write(self) -> String {
        format!("{}.{}", self.0.0, self.1.simple())
    }
}

/// A place in a list ordered by text and id.
pub fn read_named(cursor: Option<&str>) -> Result<(String, Uuid), Refused> {
    let Some(cursor) = cursor else { return Ok((String::new(), Uuid::nil())) };
    let place =
        cursor.split_once('.').and_then(|(id, name)| Some((name.to_owned(), Uuid::try_parse(id).ok()?)));
    place.filter(|(name, _)| !name.contains('\0')).ok_or_else(bad_cursor)
}

pub fn write_named(name: &str, id: Uuid) -> String {
    format!("{}.{name}", id.simple())
}

/// A place in a list numbered downwards.
pub fn read_numbered(cursor: Option<&str>) -> Result<i64, Refused> {
    cursor.map_or(Ok(i64::MAX), |text| text.parse().map_err(|_| bad_cursor()))
}

/// A place in a list ordered by two numbers, downwards.
pub fn read_pair(cursor: Option<&str>) -> Result<(i64, i64), Refused> {
    let Some(cursor) = cursor else { return Ok((i64::MAX, 0)) };
    let place = cursor.split_once('.').and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
    place.ok_or_else(bad_cursor)
}

pub fn write_pair(a: i64, b: i64) -> String {
    format!("{a}.{b}")
}

/// A place in what a search walks through.
pub fn read_place(cursor: Option<&str>) -> Result<i64, Refused> {
    let Some(cursor) = cursor else { return Ok(i64::MAX) };
    let digits = cursor.len() == 16 && cursor.bytes().all(|byte| byte.is_ascii_hexdigit());
    let place = digits.then(|| u64::from_str_radix(cursor, 16).ok()).flatten();
    place.map(u64::cast_signed).ok_or_else(bad_cursor)
}

pub fn write_place(place: i64) -> String {
    format!("{place:016x}")
}

fn bad_cursor() -> Refused {
    malformed("malformed-query", "This cursor is not one that was given out. Begin at the first page.")
}

/// A page of `limit` rows out of up to one more than that: the surplus row says that there is a next page.
pub fn page<T, W>(mut rows: Vec<T>, limit: u32, cursor: impl FnOnce(&T) -> String) -> Page<W>
where
    T: Into<W>,
{
    let next = cut(&mut rows, limit, cursor);
    Page { items: rows.into_iter().map(Into::into).collect(), next }
}

/// Cuts the surplus row off; the cursor to go on with, if there was one.
pub fn cut<T>(rows: &mut Vec<T>, limit: u32, cursor: impl FnOnce(&T) -> String) -> Option<String> {
    let limit = limit as usize;
    if rows.len() <= limit {
        return None;
    }
    rows.truncate(limit);
    rows.last().map(cursor)
}
