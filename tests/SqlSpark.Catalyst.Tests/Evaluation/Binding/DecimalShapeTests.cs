using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Evaluation.Binding;

/// <summary>Decimal operations of one row against exact rational numbers.</summary>
public sealed class DecimalShapeTests
{
    [Theory]
    [InlineData(ArithmeticOperator.Add)]
    [InlineData(ArithmeticOperator.Subtract)]
    [InlineData(ArithmeticOperator.Multiply)]
    [InlineData(ArithmeticOperator.Divide)]
    [InlineData(ArithmeticOperator.Remainder)]
    public void Results_are_rounded_half_up_and_fail_beyond_the_precision(ArithmeticOperator operation) => Prop
        .ForAll(Gen.Choose(int.MinValue, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var (left, right) = (RandomType(random), RandomType(random));
            var shape = new DecimalShape(operation, left, right, allowPrecisionLoss: random.Next(2) == 0);
            for (var i = 0; i < 70; i++)
                Check(operation, shape, left, RandomValue(random, left), right, RandomValue(random, right));
        })
        .QuickCheckThrowOnFailure();

    private static void Check(ArithmeticOperator operation, DecimalShape shape, DecimalType leftType, Int128 left, DecimalType rightType, Int128 right)
    {
        var (a, b) = (new Fraction(left, leftType.Scale), new Fraction(right, rightType.Scale));
        if (b.IsZero && operation >= ArithmeticOperator.Divide)
            return;
        var expected = (operation switch
        {
            ArithmeticOperator.Add => a + b,
            ArithmeticOperator.Subtract => a - b,
            ArithmeticOperator.Multiply => a * b,
            ArithmeticOperator.Divide => new Fraction((a / b).Round(DecimalType.MaxPrecision + 1), BigInteger.Pow(10, DecimalType.MaxPrecision + 1)),
            _ => a % b,
        }).Round(shape.Result.Scale);
        var fits = BigInteger.Abs(expected) < BigInteger.Pow(10, shape.Result.Precision);
        Assert.Equal(fits, shape.TryCompute(left, right, out var result));
        if (fits)
            Assert.Equal(expected, (BigInteger)result);
    }

    private static DecimalType RandomType(Random random)
    {
        var precision = random.Next(1, DecimalType.MaxPrecision + 1);
        return new DecimalType(precision, random.Next(precision + 1));
    }

    /// <summary>A value of any number of digits that the type has.</summary>
    private static Int128 RandomValue(Random random, DecimalType type) =>
        new Int128((ulong)random.NextInt64(long.MinValue, long.MaxValue), (ulong)random.NextInt64(long.MinValue, long.MaxValue))
        % WideMath.PowerOfTen(random.Next(1, type.Precision + 1));

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
