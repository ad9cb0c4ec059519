using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Plans;

/// <summary>Makes one row per projection of each input row: grouping sets are an aggregation over it.</summary>
/// <param name="Projections">Lists of equal length; each makes one row.</param>
/// <param name="Attributes">The columns of the result.</param>
/// <param name="Child">The input.</param>
public sealed record Expand(
    EquatableArray<EquatableArray<Expression>> Projections, EquatableArray<AttributeReference> Attributes, LogicalPlan Child) : UnaryNode(Child)
{
    /// <summary>True when the rows made of one row follow each other, as UNPIVOT has them; else they come in any order.</summary>
    public bool KeepsOrder { get; init; }

    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeExpressions() => Projections.SelectMany(p => p).ToEquatableArray();

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Expand;

    /// <inheritdoc />
    public override long? MaxRows => Child.MaxRows is { } rows && rows <= long.MaxValue / Math.Max(1, Projections.Count) ? rows * Projections.Count : null;

    /// <inheritdoc />
    public override LogicalPlan MapExpressions(Func<Expression, Expression> map)
    {
        var projections = Projections.MapUnchanged(projection =>
        {
            var mapped = projection.MapUnchanged(map);
            return mapped.SameStorage(projection) ? projection : mapped;
        });
        return projections.SameStorage(Projections) ? this : this with { Projections = projections };
    }

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => Attributes;

    /// <inheritdoc />
    protected override string Describe() =>
        $"Expand [{string.Join(", ", Projections.Select(p => $"[{string.Join(", ", p)}]"))}], [{string.Join(", ", Attributes)}]";
}
