profile-intro = How others see you, and how this app looks to you.
profile-about = About you
profile-name = Name
profile-name-missing = Enter your name.
profile-name-long = { $over ->
    [one] The name is 1 letter too long.
   *[other] The name is { $over } letters too long.
}
profile-headline = Headline
profile-headline-hint = What you do, in one line. For example: Illustrator for children’s books
profile-headline-long = { $over ->
    [one] The headline is 1 letter too long.
   *[other] The headline is { $over } letters too long.
}
profile-save = Save
profile-saved = Saved.
profile-work = Work
profile-offers-work = Offers work
profile-offers-work-hint = Publishes your profile, so that clients can find you and invite you about their jobs.
profile-published = Your profile is published.
profile-hidden = Your profile is no longer published. Conversations you already have stay open.
profile-see = See your profile
profile-theme = Appearance
profile-theme-label = Theme
profile-theme-system = Like the system
profile-theme-light = Light
profile-theme-dark = Dark
profile-account = Account
profile-email = E-mail
profile-settings = Password and sign-ins
