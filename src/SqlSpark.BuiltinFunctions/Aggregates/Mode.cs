using SqlSpark.BuiltinFunctions.Scalar.Hashes;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>mode(a[, deterministic])</c>, <c>mode() WITHIN GROUP (ORDER BY a)</c>: the most frequent value.</summary>
/// <remarks>Spark: <c>Mode</c> in Mode.scala, which prints the order of WITHIN GROUP the wrong way round. Of several values any is returned; with an order or <c>deterministic</c>, the first in that order.</remarks>
internal static class Mode
{
    public static readonly AggregateFunction Definition = new("mode")
    {
        Printer = static (name, arguments) => arguments.Count == 3
            ? $"{name}() WITHIN GROUP (ORDER BY {arguments[0]}{(arguments[2] == "true" ? "" : " DESC")})"
            : $"{name}({string.Join(", ", arguments)})",
        Group = FunctionGroup.Aggregate,
        Since = "3.4.0",
        Usage = "mode(col[, deterministic]) - Returns the most frequent value; of several any, the smallest if deterministic is TRUE, or the first in the order of WITHIN GROUP.",
        Examples =
        [
            new("SELECT mode(col) FROM VALUES (0), (10), (10) AS tab(col)", "10"),
            new("SELECT mode(col, true) FROM VALUES (-10), (0), (10) AS tab(col)", "-10"),
            new("SELECT mode() WITHIN GROUP (ORDER BY col DESC) FROM VALUES (0), (10), (10), (20), (20) AS tab(col)", "20"),
        ],
        MayTakeOrder = true,
        Overloads = [new([HashableTypes.Pattern, BooleanType.Instance, BooleanType.Instance], Bind) { OptionalCount = 2 }],
    };

    private static BoundAggregate Bind(BindCall call)
    {
        Catalyst.Evaluation.Binding.Collations.RequireBinary(call.Type(0));
        var form = CollectForm.MostFrequent;
        if (call.Arguments.Count > 1)
        {
            if (!call.Arguments[1].IsFoldable)
                throw BuiltinErrors.NotFoldable(call, 1, "deterministic", "BOOLEAN");
            if ((call.Constant(1)?.Value as bool? ?? throw BuiltinErrors.UnexpectedNull(call, "deterministic")) && !call.Type(0).IsOrderable)
            {
                throw SqlSparkException.Create(
                    "DATATYPE_MISMATCH.INVALID_ORDERING_TYPE", null, ("sqlExpr", BuiltinErrors.Sql(call)), ("functionName", ErrorFormat.SqlId(call.Name)), ("dataType", ErrorFormat.SqlType(call.Type(0))));
            }

            if (call.Constant(1)?.Value is true)
                form = call.Arguments.Count > 2 && call.Constant(2)?.Value is true ? CollectForm.MostFrequentLargest : CollectForm.MostFrequentSmallest;
        }

        return CollectList.Bind(call, form);
    }
}
