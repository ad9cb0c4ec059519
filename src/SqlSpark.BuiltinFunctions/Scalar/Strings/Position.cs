using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>position(part, s, start)</c>: where a part first occurs in a string from a position on, counted from 1; 0 when nowhere.</summary>
/// <remarks>Spark: <c>StringLocate</c> in stringExpressions.scala.</remarks>
internal static class Position
{
    public static readonly ScalarFunction Definition = new("position")
    {
        Aliases = ["locate"],
        Printer = static (name, arguments) => $"{name}({string.Join(", ", arguments)}{(arguments.Count == 2 ? ", 1" : "")})",
        Group = FunctionGroup.String,
        Since = "1.5.0",
        Usage = "position(substr, str[, pos]) - Returns the position of the first occurrence of substr in str from position pos on, or 0.",
        Examples = [new("SELECT position('bar', 'foobarbar')", "4"), new("SELECT position('bar', 'foobarbar', 5)", "7")],
        Overloads =
        [
            Overload.Binary<Utf8View, Utf8View, int, FromStart>(),
            Overload.Ternary<Utf8View, Utf8View, int, int, From>(),
        ],
    };

    private static int Find(ReadOnlySpan<byte> part, ReadOnlySpan<byte> text, int start)
    {
        if (start < 1)
            return 0;
        if (part.IsEmpty)
            return 1;
        var skipped = Characters.Skip(text, start - 1);
        var index = text[skipped..].IndexOf(part);
        return index < 0 ? 0 : Characters.Count(text[..(skipped + index)]) + 1;
    }

    private readonly struct FromStart : IBinaryOperation<Utf8View, Utf8View, int>
    {
        public static int Invoke(Utf8View part, Utf8View text) => Find(part.Bytes, text.Bytes, 1);
    }

    private readonly struct From : ITernaryOperation<Utf8View, Utf8View, int, int>
    {
        public static int Invoke(Utf8View part, Utf8View text, int start) => Find(part.Bytes, text.Bytes, start);
    }
}
