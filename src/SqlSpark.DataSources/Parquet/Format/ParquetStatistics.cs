namespace SqlSpark.DataSources.Parquet.Format;

/// <summary>What a writer says of the values of a column chunk or page. parquet.thrift: <c>Statistics</c>.</summary>
/// <remarks>Bounds are PLAIN values without length prefixes. Whether they mean anything depends on the column's order.</remarks>
internal sealed record ParquetStatistics
{
    /// <summary>The upper bound of older writers, by signed comparison; or null.</summary>
    public byte[]? LegacyMax { get; init; }

    /// <summary>The lower bound of older writers, by signed comparison; or null.</summary>
    public byte[]? LegacyMin { get; init; }

    /// <summary>How many values are NULL; null when not said.</summary>
    public long? NullCount { get; init; }

    /// <summary>How many different values there are; null when not said.</summary>
    public long? DistinctCount { get; init; }

    /// <summary>The upper bound in the column's order; or null.</summary>
    public byte[]? Max { get; init; }

    /// <summary>The lower bound in the column's order; or null.</summary>
    public byte[]? Min { get; init; }

    /// <summary>True when <see cref="Max"/> is one of the values.</summary>
    public bool? IsMaxExact { get; init; }

    /// <summary>True when <see cref="Min"/> is one of the values.</summary>
    public bool? IsMinExact { get; init; }

    /// <summary>How many values are NaN; null when not said.</summary>
    public long? NanCount { get; init; }

    /// <summary>Reads the struct.</summary>
    public static ParquetStatistics Read(ref ThriftReader reader)
    {
        byte[]? legacyMax = null, legacyMin = null, max = null, min = null;
        long? nullCount = null, distinctCount = null, nanCount = null;
        bool? isMaxExact = null, isMinExact = null;
        var field = 0;
        while (reader.NextField(ref field, out var type))
        {
            switch (field)
            {
                case 1:
                    legacyMax = reader.ReadBinary(type).ToArray();
                    break;
                case 2:
                    legacyMin = reader.ReadBinary(type).ToArray();
                    break;
                case 3:
                    nullCount = reader.ReadInt64(type);
                    break;
                case 4:
                    distinctCount = reader.ReadInt64(type);
                    break;
                case 5:
                    max = reader.ReadBinary(type).ToArray();
                    break;
                case 6:
                    min = reader.ReadBinary(type).ToArray();
                    break;
                case 7:
                    isMaxExact = reader.ReadBoolean(type);
                    break;
                case 8:
                    isMinExact = reader.ReadBoolean(type);
                    break;
                case 9:
                    nanCount = reader.ReadInt64(type);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return new ParquetStatistics
        {
            LegacyMax = legacyMax,
            LegacyMin = legacyMin,
            NullCount = nullCount,
            DistinctCount = distinctCount,
            Max = max,
            Min = min,
            IsMaxExact = isMaxExact,
            IsMinExact = isMinExact,
            NanCount = nanCount,
        };
    }

    /// <summary>Writes the struct.</summary>
    public void Write(ThriftWriter writer)
    {
        var last = 0;
        if (LegacyMax is not null)
            writer.Field(ref last, 1, LegacyMax);
        if (LegacyMin is not null)
            writer.Field(ref last, 2, LegacyMin);
        if (NullCount is { } nullCount)
            writer.Field(ref last, 3, nullCount);
        if (DistinctCount is { } distinctCount)
            writer.Field(ref last, 4, distinctCount);
        if (Max is not null)
            writer.Field(ref last, 5, Max);
        if (Min is not null)
            writer.Field(ref last, 6, Min);
        if (IsMaxExact is { } isMaxExact)
            writer.Field(ref last, 7, isMaxExact);
        if (IsMinExact is { } isMinExact)
            writer.Field(ref last, 8, isMinExact);
        if (NanCount is { } nanCount)
            writer.Field(ref last, 9, nanCount);
        writer.Stop();
    }
}
