//! Given the repository's data folders, makes cargo embed them anew when one of their files changes.
fn main() {
    for folder in ["packs", "gazetteer", "ontology"] {
        println!("cargo:rerun-if-changed=../../{folder}");
    }
}
