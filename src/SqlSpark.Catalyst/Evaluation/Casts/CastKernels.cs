using System.Numerics;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Text;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Casts;

/// <summary>Chooses the kernel of a cast. Spark: <c>Cast.castInternal</c>.</summary>
public static partial class CastKernels
{
    /// <summary>The function that computes a cast whose types <c>CastRules</c> accepts.</summary>
    /// <param name="cast">A resolved cast.</param>
    /// <exception cref="SqlSparkException"><c>UNSUPPORTED_FEATURE.TYPE_IN_OPERATION</c> for VARIANT; <c>INVALID_TIMEZONE</c>.</exception>
    public static BoundFunction Bind(Cast cast) => Bind(cast, TimeProvider.System);

    /// <summary>The function that computes a cast, with a clock for timestamps that are only a time.</summary>
    /// <param name="cast">A resolved cast.</param>
    /// <param name="clock">Tells today.</param>
    public static BoundFunction Bind(Cast cast, TimeProvider clock)
    {
        var (from, to) = (cast.Child.DataType, cast.Type);
        if (HasVariant(from, to))
            throw UnsupportedVariant(from is VariantType ? to : from);
        var zone = CastRules.NeedsTimeZone(from, to) ? ZoneRules.Of(cast.TimeZone) : ZoneRules.Utc;
        var plan = new CastPlan(from, to, cast.Mode, zone, clock);
        return new BoundFunction(
            to, cast.Nullable, Volatility.Immutable, CastRules.CanFail(from, to, cast.Mode),
            from is VoidType ? NullBehavior.Custom : NullBehavior.Propagate, context => CreateKernel(plan, context))
        {
            Name = cast.Mode == EvalMode.Try ? "try_cast" : "cast",
            OnError = plan.OnError,
            IsDense = IsDense(plan),
            AcceptsNarrowWidths = true,
            BorrowsArguments = Borrows(from, to),
            Signature = [to, cast.Mode, zone.Id],
        };
    }

    /// <summary>The kernel of a cast or of a part of one.</summary>
    internal static IScalarKernel CreateKernel(CastPlan plan, KernelContext context)
    {
        var (from, to) = (plan.From, plan.To);
        if (from.Equals(to))
            return Copy(plan, context);
        return (from, to) switch
        {
            (VoidType, _) => new NullCastKernel(),
            (_, StringType text) => ToText(plan, text),
            (StringType, _) => Parse(plan),
            (BooleanType, _) => FromBoolean(plan),
            (_, BooleanType) => ToBoolean(from),
            (_, BinaryType) => ToBinary(from),
            (ArrayType, ArrayType) or (MapType, MapType) => new ListCastKernel(plan, context),
            (StructType, StructType) => new StructCastKernel(plan, context),
            (DateType, NumericType) => new NullCastKernel(),
            (YearMonthIntervalType or DayTimeIntervalType, _) or (_, YearMonthIntervalType or DayTimeIntervalType) => Interval(plan),
            (_, DateType or TimestampType or TimestampNtzType or TimeType) or (DateType or TimestampType or TimestampNtzType or TimeType, _) =>
                Datetime(plan),
            (NumericType, DecimalType target) => ToDecimal(plan, target),
            (DecimalType source, NumericType) => FromDecimal(plan, source),
            (NumericType, NumericType) => Number(plan),
            _ => throw InternalErrors.Unreachable($"{from} to {to}"),
        };
    }

    /// <summary>True when bytes of strings stay where they are.</summary>
    private static bool Borrows(DataType from, DataType to) => (from, to) switch
    {
        (StringType or BinaryType, StringType or BinaryType) => true,
        (ArrayType, ArrayType) or (MapType, MapType) or (StructType, StructType) =>
            from.Children.Zip(to.Children).Any(pair => Borrows(pair.First, pair.Second)),
        _ => false,
    };

    private static bool IsDense(CastPlan plan) => (plan.From, plan.To) switch
    {
        (VoidType or StringType or BinaryType or ArrayType or MapType or StructType, _) => false,
        (_, StringType or BinaryType or DecimalType) => false,
        (DecimalType, FractionalType) => false,
        (FractionalType or TimestampType or TimestampNtzType, TimestampType or TimestampNtzType) => false,
        _ => !CastFailures.InAnsiMode(plan.From, plan.To) || (plan.Mode == EvalMode.Legacy && (plan.From, plan.To) is (NumericType, NumericType)),
    };

    private static IScalarKernel Copy(CastPlan plan, KernelContext context) => plan.From.PhysicalType switch
    {
        PhysicalType.Void => new NullCastKernel(),
        PhysicalType.Bool => new CopyBitsKernel(),
        PhysicalType.Int8 => new CopyKernel<sbyte>(),
        PhysicalType.Int16 => new CopyKernel<short>(),
        PhysicalType.Int32 => new CopyKernel<int>(),
        PhysicalType.Int64 => new CopyKernel<long>(),
        PhysicalType.Int128 => new CopyKernel<Int128>(),
        PhysicalType.Float32 => new CopyKernel<float>(),
        PhysicalType.Float64 => new CopyKernel<double>(),
        PhysicalType.Interval => new CopyKernel<CalendarInterval>(),
        PhysicalType.View => new SameBytesKernel(),
        PhysicalType.Struct => new StructCastKernel(plan, context),
        _ => new ListCastKernel(plan, context),
    };

