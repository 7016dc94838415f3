//! How much memory the program takes while it judges and draws the worst that can be uploaded (TRUST A12).

use super::alone;
use super::load::Writer;
use super::program::Ground;
use super::town::{Town, open};
use image::{DynamicImage, ImageFormat};
use serde_json::{Value, json};
use std::io::Cursor;
use uuid::Uuid;

/// What the process may have taken at the worst moment.
const MEMORY_KIB: u64 = 256 * 1024;
/// As many points as are drawn at all.
const WIDTH: u32 = 8_000;
const HEIGHT: u32 = 5_000;

fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture.write_to(&mut Cursor::new(&mut bytes), format).expect("a picture can be written");
    bytes
}

/// The same JPEG, which says that it comes coarse first and gets finer: its decoder holds all of it twice.
fn in_steps(mut jpeg: Vec<u8>) -> Vec<u8> {
    let frame = jpeg.windows(2).position(|pair| pair == [0xff, 0xc0]).expect("a frame");
    jpeg[frame + 1] = 0xc2;
    jpeg
}

/// A GIF of the largest size that is drawn, with a picture of one point in it.
fn nearly_empty_gif() -> Vec<u8> {
    let size = [WIDTH as u16, HEIGHT as u16].map(u16::to_le_bytes).concat();
    let point = b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0\x3b";
    [b"GIF89a".as_slice(), &size, b"\x80\0\0\0\0\0\xff\xff\xff", point].concat()
}

/// (name, bytes, whether it is drawn)
fn pictures() -> Vec<(&'static str, Vec<u8>, bool)> {
    let clear = DynamicImage::new_rgba8(WIDTH, HEIGHT);
    let full = DynamicImage::new_rgb8(WIDTH, HEIGHT);
    let jpeg = written(&full, ImageFormat::Jpeg);
    vec![
        ("largest.png", written(&clear, ImageFormat::Png), true),
        ("largest.jpg", jpeg.clone(), true),
        ("deep.png", written(&DynamicImage::new_rgba16(WIDTH / 4, HEIGHT / 2), ImageFormat::Png), true),
        ("too-deep.png", written(&DynamicImage::new_rgba16(WIDTH / 2, HEIGHT), ImageFormat::Png), false),
        ("in-steps.jpg", in_steps(jpeg), false),
        ("canvas.gif", nearly_empty_gif(), false),
        ("too-large.png", written(&DynamicImage::new_luma8(WIDTH, HEIGHT + 1), ImageFormat::Png), false),
    ]
}

async fn upload(by: &Writer, talk: &str, name: &str, bytes: Vec<u8>) -> String {
    let path = format!("/api/v1/conversations/{talk}/files?name={name}");
    let request = by.request("POST", &path).header("idempotency-key", Uuid::new_v4().to_string());
    let reply = request.body(bytes).send().await.expect("an answer");
    let status = reply.status().as_u16();
    let body: Value = reply.json().await.expect("JSON");
    assert_eq!(status, 201, "{name}: {body}");
    body["id"].as_str().expect("an id").to_owned()
}

/// The most memory that a process ever had, in KiB (proc(5), VmHWM).
fn most_memory(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).expect("it runs");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a line");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_pictures_are_judged_and_drawn_within_256_mib() {
    let _turn = alone().await;
    let ground = Ground::sqlite();
    let store = open(&ground.url);
    let town = Town::build(&store, 1, 1);
    super::aside(|| store.close());
    let program = ground.serve(&[]);
    let talk = town.talks[0].id.to_string();
    let by = Writer::new(program.address, &town.clients[0].token);
    let before = most_memory(program.id());
    assert!(before < MEMORY_KIB / 2, "it begins with {before} KiB");
    let pictures = tokio::task::spawn_blocking(pictures).await.expect("pictures can be made");
    for (name, bytes, is_drawn) in &pictures {
        let id = upload(&by, &talk, name, bytes.clone()).await;
        // All at once: the drawing stands in line.
        let asked = ["thumbnail", "preview", "thumbnail", "preview"].map(|what| {
            let request = by.request("GET", &format!("/api/v1/attachments/{id}/{what}"));
            async move { request.send().await.expect("an answer").status().as_u16() }
        });
        let statuses = futures_util::future::join_all(asked).await;
        assert_eq!(statuses, vec![if *is_drawn { 200 } else { 404 }; 4], "{name}");
        let most = most_memory(program.id());
        assert!(most <= MEMORY_KIB, "{most} KiB after {name}");
    }
    let table = vec![b'a'; 10 * 1024 * 1024];
    let uploads = (0..16).map(|_| upload(&by, &talk, "long.csv", table.clone()));
    futures_util::future::join_all(uploads).await;
    let most = most_memory(program.id());
    assert!(most <= MEMORY_KIB, "{most} KiB after sixteen large files at once");
    println!("{}", json!({"most_memory_kib": most, "at_first_kib": before}));
}
