using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Sessions;

/// <summary>Makes literals of the values that programs give for parameters.</summary>
internal static class ParameterLiterals
{
    /// <summary>The literal of a value.</summary>
    /// <exception cref="ArgumentException">The type has no form in SQL.</exception>
    public static Expression Of(object? value) => value switch
    {
        null or DBNull => Literal.NullVoid,
        bool flag => Literal.Boolean(flag),
        sbyte number => new Literal(number, ByteType.Instance),
        byte number => new Literal((short)number, ShortType.Instance),
        short number => new Literal(number, ShortType.Instance),
        int number => Literal.Int(number),
        long number => Literal.Long(number),
        float number => new Literal(number, FloatType.Instance),
        double number => Literal.Double(number),
        decimal number => OfDecimal(number),
        string text => Literal.String(text),
        char letter => Literal.String(letter.ToString()),
        DateOnly date => new Literal(date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber, DateType.Instance),
        DateTimeOffset time => new Literal(Microseconds(time.UtcTicks), TimestampType.Instance),
        DateTime { Kind: DateTimeKind.Utc } time => new Literal(Microseconds(time.Ticks), TimestampType.Instance),
        DateTime { Kind: DateTimeKind.Unspecified } time => new Literal(Microseconds(time.Ticks), TimestampNtzType.Instance),
        DateTime time => new Literal(Microseconds(time.ToUniversalTime().Ticks), TimestampType.Instance),
        byte[] bytes => new Literal(bytes.ToEquatableArray(), BinaryType.Instance),
        _ => throw new ArgumentException($"A {value.GetType()} cannot be the value of a parameter.", nameof(value)),
    };

    private static long Microseconds(long ticks) => (ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    private static Literal OfDecimal(decimal number)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(number, bits);
        var scale = bits[3] >> 16 & 0xFF;
        var magnitude = new Int128((uint)bits[2], (ulong)(uint)bits[1] << 32 | (uint)bits[0]);
        var unscaled = bits[3] < 0 ? -magnitude : magnitude;
        var precision = 1;
        for (var rest = magnitude / 10; rest > 0; rest /= 10)
            precision++;
        precision = Math.Max(precision, scale);
        return new Literal(unscaled, new DecimalType(precision, scale));
    }
}
