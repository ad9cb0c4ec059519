using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>map_entries(m)</c>: the entries of a map as an array of structs.</summary>
/// <remarks>Spark: <c>MapEntries</c> in collectionOperations.scala.</remarks>
internal static class MapEntries
{
    public static readonly ScalarFunction Definition = new("map_entries")
    {
        Group = FunctionGroup.Map,
        Since = "3.0.0",
        Usage = "map_entries(map) - Returns the entries of map as an array of structs of key and value.",
        Examples = [new("SELECT map_entries(map(1, 'a', 2, 'b'))", "[{\"key\":1,\"value\":\"a\"},{\"key\":2,\"value\":\"b\"}]")],
        Overloads = [Overload.Bound([TypePattern.Map], Bind)],
    };

    private static BoundFunction Bind(BindCall call)
    {
        var map = (MapType)call.Type(0);
        var entry = new StructType([new StructField("key", map.KeyType, false), new StructField("value", map.ValueType, map.ValueContainsNull)]);
        return new BoundFunction(new ArrayType(entry, false), call.AnyNullable, Volatility.Immutable, false, NullBehavior.Propagate, static _ => new Kernel());
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
                VectorCopy.AppendRange(maps.Vector.Elements, offset, length, result.Elements.Field(0));
                VectorCopy.AppendRange(maps.Vector.MapValues, offset, length, result.Elements.Field(1));
                result.Elements.AppendRows(length);
            }
        }
    }
}
