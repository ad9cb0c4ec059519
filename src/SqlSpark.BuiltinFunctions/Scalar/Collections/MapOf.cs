using System.Globalization;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>map(key, value, ...)</c>: a map of the entries.</summary>
/// <remarks>
/// Spark: <c>CreateMap</c> in complexTypeCreator.scala and <c>ArrayBasedMapBuilder</c>. NULL_MAP_KEY for a NULL key. A key that comes twice is DUPLICATED_MAP_KEY, or, by
/// spark.sql.mapKeyDedupPolicy, keeps its place and takes the last value.
/// </remarks>
internal static class MapOf
{
    public static readonly ScalarFunction Definition = new("map")
    {
        Group = FunctionGroup.Map,
        Since = "2.0.0",
        Usage = "map(key0, value0, key1, value1, ...) - Returns a map of the key and value pairs.",
        Examples = [new("SELECT map(1.0, '2', 3.0, '4')", "{1.0:\"2\",3.0:\"4\"}")],
        Overloads = [Overload.Bound([TypePattern.Any], Bind) with { IsVariadic = true, CommonTypeStride = 2 }],
    };

    private static BoundFunction Bind(BindCall call)
    {
        if (call.Arguments.Count % 2 != 0)
            throw BuiltinErrors.WrongArgumentCount(call, "2n (n is natural number)");
        var keys = call.Arguments.Where((_, i) => i % 2 == 0).ToEquatableArray();
        var values = call.Arguments.Where((_, i) => i % 2 == 1).ToEquatableArray();
        CheckSameType(call, keys, "DATATYPE_MISMATCH.CREATE_MAP_KEY_DIFF_TYPES");
        CheckSameType(call, values, "DATATYPE_MISMATCH.CREATE_MAP_VALUE_DIFF_TYPES");
        var keyType = TypeOf(keys);
        if (keyType.Exists(t => t is MapType or VariantType))
            throw SqlSparkException.Create("DATATYPE_MISMATCH.INVALID_MAP_KEY_TYPE", null, ("sqlExpr", BuiltinErrors.Sql(call)), ("keyType", ErrorFormat.SqlType(keyType)));
        var policy = call.Conf.Get(SqlConf.MapKeyDedupPolicy);
        return new BoundFunction(
            new MapType(keyType, TypeOf(values), values.Any(v => v.Nullable)), false, Volatility.Immutable, !keys.IsEmpty, NullBehavior.Custom,
            _ => new Kernel(policy == MapKeyDedupPolicy.LastWin))
        {
            AcceptsNarrowWidths = true,
            AcceptsDictionaries = true,
            Signature = [policy],
        };
    }

    private static DataType TypeOf(EquatableArray<Expression> values) =>
        values.IsEmpty ? VoidType.Instance : values.Select(v => v.DataType).Aggregate(InputTypes.MergeNullability);

    private static void CheckSameType(BindCall call, EquatableArray<Expression> values, string condition)
    {
        if (values.Any(v => !v.DataType.EqualsIgnoringNullability(values[0].DataType)))
        {
            throw SqlSparkException.Create(
                condition,
                null,
                ("sqlExpr", BuiltinErrors.Sql(call)),
                ("functionName", ErrorFormat.SqlId(call.Name)),
                ("dataType", $"[{string.Join(", ", values.Select(v => ErrorFormat.SqlType(v.DataType)))}]"));
        }
    }

    private sealed class Kernel(bool keepsLast) : IScalarKernel
    {
        private readonly RowNumbers _rows = new();

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var entryCount = arguments.Count / 2;
            if (entryCount == 0)
                return;
            if (HasRepeatedKey(arguments, rows, ref errors))
            {
                AppendOneByOne(arguments, rows, result);
                return;
            }

            var first = _rows.AppendLists(rows, entryCount, result);
            for (var i = 0; i < entryCount; i++)
            {
                VectorCopy.Place(arguments[2 * i], _rows.Numbers, result.Elements, first + i, entryCount);
                VectorCopy.Place(arguments[(2 * i) + 1], _rows.Numbers, result.MapValues, first + i, entryCount);
            }
        }

        // Keys that are all constant are compared once. True when some key is repeated and that is no error.
        private bool HasRepeatedKey(in Arguments arguments, Rows rows, ref RowErrors errors)
        {
            var isFound = false;
            for (var i = 0; i < arguments.Count; i += 2)
            {
                var key = arguments[i];
                if (key.MayHaveNulls)
                {
                    foreach (var row in rows)
                    {
                        if (key.IsNull(row))
                            errors.Report(row, RowError.NullMapKey);
                    }
                }

                for (var j = 0; j < i; j += 2)
                {
                    var other = arguments[j];
                    if (key is ConstantVector && other is ConstantVector && (rows.IsEmpty || !VectorComparer.AreEqual(key, 0, other, 0)))
                        continue;
                    foreach (var row in rows)
                    {
                        if (!VectorComparer.AreEqual(key, row, other, row) || key.IsNull(row))
                            continue;
                        isFound |= keepsLast;
                        if (!keepsLast)
                            errors.Report(row, RowError.DuplicatedMapKey(Convert.ToString(BoxedValues.Get(key, row), CultureInfo.InvariantCulture)!));
                    }
                }
            }

            return isFound;
        }

        // Each key at its first place with its last value.
        private void AppendOneByOne(in Arguments arguments, Rows rows, VectorWriter result)
        {
            var entries = result.Entries;
            foreach (var row in rows)
            {
                var (first, length) = (result.Elements.Length, 0);
                for (var i = 0; i < arguments.Count; i += 2)
                {
                    var isRepeated = false;
                    for (var j = 0; j < i && !isRepeated; j += 2)
                        isRepeated = VectorComparer.AreEqual(arguments[i], row, arguments[j], row);
                    if (isRepeated)
                        continue;
                    var value = i;
                    for (var j = i + 2; j < arguments.Count; j += 2)
                        value = VectorComparer.AreEqual(arguments[i], row, arguments[j], row) ? j : value;
                    VectorCopy.Append(arguments[i], [row], result.Elements);
                    VectorCopy.Append(arguments[value + 1], [row], result.MapValues);
                    length++;
                }

                entries[row] = new ListEntry(first, length);
            }
        }
    }
}
