-- The help centre: versions of its articles, what readers say of them, and what they ask support.

-- Only ever added to. Version 0 of an article is the one that is shipped, if there is one.
CREATE TABLE help_article (
    language TEXT NOT NULL,
    slug TEXT NOT NULL,
    version bigint NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    published bigint NOT NULL,
    author bytea NOT NULL REFERENCES account (id),
    at bigint NOT NULL,
    PRIMARY KEY (language, slug, version)
);

CREATE TABLE help_vote (
    slug TEXT NOT NULL,
    account bytea NOT NULL REFERENCES account (id),
    helpful bigint NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (slug, account)
);

CREATE TABLE help_comment (
    id bytea PRIMARY KEY,
    slug TEXT NOT NULL,
    account bytea NOT NULL REFERENCES account (id),
    text TEXT NOT NULL,
    at bigint NOT NULL
);
CREATE INDEX help_comment_of_article ON help_comment (slug, at, id);

CREATE TABLE help_request (
    id bytea PRIMARY KEY,
    account bytea NOT NULL REFERENCES account (id),
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    job bytea REFERENCES job (id),
    reason TEXT,
    at bigint NOT NULL
);
CREATE INDEX help_request_by_time ON help_request (at, id);
CREATE INDEX help_request_of_account ON help_request (account, at);
