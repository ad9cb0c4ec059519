using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>map_keys(m)</c>: the keys of a map as an array.</summary>
/// <remarks>Spark: <c>MapKeys</c> in collectionOperations.scala.</remarks>
internal static class MapKeys
{
    public static readonly ScalarFunction Definition = new("map_keys")
    {
        Group = FunctionGroup.Map,
        Since = "2.0.0",
        Usage = "map_keys(map) - Returns the keys of map as an array.",
        Examples = [new("SELECT map_keys(map(1, 'a', 2, 'b'))", "[1,2]")],
        Overloads = [Overload.Bound([TypePattern.Map], Bind)],
    };

    private static BoundFunction Bind(BindCall call)
    {
        var map = (MapType)call.Type(0);
        return new BoundFunction(new ArrayType(map.KeyType, false), call.AnyNullable, Volatility.Immutable, false, NullBehavior.Propagate, static _ => new Kernel());
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
                VectorCopy.AppendRange(maps.Vector.Elements, offset, length, result.Elements);
            }
        }
    }
}
