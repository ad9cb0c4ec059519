using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary>What <c>ceil</c> and <c>floor</c> share. Nullable whatever the argument is, as Spark's <c>UnaryMathExpression</c>.</summary>
internal static class WholeNumbers
{
    /// <summary>BIGINT stays as it is, decimals lose their fraction, all else is computed as DOUBLE.</summary>
    public static EquatableArray<FunctionOverload> Overloads(bool isCeiling) =>
    [
        (isCeiling ? Overload.Unary<double, long, Ceiling>() : Overload.Unary<double, long, Floor>()).AsNullable(),
        Overload.Bound([TypePattern.Decimal], call => OfDecimal(call, isCeiling)),
        Overload.Unary<long, long, Identity>(isDense: true).AsNullable(),
    ];

    /// <summary>Upper case, as Spark prints these two.</summary>
    public static string Print(string name, IReadOnlyList<string> arguments) => $"{(name == "ceiling" ? "ceiling" : name.ToUpperInvariant())}({arguments[0]})";

    private static BoundFunction OfDecimal(BindCall call, bool isCeiling)
    {
        var type = (DecimalType)call.Type(0);
        var result = DecimalType.Bounded(type.Precision - type.Scale + 1, 0);
        return new BoundFunction(result, true, Volatility.Immutable, false, NullBehavior.Propagate, _ => new DecimalKernel(type.Scale, isCeiling));
    }

    private readonly struct Identity : IUnaryOperation<long, long>
    {
        public static long Invoke(long value) => value;
    }

    private readonly struct Ceiling : IUnaryOperation<double, long>
    {
        public static long Invoke(double value) => double.ConvertToInteger<long>(double.Ceiling(value));
    }

    private readonly struct Floor : IUnaryOperation<double, long>
    {
        public static long Invoke(double value) => double.ConvertToInteger<long>(double.Floor(value));
    }

    private sealed class DecimalKernel(int scale, bool isCeiling) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var values = new IntegerColumn(arguments[0]);
            var unit = WideMath.PowerOfTen(scale);
            foreach (var row in rows)
            {
                var (quotient, remainder) = Int128.DivRem(values[row], unit);
                if (remainder > 0 && isCeiling)
                    quotient++;
                else if (remainder < 0 && !isCeiling)
                    quotient--;
                Widths.Write(result, row, quotient);
            }
        }
    }
}
