-- How far what was said reached a browser of a person's, and how far the other side was told that it was
-- read; and what a person lets others know of when and where they are.

ALTER TABLE participant ADD COLUMN delivered_seq INTEGER NOT NULL DEFAULT 0;
ALTER TABLE participant ADD COLUMN seen_seq INTEGER NOT NULL DEFAULT 0;

ALTER TABLE account ADD COLUMN read_receipts INTEGER NOT NULL DEFAULT 1;
ALTER TABLE account ADD COLUMN presence INTEGER NOT NULL DEFAULT 1;
ALTER TABLE account ADD COLUMN zone_source INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN time_zone TEXT;
