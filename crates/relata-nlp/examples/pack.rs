//! Given a spaCy pipeline (wheel or folder); writes the packed model to be shipped.
//!
//! usage: pack PIPELINE OUT

use std::error::Error;
use std::path::PathBuf;

use relata_nlp::Pipeline;

fn main() -> Result<(), Box<dyn Error>> {
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [pipeline, out] = &paths[..] else {
        return Err("usage: pack PIPELINE OUT".into());
    };
    let model = out.with_extension("unpacked");
    Pipeline::install(pipeline, &model)?;
    std::fs::write(out, Pipeline::pack(&model)?)?;
    std::fs::remove_file(&model)?;
    Ok(())
}
