using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Joins;

/// <summary>How a slot of a <see cref="HashJoinTable{TSlots}"/> names its row, and how keys are compared with it.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
internal unsafe interface IJoinSlots<TSelf>
    where TSelf : struct, IJoinSlots<TSelf>
{
    /// <summary>Bytes of a slot.</summary>
    static abstract int SlotBytes { get; }

    /// <summary>True when the row itself is read to compare keys.</summary>
    static abstract bool ComparesRows { get; }

    /// <summary>For rows of a layout.</summary>
    static abstract TSelf Create(TupleLayout layout);

    /// <summary>The address of the row; 0 in a free slot.</summary>
    static abstract nint RowIn(byte* slot);

    /// <summary>Puts a row into a slot. Its first word still holds the hash.</summary>
    static abstract void Set(byte* slot, nint row);

    /// <summary>True when the row of a slot has the given keys, which stand as in the first part of a row, with their hash.</summary>
    bool IsMatch(byte* slot, byte* keys);
}

/// <summary>Keys of one 64-bit word stand in the slot: the word, then the row's address with the validity of the keys above it. No row is touched to compare it.</summary>
internal readonly unsafe struct WordSlots : IJoinSlots<WordSlots>
{
    private const int ValidityShift = 48;

    public static int SlotBytes => 2 * sizeof(ulong);

    public static bool ComparesRows => false;

    public static WordSlots Create(TupleLayout layout) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint RowIn(byte* slot) => (nint)(((ulong*)slot)[1] & JoinRow.AddressMask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Set(byte* slot, nint row)
    {
        ((ulong*)slot)[0] = ((ulong*)row)[1];
        ((ulong*)slot)[1] = (*(ulong*)row & 0xFF) << ValidityShift | (ulong)row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsMatch(byte* slot, byte* keys) =>
        ((ulong*)slot)[0] == ((ulong*)keys)[1] && (byte)(((ulong*)slot)[1] >>> ValidityShift) == *keys;
}

/// <summary>Other keys are compared in the row; the slot has the row's address, and above it 16 bits of the hash, so that few rows are touched in vain.</summary>
/// <typeparam name="TKeys">How keys are compared.</typeparam>
internal readonly unsafe struct AddressSlots<TKeys>(TKeys keys) : IJoinSlots<AddressSlots<TKeys>>
    where TKeys : struct, IJoinKeys<TKeys>
{
    // The slot tells the highest bits of the hash, the lowest tell rows in it apart.
    private const int SaltShift = 40;

    private readonly TKeys _keys = keys;

    public static int SlotBytes => sizeof(ulong);

    public static bool ComparesRows => true;

    public static AddressSlots<TKeys> Create(TupleLayout layout) => new(TKeys.Create(layout));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint RowIn(byte* slot) => (nint)(*(ulong*)slot & JoinRow.AddressMask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Set(byte* slot, nint row) => *(ulong*)slot = SaltOf(row) | (ulong)row;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsMatch(byte* slot, byte* keys) =>
        (*(ulong*)slot & ~JoinRow.AddressMask) == SaltOf((nint)keys) && _keys.AreEqual(keys, (byte*)RowIn(slot));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong SaltOf(nint keys) => (*(ulong*)keys << SaltShift) & ~JoinRow.AddressMask;
}

/// <summary>Compares keys behind their first word, of which only the validity counts.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
internal unsafe interface IJoinKeys<TSelf>
    where TSelf : struct, IJoinKeys<TSelf>
{
    /// <summary>For keys of a layout.</summary>
    static abstract TSelf Create(TupleLayout layout);

    /// <summary>True when the keys are equal.</summary>
    bool AreEqual(byte* left, byte* right);
}

/// <summary>Keys that are equal when their words are.</summary>
internal readonly unsafe struct WordKeys(int byteLength) : IJoinKeys<WordKeys>
{
    public static WordKeys Create(TupleLayout layout) => new(layout.KeyBytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool AreEqual(byte* left, byte* right)
    {
        var isEqual = *left == *right;
        for (var offset = sizeof(ulong); isEqual && offset < byteLength; offset += sizeof(ulong))
            isEqual = *(ulong*)(left + offset) == *(ulong*)(right + offset);
        return isEqual;
    }
}

/// <summary>Keys of which some are views, compared by content.</summary>
internal readonly unsafe struct ViewKeys(int viewBegin, int viewEnd, int byteLength) : IJoinKeys<ViewKeys>
{
    public static ViewKeys Create(TupleLayout layout) =>
        new(layout.KeyViewOffset, layout.KeyViewOffset + (layout.KeyViewCount * sizeof(Utf8View)), layout.KeyBytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool AreEqual(byte* left, byte* right)
    {
        var isEqual = *left == *right;
        for (var offset = sizeof(ulong); isEqual && offset < viewBegin; offset += sizeof(ulong))
            isEqual = *(ulong*)(left + offset) == *(ulong*)(right + offset);
        for (var offset = viewBegin; isEqual && offset < viewEnd; offset += sizeof(Utf8View))
            isEqual = ((Utf8View*)(left + offset))->Equals(*(Utf8View*)(right + offset));
        for (var offset = viewEnd; isEqual && offset < byteLength; offset += sizeof(ulong))
            isEqual = *(ulong*)(left + offset) == *(ulong*)(right + offset);
        return isEqual;
    }
}
