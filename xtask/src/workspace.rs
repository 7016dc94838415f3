//! Where things are: the root of the checkout, cargo's target folder, the server's binary.
//! Never assumes `target/` lies inside the checkout: CI keeps it elsewhere.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// The root of the checkout this program runs for. Cargo says so when it starts us; what was true at compile
/// time may be another clone's folder, where several share one target folder.
pub fn root() -> PathBuf {
    let xtask = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    xtask.parent().map(Path::to_path_buf).unwrap_or(xtask)
}

/// The folder cargo builds into, as cargo itself sees it.
pub fn target_dir() -> Result<PathBuf> {
    let output = Command::new("cargo")
        .args(["metadata", "--format-version", "1", "--no-deps", "--locked"])
        .current_dir(root())
        .output()
        .context("cargo metadata could not be started")?;
    ensure!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr).trim());
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout)?;
    let folder = metadata["target_directory"].as_str().context("cargo metadata names no target_directory")?;
    Ok(PathBuf::from(folder))
}

/// Where each suite's results are kept until the next run.
pub fn results_dir() -> Result<PathBuf> {
    let folder = target_dir()?.join("results");
    std::fs::create_dir_all(&folder).with_context(|| format!("creating {}", folder.display()))?;
    Ok(folder)
}

/// What gives the browser tests a PostgreSQL and an object store.
pub fn backends_binary() -> Result<PathBuf> {
    Ok(target_dir()?.join("debug").join("examples").join("backends"))
}

/// The debug server the browser tests drive.
pub fn server_binary() -> Result<PathBuf> {
    Ok(target_dir()?.join("debug").join("parlance"))
}
