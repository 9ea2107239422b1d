-- Version 2: who writes from an account, and accounts that are switched off.

ALTER TABLE account ADD COLUMN person TEXT;
ALTER TABLE account ADD COLUMN address TEXT;
ALTER TABLE account ADD COLUMN disabled INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN edit_seq INTEGER NOT NULL DEFAULT 0;
