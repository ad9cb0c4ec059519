using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>hex(a)</c>: a number, string or binary in hexadecimal digits.</summary>
/// <remarks>Spark: <c>Hex</c> in mathExpressions.scala.</remarks>
internal static class Hex
{
    public static readonly ScalarFunction Definition = new("hex")
    {
        Group = FunctionGroup.Math,
        Since = "1.5.0",
        Usage = "hex(expr) - Returns the hexadecimal digits of a BIGINT, or of the bytes of a string or binary.",
        Examples = [new("SELECT hex(17)", "11"), new("SELECT hex('Spark SQL')", "537061726B2053514C")],
        Overloads =
        [
            Overload.Utf8<long, OfNumber>(),
            Overload.Utf8<Utf8View, OfBytes>(BinaryType.Instance),
            Overload.Utf8<Utf8View, OfBytes>(TypePattern.String),
        ],
    };

    private readonly struct OfNumber : IUtf8Operation<long>
    {
        public static void Invoke(long value, ref Utf8Writer result) => result.AppendFormatted(value, "X");
    }

    private readonly struct OfBytes : IUtf8Operation<Utf8View>
    {
        public static void Invoke(Utf8View value, ref Utf8Writer result)
        {
            Convert.TryToHexString(value.Bytes, result.GetSpan(2 * value.Length), out var written);
            result.Advance(written);
        }
    }
}
