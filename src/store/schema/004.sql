-- Version 4: what the server refused is found whether or not it still waits to be sent: a deletion
-- that was refused does not wait, for the item is back.

CREATE INDEX item_error ON item (account_id, edited_at, id) WHERE error IS NOT NULL;
