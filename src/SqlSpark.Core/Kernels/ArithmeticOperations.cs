using System.Numerics;
using SqlSpark.Core.Errors;

namespace SqlSpark.Core.Kernels;

/// <summary>The arithmetic operations that have dense kernels.</summary>
public enum ArithmeticKind : byte
{
    /// <summary><c>+</c>.</summary>
    Add,

    /// <summary><c>-</c>.</summary>
    Subtract,

    /// <summary><c>*</c>.</summary>
    Multiply,
}

/// <summary>An arithmetic operation as a type, so that kernels are compiled for each.</summary>
public interface IArithmeticOperation
{
    /// <summary>Which operation.</summary>
    static abstract ArithmeticKind Kind { get; }
}

/// <summary><c>left + right</c>.</summary>
public readonly struct AddOperation : IArithmeticOperation
{
    /// <inheritdoc />
    public static ArithmeticKind Kind => ArithmeticKind.Add;
}

/// <summary><c>left - right</c>.</summary>
public readonly struct SubtractOperation : IArithmeticOperation
{
    /// <inheritdoc />
    public static ArithmeticKind Kind => ArithmeticKind.Subtract;
}

/// <summary><c>left * right</c>.</summary>
public readonly struct MultiplyOperation : IArithmeticOperation
{
    /// <inheritdoc />
    public static ArithmeticKind Kind => ArithmeticKind.Multiply;
}

/// <summary>One row of an arithmetic operation over integers, with its overflow: what the exact run over a batch uses.</summary>
/// <remarks>Spark: <c>Add</c>, <c>Subtract</c>, <c>Multiply</c> of arithmetic.scala, with <c>MathUtils</c> and <c>IntegralType</c>'s exact numerics.</remarks>
public readonly struct CheckedOperation<T, TOp> : ITryBinaryOperation<T, T, T>
    where T : unmanaged, IBinaryInteger<T>
    where TOp : struct, IArithmeticOperation
{
    /// <inheritdoc />
    public static bool TryInvoke(T left, T right, out T result) => !ArithmeticKernels.Overflows<T, TOp>(left, right, out result);

    /// <inheritdoc />
    public static RowError Error(T left, T right)
    {
        var (symbol, tryFunction) = TOp.Kind switch
        {
            ArithmeticKind.Add => ("+", "try_add"),
            ArithmeticKind.Subtract => ("-", "try_subtract"),
            _ => ("*", "try_multiply"),
        };
        return left switch
        {
            sbyte or short => RowError.BinaryOverflow(ArithmeticErrorText.Of(left), symbol, ArithmeticErrorText.Of(right), tryFunction),
            int => RowError.Overflow("integer overflow", tryFunction),
            _ => RowError.Overflow("long overflow", tryFunction),
        };
    }
}

/// <summary>One row of a negation over integers, with its overflow.</summary>
public readonly struct CheckedNegate<T> : ITryUnaryOperation<T, T>
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    /// <inheritdoc />
    public static bool TryInvoke(T value, out T result)
    {
        result = T.Zero - value;
        return value != T.MinValue;
    }

    /// <inheritdoc />
    public static RowError Error(T value) => value switch
    {
        sbyte or short => RowError.Overflow($"- {ArithmeticErrorText.Of(value)} caused overflow"),
        int => RowError.Overflow("integer overflow"),
        _ => RowError.Overflow("long overflow"),
    };
}

internal static class ArithmeticErrorText
{
    /// <summary>A TINYINT or SMALLINT as error messages print it: <c>1Y</c>, <c>1S</c>.</summary>
    public static string Of<T>(T value)
        where T : unmanaged, IBinaryInteger<T> =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{value}{(value is sbyte ? "Y" : "S")}");
}
