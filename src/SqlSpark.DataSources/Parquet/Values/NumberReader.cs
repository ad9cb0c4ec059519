using System.Runtime.InteropServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Parquet.Encodings;
using SqlSpark.DataSources.Parquet.Format;
using SqlSpark.DataSources.Parquet.Reading;

namespace SqlSpark.DataSources.Parquet.Values;

/// <summary>Values of INT32, INT64, FLOAT and DOUBLE.</summary>
/// <typeparam name="TFile">int, long, float or double.</typeparam>
/// <typeparam name="TTarget">The CLR type of the storage that is written.</typeparam>
/// <typeparam name="TConversion">From the one to the other.</typeparam>
internal sealed unsafe class NumberReader<TFile, TTarget, TConversion>(PhysicalType physical, TConversion conversion, MemoryAccount account)
    : ValueReader(physical)
    where TFile : unmanaged
    where TTarget : unmanaged
    where TConversion : struct, IValueConversion<TFile, TTarget>
{
    private readonly ScratchBuffer _scratch = new(account);
    private ParquetEncoding _encoding;
    private PlainDecoder _plain;
    private DeltaBinaryPackedDecoder _delta;
    private ByteStreamSplitDecoder _split;

    /// <inheritdoc />
    public override void SetPage(in DataPage page)
    {
        _encoding = page.Encoding;
        switch (page.Encoding)
        {
            case ParquetEncoding.Plain:
                _plain = new PlainDecoder(page.Values, page.ValuesLength, sizeof(TFile));
                break;
            case ParquetEncoding.DeltaBinaryPacked when typeof(TFile) == typeof(int) || typeof(TFile) == typeof(long):
                _delta = new DeltaBinaryPackedDecoder(page.Values, page.ValuesLength);
                break;
            case ParquetEncoding.ByteStreamSplit:
                _split = new ByteStreamSplitDecoder(page.Values, page.ValuesLength, sizeof(TFile));
                break;
            default:
                throw WrongEncoding(page.Encoding, "numbers");
        }
    }

    /// <inheritdoc />
    public override void Read(VectorWriter target, int firstRow, int count)
    {
        var rows = target.Values<TTarget>().Slice(firstRow, count);
        if (typeof(TConversion) == typeof(SameValue<TFile>))
        {
            Decode(MemoryMarshal.Cast<TTarget, TFile>(rows));
            return;
        }

        var values = _scratch.GetSpan<TFile>(count);
        Decode(values);
        conversion.Convert(values, rows);
    }

    /// <inheritdoc />
    public override void Skip(int count)
    {
        switch (_encoding)
        {
            case ParquetEncoding.Plain:
                _plain.Skip(count);
                break;
            case ParquetEncoding.DeltaBinaryPacked:
                _delta.Skip(count);
                break;
            default:
                _split.Skip(count);
                break;
        }
    }

    /// <inheritdoc />
    public override void Dispose() => _scratch.Dispose();

    private void Decode(Span<TFile> values)
    {
        switch (_encoding)
        {
            case ParquetEncoding.Plain:
                _plain.Decode(values);
                break;
            case ParquetEncoding.DeltaBinaryPacked when typeof(TFile) == typeof(int):
                _delta.Decode(MemoryMarshal.Cast<TFile, int>(values));
                break;
            case ParquetEncoding.DeltaBinaryPacked:
                _delta.Decode(MemoryMarshal.Cast<TFile, long>(values));
                break;
            default:
                _split.Decode(values);
                break;
        }
    }
}
