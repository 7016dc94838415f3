-- The page of a job: what kind it is, what comes before work, suggested questions, and first questions that wait.

ALTER TABLE job ADD COLUMN kind bigint NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN conversation_required bigint NOT NULL DEFAULT 0;
-- The words of suggested questions that the description answers, as a JSON list.
ALTER TABLE job ADD COLUMN answered TEXT NOT NULL DEFAULT '[]';
CREATE INDEX job_not_closed ON job (created_at, id) WHERE phase < 3;

-- Only ever added to: versions count 1, 2, 3 … Version 0 is what is shipped.
CREATE TABLE question_set (
    version bigint PRIMARY KEY,
    document TEXT NOT NULL,
    account bytea NOT NULL REFERENCES account (id),
    at bigint NOT NULL
);

-- Who began a conversation by writing, and whether the other has answered.
CREATE TABLE ask (
    conversation bytea PRIMARY KEY REFERENCES conversation (id),
    account bytea NOT NULL REFERENCES account (id),
    at bigint NOT NULL,
    answered bigint NOT NULL
);
CREATE INDEX ask_waiting ON ask (account, at) WHERE answered = 0;
