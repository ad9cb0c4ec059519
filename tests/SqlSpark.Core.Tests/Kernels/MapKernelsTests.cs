using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using Xunit;

namespace SqlSpark.Core.Tests.Kernels;

[Trait("Category", "Kernels")]
public sealed class MapKernelsTests
{
    private const long Untouched = -77;

    [Fact]
    public void Dense_and_live_loops_agree_with_the_reference() => RandomData.ForSeeds(random =>
    {
        var length = random.Length();
        var (a, b, c) = (random.Values<long>(length), random.Values<long>(length), random.Values<long>(length));
        var words = random.Selected(length);
        var constant = random.NextInt64();
        var result = new long[length];

        MapKernels.Dense<long, long, Mixed>(a, result);
        Assert.Equal(a.Select(v => Mixed.Invoke(v)), result);
        MapKernels.Dense<long, long, long, Mixed>(a, b, result);
        Assert.Equal(a.Zip(b, (l, r) => Mixed.Invoke(l, r)), result);
        MapKernels.Dense<long, long, long, long, Mixed>(a, b, c, result);
        Verify(i => Mixed.Invoke(a[i], b[i], c[i]), all: true);
        MapKernels.Dense<long, long, long, Mixed, ConstantOperand<long>, FlatOperand<long>>(new(constant), new(b), result);
        Verify(i => Mixed.Invoke(constant, b[i]), all: true);

        Array.Fill(result, Untouched);
        MapKernels.Live<long, long, Mixed>(a, Rows.Of(words, length), result);
        Verify(i => Mixed.Invoke(a[i]));
        Array.Fill(result, Untouched);
        MapKernels.Live<long, long, long, Mixed>(a, b, Rows.Of(words, length), result);
        Verify(i => Mixed.Invoke(a[i], b[i]));
        Array.Fill(result, Untouched);
        MapKernels.Live<long, long, long, long, Mixed>(a, b, c, Rows.Of(words, length), result);
        Verify(i => Mixed.Invoke(a[i], b[i], c[i]));

        void Verify(Func<int, long> expected, bool all = false)
        {
            for (var i = 0; i < length; i++)
                Assert.Equal(all || Rows.Of(words, length).Contains(i) ? expected(i) : Untouched, result[i]);
        }
    });

    [Fact]
    public void Tests_write_bitmaps_with_zero_in_other_rows() => RandomData.ForSeeds(random =>
    {
        var length = random.Length();
        var codes = random.Values<sbyte>(length).Select(v => (byte)(v & 7)).ToArray();
        var entries = random.Values<long>(8);
        var bits = random.Bitmap(length);
        var words = random.Selected(length);
        var result = new ulong[Bitmaps.WordCount(length)];

        MapKernels.Test<long, bool, IsEvenIs, CodedOperand<byte, long>, BitOperand>(new(codes, entries), new(bits), Rows.Of(words, length), result);
        for (var i = 0; i < result.Length * 64; i++)
        {
            var expected = i < length && Rows.Of(words, length).Contains(i) && IsEvenIs.Invoke(entries[codes[i]], Bitmaps.Get(bits, i));
            Assert.Equal(expected, Bitmaps.Get(result, i));
        }
    });

    [Fact]
    public void Failures_are_marked_and_counted() => RandomData.ForSeeds(random =>
    {
        var length = random.Length();
        var (a, b) = (random.Values<long>(length), random.Values<long>(length));
        var words = random.Selected(length);
        var result = new long[length];
        var failures = new ulong[Bitmaps.WordCount(length)];
        failures.AsSpan().Fill(ulong.MaxValue);
        var flags = new ulong[failures.Length];

        var count = MapKernels.Try<long, long, long, Quotient>(a, b, Rows.Of(words, length), result, failures);
        Verify(count);
        count = MapKernels.TryTest<long, long, IsDivisible, FlatOperand<long>, FlatOperand<long>>(new(a), new(b), Rows.Of(words, length), flags, failures);
        Verify(count);
        for (var i = 0; i < length; i++)
            Assert.Equal(Rows.Of(words, length).Contains(i) && b[i] != 0 && b[i] != -1 && a[i] % b[i] == 0, Bitmaps.Get(flags, i));

        void Verify(int failureCount)
        {
            Assert.Equal(Bitmaps.Count(failures), failureCount);
            for (var i = 0; i < failures.Length * 64; i++)
            {
                var isLive = i < length && Rows.Of(words, length).Contains(i);
                Assert.Equal(isLive && (b[i] is 0 or -1), Bitmaps.Get(failures, i));
                if (isLive && b[i] is not (0 or -1))
                    Assert.Equal(a[i] / b[i], result[i]);
            }
        }
    });

    [Fact]
    public void Unary_and_ternary_failures_are_marked_too()
    {
        var result = new long[3];
        var failures = new ulong[1];
        Assert.Equal(1, MapKernels.Try<long, long, Quotient>([1, 0, 2], Rows.All(3), result, failures));
        Assert.Equal(0b010UL, failures[0]);
        Assert.Equal(2, MapKernels.Try<long, long, long, long, Quotient>([8, 8, 8], [2, 0, 2], [1, 1, 0], Rows.All(3), result, failures));
        Assert.Equal(0b110UL, failures[0]);
        Assert.Equal(4, result[0]);
    }

    private readonly struct Mixed : IUnaryOperation<long, long>, IBinaryOperation<long, long, long>, ITernaryOperation<long, long, long, long>
    {
        public static long Invoke(long value) => unchecked((value * 3) + 1);

        public static long Invoke(long left, long right) => unchecked((left * 3) ^ right);

        public static long Invoke(long first, long second, long third) => unchecked((first * 3) ^ (second - third));
    }

    private readonly struct IsEvenIs : IBinaryOperation<long, bool, bool>
    {
        public static bool Invoke(long left, bool right) => ((left & 1) == 0) == right;
    }

    private readonly struct Quotient : ITryUnaryOperation<long, long>, ITryBinaryOperation<long, long, long>, ITryTernaryOperation<long, long, long, long>
    {
        public static bool TryInvoke(long value, out long result) => TryInvoke(100, value, out result);

        public static bool TryInvoke(long left, long right, out long result)
        {
            result = right is 0 or -1 ? 0 : left / right;
            return right is not (0 or -1);
        }

        public static bool TryInvoke(long first, long second, long third, out long result)
        {
            result = 0;
            return TryInvoke(first, second, out var quotient) && TryInvoke(quotient, third, out result);
        }

        public static RowError Error(long value) => RowError.DivideByZero;

        public static RowError Error(long left, long right) => RowError.DivideByZero;

        public static RowError Error(long first, long second, long third) => RowError.DivideByZero;
    }

    private readonly struct IsDivisible : ITryBinaryOperation<long, long, bool>
    {
        public static bool TryInvoke(long left, long right, out bool result)
        {
            result = right is not (0 or -1) && left % right == 0;
            return right is not (0 or -1);
        }

        public static RowError Error(long left, long right) => RowError.DivideByZero;
    }
}
