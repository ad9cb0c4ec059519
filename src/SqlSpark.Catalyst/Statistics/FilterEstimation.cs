using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Statistics;

/// <summary>Which share of rows a condition keeps, and what it tells of columns. Spark: <c>FilterEstimation</c>.</summary>
/// <remarks>
/// Conditions are taken to be independent and values evenly spread. A condition of which nothing is known keeps all rows, as in Spark:
/// too many rows cost less than too few.
/// </remarks>
internal sealed class FilterEstimation
{
    private readonly long _inputRows;
    private readonly Dictionary<ExprId, ColumnStatistics> _columns;

    private FilterEstimation(long inputRows, IReadOnlyDictionary<ExprId, ColumnStatistics> columns)
    {
        _inputRows = inputRows;
        _columns = new Dictionary<ExprId, ColumnStatistics>(columns);
    }

    /// <summary>Rows that are left, and columns among them.</summary>
    public static (long RowCount, IReadOnlyDictionary<ExprId, ColumnStatistics> Columns) Apply(
        Expression condition, long inputRows, IReadOnlyDictionary<ExprId, ColumnStatistics> columns)
    {
        if (inputRows == 0)
            return (0, columns);
        var estimation = new FilterEstimation(inputRows, columns);
        var share = 1.0;
        foreach (var member in And.Split(condition))
            share *= estimation.ShareOf(member, narrows: true) ?? 1;
        var rows = (long)Math.Ceiling(inputRows * Math.Clamp(share, 0, 1));
        return (rows, estimation.ColumnsAmong(rows));
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
                return and.Conditions.Aggregate((double?)1, (share, c) => share * (ShareOf(c, narrows) ?? 1));
            case Or or:
                return or.Conditions.Aggregate((double?)0, (share, c) => ShareOf(c, false) is { } other ? share + other - (share * other) : null);
            case Not not:
                return 1 - ShareOf(not.Child, false) - ShareOfNull(not.Child);
            case IsNull { Child: AttributeReference column }:
                return (double?)Of(column).NullCount / _inputRows;
            case IsNotNull { Child: AttributeReference column }:
                var share = 1 - ((double?)Of(column).NullCount / _inputRows);
                if (narrows)
                    _columns[column.ExprId] = Of(column) with { NullCount = 0 };
                return share;
            case Comparison { Left: AttributeReference column, Right: Literal { IsNull: false } literal } comparison:
                return ShareOf(comparison.Operator, column, literal, narrows);
            case Comparison { Left: Literal { IsNull: false } literal, Right: AttributeReference column } comparison:
                return ShareOf(comparison.Flip().Operator, column, literal, narrows);
            case In { Value: AttributeReference column } test when test.Items.All(item => item is Literal):
                return ShareOfItems(column, test);
            default:
                return null;
        }
    }

    private ColumnStatistics Of(AttributeReference column) => _columns.GetValueOrDefault(column.ExprId, ColumnStatistics.Unknown);

    private double ShareOfNull(AttributeReference column) => (double)(Of(column).NullCount ?? 0) / _inputRows;

    /// <summary>The share of rows for which a test of one column is NULL.</summary>
    private double ShareOfNull(Expression condition) => condition switch
    {
        Comparison { Operator: not ComparisonOperator.EqualNullSafe, Left: AttributeReference column, Right: Literal } => ShareOfNull(column),
        Comparison { Operator: not ComparisonOperator.EqualNullSafe, Left: Literal, Right: AttributeReference column } => ShareOfNull(column),
        In { Value: AttributeReference column } => ShareOfNull(column),
        _ => 0,
    };

    private double? ShareOf(ComparisonOperator comparison, AttributeReference column, Literal literal, bool narrows)
    {
        var known = Of(column);
        var value = NumericValue.Of(literal.Value, literal.Type);
        var (min, max) = (NumericValue.Of(known.Min, column.Type), NumericValue.Of(known.Max, column.Type));
        var notNull = 1 - ShareOfNull(column);
        if (comparison is ComparisonOperator.Equal or ComparisonOperator.EqualNullSafe)
        {
            var share = value < min || value > max ? 0 : notNull / known.DistinctCount;
            if (narrows)
                _columns[column.ExprId] = new ColumnStatistics(1, literal.Value, literal.Value, 0);
            return share;
        }

        if (value is not { } bound || min is not { } low || max is not { } high)
            return null;
        var isAbove = comparison is ComparisonOperator.GreaterThan or ComparisonOperator.GreaterThanOrEqual;
        var part = ShareOfRange(comparison, bound, low, high, known.DistinctCount);
        if (narrows && part is > 0 and < 1)
        {
            _columns[column.ExprId] = known with
            {
                Min = isAbove ? literal.Value : known.Min,
                Max = isAbove ? known.Max : literal.Value,
                NullCount = 0,
                DistinctCount = known.DistinctCount is { } distinct ? Math.Max(1, (long)Math.Ceiling(distinct * part)) : null,
            };
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
    private double? ShareOfItems(AttributeReference column, In test)
    {
        var known = Of(column);
        if (known.DistinctCount is not { } distinct)
            return null;
        if (distinct == 0)
            return 0;
        var (min, max) = (NumericValue.Of(known.Min, column.Type), NumericValue.Of(known.Max, column.Type));
        var items = test.Items.OfType<Literal>().Where(item => !item.IsNull).Distinct()
            .Count(item => NumericValue.Of(item.Value, item.Type) is var value && !(value < min) && !(value > max));
        return Math.Min(1.0, (double)items / distinct) * (1 - ShareOfNull(column));
    }

    /// <summary>No column has more values or NULLs than there are rows.</summary>
    private Dictionary<ExprId, ColumnStatistics> ColumnsAmong(long rowCount) => _columns.ToDictionary(pair => pair.Key, pair => pair.Value with
    {
        DistinctCount = pair.Value.DistinctCount is { } distinct ? Math.Min(distinct, rowCount) : null,
        NullCount = pair.Value.NullCount is { } nulls ? Math.Min(nulls, rowCount) : null,
    });
}
