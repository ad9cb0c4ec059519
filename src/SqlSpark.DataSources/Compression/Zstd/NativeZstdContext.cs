using System.Runtime.InteropServices;

namespace SqlSpark.DataSources.Compression.Zstd;

/// <summary>Working memory of libzstd for one direction.</summary>
internal sealed unsafe class NativeZstdContext : SafeHandle
{
    private readonly delegate* unmanaged<nint, nuint> _free;

    public NativeZstdContext(delegate* unmanaged<nint> create, delegate* unmanaged<nint, nuint> free)
        : base(0, ownsHandle: true)
    {
        _free = free;
        SetHandle(create());
        if (IsInvalid)
            throw new OutOfMemoryException();
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        _free(handle);
        return true;
    }
}
