using System.Numerics;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using Xunit;

namespace SqlSpark.Core.Tests.Kernels;

[Trait("Category", "Kernels")]
public sealed class ArithmeticKernelsTests
{
    [Fact]
    public void Bytes_agree_with_the_reference() => AllOperations<sbyte>();

    [Fact]
    public void Shorts_agree_with_the_reference() => AllOperations<short>();

    [Fact]
    public void Ints_agree_with_the_reference() => AllOperations<int>();

    [Fact]
    public void Longs_agree_with_the_reference() => AllOperations<long>();

    [Fact]
    public void Wide_integers_agree_with_the_reference() => AllOperations<Int128>();

    [Fact]
    public void Doubles_agree_with_the_reference() => FloatingPoint<double>();

    [Fact]
    public void Floats_agree_with_the_reference() => FloatingPoint<float>();

    [Fact]
    public void Products_near_the_bound_are_not_suspected_without_need()
    {
        var left = new long[200];
        var right = new long[200];
        Array.Fill(left, 3_000_000_000L);
        Array.Fill(right, 3_000_000_000L);
        Assert.False(ArithmeticKernels.Apply<long, MultiplyOperation>(left, right, new long[200]));
        right[70] = 3_100_000_000L;
        Assert.True(ArithmeticKernels.Apply<long, MultiplyOperation>(left, right, new long[200]));
    }

    [Fact]
    public void Errors_name_the_operands_of_narrow_types()
    {
        Assert.Equal("BINARY_ARITHMETIC_OVERFLOW", CheckedOperation<sbyte, AddOperation>.Error(127, 1).Kind!.Condition);
        Assert.Equal("127Y", CheckedOperation<sbyte, AddOperation>.Error(127, 1)[0]);
        Assert.Equal("integer overflow", CheckedOperation<int, AddOperation>.Error(1, 1)[0]);
        Assert.Equal("long overflow", CheckedOperation<long, MultiplyOperation>.Error(1, 1)[0]);
        Assert.Equal("ARITHMETIC_OVERFLOW", CheckedNegate<long>.Error(long.MinValue).Kind!.Condition);
    }

    private static void AllOperations<T>()
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        RandomData.ForSeeds(random =>
        {
            Check<T, AddOperation>(random, (a, b) => a + b);
            Check<T, SubtractOperation>(random, (a, b) => a - b);
            Check<T, MultiplyOperation>(random, (a, b) => a * b);
            CheckNegate<T>(random);
        });
    }

    private static void Check<T, TOp>(Random random, Func<BigInteger, BigInteger, BigInteger> reference)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        where TOp : struct, IArithmeticOperation
    {
        var length = random.Length();
        var left = random.Values<T>(length);
        var right = random.Values<T>(length);
        var constant = random.Value<T>(random.Next(4));
        var result = new T[length];

        var suspicious = ArithmeticKernels.Apply<T, TOp>(left, right, result);
        Verify(suspicious, result, i => left[i], i => right[i]);
        suspicious = ArithmeticKernels.ApplyConstant<T, TOp>(left, constant, result);
        Verify(suspicious, result, i => left[i], _ => constant);
        suspicious = ArithmeticKernels.ApplyConstant<T, TOp>(constant, right, result);
        Verify(suspicious, result, _ => constant, i => right[i]);

        void Verify(bool suspected, T[] actual, Func<int, T> l, Func<int, T> r)
        {
            var anyOverflow = false;
            var failures = new ulong[Bitmaps.WordCount(length)];
            var exact = new T[length];
            MapKernels.Try<T, T, T, CheckedOperation<T, TOp>>(
                Enumerable.Range(0, length).Select(l).ToArray(), Enumerable.Range(0, length).Select(r).ToArray(), Rows.All(length), exact, failures);
            for (var i = 0; i < length; i++)
            {
                var wide = reference(BigInteger.CreateChecked(l(i)), BigInteger.CreateChecked(r(i)));
                var overflows = wide < BigInteger.CreateChecked(T.MinValue) || wide > BigInteger.CreateChecked(T.MaxValue);
                Assert.Equal(T.CreateTruncating(wide), actual[i]);
                Assert.Equal(overflows, Bitmaps.Get(failures, i));
                anyOverflow |= overflows;
            }

            Assert.True(suspected || !anyOverflow, "an overflow was missed");
            if (typeof(TOp) != typeof(MultiplyOperation))
                Assert.Equal(anyOverflow, suspected);
        }
    }

    private static void CheckNegate<T>(Random random)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var values = random.Values<T>(random.Length());
        var result = new T[values.Length];
        Assert.Equal(values.Contains(T.MinValue), ArithmeticKernels.Negate<T>(values, result));
        Assert.Equal(values.Select(v => unchecked(T.Zero - v)), result);
        Assert.All(values, v => Assert.Equal(v != T.MinValue, CheckedNegate<T>.TryInvoke(v, out _)));
    }

    private static void FloatingPoint<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => RandomData.ForSeeds(random =>
    {
        var length = random.Length();
        var left = random.Values<T>(length);
        var right = random.Values<T>(length);
        var constant = random.Value<T>(2);
        var result = new T[length];

        Assert.False(ArithmeticKernels.Apply<T, AddOperation>(left, right, result));
        Assert.Equal(left.Zip(right, (a, b) => a + b), result);
        Assert.False(ArithmeticKernels.Apply<T, SubtractOperation>(left, right, result));
        Assert.Equal(left.Zip(right, (a, b) => a - b), result);
        Assert.False(ArithmeticKernels.ApplyConstant<T, MultiplyOperation>(left, constant, result));
        Assert.Equal(left.Select(a => a * constant), result);
        Assert.False(ArithmeticKernels.Negate<T>(left, result));
        for (var i = 0; i < length; i++)
        {
            if (!T.IsNaN(left[i]))
                Assert.Equal((-left[i], T.IsNegative(-left[i])), (result[i], T.IsNegative(result[i])));
        }
    });
}
