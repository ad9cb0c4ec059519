namespace SqlSpark.Benchmarks.Ratios;

/// <summary>Says that a benchmark of the engine does the same work as a loop written by hand, in the same class and over the same input.</summary>
/// <param name="byHand">The method with the loop.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ComparedWithAttribute(string byHand) : Attribute
{
    /// <summary>The method with the loop.</summary>
    public string ByHand { get; } = byHand;

    /// <summary>How many times the loop's time the engine may take.</summary>
    public double Limit { get; init; } = 1.3;
}

/// <summary>A benchmark whose two sides write the same output, so that it can be compared.</summary>
public interface IComparableOutput
{
    /// <summary>Spoils the output, so that a side that writes nothing is found out.</summary>
    void ClearOutput();

    /// <summary>A digest of the whole output.</summary>
    long DigestOutput();
}
