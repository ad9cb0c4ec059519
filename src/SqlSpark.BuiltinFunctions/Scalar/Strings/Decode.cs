using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>decode(bytes, charset)</c>: the text of a binary in a character set; <c>decode(a, search, result, ..., default)</c>: the result behind the first search that equals a.</summary>
/// <remarks>Spark: <c>Decode</c> in stringExpressions.scala. NULLs are equal.</remarks>
internal static class Decode
{
    public static readonly ScalarFunction Definition = new("decode")
    {
        Group = FunctionGroup.String,
        Since = "3.2.0",
        Usage = "decode(bin, charset) - Returns the text of a binary in charset. decode(expr, search, result[, search, result]...[, default]) - Returns the result behind the first search that equals expr, else default, or NULL.",
        Examples =
        [
            new("SELECT decode(encode('abc', 'utf-8'), 'utf-8')", "abc"),
            new("SELECT decode(2, 1, 'Southlake', 2, 'San Francisco', 'Non domestic')", "San Francisco"),
            new("SELECT decode(6, 1, 'Southlake')", "NULL"),
        ],
        RewriteArity = (2, 2147483647),
        Rewrite = Build,
    };

    private static Expression Build(BindCall call)
    {
        if (call.Arguments.Count == 2)
            return new UnresolvedFunction("decode_bytes", call.Arguments[0], call.Arguments[1]);
        Expression result = call.Arguments.Count % 2 == 0 ? call.Arguments[call.Arguments.Count - 1] : Literal.NullVoid;
        for (var i = ((call.Arguments.Count - 1) / 2 * 2) - 1; i >= 1; i -= 2)
            result = new If(new Comparison(ComparisonOperator.EqualNullSafe, call.Arguments[0], call.Arguments[i]), call.Arguments[i + 1], result);
        return result;
    }
}
