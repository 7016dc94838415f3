//! The hub: who is connected, and what each of them is told when something was committed. A message that
//! was just written is rendered from what the hint carries; everything else is looked up.

use super::close;
use super::connection::{Attended, Connection, write};
use super::ephemera;
use crate::app::viewing::{HeadView, head_after};
use crate::app::{App, AppError, inbox, notifications};
use crate::bus::{Heard, Listening};
use crate::wire::{ConversationRow, Entry, Frame};
use axum::extract::ws::Utf8Bytes;
use futures_util::StreamExt;
use futures_util::stream;
use parlance_core::conversation::said::Recorded;
use parlance_core::conversation::view::Reach;
use parlance_core::market::DESK;
use parlance_core::{AccountId, ConversationId, JobId, limits};
use parlance_store::conversations::Party;
use parlance_store::hint::{Committed, Hint};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use tokio::sync::mpsc;

/// Look-ups that may wait before their tabs are told to come back instead.
const LOOKS: usize = 8192;
/// Look-ups at the same time.
const LOOKS_AT_ONCE: usize = 8;
/// Conversations of one person whose partners are told of a new name.
const RENAMED: u32 = 500;

/// Everybody who is connected to this node. A copy is the same hub.
#[derive(Clone, Default)]
pub struct Hub {
    here: Arc<RwLock<Here>>,
}

/// Tabs by the account they are signed in to (and by the desk's, whoever sits there), and those that attend a conversation by the other person in
/// it.
#[derive(Default)]
struct Here {
    tabs: Tabs,
    attending: Tabs,
    /// Everybody is told to come back: nobody's leaving says anything any more.
    is_closing: bool,
}

type Tabs = HashMap<AccountId, Vec<Arc<Connection>>>;

/// What a tab's joining came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joined {
    /// The account was not here before.
    First,
    Another,
    /// It has too many already.
    TooMany,
}

/// Something that has to be read before anybody can be told.
enum Look {
    /// One person's row, with the entry that changed it, if one did.
    Row {
        account: AccountId,
        conversation: ConversationId,
        by: Option<Arc<Committed>>,
        reset: bool,
    },
    Job(JobId),
    Person(AccountId),
    Notified(AccountId),
}

impl Hub {
    /// Connects a tab.
    pub fn join(&self, connection: &Arc<Connection>) -> Joined {
        let here = &mut *self.write();
        let of_account = here.tabs.entry(connection.account).or_default();
        let before = of_account.len();
        if before >= limits::SOCKETS_PER_ACCOUNT {
            return Joined::TooMany;
        }
        of_account.push(connection.clone());
        if connection.at_desk {
            here.tabs.entry(DESK).or_default().push(connection.clone());
        }
        if before == 0 { Joined::First } else { Joined::Another }
    }

    /// Forgets a tab; whether it was the account's last.
    pub fn leave(&self, connection: &Arc<Connection>) -> bool {
        self.attend(connection, None);
        let tabs = &mut self.write().tabs;
        remove(tabs, DESK, connection);
        remove(tabs, connection.account, connection)
    }

    /// Notes which conversation a tab shows, and who the other person in it is.
    pub fn attend(&self, connection: &Arc<Connection>, attended: Option<Attended>) {
        let here = &mut *self.write();
        if let Some((_, other)) = connection.attend(attended) {
            remove(&mut here.attending, other, connection);
        }
        if let Some((_, other)) = attended {
            here.attending.entry(other).or_default().push(connection.clone());
        }
    }

    /// The tabs that show a conversation with this person, each with that conversation.
    pub fn attending(&self, other: AccountId) -> Vec<(Arc<Connection>, ConversationId)> {
        let here = self.read();
        let tabs = here.attending.get(&other).filter(|_| !here.is_closing).into_iter().flatten();
        tabs.filter_map(|tab| tab.attends().map(|(conversation, _)| (tab.clone(), conversation))).collect()
    }

    /// Has every tab close.
    pub fn close_all(&self, code: u16) {
        self.write().is_closing |= code == close::RESTARTING;
        self.read().tabs.values().flatten().for_each(|connection| connection.close(code));
    }

