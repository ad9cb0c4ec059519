using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using Vector = SqlSpark.Core.Columnar.Vector;

namespace SqlSpark.Execution.Operators.Sorts;

/// <summary>
/// Finds the rows of a batch that are not beyond a limit of the first key, by comparing the column as it is with SIMD: nearly all rows of a top-N go
/// no further. May let rows pass that are beyond.
/// </summary>
/// <param name="account">Pays for the bitmap.</param>
internal sealed unsafe class TopNFilter(MemoryAccount account) : IDisposable
{
    private const ulong Sign = 1UL << 63;

    private readonly ScratchBuffer _words = new(account);

    /// <summary>The live rows that pass; all of them when the column is not of a kind that can be compared so.</summary>
    /// <param name="key">The column of the first key.</param>
    /// <param name="rows">The live rows.</param>
    /// <param name="limit">The largest word that is wanted.</param>
    /// <param name="isDescending">The direction of the first key.</param>
    /// <param name="keepsNulls">True when rows whose first key is NULL pass.</param>
    public Rows Apply(Vector key, Rows rows, ulong limit, bool isDescending, bool keepsNulls)
    {
        if (key is LazyVector lazy)
            key = lazy.Load(rows);
        if (key is not FlatVector { Physical: >= PhysicalType.Int8 and <= PhysicalType.Int64 or PhysicalType.Float32 or PhysicalType.Float64 } flat)
            return rows;
        var count = Bitmaps.WordCount(rows.Length);
        var passing = new Span<ulong>(_words.Get<ulong>(count), count);
        Compare(flat, limit, isDescending, passing);
        if (!flat.Validity.IsEmpty)
            Keep(flat.Validity, keepsNulls, passing);
        Bitmaps.And(rows.Words, passing, passing);
        passing[^1] &= Bitmaps.LastWordMask(rows.Length);
        return Rows.Of(passing, rows.Length);
    }

    /// <inheritdoc />
    public void Dispose() => _words.Dispose();

    private static void Compare(FlatVector key, ulong limit, bool isDescending, Span<ulong> passing)
    {
        var ordered = (long)((isDescending ? ~limit : limit) ^ Sign);
        switch (key.Physical)
        {
            case PhysicalType.Int8:
                Compare(key.Values<sbyte>(), sbyte.CreateSaturating(ordered), isDescending, passing);
                break;
            case PhysicalType.Int16:
                Compare(key.Values<short>(), short.CreateSaturating(ordered), isDescending, passing);
                break;
            case PhysicalType.Int32:
                Compare(key.Values<int>(), int.CreateSaturating(ordered), isDescending, passing);
                break;
            case PhysicalType.Int64:
                Compare(key.Values<long>(), ordered, isDescending, passing);
                break;
            case PhysicalType.Float32:
                Compare(key.Values<float>(), ToSingle(isDescending ? ~limit : limit), isDescending, passing);
                break;
            default:
                Compare(key.Values<double>(), ToDouble(ordered), isDescending, passing);
                break;
        }
    }

    private static void Compare<T>(ReadOnlySpan<T> values, T bound, bool isDescending, Span<ulong> passing)
        where T : unmanaged
    {
        if (isDescending)
            ComparisonKernels.CompareConstant<T, GreaterThanOrEqualOperation>(values, bound, passing);
        else
            ComparisonKernels.CompareConstant<T, LessThanOrEqualOperation>(values, bound, passing);
    }

    // The words of FLOAT have 32 bits.
    private static float ToSingle(ulong word)
    {
        var bits = (uint)Math.Min(word, uint.MaxValue);
        return BitConverter.UInt32BitsToSingle((bits & 0x8000_0000) != 0 ? bits ^ 0x8000_0000 : ~bits);
    }

    private static double ToDouble(long ordered) => BitConverter.Int64BitsToDouble(ordered ^ (long)((ulong)(ordered >> 63) >> 1));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Keep(ReadOnlySpan<ulong> validity, bool keepsNulls, Span<ulong> passing)
    {
        for (var i = 0; i < passing.Length; i++)
            passing[i] = keepsNulls ? passing[i] | ~validity[i] : passing[i] & validity[i];
    }
}
