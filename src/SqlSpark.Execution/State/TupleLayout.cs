using System.Collections.Immutable;
using SqlSpark.Core.Types;

namespace SqlSpark.Execution.State;

/// <summary>
/// The fixed-width part of a row: keys that can be compared as 64-bit words, then payload, then aggregate states.
/// </summary>
/// <remarks>
/// <code>
/// keys:     hash (56 bits) and the validity of the first 8 keys | validity of further keys | views | 16, 8, 4, 2, 1 byte values | padding to 8
/// payload:  16, 8, 4, 2, 1 byte values | validity bits
/// states:   each at a multiple of 16
/// </code>
/// Two rows have equal keys when the words of their key parts are equal, but for views over 12 bytes, which are compared by
/// content. Padding is zero. A layout without keys has no hash.
/// </remarks>
internal sealed class TupleLayout
{
    /// <summary>States are aligned to this.</summary>
    public const int StateAlignment = 16;

    /// <summary>The bits of the first word that hold the hash.</summary>
    public const ulong HashMask = ~0xFFUL;

    private const int FirstWordKeys = 8;

    /// <summary>Lays out rows.</summary>
    /// <param name="keys">The types of the keys; none for rows that are not looked up.</param>
    /// <param name="payload">The types of what else the row carries.</param>
    /// <param name="stateBytes">The sizes of aggregate states.</param>
    public TupleLayout(ReadOnlySpan<DataType> keys, ReadOnlySpan<DataType> payload = default, ReadOnlySpan<int> stateBytes = default)
    {
        var keyColumns = new TupleColumn[keys.Length];
        var end = 0;
        if (keys.Length > 0)
        {
            var validityBytes = Math.Max(0, keys.Length - FirstWordKeys + 7) / 8;
            end = Place(keys, keyColumns, 8 + Align(validityBytes, 8), c => c < FirstWordKeys ? (0, c) : (8 + ((c - FirstWordKeys) >> 3), (c - FirstWordKeys) & 7));
        }

        KeyBytes = end = Align(end, 8);
        var payloadColumns = new TupleColumn[payload.Length];
        if (payload.Length > 0)
        {
            var validity = end + WidthOf(payload);
            Place(payload, payloadColumns, end, c => (validity + (c >> 3), c & 7));
            PayloadValidityOffset = validity;
            PayloadValidityBytes = (payload.Length + 7) >> 3;
            end = validity + PayloadValidityBytes;
        }

        var states = new int[stateBytes.Length];
        for (var i = 0; i < states.Length; i++)
        {
            states[i] = end = Align(end, StateAlignment);
            end += stateBytes[i];
        }

        Keys = ImmutableArray.Create(keyColumns);
        Payload = ImmutableArray.Create(payloadColumns);
        StateOffsets = ImmutableArray.Create(states);
        RowBytes = Math.Max(8, Align(end, states.Length > 0 ? StateAlignment : 8));
        foreach (var column in keyColumns)
            KeyViewCount += column.Physical == PhysicalType.View ? 1 : 0;
        KeyViewOffset = KeyBytes;
        foreach (var column in keyColumns)
            KeyViewOffset = column.Physical == PhysicalType.View ? Math.Min(KeyViewOffset, column.Offset) : KeyViewOffset;
        KeyValidityWords = keys.Length > FirstWordKeys ? Align((keys.Length - FirstWordKeys + 7) / 8, 8) / 8 : 0;
        FirstWordValidity = keys.Length >= FirstWordKeys ? 0xFFUL : (1UL << keys.Length) - 1;
        foreach (var column in (ReadOnlySpan<TupleColumn>)[.. keyColumns, .. payloadColumns])
            HasViews |= column.Physical == PhysicalType.View;
    }

    /// <summary>The keys, in the order given.</summary>
    public ImmutableArray<TupleColumn> Keys { get; }

    /// <summary>The payload, in the order given.</summary>
    public ImmutableArray<TupleColumn> Payload { get; }

    /// <summary>Where states begin.</summary>
    public ImmutableArray<int> StateOffsets { get; }

    /// <summary>Bytes of the part that is compared, a multiple of 8; 0 without keys.</summary>
    public int KeyBytes { get; }

    /// <summary>Keys that are views; they stand side by side from <see cref="KeyViewOffset"/> on.</summary>
    public int KeyViewCount { get; }

    /// <summary>The first key that is a view.</summary>
    public int KeyViewOffset { get; }

    /// <summary>64-bit words of validity after the first word of the row.</summary>
    public int KeyValidityWords { get; }

    /// <summary>The low bits of the first word of a row without NULL keys.</summary>
    public ulong FirstWordValidity { get; }

    /// <summary>Where the validity of the payload stands.</summary>
    public int PayloadValidityOffset { get; }

    /// <summary>Bytes of the validity of the payload.</summary>
    public int PayloadValidityBytes { get; }

    /// <summary>True when a key or payload column is stored as a view, which may point into a heap.</summary>
    public bool HasViews { get; }

    /// <summary>Bytes of a row.</summary>
    public int RowBytes { get; }

    private static int WidthOf(ReadOnlySpan<DataType> types)
    {
        var width = 0;
        foreach (var type in types)
            width += TupleColumn.WidthOf(TupleColumn.StorageOf(type));
        return width;
    }

    // Views first, then wide before narrow: nothing needs padding.
    private static int Place(ReadOnlySpan<DataType> types, TupleColumn[] columns, int offset, Func<int, (int Byte, int Bit)> validity)
    {
        for (var rank = 0; rank <= 6; rank++)
        {
            for (var c = 0; c < types.Length; c++)
            {
                var physical = TupleColumn.StorageOf(types[c]);
                if (RankOf(physical) != rank)
                    continue;
                var (place, bit) = validity(c);
                columns[c] = new TupleColumn(types[c], physical, offset, place, (byte)(1 << bit));
                offset += TupleColumn.WidthOf(physical);
            }
        }

        return offset;
    }

    private static int RankOf(PhysicalType physical) => physical == PhysicalType.View ? 0 : TupleColumn.WidthOf(physical) switch
    {
        16 => 1,
        8 => 2,
        4 => 3,
        2 => 4,
        1 => 5,
        _ => 6,
    };

    private static int Align(int offset, int alignment) => (offset + alignment - 1) & -alignment;
}
