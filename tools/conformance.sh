#!/usr/bin/env bash
# Runs Spark's golden SQL tests through the command line and compares the passes of each suite with the recorded floors.
# Usage: tools/conformance.sh [arguments of run.py]. Without arguments it checks tests/conformance-floors.tsv.
set -uo pipefail
cd "$(dirname "$0")/.."
runner=../shared/conformance/run.py
[ -f "$runner" ] || { echo "no conformance suite beside this repository: skipped"; exit 0; }
mkdir -p artifacts

# Hundreds of short processes: compiled ahead of time each takes a third of the time. Where the compiler for that cannot be had, they are compiled as they run.
output=$PWD/artifacts/conformance-engine
publish() { dotnet publish src/SqlSpark.Cli -c Release --artifacts-path artifacts/conformance-build -o "$output" -v q -nologo -p:RunAnalyzers=false -p:RestoreLockedMode=false -p:NuGetLockFilePath=bin/ahead-of-time.lock.json "$@"; }
rm -rf "$output"
publish --use-current-runtime --self-contained false -p:PublishReadyToRun=true || publish || exit 1
engine="dotnet $output/SqlSpark.Cli.dll"
if [ $# -gt 0 ]; then exec python3 "$runner" --engine "$engine" --jobs 2 "$@"; fi
python3 "$runner" --engine "$engine" --jobs 2 --timeout 120 --report artifacts/conformance.json | tee artifacts/conformance.txt
python3 tools/conformance_floors.py artifacts/conformance.json tests/conformance-floors.tsv
