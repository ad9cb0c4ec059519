using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet.Format;
using SqlSpark.DataSources.Parquet.Schemas;
using SqlSpark.DataSources.Parquet.Writing;
using Xunit;

namespace SqlSpark.DataSources.Tests.Parquet.Writing;

/// <summary>Schema, notes, options and errors of files that are written; several workers at one file.</summary>
public sealed class WrittenFilesTests : IDisposable
{
    private readonly ParquetReading _reading = new();
    private readonly ParquetWriting _writing = new();

    public void Dispose()
    {
        _reading.Dispose();
        _writing.Dispose();
    }

    [Fact]
    public void Types_are_stored_as_Spark_stores_them()
    {
        var schema = StructType.Empty.Add("b", ByteType.Instance).Add("s", ShortType.Instance).Add("i", IntegerType.Instance, nullable: false).Add("date", DateType.Instance)
            .Add("ts", TimestampType.Instance).Add("ntz", TimestampNtzType.Instance).Add("time", new TimeType(6)).Add("d9", new DecimalType(9, 2)).Add("d18", new DecimalType(18, 2))
            .Add("d19", new DecimalType(19, 2)).Add("d38", new DecimalType(38, 2)).Add("ym", YearMonthIntervalType.Default).Add("dt", DayTimeIntervalType.Default)
            .Add("text", StringType.Varchar(5)).Add("v", VariantType.Instance).Add("list", new ArrayType(IntegerType.Instance, false))
            .Add("map", new MapType(StringType.Instance, DoubleType.Instance));
        Assert.Equal(
            """
            Optional b INT32 (INTEGER(8,true))
            Optional s INT32 (INTEGER(16,true))
            Required i INT32
            Optional date INT32 (DATE)
            Optional ts INT64 (TIMESTAMP(MICROS,true))
            Optional ntz INT64 (TIMESTAMP(MICROS,false))
            Optional time INT64 (TIME(MICROS,false))
            Optional d9 INT32 (DECIMAL(9,2))
            Optional d18 INT64 (DECIMAL(18,2))
            Optional d19 FIXED_LEN_BYTE_ARRAY(9) (DECIMAL(19,2))
            Optional d38 FIXED_LEN_BYTE_ARRAY(16) (DECIMAL(38,2))
            Optional ym INT32
            Optional dt INT64
            Optional text BINARY (STRING)
            Required v.value BINARY
            Required v.metadata BINARY
            Required list.list.element INT32
            Required map.key_value.key BINARY (STRING)
            Optional map.key_value.value DOUBLE
            """,
            Leaves(schema));
        _writing.Conf = ParquetReading.Conf(("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MILLIS"));
        var timestamp = StructType.Empty.Add("ts", TimestampType.Instance);
        Assert.Equal("Optional ts INT64 (TIMESTAMP(MILLIS,true))", Leaves(timestamp));
        _writing.Conf = ParquetReading.Conf();
        Assert.Equal("Optional ts INT96", Leaves(timestamp));
        Assert.Equal("Optional ts INT64 (TIMESTAMP(MICROS,true))", Leaves(timestamp, ("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")));
    }

    [Fact]
    public void Milliseconds_are_rounded_down()
    {
        _writing.Conf = ParquetReading.Conf(("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MILLIS"));
        var path = _writing.Write(StructType.Empty.Add("ts", TimestampType.Instance), [[1999L], [-1L], [-1000L], [null]]);
        Assert.Equal(["[1000]", "[-1000]", "[-1000]", "[null]"], _reading.Read(path).Select(ValueText.Of));
    }

