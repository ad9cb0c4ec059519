using System.Text.Json;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;

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

    private static readonly JsonReaderOptions Options = new() { MaxDepth = 1000 };

    private readonly struct Operation : ITryUnaryOperation<Utf8View, int>
    {
        public static bool TryInvoke(Utf8View value, out int result)
        {
            result = 0;
            var reader = new Utf8JsonReader(value.Bytes, Options);
            try
            {
                if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
                    return false;
                for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; result++)
                    reader.Skip();
                return true;
            }
            catch (JsonException)
            {
                return false;
            }
        }

        public static RowError Error(Utf8View value) => default;
    }
}
