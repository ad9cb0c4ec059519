using SqlSpark.BuiltinFunctions.Scalar.Collections;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Lambdas;

/// <summary><c>map_zip_with(a, b, (k, x, y) -> ...)</c>: a map of all keys of two maps to what a lambda makes of their values; NULL where a map lacks the key.</summary>
/// <remarks>Spark: <c>MapZipWith</c> in higherOrderFunctions.scala. Keys of the first map come first; both maps have one type of keys.</remarks>
internal static class MapZipWith
{
    public static readonly ScalarFunction Definition = new("map_zip_with")
    {
        Group = FunctionGroup.Lambda,
        Since = "3.0.0",
        Usage = "map_zip_with(map1, map2, func) - Returns a map of the keys of both maps to func of the key and its values, NULL where a map lacks the key.",
        Examples =
        [
            new("SELECT map_zip_with(map(1, 'a', 2, 'b'), map(1, 'x', 2, 'y'), (k, v1, v2) -> concat(v1, v2))", "{1:\"ax\",2:\"by\"}"),
            new("SELECT map_zip_with(map('a', 1, 'b', 2), map('b', 3, 'c', 4), (k, v1, v2) -> coalesce(v1, 0) + coalesce(v2, 0))", "{\"a\":1,\"b\":5,\"c\":4}"),
        ],
        LambdaParameters = ParametersOf,
        Overloads = [Overload.Bound([TypePattern.Map, TypePattern.Map, TypePattern.Lambda], Bind) with { NeedsCommonKeys = true }],
    };

    private static EquatableArray<(DataType Type, bool Nullable)>? ParametersOf(BindCall call, int index) => index == 2
        ? [(((MapType)call.Type(0)).KeyType, false), (((MapType)call.Type(0)).ValueType, true), (((MapType)call.Type(1)).ValueType, true)]
        : null;

    private static BoundFunction Bind(BindCall call)
    {
        var (left, right) = ((MapType)call.Type(0), (MapType)call.Type(1));
        if (!left.KeyType.EqualsIgnoringNullability(right.KeyType))
        {
            throw SqlSparkException.Create(
                "DATATYPE_MISMATCH.MAP_ZIP_WITH_DIFF_TYPES",
                null,
                ("sqlExpr", BuiltinErrors.Sql(call)),
                ("functionName", ErrorFormat.SqlId(call.Name)),
                ("leftType", ErrorFormat.SqlType(left.KeyType)),
                ("rightType", ErrorFormat.SqlType(right.KeyType)));
        }

        var body = ((LambdaFunction)call.Arguments[2]).Body;
        return new BoundFunction(
            new MapType(left.KeyType, body.DataType, body.Nullable), call.Arguments[0].Nullable || call.Arguments[1].Nullable, Volatility.Immutable, false, NullBehavior.Propagate,
            static _ => throw new InvalidOperationException("a higher-order function has no kernel without its lambda"))
        {
            CreateHigherOrderKernel = (context, lambdas) => new Kernel(left, right, lambdas[0], context.Account),
        };
    }

    private sealed class Kernel(MapType leftType, MapType rightType, LambdaEvaluator lambda, MemoryAccount account) : IScalarKernel, IDisposable
    {
        private readonly VectorWriter _keys = new(leftType.KeyType, account);
        private readonly VectorWriter _left = new(leftType.ValueType, account);
        private readonly VectorWriter _right = new(rightType.ValueType, account);
        private readonly ElementGather _leftValues = new();
        private readonly ElementGather _rightValues = new();
        private readonly Vector[] _parameters = new Vector[3];
        private ElementSet _rowKeys;
        private int[] _parents = [];

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var left = new ListReader(arguments[0]);
            var right = new ListReader(arguments[1]);
            var most = 0;
            foreach (var row in rows)
                most = checked(most + left[row].Length + right[row].Length);
            if (most == 0)
                return;
            if (_parents.Length < most)
                _parents = new int[most];

            // Numbers of more elements than there will be; those at the end are NULL and looked at by nobody.
            _leftValues.Begin(most);
            _rightValues.Begin(most);
            _keys.Begin(0);
            var entries = result.Entries;
            foreach (var row in rows)
            {
                var first = _keys.Length;
                Pair(left.Vector, left[row], right.Vector, right[row]);
                entries[row] = new ListEntry(_keys.Length == first ? 0 : first, _keys.Length - first);
                _parents.AsSpan(first, _keys.Length - first).Fill(row);
            }

            var count = _keys.Length;
            _left.Begin(most);
            _leftValues.Write(left.Vector.MapValues, _left);
            _left.Truncate(count);
            _right.Begin(most);
            _rightValues.Write(right.Vector.MapValues, _right);
            _right.Truncate(count);
            (_parameters[0], _parameters[1], _parameters[2]) = (_keys.Publish(), _left.Publish(), _right.Publish());
            VectorCopy.AppendRange(_parameters[0], 0, count, result.Elements);
            VectorCopy.AppendRange(lambda.Evaluate(count, _parameters, _parents.AsSpan(0, count)), 0, count, result.MapValues);
        }

        /// <summary>Lays out the keys of one row: those of the left map, then those of the right map alone.</summary>
        private void Pair(ListVector left, ListEntry leftEntry, ListVector right, ListEntry rightEntry)
        {
            var first = _keys.Length;
            _rowKeys.Clear();
            for (var i = 0; i < leftEntry.Length; i++)
            {
                _rowKeys.Add(left.Keys, leftEntry.Offset + i);
                _leftValues.Take(first + i, leftEntry.Offset + i);
            }

            VectorCopy.AppendRange(left.Keys, leftEntry.Offset, leftEntry.Length, _keys);
            for (var i = rightEntry.Offset; i < rightEntry.Offset + rightEntry.Length; i++)
            {
                var place = _rowKeys.IndexOf(right.Keys, i);
                if (place < 0)
                {
                    place = _keys.Length - first;
                    _rowKeys.Add(right.Keys, i);
                    VectorCopy.AppendRange(right.Keys, i, 1, _keys);
                }

                _rightValues.Take(first + place, i);
            }
        }

        public void Dispose()
        {
            _keys.Dispose();
            _left.Dispose();
            _right.Dispose();
        }
    }
}
