using System.Collections.Immutable;

namespace SqlSpark.DataSources.Parquet.Format;

/// <summary>Where a page is. parquet.thrift: <c>PageLocation</c>.</summary>
/// <param name="Offset">The first byte of its header in the file.</param>
/// <param name="ByteLength">Bytes with the header.</param>
/// <param name="FirstRow">Its first row, counted from that of the row group.</param>
internal readonly record struct PageLocation(long Offset, int ByteLength, long FirstRow);

/// <summary>Where the data pages of a column chunk are. parquet.thrift: <c>OffsetIndex</c>.</summary>
/// <param name="Pages">The pages in order; first rows ascend.</param>
internal sealed record OffsetIndex(ImmutableArray<PageLocation> Pages)
{
    /// <summary>Reads the index.</summary>
    /// <exception cref="Files.MalformedDataException">Bytes that are no index.</exception>
    public static OffsetIndex Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new ThriftReader(bytes);
        var pages = ImmutableArray.CreateBuilder<PageLocation>();
        var field = 0;
        while (reader.NextField(ref field, out var type))
        {
            if (field != 1)
            {
                reader.Skip(type);
                continue;
            }

            for (var count = reader.ReadList(type, ThriftType.Struct); count > 0; count--)
            {
                var page = ReadPage(ref reader);
                if (page.Offset < 0 || page.ByteLength < 0 || page.FirstRow <= (pages.Count == 0 ? -1 : pages[^1].FirstRow))
                    reader.Throw("pages that are out of order or have a negative place");
                pages.Add(page);
            }
        }

        if (pages.Count > 0 && pages[0].FirstRow != 0)
            reader.Throw("pages that do not begin with the first row");
        return new OffsetIndex(pages.ToImmutable());
    }

    /// <summary>Writes the index.</summary>
    public void Write(ThriftWriter writer)
    {
        var last = 0;
        writer.List(ref last, 1, ThriftType.Struct, Pages.Length);
        foreach (var page in Pages)
        {
            var inner = 0;
            writer.Field(ref inner, 1, page.Offset);
            writer.Field(ref inner, 2, page.ByteLength);
            writer.Field(ref inner, 3, page.FirstRow);
            writer.Stop();
        }

        writer.Stop();
    }

    private static PageLocation ReadPage(ref ThriftReader reader)
    {
        var page = default(PageLocation);
        var field = 0;
        while (reader.NextField(ref field, out var type))
        {
            switch (field)
            {
                case 1:
                    page = page with { Offset = reader.ReadInt64(type) };
                    break;
                case 2:
                    page = page with { ByteLength = reader.ReadInt32(type) };
                    break;
                case 3:
                    page = page with { FirstRow = reader.ReadInt64(type) };
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return page;
    }
}

/// <summary>Bounds of the data pages of a column chunk; entry i is of page i of the offset index. parquet.thrift: <c>ColumnIndex</c>.</summary>
/// <param name="NullPages">Whether all values of a page are NULL; its bounds mean nothing then.</param>
/// <param name="Mins">Lower bounds, as in <see cref="ParquetStatistics.Min"/>.</param>
/// <param name="Maxes">Upper bounds.</param>
/// <param name="Order">Whether bounds ascend or descend.</param>
/// <param name="NullCounts">How many values are NULL; empty when not said.</param>
internal sealed record ColumnIndex(
    ImmutableArray<bool> NullPages, ImmutableArray<byte[]> Mins, ImmutableArray<byte[]> Maxes, BoundaryOrder Order, ImmutableArray<long> NullCounts)
{
    /// <summary>Reads the index.</summary>
    /// <exception cref="Files.MalformedDataException">Bytes that are no index, or lists of unequal length.</exception>
    public static ColumnIndex Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new ThriftReader(bytes);
        var nullPages = ImmutableArray.CreateBuilder<bool>();
        var mins = ImmutableArray.CreateBuilder<byte[]>();
        var maxes = ImmutableArray.CreateBuilder<byte[]>();
        var nullCounts = ImmutableArray.CreateBuilder<long>();
        var order = BoundaryOrder.Unordered;
        var field = 0;
        while (reader.NextField(ref field, out var type))
        {
            switch (field)
            {
                case 1:
                    for (var count = reader.ReadList(type, ThriftType.True); count > 0; count--)
                        nullPages.Add(reader.ReadBooleanElement());
                    break;
                case 2:
                    for (var count = reader.ReadList(type, ThriftType.Binary); count > 0; count--)
                        mins.Add(reader.ReadBinary().ToArray());
                    break;
                case 3:
                    for (var count = reader.ReadList(type, ThriftType.Binary); count > 0; count--)
                        maxes.Add(reader.ReadBinary().ToArray());
                    break;
                case 4:
                    order = (BoundaryOrder)reader.ReadInt32(type);
                    break;
                case 5:
                    for (var count = reader.ReadList(type, ThriftType.I64); count > 0; count--)
                        nullCounts.Add(reader.ReadInt64());
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        if (mins.Count != nullPages.Count || maxes.Count != nullPages.Count || (nullCounts.Count != 0 && nullCounts.Count != nullPages.Count))
            reader.Throw("a column index with lists of unequal length");
        return new ColumnIndex(nullPages.ToImmutable(), mins.ToImmutable(), maxes.ToImmutable(), order, nullCounts.ToImmutable());
    }

    /// <summary>Writes the index.</summary>
    public void Write(ThriftWriter writer)
    {
        var last = 0;
        writer.List(ref last, 1, ThriftType.True, NullPages.Length);
        foreach (var isNull in NullPages)
            writer.BooleanElement(isNull);
        writer.List(ref last, 2, ThriftType.Binary, Mins.Length);
        foreach (var min in Mins)
            writer.Binary(min);
        writer.List(ref last, 3, ThriftType.Binary, Maxes.Length);
        foreach (var max in Maxes)
            writer.Binary(max);
        writer.Field(ref last, 4, (int)Order);
        if (NullCounts.Length > 0)
        {
            writer.List(ref last, 5, ThriftType.I64, NullCounts.Length);
            foreach (var count in NullCounts)
                writer.ZigZag(count);
        }

        writer.Stop();
    }
}
