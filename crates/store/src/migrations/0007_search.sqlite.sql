-- The index of what was said. Its words are those of the program, each led by a tag of the person who may
-- look for it, so that a search walks nothing but that person's own.

-- One row for each entry that can be found. Its id is the entry's time, moved on by so many microseconds as
-- keep it apart from others: in the order of ids is in the order of time.
CREATE TABLE search_entry (
    id INTEGER PRIMARY KEY,
    conversation BLOB NOT NULL,
    seq INTEGER NOT NULL,
    UNIQUE (conversation, seq)
) STRICT;

-- It keeps where words stand, and no text. Everything beyond ASCII is part of a word to its tokenizer, and so
-- are the two marks that lead a person's words. Beginnings of two and three letters, behind the nine that
-- lead them, have lists of their own: so many words begin alike that joining theirs would take too long.
CREATE VIRTUAL TABLE search_word USING fts5(
    words, content = '', contentless_delete = 1, detail = none, prefix = '11 12', tokenize = "ascii tokenchars ':@'"
);

-- What was dispatched before there was an index: entries up to here are still to be taken in.
ALTER TABLE conversation ADD COLUMN unindexed_seq INTEGER NOT NULL DEFAULT 0;
UPDATE conversation SET unindexed_seq = dispatched_seq;
CREATE INDEX conversation_unindexed ON conversation (id) WHERE unindexed_seq > 0;
