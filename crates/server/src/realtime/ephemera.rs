//! What is true for a moment and written nowhere: who is there, and who is typing. Whether it may be known
//! is asked each time it is told, since that changes with the conversation and with what people let be
//! known.

use super::Hub;
use super::connection::{Connection, write};
use crate::app::preferences::companion;
use crate::app::{App, AppError};
use crate::wire::Frame;
use parlance_core::{AccountId, ConversationId};
use std::sync::Arc;

/// A tab shows this conversation from now on (or none), and is told whether the other person is there.
pub async fn attend(
    app: &App,
    hub: &Hub,
    tab: &Arc<Connection>,
    conversation: Option<ConversationId>,
) -> Result<(), AppError> {
    let Some(conversation) = conversation else {
        hub.attend(tab, None);
        return Ok(());
    };
    let me = tab.account;
    let found = app.read(move |tx, cx| companion(tx, cx, me, conversation)).await?;
    // Noted first and looked at after: whoever comes or goes in between is told of.
    hub.attend(tab, found.map(|companion| (conversation, companion.account)));
    let there = found.filter(|companion| companion.shows);
    present(tab, conversation, there.map(|companion| hub.is_connected(companion.account)));
    Ok(())
}

/// Tells whoever attends a conversation with this person whether they are there now.
pub async fn tell_presence(app: &App, hub: &Hub, account: AccountId) {
    for (tab, conversation) in hub.attending(account) {
        let viewer = tab.account;
        match app.read(move |tx, cx| companion(tx, cx, viewer, conversation)).await {
            Ok(found) => {
                let there = found.filter(|companion| companion.shows);
                present(&tab, conversation, there.map(|companion| hub.is_connected(companion.account)));
            }
            Err(error) => tracing::warn!(?error, "somebody's coming or going could not be told"),
        }
    }
}

/// Tells the other person that this tab's is typing.
pub async fn typing(
    app: &App,
    hub: &Hub,
    tab: &Connection,
    conversation: ConversationId,
) -> Result<(), AppError> {
    let me = tab.account;
    let found = app.read(move |tx, cx| companion(tx, cx, me, conversation)).await?;
    if let Some(companion) = found.filter(|companion| companion.is_shown) {
        hub.tell(companion.account, &Frame::Typing { conversation: conversation.0 });
    }
    Ok(())
}

fn present(tab: &Connection, conversation: ConversationId, online: Option<bool>) {
    if let Some(text) = write(&Frame::Presence { conversation: conversation.0, online }) {
        tab.push(text);
    }
}
