//! The parts that hostile files are built of.

use super::HIDDEN;
use crate::samples::{picture, zip};
use image::ImageFormat;

pub fn png() -> Vec<u8> {
    picture(ImageFormat::Png)
}

pub fn jpeg() -> Vec<u8> {
    picture(ImageFormat::Jpeg)
}

pub fn gif() -> Vec<u8> {
    picture(ImageFormat::Gif)
}

pub fn webp() -> Vec<u8> {
    picture(ImageFormat::WebP)
}

pub fn page() -> String {
    format!("<!DOCTYPE html><html><script>alert('{HIDDEN}')</script></html>")
}

pub fn archive() -> Vec<u8> {
    zip(&[("payload.exe", HIDDEN.as_bytes())])
}

/// A program for Java is an archive with a manifest.
pub fn jar() -> Vec<u8> {
    zip(&[("META-INF/MANIFEST.MF", b"Manifest-Version: 1.0\n"), ("Main.class", &class())])
}

pub fn class() -> Vec<u8> {
    [b"\xca\xfe\xba\xbe\0\0\0\x41".as_slice(), HIDDEN.as_bytes(), &[0; 32]].concat()
}

/// A program for Windows: the stub of DOS, and the head it leads to.
pub fn exe() -> Vec<u8> {
    let mut bytes = vec![0; 512];
    bytes[..2].copy_from_slice(b"MZ");
    bytes[60] = 0x80;
    bytes[0x80..0x84].copy_from_slice(b"PE\0\0");
    bytes[0x84..0x86].copy_from_slice(&[0x64, 0x86]);
    bytes[0x100..0x100 + HIDDEN.len()].copy_from_slice(HIDDEN.as_bytes());
    bytes
}

pub fn elf() -> Vec<u8> {
    [b"\x7fELF\x02\x01\x01".as_slice(), &[0; 9], b"\x02\0\x3e\0\x01\0\0\0", &[0; 40]].concat()
}

/// Bytes one after the other.
pub fn joined(parts: &[&[u8]]) -> Vec<u8> {
    parts.concat()
}

/// A picture with something put in behind its first `at` bytes.
pub fn with(picture: &[u8], at: usize, more: &[u8]) -> Vec<u8> {
    [&picture[..at], more, &picture[at..]].concat()
}

/// A part of a PNG, with its checksum.
pub fn chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).expect("a small part").to_be_bytes();
    let summed = [kind.as_slice(), body].concat();
    [length.as_slice(), &summed, &crc(&summed).to_be_bytes()].concat()
}

/// The checksum of PNG (annex D), bit by bit.
fn crc(bytes: &[u8]) -> u32 {
    let step = |sum: u32| if sum & 1 == 1 { 0xedb8_8320 ^ (sum >> 1) } else { sum >> 1 };
    !bytes.iter().fold(u32::MAX, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), |sum, _| step(sum)))
}

/// The same PNG under a head that claims another size.
pub fn claiming(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = png();
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.to_be_bytes());
    bytes
}

/// A segment of a JPEG.
pub fn segment(code: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).expect("a small segment").to_be_bytes();
    [&[0xff, code], length.as_slice(), body].concat()
}

/// Where a JPEG's frame says how high and wide it is.
pub fn frame_of(jpeg: &[u8]) -> usize {
    jpeg.windows(2).position(|pair| pair == [0xff, 0xc0] || pair == [0xff, 0xc2]).expect("a frame") + 5
}

/// A box of MP4.
pub fn mp4_box(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len() + 8).expect("a small box").to_be_bytes();
    [length.as_slice(), kind, body].concat()
}
