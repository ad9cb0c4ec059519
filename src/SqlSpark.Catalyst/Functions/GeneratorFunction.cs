using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Functions;

/// <summary>Makes the generator of a call, or raises an analysis error.</summary>
/// <param name="call">The call, its arguments coerced.</param>
public delegate Generator GeneratorBinder(BindCall call);

/// <summary>One signature of a generator.</summary>
/// <param name="Parameters">What the parameters take; the analyzer casts arguments to them.</param>
/// <param name="Bind">Makes the generator.</param>
public sealed record GeneratorOverload(EquatableArray<TypePattern> Parameters, GeneratorBinder Bind)
{
    /// <summary>True when the last parameter takes any number of arguments, also none.</summary>
    public bool IsVariadic { get; init; }
}

/// <summary>A function that makes rows: in a SELECT list, behind LATERAL VIEW and in FROM.</summary>
/// <param name="Name">The name in lower case.</param>
public sealed record GeneratorFunction(string Name) : FunctionDefinition(Name)
{
    /// <summary>The signatures, in the order in which they are tried.</summary>
    public EquatableArray<GeneratorOverload> Overloads { get; init; }

    /// <summary>For <c>..._outer</c>: the function that it is but for rows without results, which stay once. Messages speak of that one, as Spark's do.</summary>
    public GeneratorFunction? OuterOf { get; init; }

    /// <inheritdoc />
    public bool Equals(GeneratorFunction? other) => ReferenceEquals(this, other);

    /// <inheritdoc />
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}
