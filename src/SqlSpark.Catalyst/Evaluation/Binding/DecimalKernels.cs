using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Binding;

/// <summary>
/// +, - and * of decimals. In 64 bits or fewer and dense where that suffices for every row, else exactly row by row.
/// </summary>
/// <remarks>The result is stored as narrow as it was computed, also when its type may need 128 bits.</remarks>
internal sealed class DecimalKernel<TOp>(DecimalShape shape, MemoryAccount account) : IScalarKernel, IDisposable
    where TOp : struct, IArithmeticOperation
{
    private static readonly DecimalType Wide = DecimalType.SystemDefault;

    private readonly IntegerOperands _operands = new(Wide, account);
    private readonly ScaledOperand _left = new(shape.LeftShift, account);
    private readonly ScaledOperand _right = new(shape.RightShift, account);

    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        if (!TryEvaluateNarrow(arguments[0], arguments[1], result))
            EvaluateRows(arguments[0], arguments[1], rows, result, ref errors);
    }

    public void Dispose()
    {
        _operands.Dispose();
        _left.Dispose();
        _right.Dispose();
    }

    /// <summary>Computes all rows in at most 64 bits; false when some row may need more.</summary>
    private bool TryEvaluateNarrow(Vector left, Vector right, VectorWriter result)
    {
        if (shape.ResultShift != 0 || _left.Scale(left) is not { } a || _right.Scale(right) is not { } b)
            return false;
        var (leftWidth, rightWidth) = (IntegerOperands.WidthOf(a), IntegerOperands.WidthOf(b));
        if (Widths.Max(leftWidth, rightWidth) > PhysicalType.Int64)
            return false;
        var width = IntegerOperands.WidthFor(TOp.Kind, leftWidth, rightWidth);
        if (width > PhysicalType.Int64)
            width = PhysicalType.Int64;
        if (width != result.Physical)
            result.SetWidth(width);
        return !_operands.Apply<TOp>(a, b, width, result);
    }

    private void EvaluateRows(Vector left, Vector right, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        if (result.Physical != shape.Result.PhysicalType)
            result.SetWidth(shape.Result.PhysicalType);
        var a = new IntegerColumn(left);
        var b = new IntegerColumn(right);
        foreach (var row in rows)
        {
            if (shape.TryCompute(a[row], b[row], out var value))
                Widths.Write(result, row, value);
            else if (!errors.NullsRow(row))
                errors.Report(row, shape.Error(a[row], b[row]));
        }
    }
}

/// <summary>/, div and % of decimals, row by row.</summary>
internal sealed class DecimalDivisionKernel(DecimalShape shape) : IScalarKernel
{
    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        var a = new IntegerColumn(arguments[0]);
        var b = new IntegerColumn(arguments[1]);
        foreach (var row in rows)
        {
            var (left, right) = (a[row], b[row]);
            if (right != 0 && shape.TryCompute(left, right, out var value))
                Widths.Write(result, row, value);
            else if (!errors.NullsRow(row))
                errors.Report(row, shape.Error(left, right));
        }
    }
}

/// <summary>An operand brought to the common scale in 64 bits.</summary>
internal sealed class ScaledOperand(int shift, MemoryAccount account) : IDisposable
{
    private readonly VectorWriter _writer = new(DecimalType.SystemDefault, account);
    private ConstantVector? _scaled;

    /// <summary>The operand times the power of ten; null when some row needs more than 64 bits.</summary>
    public Vector? Scale(Vector vector)
    {
        if (shift == 0)
            return vector;
        if (shift > WideMath.MaxPowerOfInt64)
            return null;
        if (vector is ConstantVector constant)
            return ScaleConstant(Widths.Read((FlatVector)constant.Value, 0));
        if (vector.Physical == PhysicalType.Int128)
            return null;

        _writer.Begin(vector.Length, PhysicalType.Int64);
        var values = _writer.Values<long>();
        Widths.WidenTo((FlatVector)vector, values);
        return ArithmeticKernels.ApplyConstant<long, MultiplyOperation>(values, WideMath.PowerOfTen64(shift), values) ? null : _writer.Publish();
    }

    public void Dispose() => _writer.Dispose();

    private ConstantVector? ScaleConstant(Int128 value)
    {
        if (value != (long)value)
            return null;
        var scaled = value * WideMath.PowerOfTen(shift);
        if (scaled != (long)scaled)
            return null;
        _writer.Begin(1, PhysicalType.Int64);
        _writer.Values<long>()[0] = (long)scaled;
        var vector = _writer.Publish();
        if (_scaled is null || !ReferenceEquals(_scaled.Value, vector))
            _scaled = new ConstantVector(vector, int.MaxValue);
        return _scaled;
    }
}