    /// Listens until nobody speaks any more.
    pub async fn listen(self, app: App, mut listening: Listening) {
        let (looks, mut waiting) = mpsc::channel::<Look>(LOOKS);
        let hub = self.clone();
        let reader = async move {
            stream::poll_fn(move |cx| waiting.poll_recv(cx))
                .for_each_concurrent(LOOKS_AT_ONCE, |look| hub.look(&app, look))
                .await;
        };
        let hearer = async move {
            while let Some(heard) = listening.next().await {
                self.hear(heard, &looks);
                // A flood of hints must not keep the tabs themselves from being served.
                tokio::task::yield_now().await;
            }
        };
        tokio::join!(reader, hearer);
    }

    fn read(&self) -> RwLockReadGuard<'_, Here> {
        self.here.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Here> {
        self.here.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn hear(&self, heard: Heard, looks: &mpsc::Sender<Look>) {
        if heard.overrun {
            self.close_all(close::TOO_SLOW);
        }
        for hint in heard.hints {
            match hint {
                Hint::Entry(committed) => self.entry(&committed, looks),
                Hint::Row { conversation, account } => {
                    self.ask(looks, account, Look::Row { account, conversation, by: None, reset: false });
                }
                Hint::View { conversation, account } => {
                    self.ask(looks, account, Look::Row { account, conversation, by: None, reset: true });
                }
                Hint::Job(job) => {
                    if looks.try_send(Look::Job(job)).is_err() {
                        self.close_all(close::TOO_SLOW);
                    }
                }
                // Whatever anybody sees may be another thing now: every tab comes back and asks.
                Hint::Policy => self.close_all(close::OTHER_RULES),
                Hint::Person(account) => {
                    // Losing it costs an old name until the next fetch.
                    let _ = looks.try_send(Look::Person(account));
                }
                Hint::Notified(account) => self.ask(looks, account, Look::Notified(account)),
                Hint::Seat(account) => {
                    self.each(account, |connection| connection.close(close::OTHER_RULES));
                }
                Hint::SessionEnded(session) => self.close_where(|connection| connection.session == session),
                Hint::AccountEnded(account) => self.close_where(|connection| connection.account == account),
            }
        }
    }

    /// What was said is told at once; where an entry changes what somebody sees in another way, the row
    /// is read.
    fn entry(&self, committed: &Arc<Committed>, looks: &mpsc::Sender<Look>) {
        for (party, revealed) in committed.parties.iter().zip(&committed.revealed) {
            if !self.is_connected(party.account) {
                continue;
            }
            match entries_frame(committed, party).filter(|_| !revealed) {
                Some(frame) => self.tell(party.account, &frame),
                None => {
                    let (account, conversation) = (party.account, committed.conversation());
                    let look =
                        Look::Row { account, conversation, by: Some(committed.clone()), reset: *revealed };
                    self.ask(looks, account, look);
                }
            }
        }
    }

    fn ask(&self, looks: &mpsc::Sender<Look>, account: AccountId, look: Look) {
        if self.is_connected(account) && looks.try_send(look).is_err() {
            self.each(account, |connection| connection.close(close::TOO_SLOW));
        }
    }

    async fn look(&self, app: &App, look: Look) {
        let done = match look {
            Look::Row { account, conversation, by, reset } => {
                self.row(app, account, conversation, by, reset).await
            }
            Look::Job(job) => self.job(app, job).await,
            Look::Person(account) => self.person(app, account).await,
            Look::Notified(account) => self.notified(app, account).await,
        };
        if let Err(error) = done {
            tracing::warn!(?error, "a hint could not be followed up; tabs find out when they next fetch");
        }
    }

    async fn row(
        &self,
        app: &App,
        account: AccountId,
        conversation: ConversationId,
        by: Option<Arc<Committed>>,
        reset: bool,
    ) -> Result<(), AppError> {
        let found = app.read(move |tx, cx| inbox::row(tx, cx, account, conversation)).await?;
        let Some(view) = found else { return Ok(()) };
        let frame = match by.filter(|_| !reset).and_then(|by| entries(&by, view.head())) {
            Some(frame) => frame,
            None => Frame::Inbox { rows: vec![ConversationRow::from(view)] },
        };
        self.tell(account, &frame);
        if reset {
            self.tell(account, &Frame::Reset { conversation: conversation.0 });
        }
        Ok(())
    }

    async fn job(&self, app: &App, job: JobId) -> Result<(), AppError> {
        let people = app.read(move |tx, _| inbox::people_of_job(tx, job)).await?;
        if let Some(text) = write(&Frame::Job { job: job.0 }) {
            for account in people {
                self.push(account, &text);
            }
        }
        Ok(())
    }

    async fn person(&self, app: &App, renamed: AccountId) -> Result<(), AppError> {
        let rows = app.read(move |tx, cx| inbox::rows_beside(tx, cx, renamed, RENAMED)).await?;
        for view in rows {
            self.tell(view.viewer, &Frame::Inbox { rows: vec![ConversationRow::from(view)] });
        }
        ephemera::tell_presence(app, self, renamed).await;
        Ok(())
    }

    async fn notified(&self, app: &App, account: AccountId) -> Result<(), AppError> {
        let (newest, unread) = app.read(move |tx, _| notifications::newest(tx, account)).await?;
        let frame = match newest.filter(|line| !line.read) {
            Some(line) => Frame::Notification { notification: line.into(), unread },
            None => Frame::Notifications { unread },
        };
        self.tell(account, &frame);
        Ok(())
    }

    /// Tells every tab of an account.
    pub fn tell(&self, account: AccountId, frame: &Frame) {
        if let Some(text) = write(frame) {
            self.push(account, &text);
        }
    }

    fn push(&self, account: AccountId, text: &Utf8Bytes) {
        self.each(account, |connection| {
            connection.push(text.clone());
        });
    }

    pub fn is_connected(&self, account: AccountId) -> bool {
        self.read().tabs.contains_key(&account)
    }

    fn each(&self, account: AccountId, act: impl FnMut(&Arc<Connection>)) {
        self.read().tabs.get(&account).into_iter().flatten().for_each(act);
    }

    fn close_where(&self, ended: impl Fn(&Connection) -> bool) {
        let here = self.read();
        let connections = here.tabs.values().flatten().filter(|connection| ended(connection));
        connections.for_each(|connection| connection.close(close::SESSION_ENDED));
    }
}

/// Takes one tab out of those under `account`; whether none is left there.
fn remove(tabs: &mut Tabs, account: AccountId, connection: &Arc<Connection>) -> bool {
    let Some(of_account) = tabs.get_mut(&account) else { return false };
    let before = of_account.len();
    of_account.retain(|other| !Arc::ptr_eq(other, connection));
    let (gone, none_left) = (of_account.len() < before, of_account.is_empty());
    if none_left {
        tabs.remove(&account);
    }
    gone && none_left
}

/// The frame for an entry that was said, from what the hint carries; `None` where more has to be known.
fn entries_frame(committed: &Committed, party: &Party) -> Option<Frame> {
    if !committed.entry.entry.body.is_said() {
        return None;
    }
    let head = head_after(committed, party);
    if head.glance.access.reach == Reach::Nothing {
        return None;
    }
    entries(committed, head)
}

/// The frame for an entry as the row's viewer sees it; `None` where there is nothing of it to be seen.
fn entries(committed: &Committed, head: HeadView<'_>) -> Option<Frame> {
    let shown = |recorded: &Recorded| Entry::shown(recorded, head.viewer, &head.glance.access);
    let entry = shown(&committed.entry)?;
    Some(Frame::Entries {
        conversation: committed.conversation().0,
        view: head.view,
        after: entry.seq - 1,
        last: entry.seq,
        entries: vec![entry],
        beside: committed.beside.iter().filter_map(shown).collect(),
        head: head.into(),
    })
}
