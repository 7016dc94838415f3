//! One PostgreSQL connection with its prepared statements, made anew when it was lost.
//!
//! TLS to the database is not offered; an address that demands it is refused, never quietly weakened.

use crate::engine::report::Durability;
use crate::engine::row::{Cell, Row, Source};
use crate::engine::statement::{BySql, Lock, Sql};
use crate::engine::tx::{Failure, FailureKind, Visit};
use crate::engine::value::Value;
use crate::error::StoreError;
use postgres::config::SslMode;
use postgres::error::SqlState;
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::private::BytesMut;
use postgres::types::{FromSql, IsNull, ToSql, Type};
use postgres::{Client, Config, NoTls, RowIter, Statement};
use std::error::Error;
use std::ops::ControlFlow;
use std::time::Duration;

const CONNECT_WAIT: Duration = Duration::from_secs(5);
/// A dead network must not hold a transaction open for the kernel's usual quarter of an hour.
const SILENCE_MAX: Duration = Duration::from_secs(20);
const SETTINGS: &str = "SET synchronous_commit = on; \
    SET default_transaction_isolation = 'read committed'; SET lock_timeout = '5s'; \
    SET statement_timeout = '30s'; SET idle_in_transaction_session_timeout = '60s'";

/// A connection, if there is one, and what was prepared on it.
pub(in crate::engine) struct Session {
    config: Config,
    live: Option<Live>,
}

struct Live {
    client: Client,
    prepared: BySql<Statement>,
}

/// Connects by an address.
pub(in crate::engine) fn connect(url: &str) -> Result<Client, StoreError> {
    open(&config(url)?)
}

fn config(url: &str) -> Result<Config, StoreError> {
    // The driver's own words about a wrong address never repeat the password.
    let mut config: Config = url
        .parse()
        .map_err(|error| StoreError::Unavailable(format!("the database address is wrong: {error}")))?;
    if config.get_ssl_mode() == SslMode::Require {
        return Err(StoreError::unavailable(
            "the database address demands TLS (sslmode=require), which is not offered; \
             use a socket or a private network and sslmode=disable",
        ));
    }
    config.application_name("parlance").connect_timeout(CONNECT_WAIT).tcp_user_timeout(SILENCE_MAX);
    Ok(config)
}

fn open(config: &Config) -> Result<Client, StoreError> {
    let mut client = config.connect(NoTls).map_err(|error| failure(error).error)?;
    client.batch_execute(SETTINGS).map_err(|error| failure(error).error)?;
    Ok(client)
}

impl Session {
    pub(super) fn new(url: &str) -> Result<Session, StoreError> {
        Ok(Session { config: config(url)?, live: None })
    }

    pub(super) fn is_live(&self) -> bool {
        self.live.as_ref().is_some_and(|live| !live.client.is_closed())
    }

    pub(super) fn connect(&mut self) -> Result<(), StoreError> {
        self.live = None;
        self.live = Some(Live { client: open(&self.config)?, prepared: BySql::default() });
        Ok(())
    }

    pub(super) fn disconnect(&mut self) {
        self.live = None;
    }

    /// Runs text without parameters: BEGIN, COMMIT, ROLLBACK.
    pub(super) fn control(&mut self, text: &str) -> Result<(), Failure> {
        self.live()?.client.batch_execute(text).map_err(failure)
    }

    pub(in crate::engine) fn prepare(&mut self, sql: &Sql) -> Result<(), Failure> {
        self.live()?.statement(sql).map(|_| ())
    }

