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
