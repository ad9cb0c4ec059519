using SqlSpark.Core.Types;

namespace SqlSpark.DataSources.Csv;

/// <summary>What the values of a column seen so far have in common.</summary>
internal enum CsvInferredKind : byte
{
    /// <summary>There were none.</summary>
    None,

    /// <summary>INT.</summary>
    Integer,

    /// <summary>BIGINT.</summary>
    Long,

    /// <summary>DECIMAL without digits after the point.</summary>
    Decimal,

    /// <summary>DOUBLE.</summary>
    Double,

    /// <summary>DATE.</summary>
    Date,

    /// <summary>TIMESTAMP_NTZ.</summary>
    TimestampNtz,

    /// <summary>TIMESTAMP.</summary>
    Timestamp,

    /// <summary>BOOLEAN.</summary>
    Boolean,

    /// <summary>STRING.</summary>
    String,
}

/// <summary>A type that inference has in mind.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Precision">The digits of a decimal, else 0.</param>
internal readonly record struct CsvInferredType(CsvInferredKind Kind, int Precision = 0)
{
    private const int IntegerDigits = 10;
    private const int LongDigits = 20;

    /// <summary>The type; STRING where there were no values.</summary>
    public DataType ToDataType() => Kind switch
    {
        CsvInferredKind.Integer => IntegerType.Instance,
        CsvInferredKind.Long => LongType.Instance,
        CsvInferredKind.Decimal => new DecimalType(Precision, 0),
        CsvInferredKind.Double => DoubleType.Instance,
        CsvInferredKind.Date => DateType.Instance,
        CsvInferredKind.TimestampNtz => TimestampNtzType.Instance,
        CsvInferredKind.Timestamp => TimestampType.Instance,
        CsvInferredKind.Boolean => BooleanType.Instance,
        _ => StringType.Instance,
    };

    /// <summary>The type that holds the values of both.</summary>
    /// <remarks>Spark: <c>CSVInferSchema.compatibleType</c>. Dates and timestamps together are strings.</remarks>
    public CsvInferredType CombineWith(CsvInferredType other)
    {
        if (this == other || other.Kind == CsvInferredKind.None)
            return this;
        if (Kind == CsvInferredKind.None)
            return other;
        if (IsNumber && other.IsNumber)
            return CombineNumbers(other);
        return IsTimestamp && other.IsTimestamp ? new CsvInferredType(CsvInferredKind.Timestamp) : new CsvInferredType(CsvInferredKind.String);
    }

    private bool IsNumber => Kind is >= CsvInferredKind.Integer and <= CsvInferredKind.Double;

    private bool IsTimestamp => Kind is CsvInferredKind.Timestamp or CsvInferredKind.TimestampNtz;

    private int Digits => Kind switch
    {
        CsvInferredKind.Integer => IntegerDigits,
        CsvInferredKind.Long => LongDigits,
        _ => Precision,
    };

    private CsvInferredType CombineNumbers(CsvInferredType other)
    {
        var wider = (CsvInferredKind)Math.Max((byte)Kind, (byte)other.Kind);
        return wider == CsvInferredKind.Decimal ? new CsvInferredType(wider, Math.Max(Digits, other.Digits)) : new CsvInferredType(wider);
    }
}
