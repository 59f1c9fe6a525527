-- Views for any SQL tool: lists and objects of the tables as plain columns. `columns` says what each column means.

DROP VIEW IF EXISTS article_list;
CREATE VIEW article_list AS
SELECT document, title, publisher, language, published ->> 'from' AS published_from, published ->> 'to' AS published_to,
  published ->> 'how' AS published_how, url
FROM articles;

DROP VIEW IF EXISTS event_list;
CREATE VIEW event_list AS
SELECT event, type, mode, "when" ->> 'from' AS when_from, "when" ->> 'to' AS when_to,
  (SELECT group_concat(value ->> 'name', '; ') FROM json_each(sources)) AS sources,
  (SELECT group_concat(value ->> 'country', ' ') FROM json_each(sources)) AS source_countries,
  (SELECT group_concat(value ->> 'name', '; ') FROM json_each(targets)) AS targets,
  (SELECT group_concat(value ->> 'country', ' ') FROM json_each(targets)) AS target_countries,
  place ->> 'name' AS place, place ->> 'latitude' AS latitude, place ->> 'longitude' AS longitude,
  history ->> '$[#-1].status' AS status, documents
FROM events;

DROP VIEW IF EXISTS report_list;
CREATE VIEW report_list AS
SELECT report, event, document, type, status, cameo, goldstein, "when" ->> 'from' AS when_from, "when" ->> 'to' AS when_to,
  (SELECT group_concat(value ->> 'name', '; ') FROM json_each(sources)) AS sources,
  (SELECT group_concat(value ->> 'name', '; ') FROM json_each(targets)) AS targets,
  "trigger" ->> 'text' AS words, confidence
FROM reports;

DROP VIEW IF EXISTS quote_list;
CREATE VIEW quote_list AS
SELECT quote, document, speaker ->> 'name' AS speaker, speaker ->> 'country' AS country, said ->> 'from' AS said_from,
  said ->> 'to' AS said_to, text
FROM quotes;

DROP VIEW IF EXISTS figure_list;
CREATE VIEW figure_list AS
SELECT figure, document, value, unit, "of", "when" ->> 'from' AS when_from, "when" ->> 'to' AS when_to,
  said_by ->> 'name' AS said_by
FROM figures;

-- One row for each pair of countries of an event: the material of dyadic studies.
DROP VIEW IF EXISTS pairs;
CREATE VIEW pairs AS
SELECT DISTINCT s.value ->> 'country' AS source, t.value ->> 'country' AS target, "when" ->> 'from' AS day, events.type AS type, event
FROM events, json_each(sources) AS s, json_each(targets) AS t
WHERE source IS NOT NULL AND target IS NOT NULL AND source <> target;
