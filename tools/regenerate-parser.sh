#!/bin/sh
# Generates src/SqlSpark.Parser/Generated from grammar/*.g4.
#
# Needs node and npm: the generator is the npm package antlr-ng. A generator installed elsewhere is taken from ANTLR_NG.
#   tools/regenerate-parser.sh            writes the files
#   tools/regenerate-parser.sh DIRECTORY  writes them to another directory, for comparison
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
target=${1:-$root/src/SqlSpark.Parser/Generated}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

generate() {
    ${ANTLR_NG:-npx --yes antlr-ng@1.0.10} -Dlanguage=CSharp -l false -v false --lib "$work" \
        -p SqlSpark.Parser.Generated -o "$work" "$1"
}

cp "$root"/grammar/SqlSparkLexer.g4 "$root"/grammar/SqlSparkParser.g4 "$work"
cd "$work"
generate SqlSparkLexer.g4
generate SqlSparkParser.g4

# Only the parser is used: SqlTokenizer reads the text, and the builder switches over the contexts. It is internal.
mkdir -p "$target"
sed -e 's/^public partial class/internal partial class/' \
    -e 's/^\[System.CLSCompliant(false)\]//' \
    -e '/Generated from /d' \
    -e 's/[[:space:]]*$//' \
    SqlSparkParser.cs > "$target/SqlSparkParser.cs"

# Tells a test, which has no generator, whether the grammar changed since.
cat "$root"/grammar/SqlSparkLexer.g4 "$root"/grammar/SqlSparkParser.g4 | sha256sum | cut -d ' ' -f 1 > "$target/grammar.sha256"
