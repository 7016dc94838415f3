staff-intro = Everybody with an account here.
staff-tabs = Staff pages
staff-tab-accounts = Accounts
staff-tab-refusals = Refusals
staff-search = Find by name or e-mail
staff-list = Accounts
staff-none = No account found
staff-none-text = No name or e-mail matches “{ $text }”.
staff-none-action = Show everybody
staff-empty = No accounts
staff-you = You
staff-unverified = Not confirmed
staff-suspended = Suspended
staff-offers-work = Offers work
staff-joined = Joined
staff-role-of = Role of { $name }
staff-role-none = No staff role
staff-role-support = Support
staff-role-moderator = Moderator
staff-role-admin = Admin
staff-role-done = The role of { $name } is changed.
staff-suspend = Suspend
staff-suspend-label = Suspend { $name }
staff-suspend-title = Suspend { $name }?
staff-suspend-text = They are signed out everywhere and cannot sign in until restored. Nothing they wrote is removed.
staff-suspend-reason = Reason
staff-suspend-reason-hint = Kept with the account for other staff.
staff-suspend-reason-missing = Say why, in a few words.
staff-suspend-done = { $name } is suspended.
staff-restore = Restore
staff-restore-label = Restore { $name }
staff-restore-done = { $name } may sign in again.
staff-denied = Only for staff
staff-denied-text = Your account has no staff role. An admin can give you one.
staff-denied-action = Go to the inbox
staff-refusals-intro = What the rules refused, by reason. No message text is kept with a refusal.
staff-refusals-counts = By reason
staff-refusals-recent = Recent
staff-refusals-list = Recent refusals
staff-refusals-empty = Nothing was refused
staff-refusals-empty-text = Refusals by the contact policy appear here as they happen, and expire after a while.
staff-refusals-count = { $count ->
    [one] 1 time
   *[other] { $count } times
}
staff-refusals-nobody = Someone signed out
staff-refusals-as-client = as client
staff-refusals-as-freelancer = as freelancer
staff-tab-tasks = Set aside
staff-tasks-intro = What failed too often, or what no further attempt would mend. It waits here until somebody has it tried again.
staff-tasks-list = Work set aside
staff-tasks-most = Only the newest { $count } are shown. What is older follows as these are done.
staff-tasks-empty = Nothing is set aside
staff-tasks-empty-text = Mails and other work that keep failing appear here, with the reason and a way to try again.
staff-tasks-mail = Mail
staff-tasks-note = Note of a job’s phase in its conversations
staff-tasks-expire = Expiry of an invitation
staff-tasks-attempts = { $count ->
    [one] 1 attempt
   *[other] { $count } attempts
}
staff-tasks-set-aside = Set aside
staff-tasks-from = Begun
staff-tasks-no-error = No reason was kept.
staff-tasks-retry = Retry
staff-tasks-retry-label = Retry: { $kind }, begun { $when }
staff-tasks-retried = It is being tried again. If it fails once more, it comes back here.
staff-tasks-gone = Somebody had it tried again already.
