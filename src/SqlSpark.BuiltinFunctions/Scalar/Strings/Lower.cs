using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>lower(s)</c>: the text in lower case.</summary>
/// <remarks>Spark: <c>Lower</c> in stringExpressions.scala.</remarks>
internal static class Lower
{
    public static readonly ScalarFunction Definition = new("lower")
    {
        Aliases = ["lcase"],
        Group = FunctionGroup.String,
        Since = "1.0.1",
        Usage = "lower(str) - Returns str with all characters changed to lower case.",
        Examples = [new("SELECT lower('SparkSql')", "sparksql")],
        Overloads = [Overload.Utf8<Utf8View, Operation>()],
    };

    private readonly struct Operation : IUtf8Operation<Utf8View>
    {
        public static void Invoke(Utf8View value, ref Utf8Writer result) => CaseWriter.Append(value, ref result, isUpper: false);
    }
}
