//! One small file of each kind that may be sent, written by hand after its format, so that none is anybody's.

/// What stands for a file of each of the nineteen endings: (ending, bytes).
pub fn samples() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("doc", compound("WordDocument")),
        ("xls", compound("Workbook")),
        ("xlsx", stored_zip(&["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"])),
        ("csv", b"name;price\r\nB\xe4r;12\r\n".to_vec()),
        ("ppt", compound("PowerPoint Document")),
        ("pdf", pdf("4")),
        ("jpg", picture(image::ImageFormat::Jpeg)),
        ("jpeg", picture(image::ImageFormat::Jpeg)),
        ("png", picture(image::ImageFormat::Png)),
        ("gif", picture(image::ImageFormat::Gif)),
        ("mp3", [b"ID3\x03\0\0\0\0\0\x0a", [0; 10].as_slice(), &sound(), &sound()].concat()),
        ("ogg", ogg()),
        ("wav", wav()),
        ("mp4", film(b"isom")),
        ("webm", [b"\x1a\x45\xdf\xa3\x87\x42\x82\x84webm\x18\x53\x80\x67\xff".as_slice(), &[0; 32]].concat()),
        ("mpeg", [b"\0\0\x01\xba\x44".as_slice(), &[0; 9], b"\0\0\x01\xe0", &[0; 64]].concat()),
        ("mov", film(b"qt  ")),
        ("zip", stored_zip(&["plan.txt"])),
        (
            "rar",
            [b"Rar!\x1a\x07\x01\0".as_slice(), b"\x33\x92\xb5\xe5\x0a\x01\x05\x06\0\x05\x01\x01\x80\x80\0"]
                .concat(),
        ),
    ]
}

/// A small document of this minor version.
pub fn pdf(minor: &str) -> Vec<u8> {
    format!("%PDF-1.{minor}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n")
        .into_bytes()
}

/// A frame of Layer III, at 128 kbit/s and 44.1 kHz (ISO/IEC 11172-3, 2.4.2.3), silent.
pub fn sound() -> Vec<u8> {
    [b"\xff\xfb\x90\x00".as_slice(), &[0; 413]].concat()
}

/// Two pages of Ogg (RFC 3533, 6), the first as Vorbis begins.
pub fn ogg() -> Vec<u8> {
    let first = [b"OggS\0\x02".as_slice(), &[0; 20], b"\x01\x1e\x01vorbis", &[0; 23]].concat();
    [first.as_slice(), b"OggS\0\x04", &[0; 20], b"\x01\x04data"].concat()
}

/// A moment of silence.
pub fn wav() -> Vec<u8> {
    let format = b"fmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0";
    [b"RIFF\x2c\0\0\0WAVE".as_slice(), format, b"data\x08\0\0\0", &[128; 8]].concat()
}

/// A film of this brand: what kind it is, what it is made of, and nothing to see.
pub fn film(brand: &[u8; 4]) -> Vec<u8> {
    let kind = [b"\0\0\0\x14ftyp".as_slice(), brand, b"\0\0\x02\0", brand].concat();
    [kind.as_slice(), b"\0\0\0\x10moov\0\0\0\x08mvhd", b"\0\0\0\x0cmdat\0\0\0\0"].concat()
}

/// A small picture with some colour in it.
pub fn picture(format: image::ImageFormat) -> Vec<u8> {
    let drawn = image::RgbImage::from_fn(64, 48, |x, y| image::Rgb([x as u8 * 4, y as u8 * 5, 128]));
    let mut bytes = Vec::new();
    drawn.write_to(&mut std::io::Cursor::new(&mut bytes), format).expect("a picture can be written");
    bytes
}

/// A compound file ([MS-CFB] 2.2) with one stream in its directory, and nothing in that.
pub fn compound(stream: &str) -> Vec<u8> {
    let mut bytes = vec![0; 3 * 512];
    bytes[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    bytes[24..32].copy_from_slice(&[0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0]);
    // One sector of the table, the first; the directory in the second; no more of the table elsewhere.
    bytes[44] = 1;
    bytes[48] = 1;
    bytes[68..72].copy_from_slice(&[0xfe, 0xff, 0xff, 0xff]);
    bytes[76..512].fill(0xff);
    bytes[76..80].fill(0);
    bytes[512..1024].fill(0xff);
    bytes[512..516].copy_from_slice(&[0xfd, 0xff, 0xff, 0xff]);
    bytes[516..520].copy_from_slice(&[0xfe, 0xff, 0xff, 0xff]);
    for (n, (name, kind)) in [("Root Entry", 5), (stream, 2)].into_iter().enumerate() {
        let entry = &mut bytes[1024 + n * 128..][..128];
        let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry[..units.len()].copy_from_slice(&units);
        entry[64] = u8::try_from(units.len() + 2).expect("a short name");
        entry[66] = kind;
    }
    bytes
}

/// An archive that packs nothing (APPNOTE.TXT, 4.3), its entries empty.
pub fn stored_zip(names: &[&str]) -> Vec<u8> {
    zip(&names.iter().map(|name| (*name, b"".as_slice())).collect::<Vec<_>>())
}

/// An archive of these entries, stored as they are.
pub fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in entries {
        let at = u32::try_from(bytes.len()).expect("a small archive");
        let length = u16::try_from(name.len()).expect("a short name").to_le_bytes();
        let size = u32::try_from(content.len()).expect("a small entry").to_le_bytes();
        let sizes = [[0; 4].as_slice(), &size, &size, &length, &[0; 2]].concat();
        let begun = [b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0".as_slice(), &sizes, name.as_bytes(), content];
        bytes.extend(begun.concat());
        let entry = [b"PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\0\0".as_slice(), &sizes, &[0; 10]].concat();
        directory.extend([entry.as_slice(), &at.to_le_bytes(), name.as_bytes()].concat());
    }
    let count = u16::try_from(entries.len()).expect("few entries").to_le_bytes();
    let begins = u32::try_from(bytes.len()).expect("a small archive").to_le_bytes();
    let length = u32::try_from(directory.len()).expect("a small archive").to_le_bytes();
    let end = [b"PK\x05\x06\0\0\0\0".as_slice(), &count, &count, &length, &begins, &[0, 0]].concat();
    [bytes, directory, end].concat()
}
