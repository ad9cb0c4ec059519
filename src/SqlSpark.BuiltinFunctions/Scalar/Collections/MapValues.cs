using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>map_values(m)</c>: the values of a map as an array.</summary>
/// <remarks>Spark: <c>MapValues</c> in collectionOperations.scala.</remarks>
internal static class MapValues
{
    public static readonly ScalarFunction Definition = new("map_values")
    {
        Group = FunctionGroup.Map,
        Since = "2.0.0",
        Usage = "map_values(map) - Returns the values of map as an array.",
        Examples = [new("SELECT map_values(map(1, 'a', 2, 'b'))", "[\"a\",\"b\"]")],
        Overloads = [Overload.Bound([TypePattern.Map], Bind)],
    };

    private static BoundFunction Bind(BindCall call)
    {
        var map = (MapType)call.Type(0);
        return new BoundFunction(new ArrayType(map.ValueType, map.ValueContainsNull), call.AnyNullable, Volatility.Immutable, false, NullBehavior.Propagate, static _ => new Kernel());
    }

    private sealed class Kernel : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var maps = new ListReader(arguments[0]);
            var entries = result.Entries;
            foreach (var row in rows)
            {
                var (offset, length) = maps[row];
                entries[row] = new ListEntry(length == 0 ? 0 : result.Elements.Length, length);
                VectorCopy.AppendRange(maps.Vector.MapValues, offset, length, result.Elements);
            }
        }
    }
}
