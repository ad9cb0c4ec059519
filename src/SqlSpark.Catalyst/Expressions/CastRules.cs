using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Expressions;

/// <summary>
/// Which types cast to which, which casts may fail and which may give NULL. Spark: <c>Cast.canCast</c>, <c>canAnsiCast</c>, <c>canTryCast</c>,
/// <c>forceNullable</c>, <c>UpCastRule</c>.
/// </summary>
internal static class CastRules
{
    /// <summary>True when a value of <paramref name="from"/> can become one of <paramref name="to"/> in this mode.</summary>
    public static bool CanCast(DataType from, DataType to, EvalMode mode) => mode switch
    {
        EvalMode.Ansi => CanAnsiCast(from, to),
        EvalMode.Try => IsNestedPair(from, to) ? CanLegacyCast(from, to) : CanAnsiCast(from, to),
        _ => CanLegacyCast(from, to),
    };

    /// <summary>True when a value that is not NULL may become NULL, as far as schemas tell.</summary>
    public static bool ForcesNullable(DataType from, DataType to, EvalMode mode) => mode != EvalMode.Try
        ? ForcesNullable(from, to)
        : (from, to) switch
        {
            (StringType, BinaryType) => false,
            (DecimalType, IntegralType) => true,
            _ => !CanUpCast(from, to),
        };

    /// <summary>True when the time zone matters.</summary>
    public static bool NeedsTimeZone(DataType from, DataType to) => (from, to) switch
    {
        (VariantType, _) => true,
        (StringType or DateType or TimestampNtzType, TimestampType) => true,
        (TimestampType, StringType or DateType or TimestampNtzType or TimeType) => true,
        (_, StringType) => from.Children.Any(child => NeedsTimeZone(child, to)),
        (ArrayType, ArrayType) or (MapType, MapType) or (StructType, StructType) =>
            from.Children.Count == to.Children.Count && from.Children.Zip(to.Children).Any(pair => NeedsTimeZone(pair.First, pair.Second)),
        _ => false,
    };

    /// <summary>True when every value has an equal one of the other type: the casts that the analyzer may add silently.</summary>
    public static bool CanUpCast(DataType from, DataType to) => (from, to) switch
    {
        _ when from.Equals(to) => true,
        (VoidType, _) => true,
        (IntegralType, DecimalType wider) => wider.IsWiderThan(from),
        (DecimalType, DecimalType wider) => wider.IsWiderThan(from),
        (DecimalType tighter, IntegralType) => DecimalType.ForType(to) is { } limit && limit.IsWiderThan(tighter),
        (NumericType and not DecimalType, NumericType and not DecimalType) => Precedence(from) < Precedence(to),
        (DateType, TimestampType or TimestampNtzType) => true,
        (TimestampType, TimestampNtzType) or (TimestampNtzType, TimestampType) => true,
        (TimestampType, LongType) or (LongType, TimestampType) => true,
        (YearMonthIntervalType, YearMonthIntervalType) or (DayTimeIntervalType, DayTimeIntervalType) => true,
        (StringType narrow, StringType wide) => narrow.Collation == wide.Collation && wide.LengthKind == StringLengthKind.Unbounded,
        (ArrayType or MapType or StructType or VariantType, StringType) => false,
        (_, StringType { LengthKind: StringLengthKind.Unbounded }) => true,
        (ArrayType a, ArrayType b) => Resolves(a.ContainsNull, b.ContainsNull) && CanUpCast(a.ElementType, b.ElementType),
        (MapType a, MapType b) =>
            Resolves(a.ValueContainsNull, b.ValueContainsNull) && CanUpCast(a.KeyType, b.KeyType) && CanUpCast(a.ValueType, b.ValueType),
        (StructType a, StructType b) => AllFields(a, b, (x, y) => Resolves(x.Nullable, y.Nullable) && CanUpCast(x.DataType, y.DataType)),
        _ => false,
    };

