using System.Numerics;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using Vector = SqlSpark.Core.Columnar.Vector;

namespace SqlSpark.Catalyst.Evaluation.Binding;

/// <summary>Two integer operands in whatever widths they are stored, brought to one width for a dense kernel.</summary>
/// <param name="type">A type of integers, as wide as operands become at most.</param>
/// <param name="account">Pays for widened operands.</param>
internal sealed class IntegerOperands(DataType type, MemoryAccount account) : IDisposable
{
    private readonly VectorWriter _leftWriter = new(type, account);
    private readonly VectorWriter _rightWriter = new(type, account);

    /// <summary>The left operand at the width of the last call.</summary>
    public Vector Left { get; private set; } = null!;

    /// <summary>The right operand at the width of the last call.</summary>
    public Vector Right { get; private set; } = null!;

    /// <summary>How a column is stored; of a constant, what its value needs.</summary>
    public static PhysicalType WidthOf(Vector vector) => vector is ConstantVector constant
        ? Widths.NarrowestFor(Widths.Read((FlatVector)constant.Value, 0))
        : vector.Physical;

    /// <summary>The width in which no result of operands of these widths overflows; Int128 when 128 bits may not do.</summary>
    public static PhysicalType WidthFor(ArithmeticKind kind, PhysicalType left, PhysicalType right)
    {
        if (kind != ArithmeticKind.Multiply)
            return Next(Widths.Max(left, right));
        var bytes = left.ByteWidth() + right.ByteWidth();
        return bytes switch
        {
            <= 2 => PhysicalType.Int16,
            <= 4 => PhysicalType.Int32,
            <= 8 => PhysicalType.Int64,
            _ => PhysicalType.Int128,
        };
    }

    /// <summary>Brings both operands to <paramref name="width"/> and computes every row densely.</summary>
    /// <param name="left">Flat or constant.</param>
    /// <param name="right">Flat or constant.</param>
    /// <param name="width">At least as wide as both operands.</param>
    /// <param name="result">Stored in <paramref name="width"/>.</param>
    /// <returns>False when certainly no row overflowed.</returns>
    public bool Apply<TOp>(Vector left, Vector right, PhysicalType width, VectorWriter result)
        where TOp : struct, IArithmeticOperation => width switch
        {
            PhysicalType.Int8 => Apply<sbyte, TOp>(left, right, width, result),
            PhysicalType.Int16 => Apply<short, TOp>(left, right, width, result),
            PhysicalType.Int32 => Apply<int, TOp>(left, right, width, result),
            PhysicalType.Int64 => Apply<long, TOp>(left, right, width, result),
            _ => Apply<Int128, TOp>(left, right, width, result),
        };

    public void Dispose()
    {
        _leftWriter.Dispose();
        _rightWriter.Dispose();
    }

    private bool Apply<T, TOp>(Vector left, Vector right, PhysicalType width, VectorWriter result)
        where T : unmanaged, INumberBase<T>
        where TOp : struct, IArithmeticOperation
    {
        Left = Convert(left, width, _leftWriter);
        Right = Convert(right, width, _rightWriter);
        if (Left is ConstantVector leftConstant)
            return ArithmeticKernels.ApplyConstant<T, TOp>(Widths.ConstantOf<T>(leftConstant), ((FlatVector)Right).Values<T>(), result.Values<T>());
        if (Right is ConstantVector rightConstant)
            return ArithmeticKernels.ApplyConstant<T, TOp>(((FlatVector)Left).Values<T>(), Widths.ConstantOf<T>(rightConstant), result.Values<T>());
        return ArithmeticKernels.Apply<T, TOp>(((FlatVector)Left).Values<T>(), ((FlatVector)Right).Values<T>(), result.Values<T>());
    }

    private static Vector Convert(Vector vector, PhysicalType width, VectorWriter writer)
    {
        if (vector is not FlatVector flat || flat.Physical == width)
            return vector;
        writer.Begin(flat.Length, width);
        Widths.WidenTo(flat, writer);
        return writer.Publish();
    }

    private static PhysicalType Next(PhysicalType width) => width < PhysicalType.Int128 ? width + 1 : width;
}
