using System.Collections.Immutable;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.DataSources.Files.Partitions;

/// <summary>The partitions that folders' names tell of. Spark: <c>PartitionSpec</c>.</summary>
/// <param name="Schema">The partition columns, outermost first; all may be NULL.</param>
/// <param name="Values">For each partition the values of the columns, in the form of <c>BoxedValues</c>.</param>
/// <param name="PartitionOfFile">For each file of the listing, its partition.</param>
internal sealed record PartitionSpec(StructType Schema, ImmutableArray<EquatableArray<object?>> Values, ImmutableArray<int> PartitionOfFile);