    /// <summary>True when an INSERT may add the cast under the policy ANSI: no string to number, nothing to binary. Spark: <c>canANSIStoreAssign</c>.</summary>
    public static bool CanStoreAssign(DataType from, DataType to) => (from, to) switch
    {
        _ when from.Equals(to) => true,
        (VoidType, _) => true,
        (NumericType, NumericType) => true,
        (ArrayType or MapType or StructType or VariantType, StringType) => false,
        (_, StringType) => true,
        (DateType or TimestampType or TimestampNtzType or TimeType, DateType or TimestampType or TimestampNtzType or TimeType) => true,
        (ArrayType a, ArrayType b) => Resolves(a.ContainsNull, b.ContainsNull) && CanStoreAssign(a.ElementType, b.ElementType),
        (MapType a, MapType b) =>
            Resolves(a.ValueContainsNull, b.ValueContainsNull) && CanStoreAssign(a.KeyType, b.KeyType) && CanStoreAssign(a.ValueType, b.ValueType),
        (StructType a, StructType b) => AllFields(a, b, (x, y) => Resolves(x.Nullable, y.Nullable) && CanStoreAssign(x.DataType, y.DataType)),
        _ => false,
    };

    /// <summary>True when some value may raise an error.</summary>
    public static bool CanFail(DataType from, DataType to, EvalMode mode) => mode switch
    {
        EvalMode.Try => false,
        EvalMode.Ansi => CastFailures.InAnsiMode(from, to),
        _ => CastFailures.InLegacyMode(from, to),
    };

    /// <summary>Whether a cast is allowed, with Spark's sub-condition when it is not.</summary>
    public static TypeCheck Check(Cast cast)
    {
        var (from, to) = (cast.Child.DataType, cast.Type);
        if (CanCast(from, to, cast.Mode))
            return TypeCheck.Success;
        var source = ("srcType", ErrorFormat.SqlType(from.Sql));
        var target = ("targetType", ErrorFormat.SqlType(to.Sql));
        if (cast.Mode != EvalMode.Legacy && SuggestedFunctions(from, to) is { Length: > 0 } functions)
        {
            var names = string.Join('/', functions.Select(name => ErrorFormat.SqlId(name)));
            return TypeCheck.Mismatch("CAST_WITH_FUNC_SUGGESTION", source, target, ("functionNames", names));
        }

        return cast.Mode == EvalMode.Ansi && CanLegacyCast(from, to)
            ? TypeCheck.Mismatch(
                "CAST_WITH_CONF_SUGGESTION", source, target,
                ("config", ErrorFormat.SqlConf(SqlConf.AnsiEnabled.Key)), ("configVal", ErrorFormat.SqlValue("false")))
            : TypeCheck.Mismatch("CAST_WITHOUT_SUGGESTION", source, target);
    }

    private static bool CanAnsiCast(DataType from, DataType to) => (from, to) switch
    {
        _ when from.Equals(to) => true,
        (VoidType, _) => true,
        (VariantType, _) => IsVariantContent(to, allowsNested: true),
        (_, StringType) => true,
        (_, VariantType) => IsVariantContent(from, allowsNested: false),
        (StringType, BinaryType or BooleanType or NumericType) => true,
        (StringType, DateType or TimestampType or TimestampNtzType or TimeType) => true,
        (StringType, CalendarIntervalType or YearMonthIntervalType or DayTimeIntervalType) => true,
        (NumericType, BooleanType or NumericType or TimestampType) => true,
        (BooleanType, NumericType) => true,
        (TimestampType, NumericType) => true,
        (DateType or TimestampNtzType, TimestampType) => true,
        (DateType or TimestampType, TimestampNtzType) => true,
        (TimestampType or TimestampNtzType, DateType or TimeType) => true,
        (TimeType, TimeType or IntegralType or DecimalType) => true,
        (YearMonthIntervalType or DayTimeIntervalType, IntegralType or DecimalType) => true,
        (IntegralType or DecimalType, YearMonthIntervalType or DayTimeIntervalType) => true,
        (YearMonthIntervalType, YearMonthIntervalType) or (DayTimeIntervalType, DayTimeIntervalType) => true,
        (ArrayType a, ArrayType b) => Resolves(a.ContainsNull, b.ContainsNull) && CanAnsiCast(a.ElementType, b.ElementType),
        (MapType a, MapType b) =>
            Resolves(a.ValueContainsNull, b.ValueContainsNull) && CanAnsiCast(a.KeyType, b.KeyType) && CanAnsiCast(a.ValueType, b.ValueType),
        (StructType a, StructType b) => AllFields(a, b, (x, y) => Resolves(x.Nullable, y.Nullable) && CanAnsiCast(x.DataType, y.DataType)),
        _ => false,
    };

