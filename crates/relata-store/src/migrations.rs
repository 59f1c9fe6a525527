//! Given a chronicle of an earlier version, yields the statements that bring it to this one, a version at a time.

/// The statements that lead from each version to the next: the first from 1 to 2.
pub(crate) const STEPS: [&str; 2] = [
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
];
