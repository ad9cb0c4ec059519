using System.Globalization;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary>The estimate of HyperLogLog++ from its registers.</summary>
/// <remarks>
/// Heule, Nunkesser, Hall: HyperLogLog in Practice; the appendix has the mean raw estimates at 200 numbers of values for each precision, which stand in <c>HyperLogLogEstimates.txt</c>.
/// Spark: <c>HyperLogLogPlusPlusHelper.query</c>.
/// </remarks>
internal static class DistinctEstimate
{
    /// <summary>The largest precision whose estimates are corrected.</summary>
    private const int MostCorrected = 18;

    private const int LeastPrecision = 4;
    private const int NeighborCount = 6;

    private static readonly double[] Thresholds = [10, 20, 40, 80, 220, 400, 900, 1800, 3100, 6500, 15500, 20000, 50000, 120000, 350000];

    private static readonly Lazy<(double[] Estimates, double[] Biases)[]> Tables = new(ReadTables);

    /// <summary>True when estimates of a precision can be corrected, or need not be.</summary>
    public static bool Supports(int precision) => precision > MostCorrected || Tables.Value[precision - LeastPrecision].Estimates is not null;

    /// <summary>About how many values the registers saw.</summary>
    public static long Of(ReadOnlySpan<byte> registers, int precision)
    {
        var (inverse, empty) = (0.0, 0);
        foreach (var register in registers)
        {
            inverse += 1.0 / (1L << register);
            if (register == 0)
                empty++;
        }

        var count = registers.Length;
        var raw = Alpha(precision, count) * count * count / inverse;
        if (empty > 0)
        {
            var linear = count * Math.Log((double)count / empty);
            if ((precision <= MostCorrected && linear <= Thresholds[precision - LeastPrecision]) || raw <= 2.5 * count)
                return Round(linear);
        }

        return Round(precision <= MostCorrected && raw < 5.0 * count ? raw - Bias(raw, precision) : raw);
    }

    private static double Alpha(int precision, int count) => precision switch
    {
        4 => 0.673,
        5 => 0.697,
        6 => 0.709,
        _ => 0.7213 / (1.0 + (1.079 / count)),
    };

    /// <summary>The mean bias at the six known estimates that are closest.</summary>
    private static double Bias(double raw, int precision)
    {
        var (estimates, biases) = Tables.Value[precision - LeastPrecision];
        var nearest = Array.BinarySearch(estimates, raw);
        if (nearest < 0)
            nearest = ~nearest;
        var low = Math.Max(nearest - NeighborCount + 1, 0);
        var high = Math.Min(low + NeighborCount, estimates.Length);
        while (high < estimates.Length && Distance(high) < Distance(low))
        {
            low++;
            high++;
        }

        var sum = 0.0;
        for (var i = low; i < high; i++)
            sum += biases[i];
        return sum / (high - low);

        double Distance(int index) => (raw - estimates[index]) * (raw - estimates[index]);
    }

    private static long Round(double value) => (long)Math.Floor(value + 0.5);

    private static (double[] Estimates, double[] Biases)[] ReadTables()
    {
        using var stream = typeof(DistinctEstimate).Assembly.GetManifestResourceStream("SqlSpark.BuiltinFunctions.Aggregates.HyperLogLogEstimates.txt")!;
        using var reader = new StreamReader(stream);
        var tables = new (double[] Estimates, double[] Biases)[MostCorrected - LeastPrecision + 1];
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            ref var table = ref tables[int.Parse(words[0], CultureInfo.InvariantCulture) - LeastPrecision];
            var numbers = Array.ConvertAll(words[2..], static n => double.Parse(n, CultureInfo.InvariantCulture));
            table = words[1] == "raw" ? (numbers, table.Biases) : (table.Estimates, numbers);
        }

        return tables;
    }
}
