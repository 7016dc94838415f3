//! Has uploaded files looked into for viruses. Until the scanner has spoken a file is not clear; where it
//! does not speak, the task is tried again, and at last laid aside for people, the file still not clear.

use super::TaskError;
use crate::app::{App, files as hall};
use crate::files::{FileError, Files};
use crate::outside::scanner::{Scanner, Verdict};
use parlance_core::FileId;
use parlance_core::files::Check;
use parlance_store::files::{self, File};
use tracing::warn;

/// Looks into one file, and says what was found. The bytes of what carries a virus go.
pub async fn look(app: &App, bytes: &Files, scanner: Option<&Scanner>, id: FileId) -> Result<(), TaskError> {
    // One that was discarded meanwhile needs no look.
    let Some(file) = app.read(move |tx, _| Ok(files::by_id(tx, id)?)).await? else { return Ok(()) };
    let check = if file.check == Check::Pending { ask(bytes, scanner, &file).await? } else { file.check };
    app.run(move |tx, cx| hall::judge(tx, cx, id, check)).await?;
    if check == Check::Blocked {
        bytes.discard(id).await.map_err(|error| TaskError::Retry(error.to_string()))?;
    }
    Ok(())
}

async fn ask(bytes: &Files, scanner: Option<&Scanner>, file: &File) -> Result<Check, TaskError> {
    let scanner = scanner.ok_or_else(|| {
        TaskError::Retry("no scanner is set (PARLANCE_CLAMAV_URL), so the file stays unchecked".into())
    })?;
    let id = file.attached.id;
    let parts = bytes.hand_out(id, None).await.map_err(|error| match error {
        FileError::Missing => TaskError::GiveUp("the bytes of the file are not there".into()),
        error => TaskError::Retry(error.to_string()),
    })?;
    match scanner.scan(parts).await {
        Ok(Verdict::Clean) => Ok(Check::Clear),
        Ok(Verdict::Found(signature)) => {
            warn!(file = %id.0, account = %file.account.0, signature, "a file carries a virus and is blocked");
            Ok(Check::Blocked)
        }
        Err(error) => Err(TaskError::Retry(format!("the scanner does not say: {error}"))),
    }
}
