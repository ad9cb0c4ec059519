using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using SqlSpark.Core.Errors;

namespace SqlSpark.Core.Memory;

/// <summary>The errors of this folder: one of the user's, the limit, and broken invariants.</summary>
internal static class MemoryErrors
{
    private const int MaxListedLeaks = 8;

    /// <summary><c>MEMORY_LIMIT_EXCEEDED</c>: an account or the pool is at its limit.</summary>
    [DoesNotReturn]
    internal static void ThrowLimitExceeded(MemoryAccount limiting, long requestedBytes) =>
        throw CoreErrors.MemoryLimitExceeded(requestedBytes, limiting.UsedBytes, limiting.LimitBytes);

    /// <summary>A buffer or reservation was released more often than it was taken.</summary>
    internal static InternalException ReleasedTwice(NativeBuffer buffer) =>
        new("A native buffer was released more often than it was retained." + Sites(buffer));

    /// <summary>A buffer was used after its last release.</summary>
    internal static InternalException UsedAfterRelease(NativeBuffer buffer) =>
        new("A native buffer was used after its last release." + Sites(buffer));

    /// <summary>More was given back to an account than it had.</summary>
    internal static InternalException ReleasedTooMuch(MemoryAccount account, long bytes) =>
        new(Text($"{bytes} bytes were given back to the memory account '{account.Name}', which holds fewer."));

    /// <summary>An account was asked for memory after its disposal.</summary>
    internal static InternalException AccountDisposed(MemoryAccount account) =>
        new(Text($"The memory account '{account.Name}' was asked for memory after it was disposed."));

    /// <summary>A buffer was to move between accounts of different pools.</summary>
    internal static InternalException OtherPool(MemoryAccount account) =>
        new(Text($"A buffer cannot move to the memory account '{account.Name}' of another pool."));

    /// <summary>The canary after a block is damaged.</summary>
    internal static InternalException WrittenPastEnd(NativeBuffer buffer, long offset) =>
        new(Text($"Byte {offset} after the end of a block of {buffer.ByteLength} bytes was written, account '{buffer.Life!.Owner.Name}'.") + Sites(buffer));

    /// <summary>A block changed after it was freed.</summary>
    internal static InternalException WrittenAfterRelease(NativeBuffer buffer, long offset) =>
        new(Text($"Byte {offset} of a block of {buffer.ByteLength} bytes was written after its release, account '{buffer.Life!.Owner.Name}'.") + Sites(buffer));

    /// <summary>An account was disposed while buffers or reservations were charged to it.</summary>
    internal static InternalException Leaked(MemoryAccount account, long heldBytes, List<NativeBuffer> buffers)
    {
        var text = new StringBuilder(Text($"The memory account '{account.Name}' was disposed holding {heldBytes} bytes in {buffers.Count} buffers and in reservations."));
        foreach (var buffer in buffers.Take(MaxListedLeaks))
            text.Append(CultureInfo.InvariantCulture, $"\n{buffer.ByteLength} bytes, {buffer.ReferenceCount} references, account '{buffer.Account.Name}'").Append(Sites(buffer));
        return new InternalException(text.ToString());
    }

    private static string Sites(NativeBuffer buffer) =>
        buffer.Life is { } life ? "\nallocated\n" + life.AllocationSite + "\nreleased\n" + life.ReleaseSite : "";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
