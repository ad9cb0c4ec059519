using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>replace(s, part, by)</c>: a string with every occurrence of a part replaced.</summary>
/// <remarks>Spark: <c>StringReplace</c> in stringExpressions.scala.</remarks>
internal static class Replaced
{
    public static readonly ScalarFunction Definition = new("replace")
    {
        Printer = static (name, arguments) => $"{name}({string.Join(", ", arguments)}{(arguments.Count == 2 ? ", " : "")})",
        Group = FunctionGroup.String,
        Since = "2.3.0",
        Usage = "replace(str, search[, replace]) - Returns str with every search replaced by replace, or left out.",
        Examples = [new("SELECT replace('ABCabc', 'abc', 'DEF')", "ABCDEF")],
        Overloads = [Overload.Utf8<Utf8View, Utf8View, LeftOut>(), Overload.Utf8<Utf8View, Utf8View, Utf8View, Operation>()],
    };

    private readonly struct LeftOut : IUtf8Operation<Utf8View, Utf8View>
    {
        public static void Invoke(Utf8View first, Utf8View second, ref Utf8Writer result) => Operation.Invoke(first, second, default, ref result);
    }

    private readonly struct Operation : IUtf8Operation<Utf8View, Utf8View, Utf8View>
    {
        public static void Invoke(Utf8View first, Utf8View second, Utf8View third, ref Utf8Writer result)
        {
            var rest = first.Bytes;
            var part = second.Bytes;
            while (!part.IsEmpty && rest.IndexOf(part) is >= 0 and var index)
            {
                result.Append(rest[..index]);
                result.Append(third.Bytes);
                rest = rest[(index + part.Length)..];
            }

            result.Append(rest);
        }
    }
}
