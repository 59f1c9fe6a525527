//! `/read`: articles that are dropped or pasted are read into the chronicle, as `relata read` does.

use super::Shared;
use crate::command::merge;
use crate::run::{self, Outcome, Work};
use crate::serve::answer::{Answer, Failure};
use crate::serve::state::{App, lock};
use axum::Json;
use axum::extract::{FromRequest, Multipart, Request, State};
use axum::http::{StatusCode, header};
use relata::record::Reading;
use relata_store::Store;
use relata_store::input::{Meter, Options, Zone, published};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;
use utoipa::ToSchema;

/// The most files of one request.
const FILES: usize = 200;

/// An article that is pasted.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct Pasted {
    /// Its words.
    pub text: String,
    /// Its title.
    pub title: Option<String>,
    /// Its day, month or year of publication.
    pub published: Option<String>,
    /// Its language (ISO 639-1); found out where it is not given.
    pub lang: Option<String>,
}

/// What became of the articles.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct Done {
    /// The articles that are new or say something new.
    read: Vec<String>,
    /// Those of them that stand in the place of another text of their name.
    replaced: Vec<String>,
    /// Those that the chronicle held already.
    unchanged: Vec<String>,
    /// What could not be read.
    refused: Vec<Refused>,
    /// What the chronicle has more or less now.
    changed: Changed,
}

/// What could not be read.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct Refused {
    name: String,
    cause: String,
    remedy: String,
}

/// How many records the chronicle has more, or less.
#[derive(Clone, Copy, Debug, Default, Serialize, ToSchema)]
struct Changed {
    articles: i64,
    events: i64,
    quotes: i64,
    figures: i64,
}

/// Reads articles into the chronicle: a pasted one as JSON, or files as multipart/form-data. The answer comes when they
/// are merged with all others, which takes longer the more there are.
#[utoipa::path(post, path = "/read", tag = "read", params(super::schema::Own),
    request_body(content((Pasted = "application/json"), (super::schema::Upload = "multipart/form-data"))),
    responses((status = 200, description = "What became of them", body = Done), super::schema::Failures))]
pub async fn read(State(app): Shared, request: Request) -> Result<Answer, Failure> {
    if app.settings.read_only {
        return Err(Failure::read_only());
    }
    let folder = tempfile::tempdir().map_err(|error| Failure::internal(&error))?;
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let paths = if kind.starts_with("multipart/form-data") {
        upload(request, &folder).await?
    } else {
        let Json(pasted) = Json::<Pasted>::from_request(request, &())
            .await
            .map_err(|error| Failure::new(error.status(), error.body_text(), "see /api/v1/openapi.json"))?;
        vec![paste(&pasted, &folder)?]
    };
    let done = tokio::task::spawn_blocking(move || {
        let done = take(&app, &paths);
        drop(folder);
        done
    });
    Answer::json(&done.await.map_err(|error| Failure::internal(&error))??)
}

/// Writes a pasted article as a record of JSON Lines, which `relata read` knows.
fn paste(pasted: &Pasted, folder: &TempDir) -> Result<PathBuf, Failure> {
    if pasted.text.trim().is_empty() {
        return Err(Failure::question("there is no text", "paste the words of an article"));
    }
    if let Some(day) = pasted.published.as_deref().filter(|day| !day.is_empty()) {
        published(day, &zone()).ok_or_else(|| {
            Failure::question(format!("published={day}: this is no day"), "give one such as 2023-10-17")
        })?;
    }
    let given = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    let title = given(&pasted.title);
    let hash = blake3::hash(format!("{title:?} {}", pasted.text).as_bytes()).to_hex();
    let hash: String = hash.as_str().chars().take(12).collect();
    let record = serde_json::json!({
        "document": format!("pasted-{hash}"),
        "text": pasted.text,
        "title": title,
        "published": given(&pasted.published),
        "language": given(&pasted.lang).map(|lang| lang.to_lowercase()),
    });
    let path = folder.path().join("pasted.jsonl");
    std::fs::write(&path, format!("{record}\n")).map_err(|error| Failure::internal(&error))?;
    Ok(path)
}

