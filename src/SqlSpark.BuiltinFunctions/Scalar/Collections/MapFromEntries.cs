using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>map_from_entries(a)</c>: a map of an array of structs of two fields.</summary>
/// <remarks>Spark: <c>MapFromEntries</c> in collectionOperations.scala.</remarks>
internal static class MapFromEntries
{
    public static readonly ScalarFunction Definition = new("map_from_entries")
    {
        Group = FunctionGroup.Map,
        Since = "2.4.0",
        Usage = "map_from_entries(arrayOfEntries) - Returns a map of an array of structs of key and value.",
        Examples = [new("SELECT map_from_entries(array(struct(1, 'a'), struct(2, 'b')))", "{1:\"a\",2:\"b\"}")],
        Overloads = [Overload.Bound([Entries], Bind)],
    };

    private static TypePattern Entries => TypePattern.Where(
        "ARRAY<STRUCT>", new ArrayType(StructType.Empty), static t => t is ArrayType { ElementType: StructType { Fields.Count: 2 } });

    private static BoundFunction Bind(BindCall call)
    {
        var array = (ArrayType)call.Type(0);
        var entry = (StructType)array.ElementType;
        var keepsLast = MapAppender.KeepsLast(call);
        return new BoundFunction(
            new MapType(entry.Fields[0].DataType, entry.Fields[1].DataType, entry.Fields[1].Nullable), call.AnyNullable || array.ContainsNull, Volatility.Immutable, true, NullBehavior.Propagate,
            context => new Kernel(array.ElementType, keepsLast, context))
        {
            Signature = [keepsLast],
        };
    }

    private sealed class Kernel(DataType entryType, bool keepsLast, KernelContext context) : IScalarKernel, IDisposable
    {
        private readonly MapBuilder _maps = new(keepsLast);
        private readonly VectorWriter _flat = new(entryType, context.Account);

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            _maps.Clear();
            var lists = new ListReader(arguments[0]);
            if (lists.Vector.Elements.Length == 0)
                return;
            var elements = (StructVector)VectorCopy.Flatten(lists.Vector.Elements, _flat);
            var entries = result.Entries;
            foreach (var row in rows)
            {
                var (offset, length) = lists[row];
                _maps.Begin(result);
                var hasNull = false;
                for (var i = offset; i < offset + length && !hasNull; i++)
                    hasNull = elements.IsNull(i);
                for (var i = offset; i < offset + length && !hasNull; i++)
                    _maps.Add(elements.Fields[0], i, i, row, ref errors);
                entries[row] = _maps.End();
                if (hasNull)
                    result.SetNull(row);
            }

            _maps.Write(elements.Fields[0], elements.Fields[1], result);
        }

        public void Dispose() => _flat.Dispose();
    }
}
