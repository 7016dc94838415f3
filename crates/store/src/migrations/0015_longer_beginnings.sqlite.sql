-- Beginnings of two to six letters have lists of their own. With those of two and three alone, a common word of
-- four letters or more had its whole range joined before the first row came; words of seven letters or more
-- are rare enough for that.

DROP TABLE search_word;
CREATE VIRTUAL TABLE search_word USING fts5(
    words, content = '', contentless_delete = 1, detail = none, prefix = '11 12 13 14 15', tokenize = "ascii tokenchars ':@'"
);

-- Entries keep their places; their words are taken in again, the newest of each conversation first.
UPDATE conversation SET unindexed_seq = dispatched_seq;
