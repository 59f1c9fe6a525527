//! Given a page's blocks, yields the paragraphs of its article: what stands where most of the prose is, without the site's own
//! words.

use super::tree::{Block, Tree};
use crate::fold::fold;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Words in the names of elements that frame an article, and beginnings of paragraphs that are none of it.
const NOISE: &str = include_str!("noise.tsv");

/// A paragraph of prose has this many bytes, and half of them outside links.
const PROSE: usize = 60;

/// The share of a page's prose that the element of its article holds at least.
const MOST: f64 = 0.62;

/// An element named like a frame is none where it holds this share of a page's prose.
const TOO_MUCH: f64 = 0.3;

/// Words in the names of a paragraph that introduces an article and stands before its body.
const LEADS: [&str; 12] = [
    " standfirst ",
    " chapo ",
    " dek ",
    " summary ",
    " subtitle ",
    " deck ",
    " subheadline ",
    " subhead ",
    " sub headline ",
    " excerpt ",
    " intro ",
    " abstract ",
];

struct Noise {
    marks: BTreeSet<&'static str>,
    phrases: Vec<String>,
}

static WORDS: LazyLock<Noise> = LazyLock::new(|| {
    let rows = || NOISE.lines().skip(1).map(|l| l.split('\t').collect::<Vec<_>>());
    let of = |kind: &'static str| rows().filter(move |r| r.first() == Some(&kind)).filter_map(|r| r.get(1).copied());
    Noise { marks: of("mark").collect(), phrases: of("phrase").map(fold).collect() }
});

/// The paragraphs of a page's article, in their order; none where it has no article.
pub(super) fn paragraphs(tree: &Tree, title: Option<&str>, summary: Option<&str>) -> Vec<String> {
    let page = Weighed::new(tree);
    let Some(body) = page.body() else { return Vec::new() };
    let title = title.map(fold).unwrap_or_default();
    let mut kept: Vec<usize> = page.leads(body, summary);
    kept.extend((0..tree.blocks.len()).filter(|at| page.inside(*at, body) && page.is_kept(*at)));
    let mut seen = BTreeSet::new();
    kept.retain(|at| {
        let folded = fold(&tree.blocks[*at].text);
        folded != title && (folded.len() < PROSE || seen.insert(folded))
    });
    // A heading that nothing follows headed what was left out.
    let mut texts = Vec::new();
    for (n, at) in kept.iter().enumerate() {
        let next = kept.get(n + 1).map(|next| &tree.blocks[*next]);
        if !is_heading(&tree.blocks[*at]) || next.is_some_and(|n| !is_heading(n)) {
            texts.push(tree.blocks[*at].text.clone());
        }
    }
    texts
}

/// Blocks with what each element holds of the page's prose.
struct Weighed<'t> {
    tree: &'t Tree,
    /// Bytes of prose inside each element.
    prose: Vec<usize>,
    all: usize,
    noisy: Vec<bool>,
}

impl<'t> Weighed<'t> {
    fn new(tree: &'t Tree) -> Self {
        let mut prose = vec![0; tree.elements.len()];
        for block in tree.blocks.iter().filter(|b| is_prose(b)) {
            tree.around(block.element).for_each(|e| prose[e] += weight(block));
        }
        let all = prose.first().copied().unwrap_or_default();
        let mut page = Self { tree, prose, all, noisy: vec![false; tree.elements.len()] };
        page.mark_noise();
        page.weigh_anew();
        page
    }

    /// An element is noise where its names say so, unless it holds much of the page's prose; so is all that it holds.
    fn mark_noise(&mut self) {
        for (at, element) in self.tree.elements.iter().enumerate() {
            let inherited = element.parent.is_some_and(|p| self.noisy[p]);
            let named = || element.marks.split(' ').any(|word| WORDS.marks.contains(word));
            let large = self.prose[at] as f64 > TOO_MUCH * self.all as f64;
            let root = matches!(element.tag.as_str(), "html" | "body" | "main");
            self.noisy[at] = inherited || (!root && !large && named());
        }
    }

    fn weigh_anew(&mut self) {
        self.prose.fill(0);
        for block in self.tree.blocks.iter().filter(|b| is_prose(b) && !self.noisy[b.element]) {
            self.tree.around(block.element).for_each(|e| self.prose[e] += weight(block));
        }
        self.all = self.prose.first().copied().unwrap_or_default();
    }

