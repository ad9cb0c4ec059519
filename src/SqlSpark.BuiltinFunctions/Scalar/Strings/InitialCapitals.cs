using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>initcap(s)</c>: each word with its first letter in upper case and the others in lower case.</summary>
/// <remarks>Spark: <c>InitCap</c> in stringExpressions.scala.</remarks>
internal static class InitialCapitals
{
    public static readonly ScalarFunction Definition = new("initcap")
    {
        Group = FunctionGroup.String,
        Since = "1.5.0",
        Usage = "initcap(str) - Returns str with the first letter of each word in upper case, all others in lower case; words are separated by blanks.",
        Examples = [new("SELECT initcap('sPark sql')", "Spark Sql")],
        Overloads = [Overload.Utf8<Utf8View, Operation>()],
    };

    private readonly struct Operation : IUtf8Operation<Utf8View>
    {
        public static void Invoke(Utf8View value, ref Utf8Writer result)
        {
            var bytes = value.Bytes;
            for (var start = 0; start < bytes.Length;)
            {
                var isFirst = start == 0 || bytes[start - 1] == ' ';
                var length = isFirst ? Math.Min(Characters.LengthAt(bytes[start]), bytes.Length - start) : bytes[start..].IndexOf((byte)' ') + 1;
                if (length <= 0)
                    length = bytes.Length - start;
                CaseWriter.Append(value.Slice(start, length), ref result, isUpper: isFirst);
                start += length;
            }
        }
    }
}
