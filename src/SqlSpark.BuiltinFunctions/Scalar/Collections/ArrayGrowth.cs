using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary>Arrays with a value more at an end.</summary>
internal static class ArrayGrowth
{
    public static BoundFunction Bind(BindCall call, bool isAtStart)
    {
        var type = (ArrayType)call.Type(0);
        return new BoundFunction(
            type with { ContainsNull = type.ContainsNull || call.Arguments[1].Nullable }, call.Arguments[0].Nullable, Volatility.Immutable, false, NullBehavior.Custom,
            _ => new Kernel(isAtStart));
    }

    private sealed class Kernel(bool isAtStart) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            if (arguments[0] is VoidVector)
            {
                result.Validity.Clear();
                return;
            }

            var lists = new ListReader(arguments[0]);
            var entries = result.Entries;
            foreach (var row in rows)
            {
                if (arguments[0].IsNull(row))
                {
                    result.SetNull(row);
                    continue;
                }

                var (offset, length) = lists[row];
                var first = result.Elements.Length;
                if (isAtStart)
                    VectorCopy.Append(arguments[1], [row], result.Elements);
                VectorCopy.AppendRange(lists.Vector.Elements, offset, length, result.Elements);
                if (!isAtStart)
                    VectorCopy.Append(arguments[1], [row], result.Elements);
                entries[row] = new ListEntry(first, length + 1);
            }
        }
    }
}
