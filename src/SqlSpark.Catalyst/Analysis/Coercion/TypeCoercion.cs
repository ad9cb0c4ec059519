using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Analysis.Coercion;

/// <summary>
/// Common types and implicit casts. The two modes differ in what they promote: ANSI mode goes up the precedence list of a type and turns
/// strings into the other type; otherwise nearly everything becomes a string or a double.
/// </summary>
/// <remarks>Spark: <c>TypeCoercionHelper</c>, <c>AnsiTypeCoercion</c> and <c>TypeCoercion</c>.</remarks>
internal abstract class TypeCoercion
{
    private readonly StringComparer _names;

    private protected TypeCoercion(ConfSnapshot conf)
    {
        Conf = conf;
        Mode = conf.AnsiEnabled ? EvalMode.Ansi : EvalMode.Legacy;
        TimeZone = conf.SessionTimeZone;
        _names = conf.NameComparer;
    }

    /// <summary>The session's settings.</summary>
    public ConfSnapshot Conf { get; }

    /// <summary>What implicit casts do with values that do not fit.</summary>
    public EvalMode Mode { get; }

    /// <summary>The session's time zone, bound into casts.</summary>
    public string TimeZone { get; }

    /// <summary>The rules of the session's mode.</summary>
    public static TypeCoercion For(ConfSnapshot conf) => conf.AnsiEnabled ? new AnsiTypeCoercion(conf) : new LegacyTypeCoercion(conf);

    /// <summary>The narrowest type that holds the values of both without loss, or null.</summary>
    public DataType? FindTightestCommonType(DataType left, DataType right) => (left, right) switch
    {
        _ when left.Equals(right) => left,
        (VoidType, _) => right,
        (_, VoidType) => left,
        (IntegralType, DecimalType d) when d.IsWiderThan(left) => d,
        (DecimalType d, IntegralType) when d.IsWiderThan(right) => d,
        (NumericType and not DecimalType, NumericType and not DecimalType) => WiderNumeric(left, right),
        (DateType or TimestampType or TimestampNtzType, DateType or TimestampType or TimestampNtzType) => WiderDateTime(left, right),
        (TimeType l, TimeType r) => new TimeType(Math.Max(l.Precision, r.Precision)),
        (YearMonthIntervalType l, YearMonthIntervalType r) => new YearMonthIntervalType(
            l.Start < r.Start ? l.Start : r.Start, l.End > r.End ? l.End : r.End),
        (DayTimeIntervalType l, DayTimeIntervalType r) => new DayTimeIntervalType(
            l.Start < r.Start ? l.Start : r.Start, l.End > r.End ? l.End : r.End),
        (StringType l, StringType r) => l.Collation == r.Collation ? new StringType(l.Collation) : null,
        _ => FindTypeForNested(left, right, FindTightestCommonType),
    };

    /// <summary>A type that the values of both become in CASE, UNION, IN and their like, with some loss where decimals meet; or null.</summary>
    public DataType? FindWiderType(DataType left, DataType right) =>
        FindTightestCommonType(left, right)
        ?? FindWiderDecimal(left, right)
        ?? PromoteString(left, right)
        ?? FindTypeForNested(left, right, FindWiderType);

    /// <summary>As <see cref="FindWiderType"/>, but strings stay strings: greatest and least.</summary>
    public DataType? FindWiderTypeWithoutStrings(DataType left, DataType right) =>
        FindTightestCommonType(left, right)
        ?? FindWiderDecimal(left, right)
        ?? FindTypeForNested(left, right, FindWiderTypeWithoutStrings);

    /// <summary>A type that the values of all become, or null.</summary>
    public virtual DataType? FindWiderCommonType(IEnumerable<DataType> types) => Fold(types, FindWiderType);

    /// <summary>As <see cref="FindWiderCommonType"/>, but strings stay strings.</summary>
    public DataType? FindWiderCommonTypeWithoutStrings(IEnumerable<DataType> types) => Fold(types, FindWiderTypeWithoutStrings);

    /// <summary>The type that an argument of type <paramref name="from"/> is cast to for a parameter, or null when it cannot be.</summary>
    public abstract DataType? FindImplicitCast(DataType from, TypePattern to);

    /// <summary>The type that a string and another type meet in, in CASE and its like; or null.</summary>
    protected abstract DataType? PromoteString(DataType left, DataType right);

