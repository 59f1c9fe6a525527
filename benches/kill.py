#!/usr/bin/env python3
"""A run that is killed again and again, or finds the disk full, yields what an undisturbed run yields, to the byte.

usage: kill.py RELATA [ARTICLES] [KILLS]

Reads invented articles once undisturbed. Then reads them with `kill -9` at random moments until so many runs were killed,
resuming after each; a run that ends before its moment completes a chronicle, whose export must be the same, and the next
chronicle begins. At last reads them onto a disk too small, where that can be made (as root), and goes on when it is larger.
"""
import filecmp
import json
import os
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


class Test:
    def __init__(self, program, folder, count):
        self.program, self.folder = program, folder
        dice = random.Random(7)
        lines = [json.dumps(article(n, dice), ensure_ascii=False) for n in range(count)]
        (folder / "articles.jsonl").write_text("\n".join(lines) + "\n", "utf8")
        start = time.perf_counter()
        print(self.read(folder / "whole.db").stdout.strip().replace(f"{folder}/", ""))
        self.seconds = time.perf_counter() - start
        self.export(folder / "whole.db", folder / "whole")

    def command(self, database):
        return [self.program, "read", str(self.folder / "articles.jsonl"), "--into", str(database)]

    def read(self, database, check=True):
        return subprocess.run(self.command(database), check=check, capture_output=True, text=True)

    def export(self, database, folder):
        subprocess.run([self.program, "export", database, "--to", folder], check=True, capture_output=True)

    def compare(self, database):
        """Ends with an error where the export is another than that of the undisturbed run."""
        with tempfile.TemporaryDirectory(dir=self.folder) as out:
            self.export(database, out)
            names = sorted(p.name for p in (self.folder / "whole").iterdir())
            same, other, failed = filecmp.cmpfiles(self.folder / "whole", out, names, shallow=False)
            if other or failed:
                raise SystemExit(f"different: {other + failed}")
            return len(same)

    def killed(self, kills):
        dice, done, chronicles = random.Random(11), 0, 0
        while True:
            database = self.folder / f"killed-{chronicles}.db"
            while done < kills:
                run = subprocess.Popen(self.command(database), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                try:
                    run.wait(dice.uniform(0.02, 0.4) * self.seconds)
                    break
                except subprocess.TimeoutExpired:
                    run.send_signal(signal.SIGKILL)
                    run.wait()
                    done += 1
            self.read(database)
            files, chronicles = self.compare(database), chronicles + 1
            if done >= kills:
                return print(f"{done} runs killed, {chronicles} chronicles resumed: {files} files of each export are the same")

    def disk_full(self):
        place = self.folder / "small"
        place.mkdir()
        size = (self.folder / "whole.db").stat().st_size // 1024
        mount = lambda how, share: subprocess.run(["mount", *how, "-o", f"{'remount,' * (not how)}size={int(size * share)}k", *(["tmpfs"] if how else []), place], capture_output=True)
        if os.geteuid() != 0 or mount(["-t", "tmpfs"], 0.4).returncode:
            return print("no small disk could be made here: the full disk is not tested")
        try:
            full = self.read(place / "c.db", check=False)
            if full.returncode != 2 or "full" not in full.stderr:
                raise SystemExit(f"a full disk: status {full.returncode}, {full.stderr}")
            print("disk full:", full.stderr.strip().replace(f"{self.folder}/", ""))
            mount([], 6)
            self.read(place / "c.db")
            print(f"resumed on a larger disk: {self.compare(place / 'c.db')} files are the same")
        finally:
            subprocess.run(["umount", place], check=True)


def main():
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    count, kills = (int(a) for a in (sys.argv[2:] + ["5000", "20"][len(sys.argv) - 2 :]))
    with tempfile.TemporaryDirectory() as folder:
        test = Test(sys.argv[1], pathlib.Path(folder), count)
        print(f"undisturbed in {test.seconds:.1f} s")
        test.killed(kills)
        test.disk_full()


if __name__ == "__main__":
    main()
