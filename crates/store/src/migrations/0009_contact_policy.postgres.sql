-- The contact policy and every one before it, what of a job it looks at, and phases of work.

-- Append-only: versions count 1, 2, 3 …
CREATE TABLE contact_policy_change (
    version bigint PRIMARY KEY,
    id bytea NOT NULL UNIQUE,
    document TEXT NOT NULL,
    -- Nobody for the one that the marketplace begins with.
    account bytea REFERENCES account (id),
    note TEXT NOT NULL,
    at bigint NOT NULL
);

-- The newest of them, in one row that is locked by who changes it and shared by who is judged by it.
CREATE TABLE contact_policy (
    one bigint PRIMARY KEY CHECK (one = 1),
    version bigint NOT NULL,
    change bytea NOT NULL
);

INSERT INTO contact_policy_change (version, id, document, account, note, at) VALUES (1, '\x00000000000000000000000000000000',
    '{"everywhere":{"starts":{"contract":{"who":"both","must_accept":false},"job_page":{"who":"nobody","must_accept":false},"pitch_request":{"who":"nobody","must_accept":false},"profile":{"who":"client","must_accept":true},"proposal":{"who":"client","must_accept":true}},"pending_max":20,"attachments":{"allowed":true,"kinds":null},"call":"client","schedule":"client","closed_shows":"nothing","blocked":{},"can_start":"always"},"classes":{}}',
    NULL, '', 0);
INSERT INTO contact_policy (one, version, change) VALUES (1, 1, '\x00000000000000000000000000000000');

-- A class of the policy; whether its client lets people write; what was settled for this job alone.
ALTER TABLE job ADD COLUMN class TEXT;
ALTER TABLE job ADD COLUMN messaging bigint NOT NULL DEFAULT 1;
ALTER TABLE job ADD COLUMN rules TEXT;
CREATE INDEX job_of_class ON job (class) WHERE class IS NOT NULL;
