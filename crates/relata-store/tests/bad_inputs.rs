//! Every kind of bad input that `docs/bad-inputs.md` lists: a clear message or a right reading, and the neighbour is read.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic in its own functions too")]

mod reading;

use reading::run;
use std::io::{Read as _, Write};
use std::path::Path;

const GOOD: &str = "Le ministre kényan des Transports a reçu mardi son homologue tanzanien à Mombasa.";
const PROSE: &str = "Le conseil de la ville a voté lundi la rénovation du vieux marché couvert, fermé depuis deux ans.";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

/// What must come of a bad file.
enum Expected {
    /// It is skipped with a message that holds these words.
    Told(&'static str),
    /// It is read, and its text holds these words.
    Read(&'static str),
    /// It is read, and a note holds these words.
    Noted(&'static str),
    /// Part of it is read: the words of that part, and the words of the message.
    Part(&'static str, &'static str),
}

use Expected::{Noted, Part, Read, Told};

struct Case {
    /// As the page calls it.
    kind: &'static str,
    file: &'static str,
    bytes: Vec<u8>,
    expected: Expected,
}

fn case(kind: &'static str, file: &'static str, bytes: impl Into<Vec<u8>>, expected: Expected) -> Case {
    Case { kind, file, bytes: bytes.into(), expected }
}

fn page(body: &str) -> String {
    format!("<!DOCTYPE html><html><head><title>Marché</title></head><body>{body}</body></html>")
}

fn texts() -> Vec<Case> {
    let wide: Vec<u8> = "\u{feff}Été à Lomé.".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let narrow: &[u8] = b"La d\xe9l\xe9gation a \xe9t\xe9 re\xe7ue \xe0 Nairobi par le pr\xe9sident.";
    vec![
        case("an empty file", "empty.txt", "", Told("it has no text")),
        case("nothing but white space", "blank.txt", " \n\t\r\n", Told("it has no text")),
        case("a byte order mark before UTF-8", "mark.txt", "\u{feff}Été à Lomé.", Read("Été à Lomé.")),
        case("UTF-16 with a byte order mark", "wide.txt", wide, Read("Été à Lomé.")),
        case("a charset that is not named", "latin.txt", narrow, Noted("read as windows-1252")),
        case("line ends of three kinds in one file", "lines.txt", "Un.\r\nDeux.\rTrois.\n", Read("Trois.")),
        case("a program named as text", "program.txt", b"\x7fELF\x02\x01\0\0\0\0".to_vec(), Told("binary data")),
        case("a PDF named as text", "paper.txt", "%PDF-1.7 ...", Told("it is a PDF")),
        case("an office document named as text", "word.txt", b"PK\x03\x04....".to_vec(), Told("office document")),
        case("a picture named as a page", "photo.html", b"\x89PNG\r\n\x1a\n\0\0".to_vec(), Told("no article")),
        case("an article longer than 10 MB", "long.txt", "Le port. ".repeat(1_300_000), Told("longer than 10 MB")),
        case(
            "front matter that does not end",
            "front.md",
            format!("---\ntitle: Marché\n\n{PROSE}"),
            Read("vieux marché"),
        ),
    ]
}

fn records() -> Vec<Case> {
    let mut long = b"{\"text\": \"".to_vec();
    long.resize(40_000_000, b'x');
    long.extend(b"\"}\n{\"text\": \"Le port a ouvert.\"}\n");
    let nested =
        format!("{{\"text\": {}1{}}}\n{{\"text\": \"Le port a ouvert.\"}}\n", "[".repeat(5000), "]".repeat(5000));
    let open = format!("text,title\n{PROSE},Marché\n\"un guillemet ouvert{}", " et des mots".repeat(4_000_000));
    vec![
        case(
            "a broken record among good ones",
            "broken.jsonl",
            "{\"text\": \"Un\n{\"text\": \"Le port a ouvert.\"}\n",
            Part("port", "it is no JSON"),
        ),
        case("a record on a line without end", "endless.jsonl", long, Part("port", "longer than 10 MB")),
        case("JSON nested without end", "nested.jsonl", nested, Part("port", "wrong type")),
        case(
            "a field of the wrong type",
            "type.jsonl",
            "{\"text\": 3}\n{\"text\": \"Le port a ouvert.\"}\n",
            Part("port", "wrong type"),
        ),
        case("an absurd day", "day.jsonl", "{\"text\": \"Un.\", \"published\": \"2031-02-30\"}\n", Noted("is no day")),
        case(
            "a record without text",
            "none.jsonl",
            "{\"title\": \"Marché\"}\n{\"text\": \"Le port a ouvert.\"}\n",
            Part("port", "it has no text"),
        ),
        case(
            "two articles of one name",
            "twice.jsonl",
            "{\"document\": \"x\", \"text\": \"Le port a ouvert.\"}\n{\"document\": \"x\", \"text\": \"Deux.\"}\n",
            Part("port", "was given to another article"),
        ),
        case("a JSON document that breaks off", "half.json", "{\"items\": [{\"text\": \"Un.\"}", Told("it is no JSON")),
        case("a table without a column of texts", "names.csv", "a,b\n1,2\n", Told("--map text=COLUMN")),
        case("a table without rows", "rows.csv", "text,title\n", Told("the table has no rows")),
        case(
            "rows with too few and too many cells",
            "ragged.csv",
            format!("title,text\nUn\nDeux,{PROSE},x,y\n"),
            Part("vieux marché", "it has no text"),
        ),
        case(
            "a quotation mark that nothing closes",
            "open.csv",
            open,
            Part("vieux marché", "close its quotation mark"),
        ),
        case("a table in UTF-16 parted by tabs", "wide.tsv", wide_table(), Read("Été à Lomé")),
        case(
            "a Parquet table that is damaged",
            "damaged.parquet",
            b"PAR1\0\0\0\0nothing PAR1".to_vec(),
            Told("no sound Parquet table"),
        ),
    ]
}

fn wide_table() -> Vec<u8> {
    "\u{feff}title\ttext\nMarché\tÉté à Lomé.\n".encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn pages() -> Vec<Case> {
    let declared = format!("<html><head><meta charset=utf-8></head><body><p>{PROSE}</p></body></html>");
    let (wrong, ..) = encoding_rs::WINDOWS_1252.encode(&declared);
    let feed = |items: &str| {
        format!("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Gazette</title>{items}</channel></rss>")
    };
    let item = format!("<item><title>Marché</title><description>{PROSE}</description></item>");
    let whole = feed(&item);
    let half = whole.replace("</channel></rss>", "<item><title>Deux</title><descr");
    vec![
        case(
            "a page without an article",
            "home.html",
            page("<ul><li><a href=/a>Un</a></li><li><a href=/b>Deux</a></li></ul>"),
            Told("no article on the page"),
        ),
        case("a page that names a wrong charset", "wrong.html", wrong.into_owned(), Read("vieux marché")),
        case(
            "a page cut off within a tag",
            "cut.html",
            format!("<html><body><p>{PROSE}</p><div class="),
            Read("vieux marché"),
        ),
        case(
            "elements nested without end",
            "deep.html",
            page(&"<div>".repeat(200_000)),
            Told("deep within each other"),
        ),
        case(
            "a page whose JSON-LD is broken",
            "linked.html",
            page(&format!("<script type=\"application/ld+json\">{{\"@type\": </script><p>{PROSE}</p>")),
            Read("vieux marché"),
        ),
        case(
            "a page of signs that mean nothing",
            "noise.html",
            format!("<html>{}", "<&#x110000;>&nbsp;&bogus; ".repeat(50)),
            Told("no article on the page"),
        ),
        case("a feed without entries", "empty.rss", feed(""), Told("the feed has no entries")),
        case("a feed that breaks off", "half.rss", half, Part("vieux marché", "what stands before was read")),
        case(
            "a feed with signs that XML does not know",
            "signs.rss",
            whole.replace("conseil", "conseil&nbsp;municipal &eacute;lu"),
            Read("municipal élu"),
        ),
    ]
}

fn packed() -> Vec<Case> {
    let text = gzip(PROSE.repeat(50).as_bytes());
    let bomb = zstd::encode_all(std::io::repeat(b'a').take(300_000_000), 1).unwrap();
    let lines = gzip(format!("{{\"text\": \"{PROSE}\"}}\n{{\"text\": \"{}\"}}\n", PROSE.repeat(900)).as_bytes());
    let record = |n: usize| {
        let block =
            format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{}", page(&format!("<p>{PROSE} {n}</p>")));
        gzip(
            format!("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n", block.len())
                .as_bytes(),
        )
    };
    let mut corrupt = record(1);
    let length = corrupt.len();
    corrupt[length / 2..length / 2 + 30].fill(0x5A);
    vec![
        case("packed bytes that break off", "half.txt.gz", text[..text.len() - 20].to_vec(), Told("breaks off")),
        case(
            "packed bytes that are damaged",
            "damaged.txt.gz",
            [&text[..12], &[0xFF; 40], &text[52..]].concat(),
            Told("damaged"),
        ),
        case("a packed file that expands without end", "bomb.txt.zst", bomb, Told("longer than 10 MB")),
        case("packed more than once", "twice.txt.gz", gzip(&gzip(PROSE.as_bytes())), Told("packed more than once")),
        case(
            "packed lines that break off",
            "lines.jsonl.gz",
            lines[..lines.len() - 12].to_vec(),
            Part("vieux marché", "breaks off"),
        ),
        case(
            "an archive with a damaged member",
            "a.warc.gz",
            [corrupt, record(2)].concat(),
            Part("vieux marché", "damaged"),
        ),
        case(
            "an archive that is cut off",
            "b.warc.gz",
            [record(1), record(2)[..60].to_vec()].concat(),
            Part("vieux marché", "breaks off"),
        ),
        case(
            "an archive with lines that are no record",
            "c.warc",
            b"WARC/1.0\r\nWARC-Type: response\r\n\r\nwords\r\n".to_vec(),
            Told("no WARC record"),
        ),
    ]
}

fn cases() -> Vec<Case> {
    [texts(), records(), pages(), packed()].into_iter().flatten().collect()
}

#[test]
fn each_is_told_or_read_and_the_neighbour_is_read() {
    for case in cases() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("good.txt"), GOOD).unwrap();
        std::fs::write(folder.path().join(case.file), &case.bytes).unwrap();
        let (articles, problems) = run(&[folder.path().to_owned()], "");
        let kind = case.kind;
        assert!(articles.iter().any(|a| a.document == "good.txt" && a.text == GOOD), "{kind}: {problems:?}");
        let of_case = articles.iter().filter(|a| a.document != "good.txt").map(|a| a.text.as_str());
        let text = of_case.collect::<Vec<_>>().join("\n");
        let told = problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        let shown = |words: &str, all: &str| {
            assert!(all.contains(words), "{kind}: {words:?} in text {:.200} / {told:.600}", text)
        };
        match case.expected {
            Told(words) => {
                shown(words, &told);
                assert!(told.contains(case.file), "{kind}: {told}");
                assert!(text.is_empty(), "{kind}: {text:.200}");
            }
            Read(words) => shown(words, &text),
            Noted(words) => {
                shown(words, &told);
                assert!(!text.is_empty(), "{kind}");
            }
            Part(read, words) => {
                shown(read, &text);
                shown(words, &told);
            }
        }
    }
}

#[test]
fn paths_that_cannot_be_read_are_named() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("good.txt"), GOOD).unwrap();
    let (articles, problems) = run(&[folder.path().join("none.txt"), folder.path().join("good.txt")], "");
    assert!(articles.len() == 1 && problems[0].cause.contains("no such file"), "{problems:?}");
    let (articles, problems) = run(&[folder.path().join("*.html"), folder.path().join("g*.txt")], "");
    assert!(articles.len() == 1 && problems.len() == 1, "{problems:?}");
    std::fs::create_dir(folder.path().join("empty")).unwrap();
    let (_, problems) = run(&[folder.path().join("empty")], "");
    assert!(problems[0].cause.contains("no file in it"), "{problems:?}");
}

