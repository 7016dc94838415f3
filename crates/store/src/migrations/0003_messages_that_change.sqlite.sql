-- What later entries made of a message, and the files that messages carry.

ALTER TABLE conversation ADD COLUMN amendments INTEGER NOT NULL DEFAULT 0;

-- Messages that later entries changed: the newest text, or when the message was taken back. seq is the
-- newest of those entries.
CREATE TABLE amended (
    conversation BLOB NOT NULL,
    target INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    text TEXT,
    edited_at INTEGER,
    removed_at INTEGER,
    PRIMARY KEY (conversation, target)
) STRICT, WITHOUT ROWID;

CREATE TABLE reaction (
    conversation BLOB NOT NULL,
    target INTEGER NOT NULL,
    account BLOB NOT NULL,
    emoji TEXT NOT NULL,
    -- The entry by which it was given.
    seq INTEGER NOT NULL,
    PRIMARY KEY (conversation, target, account, emoji)
) STRICT, WITHOUT ROWID;

-- What was uploaded. Without a hash its bytes are not all there yet; without a target it waits to be sent, and
-- is swept if that does not happen.
CREATE TABLE file (
    id BLOB PRIMARY KEY,
    conversation BLOB NOT NULL REFERENCES conversation (id),
    account BLOB NOT NULL REFERENCES account (id),
    name TEXT NOT NULL,
    kind INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    sha256 BLOB,
    -- Of a picture, as it is shown.
    width INTEGER,
    height INTEGER,
    created_at INTEGER NOT NULL,
    target INTEGER,
    place INTEGER,
    -- The entry that marked it as what was to be delivered.
    marked_seq INTEGER
) STRICT;
CREATE INDEX file_of_conversation ON file (conversation, target, place) WHERE target IS NOT NULL;
CREATE INDEX file_waiting ON file (created_at) WHERE target IS NULL;
