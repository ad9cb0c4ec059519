using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>element_at(a, i)</c>: an element of an array by position, from 1 or, if negative, from the end; or the value under a key of a map.</summary>
/// <remarks>Spark: <c>ElementAt</c> in collectionOperations.scala. INVALID_INDEX_OF_ZERO always; outside the array an error in ANSI mode, else NULL.</remarks>
internal static class ElementAt
{
    public static readonly ScalarFunction Definition = new("element_at")
    {
        Group = FunctionGroup.Collection,
        Since = "2.4.0",
        Usage = "element_at(array, index), element_at(map, key) - Returns the element at a position that counts from 1, or the value under a key.",
        Examples = [new("SELECT element_at(array(1, 2, 3), 2)", "2"), new("SELECT element_at(array(1, 2, 3), -1)", "3")],
        Overloads =
        [
            Overload.Bound([TypePattern.Array, IntegerType.Instance], static call => OfArray(call, call.IsAnsi)),
            Overload.Bound([TypePattern.Map, TypePattern.Any], OfMap) with { ElementParameter = 1 },
        ],
    };

    internal static BoundFunction OfArray(BindCall call, bool isAnsi)
    {
        var type = (ArrayType)call.Type(0);
        return new BoundFunction(
            type.ElementType, call.AnyNullable || type.ContainsNull || !isAnsi, Volatility.Immutable, true, NullBehavior.Propagate,
            _ => new Kernel(isAnsi))
        {
            Signature = [isAnsi],
        };
    }

    internal static BoundFunction OfMap(BindCall call) => KernelBinder.Bind(new GetMapValue(call.Arguments[0], call.Arguments[1]));

    private sealed class Kernel(bool isAnsi) : IScalarKernel
    {
        private readonly ElementGather _gather = new();

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var arrays = new ListReader(arguments[0]);
            var positions = new RowReader<int>(arguments[1]);
            _gather.Begin(rows.Length);
            foreach (var row in rows)
            {
                var (offset, length) = arrays[row];
                var position = positions[row];
                if (position == 0)
                    errors.Report(row, RowError.InvalidIndexOfZero);
                else if (position <= length && position >= -length)
                    _gather.Take(row, position > 0 ? offset + position - 1 : offset + length + position);
                else if (isAnsi)
                    errors.Report(row, RowError.InvalidElementAtIndex(position, length));
            }

            _gather.Write(arrays.Vector.Elements, result);
        }
    }
}
