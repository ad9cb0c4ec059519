using System.Text;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>mask(s, upper, lower, digit, other)</c>: letters and digits replaced by one character of each kind; NULL keeps a kind.</summary>
/// <remarks>Spark: <c>Mask</c> in stringExpressions.scala.</remarks>
internal static class Mask
{
    public static readonly ScalarFunction Definition = new("mask")
    {
        Printer = Print,
        Group = FunctionGroup.String,
        Since = "3.4.0",
        Usage = "mask(str[, upperChar, lowerChar, digitChar, otherChar]) - Returns str with upper case letters, lower case letters, digits and other characters replaced; X, x, n and NULL, which keeps them, by default.",
        ParameterNames = ["str", "upperChar", "lowerChar", "digitChar", "otherChar"],
        Examples =
        [
            new("SELECT mask('abcd-EFGH-8765-4321')", "xxxx-XXXX-nnnn-nnnn"),
            new("SELECT mask('AbCD123-@$#', 'Q', 'q', 'd', 'o')", "QqQQdddoooo"),
        ],
        Overloads = [Overload.Bound([Text, Text, Text, Text, Text], Bind) with { OptionalCount = 4 }],
    };

    private static TypePattern Text => TypePattern.String;

    private static BoundFunction Bind(BindCall call)
    {
        for (var i = 1; i < call.Arguments.Count; i++)
        {
            var constant = call.Constant(i) ?? throw BuiltinErrors.NotFoldable(call, i, Names[i], "STRING");
            if (constant.Value is string text && text.EnumerateRunes().Count() != 1)
                throw SqlSparkException.Create("DATATYPE_MISMATCH.INPUT_SIZE_NOT_ONE", null, ("sqlExpr", BuiltinErrors.Sql(call)), ("exprName", Names[i]));
        }

        return new BoundFunction(StringType.Instance, call.Arguments[0].Nullable, Volatility.Immutable, false, NullBehavior.Custom, static _ => new Kernel())
        {
            BorrowsArguments = false,
        };
    }

    private static string[] Names => ["str", "upperChar", "lowerChar", "digitChar", "otherChar"];

    private static string Print(string name, IReadOnlyList<string> arguments)
    {
        string[] defaults = ["", "X", "x", "n", "NULL"];
        return $"{name}({string.Join(", ", arguments.Concat(defaults.Skip(arguments.Count)))})";
    }

    private sealed class Kernel : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var values = new RowReader<Utf8View>(arguments[0]);
            var views = result.Values<Utf8View>();
            var writer = new Utf8Writer(result.Heap);
            ReadOnlySpan<int> defaults = [0, 'X', 'x', 'n', -1];
            Span<int> masks = stackalloc int[5];
            foreach (var row in rows)
            {
                if (arguments[0].IsNull(row))
                {
                    result.SetNull(row);
                    continue;
                }

                for (var i = 1; i < 5; i++)
                    masks[i] = i < arguments.Count ? MaskOf(arguments[i], row) : defaults[i];
                var value = values[row];
                for (var rest = value.Bytes; !rest.IsEmpty;)
                {
                    Rune.DecodeFromUtf8(rest, out var rune, out var length);
                    var mask = masks[KindOf(rune)];
                    if (mask < 0)
                        writer.Append(rest[..length]);
                    else
                        writer.Advance(new Rune(mask).EncodeToUtf8(writer.GetSpan(4)));
                    rest = rest[length..];
                }

                views[row] = writer.Finish();
            }
        }

        private static int MaskOf(Vector mask, int row)
        {
            if (mask.IsNull(row))
                return -1;
            var view = new RowReader<Utf8View>(mask)[row];
            Rune.DecodeFromUtf8(view.Bytes, out var rune, out _);
            return rune.Value;
        }

        private static int KindOf(Rune rune) => Rune.IsUpper(rune) ? 1 : Rune.IsLower(rune) ? 2 : Rune.IsDigit(rune) ? 3 : 4;
    }
}
