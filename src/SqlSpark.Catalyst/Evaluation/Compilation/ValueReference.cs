using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Compilation;

/// <summary>
/// Stands for a numbered value in the place of a child, so that equality, hash, type and flags of a node look at one level only,
/// however deep the tree.
/// </summary>
/// <param name="Id">The value's number.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsNullable">False when it is never NULL.</param>
/// <param name="IsConstant">True when it depends on no row.</param>
internal sealed record ValueReference(int Id, DataType Type, bool IsNullable, bool IsConstant) : LeafExpression
{
    public override DataType DataType => Type;

    public override bool Nullable => IsNullable;

    public override bool IsFoldable => IsConstant;

    public override string Sql => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"v{Id}");

    /// <summary>Numbers are given once for equal values.</summary>
    public bool Equals(ValueReference? other) => other is not null && Id == other.Id;

    public override int GetHashCode() => Id;
}
