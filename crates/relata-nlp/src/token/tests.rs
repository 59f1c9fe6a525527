//! Tests of the tokenizer with rules of their own.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;

/// A tokenizer with quotation marks, full stops, elisions and a few special cases.
static TOKENIZER: LazyLock<Tokenizer> = LazyLock::new(|| {
    let patterns = [
        Some(r"^[«“(\[:]|^(?:(d|l|n|D|L|N)['’])(?=[A-Za-zÀ-ÿ])"),
        Some(r"[»”)\],;:!?]$|\.\.+$|(?<=[a-zà-ÿ0-9%)»])\.$|(?<=[0-9])(?:%|km|€)$|(?<=[a-zà-ÿ])-(il|elle|ce)$"),
        Some(r"\.\.+|(?<=[a-z])/(?=[a-z])|(?<=[A-Za-zÀ-ÿ]['’])(?=[A-Za-zÀ-ÿ])"),
        Some("(?iu)(?:^anti[-–][a-zà-ÿ]+$)"),
        Some(r"^www\.[a-z.]+$"),
    ];
    let cases: &[(&str, &[&str])] = &[
        ("M.", &["M."]),
        (":)", &[":)"]),
        ("est-il", &["est", "-il"]),
        ("aujourd'hui", &["aujourd'hui"]),
        ("etc.", &["etc."]),
        ("gonna", &["gon=going", "na=to"]),
        ("\n", &["\n"]),
        ("\u{a0}", &["\u{a0}=  "]),
        ("'", &["'=‘"]),
    ];
    Tokenizer { rules: convert::rules(patterns, cases), chunks: ChunkStore::default() }
});

/// The tokens, with "_" for the space after.
fn cut(text: &str) -> Vec<String> {
    let out = TOKENIZER.tokenize(text);
    let shown = |token: &RawToken| {
        let word = &text[token.start as usize..token.end as usize];
        assert_eq!(&*out.lexemes[token.lex as usize].text, word);
        format!("{word}{}", if token.space_after { "_" } else { "" })
    };
    out.tokens.iter().map(shown).collect()
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(cut(text), expected, "{text:?}");
}

#[test]
fn single_spaces_belong_to_no_token() {
    check("Paris et Rome", &["Paris_", "et_", "Rome"]);
    check("Paris ", &["Paris_"]);
    check("", &[]);
}

#[test]
fn other_white_space_is_a_token() {
    check(" Paris", &[" ", "Paris"]);
    check("Paris  Rome", &["Paris_", " ", "Rome"]);
    check("Paris  ", &["Paris_", " "]);
    check("Paris\n Rome", &["Paris", "\n ", "Rome"]);
    check("Paris \nRome", &["Paris_", "\n", "Rome"]);
    check("Paris\u{a0}!", &["Paris", "\u{a0}", "!"]);
    check(" ", &[" "]);
    check("   ", &["   "]);
}

#[test]
fn affixes() {
    check("(Paris).", &["(", "Paris", ")", "."]);
    check("«Non», dit-elle.", &["«", "Non", "»", ",_", "dit", "-elle", "."]);
    check("12%.", &["12", "%", "."]);
    check("l'Europe", &["l'", "Europe"]);
    check("attendez...", &["attendez", "..."]);
    check("()", &["(", ")"]);
}

#[test]
fn infixes() {
    check("qu'elle", &["qu'", "elle"]);
    check("oui...non", &["oui", "...", "non"]);
    check("et/ou", &["et", "/", "ou"]);
    check("...oui", &["...oui"]);
}

#[test]
fn whole_tokens() {
    check("(anti-missile)", &["(", "anti-missile", ")"]);
    check("Anti–missile", &["Anti–missile"]);
    check("www.exemple.fr.", &["www.exemple.fr", "."]);
    check("www.a.b/c", &["www.a.b", "/", "c"]);
}

#[test]
fn special_cases() {
    check("M. Durand", &["M._", "Durand"]);
    check("(etc.)", &["(", "etc.", ")"]);
    check("est-il", &["est", "-il"]);
    check("aujourd'hui,", &["aujourd'hui", ","]);
    check("(M.", &["(", "M."]);
}

#[test]
fn special_cases_that_came_apart() {
    check("(oui:)", &["(", "oui", ":)"]);
    check("oui:) non", &["oui", ":)_", "non"]);
    check("oui: )", &["oui", ":_", ")"]);
}

#[test]
fn norms_of_special_cases() {
    let norms = |text: &str| -> Vec<String> {
        let out = TOKENIZER.tokenize(text);
        out.tokens.iter().map(|token| out.lexemes[token.lex as usize].norm_text.to_string()).collect()
    };
    assert_eq!(norms("gonna Na"), ["going", "to", "na"]);
    assert_eq!(norms("a\u{a0}b"), ["a", "  ", "b"]);
    assert_eq!(&*TOKENIZER.lexeme("gonna").norm_text, "gonna");
}

#[test]
fn equal_words_share_a_lexeme() {
    let out = TOKENIZER.tokenize("non, non et non");
    let numbers: Vec<u32> = out.tokens.iter().map(|token| token.lex).collect();
    assert_eq!(numbers, [0, 1, 0, 2, 0]);
    assert_eq!(out.lexemes.len(), 3);
}

#[test]
fn memory_changes_nothing() {
    let text = "(oui:) est-il aujourd'hui, l'Europe. M. X. l'Europe";
    let first = cut(text);
    assert_eq!(cut(text), first);
    assert_eq!(cut("l'Europe."), ["l'", "Europe", "."]);
}

#[test]
fn a_long_stretch_ends() {
    let text = "(".repeat(20_000);
    assert_eq!(TOKENIZER.tokenize(&text).tokens.len(), 1001);
}

#[test]
fn threads_share() {
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..200).for_each(|n| assert_eq!(cut(&format!("a{n}, b")).len(), 3)));
        }
    });
}

/// Joins the tokens and the spaces after them.
fn joined(text: &str, tokens: &Tokens) -> String {
    let mut out = String::new();
    for token in &tokens.tokens {
        out.push_str(&text[token.start as usize..token.end as usize]);
        out.push_str(if token.space_after { " " } else { "" });
    }
    out
}

proptest! {
    #[test]
    fn tokens_rejoin_to_the_text(text in any::<String>()) {
        prop_assert_eq!(joined(&text, &TOKENIZER.tokenize(&text)), text);
    }

    #[test]
    fn tokens_rejoin_to_tangled_text(text in "[ \n\u{a0}(«:).l'’aé1%/-]{0,30}") {
        let tokens = TOKENIZER.tokenize(&text);
        prop_assert!(tokens.tokens.iter().all(|token| token.start < token.end));
        prop_assert_eq!(joined(&text, &tokens), text);
    }

    #[test]
    fn lexemes_are_those_of_the_words(text in any::<String>()) {
            for lexeme in TOKENIZER.tokenize(&text).lexemes {
            let plain = TOKENIZER.lexeme(&lexeme.text);
            prop_assert!(plain.orth == lexeme.orth && plain.shape == lexeme.shape);
            prop_assert_eq!(lexeme.is_space, lexeme.text.chars().all(crate::unicode::is_space));
        }
    }
}
