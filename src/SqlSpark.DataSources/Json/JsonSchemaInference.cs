using System.Text;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Text.Json;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Text;

namespace SqlSpark.DataSources.Json;

/// <summary>Finds the columns of JSON files and their types: all records of all files are read, but for those that the option <c>samplingRatio</c> leaves out.</summary>
/// <remarks>Spark: <c>JsonDataSource.infer</c> and <c>JsonInferSchema</c>. Records that are no objects add the column of corrupt records.</remarks>
internal static class JsonSchemaInference
{
    private const int SampleSeed = 1;
    private const int LinesPerCall = 1024;

    /// <summary>The schema of files; <c>UNABLE_TO_INFER_SCHEMA</c> when there are none.</summary>
    public static StructType Infer(FileListing listing, JsonOptions options)
    {
        if (listing.Files.IsEmpty)
            throw DataSourceErrors.UnableToInferSchema("JSON");
        using var account = MemoryPool.Shared.CreateAccount("JSON schema inference");
        using var lines = new ScratchBuffer(account);
        var sample = options.SamplingRatio > 0.99 ? null : new Random(SampleSeed);
        var inference = new JsonTypeInference(new JsonTypeOptions
        {
            Leniency = options.Leniency,
            PrimitivesAsString = options.PrimitivesAsString,
            PrefersDecimal = options.PrefersDecimal,
            InfersTimestamps = options.InfersTimestamps,
            DropsNulls = options.DropsNulls,
            IsLocal = options.IsLocal,
            Dates = options.NewDates(),
        });
        foreach (var file in listing.Files)
        {
            if (file.ByteLength == 0)
                continue;
            using var reader = new TextLineReader(
                listing.FileSystem, options.Text, JsonTableProvider.FormatName, new FileSplit(0, file.Path, 0, long.MaxValue, file.ByteLength), TextBlocks.DefaultBlockBytes, account,
                CancellationToken.None);
            while (true)
            {
                var views = reader.Read(lines, LinesPerCall);
                if (views.IsEmpty)
                    break;
                for (var i = 0; i < views.Length; i++)
                {
                    if (sample is not null && sample.NextDouble() >= options.SamplingRatio)
                        continue;
                    var record = JsonRecords.Trim(views[i].Bytes);
                    if (!inference.TryAddRecord(record))
                        AddMalformed(inference, record, options);
                }
            }
        }

        return inference.ToType() as StructType ?? StructType.Empty;
    }

    private static void AddMalformed(JsonTypeInference inference, ReadOnlySpan<byte> record, JsonOptions options)
    {
        if (options.Mode == ParseMode.FailFast)
            throw DataSourceErrors.MalformedRecordInParsing(Encoding.UTF8.GetString(record), null);
        if (options.Mode == ParseMode.Permissive)
            inference.AddField(options.CorruptRecordColumn, StringType.Instance);
    }
}
