using System.Diagnostics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Types;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Joins;

/// <summary>
/// The first word of a kept row. While rows come it is the hash and validity of the keys, as <see cref="TupleLayout"/> says; a row that was put into the table
/// needs its hash no more and has there the next row with the same keys.
/// </summary>
/// <remarks><code>validity: bits 0 to 7 | address of the next row: bits 8 to 55 | matched: byte 7</code></remarks>
internal static unsafe class JoinRow
{
    /// <summary>The bits of an address.</summary>
    public const ulong AddressMask = (1UL << 48) - 1;

    private const ulong ValidityMask = 0xFF;
    private const int MatchedByte = 7;

    /// <summary>Says which row with the same keys comes next; 0 for none. The row has no match yet.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SetNext(nint row, nint next)
    {
        Debug.Assert(((ulong)next & ~AddressMask) == 0, "addresses have 48 bits");
        *(ulong*)row = (*(ulong*)row & ValidityMask) | ((ulong)next << 8);
    }

    /// <summary>The next row with the same keys, or 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Next(nint row) => (nint)((*(ulong*)row >>> 8) & AddressMask);

    /// <summary>True when some row has matched this one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsMatched(nint row) => *((byte*)row + MatchedByte) != 0;

    /// <summary>Notes a match. Workers do it at the same time without harm: all write the same byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Mark(nint row)
    {
        if (*((byte*)row + MatchedByte) == 0)
            *((byte*)row + MatchedByte) = 1;
    }

    /// <summary>Notes a match of a row and of all that have the same keys.</summary>
    public static void MarkAll(nint row)
    {
        for (; row != 0; row = Next(row))
            Mark(row);
    }

    /// <summary>The value of an integer key of one word, its sign spread.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Integer(ulong word, PhysicalType physical) => physical switch
    {
        PhysicalType.Int8 => (sbyte)word,
        PhysicalType.Int16 => (short)word,
        PhysicalType.Int32 => (int)word,
        _ => (long)word,
    };
}
