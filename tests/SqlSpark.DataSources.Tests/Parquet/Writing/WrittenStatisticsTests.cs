using System.Text;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Parquet.Format;
using SqlSpark.DataSources.Parquet.Pruning;
using SqlSpark.DataSources.Parquet.Writing;
using Xunit;

namespace SqlSpark.DataSources.Tests.Parquet.Writing;

/// <summary>Statistics, the index of pages and Bloom filters say what is true of the values.</summary>
public sealed class WrittenStatisticsTests : IDisposable
{
    private readonly ParquetWriting _writing = new();

    public void Dispose() => _writing.Dispose();

    public static TheoryData<int> Seeds(int first, int count) => [.. Enumerable.Range(first, count)];

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public void Zeros_have_a_sign_and_NaN_is_no_bound(string dictionary)
    {
        var mixed = Statistics(DoubleType.Instance, dictionary, 0.0, double.NaN, null, -0.0);
        Assert.Equal((-0.0, 0.0), (BitConverter.ToDouble(mixed.Min!), BitConverter.ToDouble(mixed.Max!)));
        Assert.Equal((true, false), (double.IsNegative(BitConverter.ToDouble(mixed.Min!)), double.IsNegative(BitConverter.ToDouble(mixed.Max!))));
        Assert.Equal((1, 1, null), (mixed.NullCount, mixed.NanCount, mixed.DistinctCount));
        var negative = Statistics(FloatType.Instance, dictionary, -1.5f, float.NegativeInfinity, float.NaN);
        Assert.Equal((float.NegativeInfinity, -1.5f), (BitConverter.ToSingle(negative.Min!), BitConverter.ToSingle(negative.Max!)));
        var nans = Statistics(FloatType.Instance, dictionary, float.NaN, float.NaN);
        Assert.Equal((null, null, 2), (nans.Min, nans.Max, nans.NanCount));
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public void Bounds_are_stored_as_their_types_are(string dictionary)
    {
        var numbers = Statistics(IntegerType.Instance, dictionary, 5, -7, null, 12);
        Assert.Equal((-7, 12, true, true, 1), (BitConverter.ToInt32(numbers.Min!), BitConverter.ToInt32(numbers.Max!), numbers.IsMinExact, numbers.IsMaxExact, numbers.NullCount));
        var small = Statistics(new DecimalType(5, 2), dictionary, (Int128)(-12345), (Int128)99);
        Assert.Equal((-12345, 99), (BitConverter.ToInt32(small.Min!), BitConverter.ToInt32(small.Max!)));
        var large = Statistics(new DecimalType(20, 0), dictionary, (Int128)(-1), (Int128)256);
        Assert.Equal(("ffffffffffffffffff", "000000000000000100"), (Convert.ToHexStringLower(large.Min!), Convert.ToHexStringLower(large.Max!)));
        var truths = Statistics(BooleanType.Instance, dictionary, true, null, true);
        Assert.Equal((1, 1), (truths.Min![0], truths.Max![0]));
        var nothing = Statistics(StringType.Instance, dictionary, null, null);
        Assert.Equal((null, null, 2), (nothing.Min, nothing.Max, nothing.NullCount));
    }

    [Fact]
    public void Timestamps_in_INT96_have_no_bounds()
    {
        _writing.Conf = ParquetReading.Conf();
        var file = Write(TimestampType.Instance, [[5L], [-5L]]);
        Assert.Equal(ParquetType.Int96, file.Chunk().Type);
        Assert.Null(file.Chunk().Statistics!.Min);
        Assert.Null(file.ColumnIndex(file.Chunk()));
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public void Long_bounds_are_cut_between_characters(string dictionary)
    {
        var statistics = Statistics(StringType.Instance, dictionary, "aéz", "zzé!", "c");
        Assert.Equal(("aéz", "zzé!", true, true), (Text(statistics.Min), Text(statistics.Max), statistics.IsMinExact, statistics.IsMaxExact));
        statistics = Statistics(StringType.Instance, dictionary, 2, "aéz", "zzé!", "c");
        Assert.Equal(("a", "z{", false, false), (Text(statistics.Min), Text(statistics.Max), statistics.IsMinExact, statistics.IsMaxExact));
        statistics = Statistics(StringType.Instance, dictionary, 3, "aé", "zzé!", "c");
        Assert.Equal(("aé", "z{", true, false), (Text(statistics.Min), Text(statistics.Max), statistics.IsMinExact, statistics.IsMaxExact));
    }

    [Theory]
    [InlineData("61ff00", 2, "62")]
    [InlineData("ffff00", 2, null)]
    [InlineData("6162ff", 3, "6162ff")]
    [InlineData("00ffffff", 3, "01")]
    public void Upper_bounds_of_binaries_count_up(string value, int length, string? expected)
    {
        var bound = ByteArrayBounds.Upper(Convert.FromHexString(value), length, isText: false);
        Assert.Equal(expected, bound is { } found ? Convert.ToHexStringLower(found.Bytes) : null);
        Assert.Equal(bound is { IsExact: true }, value.Length / 2 <= length);
    }

    [Theory]
    [InlineData("ab\U0010FFFFz", 6, "ac")]
    [InlineData("\U0010FFFF\U0010FFFFz", 8, null)]
    [InlineData("\uD7FFz", 3, "\uE000")]
    [InlineData("éz", 2, "ê")]
    public void Upper_bounds_of_texts_are_texts(string value, int length, string? expected)
    {
        var bound = ByteArrayBounds.Upper(Encoding.UTF8.GetBytes(value), length, isText: true);
        Assert.Equal(expected, bound is { } found ? Text(found.Bytes) : null);
    }

    [Fact]
    public void A_bound_that_cannot_be_short_leaves_the_column_without()
    {
        var bytes = EquatableArray.Create<byte>([.. Enumerable.Repeat((byte)0xFF, 100)]);
        var file = Write(BinaryType.Instance, [[bytes], [EquatableArray.Create<byte>([1])]]);
        Assert.Equal((null, "01"), (file.Chunk().Statistics!.Max, Convert.ToHexStringLower(file.Chunk().Statistics!.Min!)));
        Assert.Null(file.ColumnIndex(file.Chunk()));
        Assert.Single(file.OffsetIndex(file.Chunk()).Pages);
    }

    [Theory]
    [InlineData(1, "Ascending")]
    [InlineData(-1, "Descending")]
    [InlineData(0, "Unordered")]
    public void The_index_says_in_which_order_pages_are(int step, string expected)
    {
        var rows = WriterTable.Of(500, i => [i is >= 100 and < 200 ? null : step == 0 ? i * 7919 % 500 : i * step]);
        var file = Write(IntegerType.Instance, rows, ("parquet.page.row.count.limit", "100"));
        var index = file.ColumnIndex(file.Chunk())!;
        Assert.Equal(expected, index.Order.ToString());
        Assert.Equal("01000", string.Concat(index.NullPages.Select(isNull => isNull ? '1' : '0')));
        Assert.Equal([0L, 100, 0, 0, 0], index.NullCounts.ToArray());
        Assert.Equal([0, 100, 200, 300, 400], file.OffsetIndex(file.Chunk()).Pages.Select(page => page.FirstRow));
    }

    [Theory]
    [MemberData(nameof(Seeds), 0, 60)]
    public void Bounds_and_places_of_pages_hold_for_random_values(int seed)
    {
        var random = new Random(seed);
        var types = Enumerable.Range(0, 3).Select(_ => RandomType.Any(random, 0)).ToArray();
        var schema = new StructType(EquatableArray.Create<StructField>([.. types.Select((t, i) => new StructField($"c{i}", t, random.Next(2) == 0))]));
        var rows = WriterPropertyTests.Rows(schema, random);
        _writing.Random = random;
        var file = new WrittenFile(_writing.Write(schema, rows, WriterPropertyTests.Options(random)));
        var groupStart = 0;
        foreach (var group in file.Footer.Metadata.RowGroups)
        {
            foreach (var leaf in file.Footer.Schema.Leaves)
            {
                if (leaf.Path.Length == 1)
                {
                    var ordinal = schema.IndexOf(leaf.Name);
                    var factor = schema.Fields[ordinal].DataType is TimeType ? 1000 : 1;
                    Check(file, group, leaf, [.. rows.Skip(groupStart).Take((int)group.RowCount).Select(row => Stored(row[ordinal], factor))], seed);
                }
            }

            groupStart += (int)group.RowCount;
        }

        Assert.Equal(rows.Count, groupStart);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public void Bloom_filters_know_every_value_and_few_others(string dictionary)
    {
        var schema = StructType.Empty.Add("i", IntegerType.Instance).Add("l", LongType.Instance).Add("s", StringType.Instance).Add("d", new DecimalType(20, 0)).Add("none", LongType.Instance);
        var rows = WriterTable.Of(10_000, i => [i % 500 * 3, i % 500 * 3L, $"value {i % 500 * 3}", (Int128)(i % 500 * 3), 1L]);
        var file = new WrittenFile(_writing.Write(
            schema, rows, ("parquet.enable.dictionary", dictionary), ("parquet.bloom.filter.enabled", "true"), ("parquet.bloom.filter.enabled#none", "false"),
            ("parquet.bloom.filter.expected.ndv#l", "500"), ("parquet.bloom.filter.fpp", "0.02")));
        Assert.Null(file.Chunk(4).BloomFilterOffset);
        for (var column = 0; column < 4; column++)
        {
            Assert.All(Enumerable.Range(0, 500), i => Assert.True(file.MayContain(file.Chunk(column), Hash(column, i * 3))));
            Assert.InRange(Enumerable.Range(0, 5000).Count(i => file.MayContain(file.Chunk(column), Hash(column, (i * 3) + 1))), 0, 5000 * 0.05);
        }

        // What is known of distinct values makes the filter as large as it need be; nothing known makes it as large as if all were.
        Assert.InRange(file.Chunk(1).BloomFilterLength!.Value, 512, 2048);
        Assert.InRange(file.Chunk(2).BloomFilterLength!.Value, dictionary == "true" ? 512 : 8192, dictionary == "true" ? 2048 : 20_000);

        static ulong Hash(int column, int value) => column switch
        {
            0 => XxHash64.Hash(value),
            1 => XxHash64.Hash((long)value),
            2 => XxHash64.Hash(Encoding.UTF8.GetBytes($"value {value}")),
            _ => XxHash64.Hash([0, 0, 0, 0, 0, 0, 0, (byte)(value >> 8), (byte)value]),
        };
    }

    private static void Check(WrittenFile file, RowGroupMetadata group, DataSources.Parquet.Schemas.ParquetField leaf, List<object?> values, int seed)
    {
        var chunk = group.Columns[leaf.LeafOrdinal];
        var statistics = chunk.Statistics!;
        Assert.Equal((seed, values.LongCount(v => v is null)), (seed, statistics.NullCount));
        CheckBounds(statistics.Min, statistics.Max, statistics.IsMinExact, statistics.IsMaxExact, leaf, values, seed);
        if (statistics.DistinctCount is { } distinct)
            Assert.Equal((seed, values.Where(v => v is not null).Select(Key).Distinct().Count()), (seed, (int)distinct));
        var pages = file.OffsetIndex(chunk).Pages;
        var dataPages = file.Pages(chunk).Where(page => page.Header.Type != PageType.DictionaryPage).ToList();
        Assert.Equal(dataPages.Select(page => (page.Offset, page.HeaderLength + page.Header.CompressedSize)), pages.Select(page => (page.Offset, page.ByteLength)));
        var index = file.ColumnIndex(chunk);
        for (var i = 0; i < pages.Length; i++)
        {
            var next = i + 1 < pages.Length ? pages[i + 1].FirstRow : group.RowCount;
            var inPage = values[(int)pages[i].FirstRow..(int)next];
            Assert.Equal(dataPages[i].Header.ValueCount, inPage.Count);
            if (index is null)
                continue;
            Assert.Equal((seed, inPage.LongCount(v => v is null)), (seed, index.NullCounts[i]));
            Assert.Equal(inPage.All(v => v is null), index.NullPages[i]);
            if (!index.NullPages[i])
                CheckBounds(index.Mins[i], index.Maxes[i], null, null, leaf, inPage, seed);
        }
    }

    private static void CheckBounds(
        byte[]? min, byte[]? max, bool? isMinExact, bool? isMaxExact, DataSources.Parquet.Schemas.ParquetField leaf, List<object?> values, int seed)
    {
        List<object> ordered = [.. values.OfType<object>().Where(v => v is not double.NaN)];
        ordered.Sort(ColumnBounds.Compare);
        if (min is not null)
            Assert.True(ColumnBounds.Compare(ColumnBounds.Decode(min, leaf, isMin: true)!, ordered[0]) is var low && (isMinExact == true ? low == 0 : low <= 0), $"seed {seed}, {leaf.Name}: lower bound");
        if (max is not null)
            Assert.True(ColumnBounds.Compare(ColumnBounds.Decode(max, leaf, isMin: false)!, ordered[^1]) is var high && (isMaxExact == true ? high == 0 : high >= 0), $"seed {seed}, {leaf.Name}: upper bound");
        if (leaf.Element.Type is ParquetType.Int32 or ParquetType.Int64 && ordered.Count > 0)
            Assert.True(min is not null && max is not null, $"seed {seed}, {leaf.Name}: no bounds");
    }

    /// <summary>A value as bounds are compared.</summary>
    private static object? Stored(object? value, int factor) => value switch
    {
        null => null,
        bool truth => (Int128)(truth ? 1 : 0),
        sbyte v => (Int128)v,
        short v => (Int128)v,
        int v => (Int128)v,
        long v => (Int128)v / factor,
        Int128 v => v,
        float v => (double)v,
        double v => v,
        string text => Encoding.UTF8.GetBytes(text),
        EquatableArray<byte> bytes => bytes.AsSpan().ToArray(),
        _ => null,
    };

    private static object Key(object? value) => value is byte[] bytes ? Convert.ToHexString(bytes) : value!;

    private static string? Text(byte[]? bytes) => bytes is null ? null : Encoding.UTF8.GetString(bytes);

    private ParquetStatistics Statistics(DataType type, string dictionary, params object?[] values) =>
        Write(type, [.. values.Select(v => new[] { v })], ("parquet.enable.dictionary", dictionary)).Chunk().Statistics!;

    private ParquetStatistics Statistics(DataType type, string dictionary, int length, params object?[] values) => Write(
        type, [.. values.Select(v => new[] { v })], ("parquet.enable.dictionary", dictionary), ("parquet.statistics.truncate.length", $"{length}")).Chunk().Statistics!;

    private WrittenFile Write(DataType type, List<object?[]> rows, params (string, string)[] options) =>
        new(_writing.Write(StructType.Empty.Add("c", type), rows, options));
}
