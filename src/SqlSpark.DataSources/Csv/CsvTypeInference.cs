using SqlSpark.Core.Text;
using SqlSpark.Core.Types;

namespace SqlSpark.DataSources.Csv;

/// <summary>
/// Finds the type of values. Each type tried is wider than the one before: INT, BIGINT, DECIMAL, DOUBLE, DATE, TIMESTAMP_NTZ, TIMESTAMP,
/// BOOLEAN, STRING.
/// </summary>
/// <remarks>Spark: <c>CSVInferSchema.inferField</c> and the methods it calls.</remarks>
internal sealed unsafe class CsvTypeInference(CsvOptions options, bool prefersNtz)
{
    private readonly TextDates _dates = options.NewDates();

    /// <summary>The type of the values so far and of one more.</summary>
    public CsvInferredType Add(CsvInferredType soFar, in CsvField value)
    {
        if (value.Length <= 0 || soFar.Kind == CsvInferredKind.String || value.IsNull(options.NullValue))
            return soFar;
        return soFar.CombineWith(Infer(soFar.Kind, value));
    }

    /// <summary>The first type from one on that holds a value: earlier ones cannot be the answer any more.</summary>
    private CsvInferredType Infer(CsvInferredKind from, in CsvField value)
    {
        var text = value.Bytes;
        if (from <= CsvInferredKind.Long && CsvNumbers.TryReadLong(value.Start, value.Length, out var number))
            return new CsvInferredType(from <= CsvInferredKind.Integer && number == (int)number ? CsvInferredKind.Integer : CsvInferredKind.Long);
        if (from <= CsvInferredKind.Decimal && CsvDecimals.TryGetIntegralPrecision(text, out var precision) && precision is > 0 and <= DecimalType.MaxPrecision)
            return new CsvInferredType(CsvInferredKind.Decimal, precision);
        if (from <= CsvInferredKind.Double && (CsvNumbers.TryReadDouble(text, out _) || CsvSpecialNumbers.TryRead(text, options, out _)))
            return new CsvInferredType(CsvInferredKind.Double);
        if ((from == CsvInferredKind.Date || (from < CsvInferredKind.Date && options.PrefersDate)) && IsDate(text))
            return new CsvInferredType(CsvInferredKind.Date);
        if (prefersNtz && from <= CsvInferredKind.TimestampNtz && _dates.TryLocalTimestamp(text, out _))
            return new CsvInferredType(CsvInferredKind.TimestampNtz);
        if (from <= CsvInferredKind.Timestamp && _dates.TryTimestamp(text, out _))
            return new CsvInferredType(CsvInferredKind.Timestamp);
        return new CsvInferredType(CsvNumbers.TryReadBoolean(text, out _) ? CsvInferredKind.Boolean : CsvInferredKind.String);
    }

    private bool IsDate(ReadOnlySpan<byte> text) => options.Patterns.Dates is null ? CsvDates.IsStrict(text) : _dates.TryDate(text, out _);
}
