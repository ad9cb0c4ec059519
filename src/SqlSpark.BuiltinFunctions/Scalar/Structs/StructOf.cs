using System.Globalization;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;

namespace SqlSpark.BuiltinFunctions.Scalar.Structs;

/// <summary><c>struct(a, b, ...)</c>: a struct of the values, its fields named as columns would be.</summary>
/// <remarks>Spark: <c>CreateStruct</c> in complexTypeCreator.scala.</remarks>
internal static class StructOf
{
    public static readonly ScalarFunction Definition = new("struct")
    {
        Group = FunctionGroup.Struct,
        Since = "1.4.0",
        Usage = "struct(col1, col2, ...) - Returns a struct of the arguments. Fields are named after columns and aliases, else col1, col2, ...",
        Examples = [new("SELECT struct(1, 2, 3)", "{\"col1\":1,\"col2\":2,\"col3\":3}")],
        Rewrite = static call => new CreateStruct(
            Enumerable.Range(0, call.Arguments.Count).Select(i => NameOf(call.Arguments[i], i)).ToEquatableArray(),
            call.Arguments.Map(a => a is Alias alias ? alias.Child : a))
        {
            CalledAs = "struct",
        },
    };

    private static string NameOf(Expression argument, int index) => argument switch
    {
        Alias alias => alias.Name,
        AttributeReference attribute => attribute.Name,
        OuterReference outer => outer.Name,
        GetStructField field => field.FieldName,
        NamedLambdaVariable variable => variable.Name,
        _ => string.Create(CultureInfo.InvariantCulture, $"col{index + 1}"),
    };
}
