//! Tasks that are done twice, as happens where a worker dies after its work and before its report.

use super::mail_office::Office;
use parlance_core::entry::{EntryBody, SystemNote};
use parlance_core::limits;
use parlance_core::market::Answer;
use parlance_core::{ConversationId, Time};
use parlance_server::app::jobs;
use parlance_server::tasks::Task;
use parlance_store::log;

async fn enqueue(office: &Office, task: Task) {
    office.run(move |tx, cx| Ok(task.enqueue(tx, cx.clock.now(), Time(0))?)).await;
}

/// How many entries of a conversation say this.
async fn count(office: &Office, id: ConversationId, says: impl Fn(&EntryBody) -> bool) -> usize {
    let entries = office.run(move |tx, _| Ok(log::read_after(tx, id, 0, 100)?)).await;
    entries.iter().filter(|entry| says(&entry.body)).count()
}

#[tokio::test]
async fn a_closing_is_noted_once_though_the_task_is_done_twice() {
    let office = Office::open().await;
    let pair = office.talking().await;
    let (caller, job) = (pair.client.caller, pair.job);
    office.run(move |tx, cx| jobs::close(tx, cx, &caller, job)).await;
    for _ in 0..2 {
        enqueue(&office, Task::note_phase(job)).await;
        office.settle().await;
    }
    let notes = count(&office, pair.conversation, |body| *body == EntryBody::System(SystemNote::JobClosed));
    assert_eq!(notes.await, 1);
}

#[tokio::test]
async fn an_invitation_expires_once_though_the_task_is_done_twice() {
    let office = Office::open().await;
    let pair = office.invited("Would you draw it?").await;
    office.settle().await;
    office.clock.advance(limits::INVITATION_LASTS);
    for _ in 0..2 {
        enqueue(&office, Task::expire_invitation(pair.conversation, pair.invitation)).await;
        office.settle().await;
    }
    let says = |body: &EntryBody| matches!(body, EntryBody::Answer { answer: Answer::Expired, .. });
    assert_eq!(count(&office, pair.conversation, says).await, 1);
}
