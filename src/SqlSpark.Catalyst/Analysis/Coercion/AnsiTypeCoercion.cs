using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Analysis.Coercion;

/// <summary>Coercion in ANSI mode: up the precedence list of each type; a string becomes what it meets.</summary>
/// <remarks>Spark: <c>AnsiTypeCoercion</c>.</remarks>
internal sealed class AnsiTypeCoercion(ConfSnapshot conf) : TypeCoercion(conf)
{
    /// <summary>FLOAT with an integer becomes DOUBLE, which loses less.</summary>
    protected override DataType WiderNumeric(DataType left, DataType right)
    {
        var wider = NumericPrecedence.Wider(left, right);
        return wider is FloatType ? DoubleType.Instance : wider;
    }

    /// <inheritdoc />
    protected override DataType? PromoteString(DataType left, DataType right) => (left, right) switch
    {
        (StringType, StringType) => null,
        (StringType, _) => PromotedString(right),
        (_, StringType) => PromotedString(left),
        _ => null,
    };

    /// <summary>Which interval a string means cannot be told.</summary>
    private static DataType? PromotedString(DataType other) => other switch
    {
        IntegralType => LongType.Instance,
        FractionalType or DecimalType => DoubleType.Instance,
        YearMonthIntervalType or DayTimeIntervalType => null,
        _ => TypeFamilies.IsAtomic(other) ? other : null,
    };

    /// <inheritdoc />
    public override Expression? PromoteStrings(BinaryExpression node) =>
        PromoteString(node.Left.DataType, node.Right.DataType) is { } type
            ? (Expression)node.WithChildren([Cast(node.Left, type), Cast(node.Right, type)])
            : null;

    /// <inheritdoc />
    public override DataType? FindImplicitCast(DataType from, TypePattern to)
    {
        if (to.Accepts(from))
            return from;
        if (to is UncastPattern)
            return from is VoidType ? to.DefaultType : null;
        if (to is TypeUnion union)
        {
            foreach (var pattern in union.Patterns)
            {
                if (FindImplicitCast(from, pattern) is { } type)
                    return type;
            }

            return null;
        }

        if (from is NumericType && ReferenceEquals(to, TypePattern.Decimal))
            return DecimalType.ForType(from);
        var target = to.DefaultType;
        if (from is FractionalType or DecimalType && ReferenceEquals(to, TypePattern.Integral))
            return null;
        if (from is StringType)
            return target is not StringType && TypeFamilies.IsAtomic(target) ? target : null;
        if (from is ArrayType fromArray && to is ExactType { Type: ArrayType toArray })
            return FindImplicitCast(fromArray.ElementType, TypePattern.Of(toArray.ElementType)) is { } element ? new ArrayType(element) : null;
        return StoreAssignment.Allows(from, target) ? target : null;
    }
}
