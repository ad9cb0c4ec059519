using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
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

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var lists = new ListReader(arguments[0]);
            var elements = lists.Vector.Elements;
            _gather.Begin(rows.Length);
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

            _gather.Write(elements, result);
        }
    }
}
