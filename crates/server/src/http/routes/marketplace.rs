//! What everybody may know about the marketplace, signed in or not.

use crate::app::demo;
use crate::http::{Answer, Door};
use crate::wire::{DemoAccount, Limits, Marketplace, Problem, SafetyWarning};
use axum::Json;
use axum::extract::State;

/// The marketplace's name, its safety warning, and the bounds that forms show.
#[utoipa::path(get, path = "/marketplace", tag = "marketplace",
    responses((status = 200, body = Marketplace), (status = "default", body = Problem)))]
pub async fn get(State(door): State<Door>) -> Answer<Json<Marketplace>> {
    let cx = &door.app.cx;
    let demo_accounts = if cx.demo { demo::ACCOUNTS.iter().map(shown).collect() } else { Vec::new() };
    let name = &cx.config.name;
    Ok(Json(Marketplace {
        name: name.clone(),
        demo: cx.demo,
        demo_accounts,
        warning: warning(name, cx.policies.house.warning_version),
        policy_line: format!(
            "Keep all talk and files about this job on {name}: it is the only way we can help if something goes wrong."
        ),
        limits: Limits::NOW,
        file_endings: cx.config.file_endings.split_whitespace().map(str::to_owned).collect(),
        revise_seconds: cx.policies.house.revise_within.as_secs(),
    }))
}

fn shown(account: &demo::DemoAccount) -> DemoAccount {
    DemoAccount { email: account.email.into(), name: account.name.into(), about: account.about.into() }
}

fn warning(name: &str, version: i64) -> SafetyWarning {
    SafetyWarning {
        version,
        title: "Before you read this".into(),
        paragraphs: vec![
            format!(
                "Stay on {name}. Whoever asks you to go on by another messenger, by e-mail or by phone takes you out of our protection."
            ),
            format!("Never pay to get work, never take payment outside {name}, and never send money back."),
            "Do not open files or links you did not expect, and never share a password or a code.".into(),
            "If something feels wrong you do not have to answer.".into(),
        ],
    }
}
