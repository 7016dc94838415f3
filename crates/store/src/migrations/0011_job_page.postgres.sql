-- The page of a job: what kind it is, what comes before work, suggested questions, first questions that wait,
-- proposals and contracts.

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

CREATE TABLE proposal (
    id bytea PRIMARY KEY,
    job bytea NOT NULL REFERENCES job (id),
    client bytea NOT NULL REFERENCES account (id),
    freelancer bytea NOT NULL REFERENCES account (id),
    text TEXT NOT NULL,
    state bigint NOT NULL,
    created_at bigint NOT NULL,
    answered_at bigint,
    -- The how-manieth of its freelancer for its job.
    n bigint NOT NULL
);
CREATE UNIQUE INDEX proposal_waiting ON proposal (freelancer, job) WHERE state = 0;
CREATE INDEX proposal_of_client ON proposal (client, created_at, id);
CREATE INDEX proposal_of_freelancer ON proposal (freelancer, created_at, id);
CREATE UNIQUE INDEX proposal_of_pair ON proposal (job, freelancer, n);

-- Only ever added to: n counts 1, 2, 3 …
CREATE TABLE proposal_change (
    proposal bytea NOT NULL REFERENCES proposal (id),
    n bigint NOT NULL,
    state bigint NOT NULL,
    account bytea NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (proposal, n)
);

CREATE TABLE contract (
    id bytea PRIMARY KEY,
    job bytea NOT NULL REFERENCES job (id),
    client bytea NOT NULL REFERENCES account (id),
    freelancer bytea NOT NULL REFERENCES account (id),
    state bigint NOT NULL,
    hired_at bigint NOT NULL,
    started_at bigint,
    ended_at bigint
);
-- One pair has one active contract about a job.
CREATE UNIQUE INDEX contract_active ON contract (job, freelancer) WHERE state = 0;
CREATE INDEX contract_of_client ON contract (client, hired_at, id);
CREATE INDEX contract_of_freelancer ON contract (freelancer, hired_at, id);

-- Only ever added to: n counts 1, 2, 3 …
CREATE TABLE contract_change (
    contract bytea NOT NULL REFERENCES contract (id),
    n bigint NOT NULL,
    change bigint NOT NULL,
    account bytea NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (contract, n)
);

-- Whether the two of a conversation have an active contract: then a closed job does not close it.
ALTER TABLE conversation ADD COLUMN hired bigint NOT NULL DEFAULT 0;

-- A line behind the bell is about a conversation, a proposal or a contract.
ALTER TABLE notification RENAME COLUMN conversation TO about;
ALTER TABLE notification RENAME COLUMN entry_seq TO n;
