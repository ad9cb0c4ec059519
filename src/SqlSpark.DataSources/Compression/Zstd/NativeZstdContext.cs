using System.Runtime.InteropServices;
using SqlSpark.Core.Memory;

namespace SqlSpark.DataSources.Compression.Zstd;

/// <summary>Working memory of libzstd for one direction. It is a handle so that an abandoned query leaks nothing.</summary>
internal sealed unsafe class NativeZstdContext : SafeHandle
{
    private readonly delegate* unmanaged<nint, nuint> _free;
    private readonly delegate* unmanaged<nint, nuint> _countBytes;
    private readonly MemoryAccount _account;
    private long _chargedBytes;

    /// <summary>Makes a context.</summary>
    /// <param name="create">The library's function that makes it.</param>
    /// <param name="free">The one that frees it.</param>
    /// <param name="countBytes">The one that tells its size.</param>
    /// <param name="account">Who pays.</param>
    public NativeZstdContext(
        delegate* unmanaged<nint> create, delegate* unmanaged<nint, nuint> free, delegate* unmanaged<nint, nuint> countBytes, MemoryAccount account)
        : base(0, ownsHandle: true)
    {
        _free = free;
        _countBytes = countBytes;
        _account = account;
        SetHandle(create());
        if (IsInvalid)
            throw new OutOfMemoryException("libzstd has no memory for a context.");
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>The library's address of it.</summary>
    public nint Address => handle;

    /// <summary>Charges what the library has taken since the last time; it does not ask before.</summary>
    public void Charge()
    {
        var bytes = (long)_countBytes(handle);
        if (bytes <= _chargedBytes)
            return;
        _account.Reserve(bytes - _chargedBytes);
        _chargedBytes = bytes;
    }

    protected override bool ReleaseHandle()
    {
        _free(handle);
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _account.ReleaseReservation(_chargedBytes);
            _chargedBytes = 0;
        }

        base.Dispose(disposing);
    }
}
