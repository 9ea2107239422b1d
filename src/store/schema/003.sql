-- Version 3: a conflict keeps what both sides had before it, so that it can be seen which of them
-- changed what.

ALTER TABLE conflict ADD COLUMN base_content INTEGER REFERENCES content;

CREATE INDEX conflict_base_content ON conflict (base_content) WHERE base_content IS NOT NULL;

DROP VIEW unused_content;

CREATE VIEW unused_content AS
  SELECT id FROM content
  WHERE NOT EXISTS (SELECT 1 FROM item WHERE item.content = content.id)
    AND NOT EXISTS (SELECT 1 FROM item
                    WHERE base_content = content.id AND base_content IS NOT item.content)
    AND NOT EXISTS (SELECT 1 FROM item WHERE sent_content = content.id)
    AND NOT EXISTS (SELECT 1 FROM conflict WHERE base_content = content.id);

CREATE TRIGGER conflict_removed AFTER DELETE ON conflict WHEN old.base_content IS NOT NULL BEGIN
  DELETE FROM content WHERE id IN (
    SELECT id FROM unused_content WHERE id = old.base_content);
END;
