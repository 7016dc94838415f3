//! Whether a file is built as its kind is, from the first byte to the last: a signature is copied quickly,
//! a structure is not. Each kind is walked along its own lengths; nothing is decoded and nothing unpacked,
//! and every walk is bounded by the file's length.

mod archives;
mod compound;
mod documents;
mod media;
mod pictures;

use parlance_core::files::FileType;
use std::io::{Read, Seek, SeekFrom};

/// Why a walk ended early.
#[derive(Debug)]
pub enum Broken {
    /// The bytes are not built so.
    Structure,
    Io(std::io::Error),
}

impl From<std::io::Error> for Broken {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::UnexpectedEof => Broken::Structure,
            _ => Broken::Io(error),
        }
    }
}

/// Where a file ends by its own account; what stands behind is something else.
pub type End = Result<u64, Broken>;

/// Walks a file that is called `kind`.
pub fn walk<R: Read + Seek>(kind: FileType, bytes: &mut Bytes<R>) -> End {
    match kind {
        FileType::Doc => compound::holds(bytes, &["WordDocument"]),
        FileType::Xls => compound::holds(bytes, &["Workbook", "Book"]),
        FileType::Ppt => compound::holds(bytes, &["PowerPoint Document"]),
        FileType::Docx => archives::office(bytes, "word/document.xml"),
        FileType::Xlsx => archives::office(bytes, "xl/workbook.xml"),
        FileType::Pptx => archives::office(bytes, "ppt/presentation.xml"),
        FileType::Zip => archives::zip(bytes).map(|_| bytes.length),
        FileType::Rar => archives::rar(bytes),
        FileType::Csv | FileType::Txt => documents::text(bytes),
        FileType::Pdf => documents::pdf(bytes),
        FileType::Jpeg => pictures::jpeg(bytes),
        FileType::Png => pictures::png(bytes),
        FileType::Gif => pictures::gif(bytes),
        FileType::Webp => pictures::webp(bytes),
        FileType::Mp3 => media::mp3(bytes),
        FileType::Ogg => media::ogg(bytes),
        FileType::Wav => media::wav(bytes),
        FileType::Mp4 | FileType::Mov => media::boxes(bytes),
        FileType::Webm => media::webm(bytes),
        FileType::Mpeg => media::mpeg(bytes),
    }
}

/// A file to be read here and there.
pub struct Bytes<R> {
    inner: R,
    pub length: u64,
}

impl<R: Read + Seek> Bytes<R> {
    pub fn of(mut inner: R) -> std::io::Result<Bytes<R>> {
        let length = inner.seek(SeekFrom::End(0))?;
        Ok(Bytes { inner, length })
    }

    /// As many bytes as are asked for, or it is broken.
    pub fn at<const N: usize>(&mut self, place: u64) -> Result<[u8; N], Broken> {
        let mut found = [0; N];
        self.inner.seek(SeekFrom::Start(place))?;
        self.inner.read_exact(&mut found)?;
        Ok(found)
    }

    /// At most `most` bytes: fewer where the file ends before.
    pub fn part(&mut self, place: u64, most: u64) -> std::io::Result<Vec<u8>> {
        let mut found = Vec::new();
        self.inner.seek(SeekFrom::Start(place))?;
        (&mut self.inner).take(most).read_to_end(&mut found)?;
        Ok(found)
    }

    pub fn byte(&mut self, place: u64) -> Result<u8, Broken> {
        Ok(self.at::<1>(place)?[0])
    }

    /// The reader itself, at the beginning.
    pub fn rewound(&mut self) -> std::io::Result<&mut R> {
        self.inner.seek(SeekFrom::Start(0))?;
        Ok(&mut self.inner)
    }

    /// A place that stands in the file, or at its end.
    fn within(&self, place: u64) -> End {
        sure(place <= self.length).map(|()| place)
    }
}

fn sure(so: bool) -> Result<(), Broken> {
    if so { Ok(()) } else { Err(Broken::Structure) }
}

/// Where a sign stands first.
pub fn find(bytes: &[u8], sign: &[u8]) -> Option<usize> {
    bytes.windows(sign.len()).position(|window| window == sign)
}

/// Where a sign stands last.
fn find_last(bytes: &[u8], sign: &[u8]) -> Option<usize> {
    bytes.windows(sign.len()).rposition(|window| window == sign)
}
