//! Pictures that are made to break what draws them.

use super::build::{chunk, claiming, frame_of, gif, jpeg, png, segment, webp, with};
use super::{HIDDEN, MISMATCH, Outcome, Row, row};

pub fn rows() -> Vec<Row> {
    let mut rows = floods();
    rows.extend(others());
    rows.extend(told());
    rows
}

/// More points than any memory has.
fn floods() -> Vec<Row> {
    let mut wide_gif = gif();
    wide_gif[6..10].fill(0xff);
    let mut wide_jpeg = jpeg();
    let at = frame_of(&wide_jpeg);
    wide_jpeg[at..at + 4].fill(0xff);
    let mut wide_webp = webp();
    // VP8L (RFC 9649, 3.4): 14 bits of width, 14 of height.
    wide_webp[21..24].fill(0xff);
    wide_webp[24] |= 0x0f;
    vec![
        row("a PNG that claims 60,000 by 60,000 points", "a.png", claiming(60_000, 60_000), Outcome::Saved),
        row(
            "a PNG that claims as much as can be claimed",
            "b.png",
            claiming(0x7fff_ffff, 0x7fff_ffff),
            MISMATCH,
        ),
        row("a PNG of one line", "c.png", claiming(0x7fff_ffff, 1), MISMATCH),
        row("a PNG of a little more than 40 million points", "d.png", claiming(8_000, 5_001), Outcome::Saved),
        row("a PNG of no points", "e.png", claiming(0, 9), MISMATCH),
        row("a GIF that claims 65,535 by 65,535 points", "a.gif", wide_gif, Outcome::Saved),
        row("a JPEG that claims 65,535 by 65,535 points", "a.jpg", wide_jpeg, Outcome::Saved),
        row("a WebP that claims 16,384 by 16,384 points", "a.webp", wide_webp, MISMATCH),
        row("a GIF of 20,000 pictures", "b.gif", frames(), Outcome::Drawn),
        row("a PNG that moves, and claims four thousand million pictures", "f.png", moving(), Outcome::Drawn),
    ]
}

/// The one picture of a GIF, again and again.
fn frames() -> Vec<u8> {
    let one = super::build::gif();
    let small = b"\x2c\0\0\0\0\x01\0\x01\0\x80\0\0\0\xff\xff\xff\x02\x02\x44\x01\0";
    [&one[..one.len() - 1], &small.repeat(20_000), b"\x3b"].concat()
}

/// An animation (PNG, third edition, 11.3.6) that announces the most pictures there can be.
fn moving() -> Vec<u8> {
    with(&png(), 33, &chunk(b"acTL", &[0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]))
}

