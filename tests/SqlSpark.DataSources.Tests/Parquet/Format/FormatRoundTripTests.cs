using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet.Format;
using Xunit;

namespace SqlSpark.DataSources.Tests.Parquet.Format;

/// <summary>What the metadata structs write, they read; whatever else they are given, they fail in one way.</summary>
public sealed class FormatRoundTripTests
{
    private static readonly LogicalAnnotation[] Annotations =
    [
        default, new(LogicalKind.String), new(LogicalKind.Map), new(LogicalKind.List), new(LogicalKind.Enum), new(LogicalKind.Decimal, 3, 12),
        new(LogicalKind.Date), new(LogicalKind.Json), new(LogicalKind.Bson), new(LogicalKind.Uuid), new(LogicalKind.Float16), new(LogicalKind.Null),
        new(LogicalKind.Variant), new(LogicalKind.Interval), new(LogicalKind.Geometry), new(LogicalKind.Geography),
        .. from unit in Enum.GetValues<ParquetTimeUnit>()
           from kind in (LogicalKind[])[LogicalKind.Time, LogicalKind.Timestamp]
           from isUtc in (bool[])[true, false]
           select new LogicalAnnotation(kind, Unit: unit, IsAdjustedToUtc: isUtc),
        .. from width in (int[])[8, 16, 32, 64]
           from isSigned in (bool[])[true, false]
           select new LogicalAnnotation(LogicalKind.Integer, BitWidth: width, IsSigned: isSigned),
    ];

    private static Gen<long> AnyLong => Gen.OneOf(Gen.Choose(0, 300).Select(static v => (long)v), ArbMap.Default.GeneratorFor<long>().Select(static v => v & (long.MaxValue >> 12)));

    private static Gen<string> AnyText => ArbMap.Default.GeneratorFor<int>().Select(static v => $"näme{v}").Or(Gen.Constant(""));

    private static Gen<byte[]?> AnyBytes => ArbMap.Default.GeneratorFor<byte[]>().Select(static v => (byte[]?)v).Or(Gen.Constant<byte[]?>(null));

    private static Gen<ParquetStatistics?> AnyStatistics =>
        from max in AnyBytes
        from min in AnyBytes
        from legacyMax in AnyBytes
        from legacyMin in AnyBytes
        from counts in AnyLong.OrNullOf(3)
        from exact in ArbMap.Default.GeneratorFor<bool?>()
        from isThere in ArbMap.Default.GeneratorFor<bool>()
        select isThere
            ? new ParquetStatistics
            {
                Max = max,
                Min = min,
                LegacyMax = legacyMax,
                LegacyMin = legacyMin,
                NullCount = counts[0],
                DistinctCount = counts[1],
                NanCount = counts[2],
                IsMaxExact = exact,
                IsMinExact = exact is { } value ? !value : null,
            }
            : null;

    private static Gen<ColumnChunkMetadata> AnyChunk =>
        from type in Gen.Elements(Enum.GetValues<ParquetType>())
        from path in AnyText.ListOf()
        from encodings in Gen.Elements(Enum.GetValues<ParquetEncoding>()).ListOf()
        from codec in Gen.Elements(Enum.GetValues<ParquetCodec>())
        from numbers in AnyLong.ListOf(6)
        from optional in AnyLong.OrNullOf(3)
        from small in Gen.Choose(1, int.MaxValue).ListOf(3)
        from statistics in AnyStatistics
        from flags in Gen.Choose(0, 7)
        select new ColumnChunkMetadata
        {
            Type = type,
            Path = [.. path],
            Encodings = [.. encodings],
            Codec = codec,
            ValueCount = numbers[0],
            UncompressedSize = numbers[1],
            CompressedSize = numbers[2],
            DataPageOffset = numbers[3],
            DictionaryPageOffset = optional[0],
            BloomFilterOffset = optional[1],
            ByteArrayBytes = optional[2],
            BloomFilterLength = (flags & 1) == 0 ? null : small[0],
            Statistics = statistics,
            OffsetIndex = (flags & 2) == 0 ? null : new FileRange(numbers[4] + 1 is var a and > 0 ? a : 1, small[1]),
            ColumnIndex = (flags & 4) == 0 ? null : new FileRange(numbers[5] + 1 is var b and > 0 ? b : 1, small[2]),
        };

