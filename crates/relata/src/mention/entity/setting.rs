//! Given an article's names and publisher, yields the country in which it plays where it names none.

use super::{Entities, Finder, Form, Setting};
use crate::error::Error;
use crate::pack::Data;
use crate::record::EntityKind;
use rustc_hash::FxHashMap;

/// How much more often than the publisher's country another must be named to be the article's own.
const FOREIGN: usize = 3;

/// The country that a language's press writes from: `country` in `packs/*/pack.toml`.
pub(super) fn country_of_language(data: &Data, language: &str) -> Option<String> {
    let text = data.text(&format!("packs/{language}/pack.toml"))?;
    let pack: toml::Table = text.parse().ok()?;
    Some(pack.get("country")?.as_str()?.to_owned())
}

/// The countries of internet suffixes, from `packs/shared/suffixes.tsv`.
pub(super) fn suffixes(data: &Data) -> Result<FxHashMap<String, String>, Error> {
    let table = data.table("packs/shared/suffixes.tsv", &["suffix", "country", "source", "checked"])?;
    Ok(table.rows().map(|r| (r.get("suffix").to_owned(), r.get("country").to_owned())).collect())
}

/// The article's home: the country named most where it outweighs the publisher's by far, else the publisher's.
pub(super) fn home(finder: &Finder, setting: Setting<'_>, found: &Entities) -> Option<String> {
    let publisher = setting.publisher.and_then(|p| country_of_publisher(finder, p)).or_else(|| finder.country.clone());
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for reference in &found.references {
        for actor in reference.actors.iter().map(|a| &found.actors[*a]) {
            let known = actor.kind != EntityKind::Place || reference.form == Form::Metonym;
            if let (Some(country), true) = (&actor.country, known) {
                *counts.entry(country).or_default() += 1;
            }
        }
    }
    let own = publisher.as_deref().and_then(|p| counts.get(p)).copied().unwrap_or(0);
    let most = counts.iter().max_by_key(|(code, count)| (**count, std::cmp::Reverse(**code)));
    match most {
        Some((code, count)) if *count >= own + FOREIGN && is_country(finder, code) => Some((*code).to_owned()),
        _ => publisher,
    }
}

fn is_country(finder: &Finder, code: &str) -> bool {
    finder.gazetteer.land(code).is_some_and(|l| finder.gazetteer.lands[l].country)
}

/// The country of an address's last part: "journal.ca" is Canadian.
fn country_of_publisher(finder: &Finder, publisher: &str) -> Option<String> {
    let host = publisher.split("//").last()?.split('/').next()?;
    let suffix = host.rsplit('.').next().filter(|s| s.len() == 2 && host.contains('.'))?;
    finder.suffixes.get(suffix).cloned()
}
