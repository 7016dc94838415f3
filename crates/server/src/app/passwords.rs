//! Passwords: Argon2id (RFC 9106), away from the threads that serve requests, and never more than two at
//! a time, so that sign-ins cannot starve messages.

use super::errors::AppError;
use crate::outside::ids;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use parlance_core::text::Rule;
use prometheus_client::metrics::counter::Counter;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Hashes and checks passwords.
#[derive(Debug)]
pub struct Passwords {
    memory_kib: u32,
    turns: Arc<Semaphore>,
    /// Checked against when there is no such account, so that both cases take as long.
    nobody: String,
    /// Checks made, whether or not there was such an account.
    pub checks: Counter,
}

impl Passwords {
    pub fn new(memory_kib: u32) -> Passwords {
        let (turns, checks) = (Arc::new(Semaphore::new(2)), Counter::default());
        Passwords { memory_kib, turns, nobody: nobody(memory_kib), checks }
    }

    /// What is stored of a new password, which whoever knows `inputs` must not guess soon. Scoring costs
    /// as much as hashing does, for a text that was made to be costly more: so both are done in turn.
    pub async fn hash_new(&self, password: String, inputs: [String; 2]) -> Result<String, AppError> {
        let memory_kib = self.memory_kib;
        self.in_turn(move || {
            if is_guessable(&password, &inputs.each_ref().map(String::as_str)) {
                return Err(AppError::field("password")(Rule::Guessable));
            }
            hash(memory_kib, &password)
        })
        .await?
    }

    /// What is stored of a password, on a thread that may wait.
    pub fn hash_blocking(&self, password: &str) -> Result<String, AppError> {
        hash(self.memory_kib, password)
    }

    /// Whether the password goes with what was stored; takes as long where nothing was.
    pub async fn check(&self, password: String, stored: Option<String>) -> Result<bool, AppError> {
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| self.nobody.clone());
        let checks = self.checks.clone();
        self.in_turn(move || {
            let parsed = PasswordHash::new(&stored)
                .map_err(|e| AppError::Internal(format!("a stored password hash is unreadable: {e}")))?;
            let fits = Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok();
            checks.inc();
            Ok(fits && known)
        })
        .await?
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, AppError> {
        let turn = self.turns.clone().acquire_owned().await.map_err(|e| AppError::Internal(e.to_string()))?;
        let done = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            work()
        });
        done.await.map_err(|e| AppError::Internal(format!("hashing a password failed: {e}")))
    }
}

fn hash(memory_kib: u32, password: &str) -> Result<String, AppError> {
    let params = Params::new(memory_kib, 2, 1, None)
        .map_err(|e| AppError::Internal(format!("password_memory_kib: {e}")))?;
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let salt = ids::unguessable();
    let hashed: Result<PasswordHash, _> = argon.hash_password_with_salt(password.as_bytes(), salt.as_bytes());
    hashed
        .map(|hash| hash.to_string())
        .map_err(|e| AppError::Internal(format!("hashing a password failed: {e}")))
}

/// A stored hash that no password goes with, at the same cost as any other. It is written down rather than
/// worked out, which would take the memory and the time of a sign-in at every start.
fn nobody(memory_kib: u32) -> String {
    format!("$argon2id$v=19$m={memory_kib},t=2,p=1${}${}", "A".repeat(22), "A".repeat(43))
}

/// Whether somebody who knows the name and the address would guess the password soon.
fn is_guessable(password: &str, inputs: &[&str]) -> bool {
    use zxcvbn::{Score, zxcvbn};
    zxcvbn(password, inputs).score() < Score::Three
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn nobody_costs_what_anybody_costs_and_never_signs_in() {
        let passwords = Passwords::new(64);
        let real = passwords.hash_blocking("a password").expect("a hash");
        let costs = |stored: &str| {
            let parsed = PasswordHash::new(stored).expect("a readable hash");
            let output = parsed.hash.map(|output| output.len());
            (parsed.algorithm, parsed.version, parsed.params.to_string(), output)
        };
        assert_eq!(costs(&nobody(64)), costs(&real));
        assert!(passwords.check("a password".into(), Some(real)).await.expect("a check"));
        assert!(!passwords.check("a password".into(), None).await.expect("a check"));
    }
}
