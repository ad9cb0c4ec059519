using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>array_insert(a, position, v)</c>: an array with a value at a position from 1 or, if negative, from the end; NULLs fill up.</summary>
/// <remarks>Spark: <c>ArrayInsert</c> in collectionOperations.scala.</remarks>
internal static class ArrayInsert
{
    public static readonly ScalarFunction Definition = new("array_insert")
    {
        Group = FunctionGroup.Array,
        Since = "3.4.0",
        Usage = "array_insert(x, pos, val) - Returns x with val at pos, from 1 or, if negative, from the end; NULLs fill what is missing between.",
        Examples =
        [
            new("SELECT array_insert(array(1, 2, 3, 4), 5, 5)", "[1,2,3,4,5]"),
            new("SELECT array_insert(array(5, 4, 3, 2), -1, 1)", "[5,4,3,2,1]"),
            new("SELECT array_insert(array(1), 3, 9)", "[1,null,9]"),
        ],
        Overloads = [Overload.Bound([TypePattern.Array, IntegerType.Instance, TypePattern.Any], Bind) with { ElementParameter = 2 }],
    };

    private static BoundFunction Bind(BindCall call)
    {
        var type = (ArrayType)call.Type(0);
        var countsFromZero = call.Conf.Get(SqlConf.LegacyNegativeIndexInArrayInsert);
        return new BoundFunction(
            type with { ContainsNull = true }, call.Arguments[0].Nullable || call.Arguments[1].Nullable, Volatility.Immutable, true, NullBehavior.Custom, _ => new Kernel(countsFromZero))
        { Signature = [countsFromZero] };
    }

    private sealed class Kernel(bool countsFromZero) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            if (arguments[0] is VoidVector)
            {
                result.Validity.Clear();
                return;
            }

            var lists = new ListReader(arguments[0]);
            var positions = new RowReader<int>(arguments[1]);
            var entries = result.Entries;
            foreach (var row in rows)
            {
                if (arguments[0].IsNull(row) || arguments[1].IsNull(row))
                {
                    result.SetNull(row);
                    continue;
                }

                if (positions[row] == 0)
                {
                    errors.Report(row, RowError.InvalidIndexOfZero);
                    continue;
                }

                var (offset, length) = lists[row];
                var elements = lists.Vector.Elements;
                long position = positions[row];

                // Counted from the end, -1 is behind the last element; by the legacy setting, before it.
                var place = position > 0 ? position - 1 : length + position + (countsFromZero ? 0 : 1);
                var total = Math.Max((place < 0 ? length - place : Math.Max(place, length)) + 1, 0);
                if (total > int.MaxValue - 15)
                {
                    errors.Report(row, RowError.Overflow("integer overflow"));
                    continue;
                }

                var first = result.Elements.Length;
                if (place < 0)
                {
                    VectorCopy.Append(arguments[2], [row], result.Elements);
                    AppendNulls((int)-place, result.Elements);
                    VectorCopy.AppendRange(elements, offset, length, result.Elements);
                }
                else
                {
                    var before = (int)Math.Min(place, length);
                    VectorCopy.AppendRange(elements, offset, before, result.Elements);
                    AppendNulls((int)place - before, result.Elements);
                    VectorCopy.Append(arguments[2], [row], result.Elements);
                    VectorCopy.AppendRange(elements, offset + before, length - before, result.Elements);
                }

                entries[row] = new ListEntry(first, result.Elements.Length - first);
            }
        }

        private static void AppendNulls(int count, VectorWriter elements)
        {
            if (count <= 0)
                return;
            var first = elements.Append(count);
            for (var i = 0; i < count; i++)
                elements.SetNull(first + i);
        }
    }
}
