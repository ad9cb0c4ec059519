using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Evaluation.Casts;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary>What <c>array_max</c> and <c>array_min</c> share.</summary>
internal static class ArrayExtremes
{
    public static BoundFunction Bind(BindCall call, bool isMax)
    {
        var type = ((ArrayType)call.Type(0)).ElementType;
        Collations.RequireBinary(type);
        if (type is not VoidType && !type.IsOrderable)
        {
            throw SqlSparkException.Create(
                "DATATYPE_MISMATCH.INVALID_ORDERING_TYPE", null, ("sqlExpr", BuiltinErrors.Sql(call)), ("functionName", ErrorFormat.SqlId(call.Name)),
                ("dataType", ErrorFormat.SqlType(call.Type(0))));
        }

        return new BoundFunction(type, true, Volatility.Immutable, false, NullBehavior.Propagate, _ => new Kernel(isMax)) { Signature = [isMax] };
    }

    private sealed class Kernel(bool isMax) : IScalarKernel
    {
        private readonly ElementGather _gather = new();
        private readonly ColumnReader<int> _integers = new();
        private readonly ColumnReader<long> _longs = new();

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var lists = new ListReader(arguments[0]);
            var elements = lists.Vector.Elements;
            _gather.Begin(rows.Length);
            switch (elements.MayHaveNulls ? PhysicalType.Void : elements.Type.PhysicalType)
            {
                case PhysicalType.Int32:
                    TakeBest(_integers.Read(elements), lists, rows);
                    break;
                case PhysicalType.Int64:
                    TakeBest(_longs.Read(elements), lists, rows);
                    break;
                default:
                    TakeBest(elements, lists, rows);
                    break;
            }

            _gather.Write(elements, result);
        }

        private void TakeBest<T>(ReadOnlySpan<T> elements, ListReader lists, Rows rows)
            where T : unmanaged, System.Numerics.IComparisonOperators<T, T, bool>
        {
            foreach (var row in rows)
            {
                var (offset, length) = lists[row];
                if (length == 0)
                    continue;
                var list = elements.Slice(offset, length);
                var best = 0;
                for (var i = 1; i < list.Length; i++)
                {
                    if (isMax ? list[i] > list[best] : list[i] < list[best])
                        best = i;
                }

                _gather.Take(row, offset + best);
            }
        }

        private void TakeBest(Vector elements, ListReader lists, Rows rows)
        {
            foreach (var row in rows)
            {
                var (offset, length) = lists[row];
                var best = -1;
                for (var i = offset; i < offset + length; i++)
                {
                    if (!elements.IsNull(i) && (best < 0 || (VectorComparer.Compare(elements, i, elements, best) is var order && (isMax ? order > 0 : order < 0))))
                        best = i;
                }

                if (best >= 0)
                    _gather.Take(row, best);
            }
        }
    }
}