/// Other kinds of pictures under the endings of these.
fn others() -> Vec<Row> {
    let refused = |what: &str, name: &str, bytes: Vec<u8>| row(what, name, bytes, MISMATCH);
    vec![
        refused(
            "a BMP as png",
            "g.png",
            [b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0".as_slice(), &[0; 52]].concat(),
        ),
        refused("a TIFF as png", "h.png", [b"II*\0\x08\0\0\0".as_slice(), &[0; 40]].concat()),
        refused(
            "a PSD as png",
            "i.png",
            [b"8BPS\0\x01\0\0\0\0\0\0\0\x03\0\0\x75\x30\0\0\x75\x30\0\x08\0\x03".as_slice(), &[0; 40]]
                .concat(),
        ),
        refused("an icon as png", "j.png", [b"\0\0\x01\0\x01\0\x10\x10".as_slice(), &[0; 40]].concat()),
        refused(
            "a HEIC as jpg",
            "b.jpg",
            [b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".as_slice(), &[0; 20]].concat(),
        ),
        refused(
            "a JPEG 2000 as jpg",
            "c.jpg",
            [b"\0\0\0\x0cjP  \r\n\x87\n\0\0\0\x14ftypjp2 ".as_slice(), &[0; 20]].concat(),
        ),
        refused("a metafile as gif", "c.gif", [b"\xd7\xcd\xc6\x9a\0\0".as_slice(), &[0; 40]].concat()),
        refused("PostScript as jpg", "d.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n(%pipe%reboot) (w) file".to_vec()),
        refused(
            "a script for ImageMagick as png",
            "k.png",
            b"push graphic-context\nfill 'url(https://x\"|reboot\")'".to_vec(),
        ),
        refused("a PNG as jpg", "e.jpg", png()),
        refused("a GIF as png", "l.png", gif()),
        refused("a sound of RIFF as webp", "b.webp", crate::samples::wav()),
        refused("a WebP as wav", "a.wav", webp()),
        refused(
            "a film of RIFF as wav",
            "b.wav",
            b"RIFF\x24\0\0\0AVI LIST\x10\0\0\0hdrlavih\0\0\0\0\0\0\0\0\0\0\0\0".to_vec(),
        ),
        refused(
            "a film of Matroska as webm",
            "a.webm",
            b"\x1a\x45\xdf\xa3\x8b\x42\x82\x88matroska\x18\x53\x80\x67\xff\0\0\0\0".to_vec(),
        ),
        refused(
            "a film that plays in a browser of old",
            "a.mp4",
            [b"FWS\x06\x40\0\0\0".as_slice(), &[0; 40]].concat(),
        ),
    ]
}

/// What a picture tells besides: none of it reaches what is drawn.
fn told() -> Vec<Row> {
    let (png, jpeg) = (png(), jpeg());
    let words = HIDDEN.repeat(40);
    let exif = |tail: &[u8]| segment(0xe1, &[b"Exif\0\0II*\0\x08\0\0\0".as_slice(), tail].concat());
    let bomb = exif(
        &[
            [0xff, 0xff].as_slice(),
            &[0x12, 0x01, 3, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff].repeat(5000),
        ]
        .concat(),
    );
    let circle = exif(&[0, 0, 8, 0, 0, 0]);
    let xmp =
        segment(0xe1, format!("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>{words}</x:xmpmeta>").as_bytes());
    let profile = segment(0xe2, format!("ICC_PROFILE\0\x01\x01{words}").as_bytes());
    let remarks = segment(0xfe, words.as_bytes()).repeat(1000);
    vec![
        row("a JPEG whose Exif claims millions of entries", "f.jpg", with(&jpeg, 2, &bomb), Outcome::Drawn),
        row("a JPEG whose Exif leads in a circle", "g.jpg", with(&jpeg, 2, &circle), Outcome::Drawn),
        row(
            "a JPEG with words in its Exif",
            "h.jpg",
            with(&jpeg, 2, &exif(words.as_bytes())),
            Outcome::Drawn,
        ),
        row("a JPEG with words in its XMP", "i.jpg", with(&jpeg, 2, &xmp), Outcome::Drawn),
        row("a JPEG with words in its profile", "j.jpg", with(&jpeg, 2, &profile), Outcome::Drawn),
        row("a JPEG with a thousand remarks", "k.jpg", with(&jpeg, 2, &remarks), Outcome::Drawn),
        row(
            "a PNG with words in its remarks",
            "m.png",
            with(&png, 33, &chunk(b"tEXt", format!("Author\0{words}").as_bytes())),
            Outcome::Drawn,
        ),
        row(
            "a PNG with words in its Exif",
            "n.png",
            with(&png, 33, &chunk(b"eXIf", format!("II*\0{words}").as_bytes())),
            Outcome::Drawn,
        ),
        row(
            "a PNG with a packed remark that claims to be a bomb",
            "o.png",
            with(&png, 33, &chunk(b"zTXt", format!("Comment\0\0{words}").as_bytes())),
            Outcome::Drawn,
        ),
        row(
            "a PNG with parts that nobody knows",
            "p.png",
            with(&png, 33, &chunk(b"wrEn", words.as_bytes())),
            Outcome::Drawn,
        ),
    ]
}
