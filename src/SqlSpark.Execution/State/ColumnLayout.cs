using System.Collections.Immutable;
using System.Numerics;
using SqlSpark.Core.Types;

namespace SqlSpark.Execution.State;

/// <summary>How the pages of a <see cref="ColumnStore"/> hold their rows: the values of each column side by side, then a validity bitmap of each.</summary>
/// <remarks>
/// Values have the full width of their type: BOOLEAN is a byte, strings are views, and arrays, maps and structs views of
/// <see cref="NestedEncoding"/>. All pages hold the same power of two of rows, so that the number of a row tells its page and place.
/// </remarks>
internal sealed class ColumnLayout
{
    private const int MaxPageBytes = 256 * 1024;
    private const int MinPageRows = 64;

    /// <summary>Lays out pages.</summary>
    /// <param name="types">The types of the columns.</param>
    /// <param name="keyFrom">The first column that holds keys: of arrays, maps and structs in the form in which equal values are equal bytes.</param>
    public ColumnLayout(ReadOnlySpan<DataType> types, int keyFrom)
    {
        var rowBytes = 0;
        foreach (var type in types)
            rowBytes += TupleColumn.WidthOf(TupleColumn.StorageOf(type));
        PageShift = BitOperations.Log2((uint)Math.Max(MinPageRows, MaxPageBytes / Math.Max(rowBytes, 1)));
        var columns = new Column[types.Length];
        var (offset, validity) = (0L, (long)rowBytes << PageShift);
        for (var i = 0; i < columns.Length; i++)
        {
            var physical = TupleColumn.StorageOf(types[i]);
            columns[i] = new Column(types[i], physical, offset, validity, i >= keyFrom);
            offset += (long)TupleColumn.WidthOf(physical) << PageShift;
            validity += PageRows / 8;
        }

        Columns = ImmutableArray.Create(columns);
        ValidityBegin = (long)rowBytes << PageShift;
        PageBytes = Math.Max(validity, 64);
    }

    /// <summary>The columns.</summary>
    public ImmutableArray<Column> Columns { get; }

    /// <summary>The logarithm of <see cref="PageRows"/>.</summary>
    public int PageShift { get; }

    /// <summary>Rows of a page.</summary>
    public int PageRows => 1 << PageShift;

    /// <summary>Bytes of a page.</summary>
    public long PageBytes { get; }

    /// <summary>Where the validity bitmaps begin.</summary>
    public long ValidityBegin { get; }

    /// <summary>A column of a page.</summary>
    /// <param name="Type">The logical type.</param>
    /// <param name="Physical">How values are stored.</param>
    /// <param name="Offset">The byte of the page where values begin.</param>
    /// <param name="ValidityOffset">The byte of the page where the bitmap begins: 1 when the value is valid.</param>
    /// <param name="IsKey">True when nested values are in the form in which equal values are equal bytes.</param>
    public readonly record struct Column(DataType Type, PhysicalType Physical, long Offset, long ValidityOffset, bool IsKey)
    {
        /// <summary>True for arrays, maps and structs.</summary>
        public bool IsNested => Type.PhysicalType.IsNested();
    }
}
