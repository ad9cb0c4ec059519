using SqlSpark.Core.Text.Json;

namespace SqlSpark.BuiltinFunctions.Scalar.Json;

/// <summary>What functions over JSON text share.</summary>
internal static class JsonText
{
    /// <summary>What they allow beyond JSON.</summary>
    /// <remarks>Spark: <c>SharedFactory.jsonFactory</c>, as in Hive.</remarks>
    public const JsonLeniency Leniency = JsonLeniency.SingleQuotes | JsonLeniency.ControlCharacters;
}
