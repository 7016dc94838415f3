-- What two people agree on.

ALTER TABLE amended ADD COLUMN answer bigint;
ALTER TABLE amended ADD COLUMN answered_at bigint;
-- Nobody where a point lapsed.
ALTER TABLE amended ADD COLUMN answered_by bytea;

-- state: waiting, agreed, or what else became of it. message is the one whose words it has.
CREATE TABLE point (
    conversation bytea NOT NULL REFERENCES conversation (id),
    seq bigint NOT NULL,
    message bigint,
    brief bigint NOT NULL,
    state bigint NOT NULL,
    PRIMARY KEY (conversation, seq)
);
CREATE INDEX point_standing ON point (conversation, seq) WHERE state < 2;