#[cfg(unix)]
#[test]
fn circles_of_links_end() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("good.txt"), GOOD).unwrap();
    std::os::unix::fs::symlink(folder.path(), folder.path().join("again")).unwrap();
    std::os::unix::fs::symlink(folder.path().join("self.txt"), folder.path().join("self.txt")).unwrap();
    let (articles, problems) = run(&[folder.path().to_owned()], "");
    assert_eq!(articles.len(), 1, "{problems:?}");
    let (_, problems) = run(&[folder.path().join("self.txt")], "");
    assert_eq!(problems.len(), 1, "{problems:?}");
}

/// Random bytes, and good files with random bytes changed, never break the reader.
#[test]
fn noise_breaks_nothing() {
    let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("noise");
    let good: Vec<Vec<u8>> =
        cases().into_iter().map(|c| c.bytes).filter(|b| b.len() < 20_000 && !b.is_empty()).collect();
    for _ in 0..300 {
        let mut bytes = good[next() as usize % good.len()].clone();
        for _ in 0..next() % 8 {
            let at = next() as usize % bytes.len();
            bytes[at] = next() as u8;
        }
        bytes.truncate(1 + next() as usize % bytes.len());
        std::fs::write(&path, &bytes).unwrap();
        run(std::slice::from_ref(&path), "");
    }
}

#[test]
fn the_page_lists_every_kind() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/bad-inputs.md");
    let page = std::fs::read_to_string(page).unwrap();
    let cases = cases();
    assert!(cases.len() >= 30, "{}", cases.len());
    for case in cases {
        assert!(page.contains(&format!("| {} |", case.kind)), "docs/bad-inputs.md lacks: {}", case.kind);
    }
}
