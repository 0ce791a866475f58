-- The trace that a message belongs to (W3C traceparent), so that a push is seen with the act that
-- caused it. Empty when nobody recorded the act.
ALTER TABLE delivery ADD COLUMN traceparent text;