    [Fact]
    public void Spark_finds_its_schema_and_version()
    {
        var schema = new StructType(
        [
            new StructField("a", IntegerType.Instance, Nullable: false) { Metadata = [KeyValuePair.Create("comment", "first \"one\"")] },
            new StructField("b", new ArrayType(new MapType(StringType.Instance, new DecimalType(5, 2)), false)),
            new StructField("c", new StructType([new StructField("é", StringType.Varchar(7)), new StructField("y", new DayTimeIntervalType(DayTimeField.Hour, DayTimeField.Minute))])),
        ]);
        var metadata = new WrittenFile(_writing.Write(schema, [])).Footer.Metadata;
        Assert.Equal(
            """{"type":"struct","fields":[{"name":"a","type":"integer","nullable":false,"metadata":{"comment":"first \"one\""}},""" +
            """{"name":"b","type":{"type":"array","elementType":{"type":"map","keyType":"string","valueType":"decimal(5,2)","valueContainsNull":true},"containsNull":false},"nullable":true,"metadata":{}},""" +
            """{"name":"c","type":{"type":"struct","fields":[{"name":"é","type":"string","nullable":true,"metadata":{"__CHAR_VARCHAR_TYPE_STRING":"varchar(7)"}},""" +
            """{"name":"y","type":"interval hour to minute","nullable":true,"metadata":{}}]},"nullable":true,"metadata":{}}]}""",
            metadata.Find("org.apache.spark.sql.parquet.row.metadata"));
        Assert.Equal("4.1.0", metadata.Find("org.apache.spark.version"));
        Assert.StartsWith("SqlSpark version 0.", metadata.CreatedBy);
        Assert.All(metadata.ColumnOrders, order => Assert.Equal(ColumnOrder.TypeDefined, order));
        Assert.Equal(5, metadata.ColumnOrders.Length);
    }

    [Theory]
    [InlineData("\"integer\"")]
    [InlineData("{\"type\":\"struct\"}")]
    [InlineData("{\"type\":\"struct\",\"fields\":[{\"name\":\"a\",\"type\":\"unheard of\",\"nullable\":true,\"metadata\":{}}]}")]
    [InlineData("StructType(StructField(a,IntegerType,true))")]
    public void A_note_that_is_no_schema_counts_as_none(string json) => Assert.Null(SparkSchemaJson.TryRead(json));

    [Fact]
    public void Collations_and_user_defined_types_of_Sparks_notes_are_understood()
    {
        var schema = SparkSchemaJson.TryRead(
            """
            {"type":"struct","fields":[
              {"name":"a","type":{"type":"array","elementType":"string","containsNull":true},"nullable":true,"metadata":{"__COLLATIONS":{"a.element":"icu.UNICODE_CI"}}},
              {"name":"u","type":{"type":"udt","class":"Point","sqlType":"double"},"nullable":true,"metadata":{"ml_attr":{"x":1}}}]}
            """)!;
        Assert.Equal(new ArrayType(new StringType("UNICODE_CI")), schema.Fields[0].DataType);
        Assert.Equal(DoubleType.Instance, schema.Fields[1].DataType);
        Assert.Contains("\"__COLLATIONS\":{\"a.element\":\"icu.UNICODE_CI\"}", SparkSchemaJson.Write(schema));
    }

    [Fact]
    public void Types_that_cannot_be_stored_are_refused_with_their_column()
    {
        AssertRefused("UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE", VoidType.Instance);
        AssertRefused("UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE", new ArrayType(CalendarIntervalType.Instance));
        AssertRefused("EMPTY_SCHEMA_NOT_SUPPORTED_FOR_DATASOURCE", StructType.Empty);
        Assert.Equal("EMPTY_SCHEMA_NOT_SUPPORTED_FOR_DATASOURCE", Assert.Throws<SqlSparkException>(() => _writing.Factory().Check(StructType.Empty)).Condition);
        DataType deep = IntegerType.Instance;
        for (var i = 0; i < 500; i++)
            deep = new ArrayType(deep);
        AssertRefused("UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE", deep);

        void AssertRefused(string condition, DataType type) => Assert.Equal(
            condition, Assert.Throws<SqlSparkException>(() => _writing.Factory().Check(StructType.Empty.Add("fine", LongType.Instance).Add("c", type))).Condition);
    }

