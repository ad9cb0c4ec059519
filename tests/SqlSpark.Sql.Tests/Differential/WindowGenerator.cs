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
        switch (random.Next(12))
        {
            case 10 or 11 when InRange(plain) is { } inRange:
                return inRange;
            case 0:
                return Over(IntegerType.Instance, "row_number()", [], scope, isTotal: true, "");
            case 1:
                return Over(IntegerType.Instance, random.Pick<string>(["rank()", "dense_rank()"]), [], scope, isTotal: false, "");
            case 2:
                return Over(IntegerType.Instance, $"ntile({random.Next(1, 6)})", [], scope, isTotal: true, "");
            case 3:
                return Over(DoubleType.Instance, random.Pick<string>(["percent_rank()", "cume_dist()"]), [], scope, isTotal: false, "") with { IsExact = false };
            case 4 or 5:
                var distance = random.Next(4) switch { 0 or 1 => "", 2 => $", {random.Next(1, 4)}", _ => $", {random.Next(1, 4)}, {{1}}" };
                return Value([argument, terms.Literal(argument.Type)], $"{random.Pick<string>(["lag", "lead"])}({{0}}{distance})", scope, "");
            case 6:
                return Value([argument], random.Pick<string>(["first_value({0})", "last_value({0})", "nth_value({0}, 2)"]), scope, Frame());
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
        DecimalType d => SqlTypes.SumOf(d),
        _ when SqlTypes.IsInteger(type) => LongType.Instance,
        DayTimeIntervalType or YearMonthIntervalType => type,
        _ => null,
    };

    /// <summary>A value of another row, now and then of the rows where it is not NULL.</summary>
    private CallTerm Value(Term[] arguments, string function, Scope scope, string frame)
    {
        var term = Over(arguments[0].Type, function, arguments, scope, isTotal: true, frame);
        return random.Chance(70) ? term : term with
        {
            Spark = term.Spark.Replace(function, function + " IGNORE NULLS", StringComparison.Ordinal),
            DuckDb = term.DuckDb.Replace(function, function[..^1] + " IGNORE NULLS)", StringComparison.Ordinal),
        };
    }

    /// <summary>An aggregate over the rows whose keys are near that of the row: of all rows with a key or none, so that their order does not count.</summary>
    private CallTerm? InRange(Scope scope)
    {
        List<Term> keys = [.. scope.Leaves.Where(l => SqlTypes.IsInteger(l.Type) || l.Type is DoubleType or DateType or TimestampType or DecimalType { Precision: <= 18 })];
        if (keys.Count == 0)
            return null;
        var key = random.Pick(keys);
        var argument = random.Pick(scope.Leaves);
        var (type, function) = random.Next(3) switch
        {
            0 => (LongType.Instance, random.Pick<string>(["count(*)", "count({0})"])),
            1 when SumType(argument.Type) is { } sum && argument.IsExact => (sum, "sum({0})"),
            _ => (argument.Type, random.Pick<string>(["min({0})", "max({0})"])),
        };
        var partition = random.Chance(60) ? "PARTITION BY {2} " : "";
        var order = new OrderKey(0, random.Chance(40), random.Chance(60) ? null : random.Chance(50));
        var (from, to) = random.Next(7) switch
        {
            0 => ("{0} PRECEDING", "{1} FOLLOWING"),
            1 => ("UNBOUNDED PRECEDING", "{1} FOLLOWING"),
            2 => ("{0} PRECEDING", "CURRENT ROW"),
            3 => ("CURRENT ROW", "{1} FOLLOWING"),
            4 => ("{0} PRECEDING", "UNBOUNDED FOLLOWING"),
            5 => ("{0} PRECEDING", "{2} PRECEDING"),
            _ => ("{2} FOLLOWING", "{1} FOLLOWING"),
        };
        var (first, second) = (random.Next(1, 6), random.Next(1, 6));
        return new CallTerm(
            type,
            IsExact: true,
            $"{function} OVER ({partition}ORDER BY {order.In(Dialect.Spark, "{1}")} {Frame(Dialect.Spark)})",
            SqlTypes.DuckDbCast($"{function} OVER ({partition}ORDER BY {order.In(Dialect.DuckDb, SqlTypes.IsInteger(key.Type) ? SqlTypes.DuckDbCast("{1}", LongType.Instance) : "{1}")} {Frame(Dialect.DuckDb)})", type),
            [argument, key, random.Pick(scope.Leaves)]);

        string Frame(Dialect dialect)
        {
            object[] distances = [.. new[] { first, second, 1 }.Select(n => Distance(n, key.Type, dialect))];
            return string.Format(CultureInfo.InvariantCulture, $"RANGE BETWEEN {from} AND {to}", distances);
        }
    }

    private static string Distance(int count, DataType keyType, Dialect dialect) => keyType switch
    {
        TimestampType => string.Create(CultureInfo.InvariantCulture, $"INTERVAL '{count}' DAY"),
        DateType when dialect == Dialect.DuckDb => string.Create(CultureInfo.InvariantCulture, $"INTERVAL '{count}' DAY"),
        DoubleType => SqlTypes.DuckDbCast(count.ToString(CultureInfo.InvariantCulture), keyType),
        _ => count.ToString(CultureInfo.InvariantCulture),
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
