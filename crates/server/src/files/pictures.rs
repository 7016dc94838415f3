//! Pictures made from pictures: smaller, turned the right way up, and without anything else that the
//! original may tell (where it was taken, with what).

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use parlance_core::files::FileType;
use parlance_core::limits;
use std::io::{BufRead, Cursor, Seek, SeekFrom};

/// Memory that decoding one picture may take, at the worst: four bytes for each of the most points there may
/// be, and some for the decoder.
const MEMORY: u64 = limits::PICTURE_PIXELS * 4 + (16 << 20);
const QUALITY: u8 = 82;

/// A picture ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    pub media_type: &'static str,
    pub bytes: Vec<u8>,
}

impl Drawn {
    /// One that was kept; its first bytes say what it is.
    pub fn of(bytes: Vec<u8>) -> Drawn {
        let media_type = if bytes.starts_with(b"\x89PNG") { "image/png" } else { "image/jpeg" };
        Drawn { media_type, bytes }
    }
}

fn format(kind: FileType) -> Option<ImageFormat> {
    Some(match kind {
        FileType::Jpeg => ImageFormat::Jpeg,
        FileType::Png => ImageFormat::Png,
        FileType::Gif => ImageFormat::Gif,
        FileType::Webp => ImageFormat::WebP,
        _ => return None,
    })
}

/// Width and height as the picture is shown; `None` where its header cannot be read.
pub fn size<R: BufRead + Seek>(kind: FileType, file: R) -> Option<(u32, u32)> {
    let mut decoder = ImageReader::with_format(file, format(kind)?).into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    let turned = decoder.orientation().is_ok_and(|turn| {
        use image::metadata::Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
        matches!(turn, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
    });
    (width > 0 && height > 0).then_some(if turned { (height, width) } else { (width, height) })
}

/// Draws a picture no wider and no higher than `edge` points. `None` where it cannot be drawn, or has more
/// points than are worth the memory. Takes a while: for threads that may.
pub fn draw<R: BufRead + Seek>(kind: FileType, mut file: R, edge: u32) -> Option<Drawn> {
    let steps = kind == FileType::Jpeg && comes_in_steps(&mut file).ok()?;
    let mut reader = ImageReader::with_format(file, format(kind)?);
    let mut bounds = Limits::default();
    bounds.max_alloc = Some(MEMORY);
    reader.limits(bounds);
    let mut decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    let points = u64::from(width) * u64::from(height);
    if points > limits::PICTURE_PIXELS
        || decoder.total_bytes() * copies(&decoder) + beside(kind, points, steps) > MEMORY
    {
        return None;
    }
    let turn = decoder.orientation().ok()?;
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    if width > edge || height > edge {
        picture = picture.thumbnail(edge, edge);
    }
    picture.apply_orientation(turn);
    written(&picture)
}

/// How often a picture is held while it is made smaller: one of more than eight bits a colour is held twice.
fn copies(decoder: &impl ImageDecoder) -> u64 {
    let colours = decoder.color_type();
    if colours.bytes_per_pixel() > colours.channel_count() { 2 } else { 1 }
}

/// Bytes that a decoder holds beside the picture itself: those of GIF and WebP a second picture, that of JPEG
/// two bytes for each of three parts of a point, where the picture comes in steps.
fn beside(kind: FileType, points: u64, steps: bool) -> u64 {
    match kind {
        FileType::Gif | FileType::Webp => points * 4,
        FileType::Jpeg if steps => points * 6,
        _ => 0,
    }
}

/// Whether a JPEG is coarse first and gets finer (ITU-T T.81, B.2.2: a frame other than 0 and 1).
fn comes_in_steps<R: BufRead + Seek>(file: &mut R) -> std::io::Result<bool> {
    let mut frame = None;
    let mut place = 2;
    while frame.is_none() {
        let mut head = [0; 4];
        file.seek(SeekFrom::Start(place))?;
        file.read_exact(&mut head)?;
        match head {
            // Fill bytes may stand before a marker; markers of their own have no length.
            [0xff, 0xff, ..] => place += 1,
            [0xff, 0x01 | 0xd0..=0xd8, ..] => place += 2,
            [0xff, code @ (0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf), ..] => frame = Some(code),
            [_, _, high, low] => place += 2 + u64::from(u16::from_be_bytes([high, low])),
        }
    }
    file.seek(SeekFrom::Start(0))?;
    Ok(!matches!(frame, Some(0xc0 | 0xc1)))
}

/// As JPEG, or as PNG where parts of the picture let through what lies behind.
fn written(picture: &DynamicImage) -> Option<Drawn> {
    let mut bytes = Vec::new();
    let media_type = if picture.color().has_alpha() {
        picture.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).ok()?;
        "image/png"
    } else {
        picture.to_rgb8().write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, QUALITY)).ok()?;
        "image/jpeg"
    };
    Some(Drawn { media_type, bytes })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Vec::new();
        let picture = DynamicImage::ImageRgb8(image::RgbImage::new(width, height));
        picture.write_to(&mut Cursor::new(&mut bytes), format).expect("a picture can be written");
        bytes
    }

    #[test]
    fn a_picture_is_drawn_within_the_edge_and_keeps_its_shape() {
        for (kind, format) in [
            (FileType::Jpeg, ImageFormat::Jpeg),
            (FileType::Png, ImageFormat::Png),
            (FileType::Gif, ImageFormat::Gif),
            (FileType::Webp, ImageFormat::WebP),
        ] {
            let original = picture(1000, 500, format);
            let drawn = draw(kind, Cursor::new(&original), 200).expect("it can be drawn");
            let kind = if drawn.media_type == "image/png" { FileType::Png } else { FileType::Jpeg };
            assert_eq!(size(kind, Cursor::new(&drawn.bytes)), Some((200, 100)), "{format:?}");
        }
    }

    #[test]
    fn a_flood_of_points_is_not_drawn() {
        // The header of a PNG that claims 60,000 by 60,000 points.
        let mut flood = picture(1, 1, ImageFormat::Png);
        flood[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
        assert_eq!(draw(FileType::Png, Cursor::new(&flood), 200), None);
    }

    #[test]
    fn what_is_no_picture_is_not_drawn() {
        assert_eq!(draw(FileType::Png, Cursor::new(b"nothing"), 200), None);
        assert_eq!(draw(FileType::Pdf, Cursor::new(picture(9, 9, ImageFormat::Png)), 200), None);
    }
}