    private static bool CanLegacyCast(DataType from, DataType to) => (from, to) switch
    {
        (IntegralType, BinaryType) => true,
        (DateType or TimestampType, BooleanType) => true,
        (BooleanType, TimestampType) => true,
        (DateType, NumericType) => true,
        (ArrayType a, ArrayType b) => from.Equals(to)
            || (CanLegacyCast(a.ElementType, b.ElementType)
                && Resolves(a.ContainsNull || ForcesNullable(a.ElementType, b.ElementType), b.ContainsNull)),
        (MapType a, MapType b) => from.Equals(to)
            || (CanLegacyCast(a.KeyType, b.KeyType) && !ForcesNullable(a.KeyType, b.KeyType) && CanLegacyCast(a.ValueType, b.ValueType)
                && Resolves(a.ValueContainsNull || ForcesNullable(a.ValueType, b.ValueType), b.ValueContainsNull)),
        (StructType a, StructType b) => from.Equals(to) || AllFields(a, b, (x, y) =>
            CanLegacyCast(x.DataType, y.DataType) && Resolves(x.Nullable || ForcesNullable(x.DataType, y.DataType), y.Nullable)),
        _ => CanAnsiCast(from, to),
    };

    private static bool ForcesNullable(DataType from, DataType to) => (from, to) switch
    {
        (VoidType, _) => false,
        _ when from.Equals(to) => false,
        (VariantType, _) => true,
        (StringType, BinaryType or StringType) => false,
        (StringType, _) => true,
        (_, StringType) => false,
        (TimestampType, ByteType or ShortType or IntegerType) => true,
        (TimeType, ByteType or ShortType) => true,
        (FloatType or DoubleType, TimestampType) => true,
        (TimestampType, DateType) => false,
        (_, DateType) => true,
        (DateType, TimestampType) => false,
        (DateType, _) => true,
        (_, CalendarIntervalType) => true,
        (BooleanType, DecimalType target) => target.Precision == target.Scale,
        (DecimalType source, DecimalType target) =>
            !target.IsWiderThan(source) && target.Precision - target.Scale <= source.Precision - source.Scale,
        (_, DecimalType target) => !target.IsWiderThan(from),
        (FractionalType, IntegralType) => true,
        _ => false,
    };

    /// <summary>Spark: <c>VariantGet.checkDataType</c>.</summary>
    private static bool IsVariantContent(DataType type, bool allowsNested) => type switch
    {
        StringType text => text.LengthKind == StringLengthKind.Unbounded,
        NumericType or BooleanType or BinaryType or VariantType => true,
        DateType or TimestampType or TimestampNtzType or TimeType => true,
        ArrayType array => IsVariantContent(array.ElementType, allowsNested),
        MapType { KeyType: StringType } map => allowsNested && IsVariantContent(map.ValueType, allowsNested),
        StructType record => allowsNested && record.Fields.All(field => IsVariantContent(field.DataType, allowsNested)),
        _ => false,
    };

    private static string[] SuggestedFunctions(DataType from, DataType to) => (from, to) switch
    {
        (NumericType, TimestampType) => ["TIMESTAMP_SECONDS", "TIMESTAMP_MILLIS", "TIMESTAMP_MICROS"],
        (TimestampType, NumericType) => ["UNIX_SECONDS", "UNIX_MILLIS", "UNIX_MICROS"],
        (NumericType, DateType) => ["DATE_FROM_UNIX_DATE"],
        (DateType, NumericType) => ["UNIX_DATE"],
        _ => [],
    };

    private static int Precedence(DataType type) => type switch
    {
        ByteType => 0,
        ShortType => 1,
        IntegerType => 2,
        LongType => 3,
        FloatType => 4,
        _ => 5,
    };

    private static bool IsNestedPair(DataType from, DataType to) =>
        (from, to) is (ArrayType, ArrayType) or (MapType, MapType) or (StructType, StructType);

    private static bool Resolves(bool fromNullable, bool toNullable) => !fromNullable || toNullable;

    private static bool AllFields(StructType from, StructType to, Func<StructField, StructField, bool> test)
    {
        if (from.Fields.Count != to.Fields.Count)
            return false;
        for (var i = 0; i < from.Fields.Count; i++)
        {
            if (!test(from.Fields[i], to.Fields[i]))
                return false;
        }

        return true;
    }
}
