using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Files;
using Xunit;

namespace SqlSpark.DataSources.Tests.Files;

public sealed class ReadAheadTests : IDisposable
{
    private const int Length = 1000;

    private readonly MemoryPool _pool = new(1L << 20);
    private readonly MemoryAccount _account;

    public ReadAheadTests() => _account = _pool.CreateAccount("test");

    public void Dispose()
    {
        Assert.Equal(0, _account.UsedBytes);
        _account.Dispose();
        _pool.Dispose();
    }

    [Fact]
    public void A_request_that_no_thread_has_begun_is_read_by_whoever_wants_it()
    {
        using var file = new GatedFile();
        file.Gate.Set();
        var request = Request(file);
        Assert.Equal(Length, request.Complete());
        Assert.Equal(Environment.CurrentManagedThreadId, file.ReadBy);
        Check(request);
        request.Run();
        Assert.Equal(1, file.ReadCount);
    }

    [Fact]
    public void A_request_that_a_thread_has_begun_is_waited_for()
    {
        using var file = new GatedFile();
        var request = Request(file);
        Assert.True(new IoThreads(1, 1).TryEnqueue(request));
        file.HasBegun.Wait();
        file.Gate.Set();
        Assert.Equal(Length, request.Complete());
        Assert.NotEqual(Environment.CurrentManagedThreadId, file.ReadBy);
        Assert.Equal(1, file.ReadCount);
        Check(request);
    }

    [Fact]
    public void What_goes_wrong_is_thrown_where_the_bytes_are_wanted()
    {
        using var file = new GatedFile { Fails = true };
        var request = Request(file);
        Assert.True(new IoThreads(1, 1).TryEnqueue(request));
        file.HasBegun.Wait();
        file.Gate.Set();
        Assert.Equal("gone", Assert.Throws<IOException>(() => request.Complete()).Message);
        request.Buffer.Release();
    }

    [Fact]
    public void A_request_that_is_given_up_frees_its_memory_when_nobody_writes_there_any_more()
    {
        using var file = new GatedFile();
        var begun = Request(file);
        Assert.True(new IoThreads(1, 1).TryEnqueue(begun));
        file.HasBegun.Wait();
        file.Gate.Set();
        begun.GiveUp();
        var waiting = Request(file);
        waiting.GiveUp();
        waiting.Run();
        Assert.Equal(1, file.ReadCount);
    }

    [Fact]
    public void Requests_over_the_limit_are_refused_and_all_others_are_read()
    {
        using var file = new GatedFile();
        var threads = new IoThreads(2, 3);
        var requests = new List<ReadAhead> { Request(file) };
        Assert.True(threads.TryEnqueue(requests[0]));
        file.HasBegun.Wait();
        for (var request = Request(file); ; request = Request(file))
        {
            if (!threads.TryEnqueue(request))
            {
                request.GiveUp();
                break;
            }

            requests.Add(request);
        }

        Assert.InRange(requests.Count, 4, 5);
        file.Gate.Set();
        foreach (var request in requests)
        {
            Assert.Equal(Length, request.Complete());
            Check(request);
        }
    }

    private static void Check(ReadAhead request)
    {
        Assert.All(request.Buffer.AsSpan<byte>(0, Length).ToArray(), b => Assert.Equal(7, b));
        request.Buffer.Release();
    }

    private ReadAhead Request(IReadableFile file) => new(file, 0, _account.Allocate(Length), Length);

    /// <summary>Sevens, which come when the gate is open.</summary>
    private sealed class GatedFile : IReadableFile
    {
        private int _readCount;

        public string Path => "gated";

        public long ByteLength => Length;

        public ManualResetEventSlim Gate { get; } = new();

        public ManualResetEventSlim HasBegun { get; } = new();

        public bool Fails { get; init; }

        public int ReadBy { get; private set; }

        public int ReadCount => _readCount;

        public int Read(long offset, Span<byte> buffer)
        {
            Interlocked.Increment(ref _readCount);
            HasBegun.Set();
            Gate.Wait();
            ReadBy = Environment.CurrentManagedThreadId;
            buffer.Fill(7);
            return Fails ? throw new IOException("gone") : buffer.Length;
        }

        public void Dispose()
        {
            Gate.Dispose();
            HasBegun.Dispose();
        }
    }
}
