using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Analysis.Coercion;

/// <summary>Coercion without ANSI mode: numbers convert into each other, strings into numbers where arithmetic wants them.</summary>
/// <remarks>Spark: <c>TypeCoercion</c>.</remarks>
internal sealed class LegacyTypeCoercion(ConfSnapshot conf) : TypeCoercion(conf)
{
    /// <inheritdoc />
    protected override DataType WiderNumeric(DataType left, DataType right) => NumericPrecedence.Wider(left, right);

    /// <summary>Strings first: the common type of timestamp, int and string is string whatever the order.</summary>
    public override DataType? FindWiderCommonType(IEnumerable<DataType> types)
    {
        var all = types as IReadOnlyList<DataType> ?? [.. types];
        return all.Any(HasString)
            ? base.FindWiderCommonType(all.Where(HasString).Distinct().Concat(all.Where(t => !HasString(t))))
            : base.FindWiderCommonType(all);
    }

    private static bool HasString(DataType type) => type is StringType || (type is ArrayType array && HasString(array.ElementType));

    /// <inheritdoc />
    protected override DataType? PromoteString(DataType left, DataType right) => (left, right) switch
    {
        (StringType, StringType) => null,
        (StringType, not (BinaryType or BooleanType)) when TypeFamilies.IsAtomic(right) => left,
        (not (BinaryType or BooleanType), StringType) when TypeFamilies.IsAtomic(left) => right,
        _ => null,
    };

    /// <inheritdoc />
    public override Expression? PromoteStrings(BinaryExpression node) => node switch
    {
        Arithmetic { Left.DataType: StringType } when !InputTypes.IsInterval(node.Right.DataType) && node.Right.DataType is not StringType =>
            node.WithChildren([Cast(node.Left, DoubleType.Instance), node.Right]),
        Arithmetic { Right.DataType: StringType } when !InputTypes.IsInterval(node.Left.DataType) && node.Left.DataType is not StringType =>
            node.WithChildren([node.Left, Cast(node.Right, DoubleType.Instance)]),
        Arithmetic { Left.DataType: StringType, Right.DataType: StringType } =>
            node.WithChildren([Cast(node.Left, DoubleType.Instance), Cast(node.Right, DoubleType.Instance)]),
        Comparison => FindComparisonType(node.Left.DataType, node.Right.DataType) is { } type
            ? node.WithChildren([Cast(node.Left, type), Cast(node.Right, type)])
            : null,
        _ => null,
    };

    private static DataType? FindComparisonType(DataType left, DataType right) => (left, right) switch
    {
        (StringType, StringType) => null,
        (StringType, VoidType) => left,
        (VoidType, StringType) => right,
        (StringType, DecimalType) or (DecimalType, StringType) => DoubleType.Instance,
        (StringType, _) => ComparedWithString(right),
        (_, StringType) => ComparedWithString(left),
        _ => null,
    };

    private static DataType? ComparedWithString(DataType type) =>
        TypeFamilies.IsAtomic(type) && type is not (YearMonthIntervalType or DayTimeIntervalType) ? type : null;

    /// <inheritdoc />
    public override DataType? FindImplicitCast(DataType from, TypePattern to)
    {
        if (to.Accepts(from))
            return from;
        if (to is UncastPattern)
            return from is VoidType ? to.DefaultType : null;
        if (to is TypeUnion union && from is not VoidType)
        {
            foreach (var pattern in union.Patterns)
            {
                if (FindImplicitCast(from, pattern) is { } type)
                    return type;
            }

            return null;
        }

        var target = to.DefaultType;
        if (from is VoidType)
            return target;
        if (ReferenceEquals(to, TypePattern.Integral))
            return null;
        if (ReferenceEquals(to, TypePattern.Decimal))
            return from is NumericType ? DecimalType.ForType(from) : from is StringType ? DecimalType.SystemDefault : null;
        return (from, target) switch
        {
            (NumericType, NumericType) => target,
            (StringType, NumericType) => target,
            (DateType or TimestampType or TimestampNtzType or StringType, DateType or TimestampType or TimestampNtzType) => target,
            (StringType, TimeType) => target,
            (StringType, BinaryType) => target,
            (not StringType, StringType) when TypeFamilies.IsAtomic(from) => target,
            (ArrayType l, ArrayType r) when to is ExactType =>
                FindImplicitCast(l.ElementType, TypePattern.Of(r.ElementType)) is { } element ? new ArrayType(element) : null,
            (MapType l, MapType r) when to is ExactType =>
                FindImplicitCast(l.KeyType, TypePattern.Of(r.KeyType)) is { } key && FindImplicitCast(l.ValueType, TypePattern.Of(r.ValueType)) is { } value
                    ? new MapType(key, value)
                    : null,
            _ => null,
        };
    }
}