/// Writes each file of a form under its own name into the folder.
async fn upload(request: Request, folder: &TempDir) -> Result<Vec<PathBuf>, Failure> {
    let refuse =
        |error: &dyn std::fmt::Display, status| Failure::new(status, error, "send files as multipart/form-data");
    let mut form =
        Multipart::from_request(request, &()).await.map_err(|error| refuse(&error.body_text(), error.status()))?;
    let mut paths: Vec<PathBuf> = Vec::new();
    while let Some(field) = form.next_field().await.map_err(|error| refuse(&error.body_text(), error.status()))? {
        let Some(name) = field.file_name().map(plain) else { continue };
        let bytes = field.bytes().await.map_err(|error| refuse(&error.body_text(), error.status()))?;
        if paths.len() == FILES {
            return Err(Failure::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                format!("more than {FILES} files"),
                "send fewer at once",
            ));
        }
        // Two files of one name stay two; only the second's name says so.
        let inner = folder.path().join(paths.len().to_string());
        let path = inner.join(&name);
        let written = std::fs::create_dir(&inner).and_then(|()| std::fs::write(&path, &bytes));
        written.map_err(|error| Failure::internal(&error))?;
        paths.push(path);
    }
    if paths.is_empty() {
        return Err(Failure::question("there is no file in the form", "send at least one file"));
    }
    Ok(paths)
}

/// A file's name without folders, signs that name other places, and what a disk has no room for.
fn plain(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().filter(|c| !c.is_control() && !"<>:\"|?*[]{}".contains(*c)).collect();
    let kept = kept.trim().trim_start_matches('.');
    let short: String = kept.chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect();
    if short.is_empty() { "article".to_owned() } else { short }
}

fn zone() -> Zone {
    let name = crate::config::config().timezone.as_deref().unwrap_or("Europe/Paris");
    Zone::named(name).unwrap_or_default()
}

/// Reads, merges and shows; one reading at a time.
fn take(app: &Arc<App>, paths: &[PathBuf]) -> Result<Done, Failure> {
    let _turn = lock(&app.writing);
    let made = app.made()?;
    let mut store = Store::open(&app.settings.path)?;
    let before = counts(&store)?;
    let known = store.inputs()?;
    let (fingerprint, options, meter) =
        (made.fingerprint(), Options { zone: zone(), ..Options::default() }, Meter::default());
    let mut done = Done::default();
    let mut readings: Vec<(String, Reading)> = Vec::new();
    let none = BTreeMap::new();
    let threads = crate::command::processors().min(4);
    let work = Work { paths, options: &options, known: &none, fingerprint: &fingerprint, threads, meter: &meter };
    run::read(&made.engine, &work, |outcome| -> Result<(), Failure> {
        match outcome {
            Outcome::Read(hash, reading) => readings.push((hash, *reading)),
            Outcome::Problem(problem) if problem.read => {}
            Outcome::Problem(problem) => done.refused.push(refused(problem)),
            Outcome::Known => {}
        }
        Ok(())
    })?;
    for (hash, reading) in &readings {
        let document = reading.article.document.clone();
        match known.get(&document) {
            Some(same) if same == hash => done.unchanged.push(document),
            Some(_) => {
                done.replaced.push(document.clone());
                done.read.push(document);
            }
            None => done.read.push(document),
        }
    }
    let entries: Vec<(&str, &Reading)> = readings.iter().map(|(hash, reading)| (hash.as_str(), reading)).collect();
    store.as_one(|store| -> anyhow::Result<()> {
        store.put_from(&entries)?;
        merge(store, &made).map(drop)
    })?;
    let after = counts(&store)?;
    done.changed = Changed {
        articles: after[0] - before[0],
        events: after[1] - before[1],
        quotes: after[2] - before[2],
        figures: after[3] - before[3],
    };
    app.renew()?;
    Ok(done)
}

fn counts(store: &Store) -> Result<[i64; 4], Failure> {
    let counts = store.counts()?;
    let count = |name: &str| counts.iter().find(|(table, _)| *table == name).map_or(0, |(_, count)| *count as i64);
    Ok([store.len()? as i64, count("events"), count("quotes"), count("figures")])
}

/// A problem without the place where the file lay for the time of the request.
fn refused(problem: relata_store::input::Problem) -> Refused {
    let name = Path::new(&problem.place).file_name().map(|name| name.to_string_lossy().into_owned());
    Refused { name: name.unwrap_or_default(), cause: problem.cause, remedy: problem.remedy }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_files_name_leads_nowhere() {
        for (name, expected) in [
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\a\\note.txt", "note.txt"),
            ("..", "article"),
            (".profile", "profile"),
            ("a*b?.md", "ab.md"),
            ("", "article"),
        ] {
            assert_eq!(plain(name), expected);
        }
    }
}
