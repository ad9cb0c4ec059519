using SqlSpark.Core.Memory;

namespace SqlSpark.Core.Columnar;

/// <summary>The buffers that the long views of a vector point into, each once.</summary>
internal struct HeapList
{
    private NativeBuffer[]? _buffers;

    public int Count { get; private set; }

    public readonly ReadOnlySpan<NativeBuffer> Buffers => _buffers.AsSpan(0, Count);

    public void Clear()
    {
        _buffers.AsSpan(0, Count).Clear();
        Count = 0;
    }

    /// <summary>Adds a buffer unless it is in the list. Lists are short: the search is linear, newest first.</summary>
    /// <returns>False when it was there.</returns>
    public bool Add(NativeBuffer buffer)
    {
        for (var i = Count - 1; i >= 0; i--)
        {
            if (ReferenceEquals(_buffers![i], buffer))
                return false;
        }

        if (_buffers is null)
            _buffers = new NativeBuffer[4];
        else if (Count == _buffers.Length)
            Array.Resize(ref _buffers, Count * 2);
        _buffers[Count++] = buffer;
        return true;
    }

    public void AddAll(HeapList other)
    {
        foreach (var buffer in other.Buffers)
            Add(buffer);
    }

    /// <summary>A list of its own with every buffer retained.</summary>
    public readonly HeapList Retain()
    {
        var copy = default(HeapList);
        if (Count > 0)
        {
            copy._buffers = Buffers.ToArray();
            copy.Count = Count;
            foreach (var buffer in copy.Buffers)
                buffer.Retain();
        }

        return copy;
    }

    public void Release()
    {
        foreach (var buffer in Buffers)
            buffer.Release();
        Clear();
    }
}
