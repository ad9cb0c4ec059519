using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Statistics;

/// <summary>Which share of rows a condition keeps, and what it tells of columns. Spark: <c>FilterEstimation</c>.</summary>
/// <remarks>
/// Conditions over what is known are taken to be independent and values evenly spread. A condition of which nothing is known keeps what is usual for its kind (Spark: all rows; orders of joins
/// would then not see that it keeps any fewer).
/// </remarks>
internal sealed class FilterEstimation
{
    private readonly PlanStatistics _input;
    private readonly double _inputRows;
    private readonly List<double> _guesses = [];
    private Dictionary<ExprId, ColumnStatistics>? _narrowed;

    private FilterEstimation(PlanStatistics input)
    {
        _input = input;
        _inputRows = input.RowCount!.Value;
    }

    /// <summary>Rows that are left, and columns among them.</summary>
    /// <param name="condition">The condition of a filter.</param>
    /// <param name="input">An input whose rows are known.</param>
    public static (long RowCount, Func<ExprId, ColumnEstimate> Columns) Apply(Expression condition, PlanStatistics input)
    {
        if (input.RowCount == 0)
            return (0, input.Estimate);
        var estimation = new FilterEstimation(input);
        var share = 1.0;
        foreach (var member in And.Split(condition))
        {
            if (estimation.ShareOf(member, narrows: true) is { } known)
                share *= known;
            else
                estimation._guesses.Add(Guesses.Of(member));
        }

        share = Math.Clamp(share * Guesses.Together(estimation._guesses), 0, 1);
        var rows = (long)Math.Ceiling(estimation._inputRows * share);
        return (rows, id => estimation.ColumnAmong(id, rows));
    }

    /// <summary>The share of rows for which the condition is TRUE, or null when nothing is known.</summary>
    /// <param name="condition">A condition.</param>
    /// <param name="narrows">True when all rows that are left satisfy it, so that it tells something of columns.</param>
    private double? ShareOf(Expression condition, bool narrows)
    {
        DeepStack.Guard();
        switch (condition)
        {
            case Literal literal:
                return literal.IsTrue ? 1 : 0;
            case And and:
                return ShareOfAll(and, narrows);
            case Or or:
                return ShareOfAny(or);
            case Not not:
                return 1 - ShareOf(not.Child, false) - ShareOfNull(not.Child);
            case IsNull { Child: AttributeReference column }:
                return (double?)Of(column).NullCount / _inputRows;
            case IsNotNull { Child: AttributeReference column }:
                var share = 1 - ((double?)Of(column).NullCount / _inputRows);
                if (narrows)
                    Narrow(column, Of(column) with { NullCount = 0 });
                return share;
            case Comparison { Left: AttributeReference column, Right: Literal { IsNull: false } literal } comparison:
                return ShareOf(comparison.Operator, column, literal, narrows);
            case Comparison { Left: Literal { IsNull: false } literal, Right: AttributeReference column } comparison:
                return ShareOf(comparison.Flip().Operator, column, literal, narrows);
            case In { Value: AttributeReference column } test when test.Items.All(item => item is Literal):
                return ShareOfItems(column, test, narrows);
            default:
                return null;
        }
    }

    /// <summary>Null when nothing is known of any member.</summary>
    private double? ShareOfAll(And and, bool narrows)
    {
        var (all, isKnown) = (1.0, false);
        foreach (var member in and.Conditions)
        {
            var share = ShareOf(member, narrows);
            isKnown |= share is not null;
            all *= share ?? Guesses.Of(member);
        }

        return isKnown ? all : null;
    }

    private double? ShareOfAny(Or or)
    {
        var (none, isKnown) = (1.0, false);
        foreach (var member in or.Conditions)
        {
            var share = ShareOf(member, false);
            isKnown |= share is not null;
            none *= 1 - (share ?? Guesses.Of(member));
        }

        return isKnown ? 1 - none : null;
    }

    private ColumnStatistics Of(AttributeReference column) =>
        _narrowed is not null && _narrowed.TryGetValue(column.ExprId, out var narrowed) ? narrowed : _input.Column(column.ExprId);

    private void Narrow(AttributeReference column, ColumnStatistics statistics) => (_narrowed ??= [])[column.ExprId] = statistics;

    private double ShareOfNull(AttributeReference column) => (Of(column).NullCount ?? 0) / _inputRows;

    /// <summary>The share of rows for which a test of one column is NULL.</summary>
    private double ShareOfNull(Expression condition) => condition switch
    {
        Comparison { Operator: not ComparisonOperator.EqualNullSafe, Left: AttributeReference column, Right: Literal } => ShareOfNull(column),
        Comparison { Operator: not ComparisonOperator.EqualNullSafe, Left: Literal, Right: AttributeReference column } => ShareOfNull(column),
        In { Value: AttributeReference column } => ShareOfNull(column),
        _ => 0,
    };

    /// <summary>Distinct values of a column, for the share of one of them; null when nothing is known of the column.</summary>
    private double? DistinctCount(AttributeReference column)
    {
        if (Of(column).DistinctCount is { } counted)
            return counted;
        var estimate = _input.Estimate(column.ExprId);
        if (estimate.Origin is not { } origin)
            return null;

        // Bounds tell how many integers there can be. Rows tell little.
        return estimate.DomainCount < origin.RowCount ? estimate.DomainCount : Guesses.DistinctCount(origin.RowCount);
    }

