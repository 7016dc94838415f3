invite-title = Contact { $name }
invite-job = Job
invite-job-choose = Choose one of your open jobs
invite-job-missing = Choose the job this is about.
invite-text = Your message
invite-text-hint = { $name } sees your name and the job first, and this text after the safety warning.
invite-text-missing = Write a few words to { $name }.
invite-text-long = { $over ->
    [one] The message is 1 letter too long.
   *[other] The message is { $over } letters too long.
}
invite-submit = Invite
invite-no-job = Post a job first
invite-no-job-text = A conversation is always about a job. Post the job you need help with, then come back and contact { $name }.
invite-no-job-action = Post a job
invite-sent-title = Invitation sent
invite-sent-text = { $name } has it now. You can talk once it is accepted; until then it is pending, and you can withdraw it.
invite-about = About “{ $job }”
invite-pending = Pending
invite-open = Open the conversation
invite-done = Done
