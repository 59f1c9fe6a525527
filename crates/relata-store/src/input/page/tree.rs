//! Given a page's markup, yields its blocks of text in their order, each with the elements around it, and what its head says.

use dom_query::{Document, NodeRef};

/// Elements whose text no reader sees, or sees as part of the site's frame.
const SKIPPED: [&str; 31] = [
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "math",
    "iframe",
    "object",
    "embed",
    "canvas",
    "nav",
    "footer",
    "aside",
    "button",
    "select",
    "option",
    "textarea",
    "input",
    "label",
    "dialog",
    "menu",
    "video",
    "audio",
    "picture",
    "figure",
    "figcaption",
    "map",
    "head",
    "amp-ad",
    "bsp-carousel",
    "frameset",
];

/// Elements within which text goes on.
const INLINE: [&str; 34] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
    "tt", "u", "var",
];

/// Stands for a line break in a block that is not parted yet.
const BREAK: char = '\u{b}';

/// One element around text.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) tag: String,
    /// Its class, id and similar attributes, as words in lower case between spaces.
    pub(super) marks: String,
    /// The same, as they are written.
    pub(super) names: String,
    pub(super) parent: Option<usize>,
}

/// A stretch of text that a reader sees as one paragraph, heading or list item.
#[derive(Debug, Default)]
pub(super) struct Block {
    pub(super) tag: String,
    pub(super) text: String,
    /// How many of its bytes lie in links.
    pub(super) linked: usize,
    /// The element that it lies in.
    pub(super) element: usize,
}

/// What a page says.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) elements: Vec<Element>,
    pub(super) blocks: Vec<Block>,
    /// Name or property of each `meta`, in lower case, and its content.
    pub(super) metas: Vec<(String, String)>,
    /// The texts of JSON-LD scripts.
    pub(super) scripts: Vec<String>,
    /// The `title` element.
    pub(super) title: Option<String>,
    /// The values of `time` elements, in their order.
    pub(super) times: Vec<String>,
    /// The canonical address.
    pub(super) canonical: Option<String>,
    /// The language that the page declares.
    pub(super) language: Option<String>,
}

impl Tree {
    /// Reads a page.
    pub(super) fn new(html: &str) -> Self {
        let document = Document::from(html);
        let mut walk = Walk::default();
        walk.run(document.root());
        walk.tree
    }

    /// The element and all those around it, from the inside.
    pub(super) fn around(&self, element: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(element), |at| self.elements[*at].parent)
    }
}

/// Where a walk stands: what to enter, and what to leave.
enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave { block: bool, link: bool },
}

#[derive(Default)]
struct Walk {
    tree: Tree,
    open: Vec<usize>,
    block: Block,
    links: usize,
}

