-- The marketplace's own words, and with the contact policy which version of the safety warning is in force.

-- Only ever added to: versions count 1, 2, 3 … Version 0 is what is shipped.
CREATE TABLE wording_change (
    version INTEGER PRIMARY KEY,
    document TEXT NOT NULL,
    account BLOB NOT NULL REFERENCES account (id),
    note TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;

ALTER TABLE contact_policy_change ADD COLUMN warning_version INTEGER NOT NULL DEFAULT 1;
