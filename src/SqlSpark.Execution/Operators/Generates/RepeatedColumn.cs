using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Execution.Operators.Generates;

/// <summary>
/// Rows of a column by number, each any number of times: the column itself where they follow each other, codes over it where values are nested and dear to copy,
/// else copies. What it returns is borrowed from it and from the column.
/// </summary>
/// <param name="type">The type of the column.</param>
/// <param name="account">Pays for copies and codes.</param>
internal sealed class RepeatedColumn(DataType type, MemoryAccount account) : IDisposable
{
    private readonly GatherRegister _copies = new(type, account);
    private readonly VectorWriter _withNulls = new(type, account);
    private readonly DictionaryWriter _codes = new(account);
    private readonly bool _isNested = type is ArrayType or MapType or StructType or VariantType;
    private VectorDictionary? _dictionary;    // over the column of the batch
    private Vector? _slice;

    /// <summary>The rows.</summary>
    /// <param name="source">The column; the same one until <see cref="EndBatch"/>.</param>
    /// <param name="rows">Row numbers of it, or -1 for NULL.</param>
    /// <param name="areNeighbors">True when they are numbers that follow each other.</param>
    /// <param name="lacksSome">True when some are -1.</param>
    public Vector Read(Vector source, ReadOnlySpan<int> rows, bool areNeighbors, bool lacksSome)
    {
        if (source is LazyVector lazy)
            source = lazy.Load(Rows.All(lazy.Length));
        if (lacksSome && source.Length == 0)
            return AllNull(rows.Length);
        if (areNeighbors && IsWholeWords(source, rows[0], rows.Length))
            return _slice = source.Slice(rows[0], rows.Length, Reusable(source));
        if (_isNested && source.Encoding == VectorEncoding.Flat)
            return Coded(source, rows, lacksSome);
        return lacksSome ? WithNulls(source, rows) : _copies.Gather(source, rows);
    }

    /// <summary>Forgets the column, before its owner brings the next one.</summary>
    public void EndBatch()
    {
        _dictionary?.Release();
        _dictionary = null;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        EndBatch();
        _copies.Dispose();
        _withNulls.Dispose();
        _codes.Dispose();
    }

    // Bitmaps have no bits after their rows, which a slice that ends within a word would have.
    private static bool IsWholeWords(Vector source, int first, int count) => (first & 63) == 0 && ((count & 63) == 0 || first + count == source.Length);

    private Vector? Reusable(Vector source) =>
        !_isNested && _slice?.GetType() == source.GetType() && source.Encoding == VectorEncoding.Flat && _slice.Physical == source.Physical ? _slice : null;

    private Vector AllNull(int count)
    {
        _withNulls.Begin(count);
        if (_withNulls.Physical != PhysicalType.Void)
            _withNulls.Validity.Clear();
        return _withNulls.Publish();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Vector WithNulls(Vector source, ReadOnlySpan<int> rows)
    {
        if (source.Physical == PhysicalType.Void)
            return AllNull(rows.Length);

        // A missing row copies another one first.
        _withNulls.Begin(0, source.Physical.IsInteger() ? source.Physical : null);
        Span<int> numbers = stackalloc int[256];
        for (var start = 0; start < rows.Length; start += numbers.Length)
        {
            var part = rows.Slice(start, Math.Min(numbers.Length, rows.Length - start));
            for (var i = 0; i < part.Length; i++)
                numbers[i] = Math.Max(part[i], 0);
            VectorCopy.Append(source, numbers[..part.Length], _withNulls);
        }

        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i] < 0)
                _withNulls.SetNull(i);
        }

        return _withNulls.Publish();
    }

    private Vector Coded(Vector source, ReadOnlySpan<int> rows, bool lacksSome)
    {
        _dictionary ??= new VectorDictionary(source.Retain(), isUnique: false);
        _codes.Begin(_dictionary, rows.Length);
        switch (_codes.CodeWidth)
        {
            case 1:
                WriteCodes(rows, _codes.Codes<byte>());
                break;
            case 2:
                WriteCodes(rows, _codes.Codes<ushort>());
                break;
            default:
                WriteCodes(rows, _codes.Codes<int>());
                break;
        }

        for (var i = 0; lacksSome && i < rows.Length; i++)
        {
            if (rows[i] < 0)
                Bitmaps.Clear(_codes.Validity, i);
        }

        return _codes.Publish();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WriteCodes(ReadOnlySpan<int> rows, Span<byte> codes)
    {
        for (var i = 0; i < codes.Length; i++)
            codes[i] = (byte)Math.Max(rows[i], 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WriteCodes(ReadOnlySpan<int> rows, Span<ushort> codes)
    {
        for (var i = 0; i < codes.Length; i++)
            codes[i] = (ushort)Math.Max(rows[i], 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WriteCodes(ReadOnlySpan<int> rows, Span<int> codes)
    {
        for (var i = 0; i < codes.Length; i++)
            codes[i] = Math.Max(rows[i], 0);
    }
}
