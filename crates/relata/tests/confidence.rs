//! Given the golden articles, yields the check that what is left out for want of confidence is that and nothing else.

mod model;

use relata::article::Input;
use relata::pack::Data;
use relata::pipeline::Engine;
use relata::record::Report;

/// The least confidence of what is kept, and the table without it.
fn floor() -> (f64, Data) {
    let mut data = Data::builtin();
    let table = data.text("packs/fr/confidence.tsv").expect("the table is there").into_owned();
    let (floors, rest): (Vec<&str>, Vec<&str>) = table.lines().partition(|line| line.starts_with("floor\t"));
    let floor = floors.first().and_then(|line| line.split('\t').nth(1)).expect("the table has a floor");
    data.put("packs/fr/confidence.tsv", rest.join("\n") + "\n");
    (floor.parse().expect("the floor is a number"), data)
}

/// The texts of the golden cases.
fn articles() -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../golden/fr");
    let cases = std::fs::read_dir(folder).expect("the folder is there").flatten();
    let texts = cases.filter_map(|case| std::fs::read_to_string(case.path()).ok());
    texts
        .filter_map(|text| Some(text.split("```").find(|b| b.starts_with("article"))?.split_once('\n')?.1.to_owned()))
        .collect()
}

fn reports(engine: &Engine, text: &str) -> Vec<Report> {
    let input =
        Input { document: "a".to_owned(), text: text.to_owned(), language: Some("fr".to_owned()), ..Input::default() };
    engine.read(input).reports
}

#[test]
fn only_what_lies_below_the_floor_is_left_out() {
    let (floor, data) = floor();
    let (kept, all) = (model::engine(&Data::builtin(), &["fr"]), model::engine(&data, &["fr"]));
    let (mut left_out, mut texts) = (0, 0);
    for text in articles() {
        let everything = reports(&all, &text);
        let sure: Vec<Report> = everything.iter().filter(|r| r.confidence >= floor).cloned().collect();
        assert_eq!(reports(&kept, &text), sure, "{text}");
        left_out += everything.len() - sure.len();
        texts += 1;
    }
    assert!(texts > 100 && left_out > 0, "{texts} articles, {left_out} reports left out");
}
