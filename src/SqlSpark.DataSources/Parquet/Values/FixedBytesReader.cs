using System.Buffers.Binary;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet.Encodings;
using SqlSpark.DataSources.Parquet.Format;
using SqlSpark.DataSources.Parquet.Reading;

namespace SqlSpark.DataSources.Parquet.Values;

/// <summary>Turns values of a fixed number of bytes, which lie one behind the other, into rows.</summary>
internal unsafe interface IBytesConversion
{
    /// <summary>Converts consecutive values.</summary>
    /// <param name="bytes">The first byte of the first; 64 bytes after the last can be read.</param>
    /// <param name="width">Bytes of each.</param>
    /// <param name="target">A register of the storage that the conversion writes.</param>
    /// <param name="firstRow">Where the first value goes.</param>
    /// <param name="count">How many.</param>
    void Convert(byte* bytes, int width, VectorWriter target, int firstRow, int count);
}

/// <summary>Values of FIXED_LEN_BYTE_ARRAY and INT96.</summary>
/// <param name="width">Bytes of each.</param>
/// <param name="physical">The storage that is written.</param>
/// <param name="conversion">How values become rows.</param>
/// <param name="account">Pays for values that pages do not hold as a whole.</param>
internal sealed unsafe class FixedBytesReader(int width, PhysicalType physical, IBytesConversion conversion, MemoryAccount account)
    : ValueReader(physical)
{
    private readonly StringHeap _heap = new(account);
    private readonly ScratchBuffer _views = new(account);
    private readonly ScratchBuffer _joined = new(account);
    private ParquetEncoding _encoding;
    private PlainDecoder _plain;
    private ByteStreamSplitDecoder _split;
    private DeltaByteArrayDecoder _prefixes;

    /// <inheritdoc />
    public override void SetPage(in DataPage page)
    {
        _encoding = page.Encoding;
        switch (page.Encoding)
        {
            case ParquetEncoding.Plain:
                _plain = new PlainDecoder(page.Values, page.ValuesLength, width);
                break;
            case ParquetEncoding.ByteStreamSplit:
                _split = new ByteStreamSplitDecoder(page.Values, page.ValuesLength, width);
                break;
            case ParquetEncoding.DeltaByteArray:
                _heap.Reset();
                _prefixes = new DeltaByteArrayDecoder(page.Values, page.ValuesLength, width);
                break;
            default:
                throw WrongEncoding(page.Encoding, "byte arrays of a fixed length");
        }
    }

    /// <inheritdoc />
    public override void Read(VectorWriter target, int firstRow, int count)
    {
        if (_encoding == ParquetEncoding.Plain)
        {
            conversion.Convert(_plain.Take(count), width, target, firstRow, count);
            return;
        }

        var joined = _joined.Get<byte>((long)count * width);
        if (_encoding == ParquetEncoding.ByteStreamSplit)
            _split.Decode(joined, count);
        else
            Join(joined, count);
        conversion.Convert(joined, width, target, firstRow, count);
    }

    /// <inheritdoc />
    public override void Skip(int count)
    {
        switch (_encoding)
        {
            case ParquetEncoding.Plain:
                _plain.Skip(count);
                break;
            case ParquetEncoding.ByteStreamSplit:
                _split.Skip(count);
                break;
            default:
                _prefixes.Skip(count);
                break;
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _heap.Dispose();
        _views.Dispose();
        _joined.Dispose();
    }

    private void Join(byte* joined, int count)
    {
        var views = _views.GetSpan<Utf8View>(count);
        _prefixes.Decode(views, _heap);
        for (var i = 0; i < count; i++)
            views[i].Bytes.CopyTo(new Span<byte>(joined + ((long)i * width), width));
    }
}

/// <summary>BINARY.</summary>
internal sealed unsafe class BytesToBinary : IBytesConversion
{
    public void Convert(byte* bytes, int width, VectorWriter target, int firstRow, int count)
    {
        var rows = target.Values<Utf8View>().Slice(firstRow, count);
        for (var i = 0; i < count; i++)
            rows[i] = target.Heap.Copy(new ReadOnlySpan<byte>(bytes + ((long)i * width), width));
    }
}

/// <summary>Decimals of up to 18 digits: big-endian two's complement, times a power of ten where a larger scale is asked for.</summary>
internal sealed unsafe class BytesToDecimal64(long factor) : IBytesConversion
{
    public void Convert(byte* bytes, int width, VectorWriter target, int firstRow, int count)
    {
        var rows = target.Values<long>().Slice(firstRow, count);
        BigEndianDecimals.FromFixed(bytes, width, rows);
        if (factor != 1)
            new LongTimesFactor(factor).Convert(rows, rows);
    }
}

/// <summary>Decimals of more than 18 digits.</summary>
internal sealed unsafe class BytesToDecimal128(Int128 factor) : IBytesConversion
{
    public void Convert(byte* bytes, int width, VectorWriter target, int firstRow, int count)
    {
        var rows = target.Values<Int128>().Slice(firstRow, count);
        BigEndianDecimals.FromFixed(bytes, width, rows);
        if (factor == 1)
            return;
        foreach (ref var row in rows)
            row *= factor;
    }
}

/// <summary>FLOAT16 as FLOAT.</summary>
internal sealed unsafe class HalfToFloat : IBytesConversion
{
    public void Convert(byte* bytes, int width, VectorWriter target, int firstRow, int count) =>
        HalfFloats.ToSingles(bytes, target.Values<float>().Slice(firstRow, count));
}

/// <summary>INT96 as TIMESTAMP.</summary>
internal sealed unsafe class Int96ToTimestamp : IBytesConversion
{
    public void Convert(byte* bytes, int width, VectorWriter target, int firstRow, int count) =>
        Int96Timestamps.ToMicroseconds(bytes, target.Values<long>().Slice(firstRow, count));
}

/// <summary>INTERVAL: months, days and milliseconds, each little endian without sign. parquet-format: LogicalTypes.md, "INTERVAL".</summary>
internal sealed unsafe class BytesToInterval : IBytesConversion
{
    public void Convert(byte* bytes, int width, VectorWriter target, int firstRow, int count)
    {
        var rows = target.Values<CalendarInterval>().Slice(firstRow, count);
        for (var i = 0; i < count; i++)
        {
            var parts = new ReadOnlySpan<byte>(bytes + ((long)i * width), width);
            var months = BinaryPrimitives.ReadUInt32LittleEndian(parts);
            var days = BinaryPrimitives.ReadUInt32LittleEndian(parts[4..]);
            var milliseconds = BinaryPrimitives.ReadUInt32LittleEndian(parts[8..]);
            if (months > int.MaxValue || days > int.MaxValue)
                MalformedDataException.Throw($"an interval of {months} months and {days} days", -1);
            rows[i] = new CalendarInterval((int)months, (int)days, milliseconds * TimeUnits.MicrosPerMilli);
        }
    }
}

/// <summary>UUID as text: 8-4-4-4-12 hexadecimal digits.</summary>
internal sealed unsafe class BytesToUuidText : IBytesConversion
{
    private const int TextLength = 36;

    public void Convert(byte* bytes, int width, VectorWriter target, int firstRow, int count)
    {
        var rows = target.Values<Utf8View>().Slice(firstRow, count);
        Span<byte> text = stackalloc byte[TextLength];
        for (var i = 0; i < count; i++)
        {
            new Guid(new ReadOnlySpan<byte>(bytes + ((long)i * width), width), bigEndian: true).TryFormat(text, out _);
            rows[i] = target.Heap.Copy(text);
        }
    }
}
