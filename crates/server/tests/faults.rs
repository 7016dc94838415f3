//! The program under fire: the real binary is killed, told to stop, closed over and raced against, on
//! both databases, and must keep what it acknowledged. `PARLANCE_SIZE=full` makes the runs longer.
#![expect(clippy::disallowed_methods, reason = "tests measure real time and mint keys")]

mod faults {
    mod checker;
    mod closing;
    mod commands;
    mod full_disk;
    mod hostile;
    mod kills;
    mod load;
    mod program;
    mod races;
    mod shutdown;
    mod town;

    /// Only one of these runs at a time: each wants the machine for itself.
    pub async fn alone() -> tokio::sync::MutexGuard<'static, ()> {
        static TURN: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
        TURN.lock().await
    }

    /// Does something that blocks on a runtime of its own, on a thread that drives none.
    pub fn aside<T: Send>(work: impl FnOnce() -> T + Send) -> T {
        std::thread::scope(|scope| scope.spawn(work).join()).expect("no panic")
    }

    /// How long a run may be: a few minutes in all, unless the whole size is asked for.
    pub fn by_size<T>(short: T, full: T) -> T {
        if std::env::var("PARLANCE_SIZE").is_ok_and(|size| size == "full") { full } else { short }
    }
}
