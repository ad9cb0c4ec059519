using System.Globalization;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;
using static SqlSpark.Parser.Generated.SqlSparkParser;

namespace SqlSpark.Parser;

internal sealed partial class AstBuilder
{
    /// <summary>A data type.</summary>
    public DataType DataType(DataTypeContext context)
    {
        using var place = At(context);
        return context switch
        {
            ArrayTypeContext array => new ArrayType(DataType(array.dataType())),
            MapTypeContext map => new MapType(DataType(map.key), DataType(map.value)),
            StructTypeContext structType => new StructType(structType.structField().Select(Field).ToEquatableArray()),
            IntervalTypeContext interval => IntervalType(interval),
            TimestampTypeWithZoneContext timestamp => timestamp.LOCAL() is null ? TimestampNtzType.Instance : TimestampType.Instance,
            TimeTypeWithoutZoneContext time => TimeTypeOf(context, time.typeParameters()),
            NamedTypeContext named => NamedType(named),
            _ => throw Error(context, "UNSUPPORTED_DATATYPE", ("typeName", $"\"{TextOf(context).ToUpperInvariant()}\"")),
        };
    }

    /// <summary>The columns of a schema.</summary>
    public StructType Schema(ColumnTypeListContext context) => new(context.columnType()
        .Select(c => NewField(Name(c.identifier()), DataType(c.dataType()), c.NULL() is null, c.STRING()?.GetText()))
        .ToEquatableArray());

    private StructField Field(StructFieldContext context) =>
        NewField(Name(context.identifier()), DataType(context.dataType()), context.NULL() is null, context.STRING()?.GetText());

    private StructField NewField(string name, DataType type, bool nullable, string? comment)
    {
        var field = new StructField(name, type, nullable);
        return comment is null ? field : field with { Metadata = [new KeyValuePair<string, string>("comment", Unescape(comment))] };
    }

    private DataType NamedType(NamedTypeContext context)
    {
        var name = Name(context.typeName());
        var parameters = context.typeParameters();
        var type = TypeByName(context, name, parameters);
        if (context.COLLATE() is null)
            return type;
        var collation = NameParts(context.multipartIdentifier())[^1];
        return type is StringType text
            ? text with { Collation = CanonicalCollation(collation) }
            : throw Error(context, "UNSUPPORTED_DATATYPE", ("typeName", $"\"{TextOf(context).ToUpperInvariant()}\""));
    }

    private static string CanonicalCollation(string name) => name.ToUpperInvariant();

    private DataType TypeByName(NamedTypeContext context, string name, TypeParametersContext? parameters)
    {
        var count = parameters?.typeParameter().Length ?? 0;
        DataType? type = (name.ToUpperInvariant(), count) switch
        {
            ("BOOLEAN", 0) => BooleanType.Instance,
            ("TINYINT" or "BYTE", 0) => ByteType.Instance,
            ("SMALLINT" or "SHORT", 0) => ShortType.Instance,
            ("INT" or "INTEGER", 0) => IntegerType.Instance,
            ("BIGINT" or "LONG", 0) => LongType.Instance,
            ("FLOAT" or "REAL", 0) => FloatType.Instance,
            ("DOUBLE", 0) => DoubleType.Instance,
            ("DATE", 0) => DateType.Instance,
            ("TIMESTAMP", 0) => conf.Get(SqlConf.TimestampType) == TimestampTypeChoice.TimestampNtz ? TimestampNtzType.Instance : TimestampType.Instance,
            ("TIMESTAMP_NTZ", 0) => TimestampNtzType.Instance,
            ("TIMESTAMP_LTZ", 0) => TimestampType.Instance,
            ("TIME", _) => TimeTypeOf(context, parameters),
            ("STRING", 0) => StringType.Instance,
            ("CHAR" or "CHARACTER", 1) => StringType.Char(Length(parameters!)),
            ("VARCHAR", 1) => StringType.Varchar(Length(parameters!)),
            ("BINARY", 0) => BinaryType.Instance,
            ("VOID", 0) => VoidType.Instance,
            ("VARIANT", 0) => VariantType.Instance,
            ("INTERVAL", 0) => CalendarIntervalType.Instance,
            ("DECIMAL" or "DEC" or "NUMERIC", <= 2) => Decimal(context, parameters),
            _ => null,
        };
        if (type is not null)
            return type;
        if (name.ToUpperInvariant() is "CHAR" or "CHARACTER" or "VARCHAR" && count == 0)
            throw Error(context, "DATATYPE_MISSING_SIZE", ("type", $"\"{name.ToUpperInvariant()}\""));
        if (name.ToUpperInvariant() is "ARRAY" or "MAP" or "STRUCT" && count == 0)
        {
            throw Error(
                context, $"INCOMPLETE_TYPE_DEFINITION.{name.ToUpperInvariant()}", [("elementType", "<INT>")]);
        }

        throw Error(context, "UNSUPPORTED_DATATYPE", ("typeName", $"\"{TextOf(context).ToUpperInvariant()}\""));
    }

