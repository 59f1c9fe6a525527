//! Given what a page says of its title in several places, yields the title without the site's name.

use super::linked::Linked;
use super::plain;
use super::tree::{Tree, squeeze};
use crate::fold::fold;

/// The signs that part a title from the name of the site.
const PARTERS: [&str; 7] = [" | ", " - ", " – ", " — ", " · ", " • ", " » "];

/// The title of the article.
pub(super) fn of(tree: &Tree, linked: &Linked, publisher: Option<&str>) -> Option<String> {
    let headings: Vec<&str> = tree.blocks.iter().filter(|b| b.tag == "h1").map(|b| b.text.as_str()).collect();
    let metas = ["og:title", "twitter:title", "dc.title", "headline", "title"];
    let meta = metas.iter().filter_map(|name| tree.metas.iter().find(|(n, _)| n == name).map(|(_, c)| c.as_str()));
    let said = linked.headline.as_deref().into_iter().chain(meta).chain(headings.first().copied());
    let titles = said.chain(tree.title.as_deref()).map(|t| squeeze(&plain(t))).filter(|t| !t.is_empty());
    titles.map(|title| without_site(&title, &headings, tree, publisher)).next()
}

/// Cuts a site's name off the end: where the page's heading lacks it, or where it is the publisher's or in the address.
fn without_site(title: &str, headings: &[&str], tree: &Tree, publisher: Option<&str>) -> String {
    let last = PARTERS.iter().filter_map(|p| title.rfind(p).map(|at| (at, *p))).max();
    let Some((at, parter)) = last else { return title.to_owned() };
    let (head, site) = (title[..at].trim(), title[at + parter.len()..].trim());
    let key = |text: &str| fold(text).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (head_key, site_key) = (key(head), key(site));
    let known = |name: &str| !site_key.is_empty() && (key(name).contains(&site_key) || site_key.contains(&key(name)));
    let names = tree.metas.iter().filter(|(n, _)| n == "og:site_name").map(|(_, c)| c.as_str());
    let heading = headings.iter().any(|h| key(h) == head_key);
    let host = tree.canonical.as_deref().and_then(|u| u.split('/').nth(2)).unwrap_or_default();
    let in_host = site_key.len() > 3 && key(host).contains(&site_key);
    if heading || in_host || publisher.into_iter().chain(names).filter(|n| !n.trim().is_empty()).any(known) {
        return without_site(head, headings, tree, publisher);
    }
    title.to_owned()
}
