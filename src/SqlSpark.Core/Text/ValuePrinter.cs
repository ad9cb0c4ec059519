using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.Core.Text;

/// <summary>The style and settings that all printers of a value share.</summary>
internal sealed record PrintContext(ValueStyle Style, ValueFormatOptions Options);

/// <summary>Prints values of one type inside a <see cref="ValueFormatter"/>.</summary>
internal abstract class ValuePrinter
{
    /// <summary>Appends the text of a row that is not NULL, of a vector that <see cref="TryLocate"/> found.</summary>
    public abstract void Append(Vector vector, int row, Utf8Buffer text);

    /// <summary>Goes through constants, dictionaries and lazy vectors to the flat vector and row that hold a value; false for NULL.</summary>
    public static bool TryLocate(ref Vector vector, ref int row)
    {
        while (true)
        {
            switch (vector)
            {
                case ConstantVector constant:
                    vector = constant.Value;
                    row = 0;
                    break;
                case DictionaryVector dictionary:
                    if (!Bitmaps.IsValid(dictionary.Validity, row))
                        return false;
                    row = dictionary.Code(row);
                    vector = dictionary.Dictionary.Values;
                    break;
                case LazyVector lazy:
                    vector = lazy.Load(Rows.All(lazy.Length));
                    break;
                default:
                    return !vector.IsNull(row);
            }
        }
    }

    /// <summary>The printer of a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="context">Style and settings.</param>
    /// <param name="isNested">True inside an array, map or struct.</param>
    public static ValuePrinter Create(DataType type, PrintContext context, bool isNested) => (type, context.Style) switch
    {
        (_, ValueStyle.SqlLiteral) => new SqlLiteralPrinter(type, context.Options.Zone),
        (VoidType, _) => new NullPrinter(),
        (BooleanType, _) => new BooleanPrinter(),
        (IntegralType, _) => new IntegerPrinter(),
        (FloatType, _) => new FloatPrinter(),
        (DoubleType, _) => new DoublePrinter(),
        (DecimalType decimalType, ValueStyle.Cast) when !context.Options.PlainDecimals => new ScientificDecimalPrinter(decimalType.Scale),
        (DecimalType decimalType, _) => new DecimalPrinter(decimalType.Scale),
        (StringType, ValueStyle.HiveResult) when isNested => new QuotedStringPrinter(),
        (StringType, _) => new StringPrinter(),
        (BinaryType, _) => BinaryPrinter.Create(context),
        (DateType, _) => new DatePrinter(),
        (TimestampType, _) => new TimestampPrinter(context.Options.Zone),
        (TimestampNtzType, _) => new TimestampPrinter(ZoneRules.Utc),
        (TimeType, _) => new TimePrinter(),
        (YearMonthIntervalType yearMonth, _) => new YearMonthPrinter(yearMonth, context.Style),
        (DayTimeIntervalType dayTime, _) => new DayTimePrinter(dayTime, context.Style),
        (CalendarIntervalType, _) => new CalendarIntervalPrinter(),
        (VariantType, _) => new VariantPrinter(context.Options.Zone),
        (ArrayType array, ValueStyle.HiveResult) => new HiveArrayPrinter(array, context),
        (MapType map, ValueStyle.HiveResult) => new HiveMapPrinter(map, context),
        (StructType record, ValueStyle.HiveResult) => new HiveStructPrinter(record, context),
        (ArrayType array, _) => new ArrayPrinter(array, context),
        (MapType map, _) => new MapPrinter(map, context),
        (StructType record, _) => new StructPrinter(record, context),
        _ => throw InternalErrors.Unreachable(type),
    };

    /// <summary>The integer of a row at any width up to 64 bits.</summary>
    public static long Integer(Vector vector, int row)
    {
        var flat = (FlatVector)vector;
        return flat.Physical switch
        {
            PhysicalType.Int8 => flat.Values<sbyte>()[row],
            PhysicalType.Int16 => flat.Values<short>()[row],
            PhysicalType.Int32 => flat.Values<int>()[row],
            _ => flat.Values<long>()[row],
        };
    }

    /// <summary>The integer of a row at any width.</summary>
    protected static Int128 WideInteger(Vector vector, int row) =>
        vector.Physical == PhysicalType.Int128 ? ((FlatVector)vector).Values<Int128>()[row] : Integer(vector, row);

    /// <summary>The bytes of a string or binary, valid while the vector is.</summary>
    protected static ReadOnlySpan<byte> Bytes(Vector vector, int row) => ((FlatVector)vector).Values<Utf8View>()[row].Bytes;
}
