//! Given a pipeline's `config.cfg`; yields its settings, and whether this runtime knows all that runs in it.

use serde_json::Value;

use crate::error::Error;
use crate::wheel::WheelFiles;

/// What the file is a pipeline of, in the order in which it runs. Of two, either.
const ORDER: [&[&str]; 6] =
    [&["tok2vec"], &["tagger", "morphologizer"], &["parser"], &["attribute_ruler"], &["lemmatizer"], &["ner"]];

/// The networks that are known; a `.v1` and a `.v2` differ in what training needs only.
const ARCHITECTURES: [&str; 6] = [
    "spacy.Tok2Vec",
    "spacy.Tok2VecListener",
    "spacy.MultiHashEmbed",
    "spacy.MaxoutWindowEncoder",
    "spacy.Tagger",
    "spacy.TransitionBasedParser",
];

/// Holds the settings of a pipeline, by section.
#[derive(Debug, Default)]
pub struct Config {
    /// Each line with a value: its section, its name, its value as written.
    settings: Vec<(String, String, String)>,
}

impl Config {
    /// Reads the pipeline's `config.cfg`.
    pub fn of(files: &WheelFiles) -> Result<Self, Error> {
        Ok(Self::read(&String::from_utf8_lossy(&files.bytes("config.cfg")?)))
    }

    /// Reads the text of a `config.cfg`: `[section]` and `name = value`; values that go on over lines are joined.
    pub fn read(text: &str) -> Self {
        let (mut settings, mut section) = (Vec::new(), String::new());
        for line in text.lines() {
            let inside = line.strip_prefix('[').and_then(|rest| rest.trim_end().strip_suffix(']'));
            if let Some(name) = inside {
                section = name.to_owned();
            } else if let Some((name, value)) = line.split_once('=').filter(|_| !line.starts_with(char::is_whitespace))
            {
                settings.push((section.clone(), name.trim().to_owned(), value.trim().to_owned()));
            } else if let Some((_, _, value)) = settings.last_mut() {
                value.push_str(line.trim());
            }
        }
        Self { settings }
    }

    /// Gives a setting without its quotation marks; `None` where it is missing or null.
    pub fn get(&self, section: &str, name: &str) -> Option<&str> {
        let found = self.settings.iter().find(|(s, n, _)| s == section && n == name);
        Some(found?.2.trim_matches('"')).filter(|value| *value != "null")
    }

    /// Lists the components that run, in order, without the disabled ones.
    pub fn running(&self) -> Vec<String> {
        let list = |name: &str| -> Vec<String> {
            self.get("nlp", name).and_then(|value| serde_json::from_str(value).ok()).unwrap_or_default()
        };
        let disabled = list("disabled");
        list("pipeline").into_iter().filter(|name| !disabled.contains(name)).collect()
    }

    /// Tells which of `tagger` and `morphologizer` the pipeline has.
    pub fn classifier(&self) -> &'static str {
        if self.running().iter().any(|name| name == "tagger") { "tagger" } else { "morphologizer" }
    }

    /// Checks that this runtime knows each component that runs, its network and its place in the order.
    ///
    /// # Errors
    /// The component that it does not know, by name, and what it knows instead.
    pub fn check(&self) -> Result<(), Error> {
        let tokenizer = self.get("nlp", "tokenizer").or(self.get("nlp.tokenizer", "@tokenizers")).unwrap_or_default();
        if !tokenizer.contains("spacy.Tokenizer.v1") {
            return Err(refused(&format!("the tokenizer is {tokenizer}")));
        }
        let running = self.running();
        let mut places = Vec::new();
        for name in &running {
            let factory = self.get(&format!("components.{name}"), "factory").unwrap_or(name);
            let place = ORDER.iter().position(|known| known.contains(&factory));
            let place = place.filter(|_| name == factory).ok_or_else(|| unknown(name, factory))?;
            places.push(place);
            self.check_component(name)?;
        }
        if let Some(lacking) = (0..ORDER.len()).find(|place| !places.contains(place)) {
            return Err(refused(&format!("the pipeline has no component `{}`", ORDER[lacking].join("` or `"))));
        }
        if !places.is_sorted() || places.len() != ORDER.len() {
            return Err(refused(&format!("the components run in the order {}", running.join(", "))));
        }
        Ok(())
    }

    fn check_component(&self, name: &str) -> Result<(), Error> {
        let section = format!("components.{name}");
        let below = format!("{section}.");
        for (inside, setting, value) in &self.settings {
            let value = value.trim_matches('"');
            let inside = inside == &section || inside.starts_with(&below);
            let known = match setting.as_str() {
                "@architectures" => ARCHITECTURES.iter().any(|known| {
                    let version = value.strip_prefix(known);
                    version.is_some_and(|version| matches!(version, ".v1" | ".v2"))
                }),
                "beam_width" => value == "1",
                "learn_tokens" | "extra_state_tokens" => value == "false",
                "use_upper" => value == "true",
                _ => true,
            };
            if inside && !known {
                return Err(refused(&format!("the component `{name}` has the setting `{setting} = {value}`")));
            }
        }
        let source = self.get(&format!("{section}.model.tok2vec"), "@architectures").unwrap_or_default();
        let shared = source.starts_with("spacy.Tok2VecListener");
        match name {
            "tagger" | "morphologizer" | "parser" if !source.is_empty() && !shared => {
                Err(refused(&format!("the component `{name}` has a network of words of its own")))
            }
            "ner" if shared => Err(refused("the component `ner` shares its network of words")),
            _ => Ok(()),
        }
    }
}