    private static Gen<SchemaElement> AnyElement =>
        from name in AnyText
        from type in Gen.Elements(Enum.GetValues<ParquetType>().Select(static t => (ParquetType?)t).Append(null).ToArray())
        from length in Gen.Choose(0, 100)
        from repetition in Gen.Elements(Enum.GetValues<Repetition>().Select(static r => (Repetition?)r).Append(null).ToArray())
        from children in Gen.Choose(0, 100_000)
        from fieldId in ArbMap.Default.GeneratorFor<int?>()
        from annotation in Gen.Elements(Annotations)
        select new SchemaElement
        {
            Name = name,
            Type = type,
            TypeLength = type == ParquetType.FixedLenByteArray ? length : 0,
            Repetition = repetition,
            ChildCount = type is null ? children : 0,
            FieldId = fieldId,
            Annotation = annotation,
        };

    private static Gen<FileMetadata> AnyFile =>
        from schema in AnyElement.NonEmptyListOf()
        from rowCount in AnyLong
        from groups in AnyRowGroup.ListOf()
        from keys in (from key in AnyText from value in AnyText.Select(static v => v.Length == 0 ? null : v) select KeyValuePair.Create(key, value)).ListOf()
        from createdBy in AnyText
        from orders in Gen.Elements(ColumnOrder.TypeDefined, ColumnOrder.Ieee754TotalOrder, ColumnOrder.Int96Timestamp).ListOf()
        select new FileMetadata
        {
            Schema = [.. schema],
            RowCount = rowCount,
            RowGroups = [.. groups.Select(static (g, i) => g with { Ordinal = i })],
            KeyValues = [.. keys],
            CreatedBy = createdBy,
            ColumnOrders = [.. orders],
        };

    private static Gen<RowGroupMetadata> AnyRowGroup =>
        from columns in AnyChunk.ListOf()
        from numbers in AnyLong.ListOf(2)
        from sorting in (from column in Gen.Choose(0, 100) from flags in Gen.Choose(0, 3) select new SortingColumn(column, (flags & 1) != 0, (flags & 2) != 0)).ListOf()
        select new RowGroupMetadata { Columns = [.. columns], UncompressedSize = numbers[0], RowCount = numbers[1], SortingColumns = [.. sorting] };

    private static Gen<PageHeader> AnyPageHeader =>
        from type in Gen.Elements(PageType.DataPage, PageType.DictionaryPage, PageType.DataPageV2)
        from numbers in Gen.Choose(0, 1 << 20).ListOf(4)
        from sizes in Gen.Choose(1 << 22, int.MaxValue).ListOf(2)
        from encodings in Gen.Elements(Enum.GetValues<ParquetEncoding>()).ListOf(3)
        from checksum in ArbMap.Default.GeneratorFor<uint?>()
        from isCompressed in ArbMap.Default.GeneratorFor<bool>()
        select new PageHeader
        {
            Type = type,
            UncompressedSize = sizes[0],
            CompressedSize = sizes[1],
            Checksum = checksum,
            ValueCount = numbers[0],
            Encoding = encodings[0],
            DefinitionLevelEncoding = type == PageType.DataPage ? encodings[1] : default,
            RepetitionLevelEncoding = type == PageType.DataPage ? encodings[2] : default,
            NullCount = type == PageType.DataPageV2 ? numbers[0] / 2 : 0,
            RowCount = type == PageType.DataPageV2 ? numbers[1] : 0,
            DefinitionLevelBytes = type == PageType.DataPageV2 ? numbers[2] : 0,
            RepetitionLevelBytes = type == PageType.DataPageV2 ? numbers[3] : 0,
            IsCompressed = type != PageType.DataPageV2 || isCompressed,
        };

    private delegate void ReadStruct(ReadOnlySpan<byte> bytes);

    [Fact]
    public void Footers_come_back_as_they_were() => Check(AnyFile, static (file, writer) => file.Write(writer), static bytes => FileMetadata.Read(bytes.Span), Describe);

