//! One small file of each kind that may be sent, written by hand after its format, so that none is anybody's.

/// What stands for a file of each of the nineteen endings: (ending, bytes).
pub fn samples() -> Vec<(&'static str, Vec<u8>)> {
    let ole = cfb();
    vec![
        ("doc", ole.clone()),
        ("xls", ole.clone()),
        ("xlsx", stored_zip(&["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"])),
        ("csv", b"name;price\r\nB\xe4r;12\r\n".to_vec()),
        ("ppt", ole),
        ("pdf", b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n".to_vec()),
        ("jpg", picture(image::ImageFormat::Jpeg)),
        ("jpeg", picture(image::ImageFormat::Jpeg)),
        ("png", picture(image::ImageFormat::Png)),
        ("gif", picture(image::ImageFormat::Gif)),
        ("mp3", [b"ID3\x03\0\0\0\0\0\x0a", [0; 10].as_slice(), b"\xff\xfb\x90\x00", &[0; 64]].concat()),
        ("ogg", [b"OggS\0\x02".as_slice(), &[0; 20], b"\x01\x1e\x01vorbis", &[0; 40]].concat()),
        ("wav", [b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0".as_slice(), &[0; 24]].concat()),
        ("mp4", [b"\0\0\0\x18ftypisom\0\0\x02\0isomiso2".as_slice(), &[0; 32]].concat()),
        ("webm", [b"\x1a\x45\xdf\xa3\x87\x42\x82\x84webm".as_slice(), &[0; 32]].concat()),
        ("mpeg", [b"\0\0\x01\xba\x44".as_slice(), &[0; 64]].concat()),
        ("mov", [b"\0\0\0\x14ftypqt  \0\0\x02\0qt  ".as_slice(), &[0; 32]].concat()),
        ("zip", stored_zip(&["plan.txt"])),
        ("rar", [b"Rar!\x1a\x07\x01\0".as_slice(), &[0; 32]].concat()),
    ]
}

/// A small picture with some colour in it.
pub fn picture(format: image::ImageFormat) -> Vec<u8> {
    let drawn = image::RgbImage::from_fn(64, 48, |x, y| image::Rgb([x as u8 * 4, y as u8 * 5, 128]));
    let mut bytes = Vec::new();
    drawn.write_to(&mut std::io::Cursor::new(&mut bytes), format).expect("a picture can be written");
    bytes
}

/// The head of a compound file ([MS-CFB] 2.2) with one empty directory.
fn cfb() -> Vec<u8> {
    let mut bytes = vec![0; 3 * 512];
    bytes[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    bytes[24..32].copy_from_slice(&[0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0]);
    bytes[48] = 1;
    bytes
}

/// An archive that packs nothing (APPNOTE.TXT, 4.3), its entries empty.
pub fn stored_zip(names: &[&str]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for name in names {
        let at = u32::try_from(bytes.len()).expect("a small archive");
        let length = u16::try_from(name.len()).expect("a short name").to_le_bytes();
        let sizes = [[0; 12].as_slice(), &length, &[0; 2]].concat();
        bytes.extend([b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0".as_slice(), &sizes, name.as_bytes()].concat());
        let entry = [b"PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\0\0".as_slice(), &sizes, &[0; 10]].concat();
        directory.extend([entry.as_slice(), &at.to_le_bytes(), name.as_bytes()].concat());
    }
    let count = u16::try_from(names.len()).expect("few names").to_le_bytes();
    let begins = u32::try_from(bytes.len()).expect("a small archive").to_le_bytes();
    let length = u32::try_from(directory.len()).expect("a small archive").to_le_bytes();
    let end = [b"PK\x05\x06\0\0\0\0".as_slice(), &count, &count, &length, &begins, &[0, 0]].concat();
    [bytes, directory, end].concat()
}
