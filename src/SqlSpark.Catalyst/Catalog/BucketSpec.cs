using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Catalog;

/// <summary>CLUSTERED BY (columns) [SORTED BY (columns)] INTO n BUCKETS. It is kept and shown; files are not divided by it. Spark: <c>BucketSpec</c>.</summary>
/// <param name="Count">The number of buckets.</param>
/// <param name="Columns">The columns whose hash chooses the bucket.</param>
/// <param name="SortColumns">The columns that each bucket is sorted by.</param>
public sealed record BucketSpec(int Count, EquatableArray<string> Columns, EquatableArray<string> SortColumns);
