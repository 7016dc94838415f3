-- The browser a sign-in was begun with, in a few words; empty where it did not say.

ALTER TABLE session ADD COLUMN device TEXT NOT NULL DEFAULT '';
