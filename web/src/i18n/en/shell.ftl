shell-skip = Skip to content
shell-nav = Main
shell-inbox = Inbox
shell-jobs = Jobs
shell-freelancers = Freelancers
shell-invitations = Invitations
shell-staff = Staff
shell-messages = Messages
shell-messages-unread = Messages, { $count } unread
shell-account = Account, { $name }
shell-profile = Profile
shell-settings = Settings
shell-help = Help
shell-support = Ask support
shell-sign-out = Sign out
shell-theme = Theme
shell-theme-system = System
shell-theme-light = Light
shell-theme-dark = Dark
shell-menu = Menu
shell-offline = You are offline. { $count ->
    [0] What you send waits here and goes out once you are back.
    [one] 1 message waits here and goes out once you are back.
   *[other] { $count } messages wait here and go out once you are back.
}
shell-reconnecting = Connection lost. Trying again…{ $count ->
    [0] { "" }
    [one] { " " }1 message waits.
   *[other] { " " }{ $count } messages wait.
}
shell-loose = This browser keeps nothing: leave this tab open until then.
shell-refused = { $count ->
    [one] 1 message was not sent.
   *[other] { $count } messages were not sent.
}
shell-refused-see = See why
shell-title = { $page } · { $name }
shell-title-unread = ({ $count }) { $page } · { $name }
shell-not-found-title = Page not found
shell-not-found-text = There is nothing at this address. It may have moved, or it is not open to you.
shell-not-found-action = Go to the inbox
shell-broken-title = This page stopped working
shell-broken-text = Something on it failed. Nothing you sent is lost. Reloading usually helps.
shell-broken-action = Reload
shell-load-failed-title = The page could not be loaded
shell-load-failed-text = Check your connection, then try again.
shell-load-failed-action = Try again
shell-loading = Loading
shell-said = { $name }: { $text }
shell-said-elsewhere = New from { $name } about { $job }
