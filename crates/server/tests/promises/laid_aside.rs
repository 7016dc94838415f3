//! Work that kept failing: told to the staff, and tried again when they say so.

use super::harness::TestServer;
use super::places::open;
use parlance_store::{StoreError, tasks};
use serde_json::{Value, json};
use uuid::Uuid;

/// Lays a task aside that no program can read.
async fn lay_aside(server: &TestServer) -> String {
    let (id, now) = (Uuid::now_v7(), server.app.cx.clock.now());
    let enqueue = move |tx: &mut parlance_store::Tx<'_>| {
        tasks::enqueue(tx, id, "mail", "{\"odd\":1}", now, None, now).map(|_| ())
    };
    server.app.store.run::<_, StoreError, _>(enqueue).await.expect("it is enqueued");
    server.settle().await;
    id.to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_are_told_what_was_laid_aside_and_why_and_have_it_tried_again() {
    let server = open().await;
    let id = lay_aside(&server).await;
    let sam = server.sign_in("sam").await;
    let told = sam.get("/staff/tasks").await.ok();
    let line = told.as_array().expect("a list").iter().find(|line| line["id"] == id).expect("it is told");
    assert_eq!((&line["kind"], &line["attempts"]), (&json!("mail"), &json!(1)));
    assert!(line["last_error"].as_str().is_some_and(|why| why.contains("cannot read")), "{line}");
    assert_eq!(sam.put(&format!("/staff/tasks/{id}/attempt"), json!({})).await.status, 204);
    let waiting = sam.get("/staff/tasks").await.ok();
    assert_eq!(waiting, Value::Array(Vec::new()), "it is work again");
    server.settle().await;
    let again = sam.get("/staff/tasks").await.ok();
    assert_eq!((&again[0]["id"], &again[0]["attempts"]), (&json!(id), &json!(1)));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_laid_aside_is_for_staff_and_what_was_not_is_not_tried() {
    let server = open().await;
    let id = lay_aside(&server).await;
    let (clara, sam) = (server.sign_in("clara").await, server.sign_in("sam").await);
    clara.get("/staff/tasks").await.refused(403, "staff-role-required");
    clara.put(&format!("/staff/tasks/{id}/attempt"), json!({})).await.refused(403, "staff-role-required");
    assert_eq!(sam.put(&format!("/staff/tasks/{}/attempt", Uuid::new_v4()), json!({})).await.status, 404);
    assert_eq!(sam.get("/staff/tasks").await.ok().as_array().map(Vec::len), Some(1));
}
