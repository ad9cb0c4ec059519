using System.Runtime.CompilerServices;
using SqlSpark.Core.Time;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>
/// Timestamps of type INT96: eight bytes of nanoseconds of the day and four of the Julian day, little endian. Spark:
/// <c>DateTimeUtils.fromJulianDay</c>, <c>toJulianDay</c>.
/// </summary>
internal static unsafe class Int96Timestamps
{
    /// <summary>Bytes of a value.</summary>
    public const int Width = 12;

    private const long EpochJulianDay = 2_440_588;

    /// <summary>Writes microseconds since the epoch, rounded toward zero within the day; days out of range wrap around.</summary>
    /// <param name="timestamps">The first value.</param>
    /// <param name="microseconds">As many as there are.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToMicroseconds(byte* timestamps, Span<long> microseconds)
    {
        for (var i = 0; i < microseconds.Length; i++, timestamps += Width)
        {
            var nanoseconds = Unsafe.ReadUnaligned<long>(timestamps);
            var day = Unsafe.ReadUnaligned<int>(timestamps + 8) - EpochJulianDay;
            microseconds[i] = unchecked((day * TimeUnits.MicrosPerDay) + (nanoseconds / TimeUnits.NanosPerMicro));
        }
    }

    /// <summary>Writes microseconds since the epoch as timestamps whose time of day is not negative.</summary>
    /// <param name="microseconds">The values.</param>
    /// <param name="timestamps">Room for as many.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromMicroseconds(ReadOnlySpan<long> microseconds, byte* timestamps)
    {
        foreach (var value in microseconds)
        {
            var day = Math.DivRem(value, TimeUnits.MicrosPerDay, out var time);
            if (time < 0)
            {
                day--;
                time += TimeUnits.MicrosPerDay;
            }

            Unsafe.WriteUnaligned(timestamps, time * 1000);
            Unsafe.WriteUnaligned(timestamps + 8, (int)(day + EpochJulianDay));
            timestamps += Width;
        }
    }
}
