//! Given sentences with their trees, checks which quotations are found in them and whom they are given to.

use super::*;
use crate::mention::sample;

/// The quotations between marks and the words of their speakers.
fn check(words: &str, expected: &[(&str, &str)]) {
    let (text, parse) = sample::tree(words);
    let found = Quotes::load(&Data::builtin(), "fr").unwrap().find(&text, &parse);
    let shown: Vec<(&str, &str)> = found
        .iter()
        .filter(|m| m.kind != QuoteKind::Indirect)
        .map(|m| (m.span.of(&text), m.speaker.map_or("", |t| parse.word(&text, t))))
        .collect();
    assert_eq!(shown, expected, "{text}");
}

#[test]
fn the_subject_follows_an_inserted_verb() {
    check(
        "«/_/PUNCT/2/punct Partons/partir/VERB/0/root vite/_/ADV/2/advmod »/_/PUNCT/2/punct ,/_/PUNCT/2/punct \
         a/avoir/AUX/7/aux:tense déclaré/déclarer/PART/2/parataxis le/_/DET/9/det maire/_/NOUN/7/obj de/_/ADP/11/case \
         Lima/_/PROPN/9/nmod/B-LOC ,/_/PUNCT/7/punct Ana/_/PROPN/7/obl/B-PER Ruiz/_/PROPN/13/flat:name/I-PER ./_/PUNCT/2/punct",
        &[("Partons vite", "Ana")],
    );
}

#[test]
fn a_phrase_may_stand_between_the_verb_and_its_subject() {
    check(
        "«/_/PUNCT/3/punct Il/_/PRON/3/nsubj part/partir/VERB/0/root »/_/PUNCT/3/punct ,/_/PUNCT/3/punct \
         assure/assurer/VERB/3/parataxis à/_/ADP/9/case l'/_/DET/9/det agence/_/NOUN/6/obl Olga/_/PROPN/9/appos/B-PER \
         Sands/_/PROPN/10/flat:name/I-PER ./_/PUNCT/3/punct",
        &[("Il part", "Olga")],
    );
}

#[test]
fn a_pronoun_on_the_verb_is_the_speaker() {
    check(
        "«/_/PUNCT/3/punct Je/_/PRON/3/nsubj reste/rester/VERB/0/root »/_/PUNCT/3/punct ,/_/PUNCT/3/punct \
         insiste/insister/VERB/3/parataxis -t/_/PRON/6/dep -elle/_/PRON/6/dep ./_/PUNCT/3/punct",
        &[("Je reste", "-elle")],
    );
}

#[test]
fn an_unlisted_verb_with_somebody_behind_it_is_a_cue() {
    check(
        "«/_/PUNCT/4/punct On/_/PRON/4/nsubj va/aller/AUX/4/aux couler/_/VERB/0/root »/_/PUNCT/4/punct ,/_/PUNCT/4/punct \
         s'/_/PRON/8/expl égosille/égosiller/VERB/4/parataxis un/_/DET/10/det marin/_/NOUN/8/nsubj ./_/PUNCT/4/punct",
        &[("On va couler", "marin")],
    );
}

#[test]
fn the_agent_of_a_passive_speaks() {
    check(
        "Elle/_/PRON/3/nsubj:pass est/être/AUX/3/aux:pass accusée/accuser/PART/0/root par/_/ADP/6/case le/_/DET/6/det \
         procureur/_/NOUN/3/obl:agent de/_/ADP/9/case «/_/PUNCT/9/punct trahison/_/NOUN/3/obl »/_/PUNCT/9/punct ./_/PUNCT/3/punct",
        &[("trahison", "procureur")],
    );
}

#[test]
fn a_participle_shares_the_subject_of_its_verb() {
    check(
        "Le/_/DET/2/det roi/_/NOUN/3/nsubj part/partir/VERB/0/root en/_/ADP/5/case promettant/promettre/GER/3/advcl \
         une/_/DET/8/det «/_/PUNCT/8/punct revanche/_/NOUN/5/obj »/_/PUNCT/8/punct ./_/PUNCT/3/punct",
        &[("revanche", "roi")],
    );
}

#[test]
fn hearsay_names_its_source() {
    check(
        "Selon/_/ADP/3/case le/_/DET/3/det juge/_/NOUN/8/obl ,/_/PUNCT/8/punct elle/_/PRON/8/nsubj a/avoir/AUX/8/aux:tense \
         «/_/PUNCT/8/punct menti/mentir/PART/0/root longtemps/_/ADV/8/advmod »/_/PUNCT/8/punct ./_/PUNCT/8/punct",
        &[("menti longtemps", "juge")],
    );
}

#[test]
fn the_speaker_of_the_last_sentence_goes_on() {
    check(
        "«/_/PUNCT/2/punct Partons/partir/VERB/0/root vite/_/ADV/2/advmod »/_/PUNCT/2/punct ,/_/PUNCT/2/punct \
         dit/dire/VERB/2/parataxis Ana/_/PROPN/6/nsubj/B-PER ./_/PUNCT/2/punct «/_/PUNCT/11/punct Rien/_/PRON/11/nsubj \
         presse/presser/VERB/2/conj trop/_/ADV/11/advmod ./_/PUNCT/11/punct »/_/PUNCT/11/punct",
        &[("Partons vite", "Ana"), ("Rien presse trop .", "Ana")],
    );
}

