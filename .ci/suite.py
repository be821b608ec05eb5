"""Runs a suite through the command line: nothing may be wrong, crash, or be refused that has to be refused and is not.

A case that expects `match` may still be refused while its layers are not supported; how many match is printed; with `--list-refused` also which do not.
"""

import json
import subprocess
import sys

folder, engine = sys.argv[1:3]
run = subprocess.run(["./keras-jvm", "verify", "--suite", folder, "--engine", engine, "--json"], stdout=subprocess.PIPE, text=True)
cases = json.loads(run.stdout)["cases"]
allowed = {
    "match": {"match", "refused"},
    "refuse": {"refused"},
    "weights": {"weights-only"},
    "either": {"match", "refused"},
}
bad = [case for case in cases if case["outcome"] not in allowed[case["expect"]]]
for case in bad:
    print("FAILED", case["file"], case["expect"], "->", case["outcome"], case.get("message"))
wanted = [case for case in cases if case["expect"] == "match"]
matching = sum(case["outcome"] == "match" for case in wanted)
if "--list-refused" in sys.argv:
    for case in wanted:
        if case["outcome"] == "refused":
            print("refused", case["file"], case.get("message"))
print("%d of %d models that have to match do" % (matching, len(wanted)))
print("%d passed, %d failed" % (len(cases) - len(bad), len(bad)))
sys.exit(1 if bad else 0)
