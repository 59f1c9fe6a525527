#!/usr/bin/env python3
"""Splitting and decoding of an archive: a WARC of a suite's pages, 100 copies of each under other addresses, gzip members.

usage: warc.py RELATA SUITE [COPIES]

Prints megabytes a second of unpacked records, and the most memory that the program used.
"""
import gzip
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile


def record(url, html):
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-04-02T07:00:00Z\r\n"
    head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    return head.encode() + http + b"\r\n\r\n"


def main():
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    suite, copies = pathlib.Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 100
    expected = json.loads((suite / "expected.json").read_text("utf8"))
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "pages.warc.gz"
        with open(path, "wb") as file:
            for page in expected:
                html = gzip.decompress((suite / page["file"]).read_bytes())
                for copy in range(copies):
                    file.write(gzip.compress(record(f"https://example.org/{copy}/{page['file']}", html), 6))
        found = subprocess.run([sys.argv[1], "extract", "--measure-records", str(path)], check=True, capture_output=True, text=True)
    said = found.stdout.strip().removeprefix(f"{folder}/")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    megabytes = float(said.split(" MB unpacked")[0].split()[-1])
    cpu = used.ru_utime + used.ru_stime
    print(said)
    print(f"{cpu:.2f} CPU s, {megabytes / cpu:.0f} MB a CPU second; most memory: {used.ru_maxrss / 1024:.0f} MB")
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


if __name__ == "__main__":
    main()
