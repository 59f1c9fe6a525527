#!/usr/bin/env python3
"""A run that is killed again and again yields what an undisturbed run yields, to the byte.

usage: kill.py RELATA [ARTICLES] [KILLS]

Reads invented articles once without and once with `kill -9` at random moments, and compares the exports.
"""
import filecmp
import json
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

PLACES = ["Lomé", "Accra", "Nairobi", "Lima", "Oslo", "Riga", "Quito", "Hanoï", "Dakar", "Tunis"]
PEOPLE = ["togolais", "ghanéen", "kényan", "péruvien", "norvégien", "letton", "équatorien", "vietnamien", "sénégalais", "tunisien"]
DEEDS = ["a reçu mardi son homologue {b} à {p}", "a rencontré lundi le président {b} à {p}", "a condamné jeudi les frappes {b}es sur {p}",
         "a promis mercredi une aide de {n} millions d’euros au gouvernement {b}", "a accusé vendredi l’armée {b}e d’avoir tué {n} civils à {p}"]


def article(n, dice):
    a, b = dice.sample(PEOPLE, 2)
    deed = dice.choice(DEEDS).format(b=b, p=dice.choice(PLACES), n=dice.randint(2, 900))
    day = f"20{dice.randint(31, 33)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    text = f"Le ministre {a} des Affaires étrangères {deed}. « Nous irons jusqu’au bout », a-t-il déclaré à la presse."
    return {"document": f"article-{n:05}", "published": day, "language": "fr", "text": text}


def export(program, database, folder):
    subprocess.run([program, "export", database, "--to", folder], check=True, capture_output=True)


def main():
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    program = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 5000
    kills = int(sys.argv[3]) if len(sys.argv) > 3 else 20
    dice = random.Random(7)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        lines = [json.dumps(article(n, dice), ensure_ascii=False) for n in range(count)]
        (folder / "articles.jsonl").write_text("\n".join(lines) + "\n", "utf8")
        read = [program, "read", str(folder / "articles.jsonl"), "--into"]
        start = time.perf_counter()
        subprocess.run([*read, str(folder / "a.db")], check=True, capture_output=True)
        whole = time.perf_counter() - start
        export(program, folder / "a.db", folder / "a")
        killed = 0
        for _ in range(kills):
            run = subprocess.Popen([*read, str(folder / "b.db")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                run.wait(dice.uniform(0.05, 1.0) * whole * 0.6)
            except subprocess.TimeoutExpired:
                run.send_signal(signal.SIGKILL)
                run.wait()
                killed += 1
        last = subprocess.run([*read, str(folder / "b.db")], check=True, capture_output=True, text=True)
        export(program, folder / "b.db", folder / "b")
        names = sorted(p.name for p in (folder / "a").iterdir())
        same, other, failed = filecmp.cmpfiles(folder / "a", folder / "b", names, shallow=False)
        print(f"{count} articles, undisturbed in {whole:.1f} s, killed {killed} times of {kills}")
        print(last.stdout.strip())
        if other or failed:
            raise SystemExit(f"different: {other + failed}")
        print(f"the exports are the same: {len(same)} files")


if __name__ == "__main__":
    main()
