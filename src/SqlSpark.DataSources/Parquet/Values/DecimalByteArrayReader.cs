using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Parquet.Encodings;
using SqlSpark.DataSources.Parquet.Reading;

namespace SqlSpark.DataSources.Parquet.Values;

/// <summary>Decimals in BYTE_ARRAY: big-endian two's complement of any length.</summary>
/// <param name="physical">Int64 or Int128.</param>
/// <param name="factor">A power of ten, where a larger scale is asked for; else 1.</param>
/// <param name="account">Pays for scratch memory.</param>
internal sealed class DecimalByteArrayReader(PhysicalType physical, Int128 factor, MemoryAccount account) : ValueReader(physical)
{
    private readonly ByteArrayReader _bytes = new();
    private readonly StringHeap _heap = new(account);
    private readonly ScratchBuffer _views = new(account);

    /// <inheritdoc />
    public override void SetPage(in DataPage page) => _bytes.SetPage(page);

    /// <inheritdoc />
    public override void Read(VectorWriter target, int firstRow, int count)
    {
        _heap.Reset();
        var views = _views.GetSpan<Utf8View>(count);
        _bytes.Decode(views, _heap);
        if (Physical == PhysicalType.Int64)
        {
            var rows = target.Values<long>().Slice(firstRow, count);
            BigEndianDecimals.FromViews(views, rows);
            if (factor != 1)
                new LongTimesFactor((long)factor).Convert(rows, rows);
            return;
        }

        var wide = target.Values<Int128>().Slice(firstRow, count);
        BigEndianDecimals.FromViews(views, wide);
        if (factor == 1)
            return;
        foreach (ref var row in wide)
            row *= factor;
    }

    /// <inheritdoc />
    public override void Skip(int count) => _bytes.Skip(count);

    /// <inheritdoc />
    public override void Dispose()
    {
        _bytes.Dispose();
        _heap.Dispose();
        _views.Dispose();
    }
}
