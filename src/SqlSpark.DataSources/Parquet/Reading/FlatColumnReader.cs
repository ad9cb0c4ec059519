using System.Numerics;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Parquet.Encodings;
using SqlSpark.DataSources.Parquet.Schemas;
using Vector = SqlSpark.Core.Columnar.Vector;

namespace SqlSpark.DataSources.Parquet.Reading;

/// <summary>
/// A column of single values: dictionary codes are kept as codes where the whole batch has them and the dictionary is worth it, all else becomes flat.
/// </summary>
internal sealed unsafe class FlatColumnReader(PrimitiveColumn column, LeafCursor cursor, MemoryAccount account) : ColumnReader(column.Type)
{
    // Values of fixed width that come from a larger dictionary are looked up while they are read: codes would save nothing.
    private const int MaxEntriesOfNumbers = 1 << 15;

    private readonly VectorWriter _writer = new(column.Type, account);
    private readonly DictionaryWriter _codes = new(account);
    private readonly ScratchBuffer _levels = new(account);
    private readonly int _maxLevel = column.Field.DefinitionLevel;

    /// <inheritdoc />
    public override long FileOffset => cursor.FileOffset;

    /// <inheritdoc />
    public override string Name => column.Field.DottedPath;

    /// <summary>The leaf that is read.</summary>
    public ParquetField Leaf => column.Field;

    /// <summary>The entries of the chunk's dictionary once <see cref="ReadDictionary"/> was called; null where there is none.</summary>
    public VectorDictionary? Dictionary => cursor.Dictionary;

    /// <summary>Reads the dictionary before any row.</summary>
    /// <exception cref="Files.MalformedDataException">A malformed page.</exception>
    public void ReadDictionary() => cursor.ReadDictionary();

    /// <inheritdoc />
    public override Vector Read(int rowCount)
    {
        cursor.BeginBatch();
        cursor.EnsurePage();
        var keepsCodes = cursor.HasCodes && KeepsCodes(cursor.Dictionary!);
        return keepsCodes && cursor.Remaining >= rowCount ? ReadCodes(rowCount) : ReadValues(rowCount);
    }

