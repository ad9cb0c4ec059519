using SqlSpark.BuiltinFunctions.Aggregate;
using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions;

/// <summary>All functions that come with the engine, group by group. Each group's file lists its functions.</summary>
public static class BuiltinFunctionList
{
    /// <summary>The definitions.</summary>
    public static IReadOnlyList<FunctionDefinition> All { get; } =
    [
        .. AggregateFunctions.All,
    ];
}
