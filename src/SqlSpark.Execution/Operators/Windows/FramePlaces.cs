using SqlSpark.Catalyst.Expressions;

namespace SqlSpark.Execution.Operators.Windows;

/// <summary>Turns the bounds of frames into positions.</summary>
internal static unsafe class FramePlaces
{
    /// <summary>Where the frames of some rows, or of some groups of peers, begin and have ended, within their partitions.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="ranges">The places of bounds that are values; null when there are none.</param>
    /// <param name="units">The rows or groups.</param>
    /// <param name="starts">Takes the starts.</param>
    /// <param name="ends">Takes the ends, none of them before its start.</param>
    public static void Fill(FrameSpec frame, RangeFrames? ranges, Units units, Span<int> starts, Span<int> ends)
    {
        FillStarts(frame, ranges, units, starts);
        FillEnds(frame, ranges, units, ends);
        for (var i = 0; i < starts.Length; i++)
            ends[i] = Math.Max(starts[i], ends[i]);
    }

    private static void FillStarts(FrameSpec frame, RangeFrames? ranges, Units units, Span<int> starts)
    {
        if (frame.Lower.Kind == WindowBoundKind.UnboundedPreceding)
        {
            units.PartitionStarts.CopyTo(starts);
        }
        else if (frame.Lower.Kind == WindowBoundKind.CurrentRow)
        {
            units.Starts.CopyTo(starts);
        }
        else if (frame.Lower.Values >= 0)
        {
            for (var i = 0; i < starts.Length; i++)
                starts[i] = ranges!.Starts[units.Groups[i]];
        }
        else
        {
            for (var i = 0; i < starts.Length; i++)
                starts[i] = (int)Math.Clamp((long)units.Starts[i] + frame.Lower.Rows, units.PartitionStarts[i], units.PartitionEnds[i]);
        }
    }

    private static void FillEnds(FrameSpec frame, RangeFrames? ranges, Units units, Span<int> ends)
    {
        if (frame.Upper.Kind == WindowBoundKind.UnboundedFollowing)
        {
            units.PartitionEnds.CopyTo(ends);
        }
        else if (frame.Upper.Kind == WindowBoundKind.CurrentRow)
        {
            units.Ends.CopyTo(ends);
        }
        else if (frame.Upper.Values >= 0)
        {
            for (var i = 0; i < ends.Length; i++)
                ends[i] = ranges!.Ends[units.Groups[i]];
        }
        else
        {
            for (var i = 0; i < ends.Length; i++)
                ends[i] = (int)Math.Clamp((long)units.Starts[i] + frame.Upper.Rows + 1, units.PartitionStarts[i], units.PartitionEnds[i]);
        }
    }

    /// <summary>Rows or groups of peers, each with its partition, as positions.</summary>
    internal readonly ref struct Units
    {
        /// <summary>Where each begins.</summary>
        public required ReadOnlySpan<int> Starts { get; init; }

        /// <summary>Where each has ended.</summary>
        public required ReadOnlySpan<int> Ends { get; init; }

        /// <summary>Where the partition of each begins.</summary>
        public required ReadOnlySpan<int> PartitionStarts { get; init; }

        /// <summary>Where the partition of each has ended.</summary>
        public required ReadOnlySpan<int> PartitionEnds { get; init; }

        /// <summary>The number of each one's group of peers.</summary>
        public required ReadOnlySpan<int> Groups { get; init; }
    }
}
