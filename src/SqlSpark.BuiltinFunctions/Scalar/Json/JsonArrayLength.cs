using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Text.Json;

namespace SqlSpark.BuiltinFunctions.Scalar.Json;

/// <summary><c>json_array_length(json)</c>: the number of elements of a JSON array.</summary>
/// <remarks>Spark: <c>LengthOfJsonArray</c> in jsonExpressions.scala. NULL when the text is no array.</remarks>
internal static class JsonArrayLength
{
    public static readonly ScalarFunction Definition = new("json_array_length")
    {
        Group = FunctionGroup.Json,
        Since = "3.1.0",
        Usage = "json_array_length(jsonArray) - Returns the number of elements of the outermost JSON array; NULL when it is none.",
        Examples = [new("SELECT json_array_length('[1,2,3,4]')", "4"), new("SELECT json_array_length('[1,2')", "NULL")],
        Overloads = [Overload.TryUnary<Utf8View, int, Operation>(TypePattern.Uncast(TypePattern.String), onError: OnError.Null)],
    };

    private readonly struct Operation : ITryUnaryOperation<Utf8View, int>
    {
        public static bool TryInvoke(Utf8View value, out int result)
        {
            result = 0;
            var scanner = new JsonScanner(value.Bytes, JsonText.Leniency);
            if (!scanner.Read() || scanner.Kind != JsonKind.StartArray)
                return false;
            for (; scanner.Read() && scanner.Kind != JsonKind.EndArray; result++)
                scanner.Skip();
            return scanner.Kind == JsonKind.EndArray;
        }

        public static RowError Error(Utf8View value) => default;
    }
}