impl Walk {
    /// Walks without recursion, so that no depth of nesting breaks it.
    fn run(&mut self, root: NodeRef<'_>) {
        let mut steps = vec![Step::Enter(root)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Leave { block, link } => {
                    self.links -= usize::from(link);
                    if block {
                        self.flush();
                        self.open.pop();
                    }
                }
                Step::Enter(node) if node.is_text() => self.text(&node.text()),
                Step::Enter(node) if node.is_element() => self.enter(node, &mut steps),
                Step::Enter(node) => steps.extend(node.children_it(true).map(Step::Enter)),
            }
        }
    }

    fn enter<'a>(&mut self, node: NodeRef<'a>, steps: &mut Vec<Step<'a>>) {
        let tag = node.node_name().map(|n| n.to_ascii_lowercase()).unwrap_or_default();
        self.note_head(&tag, node);
        if tag == "br" {
            self.block.text.push(BREAK);
            return;
        }
        if (SKIPPED.contains(&tag.as_str()) && tag != "head") || is_hidden(node) {
            // What is left out still parts what stands before and after it.
            if !matches!(tag.as_str(), "script" | "style" | "svg" | "button" | "input") {
                self.flush();
            }
            return;
        }
        let inline = INLINE.contains(&tag.as_str());
        let link = tag == "a";
        if !inline {
            self.flush();
            self.open(&tag, node);
        }
        self.links += usize::from(link);
        steps.push(Step::Leave { block: !inline, link });
        if tag != "head" {
            steps.extend(node.children_it(true).map(Step::Enter));
        } else {
            node.descendants_it().filter(NodeRef::is_element).for_each(|inner| {
                let tag = inner.node_name().map(|n| n.to_ascii_lowercase()).unwrap_or_default();
                self.note_head(&tag, inner);
            });
        }
    }

    fn open(&mut self, tag: &str, node: NodeRef<'_>) {
        let attribute = |name: &str| node.attr(name).map(|v| v.to_string()).unwrap_or_default();
        let names = ["class", "id", "itemprop", "data-component", "data-testid", "role", "data-type", "data-module"];
        let names = names.map(attribute).join(" ");
        let parent = self.open.last().copied();
        let element = Element { tag: tag.to_owned(), marks: marks(&names), names: names.to_lowercase(), parent };
        self.tree.elements.push(element);
        self.open.push(self.tree.elements.len() - 1);
        self.start();
    }

    /// Begins a block in the innermost element.
    fn start(&mut self) {
        let element = self.open.last().copied().unwrap_or_default();
        let tag = self.tree.elements.get(element).map(|e| e.tag.clone()).unwrap_or_default();
        self.block = Block { tag, element, ..Block::default() };
    }

    fn text(&mut self, text: &str) {
        if self.open.is_empty() {
            return;
        }
        self.block.text.push_str(text);
        self.block.linked += if self.links > 0 { text.trim().len() } else { 0 };
    }

    /// Ends the block; a line break doubled within it parts two paragraphs.
    fn flush(&mut self) {
        let block = std::mem::take(&mut self.block);
        let whole = block.text.len().max(1);
        for text in paragraphs(&block.text) {
            let linked = if block.linked == 0 { 0 } else { (block.linked * text.len()).div_ceil(whole) };
            self.tree.blocks.push(Block { tag: block.tag.clone(), text, linked, element: block.element });
        }
        self.start();
    }

    fn note_head(&mut self, tag: &str, node: NodeRef<'_>) {
        let attribute = |name: &str| node.attr(name).map(|v| v.to_string()).filter(|v| !v.trim().is_empty());
        let tree = &mut self.tree;
        match tag {
            "html" => tree.language = attribute("lang").or_else(|| attribute("xml:lang")),
            "title" if tree.title.is_none() => tree.title = Some(squeeze(&node.text())),
            "meta" => {
                let name = ["property", "name", "itemprop", "http-equiv"].into_iter().find_map(attribute);
                if let (Some(name), Some(content)) = (name, attribute("content")) {
                    tree.metas.push((name.to_lowercase(), content));
                }
            }
            "link" if attribute("rel").is_some_and(|r| r.eq_ignore_ascii_case("canonical")) => {
                tree.canonical = tree.canonical.take().or_else(|| attribute("href"));
            }
            "script" if attribute("type").is_some_and(|t| t.to_ascii_lowercase().contains("ld+json")) => {
                tree.scripts.push(node.text().to_string());
            }
            "time" => tree.times.extend(attribute("datetime")),
            _ => {}
        }
    }
}

fn is_hidden(node: NodeRef<'_>) -> bool {
    let style = node.attr("style").map(|s| s.replace(' ', "").to_ascii_lowercase()).unwrap_or_default();
    node.has_attr("hidden") || style.contains("display:none") || style.contains("visibility:hidden")
}

/// The words of names such as `article-body__text newsLetter`, in lower case, each between spaces.
fn marks(names: &str) -> String {
    let mut marks = String::from(" ");
    let mut lower = false;
    for c in names.chars() {
        if !c.is_alphanumeric() {
            marks.push(' ');
        } else {
            if lower && c.is_uppercase() {
                marks.push(' ');
            }
            marks.extend(c.to_lowercase());
        }
        lower = c.is_lowercase();
    }
    marks.push(' ');
    marks
}

/// Text parted at doubled line breaks, with single spaces.
fn paragraphs(text: &str) -> Vec<String> {
    let lines = text.split(BREAK).collect::<Vec<_>>();
    if lines.len() == 1 {
        let one = squeeze(text);
        return if one.is_empty() { Vec::new() } else { vec![one] };
    }
    let mut found = Vec::new();
    let mut current = String::new();
    let mut breaks = 0;
    for line in lines {
        if line.trim().is_empty() {
            breaks += 1;
            continue;
        }
        if breaks > 0 {
            found.push(squeeze(&current));
            current.clear();
        }
        current.push(' ');
        current.push_str(line);
        breaks = 0;
    }
    found.push(squeeze(&current));
    found.retain(|p| !p.is_empty());
    found
}

/// Text with single spaces and none at its ends; signs that show nothing are left out.
pub(super) fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}') {
        let shown = word.chars().filter(|c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' | '\u{2060}'));
        let before = out.len();
        if before > 0 {
            out.push(' ');
        }
        let begin = out.len();
        out.extend(shown);
        if out.len() == begin {
            out.truncate(before);
        }
    }
    out.trim().to_owned()
}
