using System.Runtime.CompilerServices;
using SqlSpark.Core.Memory.Blocks;
using SqlSpark.Core.Memory.Checks;

namespace SqlSpark.Core.Memory;

/// <summary>
/// A block of native memory: where it is, who refers to it, and the account that pays. It starts at a multiple of 64 bytes,
/// and at least 64 bytes after its end are readable (foreign memory excepted). The content of a fresh block is unspecified.
/// </summary>
/// <remarks>
/// Counting is thread-safe, the content is not guarded. The last <see cref="Release"/> frees the block; the object then
/// stands for another block's life, except in checked mode, so drop every reference to it.
/// </remarks>
public sealed unsafe class NativeBuffer
{
    private byte* _address;
    private long _byteLength;
    private MemoryAccount? _account;
    private int _referenceCount;
    private uint _generation;
    private Action<NativeBuffer>? _releaseForeign;

    internal NativeBuffer(BlockSpan block, int slot)
    {
        Block = block;
        Slot = slot;
        _address = BlockAddress;
    }

    /// <summary>The first byte.</summary>
    public byte* Address
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var address = _address;
            return address != null ? address : throw MemoryErrors.UsedAfterRelease(this);
        }
    }

    /// <summary>The bytes asked for; the block may be larger.</summary>
    public long ByteLength => _byteLength;

    /// <summary>How many references there are; 0 once the block is freed.</summary>
    public int ReferenceCount => Volatile.Read(ref _referenceCount);

    /// <summary>Whether somebody else refers to the block too, so that it must not be written.</summary>
    public bool IsShared => ReferenceCount > 1;

    /// <summary>
    /// Whether the block outlives the batches that point into it (a dictionary, a cached column), so that who keeps a string
    /// view keeps the buffer and need not copy the bytes.
    /// </summary>
    public bool IsLongLived { get; set; }

    /// <summary>Whether the memory belongs to somebody else: no padding is promised, and alignment is as it came.</summary>
    public bool IsForeign => Block.SizeClass == BlockSpan.Foreign;

    /// <summary>The account that pays.</summary>
    public MemoryAccount Account => _account ?? throw MemoryErrors.UsedAfterRelease(this);

    /// <summary>Changes whenever the content becomes another's: with each allocation and each <see cref="Renew"/>.</summary>
    public uint Generation => Volatile.Read(ref _generation);

    /// <summary>The span that the block is cut from.</summary>
    internal BlockSpan Block { get; }

    /// <summary>Which block of the span it is.</summary>
    internal int Slot { get; }

    /// <summary>Where the block lies, freed or not.</summary>
    internal byte* BlockAddress => (byte*)Block.Address + (Slot * Block.BlockBytes);

    /// <summary>The next free block, while the block is in a free list.</summary>
    internal NativeBuffer? NextFree { get; set; }

    /// <summary>What the checked mode knows; null without it.</summary>
    internal BlockLife? Life { get; private set; }

    /// <summary>
    /// Makes a buffer over memory that somebody else owns, such as an import over Arrow's C data interface or a mapped file.
    /// </summary>
    /// <param name="address">The first byte; null only with a length of 0.</param>
    /// <param name="byteLength">How many bytes there are.</param>
    /// <param name="release">Called once, with the buffer, when its last reference is released; or null.</param>
    /// <param name="account">Who is charged the bytes, or null to charge nobody.</param>
    /// <returns>A buffer with one reference.</returns>
    public static NativeBuffer Wrap(byte* address, long byteLength, Action<NativeBuffer>? release, MemoryAccount? account = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(byteLength);
        if (byteLength > 0)
            ArgumentNullException.ThrowIfNull(address);
        account?.Reserve(byteLength);
        var payer = account ?? MemoryPool.Shared.ForeignAccount;
        var start = address == null ? SizeClasses.Alignment : (nint)address;
        var buffer = payer.Pool.Arena.TakeForeign(start, byteLength);
        buffer._releaseForeign = release;
        buffer.Begin(payer, byteLength);
        return buffer;
    }

    /// <summary>Adds a reference.</summary>
    /// <returns>This buffer.</returns>
    public NativeBuffer Retain()
    {
        var count = Volatile.Read(ref _referenceCount);
        while (true)
        {
            if (count <= 0)
                throw MemoryErrors.UsedAfterRelease(this);
            var seen = Interlocked.CompareExchange(ref _referenceCount, count + 1, count);
            if (seen == count)
                return this;
            count = seen;
        }
    }

    /// <summary>Removes a reference; the last one frees the block.</summary>
    public void Release()
    {
        var count = Volatile.Read(ref _referenceCount);
        while (true)
        {
            if (count <= 0)
                throw MemoryErrors.ReleasedTwice(this);
            var seen = Interlocked.CompareExchange(ref _referenceCount, count - 1, count);
            if (seen == count)
                break;
            count = seen;
        }

        if (count == 1)
            Free();
    }

    /// <summary>The whole block as values of <typeparamref name="T"/>, without a rest that is too short for one.</summary>
    public Span<T> AsSpan<T>()
        where T : unmanaged => new(Address, checked((int)(_byteLength / sizeof(T))));

    /// <summary>A part of the block as values of <typeparamref name="T"/>.</summary>
    /// <param name="startElement">The first value, counted in values.</param>
    /// <param name="count">How many values.</param>
    public Span<T> AsSpan<T>(long startElement, int count)
        where T : unmanaged
    {
        var elementCount = _byteLength / sizeof(T);
        if ((ulong)startElement > (ulong)elementCount || (ulong)count > (ulong)(elementCount - startElement))
            ThrowOutside(startElement);
        return new Span<T>(Address + (startElement * sizeof(T)), count);
    }

    /// <summary>Makes another account of the same pool pay, as when a result is handed over.</summary>
    /// <param name="account">The new payer; it may refuse with <c>MEMORY_LIMIT_EXCEEDED</c>, and nothing changes then.</param>
    public void TransferTo(MemoryAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (account.Pool.Arena != Block.Arena)
            throw MemoryErrors.OtherPool(account);
        _ = Account;
        account.Reserve(ChargedBytes);
        var payer = Interlocked.Exchange(ref _account, account)!;
        payer.GiveBack(payer.IsForeign ? 0 : ChargedBytes);
        if (Life is { } life)
            life.Owner = account;
    }

    /// <summary>
    /// Says that the only owner starts to write the block anew: views of the old content are stale. In checked mode the old
    /// content is poisoned.
    /// </summary>
    public void Renew()
    {
        if (ReferenceCount != 1)
            throw MemoryErrors.UsedAfterRelease(this);
        AdvanceGeneration();
        if (Life is not null && !IsForeign)
            BlockChecks.PoisonFresh(this);
    }

    /// <summary>What the block costs its account.</summary>
    internal long ChargedBytes => IsForeign ? _byteLength : SizeClasses.ChargeOf(_byteLength);

    /// <summary>Whether <paramref name="account"/> or one under it pays for the block.</summary>
    internal bool IsHeldBy(MemoryAccount account) =>
        ReferenceCount > 0 && Volatile.Read(ref _account) is { } payer && payer.IsWithin(account);

    /// <summary>Begins a life of the block with one reference; the account has been charged.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Begin(MemoryAccount account, long byteLength)
    {
        _byteLength = byteLength;
        _account = account;
        IsLongLived = false;
        if (Block.Arena.Checks is not null)
            BeginChecked(account);
        Volatile.Write(ref _referenceCount, 1);
    }

    /// <summary>Frees the block whoever still refers to it.</summary>
    internal void FreeAbandoned()
    {
        if (Interlocked.Exchange(ref _referenceCount, 0) > 0)
            Free();
    }

    private static void ThrowOutside(long startElement) => throw new ArgumentOutOfRangeException(nameof(startElement), startElement, "Outside the block.");

    private void Free()
    {
        if (Life is not null || IsForeign)
        {
            FreeSlow();
            return;
        }

        var account = _account!;
        var charge = SizeClasses.ChargeOf(_byteLength);
        _generation++;
        _account = null;
        Block.Arena.Return(this);
        account.GiveBack(charge);
    }

    private void FreeSlow()
    {
        var account = _account!;
        var charge = account.IsForeign ? 0 : ChargedBytes;
        var isSound = false;
        try
        {
            if (Life is not null)
                EndChecked();
            if (IsForeign)
                EndForeign();
            isSound = true;
        }
        finally
        {
            AdvanceGeneration();
            _account = null;
            try
            {
                // A block with a damaged canary is left out: its neighbor is suspect.
                if (isSound || IsForeign)
                    Block.Arena.Return(this);
            }
            finally
            {
                account.GiveBack(charge);
            }
        }
    }

    // In checked mode a block's lives are different objects: only a count over the whole pool tells them apart.
    private void AdvanceGeneration() => _generation = Block.Arena.Checks is { } checks ? checks.NextGeneration() : _generation + 1;

    private void BeginChecked(MemoryAccount account)
    {
        Life = new BlockLife(account, Block.Arena.Checks!.RecordsSites);
        AdvanceGeneration();
        if (!IsForeign)
            BlockChecks.Prepare(this);
    }

    private void EndChecked()
    {
        Life!.NoteRelease();
        _address = null;
        if (!IsForeign)
            BlockChecks.VerifyCanary(this);
    }

    private void EndForeign()
    {
        var release = _releaseForeign;
        _releaseForeign = null;
        release?.Invoke(this);
    }
}
