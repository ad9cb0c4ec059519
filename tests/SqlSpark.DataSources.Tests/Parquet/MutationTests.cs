using System.Diagnostics;
using System.Globalization;
using SqlSpark.Core.Errors;
using SqlSpark.Testing;
using Xunit;
using Xunit.Abstractions;

namespace SqlSpark.DataSources.Tests.Parquet;

/// <summary>Damaged copies of good files: they read, or fail with a classed error; nothing else, and no memory is left behind.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    // For hangs only: a damaged page may ask for up to a gigabyte, which checked memory fills before it is found to be too much.
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    private static readonly string[] Names =
    [
        "alltypes_plain.snappy", "nullable.impala", "nested_lists.snappy", "nested_maps.snappy", "datapage_v2.snappy", "delta_byte_array",
        "delta_encoding_optional_column", "byte_stream_split.zstd", "int96_from_spark", "list_columns", "rle_boolean_encoding", "lz4_raw_compressed",
        "fixed_length_decimal", "old_list_structure", "data_index_bloom_encoding_stats", "concatenated_gzip_members", "float16_nonzeros_and_nans",
        "hadoop_lz4_compressed", "repeated_no_annotation", "sort_columns", "null_list",
    ];

    [SkippableFact]
    public void Damaged_files_fail_with_classed_errors_only() => Run(seed: 20260, TimeSpan.FromSeconds(10));

    /// <summary>The same with another seed each time, for as many minutes as <c>SQLSPARK_FUZZ_MINUTES</c> says.</summary>
    [SkippableFact]
    [Trait("Category", "Slow")]
    public void Damaged_files_fail_with_classed_errors_only_for_a_long_time()
    {
        var isAsked = int.TryParse(Environment.GetEnvironmentVariable("SQLSPARK_FUZZ_MINUTES"), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes);
        Skip.IfNot(isAsked, "SQLSPARK_FUZZ_MINUTES says how long");
        Run(Environment.TickCount, TimeSpan.FromMinutes(minutes));
    }

    private void Run(int seed, TimeSpan duration)
    {
        var files = Names.Select(name => RepositoryRoot.Shared("parquet-testing", "data", name + ".parquet")).ToArray();
        Skip.If(files.Any(file => file is null), "apache/parquet-testing is not here");
        var contents = files.Select(file => File.ReadAllBytes(file!)).ToArray();
        using var parquet = new ParquetReading(isChecked: true);
        var watch = Stopwatch.StartNew();
        int runs = 0, failures = 0;
        for (; watch.Elapsed < duration; runs++)
        {
            var which = runs % files.Length;
            var random = new Random(unchecked((seed * 31) + runs));
            var path = parquet.Write(Damage(contents[which], random));
            parquet.BatchCapacity = random.Next(3) switch { 0 => 1, 1 => 64, _ => 4096 };
            var start = watch.Elapsed;
            try
            {
                var conf = random.Next(2) == 0
                    ? ParquetReading.Conf((Core.Configuration.SqlConf.ParquetVerifyChecksums.Key, "false"))
                    : ParquetReading.Conf();
                failures += parquet.TryRead(path, conf) is null ? 0 : 1;
            }
            catch (Exception exception) when (exception is not SqlSparkException)
            {
                Assert.Fail($"{Names[which]}, seed {seed}, run {runs}: {exception}");
            }

            File.Delete(path);
            Assert.True(watch.Elapsed - start < Bound, $"{Names[which]}, seed {seed}, run {runs}: {watch.Elapsed - start}");
        }

        output.WriteLine($"seed {seed}: {runs} damaged files, {failures} of which failed");
        Assert.InRange(failures, 1, runs - 1);
    }

    private static byte[] Damage(byte[] original, Random random)
    {
        var bytes = (byte[])original.Clone();

        // Half of the damage goes into the footer, which is small beside the data.
        var footerLength = Math.Min(BitConverter.ToInt32(bytes, bytes.Length - 8), bytes.Length - 12);
        for (var count = random.Next(1, 5); count > 0; count--)
        {
            var at = random.Next(2) == 0 ? bytes.Length - 8 - random.Next(footerLength + 1) : random.Next(bytes.Length);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    random.NextBytes(bytes.AsSpan(at, Math.Min(random.Next(1, 9), bytes.Length - at)));
                    break;
                default:
                    bytes.AsSpan(at, Math.Min(random.Next(1, 6), bytes.Length - at)).Fill(0xFF);
                    break;
            }
        }

        return random.Next(20) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }
}