    [Theory]
    [InlineData("compression", "lzo", "CODEC_NOT_AVAILABLE.WITH_AVAILABLE_CODECS_SUGGESTION")]
    [InlineData("compression", "deflate", "CODEC_NOT_AVAILABLE.WITH_AVAILABLE_CODECS_SUGGESTION")]
    [InlineData("parquet.writer.version", "v3", "UNSUPPORTED_FEATURE.OPTION")]
    [InlineData("parquet.page.size", "0", "UNSUPPORTED_FEATURE.OPTION")]
    [InlineData("parquet.page.size", "x", "_LEGACY_ERROR_TEMP_2146")]
    [InlineData("parquet.enable.dictionary", "perhaps", "_LEGACY_ERROR_TEMP_2147")]
    [InlineData("parquet.bloom.filter.fpp", "1", "UNSUPPORTED_FEATURE.OPTION")]
    [InlineData("parquet.bloom.filter.expected.ndv#c", "-5", "UNSUPPORTED_FEATURE.OPTION")]
    [InlineData("parquet.encoding#c", "RLE", "UNSUPPORTED_FEATURE.OPTION")]
    public void Options_that_mean_nothing_are_refused(string name, string value, string condition)
    {
        var error = Assert.Throws<SqlSparkException>(() =>
            _writing.Write(StructType.Empty.Add("c", LongType.Instance), [[1L]], (name, value), ("parquet.bloom.filter.enabled", name.Contains("bloom") ? "true" : "false")));
        Assert.Equal(condition, error.Condition);
    }

    [Theory]
    [InlineData("spark.sql.parquet.writeLegacyFormat", "true")]
    [InlineData("spark.sql.parquet.datetimeRebaseModeInWrite", "LEGACY")]
    [InlineData("spark.sql.parquet.int96RebaseModeInWrite", "LEGACY")]
    public void Layouts_of_the_past_are_refused(string key, string value)
    {
        _writing.Conf = ParquetReading.Conf((key, value));
        Assert.Equal("UNSUPPORTED_FEATURE.OPTION", Assert.Throws<SqlSparkException>(() => _writing.Factory()).Condition);
    }

    [Theory]
    [InlineData("INT96", "int96RebaseModeInWrite", -2_208_988_800_000_001, -2_208_988_800_000_000)]
    [InlineData("TIMESTAMP_MICROS", "datetimeRebaseModeInWrite", -2_208_988_800_000_001, -2_208_988_800_000_000)]
    [InlineData("TIMESTAMP_MILLIS", "datetimeRebaseModeInWrite", -2_208_988_800_000_001, -2_208_988_800_000_000)]
    [InlineData("DATE", "datetimeRebaseModeInWrite", -141_428, -141_427)]
    public void Old_values_are_errors_where_a_setting_says_so(string storage, string key, long tooOld, long oldest)
    {
        DataType type = storage == "DATE" ? DateType.Instance : TimestampType.Instance;
        _writing.Conf = ParquetReading.Conf(
            ("spark.sql.parquet." + key, "EXCEPTION"), ("spark.sql.parquet.outputTimestampType", storage == "DATE" ? "INT96" : storage));
        _writing.Write(StructType.Empty.Add("c", type), [[Value(oldest)], [null]]);
        var error = Assert.Throws<SqlSparkException>(() => _writing.Write(StructType.Empty.Add("c", type), [[Value(oldest)], [Value(tooOld)]]));
        Assert.Equal("INCONSISTENT_BEHAVIOR_CROSS_VERSION.WRITE_ANCIENT_DATETIME", error.Condition);
        Assert.Contains(key, error.Message);
        _writing.Conf = ParquetReading.Conf(("spark.sql.parquet.outputTimestampType", storage == "DATE" ? "INT96" : storage));
        _writing.Write(StructType.Empty.Add("c", type), [[Value(tooOld)]]);

        object Value(long value) => storage == "DATE" ? (int)value : value;
    }

