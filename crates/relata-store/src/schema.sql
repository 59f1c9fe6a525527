-- The tables of a chronicle: one a record of the public contract, with the same column names.
-- Lists and objects are JSON text. `seq` keeps the order of the text.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- What each article says before it is compared with others; merging starts from here, so that it can be done anew.
CREATE TABLE readings (
  seq INTEGER PRIMARY KEY,  -- that of the article
  document TEXT NOT NULL UNIQUE,
  input TEXT NOT NULL,    -- hash of what was read and of the engine that read it
  reading BLOB NOT NULL   -- MessagePack, without the article's text, which stands in `articles`
) STRICT;

-- Hashes that tell whether the rows of an article have to be written again.
CREATE TABLE readings_kept (
  document TEXT PRIMARY KEY,
  made BLOB NOT NULL,     -- of the reading and its text
  kept BLOB NOT NULL      -- of the rows below that were made from it
) STRICT, WITHOUT ROWID;

CREATE TABLE articles (
  seq INTEGER PRIMARY KEY,
  document TEXT NOT NULL UNIQUE,
  text TEXT NOT NULL, title TEXT, publisher TEXT, url TEXT,
  authors TEXT NOT NULL DEFAULT '[]', form TEXT, origin TEXT,
  language TEXT NOT NULL, analysed INTEGER NOT NULL,
  published TEXT, copy_group TEXT, story TEXT
) STRICT;
CREATE INDEX articles_day ON articles (published ->> 'from');

CREATE VIRTUAL TABLE words USING fts5(text, content='articles', content_rowid='seq', tokenize="unicode61 remove_diacritics 2");
CREATE TRIGGER words_in AFTER INSERT ON articles BEGIN
  INSERT INTO words (rowid, text) VALUES (new.seq, new.text);
END;
CREATE TRIGGER words_out AFTER DELETE ON articles BEGIN
  INSERT INTO words (words, rowid, text) VALUES ('delete', old.seq, old.text);
END;

-- One row for each article that mentions the entity.
CREATE TABLE entities (
  seq INTEGER PRIMARY KEY,
  document TEXT NOT NULL,
  entity TEXT NOT NULL, wikidata TEXT, kind TEXT NOT NULL, name TEXT NOT NULL, also TEXT NOT NULL,
  country TEXT, roles TEXT NOT NULL, mentions TEXT NOT NULL
) STRICT;
CREATE INDEX entities_document ON entities (document);
CREATE INDEX entities_entity ON entities (entity);

CREATE TABLE times (
  seq INTEGER PRIMARY KEY,
  document TEXT NOT NULL, span TEXT NOT NULL, text TEXT NOT NULL, type TEXT NOT NULL, value TEXT NOT NULL,
  "from" TEXT, "to" TEXT
) STRICT;
CREATE INDEX times_document ON times (document);
CREATE INDEX times_day ON times ("from");

CREATE TABLE quotes (
  seq INTEGER PRIMARY KEY,
  quote TEXT NOT NULL, document TEXT NOT NULL, span TEXT NOT NULL, text TEXT NOT NULL, kind TEXT NOT NULL,
  utterance TEXT, speaker TEXT, speaker_span TEXT, addressee TEXT, cue TEXT, said TEXT, "group" TEXT
) STRICT;
CREATE INDEX quotes_quote ON quotes (quote);
CREATE INDEX quotes_document ON quotes (document);
CREATE INDEX quotes_group ON quotes ("group");
CREATE INDEX quotes_day ON quotes (said ->> 'from');

CREATE TABLE figures (
  seq INTEGER PRIMARY KEY,
  figure TEXT NOT NULL, document TEXT NOT NULL, span TEXT NOT NULL, text TEXT NOT NULL, value REAL NOT NULL,
  unit TEXT NOT NULL, hedge TEXT, "of" TEXT, "when" TEXT, said_by TEXT, target INTEGER NOT NULL, "group" TEXT
) STRICT;
CREATE INDEX figures_figure ON figures (figure);
CREATE INDEX figures_document ON figures (document);
CREATE INDEX figures_group ON figures ("group");

CREATE TABLE reports (
  seq INTEGER PRIMARY KEY,
  report TEXT NOT NULL, document TEXT NOT NULL, span TEXT NOT NULL, "trigger" TEXT NOT NULL, type TEXT NOT NULL,
  mode TEXT, contexts TEXT NOT NULL, cameo TEXT, goldstein REAL, quad INTEGER NOT NULL,
  sources TEXT NOT NULL, targets TEXT NOT NULL, "when" TEXT, place TEXT, status TEXT NOT NULL, said_by TEXT,
  rule TEXT NOT NULL, confidence REAL NOT NULL, event TEXT NOT NULL, evidence TEXT
) STRICT;
CREATE INDEX reports_report ON reports (report);
CREATE INDEX reports_document ON reports (document);
CREATE INDEX reports_event ON reports (event);
CREATE INDEX reports_type ON reports (type);
CREATE INDEX reports_day ON reports ("when" ->> 'from');

CREATE TABLE events (
  seq INTEGER PRIMARY KEY,
  event TEXT NOT NULL UNIQUE, supersedes TEXT NOT NULL, type TEXT NOT NULL, mode TEXT,
  sources TEXT NOT NULL, targets TEXT NOT NULL, "when" TEXT, place TEXT,
  history TEXT NOT NULL, reports TEXT NOT NULL, documents INTEGER NOT NULL
) STRICT;
CREATE INDEX events_type ON events (type);
CREATE INDEX events_day ON events ("when" ->> 'from');

-- Hash of the rows of an event, so that what has not changed is not written again.
CREATE TABLE events_kept (event TEXT PRIMARY KEY, kept BLOB NOT NULL) STRICT, WITHOUT ROWID;

-- The folded names under which the parties of an event are found: slug, country, name, other names.
CREATE TABLE parties (event TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (key, event)) STRICT, WITHOUT ROWID;
CREATE INDEX parties_event ON parties (event);

CREATE TABLE disagreements (
  seq INTEGER PRIMARY KEY,
  about TEXT NOT NULL, "group" TEXT NOT NULL, field TEXT NOT NULL, "values" TEXT NOT NULL
) STRICT;
CREATE INDEX disagreements_group ON disagreements ("group");

CREATE TABLE stories (
  seq INTEGER PRIMARY KEY,
  story TEXT NOT NULL UNIQUE, title TEXT NOT NULL, "from" TEXT, "to" TEXT,
  documents TEXT NOT NULL, entities TEXT NOT NULL, events TEXT NOT NULL
) STRICT;
CREATE INDEX stories_day ON stories ("from");

-- What readers say of records, beside what was read: no merge and no reading changes it.
CREATE TABLE marks (
  mark TEXT PRIMARY KEY,
  record TEXT NOT NULL, record_id TEXT NOT NULL, verdict TEXT NOT NULL, field TEXT, note TEXT, at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX marks_record ON marks (record, record_id);

-- What each column of each table and view means.
CREATE TABLE columns (record TEXT NOT NULL, "column" TEXT NOT NULL, type TEXT NOT NULL, meaning TEXT NOT NULL,
  PRIMARY KEY (record, "column")) STRICT, WITHOUT ROWID;
