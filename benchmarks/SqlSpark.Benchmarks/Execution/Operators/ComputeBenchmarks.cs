using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using BenchmarkDotNet.Attributes;
using SqlSpark.Benchmarks.Planning;
using SqlSpark.Benchmarks.Ratios;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Operators.Computes;
using SqlSpark.Execution.Planning;

namespace SqlSpark.Benchmarks.Execution.Operators;

/// <summary>
/// What do expressions of TPC-H cost as the program that the planner makes of them, against loops by hand over the same batches: the revenue of Q1, a
/// product of decimals, and a filter on a string that is coded by a dictionary?
/// </summary>
/// <remarks>
/// The result is a decimal of 32 digits; both sides multiply in 64 bits while the values at hand are small, and look whether they are. The loops are fused by hand: the difference of
/// the revenue never leaves its register, and the filter tests for one code where the program looks up any set of entries. They show what fusion could still gain, so their limit is
/// higher than that of the kernels of which the programs are made, which are compared on their own.
/// </remarks>
[MemoryDiagnoser]
public unsafe class ComputeBenchmarks
{
    private const double FusedLimit = 3;
    private const int RowCount = 64 * MemoryBatches.BatchRows;
    private static readonly byte[][] Modes = ["AIR"u8.ToArray(), "FOB"u8.ToArray(), "MAIL"u8.ToArray(), "RAIL"u8.ToArray(), "SHIP"u8.ToArray()];

    private readonly ulong[] _bitmap = new ulong[MemoryBatches.BatchRows / 64];
    private readonly long[] _products = new long[MemoryBatches.BatchRows];
    private MemoryBatches _money = null!;
    private MemoryBatches _strings = null!;
    private ProgramState _revenue = null!;
    private ProgramState _filter = null!;

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        var (prices, discounts, codes) = (new long[RowCount], new long[RowCount], new byte[RowCount]);
        for (var i = 0; i < RowCount; i++)
            (prices[i], discounts[i], codes[i]) = (random.Next(90_000, 10_500_000), random.Next(11), (byte)random.Next(Modes.Length));
        _money = new MemoryBatches();
        _money.Add(prices, new DecimalType(15, 2));
        _money.Add(discounts, new DecimalType(15, 2));
        _money.Complete();
        _strings = new MemoryBatches();
        _strings.Add(codes, Modes);
        _strings.Complete();
        _revenue = StateOf("select l_extendedprice * (1 - l_discount) from lineitem", _money);
        _filter = StateOf("select l_shipmode from lineitem where l_shipmode = 'MAIL'", _strings);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _revenue.Dispose();
        _filter.Dispose();
        _money.Dispose();
        _strings.Dispose();
    }

    [Benchmark]
    [ComparedWith(nameof(RevenueByHand), Limit = FusedLimit)]
    public long RevenueOfProgram()
    {
        var digest = 0L;
        foreach (var batch in _money.Batches)
        {
            var values = ((FlatVector)_revenue.Program.Run(_revenue, batch)[0]).Values<long>();
            digest += values[0] ^ values[^1];
        }

        return digest;
    }

    [Benchmark]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public long RevenueByHand()
    {
        var digest = 0L;
        var large = Vector512<long>.Zero;
        fixed (long* products = _products)
        {
            for (var batch = 0; batch < _money.Batches.Length; batch++)
            {
                var prices = _money.Values<long>(batch, 0);
                var discounts = _money.Values<long>(batch, 1);
                for (var row = 0; row < MemoryBatches.BatchRows; row += 8)
                {
                    var price = Vector512.Load(prices + row);
                    var factor = Vector512.Create(100L) - Vector512.Load(discounts + row);
                    large |= (price ^ (price >> 63)) | (factor ^ (factor >> 63));
                    (price * factor).Store(products + row);
                }

                digest += products[0] ^ products[MemoryBatches.BatchRows - 1];
            }
        }

        // Factors of less than 2^31 cannot overflow.
        if (!Vector512.EqualsAll(large >>> 31, Vector512<long>.Zero))
            throw new OverflowException();
        return digest;
    }

    [Benchmark]
    [ComparedWith(nameof(DictionaryFilterByHand), Limit = FusedLimit)]
    public long DictionaryFilterOfProgram()
    {
        var count = 0L;
        foreach (var batch in _strings.Batches)
            count += _filter.Program.Run(_filter, batch).LiveCount;
        return count;
    }

    /// <summary>Tests the entries once, then compares codes with those that pass; the result is a bitmap, as in the engine.</summary>
    [Benchmark(Baseline = true)]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public long DictionaryFilterByHand()
    {
        var wanted = Vector512.Create((byte)Array.FindIndex(Modes, m => m.AsSpan().SequenceEqual("MAIL"u8)));
        var count = 0L;
        foreach (var batch in _strings.Batches)
        {
            fixed (byte* codes = ((DictionaryVector)batch[0]).Codes<byte>())
            fixed (ulong* bitmap = _bitmap)
            {
                for (var row = 0; row < MemoryBatches.BatchRows; row += 64)
                {
                    bitmap[row / 64] = Vector512.Equals(Vector512.Load(codes + row), wanted).ExtractMostSignificantBits();
                    count += (long)Popcnt.X64.PopCount(bitmap[row / 64]);
                }
            }
        }

        return count;
    }

    private static ProgramState StateOf(string sql, MemoryBatches input)
    {
        var session = PlanningQueries.Session();
        var conf = session.Conf.Snapshot;
        var plan = PhysicalPlanner.Plan(session.Optimize(session.Prepare(sql, CancellationToken.None)), conf);
        while (plan is not ComputeExec)
            plan = plan.Children[0];
        return ((ComputeExec)plan).Compile().CreateState(new KernelContext(input.Account));
    }
}
