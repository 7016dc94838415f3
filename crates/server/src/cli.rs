//! The command line.

use crate::app::accounts::{self, AdminMade};
use crate::app::{App, AppError, Cx};
use crate::config::Config;
use crate::outside::clock::Clock;
use crate::{doctor, http, serve, telemetry};
use anyhow::{Context, anyhow, bail};
use clap::{Parser, Subcommand};
use parlance_core::text;
use parlance_store::Store;
use std::io::{BufRead, IsTerminal};
use std::path::PathBuf;

/// Messaging for freelance marketplaces.
#[derive(Debug, Parser)]
#[command(name = "parlance", version)]
struct Cli {
    /// The settings file; parlance.toml is read if it is there.
    #[arg(long, global = true, env = "PARLANCE_CONFIG")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs the marketplace.
    Serve {
        /// Fills an empty database with a small marketplace, shows mails on a page, and lets anybody in
        /// with a known password. Never on a machine that others reach.
        #[arg(long)]
        demo: bool,
    },
    /// Brings the database's schema up to date.
    Migrate,
    /// Looks at settings, database, disk and mail relay, and says what to do.
    Doctor,
    /// Staff accounts.
    #[command(subcommand)]
    Admin(Admin),
    /// Settings.
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Prints the description of the API.
    Openapi,
}

#[derive(Debug, Subcommand)]
enum Admin {
    /// Makes an admin, or makes the account with this address one. Reads the password from standard input.
    Create {
        #[arg(long)]
        email: String,
        #[arg(long, default_value = "Admin")]
        name: String,
    },
}

#[derive(Debug, Subcommand)]
enum ConfigCommand {
    /// Prints every setting with its meaning and default, ready to be saved as parlance.toml.
    Template,
}

/// Does what was typed.
pub fn run() -> anyhow::Result<()> {
    let cli = Cli::parse();
    match cli.command {
        Command::Serve { demo } => {
            let config = Config::load(cli.config.as_deref())?;
            telemetry::start(&config)?;
            if demo && !config.listen.ip().is_loopback() {
                bail!(
                    "--demo lets anybody in, so it listens on the loopback address only, not on {}",
                    config.listen
                );
            }
            runtime()?.block_on(serve::serve(config, demo))
        }
        Command::Migrate => migrate(&Config::load(cli.config.as_deref())?),
        Command::Doctor => {
            let config = Config::load(cli.config.as_deref())?;
            runtime()?.block_on(doctor::examine(&config))
        }
        Command::Admin(Admin::Create { email, name }) => {
            create_admin(Config::load(cli.config.as_deref())?, &email, &name)
        }
        Command::Config(ConfigCommand::Template) => {
            print!("{}", Config::template());
            Ok(())
        }
        Command::Openapi => {
            println!(
                "{}",
                http::router::openapi().to_pretty_json().context("the description cannot be written")?
            );
            Ok(())
        }
    }
}

fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}

fn migrate(config: &Config) -> anyhow::Result<()> {
    let store = Store::open(config.store()?).context("the database cannot be opened")?;
    let pending = store.pending_migrations().context("the database cannot be read")?;
    store.migrate().context("the database cannot be brought up to date")?;
    store.close();
    match pending.len() {
        0 => println!("The database is up to date."),
        _ => println!("Done: {}.", pending.join(", ")),
    }
    Ok(())
}

fn create_admin(config: Config, email: &str, name: &str) -> anyhow::Result<()> {
    let email = text::email(email).map_err(|rule| anyhow!("--email: {rule}"))?;
    let name = text::name(name).map_err(|rule| anyhow!("--name: {rule}"))?;
    if std::io::stdin().is_terminal() {
        eprintln!("Type the password and press Enter (it is shown as you type):");
    }
    let mut password = String::new();
    std::io::stdin().lock().read_line(&mut password).context("the password cannot be read")?;
    let password = password.trim_end_matches(['\r', '\n']);
    text::password(password).map_err(|rule| anyhow!("the password: {rule}"))?;
    let store = serve::open(config.store()?)?;
    let app = App::new(store, Cx::new(config, Clock::Wall, false));
    let said = |error: AppError| anyhow!("{error:?}");
    let hash = app.cx.passwords.hash_blocking(password).map_err(said)?;
    let (cx, shown) = (app.cx.clone(), email.clone());
    let made = app
        .store
        .run_blocking(move |tx| accounts::make_admin(tx, &cx, &email, &name, &hash))
        .map_err(said)?;
    app.store.close();
    match made {
        AdminMade::New => println!("{shown} is an admin now. Sign in with the password you gave."),
        AdminMade::Promoted => {
            println!("{shown} had an account and is an admin now. Its password is unchanged.")
        }
        AdminMade::NotVerified => bail!(
            "somebody signed up as {shown} and has not proven that the address is theirs, so it was not made an \
             admin; let its owner sign up, open the link in the newest mail and enter the password, and run this again"
        ),
    }
    Ok(())
}
