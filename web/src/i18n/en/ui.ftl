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
