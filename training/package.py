"""Puts the trained parts together as one pipeline, in a folder and in a wheel-like zip.

    python package.py STUDENT NAMES OUT --version V

Both `relata model install fr --from` and spaCy read the result.
"""

import argparse
import json
import zipfile
from pathlib import Path

import spacy

NAME = "news_relata"
LICENCE = "CC BY-SA 4.0 (treebanks), LGPL-LR (Sequoia, stock weights), MIT (teacher)"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("student")
    parser.add_argument("names")
    parser.add_argument("out")
    parser.add_argument("--version", default="1.0.0")
    args = parser.parse_args()
    nlp = spacy.load(args.student)
    names = spacy.load(args.names, exclude=["parser", "morphologizer", "lemmatizer"])
    nlp.get_pipe("ner").from_bytes(names.get_pipe("ner").to_bytes())
    nlp.meta.update(name=NAME, version=args.version, license=LICENCE, description="French, for the news", performance={})
    Path(args.out).mkdir(parents=True, exist_ok=True)
    folder = Path(args.out) / f"fr_{NAME}-{args.version}"
    nlp.to_disk(folder)
    meta = json.loads((folder / "meta.json").read_text())
    (folder / "meta.json").write_text(json.dumps({**meta, "lang": "fr"}, indent=1, ensure_ascii=False))
    wheel = Path(args.out) / f"fr_{NAME}-{args.version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, f"fr_{NAME}/{folder.name}/{path.relative_to(folder)}")
    print(wheel)


if __name__ == "__main__":
    main()
