//! Names: what a file is called decides what it may be.

use super::build::{exe, page, png};
use super::{HIDES, MISMATCH, NOT_ALLOWED, Outcome, Refused, Row, row};
use crate::samples::pdf;

const INVALID: Outcome = Refused("invalid-fields");

pub fn rows() -> Vec<Row> {
    let program = |what: &str, name: &str| row(what, name, exe(), NOT_ALLOWED);
    vec![
        program("a program, called so", "tool.exe"),
        program("two endings, the last of a program", "invoice.pdf.exe"),
        row(
            "two endings, the last of a picture, and a program all the same",
            "tool.exe.png",
            exe(),
            MISMATCH,
        ),
        row("two endings, and what the last one says: a document", "tool.exe.pdf", pdf("4"), Outcome::Saved),
        program("a saver of screens", "beach.scr"),
        program("an installer", "setup.msi"),
        program("a batch", "run.bat"),
        program("an ending that is none, behind a dot", "plan.pdf."),
        program("an ending of blanks", "plan.pdf. "),
        program("an ending with a blank in it", "plan.p df"),
        program("an ending of full-width letters", "plan.\u{ff50}\u{ff44}\u{ff46}"),
        program("an ending with a Cyrillic letter", "plan.\u{440}df"),
        program("an ending with a letter that nobody sees", "plan.p\u{200b}df"),
        program("no ending", "plan"),
        program("an ending that is a folder's", "folder.pdf/plan"),
        program("a drawing that can run scripts", "drawing.svg"),
        program("a page", "page.html"),
        program("a page in an old form", "page.xhtml"),
        program("a script", "script.js"),
        program("a document with macros, called so", "plan.docm"),
        program("an archive that is not on the list", "plan.7z"),
        program("an image of a disk", "plan.iso"),
        program("a shortcut", "plan.pdf.lnk"),
        row("a zero byte before the ending", "tool.exe\0.pdf", pdf("4"), INVALID),
        row("a zero byte behind the ending", "plan.pdf\0.exe", pdf("4"), INVALID),
        row("a line break", "plan\r\nX-Evil: 1.pdf", pdf("4"), INVALID),
        row("10,000 characters", format!("{}.pdf", "a".repeat(9_996)), pdf("4"), INVALID),
        row("nothing but dots and a path", "../..", pdf("4"), NOT_ALLOWED),
        row("a path out of the folder", "../../../../etc/passwd.pdf", pdf("1"), Outcome::Saved),
        row("a path of Windows", "C:\\Windows\\System32\\plan.pdf", pdf("2"), Outcome::Saved),
        row(
            "a mark that turns the text, so that it reads as fdp.exe",
            "\u{202e}exe.pdf",
            pdf("3"),
            Outcome::Saved,
        ),
        row("the name of a device", "CON.pdf", pdf("5"), Outcome::Saved),
        row("a stream of another file", "notes.exe:plan.pdf", pdf("6"), Outcome::Saved),
        row(
            "a name that is a script for pages",
            "<img src=x onerror=alert(1)>.pdf",
            pdf("7"),
            Outcome::Saved,
        ),
        row("a name that is a command", "$(reboot);`reboot`.pdf", pdf("0"), Outcome::Saved),
        row("a page under the ending of a table", "page.html.csv", page(), MISMATCH),
        row("a picture in capitals is a picture", "PICTURE.PNG", png(), Outcome::Drawn),
        row(
            "a page behind words under the ending of a table",
            "page.htm.csv",
            format!("a,b\n{}", page()),
            HIDES,
        ),
    ]
}
