//! The files generated from the code and committed: the API's description and the web app's types.
//! The circle (the server embeds the web app, whose types come from the server) is broken by committing
//! them; `check` is what keeps the committed copy true.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::{process, suites, workspace};

fn description() -> PathBuf {
    workspace::root().join("docs/api/openapi.json")
}

fn types() -> PathBuf {
    workspace::root().join("web/src/api/schema.d.ts")
}

pub fn run() -> Result<bool> {
    ensure!(suites::cargo::build()?, "the server does not build");
    let path = description();
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(&path, described()?).with_context(|| format!("writing {}", path.display()))?;
    write_types()
}

/// Compares the committed files with what the code says now. Files that drifted are left regenerated, so
/// that what is to be committed lies ready. Expects the server to have been built.
pub fn check() -> Result<bool> {
    let described = match described() {
        Ok(text) => text,
        Err(error) => {
            eprintln!("{error:#}");
            return Ok(false);
        }
    };
    let fresh = std::fs::read_to_string(description()).unwrap_or_default() == described;
    if !fresh {
        std::fs::create_dir_all(workspace::root().join("docs/api"))?;
        std::fs::write(description(), described)?;
        eprintln!("docs/api/openapi.json had drifted from the code; it is regenerated, commit it");
    }
    let before = std::fs::read_to_string(types()).unwrap_or_default();
    let wrote = write_types()?;
    let types_fresh = wrote && std::fs::read_to_string(types()).unwrap_or_default() == before;
    if !types_fresh {
        eprintln!("web/src/api/schema.d.ts had drifted from docs/api/openapi.json; commit the new one");
    }
    Ok(fresh && types_fresh)
}

fn described() -> Result<String> {
    let binary = workspace::server_binary()?;
    let output = Command::new(&binary)
        .arg("openapi")
        .output()
        .with_context(|| format!("{} could not be started", binary.display()))?;
    ensure!(output.status.success(), "parlance openapi: {}", String::from_utf8_lossy(&output.stderr).trim());
    Ok(String::from_utf8(output.stdout)?)
}

fn write_types() -> Result<bool> {
    let mut command = Command::new("npm");
    command.args(["run", "--silent", "gen"]).current_dir(workspace::root().join("web"));
    process::succeeds(&mut command)
}
