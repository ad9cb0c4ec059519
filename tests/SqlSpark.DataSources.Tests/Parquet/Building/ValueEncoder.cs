using System.Numerics;
using System.Runtime.InteropServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Parquet.Encodings;
using SqlSpark.DataSources.Parquet.Format;

namespace SqlSpark.DataSources.Tests.Parquet.Building;

/// <summary>The entries of a dictionary and the code of each.</summary>
internal sealed record TestDictionary(List<object> Entries, Dictionary<string, int> Codes);

/// <summary>Encodes stored values of one leaf: PLAIN value by value, the others with the engine's encoders, which have tests of their own.</summary>
internal sealed unsafe class ValueEncoder(SchemaElement leaf, MemoryAccount account) : IDisposable
{
    private readonly EncodingBuffer _target = new(account);
    private readonly StringHeap _heap = new(account);

    /// <summary>The encodings that such values may have, those of dictionaries apart.</summary>
    public ParquetEncoding[] Encodings { get; } = leaf.Type switch
    {
        ParquetType.Boolean => [ParquetEncoding.Plain, ParquetEncoding.Rle],
        ParquetType.Int32 or ParquetType.Int64 => [ParquetEncoding.Plain, ParquetEncoding.DeltaBinaryPacked, ParquetEncoding.ByteStreamSplit],
        ParquetType.Int96 => [ParquetEncoding.Plain],
        ParquetType.ByteArray => [ParquetEncoding.Plain, ParquetEncoding.DeltaLengthByteArray, ParquetEncoding.DeltaByteArray],
        ParquetType.FixedLenByteArray => [ParquetEncoding.Plain, ParquetEncoding.DeltaByteArray, ParquetEncoding.ByteStreamSplit],
        _ => [ParquetEncoding.Plain, ParquetEncoding.ByteStreamSplit],
    };

    public byte[] Encode(List<object> values, ParquetEncoding encoding)
    {
        _target.Clear();
        switch (encoding)
        {
            case ParquetEncoding.Plain:
                return Plain(values);
            case ParquetEncoding.Rle:
                RleBitPackedEncoder.EncodeBits(MemoryMarshal.Cast<byte, ulong>((ReadOnlySpan<byte>)[.. Plain(values), .. new byte[16]]), 0, values.Count, _target);
                return [.. BitConverter.GetBytes(_target.Length), .. _target.Bytes];
            case ParquetEncoding.DeltaBinaryPacked when leaf.Type == ParquetType.Int32:
                DeltaBinaryPackedEncoder.Encode([.. values.Cast<int>()], _target);
                break;
            case ParquetEncoding.DeltaBinaryPacked:
                DeltaBinaryPackedEncoder.Encode([.. values.Cast<long>()], _target);
                break;
            case ParquetEncoding.DeltaLengthByteArray:
                ByteArrayEncoder.EncodeDeltaLength(Views(values), _target);
                break;
            case ParquetEncoding.DeltaByteArray:
                ByteArrayEncoder.EncodeDelta(Views(values), _target);
                break;
            default:
                PlainEncoder.EncodeStreams(Plain(values), Width, _target);
                break;
        }

        return _target.Bytes.ToArray();
    }

    public TestDictionary ToDictionary(List<object> values)
    {
        var dictionary = new TestDictionary([], []);
        foreach (var value in values)
        {
            if (dictionary.Codes.TryAdd(Key(value), dictionary.Entries.Count))
                dictionary.Entries.Add(value);
        }

        return dictionary;
    }

    public byte[] EncodeCodes(List<object> values, TestDictionary dictionary)
    {
        _target.Clear();
        RleBitPackedEncoder.EncodeIndices([.. values.Select(value => dictionary.Codes[Key(value)])], dictionary.Entries.Count, _target);
        return _target.Bytes.ToArray();
    }

    public byte[] EncodeLevels(List<byte> levels, int maxLevel)
    {
        _target.Clear();
        RleBitPackedEncoder.EncodeLevels(CollectionsMarshal.AsSpan(levels), maxLevel, _target);
        return _target.Bytes.ToArray();
    }

    /// <summary>Levels in the old encoding BIT_PACKED: from the most significant bit on.</summary>
    public static byte[] PackLevels(List<byte> levels, int maxLevel)
    {
        var width = 32 - BitOperations.LeadingZeroCount((uint)maxLevel);
        var bytes = new byte[((levels.Count * width) + 7) / 8];
        for (var i = 0; i < levels.Count * width; i++)
        {
            var bit = (levels[i / width] >> (width - 1 - (i % width))) & 1;
            bytes[i / 8] |= (byte)(bit << (7 - (i % 8)));
        }

        return bytes;
    }

    public void Dispose()
    {
        _target.Dispose();
        _heap.Dispose();
    }

    private int Width => leaf.Type switch
    {
        ParquetType.Int32 or ParquetType.Float => 4,
        ParquetType.Int96 => 12,
        ParquetType.FixedLenByteArray => leaf.TypeLength,
        _ => 8,
    };

    private string Key(object value) => Convert.ToHexString(Plain([value]));

    private byte[] Plain(List<object> values)
    {
        if (leaf.Type == ParquetType.Boolean)
        {
            var bits = new byte[(values.Count + 7) / 8];
            for (var i = 0; i < values.Count; i++)
                bits[i / 8] |= (byte)(((bool)values[i] ? 1 : 0) << (i % 8));
            return bits;
        }

        var bytes = new MemoryStream();
        foreach (var value in values)
        {
            switch (value)
            {
                case byte[] array:
                    if (leaf.Type == ParquetType.ByteArray)
                        bytes.Write(BitConverter.GetBytes(array.Length));
                    bytes.Write(array);
                    break;
                case int number:
                    bytes.Write(BitConverter.GetBytes(number));
                    break;
                case long number:
                    bytes.Write(BitConverter.GetBytes(number));
                    break;
                case float number:
                    bytes.Write(BitConverter.GetBytes(number));
                    break;
                default:
                    bytes.Write(BitConverter.GetBytes((double)value));
                    break;
            }
        }

        return bytes.ToArray();
    }

    private Utf8View[] Views(List<object> values)
    {
        _heap.Reset();
        return [.. values.Select(value => _heap.Copy((byte[])value))];
    }
}
