using SqlSpark.Core.Collections;
using SqlSpark.Execution.Planning;

namespace SqlSpark.Execution.Operators.Sorts;

/// <summary>The columns that a sort passes on.</summary>
internal static class SortOutput
{
    /// <summary>All columns of its input, in order.</summary>
    public static EquatableArray<int> All(PhysicalPlan input) => Enumerable.Range(0, input.Output.Count).ToEquatableArray();
}
