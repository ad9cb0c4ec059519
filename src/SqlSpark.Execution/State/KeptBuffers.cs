using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;

namespace SqlSpark.Execution.State;

/// <summary>Buffers of others that views of a store's rows point into; each is retained once.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class KeptBuffers
{
    private readonly HashSet<NativeBuffer> _buffers = [];

    /// <summary>How many there are.</summary>
    public int Count => _buffers.Count;

    /// <summary>Keeps the buffers that views of a column point into, instead of copying their bytes, if all of them outlive batches.</summary>
    /// <returns>False when some do not: nothing is kept then.</returns>
    public bool TryKeepHeaps(Vector values)
    {
        if (values is not FlatVector flat)
            return true;
        foreach (var buffer in flat.HeapBuffers)
        {
            if (!buffer.IsLongLived)
                return false;
        }

        foreach (var buffer in flat.HeapBuffers)
        {
            if (_buffers.Add(buffer))
                buffer.Retain();
        }

        return true;
    }

    /// <summary>Takes those of <paramref name="other"/>, which has none afterwards.</summary>
    public void TakeOver(KeptBuffers other)
    {
        foreach (var buffer in other._buffers)
        {
            if (!_buffers.Add(buffer))
                buffer.Release();
        }

        other._buffers.Clear();
    }

    /// <summary>Adds them to a list, which does not own them.</summary>
    public void AddTo(List<NativeBuffer> buffers) => buffers.AddRange(_buffers);

    /// <summary>Lets go of all.</summary>
    public void Release()
    {
        foreach (var buffer in _buffers)
            buffer.Release();
        _buffers.Clear();
    }
}
