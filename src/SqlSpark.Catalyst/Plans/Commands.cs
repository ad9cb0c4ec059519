using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Plans;

/// <summary>A statement that is run when it is given, not when its rows are asked for.</summary>
public abstract record Command : LeafNode
{
    /// <inheritdoc />
    protected override EquatableArray<Expressions.AttributeReference> ComputeOutput() => [];
}
