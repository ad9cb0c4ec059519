using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;

namespace SqlSpark.Execution.State;

/// <summary>
/// Brings the live rows of a column of any encoding into one form: plain values, which of them each row has, and which rows are valid.
/// </summary>
/// <param name="account">Pays for scratch memory.</param>
internal sealed unsafe class ColumnReader(MemoryAccount account) : IDisposable
{
    private readonly ScratchBuffer _index = new(account);
    private readonly ScratchBuffer _validity = new(account);

    /// <summary>The values: a flat, list, struct or void vector.</summary>
    public Vector Values { get; private set; } = null!;

    /// <summary>Live rows.</summary>
    public int Count { get; private set; }

    /// <summary>Which value the i-th live row has; null when the i-th.</summary>
    public int* Index { get; private set; }

    /// <summary>Bit i is 1 when the i-th live row is valid; null when all are.</summary>
    public ulong* Validity { get; private set; }

    /// <summary>Reads live rows of a column.</summary>
    /// <param name="vector">The column, in any encoding.</param>
    /// <param name="count">How many rows are live.</param>
    /// <param name="live">Their numbers; null when the first <paramref name="count"/> are.</param>
    public void Read(Vector vector, int count, int* live)
    {
        Count = count;
        if (vector is LazyVector lazy)
            vector = lazy.Loaded ?? lazy.Load(Rows.All(lazy.Length));
        switch (vector)
        {
            case ConstantVector constant:
                Values = constant.Value;
                Index = Zeros();
                Validity = constant.IsNullConstant ? NoneValid() : null;
                break;
            case DictionaryVector dictionary:
                ReadCodes(dictionary, live);
                break;
            case VoidVector:
                Values = vector;
                Index = live;
                Validity = NoneValid();
                break;
            default:
                Values = vector;
                Index = live;
                Validity = vector.MayHaveNulls ? Gather(vector.Validity, live) : null;
                break;
        }
    }

    /// <summary>The value that the i-th live row has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ValueOf(int i) => Index == null ? i : Index[i];

    /// <summary>True when the i-th live row is valid.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsValid(int i) => Validity == null || (Validity[i >>> 6] >>> (i & 63) & 1) != 0;

    /// <inheritdoc />
    public void Dispose()
    {
        _index.Dispose();
        _validity.Dispose();
    }

    private int* Zeros()
    {
        var zeros = _index.Get<int>(Count);
        new Span<int>(zeros, Count).Clear();
        return zeros;
    }

    private ulong* NoneValid()
    {
        var words = Bitmaps.WordCount(Count);
        var validity = _validity.Get<ulong>(Math.Max(words, 1));
        new Span<ulong>(validity, words).Clear();
        return validity;
    }

    private ulong* Gather(ReadOnlySpan<ulong> validity, int* live)
    {
        if (live == null)
            return Pointer(validity);
        var result = _validity.Get<ulong>(Math.Max(Bitmaps.WordCount(Count), 1));
        GatherBits(Pointer(validity), live, result, Count);
        return result;
    }

    private void ReadCodes(DictionaryVector vector, int* live)
    {
        Values = vector.Dictionary.Values;
        var index = _index.Get<int>(Math.Max(Count, 1));
        switch (vector.CodeWidth)
        {
            case 1:
                GatherCodes(Pointer(vector.Codes<byte>()), live, index, Count);
                break;
            case 2:
                GatherCodes(Pointer(vector.Codes<ushort>()), live, index, Count);
                break;
            default:
                GatherCodes(Pointer(vector.Codes<int>()), live, index, Count);
                break;
        }

        Index = index;
        Validity = null;
        if (!vector.MayHaveNulls)
            return;
        var codes = vector.Validity;
        var validity = _validity.Get<ulong>(Math.Max(Bitmaps.WordCount(Count), 1));
        if (Values is VoidVector)
            new Span<ulong>(validity, Bitmaps.WordCount(Count)).Clear();
        else if (Values.MayHaveNulls)
            GatherBits(Pointer(Values.Validity), index, validity, Count);
        else
            new Span<ulong>(validity, Bitmaps.WordCount(Count)).Fill(ulong.MaxValue);
        if (!codes.IsEmpty)
            AndBits(Pointer(codes), live, validity, Count);
        Validity = validity;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void GatherCodes<T>(T* codes, int* live, int* index, int count)
        where T : unmanaged
    {
        for (var i = 0; i < count; i++)
        {
            var code = codes[live == null ? i : live[i]];
            index[i] = typeof(T) == typeof(byte) ? (byte)(object)code : typeof(T) == typeof(ushort) ? (ushort)(object)code : (int)(object)code;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void GatherBits(ulong* bits, int* index, ulong* result, int count)
    {
        for (var first = 0; first < count; first += 64)
        {
            var word = 0UL;
            var end = Math.Min(64, count - first);
            for (var i = 0; i < end; i++)
            {
                var place = index[first + i];
                word |= (bits[place >>> 6] >>> (place & 63) & 1) << i;
            }

            result[first >>> 6] = word;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AndBits(ulong* bits, int* live, ulong* result, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var row = live == null ? i : live[i];
            if ((bits[row >>> 6] >>> (row & 63) & 1) == 0)
                result[i >>> 6] &= ~(1UL << (i & 63));
        }
    }

    private static T* Pointer<T>(ReadOnlySpan<T> native)
        where T : unmanaged => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(native));
}
