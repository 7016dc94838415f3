ui-close = Close
ui-cancel = Cancel
ui-try-again = Try again
ui-loading = Loading
ui-more = Show more
ui-letters-left = { $count ->
    [one] 1 letter left
   *[other] { $count } letters left
}
ui-letters-over = { $count ->
    [one] 1 letter too many
   *[other] { $count } letters too many
}
ui-toasts = Notes
ui-dismiss = Dismiss
ui-emoji-loading = Loading the emojis
ui-emoji-search = Find an emoji
ui-emoji-found = Found
ui-emoji-none = No emoji by that name
ui-emoji-tone = Skin tone
ui-emoji-group-smileys = Smileys
ui-emoji-group-people = People
ui-emoji-group-nature = Animals and nature
ui-emoji-group-food = Food and drink
ui-emoji-group-travel = Travel and places
ui-emoji-group-activities = Activities
ui-emoji-group-objects = Objects
ui-emoji-group-symbols = Symbols
ui-emoji-group-flags = Flags
ui-new-tab = {" "}(opens a new tab)
