using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.RuntimeFilters;

/// <summary>Values of any type in a Bloom filter, by the hash that joins use: equal values have one form.</summary>
/// <param name="type">The type of the values.</param>
/// <param name="keyCount">About so many will be added.</param>
/// <param name="account">Pays for it.</param>
internal sealed unsafe class HashedKeyFilter(DataType type, long keyCount, MemoryAccount account) : KeyFilter
{
    private readonly TupleLayout _layout = new([type]);
    private readonly BloomBlocks _blocks = new(keyCount, account);
    private readonly Stack<Scratch> _scratches = [];        // locked; no bag, see RuntimeFilterSet

    /// <summary>Adds the values of a vector; NULL is not added.</summary>
    public void Add(Vector values)
    {
        var scratch = Take();
        var keys = scratch.Read(values, values.Length, null);
        for (var i = 0; i < keys.Count; i++)
        {
            if ((keys.HashOf(i) & 1) != 0)
                _blocks.Add(HashOf(keys, i));
        }

        Return(scratch);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _blocks.Dispose();
        lock (_scratches)
        {
            while (_scratches.TryPop(out var scratch))
                scratch.Dispose();
        }
    }

    /// <inheritdoc />
    protected override void KeepValues(Vector values, Span<ulong> rows)
    {
        var scratch = Take();
        Keep(scratch, values, rows);
        Return(scratch);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Keep(Scratch scratch, Vector values, Span<ulong> rows)
    {
        var count = Bitmaps.Count(rows);
        var live = scratch.Live(count + 64);
        Bitmaps.ToIndices(rows, live);
        fixed (int* indices = live)
        {
            var keys = scratch.Read(values, count, indices);
            for (var i = 0; i < count; i++)
            {
                if (!_blocks.MayContain(HashOf(keys, i)))
                    Bitmaps.Clear(rows, indices[i]);
            }
        }
    }

    // The low byte is the validity.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong HashOf(KeyRows keys, int row) => keys.HashOf(row) ^ (keys.HashOf(row) >>> 29);

    private Scratch Take()
    {
        lock (_scratches)
            return _scratches.TryPop(out var scratch) ? scratch : new Scratch(_layout, account);
    }

    private void Return(Scratch scratch)
    {
        lock (_scratches)
            _scratches.Push(scratch);
    }

    /// <summary>What one worker needs for a call.</summary>
    private sealed class Scratch(TupleLayout layout, MemoryAccount account) : IDisposable
    {
        private readonly KeyRows _keys = new(layout, account);
        private readonly ScratchBuffer _live = new(account);
        private readonly Vector[] _column = new Vector[1];

        public Span<int> Live(int count) => _live.GetSpan<int>(count);

        public KeyRows Read(Vector values, int count, int* live)
        {
            _column[0] = values;
            _keys.Read(_column, [0], count, live);
            return _keys;
        }

        public void Dispose()
        {
            _keys.Dispose();
            _live.Dispose();
        }
    }
}
