search-label = Search your conversations
search-title = Search
search-leave = Leave the search
search-results = What was found
search-found = { $count ->
    [0] Nothing found
    [one] One message found
   *[other] { $count } messages found
}
search-found-more = { $count } messages found, and there are more
search-filters = Narrow the search
search-with = Person
search-with-anybody = Anybody
search-job = Job
search-job-any = Any job
search-days = Time
search-days-any = Any time
search-days-week = Last 7 days
search-days-month = Last 30 days
search-days-year = Last 12 months
search-files = Has a file
search-clear = Clear the filters
search-conversations = Conversations
search-messages = Messages
search-you = You:{ " " }
search-invitation = Invitation
search-none-title = Nothing found
search-none-words = No message in your conversations has “{ $words }”.
search-none-words-narrowed = No message that fits these filters has “{ $words }”.
search-none-narrowed = No message fits these filters.
search-none-hint = Every word has to begin a word of the message or of a file’s name.
search-conversations-only = No message has “{ $words }”.