    [Theory]
    [InlineData("none", ".parquet")]
    [InlineData("snappy", ".snappy.parquet")]
    [InlineData("GZIP", ".gz.parquet")]
    [InlineData("zstd", ".zstd.parquet")]
    [InlineData("lz4", ".lz4hadoop.parquet")]
    [InlineData("lz4_raw", ".lz4raw.parquet")]
    [InlineData("brotli", ".br.parquet")]
    public void Names_of_files_tell_the_codec(string codec, string extension) => Assert.Equal(extension, _writing.Factory(("compression", codec)).Extension);

    [Fact]
    public void The_codec_comes_from_the_option_before_the_setting()
    {
        _writing.Conf = ParquetReading.Conf(("spark.sql.parquet.compression.codec", "gzip"));
        Assert.Equal(".gz.parquet", _writing.Factory().Extension);
        Assert.Equal(".zstd.parquet", _writing.Factory(("parquet.compression", "zstd")).Extension);
        Assert.Equal(".parquet", _writing.Factory(("parquet.compression", "zstd"), ("compression", "none")).Extension);
    }

    [Fact]
    public void A_NULL_in_a_column_without_NULLs_is_an_error_and_costs_no_memory()
    {
        DataType[] types = [LongType.Instance, new ArrayType(LongType.Instance, false), new StructType([new StructField("x", LongType.Instance, false)])];
        object?[] values = [null, EquatableArray.Create<object?>([1L, null]), EquatableArray.Create<object?>([(object?)null])];
        for (var i = 0; i < types.Length; i++)
        {
            var schema = new StructType([new StructField("c", types[i], Nullable: false)]);
            var error = Assert.Throws<SqlSparkException>(() => _writing.Write(schema, [[values[i]]]));
            Assert.Equal("NOT_NULL_ASSERT_VIOLATION", error.Condition);
        }
    }

    [Fact]
    public void Cancelling_ends_the_writing_and_leaves_no_memory()
    {
        using var cancellation = new CancellationTokenSource();
        _writing.Cancellation = cancellation.Token;
        cancellation.Cancel();
        Assert.Throws<OperationCanceledException>(() => _writing.Write(StructType.Empty.Add("c", LongType.Instance), [[1L]]));
    }

    [Fact]
    public void An_account_that_is_full_fails_the_writing_and_no_more()
    {
        using var account = _writing.CreateAccount();
        using var limited = account.CreateChild("limited", 3 << 20);
        using var file = LocalFileSystem.Instance.Create(_writing.NextPath());
        var schema = StructType.Empty.Add("c", StringType.Instance);
        var random = new Random(1);
        using (var writer = _writing.Factory(("parquet.block.size", "100000000")).Create(file, new FileWriteContext(schema, limited, default)))
        {
            var error = Assert.Throws<SqlSparkException>(() =>
            {
                for (var i = 0; i < 100; i++)
                {
                    using var values = new VectorWriter(StringType.Instance, account);
                    values.Begin(1000);
                    var bytes = new byte[100];
                    for (var row = 0; row < 1000; row++)
                    {
                        random.NextBytes(bytes);
                        values.SetBytes(row, bytes);
                    }

                    writer.Write(new RecordBatch().Set(1000, [values.Publish()]));
                }
            });
            Assert.StartsWith("MEMORY_LIMIT_EXCEEDED", error.Condition);
        }

        Assert.Equal(0, limited.UsedBytes);
    }

