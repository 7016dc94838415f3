//! What an operator types, through the binary, on both databases.

use super::alone;
use super::load::Writer;
use super::program::{Ground, bare_command};
use parlance_testing::{Clamd, SmtpSink};
use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Output, Stdio};

const PASSWORD: &str = "a long and quiet password";

/// Runs it to its end, with this on its standard input; whether it succeeded, and all it said.
fn run(command: &mut Command, typed: &str) -> (bool, String) {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    // It may end without reading anything.
    let _ = child.stdin.take().expect("its input is ours").write_all(typed.as_bytes());
    let Output { status, stdout, stderr } = child.wait_with_output().expect("it ends");
    (status.success(), format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr)))
}

async fn sign_in(ground: &Ground, email: &str, password: &str) -> (u16, Value) {
    let running = ground.serve(&[]);
    let body = json!({"email": email, "password": password});
    let reply = Writer::new(running.address, "")
        .request("POST", "/api/v1/session")
        .json(&body)
        .send()
        .await
        .expect("an answer");
    (reply.status().as_u16(), reply.json().await.expect("JSON"))
}

async fn set_up(ground: Ground) {
    let doctor = || run(&mut ground.command(&["doctor"]), "");
    let (fine, said) = doctor();
    assert!(
        !fine && said.contains("parlance migrate"),
        "before the first migration the doctor says what to do: {said}"
    );

    let (fine, said) = run(&mut ground.command(&["migrate"]), "");
    assert!(fine && said.contains("Done: "), "{said}");
    let (fine, said) = run(&mut ground.command(&["migrate"]), "");
    assert!(fine && said.contains("up to date"), "{said}");

    let create = |typed: &str| {
        run(&mut ground.command(&["admin", "create", "--email", "Ada@Example.com", "--name", "Ada"]), typed)
    };
    let (fine, said) = create("short\n");
    assert!(!fine && said.contains("password"), "{said}");
    let (fine, said) = create(&format!("{PASSWORD}\n"));
    assert!(fine && said.contains("is an admin now"), "{said}");
    let (fine, said) = create("another long password\n");
    assert!(fine && said.contains("unchanged"), "{said}");
    let (status, me) = sign_in(&ground, "ada@example.com", PASSWORD).await;
    assert_eq!((status, &me["staff_role"], &me["name"]), (200, &json!("admin"), &json!("Ada")), "{me}");
    let (fine, said) = run(&mut ground.command(&["admin", "create", "--email", "nobody"]), PASSWORD);
    assert!(!fine && said.contains("--email"), "{said}");

    let (fine, said) = doctor();
    assert!(
        !fine && said.contains("PARLANCE_SMTP_URL"),
        "without a relay the doctor says how to set one: {said}"
    );
    let sink = SmtpSink::start().await;
    let (fine, said) = run(ground.command(&["doctor"]).env("PARLANCE_SMTP_URL", sink.url()), "");
    assert!(fine && said.contains("Everything is in order") && said.contains("synchronous"), "{said}");
    assert!(!said.contains("virus"), "what is not set is not looked at: {said}");
    let clamd = tokio::task::spawn_blocking(Clamd::start).await.expect("clamd starts");
    for url in [clamd.url(), clamd.local_url()] {
        let mut doctor = ground.command(&["doctor"]);
        let (fine, said) =
            run(doctor.env("PARLANCE_SMTP_URL", sink.url()).env("PARLANCE_CLAMAV_URL", &url), "");
        assert!(fine && said.contains("ClamAV answers"), "{url}: {said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_sets_a_marketplace_up_on_sqlite() {
    let _turn = alone().await;
    set_up(Ground::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_sets_a_marketplace_up_on_postgres() {
    let _turn = alone().await;
    set_up(Ground::postgres()).await;
}

#[test]
fn the_doctor_says_what_to_do_about_each_thing_that_is_wrong() {
    let ground = Ground::sqlite();
    assert!(run(&mut ground.command(&["migrate"]), "").0);
    let file = ground.data().join("file");
    std::fs::write(&file, "in the way").expect("a file");
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address");
    let nowhere = format!("smtp://{free}");
    let nothing = format!("tcp://{free}");
    let in_the_way = file.display().to_string();
    let cases = [
        ("PARLANCE_DATA", in_the_way.as_str(), "give the folder to the user"),
        ("PARLANCE_SMTP_URL", &nowhere, "check PARLANCE_SMTP_URL"),
        ("PARLANCE_CLAMAV_URL", &nothing, "check PARLANCE_CLAMAV_URL"),
        ("PARLANCE_CLAMAV_URL", "clamd:3310", "tcp://HOST:PORT or unix:/PATH"),
        ("PARLANCE_DATABASE_URL", "postgres://nobody@127.0.0.1:1/nothing", "check PARLANCE_DATABASE_URL"),
        ("PARLANCE_DATABASE_URL", "mysql://root:hunter2@localhost/x", "sqlite:"),
        ("PARLANCE_PUBLIC_URL", "http://market.example.com", "readable on the way"),
    ];
    for (name, value, advice) in cases {
        let (fine, said) = run(ground.command(&["doctor"]).env(name, value), "");
        assert!(!fine && said.contains(advice), "{name}={value}: {said}");
        assert!(!said.contains("hunter2"), "a password is repeated: {said}");
    }
}

#[test]
fn the_template_names_every_setting_and_can_be_used_as_it_is() {
    let (fine, template) = run(&mut bare_command(&["config", "template"]), "");
    assert!(fine);
    for setting in [
        "listen",
        "public_url",
        "data",
        "database_url",
        "smtp_url",
        "mail_from",
        "name",
        "workers",
        "sends_per_minute",
    ] {
        assert!(template.contains(setting), "{setting} is not in the template");
    }
    let ground = Ground::sqlite();
    let file = ground.data().join("saved.toml");
    std::fs::write(&file, &template).expect("a file");
    let (fine, said) = run(ground.command(&["migrate", "--config"]).arg(&file), "");
    assert!(fine, "{said}");
    let (fine, said) =
        run(ground.command(&["migrate", "--config", "no-such-file.toml"]).stdin(Stdio::null()), "");
    assert!(!fine && said.contains("config template"), "{said}");
}

#[test]
fn the_demo_is_refused_where_others_could_reach_it() {
    let ground = Ground::sqlite();
    let (fine, said) = run(ground.command(&["serve", "--demo"]).env("PARLANCE_LISTEN", "0.0.0.0:0"), "");
    assert!(!fine && (said.contains("loopback") || said.contains("http")), "{said}");
}
