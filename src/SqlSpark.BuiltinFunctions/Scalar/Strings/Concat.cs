using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>concat(a, b, ...)</c>: strings, binaries or arrays one after the other; also <c>||</c>.</summary>
/// <remarks>Spark: <c>Concat</c> in collectionOperations.scala. NULL when an argument is NULL.</remarks>
internal static class Concat
{
    public static readonly ScalarFunction Definition = new("concat")
    {
        Group = FunctionGroup.Collection,
        Since = "1.5.0",
        Usage = "concat(col1, col2, ..., colN) - Returns the concatenation of strings, binaries or arrays.",
        Examples = [new("SELECT concat('Spark', 'SQL')", "SparkSQL"), new("SELECT concat(array(1, 2, 3), array(4, 5), array(6))", "[1,2,3,4,5,6]")],
        Overloads =
        [
            Overload.Bound([TypePattern.String], call => Text(call, StringType.Instance)) with { IsVariadic = true },
            Overload.Bound([BinaryType.Instance], call => Text(call, BinaryType.Instance)) with { IsVariadic = true },
            Overload.Bound([TypePattern.Array], Arrays) with { IsVariadic = true, NeedsCommonType = true },
        ],
    };

    private static BoundFunction Text(BindCall call, DataType type) =>
        new(type, call.AnyNullable, Volatility.Immutable, false, NullBehavior.Propagate, static _ => new TextKernel()) { BorrowsArguments = false };

    private static BoundFunction Arrays(BindCall call)
    {
        var type = (ArrayType)call.Type(0);
        var result = new ArrayType(type.ElementType, call.Types.Any(t => ((ArrayType)t).ContainsNull));
        return new BoundFunction(result, call.AnyNullable, Volatility.Immutable, false, NullBehavior.Propagate, static _ => new ArrayKernel());
    }

    private sealed class TextKernel : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var views = result.Values<Utf8View>();
            var writer = new Utf8Writer(result.Heap);
            foreach (var row in rows)
            {
                foreach (var argument in arguments.Vectors)
                {
                    var value = new RowReader<Utf8View>(argument)[row];
                    writer.Append(value.Bytes);
                }

                views[row] = writer.Finish();
            }
        }
    }

    private sealed class ArrayKernel : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var entries = result.Entries;
            foreach (var row in rows)
            {
                var first = result.Elements.Length;
                foreach (var argument in arguments.Vectors)
                {
                    var arrays = new ListReader(argument);
                    var (offset, length) = arrays[row];
                    VectorCopy.AppendRange(arrays.Vector.Elements, offset, length, result.Elements);
                }

                var count = result.Elements.Length - first;
                entries[row] = new ListEntry(count == 0 ? 0 : first, count);
            }
        }
    }
}
