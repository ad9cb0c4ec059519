using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Sql.Differential;

/// <summary>Makes random aggregates.</summary>
internal sealed class AggregateGenerator(Random random, TermGenerator terms, Features features)
{
    /// <summary>An aggregate of any type.</summary>
    public Term Any(Scope scope)
    {
        if (random.Chance(20))
            return Count(scope);
        if (random.Chance(10))
            return Of(BooleanType.Instance, random.Pick<string>(["bool_and({0})", "bool_or({0})"]), scope, terms.Predicate(scope));
        var argument = terms.Any(scope);
        return random.Chance(55) && Sum(argument, scope) is { } sum ? sum : Extreme(argument, scope);
    }

    /// <summary>The minimum or maximum of the type.</summary>
    public Term Extreme(DataType type, Scope scope) => Extreme(terms.Of(type, scope), scope);

    /// <summary>A count.</summary>
    public Term Count(Scope scope) => random.Next(4) switch
    {
        0 => Of(LongType.Instance, "count({0})", scope, terms.Any(scope)),
        1 => Of(LongType.Instance, "count(DISTINCT {0})", scope, terms.Any(scope)),
        2 when random.Chance(40) => CountIf(scope),
        _ => Of(LongType.Instance, "count(*)", scope),
    };

    /// <summary>DuckDB's function of this name gives NULL over no rows.</summary>
    private CallTerm CountIf(Scope scope)
    {
        var count = Of(LongType.Instance, "count_if({0})", scope, terms.Predicate(scope));
        return count with { DuckDb = count.DuckDb.Replace("count_if({0})", "count(nullif({0}, FALSE))", StringComparison.Ordinal) };
    }

    private CallTerm Extreme(Term argument, Scope scope) =>
        Of(argument.Type, random.Pick<string>(["min({0})", "max({0})"]), scope, argument) with { IsExact = argument.IsExact };

    private CallTerm? Sum(Term argument, Scope scope)
    {
        var distinct = random.Chance(15) ? "DISTINCT " : "";
        if (!argument.IsExact)
            return null;
        if (random.Chance(30) && (SqlTypes.IsInteger(argument.Type) || argument.Type is FloatType or DoubleType))
            return Of(DoubleType.Instance, $"avg({distinct}{{0}})", scope, argument) with { IsExact = false };
        if (random.Chance(10) && SqlTypes.IsInteger(argument.Type))
            return Of(DoubleType.Instance, "median({0})", scope, argument);
        if (features.IsSparkAlone && argument.Type is DecimalType { Precision: <= DecimalType.MaxPrecision - 4 } decimals && random.Chance(40))
            return Of(new DecimalType(decimals.Precision + 4, decimals.Scale + 4), $"avg({distinct}{{0}})", scope, argument);
        DataType? type = argument.Type switch
        {
            FloatType or DoubleType => DoubleType.Instance,
            DecimalType d => SqlTypes.SumOf(d),
            var t when SqlTypes.IsInteger(t) => LongType.Instance,
            DayTimeIntervalType or YearMonthIntervalType => argument.Type,
            _ => null,
        };
        return type is null ? null : Of(type, $"sum({distinct}{{0}})", scope, argument);
    }

    private CallTerm Of(DataType type, string text, Scope scope, params SqlNode[] arguments)
    {
        if (random.Chance(15))
        {
            text += $" FILTER (WHERE {{{arguments.Length}}})";
            arguments = [.. arguments, terms.Predicate(scope)];
        }

        return new CallTerm(type, IsExact: true, text, SqlTypes.DuckDbCast(text, type), EquatableArray.Create<SqlNode>(arguments));
    }
}
