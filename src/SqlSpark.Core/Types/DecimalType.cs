namespace SqlSpark.Core.Types;

/// <summary>DECIMAL(p, s): an unscaled integer, int64 up to 18 digits and int128 beyond.</summary>
/// <param name="Precision">Digits in all, 1 to 38.</param>
/// <param name="Scale">Digits after the point, 0 to <paramref name="Precision"/>.</param>
/// <remarks>The rules for the types of results stand here and nowhere else. Spark: <c>DecimalType</c>, <c>DecimalPrecision</c>.</remarks>
public sealed record DecimalType(int Precision, int Scale) : NumericType
{
    /// <summary>The largest precision.</summary>
    public const int MaxPrecision = 38;

    /// <summary>The largest precision that is stored in 64 bits.</summary>
    public const int MaxLongPrecision = 18;

    /// <summary>The scale that division keeps at least when digits must be given up.</summary>
    public const int MinimumAdjustedScale = 6;

    /// <summary>DECIMAL(10, 0), what <c>DECIMAL</c> alone means.</summary>
    public static DecimalType UserDefault { get; } = new(10, 0);

    /// <summary>DECIMAL(38, 18).</summary>
    public static DecimalType SystemDefault { get; } = new(38, 18);

    /// <inheritdoc />
    public override string TypeName => $"decimal({Precision},{Scale})";

    /// <inheritdoc />
    public override PhysicalType PhysicalType => Precision <= MaxLongPrecision ? PhysicalType.Int64 : PhysicalType.Int128;

    /// <summary>The smallest decimal that holds every value of an integral type, or of a NULL; DOUBLE(30, 15) and FLOAT(14, 7) for the inexact.</summary>
    public static DecimalType? ForType(DataType type) => type switch
    {
        DecimalType decimalType => decimalType,
        ByteType => new DecimalType(3, 0),
        ShortType => new DecimalType(5, 0),
        IntegerType => new DecimalType(10, 0),
        LongType => new DecimalType(20, 0),
        FloatType => new DecimalType(14, 7),
        DoubleType => new DecimalType(30, 15),
        _ => null,
    };

    /// <summary>Cuts precision and scale at 38 digits each.</summary>
    public static DecimalType Bounded(int precision, int scale) =>
        new(Math.Min(precision, MaxPrecision), Math.Min(scale, MaxPrecision));

    /// <summary>
    /// Cuts at 38 digits, giving up digits of the fraction first but keeping at least min(scale, 6) of them.
    /// </summary>
    public static DecimalType Adjusted(int precision, int scale)
    {
        if (precision <= MaxPrecision)
            return new DecimalType(precision, scale);
        if (scale < 0)
            return new DecimalType(MaxPrecision, scale);

        var integralDigits = precision - scale;
        var minimumScale = Math.Min(scale, MinimumAdjustedScale);
        return new DecimalType(MaxPrecision, Math.Max(MaxPrecision - integralDigits, minimumScale));
    }

    /// <summary>The type of a + b and a - b.</summary>
    /// <param name="left">The type of a.</param>
    /// <param name="right">The type of b.</param>
    /// <param name="allowPrecisionLoss">The value of spark.sql.decimalOperations.allowPrecisionLoss.</param>
    public static DecimalType ForAdd(DecimalType left, DecimalType right, bool allowPrecisionLoss = true)
    {
        var scale = Math.Max(left.Scale, right.Scale);
        var precision = Math.Max(left.Precision - left.Scale, right.Precision - right.Scale) + scale + 1;
        return allowPrecisionLoss ? Adjusted(precision, scale) : Bounded(precision, scale);
    }

    /// <summary>The type of a * b.</summary>
    public static DecimalType ForMultiply(DecimalType left, DecimalType right, bool allowPrecisionLoss = true)
    {
        var precision = left.Precision + right.Precision + 1;
        var scale = left.Scale + right.Scale;
        return allowPrecisionLoss ? Adjusted(precision, scale) : Bounded(precision, scale);
    }

    /// <summary>The type of a / b.</summary>
    public static DecimalType ForDivide(DecimalType left, DecimalType right, bool allowPrecisionLoss = true)
    {
        if (allowPrecisionLoss)
        {
            var scale = Math.Max(MinimumAdjustedScale, left.Scale + right.Precision + 1);
            return Adjusted(left.Precision - left.Scale + right.Scale + scale, scale);
        }

        var integralDigits = Math.Min(MaxPrecision, left.Precision - left.Scale + right.Scale);
        var fractionDigits = Math.Min(MaxPrecision, Math.Max(MinimumAdjustedScale, left.Scale + right.Precision + 1));
        var excess = integralDigits + fractionDigits - MaxPrecision;
        if (excess > 0)
        {
            fractionDigits -= (excess / 2) + 1;
            integralDigits = MaxPrecision - fractionDigits;
        }

        return Bounded(integralDigits + fractionDigits, fractionDigits);
    }

    /// <summary>The type of a % b and pmod(a, b).</summary>
    public static DecimalType ForRemainder(DecimalType left, DecimalType right, bool allowPrecisionLoss = true)
    {
        var scale = Math.Max(left.Scale, right.Scale);
        var precision = Math.Min(left.Precision - left.Scale, right.Precision - right.Scale) + scale;
        return allowPrecisionLoss ? Adjusted(precision, scale) : Bounded(precision, scale);
    }

    /// <summary>The type of a DIV b before its cast to BIGINT.</summary>
    public static DecimalType ForIntegralDivide(DecimalType left, DecimalType right, bool allowPrecisionLoss = true)
    {
        var precision = Math.Max(1, left.Precision - left.Scale + right.Scale);
        return allowPrecisionLoss ? Adjusted(precision, 0) : Bounded(precision, 0);
    }

    /// <summary>The narrowest type that holds the values of both, cut at 38 digits.</summary>
    public static DecimalType Wider(DecimalType left, DecimalType right)
    {
        var scale = Math.Max(left.Scale, right.Scale);
        var range = Math.Max(left.Precision - left.Scale, right.Precision - right.Scale);
        return Bounded(range + scale, scale);
    }

    /// <summary>True when every value of <paramref name="other"/> is one of this type, with nothing lost.</summary>
    public bool IsWiderThan(DataType other) => other switch
    {
        DecimalType d => Precision - Scale >= d.Precision - d.Scale && Scale >= d.Scale,
        IntegralType => ForType(other) is { } d && IsWiderThan(d),
        _ => false,
    };
}
