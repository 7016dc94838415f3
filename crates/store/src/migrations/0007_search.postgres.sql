-- The index of what was said. Its words are those of the program, each led by a tag of the person who may
-- look for it, so that a search walks nothing but that person's own.

-- One row for each entry that can be found. Its id is the entry's time, moved on by so many microseconds as
-- keep it apart from others: in the order of ids is in the order of time.
CREATE TABLE search_entry (
    id bigint PRIMARY KEY,
    conversation bytea NOT NULL,
    seq bigint NOT NULL,
    UNIQUE (conversation, seq)
);

-- The words of each, and whose they are: for the commonest words a walk through somebody's newest is quicker
-- than the list of all that has them.
CREATE TABLE search_word (
    id bigint PRIMARY KEY REFERENCES search_entry (id) ON DELETE CASCADE,
    client bytea NOT NULL,
    freelancer bytea NOT NULL,
    words tsvector NOT NULL
);
CREATE INDEX search_word_of_client ON search_word (client, id);
CREATE INDEX search_word_of_freelancer ON search_word (freelancer, id);

-- What waits to be sorted in is read through by every search: it is kept short.
CREATE INDEX search_word_words ON search_word USING gin (words) WITH (gin_pending_list_limit = 256);

-- What was dispatched before there was an index: entries up to here are still to be taken in.
ALTER TABLE conversation ADD COLUMN unindexed_seq bigint NOT NULL DEFAULT 0;
UPDATE conversation SET unindexed_seq = dispatched_seq;
CREATE INDEX conversation_unindexed ON conversation (id) WHERE unindexed_seq > 0;
