using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Csv;

/// <summary>Finds the columns of CSV files: names from the first record, and types from the values if asked for.</summary>
/// <remarks>
/// Spark: <c>CSVDataSource.infer</c> and <c>CSVInferSchema</c>. All files are read, in order. Where a header is told apart by its place (multiLine)
/// the first record of each file is left out; otherwise all lines equal to the first one are.
/// </remarks>
internal static unsafe class CsvSchemaInference
{
    private const int SampleSeed = 1;

    /// <summary>The schema of files; <c>UNABLE_TO_INFER_SCHEMA</c> when there are none.</summary>
    public static StructType Infer(FileListing listing, CsvOptions options, ConfSnapshot conf, string format)
    {
        if (listing.Files.IsEmpty)
            throw DataSourceErrors.UnableToInferSchema(format.ToUpperInvariant());
        using var account = MemoryPool.Shared.CreateAccount("CSV schema inference");
        foreach (var file in listing.Files)
        {
            if (CsvHeader.ReadFirstRecord(listing.FileSystem, file, options, account) is not { } first)
                continue;
            var names = CsvHeader.NameColumns(first.Values, options.HasHeader, conf.CaseSensitive);
            var types = new CsvInferredType[names.Length];
            if (options.InfersSchema)
                InferTypes(listing, options, conf, first.Line, types, account);
            return new StructType(EquatableArray.Create<StructField>(
                [.. names.Select((name, i) => new StructField(name, types[i].ToDataType()))]));
        }

        return StructType.Empty;
    }

    private static void InferTypes(
        FileListing listing, CsvOptions options, ConfSnapshot conf, byte[] firstLine, CsvInferredType[] types, MemoryAccount account)
    {
        var inference = new CsvTypeInference(options, conf.Get(SqlConf.TimestampType) == TimestampTypeChoice.TimestampNtz);
        var sample = options.SamplingRatio > 0.99 ? null : new Random(SampleSeed);
        var map = new CsvColumnMap(types.Length, [.. Enumerable.Range(0, types.Length)], types.Length, ChecksColumnCount: true);
        using var heap = new StringHeap(account);
        foreach (var file in listing.Files)
        {
            using var reader = new CsvFileReader(
                listing.FileSystem, new FileSplit(0, file.Path, 0, long.MaxValue, file.ByteLength), options, map, heap, account, TextBlocks.DefaultBlockBytes,
                CancellationToken.None)
            {
                SkipsHeader = options.HasHeader && options.IsMultiLine,
            };
            while (reader.Read(int.MaxValue, staysInBlock: false) is var count and > 0)
            {
                for (var row = 0; row < count; row++)
                {
                    if (options.HasHeader && !options.IsMultiLine && reader.Chunk.Lines[row].Bytes.SequenceEqual(firstLine))
                        continue;
                    if (sample is not null && sample.NextDouble() >= options.SamplingRatio)
                        continue;
                    for (var column = 0; column < types.Length; column++)
                        types[column] = inference.Add(types[column], reader.Chunk.Slot(column)[row]);
                }

                heap.Reset();
            }
        }
    }
}
