//! `parlance doctor`: looks at everything a marketplace stands on, and says what to do where something
//! is wrong.

use crate::config::Config;
use crate::outside::blobs::Blobs;
use crate::outside::mailer::{Greeting, Mailer};
use crate::outside::scanner::Scanner;
use anyhow::bail;
use parlance_store::Store;
use std::path::Path;
use std::process::Command;

/// What one look found.
struct Finding {
    what: &'static str,
    result: Result<String, String>,
}

/// Looks, prints a line for each look, and fails if one found something wrong.
pub async fn examine(config: &Config) -> anyhow::Result<()> {
    let mut findings = vec![public_url(config), folder(&config.data), disk(&config.data)];
    let settings = config.clone();
    findings.extend(tokio::task::spawn_blocking(move || database(&settings)).await?);
    findings.push(files(config).await);
    findings.push(mail(config).await);
    findings.extend(scanner(config).await);
    let mut wrong = 0;
    for finding in &findings {
        match &finding.result {
            Ok(said) => println!("  ok     {:<12} {said}", finding.what),
            Err(said) => {
                wrong += 1;
                println!("  WRONG  {:<12} {said}", finding.what);
            }
        }
    }
    if wrong > 0 {
        bail!("{wrong} of {} looks found something to mend", findings.len());
    }
    println!("Everything is in order.");
    Ok(())
}

fn public_url(config: &Config) -> Finding {
    let url = config.public_url();
    let result = if config.is_https() {
        Ok(url)
    } else if config.public_url.is_none() {
        Ok(format!(
            "{url} (only for trying it out: set PARLANCE_PUBLIC_URL to the https address people will type)"
        ))
    } else {
        Ok(format!("{url} (loopback: sign-ins work on this machine only)"))
    };
    Finding { what: "public url", result }
}

fn folder(data: &Path) -> Finding {
    let probe = data.join(".doctor");
    let result = std::fs::create_dir_all(data)
        .and_then(|()| std::fs::write(&probe, b"parlance"))
        .and_then(|()| std::fs::remove_file(&probe))
        .map(|()| format!("{} can be written", data.display()))
        .map_err(|error| {
            format!(
                "{} cannot be written ({error}): give the folder to the user that runs parlance",
                data.display()
            )
        });
    Finding { what: "data folder", result }
}

/// Asks `df`, which knows every file system; less than 1 GiB is too little to run on.
fn disk(data: &Path) -> Finding {
    let asked = Command::new("df").args(["-Pk"]).arg(data).output();
    let free = asked.ok().and_then(|out| {
        let text = String::from_utf8_lossy(&out.stdout).into_owned();
        text.lines().nth(1)?.split_whitespace().nth(3)?.parse::<u64>().ok()
    });
    let result = match free {
        Some(kib) if kib >= 1024 * 1024 => Ok(format!("{} GiB free", kib / 1024 / 1024)),
        Some(kib) => {
            Err(format!("only {} MiB free: make room before the database cannot be written", kib / 1024))
        }
        None => Err("free space cannot be found out: run `df` on the data folder yourself".into()),
    };
    Finding { what: "disk", result }
}

fn database(config: &Config) -> Vec<Finding> {
    let opened =
        config.store().map_err(|e| format!("{e:#}")).and_then(|c| Store::open(c).map_err(|e| e.to_string()));
    let store = match opened {
        Ok(store) => store,
        Err(why) => {
            return vec![Finding {
                what: "database",
                result: Err(format!("{why}: check PARLANCE_DATABASE_URL and that the server runs")),
            }];
        }
    };
    let migrations = match store.pending_migrations() {
        Ok(pending) if pending.is_empty() => Ok("none missing".to_owned()),
        Ok(pending) => Err(format!("missing: {}. Run `parlance migrate`", pending.join(", "))),
        Err(why) => Err(why.to_string()),
    };
    let mut findings = vec![Finding { what: "migrations", result: migrations }];
    match store.durability() {
        Ok(connections) => findings.extend(connections.iter().take(1).map(|found| Finding {
            what: "durability",
            result: match found.faults().first().cloned() {
                None => Ok(format!(
                    "{} {}: {}",
                    found.engine,
                    found.version,
                    found.settings.iter().map(|(n, v)| format!("{n}={v}")).collect::<Vec<_>>().join(" ")
                )),
                Some(weakness) => {
                    Err(format!("{weakness}: what is acknowledged could be lost in a power cut"))
                }
            },
        })),
        Err(why) => findings.push(Finding { what: "durability", result: Err(why.to_string()) }),
    }
    store.close();
    findings
}

/// Writes to where files lie, reads it back and takes it away.
async fn files(config: &Config) -> Finding {
    // What is only tried needs no name that tells nothing.
    let result = match Blobs::from_config(config, &[0; 32]) {
        Ok(blobs) => match blobs.examine().await {
            Ok(()) => Ok(format!("{blobs} takes them in, gives them back and lets go of them")),
            Err(why) => Err(format!(
                "{blobs} does not keep them ({why}): check PARLANCE_BLOBS_URL, the keys, and what they may do"
            )),
        },
        Err(why) => Err(format!("{why:#}")),
    };
    Finding { what: "files", result }
}

async fn mail(config: &Config) -> Finding {
    let result = match Mailer::from_config(config, false) {
        Ok((mailer, _)) => match mailer.greet().await {
            Greeting::Answered => Ok("the relay answers".to_owned()),
            Greeting::Off | Greeting::Demo => {
                Err("no relay is set, so nobody is mailed: set PARLANCE_SMTP_URL".to_owned())
            }
            Greeting::Failed(why) => {
                Err(format!("the relay does not answer as it should ({why}): check PARLANCE_SMTP_URL"))
            }
        },
        Err(why) => Err(format!("{why:#}")),
    };
    Finding { what: "mail relay", result }
}

/// Looked at only where one is set: files may be taken unchecked.
async fn scanner(config: &Config) -> Option<Finding> {
    let result = match Scanner::from_url(config.clamav_url.as_deref()?) {
        Ok(scanner) => match scanner.ping().await {
            Ok(()) => Ok("ClamAV answers".to_owned()),
            Err(why) => Err(format!(
                "ClamAV does not answer as it should ({why}): check PARLANCE_CLAMAV_URL and that clamd runs; until it does, nobody gets new files"
            )),
        },
        Err(why) => Err(format!("{why:#}")),
    };
    Some(Finding { what: "virus check", result })
}
