using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregate;

/// <summary><c>sum(a)</c>: the sum of the values that are not NULL; NULL over none.</summary>
/// <remarks>
/// Integers give BIGINT, decimals ten more digits, floating point DOUBLE, intervals their kind. Integers and decimals are added in 128 bits and
/// checked at the end, so the result does not hang on the order of the rows. Spark: <c>Sum</c>.
/// </remarks>
internal static class Sum
{
    public static readonly AggregateFunction Definition = new("sum")
    {
        Group = FunctionGroup.Aggregate,
        Usage = "sum(expr) - Returns the sum of expr. Overflow is an error in ANSI mode; else integers wrap around and decimals become NULL.",
        Examples =
        [
            new("SELECT sum(col) FROM VALUES (5), (10), (15) AS tab(col)", "30"),
            new("SELECT sum(col) FROM VALUES (NULL), (NULL) AS tab(col)", "NULL"),
        ],
        Overloads =
        [
            new AggregateOverload([TypePattern.Integral], Bind),
            new AggregateOverload([TypePattern.Decimal], Bind),
            new AggregateOverload([TypePattern.Where("FLOATING", DoubleType.Instance, t => t is FractionalType)], Bind),
            new AggregateOverload([TypePattern.Where("INTERVAL", DayTimeIntervalType.Default, t => t is YearMonthIntervalType or DayTimeIntervalType)], Bind),
            new AggregateOverload([DoubleType.Instance], Bind),
        ],
    };

    private static BoundAggregate Bind(BindCall call)
    {
        var type = call.Type(0);
        var overflow = call.IsAnsi ? SumOverflow.Fail : SumOverflow.WrapOrNull;
        BoundAggregate bound = type switch
        {
            IntegralType => New(LongType.Instance, call.IsAnsi, c => IntegerSum.Create(type, LongType.Instance, overflow, c)),
            DecimalType d => New(ResultOf(d), call.IsAnsi, c => DecimalSum.Create(d, ResultOf(d), overflow, c)),
            YearMonthIntervalType or DayTimeIntervalType => New(type, canFail: true, c => IntegerSum.Create(type, type, SumOverflow.Fail, c)),
            _ => New(DoubleType.Instance, canFail: false, c => new DoubleSum(type, c)),
        };
        return bound with { Signature = [call.IsAnsi] };
    }

    /// <summary>Spark gives a sum ten digits more than its input has.</summary>
    public static DecimalType ResultOf(DecimalType input) => DecimalType.Bounded(input.Precision + 10, input.Scale);

    private static BoundAggregate New(DataType type, bool canFail, Func<Catalyst.Evaluation.AggregateContext, Catalyst.Evaluation.IAggregateKernel> create) =>
        new(type, Nullable: true, canFail, create);
}

/// <summary>What a sum beyond its type does.</summary>
internal enum SumOverflow
{
    /// <summary>It fails the query.</summary>
    Fail,

    /// <summary>Integers wrap around, decimals become NULL.</summary>
    WrapOrNull,

    /// <summary>It becomes NULL: <c>try_sum</c>.</summary>
    Null,
}
