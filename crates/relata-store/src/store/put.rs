//! Given readings and their chronicle, yields the rows of the store: each document once, each change whole.

use super::light::{are_light, complete};
use super::packed::{pack, unpack};
use super::{Change, Store};
use crate::error::Error;
use crate::fold::fold;
use crate::shape::{ARTICLES, DISAGREEMENTS, ENTITIES, EVENTS, FIGURES, QUOTES, REPORTS, STORIES, TIMES};
use relata::record::{Chronicle, Entity, Event, Party, Published, PublishedHow, Reading};
use rusqlite::{Connection, OptionalExtension, Row};
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::collections::BTreeSet;

/// The note that stands while the chronicle is behind its readings.
pub(super) const STALE: &str = "stale";

/// The note that counts the changes of the chronicle.
pub(super) const REVISION: &str = "revision";

/// The tables that hold what was found in one document.
const MENTIONS: [&str; 5] = ["entities", "times", "quotes", "figures", "reports"];

impl Store {
    /// Does several changes as one: all of them, or none.
    ///
    /// # Errors
    /// Those of `work`, after which nothing is changed; a database that cannot be written.
    pub fn as_one<T, E: From<Error>>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, E>) -> Result<T, E> {
        self.said(self.db.execute_batch("BEGIN IMMEDIATE"))?;
        match work(self) {
            Ok(done) => {
                self.said(self.db.execute_batch("COMMIT"))?;
                Ok(done)
            }
            Err(error) => {
                // A disk that is full has ended the transaction already.
                let _ = self.db.execute_batch("ROLLBACK");
                Err(error)
            }
        }
    }

    /// Puts readings in, each in the place of the one of the same document, all or none.
    ///
    /// # Errors
    /// A database that cannot be written.
    pub fn put(&mut self, readings: &[Reading]) -> Result<Change, Error> {
        let entries: Vec<(&str, &Reading)> = readings.iter().map(|reading| ("", reading)).collect();
        self.put_from(&entries)
    }

    /// Puts readings in, each with a hash of what was read and by which engine; see [`Store::inputs`].
    /// Their reports come into the chronicle with [`Store::save_chronicle`], which merges them.
    ///
    /// # Errors
    /// A database that cannot be written.
    pub fn put_from(&mut self, entries: &[(&str, &Reading)]) -> Result<Change, Error> {
        let result = put_all(&mut self.db, entries);
        self.said(result)
    }

    /// Replaces the chronicle by what a merge over all readings yields: `readings` as the merge left them.
    ///
    /// # Errors
    /// A database that cannot be written.
    pub fn save_chronicle(&mut self, readings: &[Reading], chronicle: &Chronicle) -> Result<(), Error> {
        let result = save(&mut self.db, readings, chronicle);
        self.said(result)
    }

    /// Takes documents out; yields those that were there.
    ///
    /// # Errors
    /// A database that cannot be written.
    pub fn remove(&mut self, documents: &[String]) -> Result<Vec<String>, Error> {
        let result = remove(&mut self.db, documents);
        self.said(result)
    }
}

