using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Parquet.Encodings;
using SqlSpark.DataSources.Parquet.Format;
using SqlSpark.DataSources.Parquet.Reading;

namespace SqlSpark.DataSources.Parquet.Values;

/// <summary>Values of BOOLEAN.</summary>
internal sealed unsafe class BooleanReader() : ValueReader(PhysicalType.Bool)
{
    private bool _isPlain;
    private PlainBooleanDecoder _plain;
    private RleBitPackedDecoder _runs;

    /// <inheritdoc />
    public override void SetPage(in DataPage page)
    {
        _isPlain = page.Encoding == ParquetEncoding.Plain;
        if (_isPlain)
            _plain = new PlainBooleanDecoder(page.Values, page.ValuesLength);
        else if (page.Encoding == ParquetEncoding.Rle)
            _runs = RleBitPackedDecoder.OfLengthPrefixed(page.Values, page.ValuesLength, bitWidth: 1, out _);
        else
            throw WrongEncoding(page.Encoding, "booleans");
    }

    /// <inheritdoc />
    public override void Read(VectorWriter target, int firstRow, int count)
    {
        if (_isPlain)
            _plain.DecodeBits(target.Bits, firstRow, count);
        else
            _runs.DecodeBits(target.Bits, firstRow, count);
    }

    /// <inheritdoc />
    public override void Skip(int count)
    {
        if (_isPlain)
            _plain.Skip(count);
        else
            _runs.Skip(count);
    }
}
