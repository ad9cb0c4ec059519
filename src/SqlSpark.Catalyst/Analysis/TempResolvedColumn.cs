using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>
/// A column of an aggregation's input inside HAVING or ORDER BY. It is right only as an argument of an aggregate or a part of a grouping
/// expression; elsewhere the name is searched again. Never left in a plan. Spark: <c>TempResolvedColumn</c>.
/// </summary>
/// <param name="Child">The column.</param>
/// <param name="NameParts">The name as written.</param>
internal sealed record TempResolvedColumn(AttributeReference Child, EquatableArray<string> NameParts) : LeafExpression, IPrettyExpression
{
    public override DataType DataType => Child.Type;

    public override bool Nullable => Child.IsNullable;

    public override NodeKinds OwnKinds => NodeKinds.Unresolved;

    public override string Sql => Child.Sql;

    public Expression ToPretty() => new PrettyAttribute(Child.Name, DataType);

    private protected override AttributeSet ComputeReferences() => AttributeSet.Of(Child);

    protected override Expression Canonicalize() => Child.Canonicalized;
}
