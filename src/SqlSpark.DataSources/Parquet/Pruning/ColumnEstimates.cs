using SqlSpark.Catalyst.Statistics;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet.Format;
using SqlSpark.DataSources.Parquet.Schemas;

namespace SqlSpark.DataSources.Parquet.Pruning;

/// <summary>
/// What footers tell of a column as a whole: bounds, NULLs, and distinct values by the sizes of dictionaries. For plans only; nothing that must be right hangs on it.
/// </summary>
/// <remarks>
/// Bounds of strings and binaries are left out, as writers may cut them; so are bounds of which one row group has none. NaN is in no bound. Distinct values are known of columns
/// whose pages hold nothing but dictionary codes.
/// </remarks>
internal static class ColumnEstimates
{
    private const int HeaderBytes = 256;

    // Dictionaries are alike as a rule: a few tell enough, and each costs a read.
    private const int MaxSamples = 3;

    /// <summary>What is known of a column in row groups.</summary>
    /// <param name="ordinal">The column's ordinal in the table's schema.</param>
    /// <param name="type">Its type.</param>
    /// <param name="rowGroups">The row groups.</param>
    public static ColumnStatistics Of(int ordinal, DataType type, IReadOnlyList<(PrunableColumns File, RowGroupMetadata RowGroup)> rowGroups)
    {
        object? min = null, max = null;
        var (hasBounds, areApart) = (true, true);
        long? nullCount = 0;
        foreach (var (file, rowGroup) in rowGroups)
        {
            var known = file.BoundsOf(rowGroup, ordinal);
            nullCount += file.LeafOf(ordinal) is { DefinitionLevel: 0 } ? 0 : known?.NullCount;
            if (known is { IsAllNull: true })
                continue;
            if (known is not { Min: { } low and not byte[], Max: { } high })
            {
                hasBounds = false;
                continue;
            }

            areApart &= min is null || ColumnBounds.Compare(low, max!) > 0 || ColumnBounds.Compare(high, min) < 0;
            min = min is null || ColumnBounds.Compare(low, min) < 0 ? low : min;
            max = max is null || ColumnBounds.Compare(high, max) > 0 ? high : max;
        }

        return new ColumnStatistics(
            DistinctCount(ordinal, rowGroups, areApart && hasBounds), hasBounds ? ToBoxed(min, type) : null, hasBounds ? ToBoxed(max, type) : null, nullCount);
    }

    /// <summary>
    /// Distinct values by the dictionaries of some row groups: their sum where the values of row groups lie apart, else the largest, as the same values come again. Null where
    /// a dictionary has so many entries that others may come elsewhere.
    /// </summary>
    private static long? DistinctCount(int ordinal, IReadOnlyList<(PrunableColumns File, RowGroupMetadata RowGroup)> rowGroups, bool areApart)
    {
        long largest = 0, sum = 0;
        var step = Math.Max(1, rowGroups.Count / MaxSamples);
        var samples = 0;
        for (var i = 0; i < rowGroups.Count && samples < MaxSamples; i += step, samples++)
        {
            var (file, rowGroup) = rowGroups[i];
            if (file.LeafOf(ordinal) is not { } leaf || EntryCount(file, rowGroup, leaf) is not { } count || count > rowGroup.RowCount / 2)
                return null;
            largest = Math.Max(largest, count);
            sum += count;
        }

        return samples == 0 ? null : areApart && rowGroups.Count > 1 ? (long)((Int128)sum * rowGroups.Count / samples) : largest;
    }

    private static int? EntryCount(PrunableColumns file, RowGroupMetadata rowGroup, ParquetField leaf)
    {
        var chunk = rowGroup.Columns[leaf.LeafOrdinal];
        return chunk.HasOnlyCodes ? file.File.DictionarySizes.GetOrAdd(chunk, static (chunk, file) => ReadEntryCount(file, chunk), file.File) : null;
    }

    // A plan is no worse without it: whatever is wrong with the file shows when it is read.
    private static int? ReadEntryCount(Footers.ParquetFile file, ColumnChunkMetadata chunk)
    {
        try
        {
            using var content = file.FileSystem.Open(file.Entry.Path);
            Span<byte> bytes = stackalloc byte[HeaderBytes];
            var length = content.Read(chunk.StartOffset, bytes);
            var header = PageHeader.Read(bytes[..length], out _);
            return header.Type == PageType.DictionaryPage ? header.ValueCount : null;
        }
        catch (Exception exception) when (exception is MalformedDataException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>A bound in the form of boxed values; null where it is none of the type.</summary>
    private static object? ToBoxed(object? bound, DataType type) => (bound, type) switch
    {
        (Int128 value, DecimalType) => value,
        (Int128 value, BooleanType) => value != 0,
        (Int128 value, ByteType) => (sbyte)Int128.Clamp(value, sbyte.MinValue, sbyte.MaxValue),
        (Int128 value, ShortType) => (short)Int128.Clamp(value, short.MinValue, short.MaxValue),
        (Int128 value, IntegerType or DateType) => (int)Int128.Clamp(value, int.MinValue, int.MaxValue),
        (Int128 value, LongType or TimestampType or TimestampNtzType) => (long)Int128.Clamp(value, long.MinValue, long.MaxValue),
        (double value, FloatType) => (float)value,
        (double value, DoubleType) => value,
        _ => null,
    };
}