#[test]
fn names_and_labels_are_no_speech() {
    check(
        "Elle/_/PRON/3/nsubj a/avoir/AUX/3/aux:tense vu/voir/PART/0/root le/_/DET/5/det film/_/NOUN/3/obj «/_/PUNCT/7/punct \
         Vents/_/NOUN/5/appos contraires/contraire/ADJ/7/amod »/_/PUNCT/7/punct ./_/PUNCT/3/punct",
        &[],
    );
    check(
        "Le/_/DET/2/det maire/_/NOUN/3/nsubj salue/saluer/VERB/0/root les/_/DET/6/det «/_/PUNCT/6/punct gilets/gilet/NOUN/3/obj \
         jaunes/jaune/ADJ/6/amod »/_/PUNCT/6/punct ./_/PUNCT/3/punct",
        &[],
    );
    check(
        "Un/_/DET/2/det pacte/_/NOUN/0/root baptisé/baptiser/PART/2/acl «/_/PUNCT/5/punct mer/_/NOUN/3/xcomp \
         calme/_/ADJ/5/amod »/_/PUNCT/5/punct ./_/PUNCT/2/punct",
        &[],
    );
}

#[test]
fn a_fragment_without_anybody_speaking_is_no_quotation() {
    check(
        "La/_/DET/2/det ville/_/NOUN/3/nsubj vit/vivre/VERB/0/root sa/_/DET/6/det «/_/PUNCT/6/punct renaissance/_/NOUN/3/obj \
         »/_/PUNCT/6/punct ./_/PUNCT/3/punct",
        &[],
    );
}

#[test]
fn an_interrupted_quotation_is_one_utterance() {
    let (text, parse) = sample::tree(
        "«/_/PUNCT/3/punct Demain/_/ADV/3/advmod partons/partir/VERB/0/root »/_/PUNCT/3/punct ,/_/PUNCT/3/punct \
         a/avoir/AUX/9/aux -t/_/PRON/9/dep -il/_/PRON/9/dep dit/dire/PART/3/parataxis ,/_/PUNCT/3/punct «/_/PUNCT/12/punct \
         avant/_/ADP/13/case midi/_/NOUN/3/obl »/_/PUNCT/13/punct ./_/PUNCT/3/punct",
    );
    let found = Quotes::load(&Data::builtin(), "fr").unwrap().find(&text, &parse);
    assert_eq!(found.iter().map(|m| m.utterance).collect::<Vec<_>>(), [0, 0]);
}

#[test]
fn reported_speech_is_indirect() {
    let (text, parse) = sample::tree(
        "La/_/DET/2/det reine/_/NOUN/3/nsubj affirme/affirmer/VERB/0/root que/_/SCONJ/7/mark le/_/DET/6/det roi/_/NOUN/7/nsubj \
         dort/dormir/VERB/3/ccomp bien/_/ADV/7/advmod ./_/PUNCT/3/punct",
    );
    let found = Quotes::load(&Data::builtin(), "fr").unwrap().find(&text, &parse);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].span.of(&text), found[0].kind), ("le roi dort bien", QuoteKind::Indirect));
    assert_eq!(found[0].speaker, Some(1));
}

#[test]
fn any_text_is_read_without_a_panic() {
    let quotes = Quotes::load(&Data::builtin(), "fr").unwrap();
    for text in ["", "«", "»", "« »", "\"", "«««", "a » b « c", ": « x", "« x » :", "\n\n« a\nb »", "“a” „b“ \"c\" ‹d›"]
    {
        quotes.find(text, &sample::plain(text));
    }
}

#[test]
fn a_pronoun_behind_a_quotation_means_who_spoke_last() {
    check(
        "«/_/PUNCT/2/punct Partons/partir/VERB/0/root vite/_/ADV/2/advmod »/_/PUNCT/2/punct ,/_/PUNCT/2/punct \
         dit/dire/VERB/2/parataxis Ana/_/PROPN/6/nsubj/B-PER ./_/PUNCT/2/punct «/_/PUNCT/11/punct Je/_/PRON/11/nsubj \
         reste/rester/VERB/2/conj »/_/PUNCT/11/punct ,/_/PUNCT/11/punct ajoute/ajouter/VERB/11/parataxis -t/_/PRON/14/dep \
         -elle/_/PRON/14/dep ./_/PUNCT/2/punct",
        &[("Partons vite", "Ana"), ("Je reste", "Ana")],
    );
}

#[test]
fn hearsay_gives_the_name_of_a_description() {
    check(
        "Selon/_/ADP/2/case Ana/_/PROPN/7/obl/B-PER Ruiz/_/PROPN/2/flat:name/I-PER :/_/PUNCT/2/punct «/_/PUNCT/7/punct \
         Tout/_/PRON/7/nsubj brûle/brûler/VERB/0/root »/_/PUNCT/7/punct ,/_/PUNCT/7/punct note/noter/VERB/7/parataxis \
         la/_/DET/12/det maire/_/NOUN/10/nsubj ./_/PUNCT/2/punct",
        &[("Tout brûle", "Ana")],
    );
}

#[test]
fn a_cue_within_the_marks_parts_the_quotation() {
    check(
        "«/_/PUNCT/3/punct Il/_/PRON/3/nsubj part/partir/VERB/0/root ,/_/PUNCT/3/punct note/noter/VERB/3/parataxis \
         Ana/_/PROPN/5/nsubj/B-PER ,/_/PUNCT/3/punct sans/_/ADP/9/case bruit/_/NOUN/3/obl »/_/PUNCT/3/punct ./_/PUNCT/3/punct",
        &[("Il part", "Ana"), ("sans bruit", "Ana")],
    );
}

#[test]
fn any_verb_with_its_pronoun_behind_a_quotation_is_a_cue() {
    check(
        "«/_/PUNCT/3/punct Je/_/PRON/3/nsubj sais/savoir/VERB/0/root »/_/PUNCT/3/punct ,/_/PUNCT/3/punct a/avoir/AUX/3/aux \
         -t/_/PRON/6/dep -il/_/PRON/6/dep conscience/_/NOUN/6/obj ./_/PUNCT/3/punct",
        &[("Je sais", "-il")],
    );
}
