settings-title = Settings
settings-intro = Your sign-ins and your password.
settings-devices = Where you are signed in
settings-devices-text = One line for each browser. Sign out what you do not know or no longer use.
settings-devices-list = Browsers you are signed in with
settings-device-unknown = Unknown browser
settings-device-this = This browser
settings-device-since = Signed in
settings-device-end = Sign out
settings-device-end-label = Sign out { $device }
settings-device-ended = { $device } is signed out.
settings-devices-alone = You are signed in nowhere else.
settings-devices-end = Sign out everywhere else
settings-devices-end-title = Sign out everywhere else?
settings-devices-end-text = You stay signed in here. Every other browser has to sign in again.
settings-devices-ended = { $count ->
    [one] One other browser is signed out.
   *[other] { $count } other browsers are signed out.
}
settings-password = Password
settings-password-text = Changing it signs out every other browser. You stay signed in here.
settings-password-current = Current password
settings-password-current-missing = Enter the password you have now.
settings-password-new = New password
settings-password-new-hint = { $min } to { $max } characters. A few unrelated words are easy to keep in mind; your name, your address and common passwords are refused.
settings-password-same = This is the password you have already.
settings-password-change = Change password
settings-password-changed = Your password is changed, and every other browser is signed out.
