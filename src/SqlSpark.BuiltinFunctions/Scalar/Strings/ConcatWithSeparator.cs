using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>concat_ws(separator, a, ...)</c>: strings, and elements of arrays, that are not NULL with a separator between them.</summary>
/// <remarks>Spark: <c>ConcatWs</c> in stringExpressions.scala.</remarks>
internal static class ConcatWithSeparator
{
    public static readonly ScalarFunction Definition = new("concat_ws")
    {
        Group = FunctionGroup.String,
        Since = "1.5.0",
        Usage = "concat_ws(sep[, str | array(str)]+) - Returns the strings and the elements of arrays of strings with sep between them; NULLs are left out.",
        Examples =
        [
            new("SELECT concat_ws(' ', 'Spark', 'SQL')", "Spark SQL"),
            new("SELECT concat_ws('/', 'foo', NULL, array('bar', NULL))", "foo/bar"),
        ],
        Overloads = [Overload.Bound([TypePattern.String, Text], Bind) with { IsVariadic = true }],
    };

    private static TypePattern Text => TypePattern.OneOf(TypePattern.String, TypePattern.Where("ARRAY<STRING>", new ArrayType(StringType.Instance), static t => t is ArrayType { ElementType: StringType }));

    private static BoundFunction Bind(BindCall call) => new(
        StringType.Instance, call.Arguments[0].Nullable, Volatility.Immutable, false, NullBehavior.Custom, static _ => new Kernel())
    {
        BorrowsArguments = false,
    };

    private sealed class Kernel : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var separators = new RowReader<Utf8View>(arguments[0]);
            var views = result.Values<Utf8View>();
            var writer = new Utf8Writer(result.Heap);
            foreach (var row in rows)
            {
                if (arguments[0].IsNull(row))
                {
                    result.SetNull(row);
                    continue;
                }

                var separator = separators[row];
                var isFirst = true;
                foreach (var argument in arguments.Vectors[1..])
                {
                    if (argument.IsNull(row))
                        continue;
                    if (argument.Type is StringType)
                    {
                        var text = new RowReader<Utf8View>(argument)[row];
                        Append(text, separator, ref isFirst, ref writer);
                        continue;
                    }

                    var lists = new ListReader(argument);
                    var (offset, length) = lists[row];
                    for (var i = offset; i < offset + length; i++)
                    {
                        if (Utf8Elements.TryGet(lists.Vector.Elements, i, out var element))
                            Append(element, separator, ref isFirst, ref writer);
                    }
                }

                views[row] = writer.Finish();
            }
        }

        private static void Append(Utf8View text, Utf8View separator, ref bool isFirst, ref Utf8Writer writer)
        {
            if (!isFirst)
                writer.Append(separator.Bytes);
            isFirst = false;
            writer.Append(text.Bytes);
        }
    }
}
