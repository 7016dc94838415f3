//! Who has a conversation muted gets no mail about its messages, and every mail that is not about one.

use super::mail_office::{Office, Pair, Person};
use parlance_core::market::Answer;
use parlance_core::policy::marks::Mark;
use parlance_server::app::marks;

async fn mute(office: &Office, pair: &Pair, who: Person, on: bool) {
    let id = pair.conversation;
    office.run(move |tx, cx| marks::set(tx, cx, &who.caller, id, Mark::Mute, on)).await;
}

#[tokio::test]
async fn messages_written_while_it_is_muted_are_never_mailed_and_later_ones_are() {
    let office = Office::open().await;
    let pair = office.talking().await;
    let before = office.settle().await.len();
    office.say(&pair, pair.client, "Heard").await;
    // Muted before the first was dispatched: it was written before, so it is mailed.
    mute(&office, &pair, pair.freelancer, true).await;
    office.say(&pair, pair.client, "Silent").await;
    assert_eq!(office.settle().await.len(), before + 1, "one mail for the message before");
    office.say(&pair, pair.client, "Silent too").await;
    office.say(&pair, pair.freelancer, "To Clara, who muted nothing").await;
    // Unmuted before the dispatcher came: what was written in silence stays silent.
    mute(&office, &pair, pair.freelancer, false).await;
    assert_eq!(office.settle().await.len(), before + 2, "only Clara's");
    office.say(&pair, pair.client, "Heard again").await;
    let mails = office.settle().await;
    assert_eq!(mails.len(), before + 3);
    let told = |mail: &parlance_testing::ReceivedMail| (mail.to[0].clone(), mail.data.contains("Silent"));
    let told: Vec<_> = mails[before..].iter().map(told).collect();
    let (felix, clara) = ("felix@example.com".to_owned(), "clara@example.com".to_owned());
    assert_eq!(told, [(felix.clone(), false), (clara, false), (felix, false)]);
}

#[tokio::test]
async fn an_invitation_is_mailed_though_the_conversation_is_muted() {
    let office = Office::open().await;
    let pair = office.invited("Would you draw it?").await;
    office.acknowledge(&pair).await;
    office.answer(pair.client, pair.invitation, Answer::Withdrawn).await;
    mute(&office, &pair, pair.freelancer, true).await;
    let before = office.settle().await.len();
    office.invite(pair.client, pair.freelancer, pair.job, "Would you after all?").await;
    let mails = office.settle().await;
    assert_eq!(mails.len(), before + 1);
    assert_eq!(mails[before].to, ["felix@example.com"]);
}
