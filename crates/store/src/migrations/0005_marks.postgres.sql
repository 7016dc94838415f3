-- What a participant makes of a conversation for themselves, and the replies that people keep for later.

ALTER TABLE participant ADD COLUMN starred bigint NOT NULL DEFAULT 0;
-- Messages after muted_from are silent, up to muted_to where the silence is over.
ALTER TABLE participant ADD COLUMN muted_from bigint;
ALTER TABLE participant ADD COLUMN muted_to bigint;
-- How many entries there were to read when it was put away.
ALTER TABLE participant ADD COLUMN archived bigint;
-- The first entry that was marked as unread, and the count that stands for read_messages meanwhile.
ALTER TABLE participant ADD COLUMN unread_from bigint;
ALTER TABLE participant ADD COLUMN unread_messages bigint;
-- Raised by every change of the marks.
ALTER TABLE participant ADD COLUMN marked bigint NOT NULL DEFAULT 0;

CREATE TABLE saved_reply (
    id bytea PRIMARY KEY,
    account bytea NOT NULL REFERENCES account (id),
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    created_at bigint NOT NULL
);
CREATE INDEX saved_reply_of_account ON saved_reply (account, created_at);
