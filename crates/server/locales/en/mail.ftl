# Mails about a conversation. The subject is the same for all of one conversation, so that mailboxes keep
# them together; it never holds anything of what was written.
mail-entry-subject = { $other } about “{ $job }”
mail-message-heading = { $other } wrote to you about “{ $job }”
mail-message-open = Read and answer
mail-message-why = You get this mail because { $other } wrote to you on { $marketplace }. Answer there: an answer to this mail reaches nobody.
mail-point-heading = { $other } asks whether you agree, about “{ $job }”
mail-point-open = Confirm or decline
mail-invitation-heading = { $other } invites you to talk about “{ $job }”
mail-invitation-open = Read the invitation
mail-invitation-why = You get this mail because { $other } invited you on { $marketplace }. Answer there: an answer to this mail reaches nobody.
# One line for each file of a message.
mail-file = File: { $name }
mail-withheld-text = What { $other } wrote waits for you on { $marketplace }, behind a short safety note.
mail-withheld-safety = Stay safe: talk and get paid on { $marketplace }. Whoever asks you to pay first, to pass on a code or to move to another app before the work begins may be trying to cheat you.

# Mails about proposals and contracts.
mail-proposed-heading = { $other } made a proposal for “{ $job }”
mail-proposed-open = See the proposal
mail-declined-heading = { $other } declined your proposal for “{ $job }”
mail-declined-open = See the job
mail-hired-heading = { $other } hired you for “{ $job }”
mail-started-heading = { $other } started work on “{ $job }”
mail-ended-heading = { $other } ended the contract about “{ $job }”
mail-contract-open = See the contract
mail-work-why = You get this mail because of what { $other } did on { $marketplace }. Answer there: an answer to this mail reaches nobody.

# The mail that proves an address.
mail-verification-subject = Confirm your address for { $marketplace }
mail-verification-heading = Is this your address?
mail-verification-text = Somebody, probably you, signed up to { $marketplace } with this address. If it was you, open the link and enter the password you chose.
mail-verification-lasts =
    { $hours ->
        [one] The link works for { $hours } hour.
       *[other] The link works for { $hours } hours.
    }
mail-verification-open = Confirm my address
mail-verification-why = If it was not you, do nothing: without the link and the password nobody can use the account.

# The mail to an address that has an account already.
mail-account-exists-subject = You already have an account on { $marketplace }
mail-account-exists-heading = You already have an account
mail-account-exists-text = Somebody, probably you, tried to sign up to { $marketplace } with this address. It has an account already, and nothing about it was changed. Sign in as you always do.
mail-account-exists-open = Sign in
mail-account-exists-why = If it was not you, there is nothing you need to do.
