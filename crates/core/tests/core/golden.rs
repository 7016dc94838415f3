//! Golden files: compares what the rules say today with what was reviewed, and says how to bless it.

use std::fmt::Write as _;
use std::path::Path;

/// Compares `actual` with the file at `path` below the crate, or writes the file if `BLESS` is set.
#[track_caller]
pub fn check(path: &str, actual: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("BLESS").is_some_and(|bless| bless == "1") {
        std::fs::write(&file, actual).expect("the golden file can be written");
        return;
    }
    let golden = std::fs::read_to_string(&file).unwrap_or_default();
    if golden != actual {
        panic!("{}", difference(path, &golden, actual));
    }
}

fn difference(path: &str, golden: &str, actual: &str) -> String {
    let (mut golden, mut actual) = (golden.lines(), actual.lines());
    let mut says = format!(
        "crates/core/{path} is not what the rules say now (- reviewed, + now).\n\
         If the new rules are meant: BLESS=1 cargo test -p parlance-core --test core, and review the diff.\n"
    );
    loop {
        match (golden.next(), actual.next()) {
            (None, None) => return says,
            (old, new) if old == new => {}
            (old, new) => {
                for (sign, line) in [('-', old), ('+', new)] {
                    if let Some(line) = line {
                        writeln!(says, "{sign} {line}").expect("a string takes text");
                    }
                }
            }
        }
    }
}

/// A table of text with its columns aligned.
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    pub fn new<T: Into<String>>(head: impl IntoIterator<Item = T>) -> Table {
        Table { rows: vec![head.into_iter().map(Into::into).collect()] }
    }

    pub fn row<T: Into<String>>(&mut self, cells: impl IntoIterator<Item = T>) {
        let cells: Vec<String> = cells.into_iter().map(Into::into).collect();
        assert_eq!(cells.len(), self.rows[0].len(), "every row has as many cells as the head");
        self.rows.push(cells);
    }

    pub fn print(&self) -> String {
        let width =
            |column: usize| self.rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..self.rows[0].len()).map(width).collect();
        let mut text = String::new();
        let mut line = |cells: &[String]| {
            let padded = cells.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
            text.push_str(padded.collect::<Vec<_>>().join("  ").trim_end());
            text.push('\n');
        };
        line(&self.rows[0]);
        line(&widths.iter().map(|width| "─".repeat(*width)).collect::<Vec<_>>());
        self.rows[1..].iter().for_each(|row| line(row));
        text
    }
}

#[test]
fn a_difference_names_both_lines_and_the_way_to_bless() {
    let says = difference("golden/x.txt", "one\ntwo\n", "one\nthree\nfour\n");
    assert!(says.ends_with("- two\n+ three\n+ four\n"), "{says}");
    assert!(says.contains("BLESS=1"), "{says}");
}