    /// <inheritdoc />
    public override void Skip(long rowCount)
    {
        cursor.BeginBatch();
        while (rowCount > 0)
        {
            cursor.SkipPages(ref rowCount);
            if (rowCount == 0)
                return;
            cursor.EnsurePage();
            var count = (int)Math.Min(rowCount, cursor.Remaining);
            cursor.SkipValues(_maxLevel == 0 ? count : CountValid(count));
            cursor.Pass(count);
            rowCount -= count;
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _writer.Dispose();
        _codes.Dispose();
        _levels.Dispose();
        cursor.Dispose();
    }

    private static bool KeepsCodes(VectorDictionary dictionary)
    {
        var entryCount = dictionary.Values.Length;
        return entryCount > 0 && (dictionary.Values.Physical == PhysicalType.View || entryCount <= MaxEntriesOfNumbers);
    }

    private DictionaryVector ReadCodes(int rowCount)
    {
        _codes.Begin(cursor.Dictionary!, rowCount);
        var validCount = ReadValidity(isOfCodes: true, 0, rowCount);
        switch (_codes.CodeWidth)
        {
            case 1:
                ReadCodes(_codes.Codes<byte>(), validCount);
                break;
            case 2:
                ReadCodes(_codes.Codes<ushort>(), validCount);
                break;
            default:
                ReadCodes(_codes.Codes<int>(), validCount);
                break;
        }

        cursor.Pass(rowCount);
        return _codes.Publish();
    }

    private void ReadCodes<T>(Span<T> codes, int validCount)
        where T : unmanaged, INumberBase<T>
    {
        if (validCount > 0)
            cursor.ReadCodes(codes[..validCount]);
        if (validCount < codes.Length)
            ExpandKernels.ExpandInPlace(codes, _codes.Validity, 0, validCount);
    }

    private Vector ReadValues(int rowCount)
    {
        _writer.Begin(rowCount, cursor.Physical);
        for (var row = 0; row < rowCount;)
        {
            cursor.EnsurePage();
            var count = Math.Min(rowCount - row, cursor.Remaining);
            var validCount = ReadValidity(isOfCodes: false, row, count);
            cursor.ReadValues(_writer, row, validCount);
            if (validCount < count)
                Expand(row, count, validCount);
            cursor.Pass(count);
            row += count;
        }

        return _writer.Publish();
    }

    /// <summary>Reads which of the next rows are not NULL and says how many. As long as none is there is no bitmap.</summary>
    private int ReadValidity(bool isOfCodes, int row, int count)
    {
        if (_maxLevel == 0)
            return count;
        var validCount = 0;
        while (count > 0)
        {
            if (!cursor.Page.DefinitionLevels.TryTakeRun(count, out var level, out var taken))
                return validCount + DecodeValidity(ValidityOf(isOfCodes), row, count);
            if (level == _maxLevel)
                validCount += taken;
            else
                ClearBits(ValidityOf(isOfCodes), row, taken);
            row += taken;
            count -= taken;
        }

        return validCount;
    }

    private Span<ulong> ValidityOf(bool isOfCodes) => isOfCodes ? _codes.Validity : _writer.Validity;

    private int DecodeValidity(Span<ulong> validity, int row, int count)
    {
        if (_maxLevel == 1)
            return cursor.Page.DefinitionLevels.DecodeValidity(validity, row, count);
        var levels = _levels.GetSpan<byte>(count);
        cursor.Page.DefinitionLevels.Decode(levels);
        return ExpandKernels.ToValidity(levels, (byte)_maxLevel, validity, row);
    }

    private int CountValid(int count)
    {
        var validCount = 0;
        while (count > 0)
        {
            if (cursor.Page.DefinitionLevels.TryTakeRun(count, out var level, out var taken))
            {
                validCount += level == _maxLevel ? taken : 0;
                count -= taken;
                continue;
            }

            var some = Math.Min(count, 4096);
            var levels = _levels.GetSpan<byte>(some);
            cursor.Page.DefinitionLevels.Decode(levels);
            validCount += levels.Count((byte)_maxLevel);
            count -= some;
        }

        return validCount;
    }

    private void Expand(int row, int count, int validCount)
    {
        var validity = _writer.Validity;
        switch (cursor.Physical)
        {
            case PhysicalType.Bool:
                ExpandKernels.ExpandBitsInPlace(_writer.Bits, validity, row, count, validCount);
                break;
            case PhysicalType.Int8:
                ExpandKernels.ExpandInPlace(_writer.Values<sbyte>().Slice(row, count), validity, row, validCount);
                break;
            case PhysicalType.Int16:
                ExpandKernels.ExpandInPlace(_writer.Values<short>().Slice(row, count), validity, row, validCount);
                break;
            case PhysicalType.Int32 or PhysicalType.Float32:
                ExpandKernels.ExpandInPlace(AsWidth<uint>(row, count), validity, row, validCount);
                break;
            case PhysicalType.Int64 or PhysicalType.Float64:
                ExpandKernels.ExpandInPlace(AsWidth<ulong>(row, count), validity, row, validCount);
                break;
            default:
                ExpandKernels.ExpandInPlace(AsWidth<Int128>(row, count), validity, row, validCount);
                break;
        }
    }

    private Span<T> AsWidth<T>(int row, int count)
        where T : unmanaged => new((T*)_writer.Address + row, count);

    private static void ClearBits(Span<ulong> words, int first, int count)
    {
        for (var row = first; row < first + count;)
        {
            var inWord = Math.Min(64 - (row & 63), first + count - row);
            words[row >> 6] &= ~(Bitmaps.LastWordMask(inWord) << (row & 63));
            row += inWord;
        }
    }
}
