using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Joins;

/// <summary>Tells rows that can match nothing: those with NULL in a key that is not null-safe.</summary>
internal readonly unsafe struct JoinNulls
{
    private readonly ulong _firstWord;
    private readonly ImmutableArray<(int Offset, byte Mask)> _further;

    /// <summary>For keys in a layout.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="areNullSafe">For each key whether NULL equals NULL; none when all rows match.</param>
    public JoinNulls(TupleLayout layout, ImmutableArray<bool> areNullSafe)
    {
        var further = ImmutableArray.CreateBuilder<(int, byte)>();
        for (var k = 0; k < areNullSafe.Length; k++)
        {
            if (areNullSafe[k])
                continue;
            var key = layout.Keys[k];
            if (key.ValidityOffset == 0)
                _firstWord |= key.ValidityMask;
            else
                further.Add((key.ValidityOffset, key.ValidityMask));
        }

        _further = further.ToImmutable();
    }

    /// <summary>True when the keys, the first part of a row, hold no NULL but where it equals NULL.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MayMatch(byte* keys) => (*(ulong*)keys & _firstWord) == _firstWord && (_further.IsEmpty || MayMatchFurther(keys));

    /// <summary>True when no row has a NULL for which it matches nothing.</summary>
    /// <param name="keys">The first row.</param>
    /// <param name="stride">Bytes from one to the next.</param>
    /// <param name="count">How many there are.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool MayAllMatch(byte* keys, int stride, int count)
    {
        var (all, firstWord, matchFurther) = (ulong.MaxValue, _firstWord, true);
        if (!_further.IsEmpty)
        {
            for (var i = 0; i < count; i++)
                matchFurther &= MayMatchFurther(keys + ((long)i * stride));
        }

        for (var i = 0; i < count; i++, keys += stride)
            all &= *(ulong*)keys;
        return (all & firstWord) == firstWord && matchFurther;
    }

    private bool MayMatchFurther(byte* keys)
    {
        foreach (var (offset, mask) in _further)
        {
            if ((keys[offset] & mask) == 0)
                return false;
        }

        return true;
    }
}
