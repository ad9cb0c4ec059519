#!/usr/bin/env python3
"""Compares a conformance report with the recorded floors: passes of each suite may only rise, crashes and time-outs may only fall.

    python3 tools/conformance_floors.py REPORT.json FLOORS.tsv [--record]
"""
import collections
import json
import sys


def count(report):
    suites = collections.defaultdict(lambda: {"passed": 0, "crash": 0, "timeout": 0})
    for result in report["files"]:
        suite = suites[result["suite"]]
        suite["passed"] += result["passed"]
        for failure in result["failures"]:
            if failure["kind"] in ("crash", "timeout"):
                suite[failure["kind"]] += 1
    return suites


def main():
    report_path, floors_path = sys.argv[1], sys.argv[2]
    with open(report_path, encoding="utf-8") as f:
        suites = count(json.load(f))
    if "--record" in sys.argv:
        with open(floors_path, "w", encoding="utf-8") as f:
            f.write("suite\tpassed at least\tcrashes and time-outs at most\n")
            for name, counts in sorted(suites.items()):
                f.write(f"{name}\t{counts['passed']}\t{counts['crash'] + counts['timeout']}\n")
        return 0
    failed = False
    with open(floors_path, encoding="utf-8") as f:
        next(f)
        for line in f:
            name, floor, lost = line.rstrip("\n").split("\t")
            counts = suites[name]
            bad = counts["crash"] + counts["timeout"]
            holds = counts["passed"] >= int(floor) and bad <= int(lost)
            failed |= not holds
            print(f"{name}: {counts['passed']} passed (floor {floor}), {bad} crashes and time-outs (at most {lost}){'' if holds else ' FAILED'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
