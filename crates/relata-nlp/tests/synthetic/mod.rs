//! Given nothing; yields the folder of a pipeline with small networks of random numbers, in the files of a
//! real wheel, so that conversion and running are tested where no model is at hand.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;
use serde_bytes::ByteBuf;
use serde_json::{Value, json};

const WIDTH: usize = 4;
const HIDDEN: usize = 3;
const VECTOR: usize = 5;
const LABELS: [&str; 4] = ["POS=ADP", "Number=Sing|POS=NOUN", "POS=SPACE", "Mood=Ind|POS=VERB|VerbForm=Fin"];

/// The settings of a pipeline with a morphologizer.
const CONFIG: &str = r#"[nlp]
lang = "fr"
pipeline = ["tok2vec","morphologizer","parser","senter","attribute_ruler","lemmatizer","ner"]
disabled = ["senter"]
tokenizer = {"@tokenizers":"spacy.Tokenizer.v1"}

[components.lemmatizer]
factory = "lemmatizer"
mode = "rule"

[components.parser.model]
@architectures = "spacy.TransitionBasedParser.v2"

[components.parser.model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
"#;

/// Writes the files of a pipeline with a morphologizer below `folder`.
pub fn write(folder: &Path) {
    let rules = json!([
        {"patterns": [[{"POS": "NOUN"}]], "attrs": {"TAG": "NOUN"}, "index": 0},
        {"patterns": [[{"IS_SPACE": true}]], "attrs": {"TAG": "SPACE", "POS": "SPACE", "MORPH": "_"}, "index": 0},
    ]);
    let parser = json!({"0": {"": 9}, "1": {"": 9}, "2": {"det": 5, "nsubj": 5}, "3": {"obj": 7}, "4": {"ROOT": 3}});
    write_all(folder, CONFIG, ("morphologizer", &morphologizer()), &rules, &parser);
}

/// Writes the files of a pipeline with a tagger, rules by word and crossing arcs below `folder`.
#[allow(dead_code, reason = "not every test has use for it")]
pub fn write_tagged(folder: &Path) {
    let config = CONFIG.replace("morphologizer", "tagger").replace("\"fr\"", "\"en\"");
    let rules = json!([
        {"patterns": [[{"TAG": {"IN": ["A", "B", "C", "D"]}}]], "attrs": {"POS": "NOUN", "MORPH": "_"}, "index": 0},
        {"patterns": [[{"LOWER": {"REGEX": "^(a|e)+$"}}, {"DEP": "obj"}]], "attrs": {"LEMMA": "a", "POS": "X"}, "index": 1},
        {"patterns": [[{"TAG": "A", "LOWER": "le", "DEP": {"NOT_IN": ["ROOT"]}}]], "attrs": {"POS": "DET"}, "index": 0},
        {"patterns": [[{"IS_SPACE": true}]], "attrs": {"TAG": "SPACE", "POS": "SPACE", "MORPH": "_"}, "index": 0},
    ]);
    let parser = json!({"0": {"": 9}, "1": {"": 9}, "2": {"det": 5, "obj||obj": 5}, "3": {"obj": 7, "det||det": 1}});
    write_all(folder, &config, ("tagger", r#"{"labels":["A","B","C","D"]}"#), &rules, &parser);
}

fn write_all(folder: &Path, config: &str, (tagger, labels): (&str, &str), rules: &Value, parser: &Value) {
    let meta = r#"{"lang":"LANG","name":"random","version":"3.8.0","pipeline":["tok2vec","parser","ner"]}"#;
    let meta = meta.replace("LANG", if tagger == "tagger" { "en" } else { "fr" });
    let moves = parser.as_object().unwrap().values().map(|labels| labels.as_object().unwrap().len()).sum();
    let ner = json!({"1": {"LOC": 2}, "2": {"LOC": 2}, "3": {"LOC": 2}, "4": {"LOC": 2, "": 1}, "5": {"": 1}});
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("config.cfg", config.into()),
        ("meta.json", meta.into()),
        ("tokenizer", pack(&tokenizer())),
        ("vocab/lookups.bin", pack(&json!({}))),
        ("vocab/vectors", vectors()),
        ("vocab/key2row", pack(&BTreeMap::from([(1_u64, 0_u64), (7, 1)]))),
        ("lemmatizer/lookups/lookups.bin", pack(&json!({}))),
        ("attribute_ruler/patterns", pack(rules)),
        ("tok2vec/model", Model::default().tok2vec(&["NORM", "SHAPE", "SPACY", "IS_SPACE"]).bytes()),
        ("tagger/cfg", labels.into()),
        ("tagger/model", Model::default().softmax().bytes()),
        ("parser/cfg", br#"{"beam_width":1,"learn_tokens":false}"#.into()),
        ("parser/moves", pack(&json!({"moves": parser.to_string()}))),
        ("parser/model", Model::default().transitions(8, moves).bytes()),
        ("ner/cfg", br#"{"beam_width":1}"#.into()),
        ("ner/moves", pack(&json!({"moves": ner.to_string()}))),
        ("ner/model", Model::default().transitions(3, 6).tok2vec(&["PREFIX", "SUFFIX"]).bytes()),
    ];
    for (name, bytes) in files {
        let path = folder.join(name.replace("tagger/", &format!("{tagger}/")));
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

fn pack(value: &impl Serialize) -> Vec<u8> {
    rmp_serde::to_vec_named(value).unwrap()
}

fn tokenizer() -> Value {
    json!({
        "prefix_search": "^[«(\"]", "suffix_search": "[».,)\"]$", "infix_finditer": "[-']",
        "token_match": null, "url_match": null, "exceptions": {}, "faster_heuristics": true,
    })
}

fn vectors() -> Vec<u8> {
    let header = format!("{{'descr': '<f4', 'fortran_order': False, 'shape': (2, {VECTOR}), }}\n");
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend((header.len() as u16).to_le_bytes());
    bytes.extend(header.as_bytes());
    bytes.extend(numbers(3, 2 * VECTOR));
    bytes
}

fn morphologizer() -> String {
    let pairs: Vec<String> = LABELS
        .iter()
        .map(|label| {
            let morph: Vec<&str> = label.split('|').filter(|part| !part.starts_with("POS=")).collect();
            format!("{label:?}:{:?}", morph.join("|"))
        })
        .collect();
    format!("{{\"labels_morph\":{{{}}}}}", pairs.join(","))
}

/// Yields float32 that look drawn by chance, the same for the same seed.
fn numbers(seed: u64, count: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let next = |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        ((state >> 40) as f32 / 8_388_608.0 - 1.0).to_le_bytes()
    };
    (0..count).flat_map(next).collect()
}

/// Is a thinc model in the making.
#[derive(Default, Serialize)]
struct Model {
    nodes: Vec<Node>,
    attrs: Vec<BTreeMap<&'static str, ByteBuf>>,
    params: Vec<BTreeMap<&'static str, Array>>,
}

#[derive(Serialize)]
struct Node {
    name: &'static str,
    refs: BTreeMap<&'static str, usize>,
}

#[derive(Serialize)]
struct Array {
    nd: bool,
    r#type: &'static str,
    shape: Vec<usize>,
    data: ByteBuf,
}

impl Model {
    fn node(&mut self, name: &'static str, params: &[(&'static str, &[usize])]) -> usize {
        let index = self.nodes.len();
        self.nodes.push(Node { name, refs: BTreeMap::new() });
        self.attrs.push(BTreeMap::new());
        let array = |shape: &[usize]| {
            let data = numbers(index as u64 + 11, shape.iter().product());
            Array { nd: true, r#type: "<f4", shape: shape.to_vec(), data: ByteBuf::from(data) }
        };
        self.params.push(params.iter().map(|&(name, shape)| (name, array(shape))).collect());
        index
    }

    fn attribute(&mut self, name: &'static str, value: &Value) {
        self.attrs.last_mut().unwrap().insert(name, ByteBuf::from(pack(value)));
    }

    fn tok2vec(mut self, features: &[&str]) -> Self {
        self.node("extract_features", &[]);
        self.attribute("columns", &json!(features));
        for column in 0..features.len() {
            self.node("hashembed", &[("E", &[5 + column, WIDTH])]);
            self.attribute("column", &json!(column));
            self.attribute("seed", &json!(8 + column));
        }
        self.node("static_vectors", &[("W", &[WIDTH, VECTOR])]);
        for inputs in [WIDTH * (features.len() + 1), WIDTH * 3, WIDTH * 3] {
            self.node("maxout", &[("W", &[WIDTH, 3, inputs]), ("b", &[WIDTH, 3])]);
            self.node("layernorm", &[("G", &[WIDTH]), ("b", &[WIDTH])]);
            self.node("expand_window", &[]);
            self.attribute("window_size", &json!(1));
        }
        self
    }

    fn softmax(mut self) -> Self {
        self.node("outermost", &[]);
        let softmax = self.node("softmax", &[("W", &[LABELS.len(), WIDTH]), ("b", &[LABELS.len()])]);
        self.nodes[0].refs.insert("softmax", softmax);
        self
    }

    fn transitions(mut self, features: usize, moves: usize) -> Self {
        self.node("parser_model", &[]);
        let shapes: [(_, &[usize]); 3] =
            [("W", &[features, HIDDEN, 2, WIDTH]), ("b", &[HIDDEN, 2]), ("pad", &[1, features, HIDDEN, 2])];
        let lower = self.node("precomputable_affine", &shapes);
        let upper = self.node("linear", &[("W", &[moves, HIDDEN]), ("b", &[moves])]);
        self.node("linear", &[("W", &[WIDTH, WIDTH]), ("b", &[WIDTH])]);
        self.nodes[0].refs.extend([("lower", lower), ("upper", upper)]);
        self
    }

    fn bytes(&self) -> Vec<u8> {
        pack(self)
    }
}