    [Fact]
    public void Page_headers_come_back_as_they_were() => Check(
        AnyPageHeader, static (header, writer) => header.Write(writer), static bytes => PageHeader.Read(bytes.Span, out _),
        static h => $"{h.Type} {h.UncompressedSize} {h.CompressedSize} {h.Checksum} {h.ValueCount} {h.Encoding} {h.DefinitionLevelEncoding} {h.RepetitionLevelEncoding} "
            + $"{h.NullCount} {h.RowCount} {h.DefinitionLevelBytes} {h.RepetitionLevelBytes} {h.IsCompressed}");

    [Fact]
    public void Offset_indexes_come_back_as_they_were() => Check(
        from pages in (from offset in AnyLong from length in Gen.Choose(0, int.MaxValue) select (offset, length)).ListOf()
        select new OffsetIndex([.. pages.Select(static (p, i) => new PageLocation(p.offset, p.length, i * 1000L))]),
        static (index, writer) => index.Write(writer), static bytes => OffsetIndex.Read(bytes.Span), static index => string.Join(", ", index.Pages));

    [Fact]
    public void Column_indexes_come_back_as_they_were() => Check(
        from pages in (from isNull in ArbMap.Default.GeneratorFor<bool>() from min in AnyBytes from max in AnyBytes from nulls in AnyLong select (isNull, min, max, nulls)).ListOf()
        from order in Gen.Elements(Enum.GetValues<BoundaryOrder>())
        from hasCounts in ArbMap.Default.GeneratorFor<bool>()
        select new ColumnIndex(
            [.. pages.Select(static p => p.isNull)], [.. pages.Select(static p => p.min ?? [])], [.. pages.Select(static p => p.max ?? [])], order,
            hasCounts ? [.. pages.Select(static p => p.nulls)] : []),
        static (index, writer) => index.Write(writer),
        static bytes => ColumnIndex.Read(bytes.Span),
        static index => string.Join(",", index.NullPages) + Hex(index.Mins) + Hex(index.Maxes) + index.Order + string.Join(",", index.NullCounts));

    [Fact]
    public void Bloom_filter_headers_come_back_as_they_were() => Check(
        Gen.Choose(0, int.MaxValue).Select(static length => new BloomFilterHeader(length, true)),
        static (header, writer) => header.Write(writer), static bytes => BloomFilterHeader.Read(bytes.Span, out _), static header => header.ToString());

    [Fact]
    public void A_bloom_filter_of_another_kind_is_known_as_such()
    {
        var bytes = new ArrayBufferWriter<byte>();
        new BloomFilterHeader(32, true).Write(new ThriftWriter(bytes));
        var other = bytes.WrittenSpan.ToArray();
        other[3] = 0x2C;   // the second member of the union of algorithms
        Assert.False(BloomFilterHeader.Read(other, out _).IsSupported);
    }

    [Fact]
    public void A_field_id_that_is_far_from_the_last_one_and_long_lists_are_read()
    {
        var bytes = new ArrayBufferWriter<byte>();
        var writer = new ThriftWriter(bytes);
        var last = 0;
        writer.List(ref last, 300, ThriftType.I32, 20);
        for (var i = 0; i < 20; i++)
            writer.ZigZag(-i);
        writer.Field(ref last, 2, "back");
        writer.Stop();
        var reader = new ThriftReader(bytes.WrittenSpan);
        var field = 0;
        Assert.True(reader.NextField(ref field, out var type));
        Assert.Equal(300, field);
        Assert.Equal(20, reader.ReadList(type, ThriftType.I32));
        for (var i = 0; i < 20; i++)
            Assert.Equal(-i, reader.ReadInt32());
        Assert.True(reader.NextField(ref field, out type));
        Assert.Equal((2, "back"), (field, reader.ReadString(type)));
        Assert.False(reader.NextField(ref field, out _));
    }

