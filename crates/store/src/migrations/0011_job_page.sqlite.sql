-- The page of a job: what kind it is, what comes before work, suggested questions, first questions that wait,
-- proposals and contracts.

ALTER TABLE job ADD COLUMN kind INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN conversation_required INTEGER NOT NULL DEFAULT 0;
-- The words of suggested questions that the description answers, as a JSON list.
ALTER TABLE job ADD COLUMN answered TEXT NOT NULL DEFAULT '[]';
CREATE INDEX job_not_closed ON job (created_at, id) WHERE phase < 3;

-- Only ever added to: versions count 1, 2, 3 … Version 0 is what is shipped.
CREATE TABLE question_set (
    version INTEGER PRIMARY KEY,
    document TEXT NOT NULL,
    account BLOB NOT NULL REFERENCES account (id),
    at INTEGER NOT NULL
) STRICT;

-- Who began a conversation by writing, and whether the other has answered.
CREATE TABLE ask (
    conversation BLOB PRIMARY KEY REFERENCES conversation (id),
    account BLOB NOT NULL REFERENCES account (id),
    at INTEGER NOT NULL,
    answered INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX ask_waiting ON ask (account, at) WHERE answered = 0;

CREATE TABLE proposal (
    id BLOB PRIMARY KEY,
    job BLOB NOT NULL REFERENCES job (id),
    client BLOB NOT NULL REFERENCES account (id),
    freelancer BLOB NOT NULL REFERENCES account (id),
    text TEXT NOT NULL,
    state INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    answered_at INTEGER,
    -- The how-manieth of its freelancer for its job.
    n INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX proposal_waiting ON proposal (freelancer, job) WHERE state = 0;
CREATE INDEX proposal_of_client ON proposal (client, created_at, id);
CREATE INDEX proposal_of_freelancer ON proposal (freelancer, created_at, id);
CREATE UNIQUE INDEX proposal_of_pair ON proposal (job, freelancer, n);

-- Only ever added to: n counts 1, 2, 3 …
CREATE TABLE proposal_change (
    proposal BLOB NOT NULL REFERENCES proposal (id),
    n INTEGER NOT NULL,
    state INTEGER NOT NULL,
    account BLOB NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (proposal, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE contract (
    id BLOB PRIMARY KEY,
    job BLOB NOT NULL REFERENCES job (id),
    client BLOB NOT NULL REFERENCES account (id),
    freelancer BLOB NOT NULL REFERENCES account (id),
    state INTEGER NOT NULL,
    hired_at INTEGER NOT NULL,
    started_at INTEGER,
    ended_at INTEGER
) STRICT;
-- One pair has one active contract about a job.
CREATE UNIQUE INDEX contract_active ON contract (job, freelancer) WHERE state = 0;
CREATE INDEX contract_of_client ON contract (client, hired_at, id);
CREATE INDEX contract_of_freelancer ON contract (freelancer, hired_at, id);

-- Only ever added to: n counts 1, 2, 3 …
CREATE TABLE contract_change (
    contract BLOB NOT NULL REFERENCES contract (id),
    n INTEGER NOT NULL,
    change INTEGER NOT NULL,
    account BLOB NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (contract, n)
) STRICT, WITHOUT ROWID;

-- Whether the two of a conversation have an active contract: then a closed job does not close it.
ALTER TABLE conversation ADD COLUMN hired INTEGER NOT NULL DEFAULT 0;

-- A line behind the bell is about a conversation, a proposal or a contract.
ALTER TABLE notification RENAME COLUMN conversation TO about;
ALTER TABLE notification RENAME COLUMN entry_seq TO n;
