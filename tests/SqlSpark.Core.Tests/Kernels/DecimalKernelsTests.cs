using System.Numerics;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Core.Tests.Kernels;

[Trait("Category", "Kernels")]
public sealed class DecimalKernelsTests
{
    [Fact]
    public void Operations_round_half_up_and_fail_beyond_the_precision() => RandomData.ForSeeds(random =>
    {
        var (left, right) = (RandomType(random), RandomType(random));
        Check(random, left, right, DecimalType.ForAdd(left, right), static (l, r, type) => new DecimalAddition(
            Math.Max(l.Scale, r.Scale) - l.Scale, Math.Max(l.Scale, r.Scale) - r.Scale, Math.Max(l.Scale, r.Scale) - type.Scale, type.Precision), (a, b) => a + b);
        Check(random, left, right, DecimalType.ForAdd(left, right), static (l, r, type) => new DecimalSubtraction(
            Math.Max(l.Scale, r.Scale) - l.Scale, Math.Max(l.Scale, r.Scale) - r.Scale, Math.Max(l.Scale, r.Scale) - type.Scale, type.Precision), (a, b) => a - b);
        Check(random, left, right, DecimalType.ForMultiply(left, right), static (l, r, type) => new DecimalMultiplication(
            l.Scale + r.Scale - type.Scale, type.Precision), (a, b) => a * b);
        Check(random, left, right, DecimalType.ForDivide(left, right), static (l, r, type) => new DecimalDivision(
            type.Scale - l.Scale + r.Scale, type.Precision), (a, b) => b.IsZero ? null : a / b);
        Check(random, left, right, DecimalType.ForRemainder(left, right), static (l, r, type) => new DecimalRemainder(
            Math.Max(l.Scale, r.Scale) - l.Scale, Math.Max(l.Scale, r.Scale) - r.Scale, Math.Max(l.Scale, r.Scale) - type.Scale, type.Precision),
            (a, b) => b.IsZero ? null : a % b);
    });

    [Fact]
    public void Rescaling_rounds_and_bounds()
    {
        var result = new long[4];
        var failures = new ulong[1];
        var count = DecimalKernels.TryRescale<WidenedOperand<long>, long>(new([125, -125, 99949, 99995]), -1, 4, Rows.All(4), result, failures);
        Assert.Equal((1, 0b1000UL), (count, failures[0]));
        Assert.Equal([13, -13, 9995], result[..3]);
        count = DecimalKernels.TryRescale<WidenedOperand<long>, long>(new([1, 2, 300, 4]), 2, 4, Rows.All(4), result, failures);
        Assert.Equal((1, 0b0100UL), (count, failures[0]));
        Assert.Equal([100, 200], result[..2]);
    }

    [Fact]
    public void Products_of_64_bits_fill_128()
    {
        var result = new Int128[2];
        DecimalKernels.Multiply([long.MaxValue, -3], [long.MinValue, 5], result);
        Assert.Equal([(Int128)long.MaxValue * long.MinValue, -15], result);
        DecimalKernels.Multiply([long.MaxValue, -3], 4, result);
        Assert.Equal([(Int128)long.MaxValue * 4, -12], result);
    }

    [Fact]
    public void Precision_is_tested_for_whole_columns() => RandomData.ForSeeds(random =>
    {
        var values = random.Values<long>(random.Length());
        var wide = random.Values<Int128>(values.Length);
        var words = random.Selected(values.Length);
        var precision = random.Next(1, 39);
        var live = Enumerable.Range(0, values.Length).Where(i => Rows.Of(words, values.Length).Contains(i)).ToArray();
        Assert.Equal(live.Any(i => !WideMath.Fits(values[i], precision)), DecimalKernels.AnyExceeds<long>(values, precision, Rows.Of(words, values.Length)));
        Assert.Equal(live.Any(i => !WideMath.Fits(wide[i], precision)), DecimalKernels.AnyExceeds<Int128>(wide, precision, Rows.Of(words, values.Length)));
    });

    private static DecimalType RandomType(Random random)
    {
        var precision = random.Next(1, 39);
        return new DecimalType(precision, random.Next(precision + 1));
    }

    private static void Check<TOp>(
        Random random, DecimalType left, DecimalType right, DecimalType type, Func<DecimalType, DecimalType, DecimalType, TOp> create, Func<Fraction, Fraction, Fraction?> reference)
        where TOp : struct, IDecimalOperation
    {
        var a = random.Values<Int128>(70).Select(v => v % WideMath.PowerOfTen(left.Precision)).ToArray();
        var b = random.Values<Int128>(70).Select(v => v % WideMath.PowerOfTen(right.Precision)).ToArray();
        var words = random.Selected(70);
        var result = new Int128[70];
        var failures = new ulong[2];
        var count = DecimalKernels.Try<TOp, WidenedOperand<Int128>, WidenedOperand<Int128>, Int128>(
            create(left, right, type), new(a), new(b), Rows.Of(words, 70), result, failures);
        Assert.Equal(Bitmaps.Count(failures), count);
        for (var i = 0; i < 70; i++)
        {
            if (!Rows.Of(words, 70).Contains(i))
            {
                Assert.False(Bitmaps.Get(failures, i));
                continue;
            }

            var exact = reference(new Fraction(a[i], left.Scale), new Fraction(b[i], right.Scale));
            var expected = exact?.Round(type.Scale);
            Assert.Equal(expected is null || BigInteger.Abs(expected.Value) >= BigInteger.Pow(10, type.Precision), Bitmaps.Get(failures, i));
            if (!Bitmaps.Get(failures, i))
                Assert.Equal(expected, (BigInteger)result[i]);
        }
    }

    /// <summary>An exact rational number.</summary>
    private readonly record struct Fraction(BigInteger Numerator, BigInteger Denominator)
    {
        public Fraction(Int128 unscaled, int scale)
            : this(unscaled, BigInteger.Pow(10, scale))
        {
        }

        public bool IsZero => Numerator.IsZero;

        public static Fraction operator +(Fraction a, Fraction b) => new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

        public static Fraction operator -(Fraction a, Fraction b) => a + new Fraction(-b.Numerator, b.Denominator);

        public static Fraction operator *(Fraction a, Fraction b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

        public static Fraction operator /(Fraction a, Fraction b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

        public static Fraction operator %(Fraction a, Fraction b) =>
            new((a.Numerator * b.Denominator) % (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

        public BigInteger Round(int scale)
        {
            var scaled = Numerator * BigInteger.Pow(10, scale);
            var quotient = BigInteger.DivRem(BigInteger.Abs(scaled), BigInteger.Abs(Denominator), out var rest);
            if (rest * 2 >= BigInteger.Abs(Denominator))
                quotient++;
            return scaled.Sign * Denominator.Sign < 0 ? -quotient : quotient;
        }
    }
}