fn unknown(name: &str, factory: &str) -> Error {
    let what = match name == factory {
        true => format!("the component `{name}`"),
        false => format!("the component `{name}` (factory `{factory}`)"),
    };
    refused(&format!("{what} is not supported"))
}

/// Says what is supported.
fn refused(what: &str) -> Error {
    let order: Vec<String> = ORDER.iter().map(|names| names.join(" or ")).collect();
    Error::contents(format!(
        "{what}; supported are pipelines of {}, in this order, each greedy and convolutional",
        order.join(", ")
    ))
}

/// Reads a setting of a component's `cfg` file, such as the width of its beam.
pub fn check_cfg(component: &str, bytes: &[u8]) -> Result<(), Error> {
    let cfg: Value =
        serde_json::from_slice(bytes).map_err(|e| Error::contents(format!("the file `{component}/cfg`: {e}")))?;
    if cfg.get("beam_width").and_then(Value::as_u64).is_some_and(|width| width > 1) {
        return Err(refused(&format!("the component `{component}` searches with a beam")));
    }
    if cfg.get("learn_tokens").and_then(Value::as_bool) == Some(true) {
        return Err(refused(&format!("the component `{component}` joins tokens")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"[nlp]
lang = "xx"
pipeline = ["tok2vec","tagger","parser","senter","attribute_ruler",
    "lemmatizer","ner"]
disabled = ["senter"]
tokenizer = {"@tokenizers":"spacy.Tokenizer.v1"}

[components.parser]
factory = "parser"
learn_tokens = false
moves = null

[components.parser.model]
@architectures = "spacy.TransitionBasedParser.v2"
use_upper = true

[components.parser.model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"

[components.ner.model.tok2vec]
@architectures = "spacy.Tok2Vec.v2"
"#;

    #[test]
    fn settings_are_read() {
        let config = Config::read(GOOD);
        assert_eq!(config.get("nlp", "lang"), Some("xx"));
        assert_eq!(config.get("components.parser", "moves"), None);
        assert_eq!(config.running(), ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner"]);
        assert_eq!(config.classifier(), "tagger");
        assert!(config.check().is_ok());
    }

    #[test]
    fn what_is_not_supported_is_named() {
        let check = |old: &str, new: &str, expected: &str| {
            let error = Config::read(&GOOD.replace(old, new)).check().unwrap_err().to_string();
            assert!(error.contains(expected) && error.contains("supported are pipelines of tok2vec"), "{error}");
        };
        check("\"tok2vec\",", "\"transformer\",", "`transformer` is not supported");
        check("factory = \"parser\"", "factory = \"beam_parser\"", "`parser` (factory `beam_parser`)");
        check("disabled = [\"senter\"]", "", "`senter` is not supported");
        check("spacy.Tokenizer.v1", "spacy.ja.JapaneseTokenizer", "spacy.ja.JapaneseTokenizer");
        check("\"lemmatizer\"", "\"trainable_lemmatizer\"", "`trainable_lemmatizer`");
        check("\"lemmatizer\",\"ner\"", "\"lemmatizer\",\"ner\",\"spancat\"", "`spancat`");
        check(",\"ner\"", "", "no component `ner`");
        check("\"tagger\",\"parser\"", "\"parser\",\"tagger\"", "in the order tok2vec, parser, tagger");
        check("\"tagger\"", "\"tagger\",\"morphologizer\"", "in the order tok2vec, tagger, morphologizer");
        check("Parser.v2", "Parser.v3", "`@architectures = spacy.TransitionBasedParser.v3`");
        check("use_upper = true", "use_upper = false", "`use_upper = false`");
        check("learn_tokens = false", "learn_tokens = true", "`learn_tokens = true`");
        check(
            "ner.model.tok2vec]\n@architectures = \"spacy.Tok2Vec.v2\"",
            "ner.model.tok2vec]\n@architectures = \"spacy.Tok2VecListener.v1\"",
            "`ner` shares",
        );
        assert!(Config::read("").check().is_err());
    }

    #[test]
    fn a_beam_is_refused() {
        assert!(check_cfg("ner", br#"{"beam_width":1,"learn_tokens":false}"#).is_ok());
        let error = check_cfg("ner", br#"{"beam_width":8}"#).unwrap_err().to_string();
        assert!(error.contains("`ner` searches with a beam"), "{error}");
        assert!(check_cfg("ner", b"{").is_err());
    }
}