    [Fact]
    public void Row_groups_of_several_workers_are_appended_in_any_order()
    {
        var schema = StructType.Empty.Add("a", LongType.Instance).Add("s", StringType.Instance);
        var factory = _writing.Factory();
        var path = _writing.NextPath();
        using var account = _writing.CreateAccount();
        var groups = new EncodedRowGroup[6];
        Parallel.For(0, groups.Length, i =>
        {
            using var encoder = factory.CreateEncoder(new FileWriteContext(schema, account, default));
            var vectors = new EncodedVectors(new Random(i), account);
            object?[] numbers = [.. Enumerable.Range(0, 100).Select(k => (object?)(long)((i * 100) + k))];
            object?[] texts = [.. numbers.Select(n => (object?)$"a text of number {n}")];
            Vector[] columns = [vectors.Build(LongType.Instance, numbers), vectors.Build(StringType.Instance, texts)];
            encoder.Add(new RecordBatch().Set(100, columns), 0);
            groups[i] = encoder.Finish();
            Array.ForEach(columns, column => column.Release());
        });
        using (var file = LocalFileSystem.Instance.Create(path))
        {
            var appender = factory.CreateAppender(file, schema);
            foreach (var group in groups.Reverse())
                appender.Append(group);
            appender.Finish();
            file.Close();
        }

        Array.ForEach(groups, group => group.Dispose());
        Assert.Equal(0, account.UsedBytes);
        Assert.Equal(
            Enumerable.Range(0, 6).Reverse().SelectMany(i => Enumerable.Range(i * 100, 100)).Select(n => $"[{n},\"a text of number {n}\"]"),
            _reading.Read(path).Select(ValueText.Of));
        Assert.Equal([5, 4, 3, 2, 1, 0], new WrittenFile(path).Footer.Metadata.RowGroups.Select(group => BitConverter.ToInt64(group.Columns[0].Statistics!.Min!) / 100));
    }

    [Fact]
    public void The_order_of_rows_is_noted_where_the_caller_declares_it()
    {
        var schema = StructType.Empty.Add("a", LongType.Instance).Add("b", new StructType([new StructField("x", LongType.Instance), new StructField("y", LongType.Instance)]));
        var factory = _writing.Factory();
        factory.SortedBy = [new SortedColumn("b.y", IsDescending: true, NullsFirst: false), new SortedColumn("a", IsDescending: false, NullsFirst: true)];
        var path = _writing.NextPath();
        using (var file = LocalFileSystem.Instance.Create(path))
        {
            using var account = _writing.CreateAccount();
            using var writer = factory.Create(file, new FileWriteContext(schema, account, default));
            var row = new EncodedVectors(new Random(1), account);
            Vector[] columns = [row.Flat(LongType.Instance, [1L]), row.Flat(schema.Fields[1].DataType, [null])];
            writer.Write(new RecordBatch().Set(1, columns));
            writer.Finish();
            Array.ForEach(columns, column => column.Release());
        }

        Assert.Equal([new SortingColumn(2, true, false), new SortingColumn(0, false, true)], new WrittenFile(path).RowGroup().SortingColumns.ToArray());
    }

    [Fact]
    public void Variants_that_Spark_wrote_without_an_annotation_are_variants_by_its_note()
    {
        var schema = StructType.Empty.Add("v", VariantType.Instance);
        var value = EquatableArray.Create<object?>([EquatableArray.Create<byte>([12, 1]), EquatableArray.Create<byte>([1, 0, 0])]);
        var path = _writing.Write(schema, [[value], [null]]);
        var bytes = File.ReadAllBytes(path);
        var written = new WrittenFile(path).Footer.Metadata;
        var footer = new System.Buffers.ArrayBufferWriter<byte>();
        (written with { Schema = [.. written.Schema.Select(e => e.Annotation.Kind == LogicalKind.Variant ? e with { Annotation = default } : e)] }).Write(new ThriftWriter(footer));
        var oldLength = BitConverter.ToInt32(bytes, bytes.Length - 8);
        path = _reading.Write([.. bytes[..^(8 + oldLength)], .. footer.WrittenSpan, .. BitConverter.GetBytes(footer.WrittenCount), .. "PAR1"u8]);
        Assert.Equal("variant", ParquetReading.Open(path).Schema.Fields[0].DataType.SimpleString);
        Assert.Equal(["[[x'0c01',x'010000']]", "[null]"], _reading.Read(path).Select(ValueText.Of));
    }

    private string Leaves(StructType schema, params (string, string)[] options) => string.Join(
        '\n', new WrittenFile(_writing.Write(schema, [], options)).Footer.Schema.Leaves.Select(leaf => $"{leaf.Element.Repetition} {leaf.DottedPath} {leaf.Describe()}"));
}
