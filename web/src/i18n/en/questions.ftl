questions-intro = What people are offered to ask about a job, on its page. They change it before they send it.
questions-version = { $version ->
    [0] These are the questions that Parlance comes with.
   *[other] Version { $version }
}
questions-group = Group { $number }
questions-title = Title
questions-kinds = For jobs of these kinds
questions-class = For jobs of this class
questions-class-any = Every class, and none
questions-texts = Questions, one a line
questions-title-missing = Give the group a title.
questions-texts-missing = Write at least one question.
questions-texts-twice = The same question stands here twice.
questions-kinds-missing = Choose at least one kind.
questions-remove = Remove group
questions-remove-label = Remove group { $title }
questions-add = Add a group
questions-save = Save
questions-saved = The questions are saved.
questions-discard = Discard changes
questions-newer = Load their version
questions-none = Nothing is suggested
questions-none-text = People still ask what they like. Add a group to help them.
questions-admins = Only admins edit the questions
questions-admins-text = Ask an admin to change what is suggested.
questions-admins-action = Back to accounts
