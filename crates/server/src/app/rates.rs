//! Rates, counted in memory: of messages and searches by account, of questions by network address, of sign-ins by account and by network address.

use crate::config::Config;
use governor::clock::{Clock, DefaultClock};
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use parlance_core::AccountId;
use parlance_core::policy::Rate;
use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

type Keyed<K> = RateLimiter<K, DashMapStateStore<K>, DefaultClock>;

/// Every rate that is enforced.
#[derive(Debug)]
pub struct Rates {
    sends: Keyed<AccountId>,
    searches: Keyed<AccountId>,
    questions: Keyed<IpAddr>,
    sign_ins_by_account: Keyed<[u8; 32]>,
    sign_ins_by_address: Keyed<IpAddr>,
    mails_by_account: Keyed<[u8; 32]>,
}

/// Mails that somebody may cause at an address that is not known to be theirs: these many at once, then
/// one in each of these.
const MAILS_BURST: NonZeroU32 = NonZeroU32::MIN.saturating_add(2);
const MAILS_EVERY: Duration = Duration::from_secs(1200);

impl Rates {
    pub fn new(config: &Config) -> Rates {
        Rates {
            sends: keyed(config.sends_per_minute, config.sends_burst),
            searches: keyed(config.searches_per_minute, config.searches_burst),
            questions: keyed(config.searches_per_minute, config.searches_burst),
            sign_ins_by_account: keyed(config.sign_ins_per_account, config.sign_ins_per_account),
            sign_ins_by_address: keyed(config.sign_ins_per_address, config.sign_ins_per_address),
            mails_by_account: RateLimiter::keyed(mails()),
        }
    }

    /// Counts one act of an account that others get to see.
    pub fn send(&self, account: AccountId) -> Rate {
        check(&self.sends, &account)
    }

    /// Counts one search of an account.
    pub fn search(&self, account: AccountId) -> Rate {
        check(&self.searches, &account)
    }

    /// Counts one question to the help centre, which anybody may ask, from a network address.
    pub fn question(&self, from: IpAddr) -> Rate {
        check(&self.questions, &network(from))
    }

    /// Counts one attempt to sign in to (or sign up as) the account whose address hashes to `account`.
    pub fn sign_in(&self, account: [u8; 32], from: IpAddr) -> Rate {
        match check(&self.sign_ins_by_address, &network(from)) {
            Rate::Kept => check(&self.sign_ins_by_account, &account),
            exceeded => exceeded,
        }
    }

    /// Counts one mail to the address that hashes to `account`, caused by somebody who may be anybody.
    pub fn mail(&self, account: [u8; 32]) -> Rate {
        check(&self.mails_by_account, &account)
    }

    /// Forgets whoever has been quiet, so that memory stays bounded by what goes on now.
    pub fn forget_idle(&self) {
        self.sends.retain_recent();
        self.searches.retain_recent();
        self.questions.retain_recent();
        self.sign_ins_by_account.retain_recent();
        self.sign_ins_by_address.retain_recent();
        self.mails_by_account.retain_recent();
    }
}

/// One household has 2^64 addresses under IPv6: count its network.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
    }
}

fn mails() -> Quota {
    let slow = Quota::with_period(MAILS_EVERY).unwrap_or_else(|| Quota::per_hour(NonZeroU32::MIN));
    slow.allow_burst(MAILS_BURST)
}

fn keyed<K: Hash + Eq + Clone>(per_minute: u32, burst: u32) -> Keyed<K> {
    let at_least_one = |n| NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN);
    RateLimiter::keyed(Quota::per_minute(at_least_one(per_minute)).allow_burst(at_least_one(burst)))
}

fn check<K: Hash + Eq + Clone>(rate: &Keyed<K>, key: &K) -> Rate {
    match rate.check_key(key) {
        Ok(()) => Rate::Kept,
        Err(until) => Rate::Exceeded { retry_after: until.wait_time_from(DefaultClock::default().now()) },
    }
}
