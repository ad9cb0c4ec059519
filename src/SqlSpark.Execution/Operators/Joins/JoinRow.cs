using System.Diagnostics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Types;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Joins;

/// <summary>
/// The first word of a kept row. While rows come it is the hash and validity of the keys, as <see cref="TupleLayout"/> says; a row that was put into the table
/// needs little of its hash and has there the next row with the same keys.
/// </summary>
/// <remarks>
/// <code>validity: bits 0 to 7 | address of the next row: bits 8 to 55 | matched: bit 56 | the highest bits of the hash: bits 57 to 63</code>
/// The bits that are left of the hash tell workers that build the other parts of the table that the row is none of theirs.
/// </remarks>
internal static unsafe class JoinRow
{
    /// <summary>The bits of an address.</summary>
    public const ulong AddressMask = (1UL << 48) - 1;

    /// <summary>Bits of the hash that a row keeps in the table.</summary>
    public const int HashBits = 7;

    private const ulong KeptMask = 0xFF | (ulong.MaxValue << (64 - HashBits));
    private const int MatchedByte = 7;
    private const byte MatchedBit = 1;

    /// <summary>Says which row with the same keys comes next; 0 for none. The row has no match yet.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SetNext(nint row, nint next)
    {
        Debug.Assert(((ulong)next & ~AddressMask) == 0, "addresses have 48 bits");
        *(ulong*)row = (*(ulong*)row & KeptMask) | ((ulong)next << 8);
    }

    /// <summary>The next row with the same keys, or 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Next(nint row) => (nint)((*(ulong*)row >>> 8) & AddressMask);

    /// <summary>True when some row has matched this one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsMatched(nint row) => (*((byte*)row + MatchedByte) & MatchedBit) != 0;

    /// <summary>Notes a match. Workers do it at the same time without harm: all write the same byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Mark(nint row)
    {
        var place = (byte*)row + MatchedByte;
        if ((*place & MatchedBit) == 0)
            *place |= MatchedBit;
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
