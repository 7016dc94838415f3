//! What everybody may know about the marketplace, signed in or not.

use crate::app::demo;
use crate::app::wording::{self, Spoken};
use crate::http::extract::Params;
use crate::http::routes::help::language;
use crate::http::{Answer, Door};
use crate::wire::{DemoAccount, Limits, Marketplace, Problem, SafetyWarning};
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ReadIn {
    /// The reader's language, such as `en` or `pt-br`. Where nothing is written in it, it is English.
    language: Option<String>,
}

/// The marketplace's name, its own words, and the bounds that forms show.
#[utoipa::path(get, path = "/marketplace", tag = "marketplace", params(ReadIn),
    responses((status = 200, body = Marketplace), (status = "default", body = Problem)))]
pub async fn get(State(door): State<Door>, Params(query): Params<ReadIn>) -> Answer<Json<Marketplace>> {
    let wanted = language(query.language.as_deref())?;
    let spoken = door.app.read(move |tx, cx| wording::spoken(tx, cx, &wanted)).await?;
    let cx = &door.app.cx;
    let demo_accounts = if cx.demo { demo::ACCOUNTS.iter().map(shown).collect() } else { Vec::new() };
    let Spoken { language, words, warning_version } = spoken;
    Ok(Json(Marketplace {
        name: cx.config.name.clone(),
        demo: cx.demo,
        demo_accounts,
        language,
        warning: SafetyWarning {
            version: warning_version,
            title: words.warning_title,
            paragraphs: words.warning,
        },
        protection: words.protection,
        policy_line: words.policy_line,
        limits: Limits::NOW,
        file_endings: cx.config.file_endings.split_whitespace().map(str::to_owned).collect(),
        revise_seconds: cx.policies.house.revise_within.as_secs(),
    }))
}

fn shown(account: &demo::DemoAccount) -> DemoAccount {
    DemoAccount { email: account.email.into(), name: account.name.into(), about: account.about.into() }
}
