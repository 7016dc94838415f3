-- What two people agree on.

ALTER TABLE amended ADD COLUMN answer INTEGER;
ALTER TABLE amended ADD COLUMN answered_at INTEGER;
-- Nobody where a point lapsed.
ALTER TABLE amended ADD COLUMN answered_by BLOB;

-- state: waiting, agreed, or what else became of it. message is the one whose words it has.
CREATE TABLE point (
    conversation BLOB NOT NULL REFERENCES conversation (id),
    seq INTEGER NOT NULL,
    message INTEGER,
    brief INTEGER NOT NULL,
    state INTEGER NOT NULL,
    PRIMARY KEY (conversation, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX point_standing ON point (conversation, seq) WHERE state < 2;
