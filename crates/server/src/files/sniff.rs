//! Whether a file is what its name says. A name is believed only if signature and structure agree with it,
//! and if the same bytes cannot be taken for something that a browser or a system would run.

use super::pictures;
use super::structure::{Broken, Bytes, find, walk};
use file_format::FileFormat as F;
use parlance_core::files::{FileClass, FileType};
use std::io::{BufReader, Read, Seek};

/// Bytes at the beginning in which a document for browsers would show itself: they look at 1,445 at most
/// (WHATWG MIME Sniffing, 7), and a little more does no harm.
const HEAD: u64 = 4096;
/// Bytes at the end in which an archive's directory begins to end: 22 and a comment (APPNOTE.TXT, 4.3.16).
const TAIL: u64 = 22 + 65_535;
const ZIP_END: &[u8] = b"PK\x05\x06";

/// What was found in a file that is what it is called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Width and height of a picture, as it is shown.
    pub size: Option<(u32, u32)>,
}

/// Why a file is not taken for what it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// Its bytes are of another kind, or broken.
    OtherContent,
    /// Something else hides in it.
    Polyglot,
}

/// Looks into a file that is called `kind`.
pub fn look_into<R: Read + Seek>(kind: FileType, mut file: R) -> std::io::Result<Result<Found, Mismatch>> {
    let format = F::from_reader(&mut file)?;
    if !fits(kind, format) {
        return Ok(Err(Mismatch::OtherContent));
    }
    let mut bytes = Bytes::of(file)?;
    let end = match walk(kind, &mut bytes) {
        Ok(end) => end,
        Err(Broken::Structure) => return Ok(Err(Mismatch::OtherContent)),
        Err(Broken::Io(error)) => return Err(error),
    };
    if hides(kind, &mut bytes, end)? {
        return Ok(Err(Mismatch::Polyglot));
    }
    if kind.class() != FileClass::Image {
        return Ok(Ok(Found::default()));
    }
    Ok(match pictures::size(kind, BufReader::new(bytes.rewound()?)) {
        Some(size) => Ok(Found { size: Some(size) }),
        None => Err(Mismatch::OtherContent),
    })
}

/// Whether the same bytes may be taken for something else: a page at the beginning, an archive at the end,
/// or whatever else stands behind the end. Archives hold what they hold, and are taken for nothing else.
fn hides<R: Read + Seek>(kind: FileType, bytes: &mut Bytes<R>, end: u64) -> std::io::Result<bool> {
    if matches!(kind, FileType::Zip | FileType::Xlsx | FileType::Docx | FileType::Pptx | FileType::Rar) {
        return Ok(false);
    }
    let tail = bytes.part(bytes.length.saturating_sub(TAIL), TAIL)?;
    let behind = bytes.part(end, TAIL)?;
    Ok(is_page(&bytes.part(0, HEAD)?) || find(&tail, ZIP_END).is_some() || is_another(&behind))
}

/// Whether what stands behind the end of a file is a thing of its own. Telephones put a film behind a
/// photograph, or a second one; other programs leave zeros or remains.
fn is_another(behind: &[u8]) -> bool {
    let harmless = [
        F::Empty,
        F::PlainText,
        F::ArbitraryBinaryData,
        F::JointPhotographicExpertsGroup,
        F::Mpeg4Part14,
        F::Mpeg4Part14Video,
        F::AppleQuicktime,
    ];
    is_page(&behind[..behind.len().min(4096)]) || !harmless.contains(&F::from_bytes(behind))
}

/// Whether bytes recognised as `format` may be called `kind`.
fn fits(kind: FileType, format: F) -> bool {
    let known: &[F] = match kind {
        FileType::Doc => &[F::MicrosoftWordDocument, F::CompoundFileBinary],
        FileType::Xls => &[F::MicrosoftExcelSpreadsheet, F::CompoundFileBinary],
        FileType::Ppt => &[F::MicrosoftPowerpointPresentation, F::CompoundFileBinary],
        FileType::Xlsx => &[F::OfficeOpenXmlSpreadsheet],
        FileType::Docx => &[F::OfficeOpenXmlDocument],
        FileType::Pptx => &[F::OfficeOpenXmlPresentation],
        FileType::Csv | FileType::Txt => &[F::PlainText, F::ArbitraryBinaryData],
        FileType::Pdf => &[F::PortableDocumentFormat],
        FileType::Jpeg => &[F::JointPhotographicExpertsGroup],
        FileType::Png => &[F::PortableNetworkGraphics, F::AnimatedPortableNetworkGraphics],
        FileType::Gif => &[F::GraphicsInterchangeFormat],
        FileType::Webp => &[F::Webp],
        FileType::Mp3 => &[F::Mpeg12AudioLayer3],
        FileType::Ogg => &[
            F::OggFlac,
            F::OggMedia,
            F::OggMultiplexedMedia,
            F::OggOpus,
            F::OggSpeex,
            F::OggTheora,
            F::OggVorbis,
        ],
        FileType::Wav => &[F::WaveformAudio],
        FileType::Mp4 => &[
            F::Mpeg4Part14,
            F::Mpeg4Part14Audio,
            F::Mpeg4Part14Video,
            F::AppleItunesVideo,
            F::AppleItunesAudio,
        ],
        FileType::Webm => &[F::Webm],
        FileType::Mpeg => &[F::Mpeg12Video],
        FileType::Mov => &[F::AppleQuicktime],
        FileType::Zip => &[F::Zip],
        FileType::Rar => &[F::RoshalArchive],
    };
    known.contains(&format)
}

