using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using SqlSpark.Core.Columnar;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary>
/// Adds a value to the <see cref="ExactSumState"/> of each row. Low half and count are one register that is loaded, added to and stored; whether a low
/// half overflowed is asked once a batch. If so, which is rare, the batch is taken out again, as sums modulo 2^64 allow, and added exactly.
/// </summary>
internal sealed unsafe class ExactSumRows
{
    // Batches to be added exactly after one that overflowed: values that are so large may be followed by such.
    private const int CautiousBatches = 64;

    // A batch may come from memory, and waits for states hide how its values stream in.
    private const int ValuesAhead = 512;

    private int _cautious;

    /// <summary>Adds values of at most 64 bits, which cannot overflow 128 bits in any number of rows that there may be.</summary>
    public void Add<T>(ReadOnlySpan<T> values, Rows rows, ReadOnlySpan<nint> states)
        where T : unmanaged, IBinaryInteger<T>
    {
        fixed (T* value = values)
        fixed (nint* state = states)
        {
            if (_cautious > 0)
            {
                _cautious--;
            }
            else
            {
                if (!AddLow(value, rows, state))
                    return;
                RemoveLow(value, rows, state);
                _cautious = CautiousBatches;
            }

            foreach (var row in rows)
                ((ExactSumState*)state[row])->Add(long.CreateTruncating(value[row]), 1);
        }
    }

    /// <summary>Adds to low halves and counts. Returns true when a low half overflowed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool AddLow<T>(T* values, Rows rows, nint* states)
        where T : unmanaged, IBinaryInteger<T>
    {
        var overflow = Vector128<long>.Zero;
        var one = Vector128.Create(0L, 1L);
        if (rows.IsAll)
        {
            for (var row = 0; row < rows.Length; row++)
            {
                if (Sse.IsSupported)
                    Sse.Prefetch0(values + row + ValuesAhead);
                overflow |= AddLow(values[row], one, (long*)states[row]);
            }
        }
        else
        {
            foreach (var row in rows)
                overflow |= AddLow(values[row], one, (long*)states[row]);
        }

        return (overflow.ExtractMostSignificantBits() & 1) != 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<long> AddLow<T>(T value, Vector128<long> one, long* state)
        where T : unmanaged, IBinaryInteger<T>
    {
        var added = Vector128.CreateScalar(long.CreateTruncating(value)) | one;
        var before = Vector128.Load(state);
        var after = before + added;
        after.Store(state);
        return (after ^ before) & (after ^ added);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RemoveLow<T>(T* values, Rows rows, nint* states)
        where T : unmanaged, IBinaryInteger<T>
    {
        foreach (var row in rows)
        {
            var state = (long*)states[row];
            state[0] = unchecked(state[0] - long.CreateTruncating(values[row]));
            state[1]--;
        }
    }
}
