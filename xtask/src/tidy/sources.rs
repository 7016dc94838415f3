//! The text of every file the rules look at. Knows what is not ours to judge (build output, packages,
//! generated files) and nothing about the rules themselves.

use std::path::Path;

use anyhow::{Context, Result};

/// A file of the checkout: its path from the root with forward slashes, and its text.
#[derive(Clone)]
pub struct Source {
    pub path: String,
    pub text: String,
}

impl Source {
    /// The file's name without its folder.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

const SKIPPED_FOLDERS: &[&str] =
    &["target", "node_modules", "dist", "data", "screenshots", "test-results", "playwright-report"];

const READ_EXTENSIONS: &[&str] =
    &["rs", "ts", "svelte", "css", "mjs", "js", "ftl", "sh", "md", "toml", "sql", "html"];

const GENERATED: &[&str] = &["schema.d.ts", "Cargo.lock", "package-lock.json"];

pub fn read(root: &Path) -> Result<Vec<Source>> {
    let mut files = Vec::new();
    collect(root, "", &mut files)?;
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(files)
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<Source>) -> Result<()> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("listing {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        if entry.file_type()?.is_dir() {
            if !name.starts_with('.') && !SKIPPED_FOLDERS.contains(&name.as_str()) {
                collect(&entry.path(), &format!("{path}/"), files)?;
            }
        } else if is_read(&name) {
            let text = std::fs::read_to_string(entry.path()).with_context(|| format!("reading {path}"))?;
            files.push(Source { path, text });
        }
    }
    Ok(())
}

fn is_read(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    READ_EXTENSIONS.contains(&extension) && !GENERATED.contains(&name) && !name.contains(".gen.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_files_and_unknown_kinds_are_left_alone() {
        assert!(is_read("mod.rs"));
        assert!(!is_read("schema.d.ts"));
        assert!(!is_read("keys.gen.ts"));
        assert!(!is_read("logo.png"));
    }
}