    private static int Length(TypeParametersContext context) => int.Parse(context.typeParameter(0).GetText(), CultureInfo.InvariantCulture);

    private TimeType TimeTypeOf(Antlr4.Runtime.ParserRuleContext context, TypeParametersContext? parameters)
    {
        if (parameters is null)
            return TimeType.Default;
        var text = parameters.typeParameter(0).GetText();
        return int.TryParse(text, CultureInfo.InvariantCulture, out var precision) && precision is >= 0 and <= 6
            ? new TimeType(precision)
            : throw Error(context, "UNSUPPORTED_TIME_PRECISION", ("precision", text));
    }

    private DecimalType Decimal(NamedTypeContext context, TypeParametersContext? parameters)
    {
        if (parameters is null)
            return DecimalType.UserDefault;
        var numbers = parameters.typeParameter().Select(p => int.TryParse(p.GetText(), CultureInfo.InvariantCulture, out var n) ? n : -1).ToArray();
        var precision = numbers[0];
        var scale = numbers.Length > 1 ? numbers[1] : 0;
        if (precision > DecimalType.MaxPrecision)
        {
            throw Error(
                context,
                "DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION",
                ("precision", precision.ToString(CultureInfo.InvariantCulture)),
                ("maxPrecision", DecimalType.MaxPrecision.ToString(CultureInfo.InvariantCulture)));
        }

        if (scale > precision)
        {
            throw Error(
                context,
                "DECIMAL_SCALE_EXCEEDS_PRECISION",
                ("scale", scale.ToString(CultureInfo.InvariantCulture)),
                ("precision", precision.ToString(CultureInfo.InvariantCulture)));
        }

        return precision < 1
            ? throw Error(context, "UNSUPPORTED_DATATYPE", ("typeName", $"\"{TextOf(context).ToUpperInvariant()}\""))
            : new DecimalType(precision, scale);
    }

    private DataType IntervalType(IntervalTypeContext context)
    {
        if (context.from is null)
            return CalendarIntervalType.Instance;
        var from = context.from.GetText().ToUpperInvariant();
        var to = (context.to ?? context.from).GetText().ToUpperInvariant();
        if (YearMonthFieldOf(from) is { } startYear && YearMonthFieldOf(to) is { } endYear && startYear <= endYear)
            return new YearMonthIntervalType(startYear, endYear);
        if (DayTimeFieldOf(from) is { } startDay && DayTimeFieldOf(to) is { } endDay && startDay <= endDay)
            return new DayTimeIntervalType(startDay, endDay);
        throw Error(context, "UNSUPPORTED_DATATYPE", ("typeName", $"\"{TextOf(context).ToUpperInvariant()}\""));
    }

    private static YearMonthField? YearMonthFieldOf(string unit) => unit switch
    {
        "YEAR" or "YEARS" => YearMonthField.Year,
        "MONTH" or "MONTHS" => YearMonthField.Month,
        _ => null,
    };

    private static DayTimeField? DayTimeFieldOf(string unit) => unit switch
    {
        "DAY" or "DAYS" or "WEEK" or "WEEKS" => DayTimeField.Day,
        "HOUR" or "HOURS" => DayTimeField.Hour,
        "MINUTE" or "MINUTES" => DayTimeField.Minute,
        "SECOND" or "SECONDS" or "MILLISECOND" or "MILLISECONDS" or "MICROSECOND" or "MICROSECONDS" or "NANOSECOND" or "NANOSECONDS" => DayTimeField.Second,
        _ => null,
    };
}
