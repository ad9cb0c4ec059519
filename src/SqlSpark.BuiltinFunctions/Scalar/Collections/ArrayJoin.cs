using SqlSpark.BuiltinFunctions.Scalar.Strings;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>array_join(a, separator, null)</c>: the elements as one text; NULLs are left out, or replaced.</summary>
/// <remarks>Spark: <c>ArrayJoin</c> in collectionOperations.scala.</remarks>
internal static class ArrayJoin
{
    public static readonly ScalarFunction Definition = new("array_join")
    {
        Group = FunctionGroup.Array,
        Since = "2.4.0",
        Usage = "array_join(array, delimiter[, nullReplacement]) - Returns the elements of array with delimiter between them; NULLs are left out, or replaced by nullReplacement.",
        Examples =
        [
            new("SELECT array_join(array('hello', 'world'), ' ')", "hello world"),
            new("SELECT array_join(array('hello', NULL, 'world'), ' ', ',')", "hello , world"),
        ],
        Overloads = [Overload.Bound([Strings, TypePattern.String, TypePattern.String], Bind) with { OptionalCount = 1 }],
    };

    private static TypePattern Strings => TypePattern.Where("ARRAY<STRING>", new ArrayType(StringType.Instance), static t => t is ArrayType { ElementType: StringType });

    private static BoundFunction Bind(BindCall call) =>
        new(StringType.Instance, call.AnyNullable, Volatility.Immutable, false, NullBehavior.Propagate, static _ => new Kernel()) { BorrowsArguments = false };

    private sealed class Kernel : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var lists = new ListReader(arguments[0]);
            var separators = new RowReader<Utf8View>(arguments[1]);
            var replacements = arguments.Count > 2 ? new RowReader<Utf8View>(arguments[2]) : default;
            var views = result.Values<Utf8View>();
            var writer = new Utf8Writer(result.Heap);
            foreach (var row in rows)
            {
                var (offset, length) = lists[row];
                var separator = separators[row];
                var isFirst = true;
                for (var i = offset; i < offset + length; i++)
                {
                    if (!Utf8Elements.TryGet(lists.Vector.Elements, i, out var element))
                    {
                        if (arguments.Count < 3)
                            continue;
                        element = replacements[row];
                    }

                    if (!isFirst)
                        writer.Append(separator.Bytes);
                    isFirst = false;
                    writer.Append(element.Bytes);
                }

                views[row] = writer.Finish();
            }
        }
    }
}
