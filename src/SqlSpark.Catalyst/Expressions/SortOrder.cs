using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Expressions;

/// <summary>One key of an ORDER BY.</summary>
/// <param name="Child">The key.</param>
/// <param name="IsAscending">ASC or DESC.</param>
/// <param name="NullsFirst">Where NULLs go.</param>
public sealed record SortOrder(Expression Child, bool IsAscending, bool NullsFirst) : UnaryExpression(Child)
{
    /// <summary>A key with the default place of NULLs: first when ascending, last when descending.</summary>
    public SortOrder(Expression child, bool isAscending = true)
        : this(child, isAscending, isAscending)
    {
    }

    /// <inheritdoc />
    public override DataType DataType => Child.DataType;

    /// <inheritdoc />
    public override bool IsFoldable => false;

    /// <inheritdoc />
    public override TypeCheck CheckInputTypes() => InputTypes.Orderable(this);

    private string Direction => $"{(IsAscending ? "ASC" : "DESC")} NULLS {(NullsFirst ? "FIRST" : "LAST")}";

    /// <inheritdoc />
    public override string Sql => $"{Child.Sql} {Direction}";

    /// <inheritdoc />
    protected override string Describe() => $"{Child} {Direction}";
}
