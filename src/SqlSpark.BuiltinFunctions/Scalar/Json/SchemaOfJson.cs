using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Text.Json;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Json;

/// <summary><c>schema_of_json(json[, options])</c>: the type of a JSON text, as SQL.</summary>
/// <remarks>Spark: <c>SchemaOfJson</c> in jsonExpressions.scala. The text is a constant, so the answer is one.</remarks>
internal static class SchemaOfJson
{
    public static readonly ScalarFunction Definition = new("schema_of_json")
    {
        Group = FunctionGroup.Json,
        Since = "2.4.0",
        Usage = "schema_of_json(json[, options]) - Returns the type of a constant JSON text, as SQL.",
        Examples =
        [
            new("SELECT schema_of_json('[{\"col\":0}]')", "ARRAY<STRUCT<col: BIGINT>>"),
            new("SELECT schema_of_json('[{\"col\":01}]', map('allowNumericLeadingZeros', 'true'))", "ARRAY<STRUCT<col: BIGINT>>"),
        ],
        Printer = static (name, arguments) => $"{name}({arguments[0]})",
        RewriteArity = (1, 2),
        Rewrite = static call => Literal.String(Infer(call)),
    };

    private static string Infer(BindCall call)
    {
        var options = new TextOptions(call, 1);
        var text = ConstantText(call);
        var inference = new JsonTypeInference(options.JsonTypeOptions(call));
        if (!inference.TryAdd(System.Text.Encoding.UTF8.GetBytes(text)))
            throw SqlSparkException.Create("MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION", null, ("badRecord", text), ("failFastMode", "FAILFAST"));
        return inference.ToType().Sql;
    }

    /// <summary>The constant text that a function looks at when it is bound.</summary>
    public static string ConstantText(BindCall call)
    {
        if (call.Type(0) is not (StringType or VoidType))
            throw BuiltinErrors.UnexpectedType(call, 0, [StringType.Instance.Sql]);
        var name = call.Name[(call.Name.LastIndexOf('_') + 1)..];
        if (!call.Arguments[0].IsFoldable)
            throw BuiltinErrors.NotFoldable(call, 0, name, StringType.Instance.Sql);
        return call.Constant(0)?.Value as string ?? throw BuiltinErrors.UnexpectedNull(call, name);
    }
}
