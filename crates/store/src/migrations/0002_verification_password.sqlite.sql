-- A link proves an address for one sign-up, the one it was mailed for: so each verification has its own
-- password and name, and begins with the sign-up; the token follows when the mail is written.

ALTER TABLE verification RENAME TO verification_0001;

CREATE TABLE verification (
    id BLOB PRIMARY KEY,
    account BLOB NOT NULL REFERENCES account (id),
    token_hash BLOB UNIQUE,
    password_hash TEXT NOT NULL,
    name TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Links on their way go with the only password that was kept, that of the first sign-up. Their ids come
-- before every later one.
INSERT INTO verification (id, account, token_hash, password_hash, name, expires_at)
    SELECT CAST(x'000000000000' || substr(v.token_hash, 1, 10) AS BLOB), v.account, v.token_hash, a.password_hash, a.name, v.expires_at
    FROM verification_0001 v JOIN account a ON a.id = v.account;

DROP TABLE verification_0001;
CREATE INDEX verification_of_account ON verification (account, id);
