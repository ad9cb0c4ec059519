using System.Diagnostics;

namespace SqlSpark.Core.Time;

/// <summary>A zone as a table of the seconds at which its offset changed, and what holds after the last of them.</summary>
internal sealed class TransitionZone : ZoneRules
{
    private readonly long[] _seconds;
    private readonly int[] _offsetsAfter;
    private readonly int _firstOffset;
    private readonly IZoneTail? _tail;

    /// <summary>A table of transitions.</summary>
    /// <param name="id">The id.</param>
    /// <param name="firstOffset">The offset before the first transition.</param>
    /// <param name="transitions">Ascending; those that change nothing are left out.</param>
    /// <param name="tail">What holds from the last transition on; null: its offset.</param>
    public TransitionZone(string id, int firstOffset, IEnumerable<(long Second, int OffsetAfter)> transitions, IZoneTail? tail)
        : base(id)
    {
        var seconds = new List<long>();
        var offsets = new List<int>();
        var offset = firstOffset;
        foreach (var (second, offsetAfter) in transitions)
        {
            Debug.Assert(seconds.Count == 0 || second > seconds[^1], "transitions ascend");
            if (offsetAfter == offset)
                continue;
            seconds.Add(second);
            offsets.Add(offset = offsetAfter);
        }

        _firstOffset = firstOffset;
        _seconds = [.. seconds];
        _offsetsAfter = [.. offsets];
        _tail = tail;
    }

    /// <inheritdoc />
    public override bool IsFixed => _seconds.Length == 0 && _tail is null;

    /// <inheritdoc />
    public override OffsetRange RangeAt(long epochSecond)
    {
        var next = ~Array.BinarySearch(_seconds, epochSecond);
        if (next < 0)
            next = ~next + 1;           // exactly at a transition: its offset holds already
        var from = next == 0 ? long.MinValue : _seconds[next - 1];
        if (next < _seconds.Length)
            return new OffsetRange(from, _seconds[next], OffsetBefore(next));
        if (_tail is null)
            return new OffsetRange(from, long.MaxValue, OffsetBefore(next));

        var range = _tail.RangeAt(epochSecond);
        return range.From < from ? range with { From = from } : range;
    }

    private int OffsetBefore(int transition) => transition == 0 ? _firstOffset : _offsetsAfter[transition - 1];
}

/// <summary>The offsets of a zone after the last transition of its table.</summary>
internal interface IZoneTail
{
    /// <summary>The stretch of equal offset around a second; it may begin before the table ends.</summary>
    OffsetRange RangeAt(long epochSecond);
}