    private double? ShareOf(ComparisonOperator comparison, AttributeReference column, Literal literal, bool narrows)
    {
        var known = Of(column);
        var value = NumericValue.Of(literal.Value, literal.Type);
        var (min, max) = (NumericValue.Of(known.Min, column.Type), NumericValue.Of(known.Max, column.Type));
        var notNull = 1 - ShareOfNull(column);
        if (comparison is ComparisonOperator.Equal or ComparisonOperator.EqualNullSafe)
        {
            var share = value < min || value > max ? 0 : notNull / DistinctCount(column);
            if (narrows)
                Narrow(column, new ColumnStatistics(1, literal.Value, literal.Value, 0));
            return share;
        }

        if (value is not { } bound || min is not { } low || max is not { } high)
            return null;
        var isAbove = comparison is ComparisonOperator.GreaterThan or ComparisonOperator.GreaterThanOrEqual;
        var part = ShareOfRange(comparison, bound, low, high, known.DistinctCount);
        if (narrows && part is > 0 and < 1)
        {
            Narrow(column, known with
            {
                Min = isAbove ? literal.Value : known.Min,
                Max = isAbove ? known.Max : literal.Value,
                NullCount = 0,
                DistinctCount = known.DistinctCount is { } distinct ? Math.Max(1, (long)Math.Ceiling(distinct * part)) : null,
            });
        }

        return part * notNull;
    }

    /// <summary>The share of evenly spread values on one side of a bound.</summary>
    private static double ShareOfRange(ComparisonOperator comparison, double bound, double low, double high, long? distinctCount)
    {
        var atBound = distinctCount is > 0 ? 1.0 / distinctCount.Value : 0;
        var part = comparison switch
        {
            ComparisonOperator.LessThan when bound <= low => 0,
            ComparisonOperator.LessThan when bound > high => 1,
            ComparisonOperator.LessThan when bound == high => 1 - atBound,
            ComparisonOperator.LessThanOrEqual when bound < low => 0,
            ComparisonOperator.LessThanOrEqual when bound >= high => 1,
            ComparisonOperator.LessThanOrEqual when bound == low => atBound,
            ComparisonOperator.GreaterThan when bound >= high => 0,
            ComparisonOperator.GreaterThan when bound < low => 1,
            ComparisonOperator.GreaterThan when bound == low => 1 - atBound,
            ComparisonOperator.GreaterThanOrEqual when bound > high => 0,
            ComparisonOperator.GreaterThanOrEqual when bound <= low => 1,
            ComparisonOperator.GreaterThanOrEqual when bound == high => atBound,
            ComparisonOperator.LessThan or ComparisonOperator.LessThanOrEqual => (bound - low) / (high - low),
            _ => (high - bound) / (high - low),
        };
        return Math.Clamp(part, 0, 1);
    }

    /// <summary>Each item within the bounds of the column stands for one of its values.</summary>
    private double? ShareOfItems(AttributeReference column, In test, bool narrows)
    {
        var known = Of(column);
        if (DistinctCount(column) is not { } distinct)
            return null;
        if (distinct == 0)
            return 0;
        var (min, max) = (NumericValue.Of(known.Min, column.Type), NumericValue.Of(known.Max, column.Type));
        var items = test.Items.OfType<Literal>().Where(item => !item.IsNull).Distinct()
            .Count(item => NumericValue.Of(item.Value, item.Type) is var value && !(value < min) && !(value > max));
        var share = Math.Min(1.0, items / distinct) * (1 - ShareOfNull(column));
        if (narrows)
            Narrow(column, known with { DistinctCount = (long)Math.Ceiling(Math.Min(items, distinct)), NullCount = 0 });
        return share;
    }

    /// <summary>
    /// A column among the rows that are left. Conditions on the column itself change what it draws its values from; those on others only drop rows, and with them the values that no row is left of.
    /// </summary>
    private ColumnEstimate ColumnAmong(ExprId id, long rowCount)
    {
        var before = _input.Estimate(id);
        if (_narrowed is not null && _narrowed.TryGetValue(id, out var narrowed))
        {
            var domain = narrowed.DistinctCount is { } left ? Math.Min(before.DomainCount, left) : before.DomainCount;
            return before with { Statistics = Among(narrowed, rowCount), DomainCount = domain, IsCounted = before.IsCounted || narrowed.DistinctCount is not null };
        }

        var distinct = before.Statistics.DistinctCount is { } counted ? (long?)(long)Math.Ceiling(DrawnFrom(counted, rowCount)) : null;
        return before with { Statistics = Among(before.Statistics, rowCount) with { DistinctCount = distinct } };
    }

    /// <summary>Of so many values each in equally many rows, how many some row is left of, when rows are dropped by chance.</summary>
    private double DrawnFrom(double distinctCount, double rowCount) => distinctCount == 0 || rowCount >= _inputRows
        ? Math.Min(distinctCount, rowCount)
        : Math.Min(rowCount, distinctCount * (1 - Math.Pow(1 - (rowCount / _inputRows), Math.Max(1, _inputRows / distinctCount))));

    /// <summary>No column has more values or NULLs than there are rows.</summary>
    private static ColumnStatistics Among(ColumnStatistics column, long rowCount) => column.DistinctCount <= rowCount && column.NullCount <= rowCount ? column : column with
    {
        DistinctCount = column.DistinctCount is { } distinct ? Math.Min(distinct, rowCount) : null,
        NullCount = column.NullCount is { } nulls ? Math.Min(nulls, rowCount) : null,
    };
}
