"""Relation names and features of the treebanks, mapped to one convention.

The convention is that of the stock French pipeline (UD French 2.8), so that
rules written for it still hold.  `relation` maps a name; `features` keeps the
features that all treebanks give, and takes gender and number from the MISC
column where newer releases have moved them.
"""

RELATIONS = {
    "root": "ROOT",
    "acl:cleft": "acl:relcl",
    "advcl:cleft": "advcl",
    "aux": "aux:tense",
    "compound": "flat:name",
    "csubj:pass": "csubj",
    "dep:comp": "dep",
    "expl": "expl:comp",
    "expl:pv": "expl:comp",
    "flat": "flat:name",
    "goeswith": "fixed",
    "iobj:agent": "iobj",
    "nmod:appos": "nmod",
    "nsubj:caus": "nsubj",
    "nsubj:outer": "nsubj",
    "obj:agent": "obj",
    "obj:lvc": "obj",
    "parataxis:insert": "parataxis",
    "parataxis:parenth": "parataxis",
}

# Names that a treebank uses without a subtype, and what they may stand for.
OPEN = {"obl": ("obl:arg", "obl:mod", "obl:agent")}

FEATURES = (
    "Definite", "Gender", "Mood", "NumType", "Number", "Person", "Polarity",
    "Poss", "PronType", "Reflex", "Tense", "VerbForm", "Voice",
)


def relation(name):
    """Maps a relation's name to the convention; unknown names stay."""
    return RELATIONS.get(name, name)


def base(name):
    """Cuts a relation's subtype off."""
    return name.split(":")[0].lower()


def _pairs(column):
    for item in column.split("|"):
        if "=" in item:
            yield item.split("=", 1)


def features(pos, feats, misc):
    """Merges FEATS with gender and number of MISC into a dict of sets.

    Numerals are given NumType=Card alone: treebanks differ on the rest.
    """
    if pos == "NUM":
        return {"NumType": {"Card"}}
    found = {}
    for name, value in _pairs(feats):
        if name in FEATURES:
            found[name] = set(value.split(","))
    for name, value in _pairs(misc):
        plain = name.split("[")[0]
        if name in ("Gender[lex]", "Gender[ctxt]", "Number[lex]", "Number[ctxt]"):
            found.setdefault(plain, set(value.split(",")))
    return found


def joined(found):
    """Writes a dict of sets as a FEATS string, sorted; empty for none."""
    return "|".join(f"{name}={','.join(sorted(found[name]))}" for name in sorted(found))


# Before a name these are parts of it.
TITLES = {"m.", "mm.", "mme", "mmes", "mlle", "me", "mgr", "dr", "monsieur", "madame", "messieurs", "mesdames"}


def name_appositions(sentence):
    """Makes a name that follows a common noun without preposition its `appos`, as GSD and PUD have it: "le fleuve Niger".

    Sequoia, FQB and Rhapsodie have `nmod` there; so has what was parsed by one who learnt from all.
    """
    marked = {h for h, d in zip(sentence.heads, sentence.deps) if d in ("case", "det")}
    for i, (head, dep) in enumerate(zip(sentence.heads, sentence.deps)):
        between = sentence.words[head + 1 : i]
        if (dep == "nmod" and head < i and sentence.pos[head] == "NOUN" and sentence.pos[i] == "PROPN"
                and i not in marked and sentence.words[head].lower() not in TITLES
                and all(word[0].isalpha() for word in between)):
            sentence.deps[i] = "appos"
    return sentence
