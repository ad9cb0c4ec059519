using System.Globalization;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Sql.Differential;

/// <summary>
/// Makes random window functions whose values do not depend on chance: where the order of equal rows counts, the order is by all columns, so
/// that rows in the same place are the same.
/// </summary>
internal sealed class WindowGenerator(Random random, TermGenerator terms)
{
    /// <summary>A window function.</summary>
    public Term Any(Scope scope)
    {
        var plain = scope with { Depth = 0, SubqueryDepth = 0 };
        var argument = random.Pick(scope.Leaves);
        switch (random.Next(10))
        {
            case 0:
                return Over(IntegerType.Instance, "row_number()", [], scope, isTotal: true, "");
            case 1:
                return Over(IntegerType.Instance, random.Pick<string>(["rank()", "dense_rank()"]), [], scope, isTotal: false, "");
            case 2:
                return Over(IntegerType.Instance, $"ntile({random.Next(1, 6)})", [], scope, isTotal: true, "");
            case 3:
                return Over(DoubleType.Instance, random.Pick<string>(["percent_rank()", "cume_dist()"]), [], scope, isTotal: false, "") with { IsExact = false };
            case 4 or 5:
                return Over(argument.Type, $"{random.Pick<string>(["lag", "lead"])}({{0}}{(random.Chance(50) ? "" : $", {random.Next(0, 4)}")})", [argument], scope, isTotal: true, "");
            case 6:
                return Over(argument.Type, random.Pick<string>(["first_value({0})", "last_value({0})", "nth_value({0}, 2)"]), [argument], scope, isTotal: true, Frame());
            case 7:
                return Over(LongType.Instance, random.Pick<string>(["count(*)", "count({0})"]), [terms.Any(plain)], scope, isTotal: true, Frame());
            case 8 when SumType(argument.Type) is { } type && argument.IsExact:
                return Over(type, "sum({0})", [argument], scope, isTotal: true, Frame());
            default:
                return Over(argument.Type, random.Pick<string>(["min({0})", "max({0})"]), [argument], scope, isTotal: true, Frame());
        }
    }

    private static DataType? SumType(DataType type) => type switch
    {
        FloatType or DoubleType => DoubleType.Instance,
        DecimalType { Precision: <= DecimalType.MaxPrecision - 10 } d => new DecimalType(d.Precision + 10, d.Scale),
        _ when SqlTypes.IsInteger(type) => LongType.Instance,
        _ => null,
    };

    private CallTerm Over(DataType type, string function, SqlNode[] arguments, Scope scope, bool isTotal, string frame)
    {
        List<SqlNode> all = [.. arguments];
        var partition = "";
        if (random.Chance(70))
            partition = $"PARTITION BY {Argument(random.Pick(scope.Leaves))} ";

        var spark = new List<string>();
        var duckDb = new List<string>();
        foreach (var key in scope.Leaves.OrderBy(_ => random.Next()).Take(isTotal ? int.MaxValue : random.Next(1, 3)))
        {
            var order = new OrderKey(0, random.Chance(40), random.Chance(60) ? null : random.Chance(50));
            var text = Argument(key);
            spark.Add(order.In(Dialect.Spark, text));
            duckDb.Add(order.In(Dialect.DuckDb, text));
        }

        return new CallTerm(
            type,
            IsExact: true,
            $"{function} OVER ({partition}ORDER BY {string.Join(", ", spark)}{frame})",
            SqlTypes.DuckDbCast($"{function} OVER ({partition}ORDER BY {string.Join(", ", duckDb)}{frame})", type),
            EquatableArray.Create<SqlNode>([.. all]));

        string Argument(SqlNode node)
        {
            all.Add(node);
            return string.Create(CultureInfo.InvariantCulture, $"{{{all.Count - 1}}}");
        }
    }

    private string Frame() => random.Next(7) switch
    {
        0 => " ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW",
        1 => $" ROWS BETWEEN {random.Next(4)} PRECEDING AND {random.Next(4)} FOLLOWING",
        2 => " ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING",
        3 => $" ROWS BETWEEN {random.Next(2, 4)} PRECEDING AND 1 PRECEDING",
        4 => " RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING",
        _ => "",
    };
}
