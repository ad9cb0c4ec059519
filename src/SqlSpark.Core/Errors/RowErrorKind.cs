using System.Collections.Immutable;

namespace SqlSpark.Core.Errors;

/// <summary>
/// A condition that a kernel may report for a row, with the parameters it fills in, in order. Kinds are static instances, so a
/// <see cref="RowError"/> costs nothing until it is thrown.
/// </summary>
public sealed class RowErrorKind
{
    /// <summary>The most parameters a kind may have.</summary>
    public const int MaxParameters = 4;

    /// <summary>Creates a kind.</summary>
    /// <param name="condition">The full name of the condition.</param>
    /// <param name="parameterNames">The parameters that the row gives, at most four.</param>
    public RowErrorKind(string condition, params ReadOnlySpan<string> parameterNames)
    {
        InternalErrors.Assert(parameterNames.Length <= MaxParameters);
        Condition = condition;
        ParameterNames = [.. parameterNames];
    }

    /// <summary>The full name of the condition.</summary>
    public string Condition { get; }

    /// <summary>The parameters that the row gives, in the order of the values.</summary>
    public ImmutableArray<string> ParameterNames { get; }

    /// <summary>Parameters that are the same for every row, such as the name of a configuration key.</summary>
    public ImmutableArray<(string Name, string Value)> FixedParameters { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => Condition;
}
