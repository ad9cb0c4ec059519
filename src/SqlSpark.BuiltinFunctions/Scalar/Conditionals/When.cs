using System.Globalization;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;

namespace SqlSpark.BuiltinFunctions.Scalar.Conditionals;

/// <summary><c>when(c, a, ..., d)</c>: the value behind the first condition that is TRUE, else the last argument.</summary>
/// <remarks>Spark: <c>CaseWhen</c> in conditionalExpressions.scala under the name of a function.</remarks>
internal static class When
{
    public static readonly ScalarFunction Definition = new("when")
    {
        Printer = static (_, arguments) => Print(arguments),
        Group = FunctionGroup.Conditional,
        Since = "1.0.1",
        Usage = "when(expr1, expr2[, expr3, expr4]*[, expr5]) - Returns the value behind the first condition that is TRUE, else the last one, or NULL.",
        Examples = [new("SELECT when(false, 1, true, 2, 3)", "2"), new("SELECT when(false, 1)", "NULL")],
        RewriteArity = (2, int.MaxValue),
        Rewrite = static call => new CaseWhen(
            Enumerable.Range(0, call.Arguments.Count / 2).Select(i => new CaseBranch(call.Arguments[2 * i], call.Arguments[(2 * i) + 1])).ToEquatableArray(),
            call.Arguments.Count % 2 == 0 ? null : call.Arguments[^1]),
    };

    private static string Print(IReadOnlyList<string> arguments)
    {
        var branches = Enumerable.Range(0, arguments.Count / 2).Select(i => string.Create(CultureInfo.InvariantCulture, $" WHEN {arguments[2 * i]} THEN {arguments[(2 * i) + 1]}"));
        return $"CASE{string.Concat(branches)}{(arguments.Count % 2 == 0 ? "" : $" ELSE {arguments[^1]}")} END";
    }
}
