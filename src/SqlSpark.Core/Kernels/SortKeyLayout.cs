using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Types;

namespace SqlSpark.Core.Kernels;

/// <summary>
/// How the columns of an order become one key of fixed length whose bytes compare, unsigned and from the first on, as the rows do.
/// </summary>
/// <remarks>
/// Each column: a byte for NULL unless it cannot be NULL; integers, dates and decimals of their type's width with the sign bit flipped;
/// floating point in Spark's order; strings and binaries by their first 16 bytes and a byte for the length, at most 17. Descending
/// columns have their bits inverted. All is big endian. Strings over 16 bytes and nested values are cut: rows whose keys are equal up
/// to the end of the first column that may be cut need the <see cref="RowComparer"/> from that column on.
/// </remarks>
public sealed class SortKeyLayout
{
    /// <summary>The bytes of a string that a key holds.</summary>
    public const int StringPrefixLength = 16;

    private readonly int[] _offsets;

    /// <summary>The layout of an order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public SortKeyLayout(ImmutableArray<SortColumn> columns)
    {
        Columns = columns;
        ExactColumnCount = columns.Length;
        _offsets = new int[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            _offsets[i] = KeyBytes;
            KeyBytes += (columns[i].IsNullable ? 1 : 0) + ValueBytes(columns[i].Type);
            if (IsCut(columns[i].Type) && ExactColumnCount == columns.Length)
            {
                ExactColumnCount = i;
                PrefixBytes = KeyBytes;
            }
        }

        if (ExactColumnCount == columns.Length)
            PrefixBytes = KeyBytes;
    }

    /// <summary>The order.</summary>
    public ImmutableArray<SortColumn> Columns { get; }

    /// <summary>Bytes of a key.</summary>
    public int KeyBytes { get; }

    /// <summary>The leading bytes that order rows rightly whatever was cut.</summary>
    public int PrefixBytes { get; }

    /// <summary>The leading columns whose values are never cut; a comparison after equal keys begins at this column.</summary>
    public int ExactColumnCount { get; }

    /// <summary>Where a column's bytes begin: its null byte, or its value when it cannot be NULL.</summary>
    public int Offset(int column) => _offsets[column];

    /// <summary>Bytes of a value without its null byte.</summary>
    internal static int ValueBytes(DataType type) => type.PhysicalType switch
    {
        PhysicalType.Bool => 1,
        PhysicalType.View => StringPrefixLength + 1,
        PhysicalType.Void => 0,
        { } physical when physical.IsNested() => 0,
        { } physical => physical.ByteWidth(),
    };

    /// <summary>Whether values of the type may lose something in a key.</summary>
    internal static bool IsCut(DataType type) => type.PhysicalType == PhysicalType.View || type.PhysicalType.IsNested();
}
