using System.Globalization;

namespace SqlSpark.Catalyst.Expressions;

/// <summary>The identity of a column: stays the same while plans are rewritten around it. Unique in the process.</summary>
/// <param name="Value">The number.</param>
public readonly record struct ExprId(long Value)
{
    private static long s_last;

    /// <summary>An identity that nobody has yet.</summary>
    public static ExprId New() => new(Interlocked.Increment(ref s_last));

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"#{Value}");
}
