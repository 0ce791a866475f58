-- The trace in which an event was written (W3C traceparent), so that what it causes elsewhere is
-- seen as one story. Empty when nobody recorded the act.
ALTER TABLE event ADD COLUMN traceparent text;
