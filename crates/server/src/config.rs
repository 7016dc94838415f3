//! The settings: one struct gives the parsing, the documentation and the printed template.
//!
//! `PARLANCE_*` variables win over the TOML file, and the file over what stands here.

use anyhow::{Context, bail};
use confique::Config as _;
use parlance_core::files::{self, FileType};
use parlance_store::StoreConfig;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// How `parlance` is run.
#[derive(Clone, Debug, confique::Config)]
pub struct Config {
    /// Address and port to listen on.
    #[config(env = "PARLANCE_LISTEN", default = "127.0.0.1:8080")]
    pub listen: SocketAddr,

    /// The address people type, with scheme, as their browser sees it. Links in mails begin with it and
    /// only pages from it may write. Default: http:// and the listening address.
    #[config(env = "PARLANCE_PUBLIC_URL")]
    pub public_url: Option<String>,

    /// Folder of the database file and of the files that people send. Must be on a local disk.
    #[config(env = "PARLANCE_DATA", default = "data")]
    pub data: PathBuf,

    /// Where the database is: `sqlite:PATH` or `postgres://USER:PASSWORD@HOST:PORT/NAME`.
    /// Default: a SQLite file in the data folder. A secret: PARLANCE_DATABASE_URL_FILE names a file that
    /// holds it.
    #[config(env = "PARLANCE_DATABASE_URL")]
    pub database_url: Option<String>,

    /// Where the bytes of files lie: `s3://BUCKET/PREFIX?endpoint=https://HOST:PORT&region=REGION`, in Amazon's
    /// store or another that speaks its protocol; prefix, endpoint and region can be missing.
    /// Default: files/ in the data folder.
    #[config(env = "PARLANCE_BLOBS_URL")]
    pub blobs_url: Option<String>,

    /// The key that opens the bucket. Without it, what AWS's own variables and the machine's role give.
    #[config(env = "PARLANCE_S3_ACCESS_KEY")]
    pub s3_access_key: Option<String>,

    /// The secret of that key: PARLANCE_S3_SECRET_KEY_FILE names a file that holds it.
    #[config(env = "PARLANCE_S3_SECRET_KEY")]
    pub s3_secret_key: Option<String>,

    /// The mail relay: `smtp://HOST:PORT`, `smtps://USER:PASSWORD@HOST:PORT` or
    /// `smtp://USER:PASSWORD@HOST:PORT?tls=required`. Without it nothing is mailed (with --demo, mails
    /// are shown on a page). A secret: PARLANCE_SMTP_URL_FILE names a file that holds it.
    #[config(env = "PARLANCE_SMTP_URL")]
    pub smtp_url: Option<String>,

    /// Sender of every mail.
    #[config(env = "PARLANCE_MAIL_FROM", default = "Parlance <parlance@localhost>")]
    pub mail_from: String,

    /// The marketplace's name, on pages and in mails.
    #[config(env = "PARLANCE_NAME", default = "Parlance")]
    pub name: String,

    /// Whether this process also sends mails and does the other work that follows from messages.
    #[config(env = "PARLANCE_WORKERS", default = true)]
    pub workers: bool,

    /// Addresses of proxies whose X-Forwarded-For is believed, separated by commas.
    #[config(env = "PARLANCE_PROXIES", default = "")]
    pub proxies: String,

    /// Bearer token for /metrics. Without it /metrics answers on this machine only, and nobody through a proxy.
    #[config(env = "PARLANCE_METRICS_TOKEN")]
    pub metrics_token: Option<String>,

    /// `text` or `json`.
    #[config(env = "PARLANCE_LOG_FORMAT", default = "text")]
    pub log_format: String,

    /// What is logged: a level, or levels by module (`info,parlance_server=debug`).
    #[config(env = "PARLANCE_LOG", default = "info")]
    pub log: String,

    /// Memory, in KiB, that guessing one password costs (Argon2id, 2 passes).
    #[config(env = "PARLANCE_PASSWORD_MEMORY_KIB", default = 19456)]
    pub password_memory_kib: u32,

    /// Messages an account may send a minute, after a burst of `sends_burst`.
    #[config(env = "PARLANCE_SENDS_PER_MINUTE", default = 100)]
    pub sends_per_minute: u32,

    /// Messages an account may send at once.
    #[config(env = "PARLANCE_SENDS_BURST", default = 20)]
    pub sends_burst: u32,

    /// Searches an account may make a minute, after a burst of `searches_burst`.
    #[config(env = "PARLANCE_SEARCHES_PER_MINUTE", default = 120)]
    pub searches_per_minute: u32,

    /// Searches an account may make at once: a page asks anew while somebody types.
    #[config(env = "PARLANCE_SEARCHES_BURST", default = 40)]
    pub searches_burst: u32,

    /// Sign-ins tried a minute for one account, after a burst as large.
    #[config(env = "PARLANCE_SIGN_INS_PER_ACCOUNT", default = 10)]
    pub sign_ins_per_account: u32,

    /// Sign-ins and sign-ups tried a minute from one network address, after a burst as large.
    #[config(env = "PARLANCE_SIGN_INS_PER_ADDRESS", default = 30)]
    pub sign_ins_per_address: u32,

