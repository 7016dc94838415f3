-- Cases of support. Each is a job of the desk's, whose account nobody can sign in to: its address is none. It is
-- suspended, so that nothing of it is offered to anybody.

INSERT INTO account (id, email, verified_at, password_hash, name, name_lower, headline, offers_work, staff_role, suspended_at,
    suspension_reason, version, created_at)
    VALUES ('\x6465736ba1c74e028d3b51f07e96c2d4', 'desk', NULL, '', 'Support', 'support', '', 0, NULL, 0, 'It stands for support, and nobody signs in to it.', 1, 0);

CREATE TABLE support_case (
    conversation bytea PRIMARY KEY REFERENCES conversation (id),
    -- The job that it is.
    job bytea NOT NULL REFERENCES job (id),
    person bytea NOT NULL REFERENCES account (id),
    -- The job that it is about, and the code of what stood in the way there.
    about bytea REFERENCES job (id),
    reason TEXT,
    -- The phase of the job that it is: 0 the bot answers, 1 people do, 3 closed; and since when.
    phase bigint NOT NULL,
    since bigint NOT NULL,
    assignee bytea REFERENCES account (id)
);
CREATE INDEX support_case_of_person ON support_case (person) WHERE phase < 3;
CREATE INDEX support_case_of_assignee ON support_case (assignee) WHERE assignee IS NOT NULL;
CREATE INDEX support_case_queue ON support_case (phase, since, conversation);

-- The case that a request became.
ALTER TABLE help_request ADD COLUMN conversation bytea REFERENCES conversation (id);
