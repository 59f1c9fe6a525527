//! Given the wheel of a pipeline and a text on standard input; prints its sentences, tokens and entities.

use std::error::Error;
use std::io::{Read, Write, stdin, stdout};
use std::path::Path;

use relata_nlp::Pipeline;

fn main() -> Result<(), Box<dyn Error>> {
    let wheel = std::env::args().nth(1).ok_or("usage: read WHEEL < text")?;
    let model = std::env::temp_dir().join(format!("read-{}.model", std::process::id()));
    Pipeline::install(Path::new(&wheel), &model)?;
    let pipeline = Pipeline::open(&model)?;
    let (mut text, mut out) = (String::new(), stdout().lock());
    stdin().read_to_string(&mut text)?;
    let doc = pipeline.parse(&text);
    for sentence in doc.sentences() {
        for token in &doc.tokens[sentence] {
            let head = doc.tokens[token.head as usize].text(&text);
            writeln!(out, "{}\t{}\t{}\t{}\t{head}", token.text(&text), token.lemma, token.pos, token.dep)?;
        }
        writeln!(out)?;
    }
    for name in &doc.entities {
        writeln!(out, "{}\t{}", name.label, doc.entity_text(name, &text))?;
    }
    std::fs::remove_file(model)?;
    Ok(())
}