    [Theory]
    [InlineData("29", "a field without its list")]
    [InlineData("29FCFFFFFFFF0F", "a list of four billion structs")]
    [InlineData("18FFFFFFFF0F", "four billion bytes of text")]
    [InlineData("1BFFFFFFFFFFFFFFFF7F", "a map of nearly all pairs")]
    [InlineData("16FFFFFFFFFFFFFFFFFFFFFF", "an integer without an end")]
    [InlineData("1D00", "a type that there is not")]
    [InlineData("F000", "a stop that is none")]
    public void Absurd_lengths_and_types_are_malformed(string hex, string what)
    {
        var bytes = Convert.FromHexString(hex);
        foreach (var read in (ReadStruct[])[static b => FileMetadata.Read(b), static b => PageHeader.Read(b, out _), static b => ColumnIndex.Read(b), static b => SkipAll(b)])
            Assert.True(Record.Exception(() => read(bytes)) is MalformedDataException, what);
    }

    [Fact]
    public void Deep_nesting_is_malformed_and_costs_no_stack()
    {
        // Structs in structs, lists of lists and maps of maps, under a field that nobody knows.
        byte[][] deep = [[.. Enumerable.Repeat((byte)0xFC, 200_000)], [0xF9, .. Enumerable.Repeat((byte)0x19, 200_000)], [0xFB, .. Enumerable.Repeat(new byte[] { 1, 0xBB }, 100_000).SelectMany(b => b)]];
        foreach (var bytes in deep)
            Assert.Throws<MalformedDataException>(() => SkipAll(bytes));
    }

    private static void SkipAll(ReadOnlySpan<byte> bytes)
    {
        var reader = new ThriftReader(bytes);
        var field = 0;
        while (reader.NextField(ref field, out var type))
            reader.Skip(type);
    }

    private static void Check<T>(Gen<T> values, Action<T, ThriftWriter> write, Func<ReadOnlyMemory<byte>, T> read, Func<T, string> describe) =>
        Prop.ForAll(values.ToArbitrary(), value =>
        {
            var bytes = new ArrayBufferWriter<byte>();
            write(value, new ThriftWriter(bytes));
            Assert.Equal(describe(value), describe(read(bytes.WrittenMemory)));

            // Every prefix is too short, and damage is either no damage or malformed.
            var step = Math.Max(1, bytes.WrittenCount / 200);
            for (var length = 0; length < bytes.WrittenCount; length += step)
                Assert.Throws<MalformedDataException>(() => read(bytes.WrittenMemory[..length]));
            var random = new Random(bytes.WrittenCount);
            for (var round = 0; round < 20; round++)
            {
                var damaged = bytes.WrittenSpan.ToArray();
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                Assert.True(Record.Exception(() => read(damaged)) is null or MalformedDataException, Convert.ToHexString(damaged));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    private static string Describe(FileMetadata file) => string.Join('\n', [
        $"{file.RowCount} {file.CreatedBy} {string.Join(",", file.KeyValues)} {string.Join(",", file.ColumnOrders)} {file.IsEncrypted}",
        .. file.Schema.Select(static element => element.ToString()),
        .. file.RowGroups.Select(static g => $"{g.Ordinal} {g.RowCount} {g.UncompressedSize} {string.Join(",", g.SortingColumns)} {string.Join("\n", g.Columns.Select(Describe))}"),
    ]);

    private static string Describe(ColumnChunkMetadata chunk) =>
        $"{chunk with { Statistics = null, Path = [], Encodings = [] }}{string.Join("/", chunk.Path)} {string.Join("/", chunk.Encodings)} {(chunk.Statistics is { } s ? Describe(s) : "none")}";

    private static string Describe(ParquetStatistics s) =>
        $"{Hex([s.Min!, s.Max!, s.LegacyMin!, s.LegacyMax!])} {s.NullCount} {s.DistinctCount} {s.NanCount} {s.IsMinExact} {s.IsMaxExact}";

    private static string Hex(IEnumerable<byte[]?> values) => string.Join(",", values.Select(static v => v is null ? "null" : Convert.ToHexString(v)));
}

/// <summary>Generators that are missing.</summary>
file static class Generators
{
    /// <summary>So many values, each of which may be null.</summary>
    public static Gen<long?[]> OrNullOf(this Gen<long> values, int count) =>
        values.Select(static v => (long?)v).Or(Gen.Constant<long?>(null)).ArrayOf(count);

    /// <summary>One or the other.</summary>
    public static Gen<T> Or<T>(this Gen<T> left, Gen<T> right) => Gen.OneOf(left, right);
}
