-- The first schema. Times are microseconds since the epoch, identifiers 16 bytes, JSON is text.
-- Every table of a conversation leads with the conversation, so that the data shards by it.

CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE account (
    id bytea PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    verified_at bigint,
    password_hash TEXT NOT NULL,
    name TEXT NOT NULL,
    -- For searching: the engines lower letters differently, so the program does it.
    name_lower TEXT NOT NULL,
    headline TEXT NOT NULL,
    offers_work bigint NOT NULL,
    staff_role bigint,
    suspended_at bigint,
    suspension_reason TEXT,
    notified_seq bigint NOT NULL DEFAULT 0,
    notified_read bigint NOT NULL DEFAULT 0,
    version bigint NOT NULL,
    created_at bigint NOT NULL
);
CREATE INDEX account_offering ON account (name, id) WHERE offers_work = 1;

CREATE TABLE session (
    token_hash bytea PRIMARY KEY,
    id bytea NOT NULL UNIQUE,
    account bytea NOT NULL REFERENCES account (id),
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL
);
CREATE INDEX session_of_account ON session (account, created_at);

CREATE TABLE verification (
    token_hash bytea PRIMARY KEY,
    account bytea NOT NULL REFERENCES account (id),
    expires_at bigint NOT NULL
);
CREATE INDEX verification_of_account ON verification (account);

CREATE TABLE job (
    id bytea PRIMARY KEY,
    client bytea NOT NULL REFERENCES account (id),
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    phase bigint NOT NULL,
    version bigint NOT NULL,
    created_at bigint NOT NULL,
    closed_at bigint
);
CREATE INDEX job_of_client ON job (client, created_at, id);

-- Append-only: n counts 1, 2, 3 … and equals the job's version at that change.
CREATE TABLE job_change (
    job bytea NOT NULL REFERENCES job (id),
    n bigint NOT NULL,
    change bigint NOT NULL,
    account bytea NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (job, n)
);

-- last_seq … closing_noted are the fold of the log. The row is the lock that orders writers.
CREATE TABLE conversation (
    id bytea PRIMARY KEY,
    job bytea NOT NULL REFERENCES job (id),
    client bytea NOT NULL REFERENCES account (id),
    freelancer bytea NOT NULL REFERENCES account (id),
    created_at bigint NOT NULL,
    last_seq bigint NOT NULL,
    last_at bigint NOT NULL,
    messages bigint NOT NULL,
    said_seq bigint NOT NULL,
    active_at bigint NOT NULL,
    invitation bytea,
    invitation_state bigint,
    invitation_expires_at bigint,
    acknowledged bigint NOT NULL,
    closing_noted bigint NOT NULL,
    dispatched_seq bigint NOT NULL,
    UNIQUE (job, freelancer)
) WITH (fillfactor = 70);
CREATE INDEX conversation_undispatched ON conversation (id) WHERE dispatched_seq < last_seq;

CREATE TABLE participant (
    conversation bytea NOT NULL REFERENCES conversation (id),
    account bytea NOT NULL REFERENCES account (id),
    side bigint NOT NULL,
    read_seq bigint NOT NULL,
    read_messages bigint NOT NULL,
    view bigint NOT NULL,
    PRIMARY KEY (conversation, account)
) WITH (fillfactor = 70);
CREATE INDEX participant_of_account ON participant (account, conversation);

-- The log. No foreign key: the only writer holds the conversation's row when it inserts.
CREATE TABLE entry (
    conversation bytea NOT NULL,
    seq bigint NOT NULL,
    author bytea,
    side bigint,
    kind bigint NOT NULL,
    body TEXT NOT NULL,
    at bigint NOT NULL,
    messages bigint NOT NULL,
    key bytea,
    secret bytea NOT NULL,
    PRIMARY KEY (conversation, seq)
);
CREATE UNIQUE INDEX entry_key ON entry (conversation, author, key) WHERE key IS NOT NULL;

CREATE TABLE invitation (
    id bytea PRIMARY KEY,
    conversation bytea NOT NULL REFERENCES conversation (id),
    seq bigint NOT NULL,
    client bytea NOT NULL,
    freelancer bytea NOT NULL,
    state bigint NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    answered_at bigint
);
CREATE INDEX invitation_of_client ON invitation (client, state, created_at);
CREATE INDEX invitation_of_freelancer ON invitation (freelancer, state, created_at);
CREATE INDEX invitation_of_conversation ON invitation (conversation, seq);

-- Keys of creates that are no entries; entries keep theirs.
CREATE TABLE idempotency (
    account bytea NOT NULL,
    key bytea NOT NULL,
    request bytea NOT NULL,
    resource bytea NOT NULL,
    expires_at bigint NOT NULL,
    PRIMARY KEY (account, key)
);
CREATE INDEX idempotency_expiry ON idempotency (expires_at);

CREATE TABLE refusal (
    id bytea PRIMARY KEY,
    at bigint NOT NULL,
    code TEXT NOT NULL,
    account bytea NOT NULL,
    side bigint,
    action TEXT NOT NULL,
    entry_point TEXT,
    job bytea,
    counterpart bytea,
    conversation bytea,
    policy_version bigint NOT NULL,
    expires_at bigint NOT NULL
);
CREATE INDEX refusal_of_account ON refusal (account, at);
CREATE INDEX refusal_by_time ON refusal (at, id);
CREATE INDEX refusal_expiry ON refusal (expires_at);

CREATE TABLE notification (
    account bytea NOT NULL REFERENCES account (id),
    seq bigint NOT NULL,
    kind bigint NOT NULL,
    conversation bytea NOT NULL,
    entry_seq bigint NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (account, seq),
    UNIQUE (account, conversation, entry_seq, kind)
);

CREATE TABLE task (
    id bytea PRIMARY KEY,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    run_at bigint NOT NULL,
    leased_until bigint,
    lease bytea,
    attempts bigint NOT NULL,
    last_error TEXT,
    dead_at bigint,
    dedup_key TEXT UNIQUE,
    created_at bigint NOT NULL
);
CREATE INDEX task_due ON task (run_at) WHERE dead_at IS NULL;
CREATE INDEX task_dead ON task (dead_at) WHERE dead_at IS NOT NULL;
