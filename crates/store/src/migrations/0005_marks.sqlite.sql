-- What a participant makes of a conversation for themselves, and the replies that people keep for later.

ALTER TABLE participant ADD COLUMN starred INTEGER NOT NULL DEFAULT 0;
-- Messages after muted_from are silent, up to muted_to where the silence is over.
ALTER TABLE participant ADD COLUMN muted_from INTEGER;
ALTER TABLE participant ADD COLUMN muted_to INTEGER;
-- How many entries there were to read when it was put away.
ALTER TABLE participant ADD COLUMN archived INTEGER;
-- The first entry that was marked as unread, and the count that stands for read_messages meanwhile.
ALTER TABLE participant ADD COLUMN unread_from INTEGER;
ALTER TABLE participant ADD COLUMN unread_messages INTEGER;
-- Raised by every change of the marks.
ALTER TABLE participant ADD COLUMN marked INTEGER NOT NULL DEFAULT 0;

CREATE TABLE saved_reply (
    id BLOB PRIMARY KEY,
    account BLOB NOT NULL REFERENCES account (id),
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX saved_reply_of_account ON saved_reply (account, created_at);