    pub(in crate::engine) fn execute(&mut self, sql: &Sql, params: &[Value<'_>]) -> Result<u64, Failure> {
        let mut rows = self.live()?.start(sql, params)?;
        while rows.next().map_err(failure)?.is_some() {}
        Ok(rows.rows_affected().unwrap_or(0))
    }

    pub(in crate::engine) fn visit(
        &mut self,
        sql: &Sql,
        params: &[Value<'_>],
        visit: Visit<'_>,
    ) -> Result<(), Failure> {
        let mut rows = self.live()?.start(sql, params)?;
        let mut wanted = true;
        // Read to the end even if no more is wanted: an error may come last.
        while let Some(row) = rows.next().map_err(failure)? {
            if wanted {
                wanted = visit(&Row(Source::Postgres(&row))) == ControlFlow::Continue(());
            }
        }
        Ok(())
    }

    pub(super) fn durability(&mut self) -> Result<Durability, StoreError> {
        let client = &mut self.live().map_err(|failure| failure.error)?.client;
        let mut show = |setting: &str| {
            client
                .query_one(&format!("SHOW {setting}"), &[])
                .and_then(|row| row.try_get::<_, String>(0))
                .map_err(|error| failure(error).error)
        };
        Ok(Durability {
            engine: "PostgreSQL",
            version: show("server_version")?,
            settings: vec![
                ("synchronous_commit", show("synchronous_commit")?),
                ("fsync", show("fsync")?),
                ("full_page_writes", show("full_page_writes")?),
            ],
        })
    }

    fn live(&mut self) -> Result<&mut Live, Failure> {
        self.live.as_mut().ok_or_else(|| Failure {
            error: StoreError::unavailable("not connected to the database"),
            kind: FailureKind::Lost,
        })
    }
}

impl Live {
    fn start(&mut self, sql: &Sql, params: &[Value<'_>]) -> Result<RowIter<'_>, Failure> {
        self.statement(sql)?;
        let Live { client, prepared } = self;
        let statement = &prepared[sql];
        // The driver panics on a wrong count.
        if statement.params().len() != params.len() {
            return Err(Failure {
                error: StoreError::Corrupt(format!(
                    "{} arguments for {} places in: {}",
                    params.len(),
                    statement.params().len(),
                    sql.postgres_text()
                )),
                kind: FailureKind::Command,
            });
        }
        client.query_raw(statement, params).map_err(failure)
    }

    fn statement(&mut self, sql: &Sql) -> Result<(), Failure> {
        if !self.prepared.contains_key(sql) {
            let statement = match suffix(sql.lock()) {
                "" => self.client.prepare(sql.postgres_text()),
                lock => self.client.prepare(&format!("{}{lock}", sql.postgres_text())),
            };
            self.prepared.insert(*sql, statement.map_err(failure)?);
        }
        Ok(())
    }
}

fn suffix(lock: Lock) -> &'static str {
    match lock {
        Lock::None => "",
        Lock::Exclusive => " FOR UPDATE",
        Lock::Shared => " FOR SHARE",
        Lock::SkipLocked => " FOR UPDATE SKIP LOCKED",
        Lock::Around => " FOR UPDATE OF held FOR SHARE OF around, policy",
    }
}

impl ToSql for Value<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(value) if *ty == Type::INT8 => value.to_sql(ty, out),
            Value::Int(value) if *ty == Type::INT4 => i32::try_from(*value)?.to_sql(ty, out),
            Value::Text(value) if *ty == Type::TEXT || *ty == Type::VARCHAR => value.to_sql(ty, out),
            Value::Blob(value) if *ty == Type::BYTEA => value.to_sql(ty, out),
            Value::Id(value) if *ty == Type::BYTEA => value.as_bytes().as_slice().to_sql(ty, out),
            _ => Err(format!("the statement wants {ty} where it was given another kind").into()),
        }
    }

    // Which kinds fit is decided above, where the value is known.
    fn accepts(_: &Type) -> bool {
        true
    }

    postgres::types::to_sql_checked!();
}

impl<'r> FromSql<'r> for Cell<'r> {
    fn from_sql(ty: &Type, raw: &'r [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        match *ty {
            Type::INT8 => i64::from_sql(ty, raw).map(Cell::Int),
            Type::INT4 => i32::from_sql(ty, raw).map(|value| Cell::Int(i64::from(value))),
            Type::BOOL => bool::from_sql(ty, raw).map(|value| Cell::Int(i64::from(value))),
            Type::BYTEA => Ok(Cell::Blob(raw)),
            _ => <&str>::from_sql(ty, raw).map(Cell::Text),
        }
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Cell::Null)
    }

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::INT8 | Type::INT4 | Type::BOOL | Type::BYTEA) || <&str as FromSql>::accepts(ty)
    }
}

/// Reads one column.
pub(in crate::engine) fn cell(row: &postgres::Row, column: usize) -> Result<Cell<'_>, StoreError> {
    row.try_get(column).map_err(StoreError::corrupt)
}

/// Sorts what PostgreSQL and its driver say.
pub(in crate::engine) fn failure(error: postgres::Error) -> Failure {
    let Some(said) = error.as_db_error() else {
        let lost = error.is_closed() || error.source().is_some_and(|cause| cause.is::<std::io::Error>());
        return match lost {
            true => Failure { error: StoreError::unavailable(told(&error)), kind: FailureKind::Lost },
            false => Failure { error: StoreError::corrupt(told(&error)), kind: FailureKind::Command },
        };
    };
    let code = said.code();
    let (error, kind) = if *code == SqlState::UNIQUE_VIOLATION {
        (StoreError::Conflict, FailureKind::Command)
    } else if *code == SqlState::T_R_DEADLOCK_DETECTED || *code == SqlState::T_R_SERIALIZATION_FAILURE {
        (StoreError::Busy, FailureKind::Again)
    } else if *code == SqlState::LOCK_NOT_AVAILABLE || *code == SqlState::QUERY_CANCELED {
        (StoreError::Busy, FailureKind::Command)
    } else if *code == SqlState::DISK_FULL {
        (StoreError::Full, FailureKind::Command)
    } else if *code == SqlState::READ_ONLY_SQL_TRANSACTION {
        let why = "a write in a read-only transaction";
        (StoreError::unavailable(why), FailureKind::Command)
    } else {
        match &code.code()[..2] {
            // Connection lost, the operator stopped the server, the server's own failures.
            "08" | "57" | "58" | "XX" => (StoreError::unavailable(said.message()), FailureKind::Lost),
            // Out of disk, memory or connections.
            "53" => (StoreError::unavailable(said.message()), FailureKind::Command),
            _ => (StoreError::Corrupt(format!("{} ({})", said.message(), code.code())), FailureKind::Command),
        }
    };
    Failure { error, kind }
}

/// The driver's error with its cause, which its own text leaves out.
fn told(error: &postgres::Error) -> String {
    error.source().map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}"))
}
