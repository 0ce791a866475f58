CREATE TABLE device (
    id            uuid        PRIMARY KEY DEFAULT uuidv7(),
    resident      text        NOT NULL,
    device_id     text        NOT NULL, -- as the app calls itself; means nothing for other residents
    provider      text        NOT NULL CHECK (provider IN ('FCM', 'APNS', 'SMS', 'WEBHOOK')),
    address_kind  text        NOT NULL CHECK (address_kind IN
                  ('FCM_TOKEN', 'FCM_FID', 'APNS_TOKEN', 'PHONE', 'WEBHOOK_ID')),
    address       bytea       NOT NULL, -- sealed
    address_hash  bytea       NOT NULL, -- keyed: an address belongs to one resident only
    platform      text,
    app_version   text,
    language      text        CHECK (language IN ('zh-Hans', 'en')),
    version       bigint      NOT NULL DEFAULT 1,
    registered_at timestamptz NOT NULL,
    last_seen_at  timestamptz NOT NULL,
    UNIQUE (resident, device_id),
    UNIQUE (provider, address_hash)
);
