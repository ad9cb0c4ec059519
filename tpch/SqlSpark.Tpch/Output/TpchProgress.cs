namespace SqlSpark.Tpch.Output;

/// <summary>How far the generation of a table is.</summary>
/// <param name="Table">The table.</param>
/// <param name="SourceRowsDone">Source rows that are done: orders for lines, parts for <see cref="TpchTable.PartSupp"/>, else rows.</param>
/// <param name="SourceRowCount">All source rows.</param>
/// <param name="RowsDone">Rows that are done.</param>
public readonly record struct TpchProgress(TpchTable Table, long SourceRowsDone, long SourceRowCount, long RowsDone);
