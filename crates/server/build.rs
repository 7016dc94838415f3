//! Makes sure that the folder of the web app exists, so that a plain `cargo check` works before the app
//! was built. It never builds anything itself.

use std::path::Path;

fn main() {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/dist");
    println!("cargo:rerun-if-changed={}", dist.display());
    if let Err(error) = std::fs::create_dir_all(&dist) {
        println!("cargo:warning=the folder of the web app cannot be made: {error}");
    }
}
