using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.Core.Tests.Kernels;

/// <summary>Random columns, bitmaps and lengths for property tests, all from a seed that FsCheck chooses and prints when a case fails.</summary>
internal static class RandomData
{
    private static readonly int[] Lengths = [0, 1, 2, 7, 8, 15, 16, 31, 32, 63, 64, 65, 127, 128, 129, 191, 192, 200, 255, 256, 320, 513, 4096, 4103];

    /// <summary>Runs a property for many seeds.</summary>
    public static void ForSeeds(Action<Random> property) => Prop
        .ForAll(Gen.Choose(int.MinValue, int.MaxValue).ToArbitrary(), seed => property(new Random(seed)))
        .QuickCheckThrowOnFailure();

    /// <summary>A length around the edges of words, registers and batches.</summary>
    public static int Length(this Random random) => Lengths[random.Next(random.Next(4) == 0 ? Lengths.Length : Lengths.Length - 2)];

    public static bool Chance(this Random random, int percent) => random.Next(100) < percent;

    /// <summary>A bitmap of random density, zero past the end; sometimes all ones or all zeros.</summary>
    public static ulong[] Bitmap(this Random random, int length)
    {
        var words = new ulong[Bitmaps.WordCount(length)];
        var density = random.Next(5) switch { 0 => 0, 1 => 100, 2 => 3, 3 => 97, _ => 50 };
        for (var i = 0; i < length; i++)
        {
            if (random.Chance(density))
                Bitmaps.Set(words, i);
        }

        return words;
    }

    /// <summary>A validity bitmap, or none.</summary>
    public static ulong[] Validity(this Random random, int length) => random.Chance(30) ? [] : random.Bitmap(length);

    /// <summary>Words of a selection; sometimes none, for all rows.</summary>
    public static ulong[] Selected(this Random random, int length) => random.Chance(20) ? [] : random.Bitmap(length);

    public static T[] Values<T>(this Random random, int length)
        where T : unmanaged
    {
        var values = new T[length];
        var style = random.Next(4);
        for (var i = 0; i < length; i++)
            values[i] = random.Value<T>(style);
        return values;
    }

    /// <summary>Style 0: few small values; 1: all bits; 2: around powers of two; 3: the extremes and zero.</summary>
    public static T Value<T>(this Random random, int style)
        where T : unmanaged
    {
        if (typeof(T) == typeof(double))
            return Unsafe.BitCast<double, T>(Double(random, style));
        if (typeof(T) == typeof(float))
            return Unsafe.BitCast<float, T>((float)Double(random, style));
        if (typeof(T) == typeof(Utf8View))
            return Unsafe.BitCast<Utf8View, T>(View(random, style));
        if (typeof(T) == typeof(CalendarInterval))
            return Unsafe.BitCast<CalendarInterval, T>(new CalendarInterval(random.Next(-2, 3), random.Next(-2, 3), random.Next(-2, 3)));
        var bits = Unsafe.SizeOf<T>() * 8;
        Int128 value = style switch
        {
            0 => random.Next(-4, 5),
            1 => new Int128((ulong)random.NextInt64(long.MinValue, long.MaxValue), (ulong)random.NextInt64(long.MinValue, long.MaxValue)),
            2 => ((Int128)1 << random.Next(bits)) + random.Next(-1, 2),
            _ => random.Next(3) switch { 0 => 0, 1 => (Int128)((UInt128.One << (bits - 1)) - 1), _ => -(Int128)((UInt128.One << (bits - 1)) - 1) - 1 },
        };
        if (style == 2 && random.Chance(50))
            value = -value;
        return Unsafe.As<Int128, T>(ref value);
    }

    public static Utf8View[] Views(this Random random, int length) => random.Values<Utf8View>(length);

    private static double Double(Random random, int style) => style switch
    {
        0 => random.Next(-2, 3),
        1 => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)),
        2 => random.NextDouble() * Math.Pow(10, random.Next(-5, 20)),
        _ => random.Next(7) switch
        {
            0 => double.NaN,
            1 => -double.NaN,
            2 => double.PositiveInfinity,
            3 => double.NegativeInfinity,
            4 => -0.0,
            5 => 0.0,
            _ => double.Epsilon,
        },
    };

    /// <summary>Short, inline and long values with common prefixes; the bytes of long ones live as long as the process.</summary>
    private static unsafe Utf8View View(Random random, int style)
    {
        var text = Text(random, style);
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length <= Utf8View.MaxInlineLength)
            return Utf8View.Inline(bytes);
        var pinned = GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true);
        bytes.CopyTo(pinned, 0);
        Kept.Add(pinned);
        return new Utf8View((byte*)Unsafe.AsPointer(ref pinned[0]), pinned.Length);
    }

    private static readonly System.Collections.Concurrent.ConcurrentBag<byte[]> Kept = [];

    public static string Text(this Random random, int style)
    {
        var length = style switch { 0 => random.Next(3), 1 => random.Next(8, 18), 2 => random.Next(0, 40), _ => random.Next(3) * 12 };
        var prefix = style == 1 ? "prefix-" : "";
        var text = new StringBuilder(prefix);
        while (text.Length < length)
            text.Append(random.Next(12) switch { 0 => '\0', 1 => 'é', 2 => '日', _ => (char)('a' + random.Next(3)) });
        return text.ToString();
    }

    /// <summary>The bitmap as booleans.</summary>
    public static bool[] ToBooleans(ReadOnlySpan<ulong> words, int length)
    {
        var result = new bool[length];
        for (var i = 0; i < length; i++)
            result[i] = Bitmaps.Get(words, i);
        return result;
    }

    public static BigInteger Big(Int128 value) => (BigInteger)value;
}
