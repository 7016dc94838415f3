-- The first schema. Times are microseconds since the epoch, identifiers 16 bytes, JSON is text.
-- Every table of a conversation leads with the conversation, so that the data shards by it.

CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE account (
    id BLOB PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    verified_at INTEGER,
    password_hash TEXT NOT NULL,
    name TEXT NOT NULL,
    -- For searching: the engines lower letters differently, so the program does it.
    name_lower TEXT NOT NULL,
    headline TEXT NOT NULL,
    offers_work INTEGER NOT NULL,
    staff_role INTEGER,
    suspended_at INTEGER,
    suspension_reason TEXT,
    notified_seq INTEGER NOT NULL DEFAULT 0,
    notified_read INTEGER NOT NULL DEFAULT 0,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX account_offering ON account (name, id) WHERE offers_work = 1;

CREATE TABLE session (
    token_hash BLOB PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    account BLOB NOT NULL REFERENCES account (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_of_account ON session (account, created_at);

CREATE TABLE verification (
    token_hash BLOB PRIMARY KEY,
    account BLOB NOT NULL REFERENCES account (id),
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX verification_of_account ON verification (account);

CREATE TABLE job (
    id BLOB PRIMARY KEY,
    client BLOB NOT NULL REFERENCES account (id),
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    phase INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    closed_at INTEGER
) STRICT;
CREATE INDEX job_of_client ON job (client, created_at, id);

-- Append-only: n counts 1, 2, 3 … and equals the job's version at that change.
CREATE TABLE job_change (
    job BLOB NOT NULL REFERENCES job (id),
    n INTEGER NOT NULL,
    change INTEGER NOT NULL,
    account BLOB NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (job, n)
) STRICT, WITHOUT ROWID;

-- last_seq … closing_noted are the fold of the log. The row is the lock that orders writers.
CREATE TABLE conversation (
    id BLOB PRIMARY KEY,
    job BLOB NOT NULL REFERENCES job (id),
    client BLOB NOT NULL REFERENCES account (id),
    freelancer BLOB NOT NULL REFERENCES account (id),
    created_at INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    messages INTEGER NOT NULL,
    said_seq INTEGER NOT NULL,
    active_at INTEGER NOT NULL,
    invitation BLOB,
    invitation_state INTEGER,
    invitation_expires_at INTEGER,
    acknowledged INTEGER NOT NULL,
    closing_noted INTEGER NOT NULL,
    dispatched_seq INTEGER NOT NULL,
    UNIQUE (job, freelancer)
) STRICT, WITHOUT ROWID;
CREATE INDEX conversation_undispatched ON conversation (id) WHERE dispatched_seq < last_seq;

CREATE TABLE participant (
    conversation BLOB NOT NULL REFERENCES conversation (id),
    account BLOB NOT NULL REFERENCES account (id),
    side INTEGER NOT NULL,
    read_seq INTEGER NOT NULL,
    read_messages INTEGER NOT NULL,
    view INTEGER NOT NULL,
    PRIMARY KEY (conversation, account)
) STRICT, WITHOUT ROWID;
CREATE INDEX participant_of_account ON participant (account, conversation);

-- The log. No foreign key: the only writer holds the conversation's row when it inserts.
CREATE TABLE entry (
    conversation BLOB NOT NULL,
    seq INTEGER NOT NULL,
    author BLOB,
    side INTEGER,
    kind INTEGER NOT NULL,
    body TEXT NOT NULL,
    at INTEGER NOT NULL,
    messages INTEGER NOT NULL,
    key BLOB,
    secret BLOB NOT NULL,
    PRIMARY KEY (conversation, seq)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX entry_key ON entry (conversation, author, key) WHERE key IS NOT NULL;

CREATE TABLE invitation (
    id BLOB PRIMARY KEY,
    conversation BLOB NOT NULL REFERENCES conversation (id),
    seq INTEGER NOT NULL,
    client BLOB NOT NULL,
    freelancer BLOB NOT NULL,
    state INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    answered_at INTEGER
) STRICT;
CREATE INDEX invitation_of_client ON invitation (client, state, created_at);
CREATE INDEX invitation_of_freelancer ON invitation (freelancer, state, created_at);
CREATE INDEX invitation_of_conversation ON invitation (conversation, seq);

-- Keys of creates that are no entries; entries keep theirs.
CREATE TABLE idempotency (
    account BLOB NOT NULL,
    key BLOB NOT NULL,
    request BLOB NOT NULL,
    resource BLOB NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (account, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_expiry ON idempotency (expires_at);

CREATE TABLE refusal (
    id BLOB PRIMARY KEY,
    at INTEGER NOT NULL,
    code TEXT NOT NULL,
    account BLOB NOT NULL,
    side INTEGER,
    action TEXT NOT NULL,
    entry_point TEXT,
    job BLOB,
    counterpart BLOB,
    conversation BLOB,
    policy_version INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX refusal_of_account ON refusal (account, at);
CREATE INDEX refusal_by_time ON refusal (at, id);
CREATE INDEX refusal_expiry ON refusal (expires_at);

CREATE TABLE notification (
    account BLOB NOT NULL REFERENCES account (id),
    seq INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    conversation BLOB NOT NULL,
    entry_seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (account, seq),
    UNIQUE (account, conversation, entry_seq, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE task (
    id BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    run_at INTEGER NOT NULL,
    leased_until INTEGER,
    lease BLOB,
    attempts INTEGER NOT NULL,
    last_error TEXT,
    dead_at INTEGER,
    dedup_key TEXT UNIQUE,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX task_due ON task (run_at) WHERE dead_at IS NULL;
CREATE INDEX task_dead ON task (dead_at) WHERE dead_at IS NOT NULL;