fn put_all(db: &mut Connection, entries: &[(&str, &Reading)]) -> rusqlite::Result<Change> {
    let tx = db.savepoint()?;
    let mut change = Change::default();
    for (input, reading) in entries {
        let packed = pack(reading)?;
        let document = reading.article.document.as_str();
        let old: Option<(Vec<u8>, String)> = tx
            .prepare_cached(
                "SELECT r.reading, a.text FROM readings r JOIN articles a USING (document) WHERE document = ?",
            )?
            .query_row([document], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        match old {
            Some((old, words)) if old == packed && words == reading.article.text => {
                tx.prepare_cached("UPDATE readings SET input = ? WHERE document = ?")?.execute([input, document])?;
                change.unchanged += 1;
                continue;
            }
            Some(_) => change.replaced += 1,
            None => change.added += 1,
        }
        take_out(&tx, document)?;
        ARTICLES.put(&tx, &reading.article, &[])?;
        tx.prepare_cached("INSERT INTO readings (seq, document, input, reading) VALUES (?, ?, ?, ?)")?.execute((
            tx.last_insert_rowid(),
            document,
            input,
            &packed,
        ))?;
        let made = blake3::Hasher::new().update(&packed).update(reading.article.text.as_bytes()).finalize();
        tx.prepare_cached("INSERT INTO readings_kept (document, made, kept) VALUES (?, ?, x'')")?
            .execute((document, made.as_bytes()))?;
    }
    if change.added + change.replaced > 0 {
        mark_stale(&tx)?;
    }
    tx.commit()?;
    Ok(change)
}

fn save(db: &mut Connection, readings: &[Reading], chronicle: &Chronicle) -> rusqlite::Result<()> {
    let tx = db.savepoint()?;
    let links = Links::new(chronicle);
    let held: FxHashMap<String, (Vec<u8>, Vec<u8>)> =
        rows(&tx, "SELECT document, made, kept FROM readings_kept", |row| Ok((row.get(1)?, row.get(2)?)))?;
    let mut hash = Hash::default();
    let light = are_light(readings);
    for reading in readings {
        let document = reading.article.document.as_str();
        let Some((made, kept)) = held.get(document) else { continue };
        let hash = links.hash(&mut hash, made, reading)?;
        if kept != hash.as_bytes() {
            take_out_mentions(&tx, document)?;
            let mut reading = links.applied(reading);
            if light {
                complete(&mut reading, whole(&tx, document)?);
            }
            put_rows(&tx, &reading)?;
            tx.prepare_cached("UPDATE readings_kept SET kept = ? WHERE document = ?")?
                .execute((hash.as_bytes(), document))?;
        }
    }
    save_events(&tx, &chronicle.events)?;
    tx.execute_batch("DELETE FROM disagreements; DELETE FROM stories")?;
    for disagreement in &chronicle.disagreements {
        DISAGREEMENTS.put(&tx, disagreement, &[])?;
    }
    for story in &chronicle.stories {
        STORIES.put(&tx, story, &[])?;
    }
    tx.execute("DELETE FROM meta WHERE key = ?", [STALE])?;
    raise_revision(&tx)?;
    tx.commit()
}

/// The reading of a document as it was put in.
fn whole(tx: &Connection, document: &str) -> rusqlite::Result<Reading> {
    let mut query = tx.prepare_cached("SELECT reading FROM readings WHERE document = ?")?;
    query.query_row([document], |row| unpack(row.get_ref(0)?.as_blob()?))
}

/// Writes the events that are new or other than before, and takes out those that are no more.
fn save_events(tx: &Connection, events: &[Event]) -> rusqlite::Result<()> {
    let mut held: FxHashMap<String, Vec<u8>> = rows(tx, "SELECT event, kept FROM events_kept", |row| row.get(1))?;
    let mut hash = Hash::default();
    for event in events {
        hash.add(event)?;
        let hash = hash.finish();
        match held.remove(&event.event) {
            Some(kept) if kept == hash.as_bytes() => continue,
            Some(_) => take_out_event(tx, &event.event)?,
            None => {}
        }
        EVENTS.put(tx, event, &[])?;
        for key in keys(event) {
            tx.prepare_cached("INSERT INTO parties (event, key) VALUES (?, ?)")?.execute([&event.event, &key])?;
        }
        tx.prepare_cached("INSERT INTO events_kept (event, kept) VALUES (?, ?)")?
            .execute((&event.event, hash.as_bytes()))?;
    }
    held.keys().try_for_each(|event| take_out_event(tx, event))
}

/// What rows hold, by their first column.
fn rows<T>(
    tx: &Connection,
    query: &str,
    read: impl Fn(&Row) -> rusqlite::Result<T>,
) -> rusqlite::Result<FxHashMap<String, T>> {
    tx.prepare(query)?.query_map([], |row| Ok((row.get(0)?, read(row)?)))?.collect()
}

fn take_out_event(tx: &Connection, event: &str) -> rusqlite::Result<()> {
    for table in ["events", "parties", "events_kept"] {
        tx.prepare_cached(&format!("DELETE FROM {table} WHERE event = ?"))?.execute([event])?;
    }
    Ok(())
}

/// A hash of records with the names of their fields. It may serve one after the other: what it holds is begun anew.
#[derive(Default)]
struct Hash(Vec<u8>);

impl Hash {
    fn add(&mut self, record: &impl Serialize) -> rusqlite::Result<()> {
        super::packed::add_named(record, &mut self.0)
    }

    fn finish(&mut self) -> blake3::Hash {
        let hash = blake3::hash(&self.0);
        self.0.clear();
        hash
    }
}

/// What a chronicle says of single records: which event, group, copies and story each belongs to.
struct Links<'c> {
    event_of: FxHashMap<&'c str, &'c str>,
    group_of: FxHashMap<&'c str, &'c str>,
    copies: FxHashMap<&'c str, &'c str>,
    story_of: FxHashMap<&'c str, &'c str>,
}

impl<'c> Links<'c> {
    fn new(chronicle: &'c Chronicle) -> Self {
        let pairs = |pairs: &'c [(String, String)]| pairs.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        let stories = chronicle.stories.iter();
        Self {
            event_of: pairs(&chronicle.event_of),
            group_of: pairs(&chronicle.group_of),
            copies: pairs(&chronicle.copies),
            story_of: stories.flat_map(|s| s.documents.iter().map(|d| (d.as_str(), s.story.as_str()))).collect(),
        }
    }

