using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;

namespace SqlSpark.BuiltinFunctions.Scalar.Structs;

/// <summary><c>named_struct(name, a, ...)</c>: a struct of the values under the given names.</summary>
/// <remarks>Spark: <c>CreateNamedStruct</c> in complexTypeCreator.scala.</remarks>
internal static class NamedStruct
{
    public static readonly ScalarFunction Definition = new("named_struct")
    {
        Group = FunctionGroup.Struct,
        Since = "1.5.0",
        Usage = "named_struct(name1, val1, name2, val2, ...) - Returns a struct with the given field names and values.",
        Examples = [new("SELECT named_struct('a', 1, 'b', 2, 'c', 3)", "{\"a\":1,\"b\":2,\"c\":3}")],
        Rewrite = Build,
    };

    private static CreateStruct Build(BindCall call)
    {
        if (call.Arguments.Count % 2 != 0 || call.Arguments.IsEmpty)
            throw BuiltinErrors.WrongArgumentCount(call, "2n (n > 0)");
        var names = new List<string>();
        var values = new List<Expression>();
        for (var i = 0; i < call.Arguments.Count; i += 2)
        {
            names.Add(ConstantFolder.TryFold(call.Arguments[i])?.Value as string ?? throw BuiltinErrors.NotFoldable(call, i, "name", "STRING"));
            values.Add(call.Arguments[i + 1]);
        }

        return new CreateStruct(names.ToEquatableArray(), values.ToEquatableArray());
    }
}
