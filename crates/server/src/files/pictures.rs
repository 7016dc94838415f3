//! Pictures made from pictures: smaller, turned the right way up, and without anything else that the
//! original may tell (where it was taken, with what).

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use parlance_core::files::FileType;
use parlance_core::limits;
use std::io::{BufRead, Cursor, Seek};

/// Memory that decoding one picture may take: four bytes for each of the most points there may be.
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
pub fn draw<R: BufRead + Seek>(kind: FileType, file: R, edge: u32) -> Option<Drawn> {
    let mut reader = ImageReader::with_format(file, format(kind)?);
    let mut bounds = Limits::default();
    bounds.max_alloc = Some(MEMORY);
    reader.limits(bounds);
    let mut decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > limits::PICTURE_PIXELS {
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