    /// The element that holds the article: the innermost one that holds most prose.
    fn body(&self) -> Option<usize> {
        if self.all == 0 {
            return None;
        }
        let article = self.declared();
        let (root, all) = article.map_or((0, self.all), |a| (a, self.prose[a]));
        let enough = |at: usize| self.prose[at] as f64 >= MOST * all as f64;
        let within = |at: usize| self.tree.around(at).any(|e| e == root);
        (0..self.tree.elements.len()).filter(|at| enough(*at) && within(*at)).max_by_key(|at| self.depth(*at))
    }

    /// What the page itself calls the article's body, where that holds a fair part of the prose: the largest.
    fn declared(&self) -> Option<usize> {
        let fair = |at: usize| self.prose[at] as f64 >= 0.25 * self.all as f64 && self.prose[at] >= 2 * PROSE;
        let named = |at: usize| {
            let names = &self.tree.elements[at].names;
            names.contains("articlebody") || names.contains("article-body") || names.contains("article__body")
        };
        let articles = (0..self.tree.elements.len()).filter(|at| fair(*at));
        let (named, tagged): (Vec<usize>, Vec<usize>) =
            articles.filter(|at| named(*at) || self.tree.elements[*at].tag == "article").partition(|at| named(*at));
        let largest = |list: Vec<usize>| list.into_iter().max_by_key(|at| (self.prose[*at], self.depth(*at)));
        largest(named).or_else(|| largest(tagged))
    }

    fn depth(&self, at: usize) -> usize {
        self.tree.around(at).count()
    }

    fn inside(&self, block: usize, element: usize) -> bool {
        self.tree.around(self.tree.blocks[block].element).any(|e| e == element)
    }

    fn is_kept(&self, at: usize) -> bool {
        let block = &self.tree.blocks[at];
        if self.noisy[block.element] || is_phrase(&block.text) {
            return false;
        }
        if is_heading(block) {
            return block.tag != "h1" && block.linked * 2 < block.text.len();
        }
        let short = block.text.len() < PROSE;
        let linked = block.linked as f64 / block.text.len().max(1) as f64;
        match block.tag.as_str() {
            "p" | "blockquote" | "pre" => linked < if short { 0.5 } else { 0.75 },
            "li" | "td" | "dd" | "dt" | "th" => linked < 0.5,
            _ => !short && linked < 0.5,
        }
    }

    /// Paragraphs before the body that introduce it: named so, or saying what the page's head says.
    fn leads(&self, body: usize, summary: Option<&str>) -> Vec<usize> {
        let first = (0..self.tree.blocks.len()).find(|at| self.inside(*at, body)).unwrap_or(0);
        let summary = summary.map(fold).filter(|s| s.len() >= PROSE);
        let leads = |at: usize| {
            let block = &self.tree.blocks[at];
            if block.tag == "h1" || block.linked > 0 || block.text.len() < PROSE / 2 || is_phrase(&block.text) {
                return false;
            }
            let folded = fold(&block.text);
            let start = |text: &str| text.chars().take(50).collect::<String>();
            let said = summary.as_ref().is_some_and(|s| start(s) == start(&folded));
            let named = || {
                let marks = || self.tree.around(block.element).take(2).map(|e| &self.tree.elements[e].marks);
                marks().any(|m| LEADS.iter().any(|lead| m.contains(lead)))
            };
            said || (!self.noisy[block.element] && named())
        };
        // What lies far before the body belongs to another part of the page.
        (first.saturating_sub(30)..first).filter(|at| leads(*at)).collect()
    }
}

fn is_heading(block: &Block) -> bool {
    matches!(block.tag.as_str(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

fn is_prose(block: &Block) -> bool {
    block.text.len() >= PROSE && block.linked * 2 < block.text.len() && !is_heading(block) && !is_phrase(&block.text)
}

/// Paragraphs weigh by their length, what stands in other elements half of it.
fn weight(block: &Block) -> usize {
    if block.tag == "p" { block.text.len() } else { block.text.len() / 2 }
}

/// True where a paragraph is the site's own: it begins like one, and is not long.
fn is_phrase(text: &str) -> bool {
    if text.len() > 6 * PROSE {
        return false;
    }
    let folded = fold(text);
    let folded = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    WORDS.phrases.iter().any(|phrase| {
        folded.strip_prefix(phrase.as_str()).is_some_and(|rest| {
            !rest.starts_with(char::is_alphanumeric)
                && (rest.len() < 4 || phrase.contains(' ') || rest.trim_start().starts_with(':'))
        })
    })
}
