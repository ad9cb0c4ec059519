using System.Runtime.ExceptionServices;
using SqlSpark.Core.Memory;

namespace SqlSpark.DataSources.Files;

/// <summary>A part of a file that will be wanted soon. Whoever wants it before a thread has begun reads it himself.</summary>
/// <param name="file">The open file; it stays open until the request is completed or given up.</param>
/// <param name="offset">The first byte.</param>
/// <param name="buffer">Where the bytes go; the request's until it is completed.</param>
/// <param name="byteLength">How many bytes; the file has them.</param>
internal sealed unsafe class ReadAhead(IReadableFile file, long offset, NativeBuffer buffer, int byteLength)
{
    private readonly Lock _turn = new();
    private readonly ManualResetEventSlim _isDone = new();
    private bool _isTaken;
    private int _readLength;
    private Exception? _error;

    /// <summary>Where the bytes go.</summary>
    public NativeBuffer Buffer => buffer;

    /// <summary>Reads, unless somebody else has begun; for the I/O thread.</summary>
    public void Run()
    {
        if (!TryTake())
            return;
        try
        {
            _readLength = Read();
        }
#pragma warning disable CA1031 // whatever went wrong is thrown where the bytes are wanted
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _error = exception;
        }

        _isDone.Set();
    }

    /// <summary>Has the bytes read: by this thread, or by the one that has begun.</summary>
    /// <returns>How many bytes were read. The buffer is the caller's from now on.</returns>
    public int Complete()
    {
        if (TryTake())
            return Read();
        _isDone.Wait();
        if (_error is not null)
            ExceptionDispatchInfo.Throw(_error);
        return _readLength;
    }

    /// <summary>Gives the request up and frees its buffer, once nobody writes there any more.</summary>
    public void GiveUp()
    {
        if (!TryTake())
            _isDone.Wait();
        buffer.Release();
    }

    private int Read() => file.Read(offset, new Span<byte>(buffer.Address, byteLength));

    private bool TryTake()
    {
        lock (_turn)
        {
            if (_isTaken)
                return false;
            _isTaken = true;
            return true;
        }
    }
}
