//! The reference loops: what the machine can do at best with the same statements, the same bytes and the
//! same libraries, and nothing else. They are measured beside the product, in the same minutes.
//!
//! F [`disk`] · S, G, R [`file`] · P [`pool`] · H, E, W [`doors`]

pub mod disk;
pub mod doors;
pub mod file;
pub mod pool;
pub mod rows;

use anyhow::bail;

/// The part of a reference in a process of its own: the servers, or opening a file bare.
pub fn play(arguments: &[String]) -> anyhow::Result<()> {
    match arguments {
        [what] if what == "doors" => doors::serve(),
        [what, path] if what == "open" => file::open_bare(path.as_ref()),
        _ => bail!("a reference is `doors`, or `open` and a file"),
    }
}

#[cfg(test)]
mod tests {
    use super::{file, pool};
    use crate::town::{ENTRIES_MIN, Town};
    use parlance_store::StoreConfig;
    use parlance_testing::{Fsync, Postgres};
    use std::time::Duration;

    /// Long enough for a send on any machine; how many there are is of no matter.
    const SHORT: Duration = Duration::from_millis(200);

    #[test]
    fn a_raw_send_runs_the_products_statements_on_a_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, town) = (folder.path().join("parlance.db"), Town::of(3));
        town.fill_file(&path, ENTRIES_MIN).expect("the file is filled");
        let mut single = file::Single::open(&path).expect("it opens");
        let run = single.run(&town, SHORT).expect("raw sends");
        assert!(run.per_second > 0.0);
        let run = file::pages(&path, &town, SHORT).expect("raw pages");
        assert!(run.per_second > 0.0);
    }

    #[test]
    fn a_raw_send_runs_the_products_statements_on_postgres() {
        let (postgres, town) = (Postgres::start(Fsync::Off), Town::of(3));
        let url = postgres.fresh_database();
        town.fill(StoreConfig::postgres(url.as_str()), ENTRIES_MIN).expect("the database is filled");
        let run = pool::sends(&url, &town, 2, SHORT).expect("raw sends");
        assert!(run.per_second > 0.0);
    }
}
