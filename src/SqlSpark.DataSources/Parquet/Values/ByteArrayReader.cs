using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Parquet.Encodings;
using SqlSpark.DataSources.Parquet.Format;
using SqlSpark.DataSources.Parquet.Reading;

namespace SqlSpark.DataSources.Parquet.Values;

/// <summary>Values of BYTE_ARRAY as strings or binaries; long ones are views into the page.</summary>
internal sealed unsafe class ByteArrayReader() : ValueReader(PhysicalType.View)
{
    private ParquetEncoding _encoding;
    private PlainByteArrayDecoder _plain;
    private DeltaLengthByteArrayDecoder _lengths;
    private DeltaByteArrayDecoder _prefixes;
    private NativeBuffer? _body;

    /// <inheritdoc />
    public override void SetPage(in DataPage page)
    {
        _encoding = page.Encoding;
        _body = page.Body;
        switch (page.Encoding)
        {
            case ParquetEncoding.Plain:
                _plain = new PlainByteArrayDecoder(page.Values, page.ValuesLength);
                break;
            case ParquetEncoding.DeltaLengthByteArray:
                _lengths = new DeltaLengthByteArrayDecoder(page.Values, page.ValuesLength);
                break;
            case ParquetEncoding.DeltaByteArray:
                _prefixes = new DeltaByteArrayDecoder(page.Values, page.ValuesLength);
                break;
            default:
                throw WrongEncoding(page.Encoding, "byte arrays");
        }
    }

    /// <inheritdoc />
    public override void Read(VectorWriter target, int firstRow, int count)
    {
        Decode(target.Values<Utf8View>().Slice(firstRow, count), target.Heap);
        if (_encoding != ParquetEncoding.DeltaByteArray)
            target.BorrowHeap(_body!);
    }

    /// <summary>Reads the next values for whoever converts them.</summary>
    /// <param name="views">As many as to read.</param>
    /// <param name="heap">Where values are put that the page does not hold as a whole.</param>
    public void Decode(Span<Utf8View> views, StringHeap heap)
    {
        switch (_encoding)
        {
            case ParquetEncoding.Plain:
                _plain.Decode(views);
                break;
            case ParquetEncoding.DeltaLengthByteArray:
                _lengths.Decode(views);
                break;
            default:
                _prefixes.Decode(views, heap);
                break;
        }
    }

    /// <inheritdoc />
    public override void Skip(int count)
    {
        switch (_encoding)
        {
            case ParquetEncoding.Plain:
                _plain.Skip(count);
                break;
            case ParquetEncoding.DeltaLengthByteArray:
                _lengths.Skip(count);
                break;
            default:
                _prefixes.Skip(count);
                break;
        }
    }
}
