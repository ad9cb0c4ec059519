namespace SqlSpark.Sql.Differential.Metamorphic;

/// <summary>Two queries that must have the same rows.</summary>
/// <param name="Name">Why.</param>
/// <param name="Left">The one.</param>
/// <param name="Right">The other.</param>
internal sealed record Twin(string Name, Query Left, Query Right);
