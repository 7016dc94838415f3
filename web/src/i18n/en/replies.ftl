replies-search = Find a reply
replies-list = Saved replies
replies-none = No saved replies yet. Write something, then choose Save as reply.
replies-none-found = No reply by that name
replies-awaited = Looking among your saved replies. Escape leaves what you typed as it is.
replies-found = { $count ->
    [one] 1 saved reply. Enter puts it in.
   *[other] { $count } saved replies. Arrows choose, Enter puts one in.
}
replies-save = Save as reply
replies-manage = Manage
replies-new = New reply
replies-edit = Edit { $title }
replies-delete = Delete { $title }
replies-deleted = { $title } was deleted.
replies-undo = Undo
replies-title = Saved replies
replies-lead = Texts of your own, put into a message where you choose. You see and change them before you send.
replies-empty-title = No saved replies yet
replies-empty-text = Keep what you write often: your rates, your hours, how you work.
replies-new-title = New saved reply
replies-edit-title = Change a saved reply
replies-field-title = Title
replies-field-title-hint = What you find it by
replies-field-text = Text
replies-keep = Save
replies-back = Back to the list
replies-title-missing = Give it a title.
replies-text-missing = Write what it says.
