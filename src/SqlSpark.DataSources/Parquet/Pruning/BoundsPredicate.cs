using System.Text;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.DataSources.Parquet.Pruning;

/// <summary>Decides from the bounds of columns whether a condition can be TRUE for any row: false is certain, true is not.</summary>
/// <param name="boundsOf">The bounds of a column by the ordinal of its reference; null where nothing is known.</param>
internal sealed class BoundsPredicate(Func<int, ColumnBounds?> boundsOf)
{
    /// <summary>Whether a condition is of a form that bounds can decide.</summary>
    public static bool IsSupported(Expression condition) => condition switch
    {
        And and => and.Conditions.Any(IsSupported),
        Or or => or.Conditions.All(IsSupported),
        Comparison { Left: BoundReference column, Right: Literal literal } => ToBound(literal, column.Type) is not null,
        Comparison { Left: Literal literal, Right: BoundReference column } => ToBound(literal, column.Type) is not null,
        In { Value: BoundReference column } isIn => isIn.Items.All(item => item is Literal literal && (literal.IsNull || ToBound(literal, column.Type) is not null)),
        IsNull { Child: BoundReference } or IsNotNull { Child: BoundReference } => true,
        _ => false,
    };

    /// <summary>Whether the condition can be TRUE.</summary>
    public bool MayBeTrue(Expression condition)
    {
        switch (condition)
        {
            case And and:
                return and.Conditions.All(MayBeTrue);
            case Or or:
                return or.Conditions.Any(MayBeTrue);
            case Comparison { Left: BoundReference column, Right: Literal literal } comparison:
                return MayMatch(comparison.Operator, column, literal);
            case Comparison { Left: Literal literal, Right: BoundReference column } comparison:
                return MayMatch(Flip(comparison.Operator), column, literal);
            case In { Value: BoundReference column } isIn:
                return isIn.Items.Any(item => item is not Literal literal || (!literal.IsNull && MayMatch(ComparisonOperator.Equal, column, literal)));
            case IsNull { Child: BoundReference column }:
                return boundsOf(column.Ordinal)?.MayHaveNulls ?? true;
            case IsNotNull { Child: BoundReference column }:
                return boundsOf(column.Ordinal) is not { IsAllNull: true };
            default:
                return true;
        }
    }

    private bool MayMatch(ComparisonOperator comparison, BoundReference column, Literal literal)
    {
        if (boundsOf(column.Ordinal) is not { } bounds || ToBound(literal, column.Type) is not { } value)
            return true;
        if (bounds.IsAllNull)
            return false;
        var isNan = value is double.NaN;
        return comparison switch
        {
            ComparisonOperator.Equal or ComparisonOperator.EqualNullSafe =>
                isNan ? bounds.MayHaveNan : !IsLess(value, bounds.Min) && !IsLess(bounds.Max, value),
            ComparisonOperator.LessThan => isNan || !IsLessOrEqual(value, bounds.Min),
            ComparisonOperator.LessThanOrEqual => isNan || !IsLess(value, bounds.Min),
            ComparisonOperator.GreaterThan => !isNan && (bounds.MayHaveNan || !IsLessOrEqual(bounds.Max, value)),
            _ => isNan ? bounds.MayHaveNan : bounds.MayHaveNan || !IsLess(bounds.Max, value),
        };
    }

    private static bool IsLess(object? left, object? right) => left is not null && right is not null && ColumnBounds.Compare(left, right) < 0;

    private static bool IsLessOrEqual(object? left, object? right) => left is not null && right is not null && ColumnBounds.Compare(left, right) <= 0;

    private static ComparisonOperator Flip(ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.LessThan => ComparisonOperator.GreaterThan,
        ComparisonOperator.LessThanOrEqual => ComparisonOperator.GreaterThanOrEqual,
        ComparisonOperator.GreaterThan => ComparisonOperator.LessThan,
        ComparisonOperator.GreaterThanOrEqual => ComparisonOperator.LessThanOrEqual,
        _ => comparison,
    };

    /// <summary>A literal in the form of bounds; null where it is NULL, or of a type that has none.</summary>
    public static object? ToBound(Literal literal, DataType column) => !literal.Type.Equals(column) ? null : literal.Value switch
    {
        bool value => (Int128)(value ? 1 : 0),
        sbyte value => (Int128)value,
        short value => (Int128)value,
        int value => (Int128)value,
        long value => (Int128)value,
        Int128 value => value,
        float value => (double)value,
        double value => value,
        string value when column is StringType { IsBinaryCollation: true } => Encoding.UTF8.GetBytes(value),
        EquatableArray<byte> value => value.ToArray(),
        _ => null,
    };
}
