using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Optimizer.Rules.Expressions;

/// <summary>The values of an integer or decimal type: whole multiples of a power of ten between two bounds.</summary>
/// <param name="Scale">The distance of neighbours is 10 to the power of minus this.</param>
/// <param name="Min">The least value, in distances.</param>
/// <param name="Max">The greatest value, in distances.</param>
internal sealed record ValueGrid(int Scale, Int128 Min, Int128 Max)
{
    /// <summary>Whether the cast gives each integer or decimal an equal value of its type, so that comparisons mean the same before it.</summary>
    public static bool IsKeptBy(Cast cast) => (cast.Child.DataType, cast.Type) switch
    {
        (IntegralType, IntegralType) or (IntegralType or DecimalType, DecimalType) => CastRules.CanUpCast(cast.Child.DataType, cast.Type),
        (ByteType or ShortType or IntegerType, DoubleType) or (ByteType or ShortType, FloatType) => true,
        _ => false,
    };

    /// <summary>The values of an integer or decimal type.</summary>
    public static ValueGrid Of(DataType type) => type switch
    {
        ByteType => new(0, sbyte.MinValue, sbyte.MaxValue),
        ShortType => new(0, short.MinValue, short.MaxValue),
        IntegerType => new(0, int.MinValue, int.MaxValue),
        LongType => new(0, long.MinValue, long.MaxValue),
        DecimalType d => new(d.Scale, 1 - WideMath.PowerOfTen(d.Precision), WideMath.PowerOfTen(d.Precision) - 1),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>Where a number of a wider type lies among the values.</summary>
    public GridPosition Locate(Literal literal) => literal.Value switch
    {
        sbyte n => At(n, isExact: true),
        short n => At(n, isExact: true),
        int n => At(n, isExact: true),
        long n => At(n, isExact: true),
        float n => Locate(n),
        double n => Locate(n),
        Int128 n => Locate(n, ((DecimalType)literal.Type).Scale - Scale),
        _ => throw new ArgumentOutOfRangeException(nameof(literal)),
    };

    /// <summary>NaN is greater than all numbers.</summary>
    private GridPosition Locate(double number)
    {
        if (double.IsNaN(number) || number > (double)Max)
            return new GridPosition(this, Max, IsExact: false);
        if (number < (double)Min)
            return new GridPosition(this, Min - 1, IsExact: false);
        var floor = Math.Floor(number);
        return At((Int128)floor, floor == number);
    }

    private GridPosition Locate(Int128 unscaled, int excessScale)
    {
        var divisor = WideMath.PowerOfTen(excessScale);
        var (quotient, remainder) = Int128.DivRem(unscaled, divisor);
        return At(remainder < 0 ? quotient - 1 : quotient, remainder == 0);
    }

    private GridPosition At(Int128 floor, bool isExact)
    {
        if (floor < Min)
            return new GridPosition(this, Min - 1, IsExact: false);
        return floor > Max ? new GridPosition(this, Max, IsExact: false) : new GridPosition(this, floor, isExact);
    }
}

/// <summary>A number among the values of a type.</summary>
/// <param name="Grid">The values.</param>
/// <param name="Floor">The greatest value that is not greater than the number; one less than the least when there is none.</param>
/// <param name="IsExact">True when the number is that value.</param>
internal readonly record struct GridPosition(ValueGrid Grid, Int128 Floor, bool IsExact)
{
    /// <summary>True when the number is less than all values.</summary>
    public bool IsBelowAll => Floor < Grid.Min;

    /// <summary>True when the number is greater than all values.</summary>
    public bool IsAboveAll => Floor == Grid.Max && !IsExact;

    /// <summary>True when the number is the least value.</summary>
    public bool IsLowest => Floor == Grid.Min && IsExact;

    /// <summary>True when the number is the greatest value.</summary>
    public bool IsHighest => Floor == Grid.Max && IsExact;

    /// <summary>The floor as a literal.</summary>
    public Literal ToLiteral(DataType type) => new(
        type switch
        {
            ByteType => (object)(sbyte)Floor,
            ShortType => (short)Floor,
            IntegerType => (int)Floor,
            LongType => (long)Floor,
            _ => Floor,
        },
        type);
}