    /// <summary>The wider of two numeric types that are not decimals.</summary>
    protected abstract DataType WiderNumeric(DataType left, DataType right);

    /// <summary>An implicit cast; the expression itself when it is of the type already.</summary>
    public Expression Cast(Expression expression, DataType type)
    {
        if (expression.DataType.Equals(type))
            return expression;
        return expression is Literal { Value: null, Type: VoidType }
            ? new Literal(null, type)
            : new Cast(expression, type, Mode, TimeZone, IsImplicit: true);
    }

    /// <summary>An implicit cast unless the types are equal but for nullability.</summary>
    public Expression CastIfNotSame(Expression expression, DataType type) =>
        expression.DataType.EqualsIgnoringNullability(type) ? expression : Cast(expression, type);

    /// <summary>An implicit cast for a parameter, or null when there is none.</summary>
    public Expression? ImplicitCast(Expression argument, TypePattern to) =>
        to.Accepts(argument.DataType) ? argument : FindImplicitCast(argument.DataType, to) is { } type ? Cast(argument, type) : null;

    /// <summary>The expression with its operands cast so that they fit, or itself when nothing needs to or can be done.</summary>
    public Expression Coerce(Expression node) => OperatorCoercion.Apply(node, this);

    /// <summary>How the operands of a comparison or an arithmetic operator are promoted when one is a string; null when they are not.</summary>
    public abstract Expression? PromoteStrings(BinaryExpression node);

    private DataType? Fold(IEnumerable<DataType> types, Func<DataType, DataType, DataType?> find)
    {
        DataType? common = VoidType.Instance;
        foreach (var type in types)
        {
            if (common is null)
                return null;
            common = find(common, type);
        }

        return common;
    }

    private static DataType WiderDateTime(DataType left, DataType right) =>
        left is TimestampType || right is TimestampType ? TimestampType.Instance : TimestampNtzType.Instance;

    private static DataType? FindWiderDecimal(DataType left, DataType right) => (left, right) switch
    {
        (DecimalType l, DecimalType r) => DecimalType.Wider(l, r),
        (IntegralType, DecimalType r) => DecimalType.Wider(DecimalType.ForType(left)!, r),
        (DecimalType l, IntegralType) => DecimalType.Wider(l, DecimalType.ForType(right)!),
        (FractionalType, DecimalType) or (DecimalType, FractionalType) => DoubleType.Instance,
        _ => null,
    };

    private DataType? FindTypeForNested(DataType left, DataType right, Func<DataType, DataType, DataType?> find)
    {
        switch (left, right)
        {
            case (ArrayType l, ArrayType r):
                return find(l.ElementType, r.ElementType) is { } element
                    ? new ArrayType(element, l.ContainsNull || r.ContainsNull || ForcesNullable(l.ElementType, element) || ForcesNullable(r.ElementType, element))
                    : null;
            case (MapType l, MapType r):
                if (find(l.KeyType, r.KeyType) is not { } key || ForcesNullable(l.KeyType, key) || ForcesNullable(r.KeyType, key))
                    return null;
                return find(l.ValueType, r.ValueType) is { } value
                    ? new MapType(key, value, l.ValueContainsNull || r.ValueContainsNull || ForcesNullable(l.ValueType, value) || ForcesNullable(r.ValueType, value))
                    : null;
            case (StructType l, StructType r) when l.Fields.Count == r.Fields.Count:
                return FindStructType(l, r, find);
            default:
                return null;
        }
    }

    private StructType? FindStructType(StructType left, StructType right, Func<DataType, DataType, DataType?> find)
    {
        var fields = new StructField[left.Fields.Count];
        for (var i = 0; i < fields.Length; i++)
        {
            var (l, r) = (left.Fields[i], right.Fields[i]);
            if (!_names.Equals(l.Name, r.Name) || find(l.DataType, r.DataType) is not { } type)
                return null;
            fields[i] = new StructField(
                l.Name, type, l.Nullable || r.Nullable || ForcesNullable(l.DataType, type) || ForcesNullable(r.DataType, type));
        }

        return new StructType(EquatableArray.Create<StructField>(fields));
    }

    private bool ForcesNullable(DataType from, DataType to) => !from.Equals(to) && CastRules.ForcesNullable(from, to, Mode);
}
