using System.Runtime.InteropServices;

namespace SqlSpark.DataSources.Tests.Parquet.Encodings;

/// <summary>
/// Memory that ends where nothing can be read or written, so that an access beyond it ends the process. Before it lies a canary.
/// (Where there is no Linux the canary is all.)
/// </summary>
internal sealed unsafe partial class GuardedMemory : IDisposable
{
    private const int PageBytes = 4096;
    private const int CanaryBytes = 64;
    private const byte Canary = 0xC5;

    private readonly byte* _pages;
    private readonly nuint _byteLength;

    private GuardedMemory(int byteLength, int padding)
    {
        Length = byteLength;
        _byteLength = (nuint)((CanaryBytes + byteLength + padding + PageBytes - 1) / PageBytes * PageBytes);
        if (OperatingSystem.IsLinux())
        {
            _pages = (byte*)Map(0, _byteLength + PageBytes, 3, 0x22, -1, 0);
            if ((nint)_pages == -1 || Protect((nint)(_pages + _byteLength), PageBytes, 0) != 0)
                throw new InvalidOperationException("no guarded memory");
        }
        else
        {
            _pages = (byte*)NativeMemory.AllocZeroed(_byteLength);
        }

        Address = _pages + _byteLength - padding - byteLength;
        new Span<byte>(Address - CanaryBytes, CanaryBytes).Fill(Canary);
        new Span<byte>(Address + byteLength, padding).Fill(Canary);
    }

    public byte* Address { get; }

    public int Length { get; }

    /// <summary>A copy of bytes with the 64 readable bytes behind it that decoders ask for, and not one more.</summary>
    public static GuardedMemory Input(ReadOnlySpan<byte> bytes)
    {
        var memory = new GuardedMemory(bytes.Length, 64);
        bytes.CopyTo(new Span<byte>(memory.Address, bytes.Length));
        return memory;
    }

    /// <summary>Room for values and nothing behind it. The content is no valid answer.</summary>
    public static GuardedMemory Output(int byteLength)
    {
        var memory = new GuardedMemory(byteLength, 0);
        new Span<byte>(memory.Address, byteLength).Fill(0xA5);
        return memory;
    }

    public Span<T> Span<T>()
        where T : unmanaged => new(Address, Length / sizeof(T));

    public void Dispose()
    {
        var isIntact = !new ReadOnlySpan<byte>(Address - CanaryBytes, CanaryBytes).ContainsAnyExcept(Canary);
        if (OperatingSystem.IsLinux())
            Unmap((nint)_pages, _byteLength + PageBytes);
        else
            NativeMemory.Free(_pages);
        if (!isIntact)
            throw new InvalidOperationException("bytes before the memory were written");
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint address, nuint byteLength, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(nint address, nuint byteLength, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint address, nuint byteLength);
}
