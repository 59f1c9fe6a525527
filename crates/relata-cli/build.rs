//! Makes the folder of the built web app where it is missing, so that the program builds without Node.

fn main() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/dist");
    // Where it cannot be made, the compiler says so when it embeds the folder.
    let _ = std::fs::create_dir_all(&folder);
    println!("cargo::rerun-if-changed={}", folder.display());
    println!("cargo::rerun-if-changed=templates");
}
