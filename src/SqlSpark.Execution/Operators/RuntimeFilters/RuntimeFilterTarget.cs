using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Execution.Operators.RuntimeFilters;

/// <summary>A column of a scan whose rows are left out where the kept side of a join has no match for them.</summary>
/// <param name="Id">Different for every target of a plan.</param>
/// <param name="Column">The column, as ordinal of the scan.</param>
/// <param name="Type">Its type.</param>
internal sealed record RuntimeFilterTarget(int Id, int Column, DataType Type);

/// <summary>A key of a join whose kept values are made known to scans.</summary>
/// <param name="Key">Which of the join's keys.</param>
/// <param name="Targets">Who is told; at least one.</param>
internal sealed record RuntimeFilterSource(int Key, EquatableArray<RuntimeFilterTarget> Targets);

/// <summary>A comparison with a value of the one row that a join keeps, made known to scans once the value is.</summary>
/// <param name="Condition">A comparison that is never TRUE for NULL, of <paramref name="Column"/> and columns of the kept side.</param>
/// <param name="Column">The column of the side that streams.</param>
/// <param name="KeptColumns">All columns of the kept side.</param>
/// <param name="Targets">Who is told; at least one.</param>
internal sealed record RuntimeBoundSource(
    Comparison Condition, AttributeReference Column, EquatableArray<AttributeReference> KeptColumns, EquatableArray<RuntimeFilterTarget> Targets);