/// Whether a browser that guesses could take the beginning for a page, a drawing or a script.
fn is_page(head: &[u8]) -> bool {
    // Without zeros, UTF-16 reads as ASCII.
    let lower: Vec<u8> = head.iter().filter(|byte| **byte != 0).map(u8::to_ascii_lowercase).collect();
    let signs: [&[u8]; 12] = [
        b"<!doctype",
        b"<html",
        b"<head",
        b"<body",
        b"<script",
        b"<iframe",
        b"<svg",
        b"<?xml",
        b"<?php",
        b"<object",
        b"<embed",
        b"javascript:",
    ];
    signs.iter().any(|sign| find(&lower, sign).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn look(kind: FileType, bytes: &[u8]) -> Result<Found, Mismatch> {
        look_into(kind, Cursor::new(bytes)).expect("memory can be read")
    }

    fn png() -> Vec<u8> {
        let mut bytes = Vec::new();
        image::RgbImage::new(3, 2)
            .write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Png)
            .expect("a picture can be written");
        bytes
    }

    #[test]
    fn a_picture_is_taken_with_its_size() {
        assert_eq!(look(FileType::Png, &png()), Ok(Found { size: Some((3, 2)) }));
    }

    #[test]
    fn a_name_that_the_bytes_do_not_bear_out_is_refused() {
        let pdf = b"%PDF-1.4\n1 0 obj\nstartxref\n9\n%%EOF";
        assert_eq!(look(FileType::Pdf, pdf), Ok(Found::default()));
        for (kind, bytes) in [
            (FileType::Jpeg, png()),
            (FileType::Pdf, png()),
            (FileType::Png, pdf.to_vec()),
            (FileType::Pdf, b"MZ\x90\0 an executable".to_vec()),
            (FileType::Pdf, b"%PDF-1.4 without an end".to_vec()),
            (FileType::Zip, b"PK\x03\x04 without a directory".to_vec()),
            (FileType::Png, png()[..20].to_vec()),
            (FileType::Csv, b"a,b\0c".to_vec()),
            (FileType::Csv, Vec::new()),
            (FileType::Mp3, b"plain words".to_vec()),
        ] {
            assert_eq!(look(kind, &bytes), Err(Mismatch::OtherContent), "{kind:?} {bytes:?}");
        }
    }

    #[test]
    fn something_that_hides_in_something_else_is_refused() {
        let mut with_archive = png();
        with_archive.extend_from_slice(b"PK\x05\x06");
        with_archive.extend_from_slice(&[0; 18]);
        assert_eq!(look(FileType::Png, &with_archive), Err(Mismatch::Polyglot));
        for page in ["a,b\n<script>alert(1)</script>", "a,b\n<svg onload=x>", "a <?php system('x');"] {
            assert_eq!(look(FileType::Csv, page.as_bytes()), Err(Mismatch::Polyglot), "{page}");
        }
        assert!(look(FileType::Csv, b"<!DOCTYPE html>").is_err());
        assert_eq!(look(FileType::Pdf, b"%PDF-1.4 <html>\nstartxref\n9\n%%EOF"), Err(Mismatch::Polyglot));
    }

    #[test]
    fn a_table_in_any_usual_encoding_is_a_table() {
        for table in [&b"a;b\r\n1;2"[..], b"\xef\xbb\xbfa,b", b"\xff\xfea\0,\0b\0", b"n\xe4he,weite"] {
            assert_eq!(look(FileType::Csv, table), Ok(Found::default()), "{table:?}");
        }
    }
}
