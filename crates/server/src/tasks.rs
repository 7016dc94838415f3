//! The vocabulary of tasks: every unit of work that workers do, as data. `app` enqueues them, `workers`
//! do them. Stored forms outlive a release: a variant is never renamed, a field never removed.

use crate::outside::ids;
use parlance_core::ids::{ContractId, ProposalId, Seq};
use parlance_core::{AccountId, ConversationId, FileId, InvitationId, JobId, Time};
use parlance_store::{StoreError, Tx, tasks};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A unit of work. It may be done twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "task", rename_all = "kebab-case")]
pub enum Task {
    /// Mail one person about one entry.
    MailEntry { conversation: Uuid, seq: Seq, to: Uuid, content: bool },
    /// Mail the link that proves an address, for one sign-up; for the newest where an older program named
    /// none.
    MailVerification {
        account: Uuid,
        #[serde(default)]
        verification: Option<Uuid>,
    },
    /// Mail that somebody tried to sign up with an address that has an account.
    MailAccountExists { account: Uuid },
    /// Tell of a line in a proposal's history: in the app, and where it is worth one, by a mail.
    TellOfProposal { proposal: Uuid, n: i64 },
    /// The same for a contract's.
    TellOfContract { contract: Uuid, n: i64 },
    /// Mail one person about a line in a proposal's history.
    MailProposal { proposal: Uuid, n: i64, to: Uuid },
    /// The same for a contract's.
    MailContract { contract: Uuid, n: i64, to: Uuid },
    /// Note a job's phase in its conversations.
    NotePhase { job: Uuid },
    /// Let an invitation expire.
    ExpireInvitation { conversation: Uuid, invitation: Uuid },
    /// Have a file looked into for viruses.
    CheckFile { file: Uuid },
}

impl Task {
    /// The kinds that only write, in the order in which workers look.
    pub const NOTES: [&str; 3] = [TELL, NOTE, EXPIRE];
    /// The kinds that wait on the relay.
    pub const MAILS: [&str; 1] = [MAIL];

    /// The kinds that wait on the scanner.
    pub const CHECKS: [&str; 1] = [CHECK];

    pub fn mail_entry(conversation: ConversationId, seq: Seq, to: AccountId, content: bool) -> Task {
        Task::MailEntry { conversation: conversation.0, seq, to: to.0, content }
    }

    pub fn mail_verification(account: AccountId, verification: Uuid) -> Task {
        Task::MailVerification { account: account.0, verification: Some(verification) }
    }

    pub fn mail_account_exists(account: AccountId) -> Task {
        Task::MailAccountExists { account: account.0 }
    }

    pub fn tell_of_proposal(proposal: ProposalId, n: i64) -> Task {
        Task::TellOfProposal { proposal: proposal.0, n }
    }

    pub fn tell_of_contract(contract: ContractId, n: i64) -> Task {
        Task::TellOfContract { contract: contract.0, n }
    }

    pub fn mail_proposal(proposal: ProposalId, n: i64, to: AccountId) -> Task {
        Task::MailProposal { proposal: proposal.0, n, to: to.0 }
    }

    pub fn mail_contract(contract: ContractId, n: i64, to: AccountId) -> Task {
        Task::MailContract { contract: contract.0, n, to: to.0 }
    }

    pub fn note_phase(job: JobId) -> Task {
        Task::NotePhase { job: job.0 }
    }

    pub fn expire_invitation(conversation: ConversationId, invitation: InvitationId) -> Task {
        Task::ExpireInvitation { conversation: conversation.0, invitation: invitation.0 }
    }

    pub fn check_file(file: FileId) -> Task {
        Task::CheckFile { file: file.0 }
    }

    /// Which worker it is for.
    pub fn kind(&self) -> &'static str {
        match self {
            Task::MailEntry { .. }
            | Task::MailVerification { .. }
            | Task::MailAccountExists { .. }
            | Task::MailProposal { .. }
            | Task::MailContract { .. } => MAIL,
            Task::TellOfProposal { .. } | Task::TellOfContract { .. } => TELL,
            Task::NotePhase { .. } => NOTE,
            Task::ExpireInvitation { .. } => EXPIRE,
            Task::CheckFile { .. } => CHECK,
        }
    }

    /// Enqueues the task in the caller's transaction, to be done from `run_at` on.
    pub fn enqueue(&self, tx: &mut Tx<'_>, now: Time, run_at: Time) -> Result<(), StoreError> {
        let payload = serde_json::to_string(self).map_err(|e| StoreError::Corrupt(e.to_string()))?;
        let key = self.dedup_key();
        tasks::enqueue(tx, ids::ordered(), self.kind(), &payload, run_at, key.as_deref(), now)?;
        Ok(())
    }

    pub fn read(payload: &str) -> Result<Task, serde_json::Error> {
        serde_json::from_str(payload)
    }

    /// Two mails about one thing to one person are one too many; the rest may stand twice.
    fn dedup_key(&self) -> Option<String> {
        match self {
            Task::MailEntry { conversation, seq, to, .. } => Some(format!("mail/{conversation}/{seq}/{to}")),
            Task::MailProposal { proposal: of, n, to } | Task::MailContract { contract: of, n, to } => {
                Some(format!("mail/{of}/{n}/{to}"))
            }
            _ => None,
        }
    }
}

const MAIL: &str = "mail";
const TELL: &str = "tell-of-work";
const NOTE: &str = "note-phase";
const EXPIRE: &str = "expire-invitation";
const CHECK: &str = "check-file";
