-- The help centre: versions of its articles, what readers say of them, and what they ask support.

-- Only ever added to. Version 0 of an article is the one that is shipped, if there is one.
CREATE TABLE help_article (
    language TEXT NOT NULL,
    slug TEXT NOT NULL,
    version INTEGER NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    published INTEGER NOT NULL,
    author BLOB NOT NULL REFERENCES account (id),
    at INTEGER NOT NULL,
    PRIMARY KEY (language, slug, version)
) STRICT;

CREATE TABLE help_vote (
    slug TEXT NOT NULL,
    account BLOB NOT NULL REFERENCES account (id),
    helpful INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (slug, account)
) STRICT;

CREATE TABLE help_comment (
    id BLOB PRIMARY KEY,
    slug TEXT NOT NULL,
    account BLOB NOT NULL REFERENCES account (id),
    text TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX help_comment_of_article ON help_comment (slug, at, id);

CREATE TABLE help_request (
    id BLOB PRIMARY KEY,
    account BLOB NOT NULL REFERENCES account (id),
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    job BLOB REFERENCES job (id),
    reason TEXT,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX help_request_by_time ON help_request (at, id);
CREATE INDEX help_request_of_account ON help_request (account, at);
