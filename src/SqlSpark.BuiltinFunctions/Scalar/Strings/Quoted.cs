using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>quote(s)</c>: a string in single quotes, with a backslash before those in it.</summary>
/// <remarks>Spark: <c>Quote</c> in stringExpressions.scala.</remarks>
internal static class Quoted
{
    public static readonly ScalarFunction Definition = new("quote")
    {
        Group = FunctionGroup.String,
        Since = "4.1.0",
        Usage = "quote(str) - Returns str in single quotes, with a backslash before single quotes in it.",
        Examples = [new("SELECT quote('Spark')", "'Spark'")],
        Overloads = [Overload.Utf8<Utf8View, Operation>()],
    };

    private readonly struct Operation : IUtf8Operation<Utf8View>
    {
        public static void Invoke(Utf8View value, ref Utf8Writer result)
        {
            result.Append((byte)'\'');
            foreach (var character in value.Bytes)
            {
                if (character == '\'')
                    result.Append((byte)'\\');
                result.Append(character);
            }

            result.Append((byte)'\'');
        }
    }
}
