//! Statements: SQL written once, known by name, with the one thing the engines say differently (row
//! locks) kept as a word beside the text. Where they honestly differ (searching), their two texts stand
//! side by side under one name.
//!
//! Every room lists its statements with [`statements!`](crate::statements), so that a test can have
//! both engines prepare all of them. No SQL is ever put together at run time.

use std::hash::{Hash, Hasher};

/// The row lock a SELECT takes. SQLite needs none: its single writer holds the whole file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lock {
    /// Reads without a lock.
    None,
    /// Nobody else may change or lock these rows until this transaction ends.
    Exclusive,
    /// Nobody may change these rows until this transaction ends; others may read them likewise.
    Shared,
    /// As `Exclusive`, leaving out rows that somebody else has locked.
    SkipLocked,
    /// Of three joined tables, `Exclusive` for the rows of the one called `held` and `Shared` for those of
    /// the ones called `around` and `policy`, in that order. Where somebody waits for them, all are read anew.
    Around,
}

/// One statement of the shared dialect. Made by [`statements!`](crate::statements) only.
#[derive(Clone, Copy, Debug)]
pub struct Sql {
    text: &'static str,
    /// PostgreSQL's own text, where there is one.
    postgres: Option<&'static str>,
    lock: Lock,
}

impl Sql {
    #[doc(hidden)]
    pub const fn new(text: &'static str, lock: Lock) -> Sql {
        Sql { text, postgres: None, lock }
    }

    /// A statement that asks the same of both engines in different words.
    #[doc(hidden)]
    pub const fn differing(sqlite: &'static str, postgres: &'static str, lock: Lock) -> Sql {
        Sql { text: sqlite, postgres: Some(postgres), lock }
    }

    /// The text for SQLite, which is the shared one where there are not two.
    pub const fn text(&self) -> &'static str {
        self.text
    }

    /// The text for PostgreSQL, without the lock.
    pub const fn postgres_text(&self) -> &'static str {
        match self.postgres {
            Some(text) => text,
            None => self.text,
        }
    }

    /// The lock its rows are read with.
    pub const fn lock(&self) -> Lock {
        self.lock
    }
}

/// Statements are told apart by where their text stands, which is much cheaper than by reading it. Two
/// copies of one text only mean that it is prepared twice.
impl PartialEq for Sql {
    fn eq(&self, other: &Sql) -> bool {
        std::ptr::eq(self.text, other.text) && self.lock == other.lock
    }
}

impl Eq for Sql {}

impl Hash for Sql {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_usize(self.text.as_ptr() as usize ^ self.lock as usize);
    }
}

/// Mixes an address: the standard hasher would cost more than the rest of the look-up.
#[derive(Default)]
pub(super) struct AddressHasher(u64);

impl Hasher for AddressHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_usize(usize::from(*byte));
        }
    }

    fn write_usize(&mut self, value: usize) {
        // The multiplier of Fibonacci hashing, 2^64 divided by the golden ratio (Knuth, TAOCP 6.4).
        self.0 = (self.0 ^ value as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 ^= self.0 >> 32;
    }
}

/// A look-up by statement.
pub(super) type BySql<T> = std::collections::HashMap<Sql, T, std::hash::BuildHasherDefault<AddressHasher>>;

/// Names a room's statements: `NAME = "…";` reads plainly; `NAME: lock`, `NAME: share`, `NAME: skip` and
/// `NAME: around` add `FOR UPDATE`, `FOR SHARE`, `FOR UPDATE SKIP LOCKED` and the locks of
/// [`Around`](crate::engine::Lock::Around) where the engine has row locks; `NAME = "…", "…";` is one
/// statement in two texts, for SQLite and for PostgreSQL, with or without a lock. Also makes `ALL`, the list of them with their
/// names.
#[macro_export]
macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident $(: $lock:ident)? = $text:expr $(, $postgres:expr)?;)*) => {
        $($(#[$doc])* const $name: $crate::engine::Sql =
            $crate::statements!(@sql $text, $($postgres,)? $($lock)?);)*
        /// Every statement of this room with its name.
        pub(crate) const ALL: &[(&str, $crate::engine::Sql)] = &[$((stringify!($name), $name)),*];
    };
    (@sql $sqlite:expr, $postgres:expr, $($lock:ident)?) => {
        $crate::engine::Sql::differing($sqlite, $postgres, $crate::statements!(@lock $($lock)?))
    };
    (@sql $text:expr, $($lock:ident)?) => { $crate::engine::Sql::new($text, $crate::statements!(@lock $($lock)?)) };
    (@lock) => { $crate::engine::Lock::None };
    (@lock lock) => { $crate::engine::Lock::Exclusive };
    (@lock share) => { $crate::engine::Lock::Shared };
    (@lock skip) => { $crate::engine::Lock::SkipLocked };
    (@lock around) => { $crate::engine::Lock::Around };
}
