using System.Globalization;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Memory;

namespace SqlSpark.Tpch.Text;

/// <summary>
/// The 300 MiB of text that comments are cut from. It is one chain of random numbers, but where every MiB's first sentence begins, and the state there,
/// is known beforehand: so the parts are written when they are first needed, by any thread, or all at once by several. Thread-safe.
/// </summary>
internal sealed unsafe class TextPool : IDisposable
{
    /// <summary>The bytes of the pool.</summary>
    public const int ByteLength = 300 << 20;

    private const int SegmentShift = 20;
    private const int SegmentCount = ByteLength >> SegmentShift;
    private const uint Seed = 933588178;

    private const int Empty = 0;
    private const int Busy = 1;
    private const int Ready = 2;

    private static readonly Checkpoint[] Checkpoints =
        [.. Resources.Lines("pool-checkpoints.tsv").Select(Checkpoint.Parse), new Checkpoint(ByteLength, 0)];

    private readonly int[] _states = new int[SegmentCount];
    private readonly byte* _bytes;
    private int _readyCount;

    /// <param name="account">Pays for the pool.</param>
    public TextPool(MemoryAccount account)
    {
        Buffer = account.Allocate(ByteLength);
        Buffer.IsLongLived = true;
        _bytes = Buffer.Address;
    }

    /// <summary>The text, for vectors whose views point into it.</summary>
    public NativeBuffer Buffer { get; }

    /// <summary>The address of a part of the text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* Get(int offset, int byteLength)
    {
        if (Volatile.Read(ref _readyCount) != SegmentCount)
            WriteAround(offset, byteLength);
        return _bytes + offset;
    }

    /// <summary>Writes all of it.</summary>
    /// <param name="threads">How many threads take part.</param>
    /// <param name="cancellationToken">Ends the work between two parts.</param>
    public void WriteAll(int threads, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _readyCount) == SegmentCount)
            return;
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        Parallel.For(0, SegmentCount, options, WriteSegment);
    }

    /// <inheritdoc />
    public void Dispose() => Buffer.Release();

    /// <summary>Walks through the whole chain for the checkpoints: what the file of them is made of.</summary>
    internal static string[] ComputeCheckpoints()
    {
        var writer = new SentenceWriter(Seed);
        var sentence = stackalloc byte[SentenceWriter.MaxByteLength];
        var checkpoints = new string[SegmentCount];
        var offset = 0;
        for (var segment = 0; segment < SegmentCount; segment++)
        {
            while (offset < segment << SegmentShift)
                offset += (int)(writer.Write(sentence) - sentence);
            checkpoints[segment] = string.Create(CultureInfo.InvariantCulture, $"{offset}\t{writer.State}");
        }

        return checkpoints;
    }

    private void WriteAround(int offset, int byteLength)
    {
        WriteSegment(SegmentOf(offset));
        WriteSegment(SegmentOf(offset + byteLength - 1));
    }

    private static int SegmentOf(int offset)
    {
        var segment = offset >> SegmentShift;
        return offset < Checkpoints[segment].Offset ? segment - 1 : segment;
    }

    private void WriteSegment(int segment)
    {
        ref var state = ref _states[segment];
        if (Volatile.Read(ref state) == Ready)
            return;
        if (Interlocked.CompareExchange(ref state, Busy, Empty) == Empty)
        {
            Fill(Checkpoints[segment], Checkpoints[segment + 1].Offset);
            Volatile.Write(ref state, Ready);
            Interlocked.Increment(ref _readyCount);
            return;
        }

        // Another thread is at it: less than a millisecond.
        var spin = default(SpinWait);
        while (Volatile.Read(ref state) != Ready)
            spin.SpinOnce();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fill(Checkpoint start, int end)
    {
        var writer = new SentenceWriter(start.State);
        var place = _bytes + start.Offset;
        for (var last = _bytes + end - SentenceWriter.MaxByteLength; place <= last;)
            place = writer.Write(place);

        // Writes touch bytes past the sentence, and those of the next segment are another's.
        var sentence = stackalloc byte[SentenceWriter.MaxByteLength];
        while (place < _bytes + end)
        {
            var length = (int)Math.Min(writer.Write(sentence) - sentence, _bytes + end - place);
            Unsafe.CopyBlockUnaligned(place, sentence, (uint)length);
            place += length;
        }
    }

    private readonly record struct Checkpoint(int Offset, uint State)
    {
        public static Checkpoint Parse(string line)
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            return new Checkpoint(
                int.Parse(line.AsSpan(0, tab), CultureInfo.InvariantCulture), uint.Parse(line.AsSpan(tab + 1), CultureInfo.InvariantCulture));
        }
    }
}
