using System.Globalization;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Bits;

/// <summary><c>getbit(a, i)</c>: the bit at a place, counted from the right from 0.</summary>
/// <remarks>Spark: <c>BitwiseGet</c> in bitwiseExpressions.scala. INVALID_PARAMETER_VALUE.BIT_POSITION_RANGE for a place that the type has not.</remarks>
internal static class GetBit
{
    public static readonly ScalarFunction Definition = new("getbit")
    {
        Aliases = ["bit_get"],
        Group = FunctionGroup.Bitwise,
        Since = "3.2.0",
        Usage = "getbit(expr, pos) - Returns the bit of expr at pos, counted from the right from 0.",
        Examples = [new("SELECT getbit(11, 0)", "1"), new("SELECT bit_get(11, 2)", "0")],
        Overloads = [Overload.Bound([TypePattern.Integral, IntegerType.Instance], Bind)],
    };

    private static readonly RowErrorKind RangeKind = new("INVALID_PARAMETER_VALUE.BIT_POSITION_RANGE", "functionName", "parameter", "invalidValue", "upper");

    private static BoundFunction Bind(BindCall call)
    {
        var width = 8 * call.Type(0).PhysicalType.ByteWidth();
        return new BoundFunction(ByteType.Instance, call.AnyNullable, Volatility.Immutable, true, NullBehavior.Propagate, _ => new Kernel(width));
    }

    private sealed class Kernel(int width) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var values = new IntegerColumn(arguments[0]);
            var positions = new RowReader<int>(arguments[1]);
            var bits = result.Values<sbyte>();
            foreach (var row in rows)
            {
                var position = positions[row];
                if (position >= 0 && position < width)
                    bits[row] = (sbyte)((values[row] >> position) & 1);
                else
                    errors.Report(row, Error(position));
            }
        }

        private RowError Error(int position) => new(
            RangeKind, ErrorFormat.SqlId("getbit"), ErrorFormat.SqlId("pos"), position.ToString(CultureInfo.InvariantCulture), width.ToString(CultureInfo.InvariantCulture));
    }
}
