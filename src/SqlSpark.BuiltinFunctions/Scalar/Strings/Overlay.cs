using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>overlay(s PLACING part FROM position FOR length)</c>: a string with a part in the place of characters of it.</summary>
/// <remarks>Spark: <c>Overlay</c> in stringExpressions.scala.</remarks>
internal static class Overlay
{
    public static readonly ScalarFunction Definition = new("overlay")
    {
        Printer = static (name, arguments) => $"{name}({string.Join(", ", arguments)}{(arguments.Count == 3 ? ", -1" : "")})",
        Group = FunctionGroup.String,
        Since = "3.0.0",
        Usage = "overlay(input, replace, pos[, len]) - Returns input with replace in the place of the len characters, or bytes of a binary, from pos on; as many as replace has by default.",
        Examples =
        [
            new("SELECT overlay('Spark SQL' PLACING '_' FROM 6)", "Spark_SQL"),
            new("SELECT overlay('Spark SQL' PLACING 'ANSI ' FROM 7 FOR 0)", "Spark ANSI SQL"),
        ],
        Overloads =
        [
            Overload.Bound([TypePattern.String, TypePattern.String, IntegerType.Instance, IntegerType.Instance], static call => Bind(call, StringType.Instance)) with { OptionalCount = 1 },
            Overload.Bound([BinaryType.Instance, BinaryType.Instance, IntegerType.Instance, IntegerType.Instance], static call => Bind(call, BinaryType.Instance)) with { OptionalCount = 1 },
        ],
    };

    private static BoundFunction Bind(BindCall call, DataType type) =>
        new(type, call.AnyNullable, Volatility.Immutable, false, NullBehavior.Propagate, _ => new Kernel(type is BinaryType)) { BorrowsArguments = false };

    private sealed class Kernel(bool isBinary) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var values = new RowReader<Utf8View>(arguments[0]);
            var parts = new RowReader<Utf8View>(arguments[1]);
            var positions = new RowReader<int>(arguments[2]);
            var lengths = arguments.Count > 3 ? new RowReader<int>(arguments[3]) : default;
            var views = result.Values<Utf8View>();
            var writer = new Utf8Writer(result.Heap);
            foreach (var row in rows)
            {
                var (value, part, position) = (values[row], parts[row], positions[row]);
                var length = arguments.Count > 3 ? lengths[row] : -1;
                if (length < 0)
                    length = isBinary ? part.Length : Characters.Count(part.Bytes);
                Append(value, 1, position - 1, ref writer);
                writer.Append(part.Bytes);
                Append(value, (int)Math.Min((long)position + length, int.MaxValue), int.MaxValue, ref writer);
                views[row] = writer.Finish();
            }
        }

        private void Append(Utf8View value, int position, int length, ref Utf8Writer writer)
        {
            var part = isBinary ? Substring.OfBytes(value, position, length) : Substring.OfCharacters(value, position, length);
            writer.Append(part.Bytes);
        }
    }
}