    /// A hash that changes when the rows of a reading do: `made` stands for the reading as it was put in, to which come
    /// the names that the merge gave, and all of it where the merge may have read the article again under another day.
    fn hash(&self, hash: &mut Hash, made: &[u8], reading: &Reading) -> rusqlite::Result<blake3::Hash> {
        hash.add(&made)?;
        let found = |p: Published| matches!(p.how, PublishedHow::Text | PublishedHow::OtherArticles);
        if reading.article.published.is_some_and(found) {
            hash.add(reading)?;
        }
        hash.add(&reading.article.published)?;
        hash.add(&reading.entities.iter().map(|e| (&e.entity, &e.name)).collect::<Vec<_>>())?;
        let document = reading.article.document.as_str();
        let (quotes, figures) = (&reading.quotes, &reading.figures);
        let groups = quotes.iter().map(|q| &q.quote).chain(figures.iter().map(|f| &f.figure));
        let groups: Vec<_> = groups.map(|id| self.group_of.get(id.as_str())).collect();
        let events: Vec<_> = reading.reports.iter().map(|r| self.event_of.get(r.report.as_str())).collect();
        hash.add(&(self.copies.get(document), self.story_of.get(document), groups, events))?;
        Ok(hash.finish())
    }

    fn applied(&self, reading: &Reading) -> Reading {
        let mut reading = reading.clone();
        let of = |links: &FxHashMap<&str, &str>, key: &str| links.get(key).map(|value| (*value).to_owned());
        let article = &mut reading.article;
        article.copy_group = of(&self.copies, &article.document).or(article.copy_group.take());
        article.story = of(&self.story_of, &article.document).or(article.story.take());
        for quote in &mut reading.quotes {
            quote.group = of(&self.group_of, &quote.quote).or(quote.group.take());
        }
        for figure in &mut reading.figures {
            figure.group = of(&self.group_of, &figure.figure).or(figure.group.take());
        }
        for report in &mut reading.reports {
            report.event = of(&self.event_of, &report.report).unwrap_or(std::mem::take(&mut report.event));
        }
        reading
    }
}

/// The folded names under which an event's parties are found.
fn keys(event: &Event) -> BTreeSet<String> {
    event.sources.iter().chain(&event.targets).flat_map(party_keys).collect()
}

fn party_keys(party: &Party) -> Vec<String> {
    let names = [Some(&party.entity), Some(&party.name), party.country.as_ref()];
    names.into_iter().flatten().chain(&party.also).map(|name| fold(name)).collect()
}

fn put_rows(db: &Connection, reading: &Reading) -> rusqlite::Result<()> {
    let document = reading.article.document.as_str();
    ARTICLES.change(db, &reading.article, "document")?;
    let mut entities: Vec<&Entity> = reading.entities.iter().collect();
    entities.sort_by(|a, b| a.entity.cmp(&b.entity));
    for entity in entities {
        ENTITIES.put(db, entity, &[("document", document)])?;
    }
    for time in in_order(&reading.times, |t| t.span.start) {
        TIMES.put(db, time, &[])?;
    }
    for quote in in_order(&reading.quotes, |q| q.span.start) {
        QUOTES.put(db, quote, &[])?;
    }
    for figure in in_order(&reading.figures, |f| f.span.start) {
        FIGURES.put(db, figure, &[])?;
    }
    for report in in_order(&reading.reports, |r| r.trigger.span.start) {
        REPORTS.put(db, report, &[])?;
    }
    Ok(())
}

fn in_order<T>(records: &[T], start: impl Fn(&T) -> u32) -> Vec<&T> {
    let mut sorted: Vec<&T> = records.iter().collect();
    sorted.sort_by_key(|record| start(record));
    sorted
}

fn remove(db: &mut Connection, documents: &[String]) -> rusqlite::Result<Vec<String>> {
    let tx = db.savepoint()?;
    let mut removed = Vec::new();
    for document in documents {
        if take_out(&tx, document)? {
            removed.push(document.clone());
        }
    }
    if !removed.is_empty() {
        mark_stale(&tx)?;
    }
    tx.commit()?;
    Ok(removed)
}

fn take_out(tx: &Connection, document: &str) -> rusqlite::Result<bool> {
    take_out_mentions(tx, document)?;
    for table in ["articles", "readings_kept"] {
        tx.prepare_cached(&format!("DELETE FROM {table} WHERE document = ?"))?.execute([document])?;
    }
    Ok(tx.prepare_cached("DELETE FROM readings WHERE document = ?")?.execute([document])? > 0)
}

fn take_out_mentions(tx: &Connection, document: &str) -> rusqlite::Result<()> {
    for table in MENTIONS {
        tx.prepare_cached(&format!("DELETE FROM {table} WHERE document = ?"))?.execute([document])?;
    }
    Ok(())
}

fn raise_revision(tx: &Connection) -> rusqlite::Result<()> {
    let sql = "INSERT INTO meta (key, value) VALUES (?, '1')
        ON CONFLICT DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)";
    tx.execute(sql, [REVISION])?;
    Ok(())
}

fn mark_stale(tx: &Connection) -> rusqlite::Result<()> {
    tx.execute("INSERT INTO meta (key, value) VALUES (?, '1') ON CONFLICT DO NOTHING", [STALE])?;
    Ok(())
}
