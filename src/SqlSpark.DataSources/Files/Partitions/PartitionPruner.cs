using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;

namespace SqlSpark.DataSources.Files.Partitions;

/// <summary>Tests conditions over partition columns once a partition, with the programs that queries run.</summary>
internal static class PartitionPruner
{
    private const int BatchRows = 4096;

    /// <summary>For each partition whether all conditions are TRUE.</summary>
    /// <param name="partitions">The partitions.</param>
    /// <param name="conditions">Conditions over <see cref="BoundReference"/>s to partition columns.</param>
    public static bool[] Test(PartitionSpec partitions, IReadOnlyList<Expression> conditions)
    {
        var fields = partitions.Schema.Fields;
        var program = ExpressionProgram.Compile(fields.Map(static field => field.DataType), [.. conditions.Select(static c => new ProgramStep.Filter(c))]);
        using var account = MemoryPool.Shared.CreateAccount("partition pruning");
        using var state = program.CreateState(new KernelContext(account));
        VectorWriter[] writers = [.. fields.Select(field => new VectorWriter(field.DataType, account))];
        try
        {
            var isKept = new bool[partitions.Values.Length];
            for (var start = 0; start < isKept.Length; start += BatchRows)
            {
                var batch = program.Run(state, Batch(partitions, start, Math.Min(BatchRows, isKept.Length - start), writers));
                foreach (var row in batch.Rows)
                    isKept[start + row] = true;
            }

            return isKept;
        }
        finally
        {
            foreach (var writer in writers)
                writer.Dispose();
        }
    }

    private static RecordBatch Batch(PartitionSpec partitions, int start, int count, VectorWriter[] writers)
    {
        var vectors = new Vector[writers.Length];
        for (var column = 0; column < writers.Length; column++)
        {
            writers[column].Begin(count);
            for (var i = 0; i < count; i++)
                BoxedValues.Set(writers[column], i, partitions.Values[start + i][column]);
            vectors[column] = writers[column].Publish();
        }

        return new RecordBatch().Set(count, vectors);
    }
}
