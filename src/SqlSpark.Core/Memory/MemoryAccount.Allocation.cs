using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace SqlSpark.Core.Memory;

public sealed partial class MemoryAccount
{
    // Beyond the address space of any machine; keeps sums of sizes from overflowing.
    private const long MaxRequestBytes = 1L << 56;

    // A callback that keeps promising and never delivers must not keep a query alive.
    private const int MaxPressureRounds = 64;

    private const int TakeRounds = 4;

    [ThreadStatic]
    private static bool _isRelieving;

    /// <summary>Takes a block of memory, aligned to 64 bytes, with at least 64 readable bytes after its end.</summary>
    /// <param name="byteLength">How many bytes; 0 is allowed.</param>
    /// <param name="zeroed">Whether the bytes are to be zero; else they are unspecified.</param>
    /// <returns>A buffer with one reference.</returns>
    /// <remarks>
    /// Throws <c>MEMORY_LIMIT_EXCEEDED</c> if the pool or an account up the chain would pass its limit, after asking the
    /// <see cref="OnPressure"/> of each.
    /// </remarks>
    public NativeBuffer Allocate(long byteLength, bool zeroed = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(byteLength);
        var buffer = Take(byteLength) ?? TakeUnderPressure(byteLength);
        if (zeroed)
            Clear(buffer);
        return buffer;
    }

    /// <summary>Takes a block as <see cref="Allocate"/> does, without asking anybody to free memory.</summary>
    /// <param name="byteLength">How many bytes.</param>
    /// <param name="buffer">A buffer with one reference, or null.</param>
    /// <returns>False if a limit would be passed.</returns>
    public bool TryAllocate(long byteLength, [NotNullWhen(true)] out NativeBuffer? buffer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(byteLength);
        buffer = Take(byteLength);
        return buffer is not null;
    }

    /// <summary>Charges memory that does not come from here, such as managed objects or read-ahead.</summary>
    /// <param name="bytes">How many bytes.</param>
    /// <remarks>Throws <c>MEMORY_LIMIT_EXCEEDED</c> as <see cref="Allocate"/> does.</remarks>
    public void Reserve(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        if (!TryCharge(bytes))
            ReserveUnderPressure(bytes);
    }

    /// <summary>Charges memory as <see cref="Reserve"/> does, without asking anybody to free memory.</summary>
    /// <param name="bytes">How many bytes.</param>
    /// <returns>False if a limit would be passed.</returns>
    public bool TryReserve(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        return TryCharge(bytes);
    }

    /// <summary>Gives back what <see cref="Reserve"/> charged.</summary>
    /// <param name="bytes">How many bytes, all or a part.</param>
    public void ReleaseReservation(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        if (Volatile.Read(ref _isAbandoned))
            return;
        lock (_growing)
        {
            if (bytes > OwnBytes)
                throw MemoryErrors.ReleasedTooMuch(this, bytes);
        }

        GiveBack(bytes);
    }

    private static unsafe void Clear(NativeBuffer buffer) => NativeMemory.Clear(buffer.Address, (nuint)buffer.ByteLength);

    private bool TryCharge(long bytes) => bytes <= MaxRequestBytes && (TryTake(bytes) || TryTakeAgain(bytes));

    // At a limit, what other threads have on its way between two accounts is seen in neither: look a few times.
    private bool TryTakeAgain(long bytes)
    {
        var spin = default(SpinWait);
        for (var round = 0; round < TakeRounds; round++)
        {
            spin.SpinOnce(sleep1Threshold: -1);
            if (TryTake(bytes))
                return true;
        }

        return false;
    }

    private NativeBuffer? Take(long byteLength)
    {
        if (byteLength > MaxRequestBytes)
            return null;
        var charge = SizeClasses.ChargeOf(byteLength);
        if (!TryTake(charge) && !TryTakeAgain(charge))
            return null;
        NativeBuffer? buffer = null;
        try
        {
            // The canary of the checked mode needs room, and is not charged: limits mean the same in both modes.
            var blockBytes = Pool.IsChecked ? byteLength + Checks.BlockChecks.CanaryBytes : byteLength;
            buffer = Pool.Arena.TryTake(blockBytes, force: false) ?? TakeAfterTrim(blockBytes);
            buffer?.Begin(this, byteLength);
            return buffer;
        }
        finally
        {
            if (buffer is null)
                Refund(charge);
        }
    }

    // Free blocks of other sizes, or the system's refusal, stand in the way.
    private NativeBuffer? TakeAfterTrim(long blockBytes)
    {
        Pool.Trim();
        return Pool.Arena.TryTake(blockBytes, force: true);
    }

    private NativeBuffer TakeUnderPressure(long byteLength)
    {
        NativeBuffer? buffer = null;
        var charge = byteLength > MaxRequestBytes ? byteLength : SizeClasses.ChargeOf(byteLength);
        if (!TryRelieve(charge, () => (buffer = Take(byteLength)) is not null))
            MemoryErrors.ThrowLimitExceeded(FindLimiting(charge), charge);
        return buffer!;
    }

    private void ReserveUnderPressure(long bytes)
    {
        if (!TryRelieve(bytes, () => TryCharge(bytes)))
            MemoryErrors.ThrowLimitExceeded(FindLimiting(bytes), bytes);
    }

    // From this account up to the pool, asks to free memory and tries again.
    private bool TryRelieve(long bytes, Func<bool> tryAgain)
    {
        if (_isRelieving)
            return false;
        for (var account = this; account is not null; account = account._parent)
        {
            if (account.OnPressure is not { } callback)
                continue;
            for (var round = 0; round < MaxPressureRounds && Ask(callback, bytes) > 0; round++)
            {
                if (tryAgain())
                    return true;
            }
        }

        // What was freed elsewhere meanwhile counts too.
        return tryAgain();
    }

    private static long Ask(Func<long, long> callback, long bytes)
    {
        _isRelieving = true;
        try
        {
            return callback(bytes);
        }
        finally
        {
            _isRelieving = false;
        }
    }

    private MemoryAccount FindLimiting(long bytes)
    {
        var account = this;
        while (account._parent is not null && bytes <= account.LimitBytes - account.UsedBytes)
            account = account._parent;
        return account;
    }
}
