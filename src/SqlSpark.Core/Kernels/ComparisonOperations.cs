namespace SqlSpark.Core.Kernels;

/// <summary>The six comparisons.</summary>
public enum ComparisonKind : byte
{
    /// <summary><c>=</c>.</summary>
    Equal,

    /// <summary><c>&lt;&gt;</c>.</summary>
    NotEqual,

    /// <summary><c>&lt;</c>.</summary>
    LessThan,

    /// <summary><c>&lt;=</c>.</summary>
    LessThanOrEqual,

    /// <summary><c>&gt;</c>.</summary>
    GreaterThan,

    /// <summary><c>&gt;=</c>.</summary>
    GreaterThanOrEqual,
}

/// <summary>A comparison as a type, so that kernels are compiled for each.</summary>
public interface IComparisonOperation
{
    /// <summary>Which comparison.</summary>
    static abstract ComparisonKind Kind { get; }
}

/// <summary><c>left = right</c>.</summary>
public readonly struct EqualOperation : IComparisonOperation
{
    /// <inheritdoc />
    public static ComparisonKind Kind => ComparisonKind.Equal;
}

/// <summary><c>left &lt;&gt; right</c>.</summary>
public readonly struct NotEqualOperation : IComparisonOperation
{
    /// <inheritdoc />
    public static ComparisonKind Kind => ComparisonKind.NotEqual;
}

/// <summary><c>left &lt; right</c>.</summary>
public readonly struct LessThanOperation : IComparisonOperation
{
    /// <inheritdoc />
    public static ComparisonKind Kind => ComparisonKind.LessThan;
}

/// <summary><c>left &lt;= right</c>.</summary>
public readonly struct LessThanOrEqualOperation : IComparisonOperation
{
    /// <inheritdoc />
    public static ComparisonKind Kind => ComparisonKind.LessThanOrEqual;
}

/// <summary><c>left &gt; right</c>.</summary>
public readonly struct GreaterThanOperation : IComparisonOperation
{
    /// <inheritdoc />
    public static ComparisonKind Kind => ComparisonKind.GreaterThan;
}

/// <summary><c>left &gt;= right</c>.</summary>
public readonly struct GreaterThanOrEqualOperation : IComparisonOperation
{
    /// <inheritdoc />
    public static ComparisonKind Kind => ComparisonKind.GreaterThanOrEqual;
}