    /// Endings of the names of files that may be sent, separated by spaces. Known besides: docx pptx txt webp.
    #[config(
        env = "PARLANCE_FILE_ENDINGS",
        default = "doc xls xlsx csv ppt pdf jpg jpeg png gif mp3 ogg wav mp4 webm mpeg mov zip rar"
    )]
    pub file_endings: String,

    /// ClamAV's daemon, which looks into every upload: `tcp://HOST:PORT` or `unix:/PATH`. Without it no file
    /// is checked for viruses.
    #[config(env = "PARLANCE_CLAMAV_URL")]
    pub clamav_url: Option<String>,

    /// For how many minutes a message may be changed or taken back after it was sent; 0 for never.
    #[config(env = "PARLANCE_REVISE_MINUTES", default = 60)]
    pub revise_minutes: u32,

    /// Plants a fault, in debug builds only: the kill test proves with it that it would notice.
    #[config(env = "PARLANCE_PLANTED_FAULT")]
    pub planted_fault: Option<String>,
}

impl Config {
    /// Reads the environment, then the file (or `parlance.toml` here, if there is one).
    pub fn load(file: Option<&Path>) -> anyhow::Result<Config> {
        let path = file.unwrap_or(Path::new("parlance.toml"));
        if file.is_some() && !path.exists() {
            bail!("{} does not exist; `parlance config template` prints one to start from", path.display());
        }
        let mut config = Config::builder().env().file(path).load().context("the settings cannot be read")?;
        for (secret, name) in [
            (&mut config.database_url, "PARLANCE_DATABASE_URL_FILE"),
            (&mut config.s3_secret_key, "PARLANCE_S3_SECRET_KEY_FILE"),
            (&mut config.smtp_url, "PARLANCE_SMTP_URL_FILE"),
            (&mut config.metrics_token, "PARLANCE_METRICS_TOKEN_FILE"),
        ] {
            if let Some(path) = std::env::var_os(name) {
                let text = std::fs::read_to_string(&path)
                    .with_context(|| format!("{name} names {}, which cannot be read", path.display()))?;
                *secret = Some(text.trim().to_owned());
            }
        }
        config.check()?;
        Ok(config)
    }

    /// The settings before anything was set; for tests.
    pub fn bare() -> anyhow::Result<Config> {
        Config::builder().load().context("every setting has a default")
    }

    fn check(&self) -> anyhow::Result<()> {
        let url = self.public_url();
        if !url.starts_with("http://") && !url.starts_with("https://") {
            bail!("public_url must begin with http:// or https://, and is {url}");
        }
        if url.starts_with("http://") && !self.is_loopback_url() {
            bail!(
                "public_url is {url}: over plain http only a loopback address is allowed, since sign-ins would be readable on the way"
            );
        }
        self.s3_keys()?;
        for ending in self.file_endings.split_whitespace() {
            if FileType::of_ending(ending).is_none() {
                bail!("file_endings names {ending}, which is no kind of file that is known");
            }
        }
        if !matches!(self.log_format.as_str(), "text" | "json") {
            bail!("log_format must be text or json, and is {}", self.log_format);
        }
        for rate in [
            self.sends_per_minute,
            self.sends_burst,
            self.searches_per_minute,
            self.searches_burst,
            self.sign_ins_per_account,
            self.sign_ins_per_address,
        ] {
            if rate == 0 {
                bail!("a rate of 0 would let nobody in; rates begin at 1");
            }
        }
        Ok(())
    }

    /// Scheme, host and port, without a slash at the end.
    pub fn public_url(&self) -> String {
        match &self.public_url {
            Some(url) => url.trim_end_matches('/').to_owned(),
            None => format!("http://{}", self.listen),
        }
    }

    /// Whether cookies can carry the `__Host-` promise: they need https.
    pub fn is_https(&self) -> bool {
        self.public_url().starts_with("https://")
    }

    fn is_loopback_url(&self) -> bool {
        let url = self.public_url();
        let host = url.trim_start_matches("http://").split('/').next().unwrap_or_default();
        let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
        name == "localhost"
            || name.trim_matches(['[', ']']).parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
    }

    /// The kind of a file by its name, if files so called may be sent.
    pub fn allowed(&self, name: &str) -> Option<FileType> {
        let ending = files::ending(name)?;
        let mut listed = self.file_endings.split_whitespace();
        listed.find(|listed| listed.eq_ignore_ascii_case(ending)).and_then(FileType::of_ending)
    }

    /// Key and secret of the bucket, where they are set.
    pub fn s3_keys(&self) -> anyhow::Result<Option<(String, String)>> {
        match (&self.s3_access_key, &self.s3_secret_key) {
            (Some(access), Some(secret)) => Ok(Some((access.clone(), secret.clone()))),
            (None, None) => Ok(None),
            _ => bail!("s3_access_key and s3_secret_key belong together, and one of them is missing"),
        }
    }

    /// How the store is to be opened.
    pub fn store(&self) -> anyhow::Result<StoreConfig> {
        let url = match &self.database_url {
            Some(url) => url.clone(),
            None => format!("sqlite:{}", self.data.join("parlance.db").display()),
        };
        let mut store = StoreConfig::from_url(&url).context("database_url is not usable")?;
        store.planted = match self.planted_fault.as_deref() {
            None => None,
            Some("ack-before-commit") => Some(parlance_store::engine::Planted::AckBeforeCommit),
            Some(other) => bail!("there is no planted fault called {other}"),
        };
        Ok(store)
    }

    /// The commented TOML with every setting.
    pub fn template() -> String {
        confique::toml::template::<Config>(confique::toml::FormatOptions::default())
    }
}
