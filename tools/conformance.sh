#!/usr/bin/env bash
# Runs Spark's golden SQL tests through the packed command line and compares the passes of each suite with the recorded floors.
# Usage: tools/conformance.sh [arguments of run.py]. Without arguments it checks tests/conformance-floors.tsv.
set -uo pipefail
cd "$(dirname "$0")/.."
runner=../shared/conformance/run.py
[ -f "$runner" ] || { echo "no conformance suite beside this repository: skipped"; exit 0; }
dotnet build src/SqlSpark.Cli -c Release -v q -nologo -clp:ErrorsOnly || exit 1
mkdir -p artifacts
engine="dotnet $PWD/src/SqlSpark.Cli/bin/Release/net10.0/SqlSpark.Cli.dll"
if [ $# -gt 0 ]; then exec python3 "$runner" --engine "$engine" --jobs 2 "$@"; fi
python3 "$runner" --engine "$engine" --jobs 2 --timeout 120 --report artifacts/conformance.json | tee artifacts/conformance.txt
python3 tools/conformance_floors.py artifacts/conformance.json tests/conformance-floors.tsv
