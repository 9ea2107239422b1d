-- Version 1: the first schema.
--
-- Names follow the model: what ValiseItem calls local.folder is "folder" here, base.folder is
-- "base_folder". 0 in C is NULL here, so that foreign keys and unique indexes mean what they say.
-- Times are Unix seconds unless said otherwise. Ids are never used twice: a list, a queued edit or
-- the Secret Service may hold one for longer than its row lives.

CREATE TABLE setting (
  key TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE account (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  user TEXT NOT NULL,
  server TEXT NOT NULL,
  password_command TEXT,
  allow_plain_http INTEGER NOT NULL,
  last_run_at INTEGER NOT NULL DEFAULT 0,
  last_error TEXT,
  last_error_code INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE service (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
  protocol TEXT NOT NULL,
  url TEXT NOT NULL,
  token TEXT,
  memo TEXT,
  UNIQUE (account_id, protocol, url)
) STRICT;

CREATE TABLE folder (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
  service_id INTEGER REFERENCES service ON DELETE CASCADE,
  remote_id TEXT,
  parent_id INTEGER REFERENCES folder ON DELETE SET NULL,
  name TEXT NOT NULL,
  path TEXT NOT NULL, -- maintained by folder-paths.c, unique in the account
  kind INTEGER NOT NULL,
  role INTEGER NOT NULL,
  rights INTEGER NOT NULL,
  sync INTEGER NOT NULL,
  depth INTEGER NOT NULL,
  shrink INTEGER NOT NULL,
  listed INTEGER NOT NULL,
  listed_at INTEGER NOT NULL,
  -- Counted by the triggers below: what the user sees.
  total INTEGER NOT NULL DEFAULT 0,
  unread INTEGER NOT NULL DEFAULT 0,
  kept_none INTEGER NOT NULL DEFAULT 0,
  kept_text INTEGER NOT NULL DEFAULT 0,
  kept_full INTEGER NOT NULL DEFAULT 0,
  UNIQUE (service_id, remote_id)
) STRICT;

CREATE INDEX folder_path ON folder (account_id, path);
CREATE INDEX folder_parent ON folder (parent_id);

-- The long columns come last: what stands before them is read without touching their pages.
CREATE TABLE content (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  hash INTEGER NOT NULL, -- of the bytes, see contents.c: only to find candidates
  depth INTEGER NOT NULL,
  problems INTEGER NOT NULL,
  text TEXT,
  bytes BLOB NOT NULL
) STRICT;

CREATE INDEX content_hash ON content (hash);

-- base_content and sent_content have no foreign key: it would need two full indexes on columns that
-- nearly always say the same as content. The triggers keep them right, and the check proves it.
CREATE TABLE item (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
  service_id INTEGER REFERENCES service ON DELETE CASCADE,
  kind INTEGER NOT NULL,
  remote_id TEXT,
  revision TEXT,
  base_folder INTEGER REFERENCES folder ON DELETE SET NULL,
  base_flags TEXT NOT NULL,
  base_content INTEGER,
  folder INTEGER REFERENCES folder ON DELETE CASCADE,
  flags TEXT NOT NULL,
  content INTEGER REFERENCES content,
  deleted INTEGER NOT NULL,
  local_only INTEGER NOT NULL,
  edit_seq INTEGER NOT NULL,
  edited_at INTEGER NOT NULL, -- Unix microseconds, strictly growing: the order of the edits
  sent_seq INTEGER NOT NULL,
  sent_content INTEGER,
  kept INTEGER NOT NULL, -- the depth of content
  error TEXT,
  uid TEXT,
  title TEXT NOT NULL,
  sender TEXT,
  people TEXT,
  date INTEGER NOT NULL,
  size INTEGER NOT NULL,
  preview TEXT,
  has_attachment INTEGER NOT NULL,
  must_be_full INTEGER NOT NULL,
  pending INTEGER NOT NULL AS (
    NOT local_only AND (deleted OR folder IS NOT base_folder OR flags IS NOT base_flags
                        OR content IS NOT base_content)),
  lacks_text INTEGER NOT NULL AS (
    kept < 1 + must_be_full AND remote_id IS NOT NULL AND NOT deleted AND NOT local_only),
  lacks_full INTEGER NOT NULL AS (
    kept < 2 AND remote_id IS NOT NULL AND NOT deleted AND NOT local_only),
  unread INTEGER NOT NULL AS (kind = 0 AND instr (' ' || flags || ' ', ' $seen ') = 0),
  who TEXT NOT NULL AS (coalesce (sender, '') || ' ' || coalesce (people, ''))
) STRICT;

CREATE UNIQUE INDEX item_remote ON item (service_id, remote_id, base_folder);
CREATE INDEX item_folder ON item (folder);
CREATE INDEX item_base_folder ON item (base_folder, remote_id);
CREATE INDEX item_listing ON item (folder, date DESC, id DESC) WHERE NOT deleted;
CREATE INDEX item_lacks_text ON item (folder, date DESC, id DESC, size) WHERE lacks_text;
CREATE INDEX item_lacks_full ON item (folder, date DESC, id DESC, size) WHERE lacks_full;
CREATE INDEX item_pending ON item (account_id, edited_at, id) WHERE pending;
CREATE INDEX item_uid ON item (account_id, uid) WHERE uid IS NOT NULL;
CREATE INDEX item_content ON item (content);
CREATE INDEX item_base_content ON item (base_content) WHERE base_content IS NOT content;
CREATE INDEX item_sent_content ON item (sent_content) WHERE sent_content IS NOT NULL;

CREATE TABLE conflict (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
  kind INTEGER NOT NULL,
  reason INTEGER NOT NULL,
  item_id INTEGER REFERENCES item ON DELETE SET NULL,
  copy_id INTEGER REFERENCES item ON DELETE SET NULL,
  announcement_id INTEGER REFERENCES item ON DELETE SET NULL,
  folder_id INTEGER REFERENCES folder ON DELETE SET NULL,
  folder_path TEXT NOT NULL,
  title TEXT NOT NULL,
  local_at INTEGER NOT NULL,
  remote_at INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE INDEX conflict_item ON conflict (item_id);
CREATE INDEX conflict_copy ON conflict (copy_id);
CREATE INDEX conflict_announcement ON conflict (announcement_id);

-- Search. The index keeps no copy of what it indexes: it reads it from this view, and an entry is
-- taken out by telling what it held.
CREATE VIEW search_source AS
  SELECT item.id AS id, title, who AS people, text
  FROM item LEFT JOIN content ON content.id = item.content;

CREATE VIRTUAL TABLE search USING fts5 (
  title, people, text,
  content = 'search_source', content_rowid = 'id',
  tokenize = 'unicode61 remove_diacritics 2'
);

-- The items whose entry is to be written anew, with what it holds now. Triggers fill it, the commit
-- works it off (transaction.c): FTS5 writes out what it has gathered at each statement that has a
-- trigger, so that it would cost three times as much to do it there. Empty between transactions.
CREATE TABLE search_todo (
  id INTEGER PRIMARY KEY,
  entry INTEGER NOT NULL, -- whether there is an entry
  title TEXT,
  people TEXT,
  text TEXT
) STRICT;

-- Contents that nothing refers to. Where base_content says the same as content, the index of
-- content has found it already.
CREATE VIEW unused_content AS
  SELECT id FROM content
  WHERE NOT EXISTS (SELECT 1 FROM item WHERE item.content = content.id)
    AND NOT EXISTS (SELECT 1 FROM item
                    WHERE base_content = content.id AND base_content IS NOT item.content)
    AND NOT EXISTS (SELECT 1 FROM item WHERE sent_content = content.id);

-- What the counters of a folder have to say.
CREATE VIEW folder_count AS
  SELECT folder AS folder_id, count (*) AS total, sum (unread) AS unread,
         sum (kept = 0) AS kept_none, sum (kept = 1) AS kept_text, sum (kept = 2) AS kept_full
  FROM item WHERE NOT deleted AND folder IS NOT NULL GROUP BY folder;

CREATE TRIGGER item_added AFTER INSERT ON item BEGIN
  UPDATE folder SET
    total = total + 1, unread = unread + new.unread, kept_none = kept_none + (new.kept = 0),
    kept_text = kept_text + (new.kept = 1), kept_full = kept_full + (new.kept = 2)
  WHERE id = new.folder AND NOT new.deleted;
  INSERT INTO search_todo (id, entry) VALUES (new.id, 0);
END;

CREATE TRIGGER item_removed AFTER DELETE ON item BEGIN
  UPDATE folder SET
    total = total - 1, unread = unread - old.unread, kept_none = kept_none - (old.kept = 0),
    kept_text = kept_text - (old.kept = 1), kept_full = kept_full - (old.kept = 2)
  WHERE id = old.folder AND NOT old.deleted;
  INSERT INTO search_todo
  VALUES (old.id, 1, old.title, old.who, (SELECT text FROM content WHERE id = old.content))
  ON CONFLICT DO NOTHING;
  DELETE FROM content WHERE id IN (
    SELECT id FROM unused_content WHERE id IN (old.content, old.base_content, old.sent_content));
END;

CREATE TRIGGER item_counted AFTER UPDATE OF folder, flags, deleted, kept ON item
WHEN (old.folder, old.unread, old.deleted, old.kept)
  IS NOT (new.folder, new.unread, new.deleted, new.kept)
BEGIN
  UPDATE folder SET
    total = total - 1, unread = unread - old.unread, kept_none = kept_none - (old.kept = 0),
    kept_text = kept_text - (old.kept = 1), kept_full = kept_full - (old.kept = 2)
  WHERE id = old.folder AND NOT old.deleted;
  UPDATE folder SET
    total = total + 1, unread = unread + new.unread, kept_none = kept_none + (new.kept = 0),
    kept_text = kept_text + (new.kept = 1), kept_full = kept_full + (new.kept = 2)
  WHERE id = new.folder AND NOT new.deleted;
END;

-- One trigger for the index and for the contents, because what the old content held has to be noted
-- before that content goes.
CREATE TRIGGER item_changed
AFTER UPDATE OF title, sender, people, content, base_content, sent_content ON item
WHEN (old.title, old.who, old.content, old.base_content, old.sent_content)
  IS NOT (new.title, new.who, new.content, new.base_content, new.sent_content)
BEGIN
  INSERT INTO search_todo
  SELECT old.id, 1, old.title, old.who, (SELECT text FROM content WHERE id = old.content)
  WHERE (old.title, old.who, old.content) IS NOT (new.title, new.who, new.content)
  ON CONFLICT DO NOTHING;
  DELETE FROM content WHERE id IN (
    SELECT id FROM unused_content WHERE id IN (old.content, old.base_content, old.sent_content));
END;

-- The same bytes may come again with a text that they came without at first.
CREATE TRIGGER content_text AFTER UPDATE OF text ON content BEGIN
  INSERT INTO search_todo
  SELECT id, 1, title, who, old.text FROM item WHERE content = new.id
  ON CONFLICT DO NOTHING;
END;
