//! Running other programs: with their output passed through, and, where wanted, read line by line.
//! Never hides output: what a person would have seen by typing the command is what they see here.

use std::io::{BufRead, BufReader, Write};
use std::process::Command;

use anyhow::{Context, Result};

/// Runs a program with its output passed through, and says whether it succeeded.
pub fn succeeds(command: &mut Command) -> Result<bool> {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command.status().with_context(|| format!("{name} could not be started"))?;
    Ok(status.success())
}

/// Runs a program, passing each line of its output through and handing it to `on_line`.
/// Both streams share one pipe, because the order between them carries meaning: cargo names a test binary
/// on one and the binary reports on the other.
pub fn streamed(command: &mut Command, on_line: impl FnMut(&str)) -> Result<bool> {
    streamed_into(std::io::stdout(), command, on_line)
}

fn streamed_into(mut out: impl Write, command: &mut Command, mut on_line: impl FnMut(&str)) -> Result<bool> {
    let name = command.get_program().to_string_lossy().into_owned();
    let (reader, writer) = std::io::pipe()?;
    command.stdout(writer.try_clone()?).stderr(writer);
    let mut child = command.spawn().with_context(|| format!("{name} could not be started"))?;
    // The command still owns the writing ends; until they are gone the reader would never see the end.
    command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    let mut reader = BufReader::new(reader);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line)? > 0 {
        out.write_all(&line)?;
        on_line(String::from_utf8_lossy(&line).trim_end_matches(['\n', '\r']));
        line.clear();
    }
    out.flush()?;
    Ok(child.wait()?.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_streams_arrive_line_by_line_and_the_status_is_kept() {
        let mut lines = Vec::new();
        let mut command = Command::new("sh");
        command.args(["-c", "echo one; echo two >&2; printf three; exit 3"]);
        let mut shown = Vec::new();
        let succeeded =
            streamed_into(&mut shown, &mut command, |line| lines.push(line.to_owned())).expect("sh runs");
        assert_eq!(shown, b"one\ntwo\nthree");
        assert_eq!(lines, ["one", "two", "three"]);
        assert!(!succeeded);
    }
}
