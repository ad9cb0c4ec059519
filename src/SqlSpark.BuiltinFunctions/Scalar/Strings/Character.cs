using System.Text;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>chr(n)</c>: the character of a code from 0 to 255; higher ones are taken modulo 256.</summary>
/// <remarks>Spark: <c>Chr</c> in stringExpressions.scala.</remarks>
internal static class Character
{
    public static readonly ScalarFunction Definition = new("chr")
    {
        Aliases = ["char"],
        Group = FunctionGroup.String,
        Since = "2.3.0",
        Usage = "chr(expr) - Returns the character of the code expr modulo 256; an empty string for negative numbers.",
        Examples = [new("SELECT chr(65)", "A"), new("SELECT char(321)", "A")],
        Overloads = [Overload.Utf8<long, Operation>()],
    };

    private readonly struct Operation : IUtf8Operation<long>
    {
        public static void Invoke(long value, ref Utf8Writer result)
        {
            if (value < 0)
                return;
            result.Advance(new Rune((int)(value & 0xFF)).EncodeToUtf8(result.GetSpan(4)));
        }
    }
}
