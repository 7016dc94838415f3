-- What later entries made of a message, and the files that messages carry.

ALTER TABLE conversation ADD COLUMN amendments bigint NOT NULL DEFAULT 0;

-- Messages that later entries changed: the newest text, or when the message was taken back. seq is the
-- newest of those entries.
CREATE TABLE amended (
    conversation bytea NOT NULL,
    target bigint NOT NULL,
    seq bigint NOT NULL,
    text TEXT,
    edited_at bigint,
    removed_at bigint,
    PRIMARY KEY (conversation, target)
);

CREATE TABLE reaction (
    conversation bytea NOT NULL,
    target bigint NOT NULL,
    account bytea NOT NULL,
    emoji TEXT NOT NULL,
    -- The entry by which it was given.
    seq bigint NOT NULL,
    PRIMARY KEY (conversation, target, account, emoji)
);

-- What was uploaded. Without a hash its bytes are not all there yet; without a target it waits to be sent, and
-- is swept if that does not happen.
CREATE TABLE file (
    id bytea PRIMARY KEY,
    conversation bytea NOT NULL REFERENCES conversation (id),
    account bytea NOT NULL REFERENCES account (id),
    name TEXT NOT NULL,
    kind bigint NOT NULL,
    bytes bigint NOT NULL,
    sha256 bytea,
    -- Of a picture, as it is shown.
    width bigint,
    height bigint,
    created_at bigint NOT NULL,
    target bigint,
    place bigint,
    -- The entry that marked it as what was to be delivered.
    marked_seq bigint
);
CREATE INDEX file_of_conversation ON file (conversation, target, place) WHERE target IS NOT NULL;
CREATE INDEX file_waiting ON file (created_at) WHERE target IS NULL;
