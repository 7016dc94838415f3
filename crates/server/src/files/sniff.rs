//! Whether a file is what its name says. A name is believed only if signature and structure agree with it,
//! and if the same bytes cannot be taken for something that a browser or a system would run.

use super::pictures;
use file_format::FileFormat as F;
use parlance_core::files::{FileClass, FileType};
use std::io::{Read, Seek, SeekFrom};

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
    let (head, tail) = (head(&mut file)?, tail(&mut file)?);
    if !begins_well(kind, &head) || !ends_well(kind, &tail) {
        return Ok(Err(Mismatch::OtherContent));
    }
    if is_page(&head) || hides_archive(kind, &tail) {
        return Ok(Err(Mismatch::Polyglot));
    }
    if kind.class() != FileClass::Image {
        return Ok(Ok(Found::default()));
    }
    file.seek(SeekFrom::Start(0))?;
    Ok(match pictures::size(kind, std::io::BufReader::new(file)) {
        Some(size) => Ok(Found { size: Some(size) }),
        None => Err(Mismatch::OtherContent),
    })
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

fn begins_well(kind: FileType, head: &[u8]) -> bool {
    match kind {
        // Texts come in many encodings; none of those in use has a zero byte, but for UTF-16, which says so.
        FileType::Csv | FileType::Txt => {
            let utf_16 = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]);
            !head.is_empty() && (utf_16 || !head.contains(&0))
        }
        FileType::Pdf => head.starts_with(b"%PDF-"),
        _ => true,
    }
}

fn ends_well(kind: FileType, tail: &[u8]) -> bool {
    match kind {
        FileType::Pdf => contains(tail, b"%%EOF"),
        FileType::Zip | FileType::Xlsx | FileType::Docx | FileType::Pptx => contains(tail, ZIP_END),
        _ => true,
    }
}

/// Whether a browser that guesses could take the beginning for a page, a drawing or a script.
fn is_page(head: &[u8]) -> bool {
    let lower: Vec<u8> = head.iter().map(u8::to_ascii_lowercase).collect();
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
    signs.iter().any(|sign| contains(&lower, sign))
}

/// Whether a file that is no archive ends as one does.
fn hides_archive(kind: FileType, tail: &[u8]) -> bool {
    let archive =
        matches!(kind, FileType::Zip | FileType::Xlsx | FileType::Docx | FileType::Pptx | FileType::Rar);
    !archive && contains(tail, ZIP_END)
}

fn contains(bytes: &[u8], sign: &[u8]) -> bool {
    bytes.windows(sign.len()).any(|window| window == sign)
}

fn head<R: Read + Seek>(file: &mut R) -> std::io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(0))?;
    let mut head = Vec::new();
    file.take(HEAD).read_to_end(&mut head)?;
    Ok(head)
}

fn tail<R: Read + Seek>(file: &mut R) -> std::io::Result<Vec<u8>> {
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
    let mut tail = Vec::new();
    file.take(TAIL).read_to_end(&mut tail)?;
    Ok(tail)
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
        let pdf = b"%PDF-1.4\n1 0 obj\n%%EOF";
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
        assert_eq!(look(FileType::Pdf, b"%PDF-1.4 <html> %%EOF"), Err(Mismatch::Polyglot));
    }

    #[test]
    fn a_table_in_any_usual_encoding_is_a_table() {
        for table in [&b"a;b\r\n1;2"[..], b"\xef\xbb\xbfa,b", b"\xff\xfea\0,\0b\0", b"n\xe4he,weite"] {
            assert_eq!(look(FileType::Csv, table), Ok(Found::default()), "{table:?}");
        }
    }
}
