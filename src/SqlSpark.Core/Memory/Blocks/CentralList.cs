namespace SqlSpark.Core.Memory.Blocks;

/// <summary>The free blocks of one size class that are in no thread's cache, span by span. Thread-safe.</summary>
internal sealed class CentralList(Arena arena, int sizeClass)
{
    private readonly Lock _lock = new();
    private BlockSpan? _partial;   // spans with free and used blocks
    private BlockSpan? _spare;     // one span without used blocks, so that a block on the border does not cut a span each time

    /// <summary>Takes free blocks, at least one and at most as many as <paramref name="buffers"/> holds.</summary>
    /// <returns>How many were taken; 0 when the arena has no memory.</returns>
    internal int Take(Span<NativeBuffer?> buffers, bool force)
    {
        lock (_lock)
        {
            var count = 0;
            while (count < buffers.Length)
            {
                var span = _partial ?? TakeSpare() ?? (count == 0 ? arena.TryCreateSpan(sizeClass, force) : null);
                if (span is null)
                    break;
                if (span.IsEmpty)
                    Link(span);
                while (count < buffers.Length && span.FreeCount > 0)
                    buffers[count++] = span.Take();
                if (span.FreeCount == 0)
                    Unlink(span);
            }

            return count;
        }
    }

    /// <summary>Takes blocks back.</summary>
    internal void Return(ReadOnlySpan<NativeBuffer?> buffers)
    {
        lock (_lock)
        {
            foreach (var buffer in buffers)
                Return(buffer!);
        }
    }

    /// <summary>Gives the span that is kept without used blocks back to the arena.</summary>
    internal void Trim()
    {
        lock (_lock)
        {
            if (TakeSpare() is { } span)
                arena.ReturnSpan(span);
        }
    }

    private void Return(NativeBuffer buffer)
    {
        var span = buffer.Block;
        span.Return(buffer);
        if (span.FreeCount == 1)
            Link(span);
        if (!span.IsEmpty)
            return;
        Unlink(span);
        if (_spare is null)
            _spare = span;
        else
            arena.ReturnSpan(span);
    }

    private BlockSpan? TakeSpare()
    {
        var span = _spare;
        _spare = null;
        return span;
    }

    private void Link(BlockSpan span)
    {
        span.Previous = null;
        span.Next = _partial;
        if (_partial is not null)
            _partial.Previous = span;
        _partial = span;
    }

    private void Unlink(BlockSpan span)
    {
        if (span.Previous is null)
            _partial = span.Next;
        else
            span.Previous.Next = span.Next;
        if (span.Next is not null)
            span.Next.Previous = span.Previous;
        span.Previous = span.Next = null;
    }
}
