-- Whether a file carries a virus: 0 it does not as far as is known, 1 it is being looked into, 2 it does.
-- What was uploaded before anybody looked is clear.
ALTER TABLE file ADD COLUMN checked INTEGER NOT NULL DEFAULT 0;
CREATE INDEX file_unclear ON file (conversation, target) WHERE checked <> 0;
