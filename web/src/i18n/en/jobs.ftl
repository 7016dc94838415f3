jobs-intro = What you post here is what you can invite freelancers to talk about.
jobs-post = Post a job
jobs-tabs = Jobs by phase
jobs-open = Open
jobs-in-progress = In progress
jobs-final-review = Final review
jobs-closed = Closed
jobs-list = Your jobs
jobs-empty-open = You have no open job
jobs-empty-open-text = Post what you need done, then invite the freelancers you would like to talk to.
jobs-empty-closed = No closed jobs
jobs-empty-closed-text = Jobs you close stay here, and you can re-open them.
jobs-posted = Posted
jobs-closed-at = Closed
jobs-conversations = { $count ->
    [0] No conversations
    [one] 1 conversation
   *[other] { $count } conversations
}
jobs-pending = { $count ->
    [one] 1 pending invitation
   *[other] { $count } pending invitations
}
jobs-new-intro = Once it is posted, you can invite freelancers to talk about it.
jobs-field-title = Title
jobs-field-title-hint = For example: Illustrations for a children’s book
jobs-field-description = Description
jobs-field-description-hint = What is to be done, by when, and what matters to you.
jobs-title-missing = Give the job a title.
jobs-title-long = { $over ->
    [one] The title is 1 letter too long.
   *[other] The title is { $over } letters too long.
}
jobs-description-missing = Describe the job in a few words.
jobs-description-long = { $over ->
    [one] The description is 1 letter too long.
   *[other] The description is { $over } letters too long.
}
jobs-done = The job is posted. Now invite someone to talk about it.
jobs-back = Jobs
jobs-detail-description = Description
jobs-detail-talk = Conversations
jobs-detail-history = History
jobs-detail-state = How it stands
jobs-phase = Work on it
jobs-messaging = People may write about it
jobs-messaging-hint = Turned off, nobody can write until you turn it on again; everything stays readable.
jobs-field-kind = Kind
jobs-required = Before work begins
jobs-required-hint = A job that asks for a conversation is marked with an icon.
jobs-required-no = Nothing is required
jobs-required-freelancer-wrote = The freelancer has written to you
jobs-required-client-replied = You have answered the freelancer
jobs-required-both-confirmed = You have agreed on the brief with the freelancer
jobs-answered = Already answered
jobs-answered-text = Tick what your description answers. Freelancers see the rest as questions to ask.
jobs-change-required = Conversation before work changed by { $name }
jobs-change-answered = Answered questions ticked by { $name }
jobs-field-class = Class
jobs-field-class-none = None
jobs-to-inbox = Open the inbox
jobs-to-freelancers = Find freelancers
jobs-no-talk = Nobody is invited yet. Open a profile and press Contact.
jobs-closed-note = This job is closed. Nobody can write about it until you re-open it, and what was written may be hidden.
jobs-close = Close job
jobs-reopen = Re-open job
jobs-close-title = Close this job?
jobs-close-text = { $count ->
    [0] Nobody can be invited to it while it is closed.
    [one] Its conversation closes for both of you at once: nobody can write in it, and what was written may be hidden.
   *[other] Its { $count } conversations close for both sides at once: nobody can write in them, and what was written may be hidden.
}
jobs-close-undo = You can re-open the job at any time; everything comes back as it was.
jobs-close-confirm = Close job
jobs-closed-done = The job is closed.
jobs-reopened-done = The job is open again.
jobs-change-posted = Posted by { $name }
jobs-change-closed = Closed by { $name }
jobs-change-reopened = Re-opened by { $name }
jobs-change-opened = Set back to open by { $name }
jobs-change-work-began = Work begun, says { $name }
jobs-change-review-began = Final review begun by { $name }
jobs-change-messaging-off = Messages turned off by { $name }
jobs-change-messaging-on = Messages turned on by { $name }
jobs-change-rules = Rules of its own set by { $name }
jobs-not-found = This job is not here
jobs-not-found-text = It does not exist, or it is not open to you.
jobs-to-list = See your jobs
