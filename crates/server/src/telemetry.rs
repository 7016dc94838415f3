//! Logs and figures of the process. Neither ever holds anybody's words, addresses or tokens.

use crate::config::Config;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use tracing_subscriber::EnvFilter;

/// Starts logging to the error stream.
pub fn start(config: &Config) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&config.log)?;
    let logs = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if config.log_format == "json" {
        logs.json().init();
    } else {
        logs.with_target(false).init();
    }
    Ok(())
}

/// What is counted. No label carries an id, so that the set of series is bounded.
#[derive(Debug, Default)]
pub struct Metrics {
    pub requests: Counter,
    pub requests_failed: Counter,
    pub messages_sent: Counter,
    pub refusals: Counter,
    pub password_checks: Counter,
    pub sockets: Gauge,
    pub sockets_dropped: Counter,
    pub frames: Counter,
    pub hints_dropped: Counter,
    pub mails_sent: Counter,
    pub mails_failed: Counter,
    pub tasks_buried: Counter,
    pub store_queue: Gauge,
    pub tasks_due: Gauge,
    pub tasks_dead: Gauge,
    pub undispatched: Gauge,
}

impl Metrics {
    /// The figures in the OpenMetrics text format.
    pub fn render(&self) -> String {
        let mut registry = Registry::with_prefix("parlance");
        let r = &mut registry;
        r.register("requests", "Requests answered", self.requests.clone());
        r.register("requests_failed", "Requests answered with 5xx", self.requests_failed.clone());
        r.register("messages_sent", "Messages acknowledged", self.messages_sent.clone());
        r.register("refusals", "Acts that a rule refused", self.refusals.clone());
        r.register("password_checks", "Passwords checked at sign-in", self.password_checks.clone());
        r.register("sockets", "Sockets open now", self.sockets.clone());
        r.register("sockets_dropped", "Sockets closed for being too slow", self.sockets_dropped.clone());
        r.register("frames", "Frames handed to sockets", self.frames.clone());
        r.register("hints_dropped", "Hints dropped because the hub was behind", self.hints_dropped.clone());
        r.register("mails_sent", "Mails the relay accepted", self.mails_sent.clone());
        r.register("mails_failed", "Attempts at a mail that failed", self.mails_failed.clone());
        r.register("tasks_buried", "Tasks given up", self.tasks_buried.clone());
        r.register("store_queue", "Commands waiting for the store", self.store_queue.clone());
        r.register("tasks_due", "Tasks that are due", self.tasks_due.clone());
        r.register("tasks_dead", "Tasks laid aside", self.tasks_dead.clone());
        r.register("undispatched", "Conversations with entries not dispatched", self.undispatched.clone());
        let mut text = String::new();
        match encode(&mut text, &registry) {
            Ok(()) => text,
            Err(_) => String::new(),
        }
    }
}
