using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>map_from_arrays(keys, values)</c>: a map of two arrays.</summary>
/// <remarks>Spark: <c>MapFromArrays</c> in collectionOperations.scala.</remarks>
internal static class MapFromArrays
{
    public static readonly ScalarFunction Definition = new("map_from_arrays")
    {
        Group = FunctionGroup.Map,
        Since = "2.4.0",
        Usage = "map_from_arrays(keys, values) - Returns a map of the keys and values at each position.",
        Examples = [new("SELECT map_from_arrays(array(1.0, 3.0), array('2', '4'))", "{1.0:\"2\",3.0:\"4\"}")],
        Overloads = [Overload.Bound([TypePattern.Array, TypePattern.Array], Bind)],
    };

    private static readonly RowErrorKind LengthKind = new("MAP_KEY_VALUE_DIFF_SIZES");

    private static BoundFunction Bind(BindCall call)
    {
        var (keys, values) = ((ArrayType)call.Type(0), (ArrayType)call.Type(1));
        var keepsLast = MapAppender.KeepsLast(call);
        return new BoundFunction(
            new MapType(keys.ElementType, values.ElementType, values.ContainsNull), call.AnyNullable, Volatility.Immutable, true, NullBehavior.Propagate, _ => new Kernel(keepsLast))
        {
            Signature = [keepsLast],
        };
    }

    private sealed class Kernel(bool keepsLast) : IScalarKernel
    {
        private readonly MapBuilder _maps = new(keepsLast);

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            _maps.Clear();
            var keys = new ListReader(arguments[0]);
            var values = new ListReader(arguments[1]);
            var entries = result.Entries;
            foreach (var row in rows)
            {
                var (key, value) = (keys[row], values[row]);
                if (key.Length != value.Length)
                {
                    errors.Report(row, new RowError(LengthKind));
                    continue;
                }

                _maps.Begin(result);
                for (var i = 0; i < key.Length; i++)
                    _maps.Add(keys.Vector.Elements, key.Offset + i, value.Offset + i, row, ref errors);
                entries[row] = _maps.End();
            }

            _maps.Write(keys.Vector.Elements, values.Vector.Elements, result);
        }
    }
}
