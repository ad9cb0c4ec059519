using System.Buffers.Binary;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet.Encodings;
using SqlSpark.DataSources.Parquet.Format;
using SqlSpark.DataSources.Parquet.Schemas;

namespace SqlSpark.DataSources.Parquet.Pruning;

/// <summary>Decides by the Bloom filters of a row group whether a condition can be TRUE for any row: false is certain, true is not.</summary>
/// <param name="columns">The columns of the table's schema as the file has them.</param>
/// <param name="rowGroup">The row group.</param>
/// <param name="file">The open file.</param>
/// <param name="account">Pays for the bits.</param>
/// <remarks>parquet-format: BloomFilter.md. Only equality can be decided.</remarks>
internal sealed unsafe class BloomFilterPredicate(PrunableColumns columns, RowGroupMetadata rowGroup, IReadableFile file, MemoryAccount account) : IDisposable
{
    private const int HeaderBytes = 64;
    private const int MaxByteLength = 128 << 20;

    private readonly Dictionary<int, (NativeBuffer Bits, int ByteLength)?> _filters = [];

    /// <summary>Whether the condition can be TRUE.</summary>
    public bool MayBeTrue(Expression condition) => condition switch
    {
        And and => and.Conditions.All(MayBeTrue),
        Or or => or.Conditions.Any(MayBeTrue),
        Comparison { Operator: ComparisonOperator.Equal or ComparisonOperator.EqualNullSafe, Left: BoundReference column, Right: Literal literal } => MayContain(column, literal),
        Comparison { Operator: ComparisonOperator.Equal or ComparisonOperator.EqualNullSafe, Left: Literal literal, Right: BoundReference column } => MayContain(column, literal),
        In { Value: BoundReference column } isIn => isIn.Items.Any(item => item is not Literal literal || (!literal.IsNull && MayContain(column, literal))),
        _ => true,
    };

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var filter in _filters.Values)
            filter?.Bits.Release();
        _filters.Clear();
    }

    private bool MayContain(BoundReference column, Literal literal)
    {
        if (BoundsPredicate.ToBound(literal, column.Type) is not { } value || columns.LeafOf(column.Ordinal) is not { } leaf)
            return true;
        if (rowGroup.Columns[leaf.LeafOrdinal].BloomFilterOffset is null || HashOf(value, leaf) is not { } hash || FilterOf(leaf) is not var (bits, byteLength))
            return true;
        return new SplitBlockBloomFilter(bits.Address, byteLength).MayContain(hash);
    }

    /// <summary>The hash of a value in the form of bounds as the file stores it; null where one value has several stored forms.</summary>
    private static ulong? HashOf(object value, ParquetField leaf)
    {
        Span<byte> bytes = stackalloc byte[16];
        switch (value, leaf.Element.Type)
        {
            case (Int128 number, ParquetType.Int32) when number >= int.MinValue && number <= uint.MaxValue:
                return XxHash64.Hash(unchecked((int)(long)number));
            case (Int128 number, ParquetType.Int64) when number >= long.MinValue && number <= ulong.MaxValue:
                return XxHash64.Hash(unchecked((long)(UInt128)number));
            case (Int128 number, ParquetType.FixedLenByteArray) when leaf.Element.Annotation.Kind == LogicalKind.Decimal && leaf.Element.TypeLength is > 0 and <= 16:
                BinaryPrimitives.WriteInt128BigEndian(bytes, number);
                return XxHash64.Hash(bytes[(16 - leaf.Element.TypeLength)..]);
            case (byte[] array, ParquetType.ByteArray or ParquetType.FixedLenByteArray):
                return XxHash64.Hash(array);
            default:
                return null;    // zeros and NaN of floating point, decimals of any length
        }
    }

    private (NativeBuffer Bits, int ByteLength)? FilterOf(ParquetField leaf)
    {
        if (_filters.TryGetValue(leaf.LeafOrdinal, out var known))
            return known;
        var filter = Read(rowGroup.Columns[leaf.LeafOrdinal].BloomFilterOffset!.Value);
        _filters.Add(leaf.LeafOrdinal, filter);
        return filter;
    }

    // A filter that cannot be understood counts as none.
    private (NativeBuffer Bits, int ByteLength)? Read(long offset)
    {
        if (offset < 0 || offset > file.ByteLength - HeaderBytes)
            return null;
        Span<byte> start = stackalloc byte[HeaderBytes];
        if (file.Read(offset, start) < HeaderBytes)
            return null;
        try
        {
            var header = BloomFilterHeader.Read(start, out var headerLength);
            var length = header.ByteLength;
            if (!header.IsSupported || length is < 32 or > MaxByteLength || length % 32 != 0 || offset + headerLength > file.ByteLength - length)
                return null;
            var bits = account.Allocate(length);
            if (file.Read(offset + headerLength, bits.AsSpan<byte>(0, length)) == length)
                return (bits, length);
            bits.Release();
            return null;
        }
        catch (MalformedDataException)
        {
            return null;
        }
    }
}
