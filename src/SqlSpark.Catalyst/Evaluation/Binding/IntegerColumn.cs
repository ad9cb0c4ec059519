using SqlSpark.Core.Columnar;

namespace SqlSpark.Catalyst.Evaluation.Binding;

/// <summary>A column or constant of integers, read by row in any width.</summary>
public readonly ref struct IntegerColumn(Vector vector)
{
    private readonly FlatVector _values = (FlatVector)(vector is ConstantVector constant ? constant.Value : vector);
    private readonly bool _isConstant = vector is ConstantVector;

    /// <summary>The value of a row.</summary>
    public Int128 this[int row] => Widths.Read(_values, _isConstant ? 0 : row);
}
