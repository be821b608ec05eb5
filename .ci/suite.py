"""Runs a suite through the command line: every model gives Keras's numbers or is refused as it has to be.

    suite.py FOLDER ENGINE [--may-refuse SHARE]

SHARE: how many of the models that have to match may be refused instead, 0.01 for one in a hundred. They are listed.
"""

import json
import subprocess
import sys

folder, engine = sys.argv[1:3]
share = float(sys.argv[4]) if sys.argv[3:4] == ["--may-refuse"] else 0
command = ["./keras-jvm", "verify", "--suite", folder, "--engine", engine, "--json"]
cases = json.loads(subprocess.run(command, stdout=subprocess.PIPE, text=True).stdout)["cases"]

wanted = [case for case in cases if case["expect"] == "match"]
refused = [case for case in wanted if case["outcome"] == "refused"]
for case in refused:
    print("refused", case["file"], case.get("message"))
allowed = {"match": {"match"}, "refuse": {"refused"}, "weights": {"weights-only"}, "either": {"match", "refused"}}
if len(refused) <= share * len(wanted):
    allowed["match"] = {"match", "refused"}
bad = [case for case in cases if case["outcome"] not in allowed[case["expect"]]]
for case in bad:
    print("FAILED", case["file"], case["expect"], "->", case["outcome"], case.get("message"))
print("%d of %d models that have to match do" % (sum(case["outcome"] == "match" for case in wanted), len(wanted)))
print("%d passed, %d failed" % (len(cases) - len(bad), len(bad)))
sys.exit(1 if bad else 0)
