using System.Buffers;
using System.Text;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>make_valid_utf8(s)</c>: a string with U+FFFD in the place of bytes that are not UTF-8.</summary>
/// <remarks>Spark: <c>MakeValidUTF8</c> in stringExpressions.scala.</remarks>
internal static class MakeValidUtf8
{
    public static readonly ScalarFunction Definition = new("make_valid_utf8")
    {
        Group = FunctionGroup.String,
        Since = "4.0.0",
        Usage = "make_valid_utf8(str) - Returns str with the replacement character in the place of bytes that are not UTF-8.",
        Examples = [new("SELECT make_valid_utf8('Spark')", "Spark"), new("SELECT hex(make_valid_utf8(x'80'))", "EFBFBD")],
        Overloads = [Overload.Utf8<Utf8View, Operation>()],
    };

    private readonly struct Operation : IUtf8Operation<Utf8View>
    {
        public static void Invoke(Utf8View value, ref Utf8Writer result)
        {
            for (var rest = value.Bytes; !rest.IsEmpty;)
            {
                var isValid = Rune.DecodeFromUtf8(rest, out _, out var length) == OperationStatus.Done;
                result.Append(isValid ? rest[..length] : "\uFFFD"u8);
                rest = rest[length..];
            }
        }
    }
}
