papers-unshown = This file cannot be shown here
papers-pdf = Document: { $name }
papers-pdf-loading = Opening the document…
papers-pdf-pages = Pages
papers-pdf-page = Page
papers-pdf-of = of { $count }
papers-pdf-page-of = Page { $at } of { $count }
papers-pdf-page-failed = This page cannot be drawn. Download the document to read it.
papers-pdf-more = The first { $count } pages are shown. Download the document to read the rest.
papers-pdf-larger = Larger
papers-pdf-smaller = Smaller
papers-pdf-fit = Fit the width
papers-pdf-locked = It is protected by a password. Download it and open it with a program that asks for the password.
papers-pdf-broken = The document is damaged, or is not a PDF that can be read. Download it, or ask for it to be sent again.
papers-pdf-slow = The document takes too long to open. Download it and open it with another program.
papers-zip = Contents of { $name }
papers-zip-contents = Contents
papers-zip-top = Not in a folder
papers-zip-count = { $count ->
    [one] 1 file, { $size } unpacked
   *[other] { $count } files, { $size } unpacked
}
papers-zip-empty = Nothing is in it
papers-zip-empty-text = This archive holds no files.
papers-zip-locked = Protected by a password
papers-zip-locked-some = Files with a lock are protected by a password: their names can be read, what is in them cannot.
papers-zip-cut-entries = The first { $count } files are listed; the archive holds more.
papers-zip-cut-bytes = The list ends here: unpacked, the archive says it takes more than { $size }. Be careful when you unpack it.
papers-zip-broken = The archive is damaged, or its table of contents cannot be read. Download it, or ask for it to be sent again.
