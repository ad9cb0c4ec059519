using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Aggregate;

/// <summary>The aggregate functions, in alphabetical order.</summary>
internal static class AggregateFunctions
{
    public static readonly FunctionDefinition[] All =
    [
        Average.Definition,
        BoolAnd.Definition,
        BoolOr.Definition,
        Count.Definition,
        CountIf.Definition,
        First.Definition,
        Max.Definition,
        Min.Definition,
        Sum.Definition,
    ];
}
