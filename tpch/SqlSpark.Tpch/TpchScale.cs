using System.Globalization;

namespace SqlSpark.Tpch;

/// <summary>
/// A scale factor: 1 stands for about a gigabyte of text. Thousandths from 0.001 below 1, whole numbers up to 100,000 above, as dbgen takes them.
/// </summary>
public readonly record struct TpchScale
{
    /// <summary>From this scale factor on, keys are drawn from the 64-bit generator.</summary>
    internal const int WideKeysFrom = 30_000;

    private const int Largest = 100_000;
    private const int ThousandthsOfOne = 1000;

    private TpchScale(int thousandths) => Thousandths = thousandths;

    /// <summary>Scale factor 1.</summary>
    public static TpchScale One { get; } = new(ThousandthsOfOne);

    /// <summary>A scale factor in thousandths, 1 at least; whole above 1000.</summary>
    public static TpchScale FromThousandths(int thousandths)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(thousandths, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(thousandths, Largest * ThousandthsOfOne);
        if (thousandths > ThousandthsOfOne && thousandths % ThousandthsOfOne != 0)
            throw new ArgumentOutOfRangeException(nameof(thousandths), thousandths, "Scale factors above 1 are whole numbers.");
        return new TpchScale(thousandths);
    }

    /// <summary>The scale factor in thousandths.</summary>
    public int Thousandths { get; }

    /// <summary>The rows of a table whose count scales, by its rows at scale factor 1.</summary>
    internal long CountOf(long rowsAtOne) => Thousandths >= ThousandthsOfOne ? rowsAtOne * (Thousandths / ThousandthsOfOne) : Math.Max(rowsAtOne * Thousandths / ThousandthsOfOne, 1);

    internal long SupplierCount => CountOf(10_000);

    internal long CustomerCount => CountOf(150_000);

    internal long PartCount => CountOf(200_000);

    internal long OrderCount => CountOf(1_500_000);

    internal long ClerkCount => Math.Max(Thousandths / ThousandthsOfOne, 1) * 1000L;

    internal bool HasWideKeys => Thousandths >= WideKeysFrom * (long)ThousandthsOfOne;

    /// <summary>Reads a scale factor such as <c>1</c>, <c>0.01</c> or <c>300</c>.</summary>
    public static bool TryParse(string text, out TpchScale scale)
    {
        scale = default;
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var factor) || factor > Largest)
            return false;
        var thousandths = factor * ThousandthsOfOne;
        if (thousandths < 1 || thousandths != decimal.Truncate(thousandths) || (factor > 1 && factor != decimal.Truncate(factor)))
            return false;
        scale = FromThousandths((int)thousandths);
        return true;
    }

    /// <summary>The scale factor as it is written: <c>0.01</c>.</summary>
    public override string ToString() => (Thousandths / (decimal)ThousandthsOfOne).ToString("0.###", CultureInfo.InvariantCulture);
}
