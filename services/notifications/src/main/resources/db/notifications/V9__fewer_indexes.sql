-- A message is written three times, and each time into every index: only those that are needed.
DROP INDEX delivery_waiting_tag; -- delivery_waiting begins with the same column
ALTER TABLE delivery DROP CONSTRAINT delivery_message_topic_key;
CREATE UNIQUE INDEX delivery_topic_once ON delivery (message, topic) WHERE topic IS NOT NULL;