    private static IScalarKernel ToText(CastPlan plan, StringType target) => plan.From switch
    {
        StringType or BinaryType when target.LengthKind == StringLengthKind.Unbounded => new SameBytesKernel(),
        StringType or BinaryType => new BoundedTextKernel(target),
        BooleanType => new BooleanToTextKernel(target),
        ByteType => new TextCastKernel<sbyte, IntegerToText<sbyte>>(default, target),
        ShortType => new TextCastKernel<short, IntegerToText<short>>(default, target),
        IntegerType => new TextCastKernel<int, IntegerToText<int>>(default, target),
        LongType => new TextCastKernel<long, IntegerToText<long>>(default, target),
        FloatType => new TextCastKernel<float, FloatToText>(default, target),
        DoubleType => new TextCastKernel<double, DoubleToText>(default, target),
        DecimalType { PhysicalType: PhysicalType.Int64 } d => new TextCastKernel<long, DecimalToText<long>>(new(d.Scale, plan.IsStrict), target),
        DecimalType d => new TextCastKernel<Int128, DecimalToText<Int128>>(new(d.Scale, plan.IsStrict), target),
        DateType => new TextCastKernel<int, DateToText>(default, target),
        TimestampType => new TextCastKernel<long, TimestampToText>(new(plan.Zone), target),
        TimestampNtzType => new TextCastKernel<long, LocalToText>(default, target),
        TimeType => new TextCastKernel<long, TimeToText>(default, target),
        YearMonthIntervalType type => new TextCastKernel<int, YearMonthToText>(new(type), target),
        DayTimeIntervalType type => new TextCastKernel<long, DayTimeToText>(new(type), target),
        CalendarIntervalType => new TextCastKernel<CalendarInterval, CalendarIntervalToText>(default, target),
        _ => new NestedToTextKernel(plan.From, target, plan.TextOptions),
    };

    private static IScalarKernel Parse(CastPlan plan)
    {
        var errors = plan.Errors;
        return plan.To switch
        {
            BinaryType => new SameBytesKernel(),
            BooleanType => new PartialToBooleanKernel<Utf8View, TextToBoolean>(new(errors)),
            ByteType => Integer<sbyte>(),
            ShortType => Integer<short>(),
            IntegerType => Integer<int>(),
            LongType => Integer<long>(),
            FloatType => new PartialCastKernel<Utf8View, float, TextToFloat>(new(errors)),
            DoubleType => new PartialCastKernel<Utf8View, double, TextToDouble>(new(errors)),
            DecimalType { PhysicalType: PhysicalType.Int64 } d => new PartialCastKernel<Utf8View, long, TextToDecimal<long>>(new(d, errors)),
            DecimalType d => new PartialCastKernel<Utf8View, Int128, TextToDecimal<Int128>>(new(d, errors)),
            DateType => new PartialCastKernel<Utf8View, int, TextToDate>(new(errors)),
            TimestampType => new PartialCastKernel<Utf8View, long, TextToTimestamp>(new(new TimestampReader(plan.Zone, plan.Clock), errors)),
            TimestampNtzType => new PartialCastKernel<Utf8View, long, TextToLocal>(new(errors)),
            TimeType time => new PartialCastKernel<Utf8View, long, TextToTime>(new(time.Precision, errors)),
            YearMonthIntervalType type => new PartialCastKernel<Utf8View, int, TextToYearMonth>(new(type, errors)),
            DayTimeIntervalType type => new PartialCastKernel<Utf8View, long, TextToDayTime>(new(type, errors)),
            CalendarIntervalType => new TextToCalendarIntervalKernel(),
            _ => throw InternalErrors.Unreachable(plan.To),
        };

        PartialCastKernel<Utf8View, T, TextToInteger<T>> Integer<T>()
            where T : unmanaged, IBinaryInteger<T> => new(new(!plan.IsStrict, errors));
    }

    private static IScalarKernel ToBoolean(DataType from) => from switch
    {
        DateType => new NullCastKernel(),
        ByteType => new ToBooleanKernel<sbyte, IsNotZero<sbyte>>(default),
        ShortType => new ToBooleanKernel<short, IsNotZero<short>>(default),
        IntegerType => new ToBooleanKernel<int, IsNotZero<int>>(default),
        FloatType => new ToBooleanKernel<float, IsNotZero<float>>(default),
        DoubleType => new ToBooleanKernel<double, IsNotZero<double>>(default),
        _ => from.PhysicalType == PhysicalType.Int128
            ? new ToBooleanKernel<Int128, IsNotZero<Int128>>(default)
            : new ToBooleanKernel<long, IsNotZero<long>>(default),
    };

    private static IScalarKernel ToBinary(DataType from) => from switch
    {
        ByteType => new IntegerToBinaryKernel<sbyte>(),
        ShortType => new IntegerToBinaryKernel<short>(),
        IntegerType => new IntegerToBinaryKernel<int>(),
        LongType => new IntegerToBinaryKernel<long>(),
        _ => throw InternalErrors.Unreachable(from),
    };

    private static bool HasVariant(DataType from, DataType to) => (from, to) switch
    {
        _ when from.Equals(to) => false,
        (_, StringType) => false,
        (VariantType, _) or (_, VariantType) => true,
        (ArrayType, ArrayType) or (MapType, MapType) or (StructType, StructType) =>
            from.Children.Zip(to.Children).Any(pair => HasVariant(pair.First, pair.Second)),
        _ => false,
    };

    private static SqlSparkException UnsupportedVariant(DataType other) => SqlSparkException.Create(
        "UNSUPPORTED_FEATURE.TYPE_IN_OPERATION", null,
        ("dataType", ErrorFormat.SqlType(VariantType.Instance.Sql)), ("operation", $"CAST between VARIANT and {other.Sql}"));
}
