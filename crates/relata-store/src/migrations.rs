//! Given a chronicle of an earlier version, yields the statements that bring it to this one, a version at a time.

/// The statements that lead from each version to the next: the first from 1 to 2.
pub(crate) const STEPS: [&str; 4] = [
    // 2: authors, form and place in an archive of each article; what each column means.
    r#"ALTER TABLE articles ADD COLUMN authors TEXT NOT NULL DEFAULT '[]';
       ALTER TABLE articles ADD COLUMN form TEXT;
       ALTER TABLE articles ADD COLUMN origin TEXT;
       CREATE TABLE columns (record TEXT NOT NULL, "column" TEXT NOT NULL, type TEXT NOT NULL, meaning TEXT NOT NULL,
         PRIMARY KEY (record, "column")) STRICT, WITHOUT ROWID;"#,
    // 3: hashes of events, so that what has not changed is not written again; none is known yet.
    "CREATE TABLE events_kept (event TEXT PRIMARY KEY, kept BLOB NOT NULL) STRICT, WITHOUT ROWID;
     INSERT INTO events_kept (event, kept) SELECT event, x'' FROM events;
     CREATE INDEX parties_event ON parties (event);",
    // 4: what readers say of records.
    "CREATE TABLE marks (
       mark TEXT PRIMARY KEY,
       record TEXT NOT NULL, record_id TEXT NOT NULL, verdict TEXT NOT NULL, field TEXT, note TEXT, at TEXT NOT NULL
     ) STRICT, WITHOUT ROWID;
     CREATE INDEX marks_record ON marks (record, record_id);",
    // 5: readings in MessagePack, those there stay JSON; their hashes apart, none of which is known yet.
    "CREATE TABLE readings_5 (
       seq INTEGER PRIMARY KEY, document TEXT NOT NULL UNIQUE, input TEXT NOT NULL, reading BLOB NOT NULL) STRICT;
     INSERT INTO readings_5 (seq, document, input, reading)
       SELECT a.seq, r.document, r.input, CAST(r.reading AS BLOB) FROM articles a JOIN readings r USING (document)
       ORDER BY a.seq;
     DROP TABLE readings;
     ALTER TABLE readings_5 RENAME TO readings;
     CREATE TABLE readings_kept (document TEXT PRIMARY KEY, made BLOB NOT NULL, kept BLOB NOT NULL) STRICT, WITHOUT ROWID;
     INSERT INTO readings_kept (document, made, kept) SELECT document, x'', x'' FROM readings;",
];
