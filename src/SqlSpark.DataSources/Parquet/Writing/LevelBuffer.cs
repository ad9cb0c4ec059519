using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Parquet.Encodings;

namespace SqlSpark.DataSources.Parquet.Writing;

/// <summary>
/// The levels of a leaf's entries: nothing for a required column, one bit an entry for a flat one, two bytes for a nested one. Holds
/// those of a page, or of a column chunk as long as it has a dictionary.
/// </summary>
/// <remarks>As long as a flat column has no NULL, not even the bits are stored. Not thread-safe.</remarks>
internal sealed unsafe class LevelBuffer(int maxDefinitionLevel, int maxRepetitionLevel, bool isNested, MemoryAccount account) : IDisposable
{
    private readonly EncodingBuffer _definition = new(account);     // bytes; of flat columns bits in whole words
    private readonly EncodingBuffer _repetition = new(account);
    private bool _hasBits;

    /// <summary>Entries: values, NULLs and empty lists.</summary>
    public int Count { get; private set; }

    /// <summary>The greatest definition level: that of values.</summary>
    public int MaxDefinitionLevel => maxDefinitionLevel;

    /// <summary>The greatest repetition level.</summary>
    public int MaxRepetitionLevel => maxRepetitionLevel;

    /// <summary>Bytes that are buffered.</summary>
    public long ByteLength => _definition.Length + _repetition.Length;

    /// <summary>Adds entries of a column that is not nested, all of them values.</summary>
    public void AddPresent(int count)
    {
        if (_hasBits)
        {
            var words = ExtendBits(count);
            for (var i = 0; i < count; i += 64)
                Bitmaps.Write(words, Count + i, ulong.MaxValue, Math.Min(64, count - i));
        }

        Count += count;
    }

    /// <summary>Adds entries of an optional column that is not nested.</summary>
    /// <param name="validity">A bit an entry: 1 for a value.</param>
    /// <param name="first">The first bit.</param>
    /// <param name="count">How many.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddBits(ReadOnlySpan<ulong> validity, int first, int count)
    {
        if (!_hasBits)
            BeginBits();
        var words = ExtendBits(count);
        for (var i = 0; i < count; i += 64)
        {
            var step = Math.Min(64, count - i);
            Bitmaps.Write(words, Count + i, Bitmaps.Read(validity, first + i, step), step);
        }

        Count += count;
    }

    /// <summary>Adds entries of a nested column.</summary>
    /// <param name="definition">A level an entry.</param>
    /// <param name="repetition">A level an entry; not looked at where there is no repetition.</param>
    /// <param name="count">How many.</param>
    public void Add(byte* definition, byte* repetition, int count)
    {
        if (maxDefinitionLevel > 0)
            _definition.Write(new ReadOnlySpan<byte>(definition, count));
        if (maxRepetitionLevel > 0)
            _repetition.Write(new ReadOnlySpan<byte>(repetition, count));
        Count += count;
    }

    /// <summary>Writes definition levels as runs; nothing where there are none.</summary>
    /// <param name="first">The first entry.</param>
    /// <param name="count">How many.</param>
    /// <param name="hasNulls">Whether any of them is no value.</param>
    /// <param name="target">Where the runs go.</param>
    public void WriteDefinition(int first, int count, bool hasNulls, EncodingBuffer target)
    {
        if (maxDefinitionLevel == 0)
            return;
        if (!hasNulls)
            RleBitPackedEncoder.EncodeRun((uint)maxDefinitionLevel, count, LevelDecoder.BitWidthOf(maxDefinitionLevel), target);
        else if (isNested)
            RleBitPackedEncoder.EncodeLevels(_definition.Bytes.Slice(first, count), maxDefinitionLevel, target);
        else
            RleBitPackedEncoder.EncodeBits(Words, first, count, target);
    }

    /// <summary>Writes repetition levels as runs; nothing where there are none.</summary>
    public void WriteRepetition(int first, int count, EncodingBuffer target)
    {
        if (maxRepetitionLevel > 0)
            RleBitPackedEncoder.EncodeLevels(_repetition.Bytes.Slice(first, count), maxRepetitionLevel, target);
    }

    /// <summary>Forgets all entries but those from <paramref name="first"/> on.</summary>
    public void RemoveBefore(int first)
    {
        var count = Count - first;
        if (count == 0)
        {
            Clear();
            return;
        }

        if (_hasBits)
        {
            var words = Words;
            for (var i = 0; i < count; i += 64)
            {
                var step = Math.Min(64, count - i);
                Bitmaps.Write(words, i, Bitmaps.Read(words, first + i, step), step);
            }
        }
        else if (isNested)
        {
            if (maxDefinitionLevel > 0)
                Keep(_definition, first, count);
            if (maxRepetitionLevel > 0)
                Keep(_repetition, first, count);
        }

        Count = count;
    }

    /// <summary>Forgets all entries and keeps the memory.</summary>
    public void Clear()
    {
        _definition.Clear();
        _repetition.Clear();
        _hasBits = false;
        Count = 0;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _definition.Dispose();
        _repetition.Dispose();
    }

    private Span<ulong> Words => new(_definition.Address, _definition.Length / sizeof(ulong));

    private static void Keep(EncodingBuffer buffer, int first, int count)
    {
        var bytes = new Span<byte>(buffer.Address, buffer.Length);
        bytes.Slice(first, count).CopyTo(bytes);
        buffer.Clear();
        buffer.Advance(count);
    }

    private void BeginBits()
    {
        _hasBits = true;
        var words = ExtendBits(0);
        if (Count > 0)
            Bitmaps.SetAll(words, Count);
    }

    private Span<ulong> ExtendBits(int count)
    {
        var byteLength = Bitmaps.WordCount(Count + count) * sizeof(ulong);
        var missing = byteLength - _definition.Length;
        if (missing > 0)
        {
            new Span<byte>(_definition.Reserve(missing), missing).Clear();
            _definition.Advance(missing);
        }

        return Words;
    }
}
