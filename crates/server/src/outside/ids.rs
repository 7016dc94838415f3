//! Randomness: ids that must not be guessed, ids in the order of their making, secrets and tokens.

use aws_lc_rs::{digest, rand};
use parlance_store::accounts::TokenHash;
use parlance_store::log::Secret;
use uuid::Uuid;

/// A random id (version 4), for what must not be guessed: conversations, invitations.
pub fn unguessable() -> Uuid {
    let mut bytes = [0; 16];
    fill(&mut bytes);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// An id in the order of its making (version 7), for everything else.
#[expect(clippy::disallowed_methods, reason = "this is the one place that mints them")]
pub fn ordered() -> Uuid {
    Uuid::now_v7()
}

/// The random bytes that an entry keeps.
pub fn secret() -> Secret {
    let mut secret = [0; 32];
    fill(&mut secret);
    secret
}

/// A token of 256 random bits as text, for cookies and links.
pub fn token() -> String {
    let mut bytes = [0; 32];
    fill(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What is stored of a token: its SHA-256. The tokens are random, so nothing slower is needed.
pub fn token_hash(token: &str) -> TokenHash {
    sha256(token.as_bytes())
}

/// SHA-256 (FIPS 180-4).
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    let mut hash = [0; 32];
    hash.copy_from_slice(digest::digest(&digest::SHA256, bytes).as_ref());
    hash
}

fn fill(bytes: &mut [u8]) {
    rand::fill(bytes).expect("the system's source of randomness works, or nothing is safe");
}
