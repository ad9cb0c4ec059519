using System.Collections.Immutable;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Parquet.Format;

namespace SqlSpark.DataSources.Parquet.Writing;

/// <summary>The schema of a file that is written.</summary>
/// <param name="Type">The columns as Spark sees them.</param>
/// <param name="Elements">The nodes depth first, the root first.</param>
/// <param name="Columns">The columns as trees.</param>
/// <param name="Leaves">The leaves, in the order of column chunks.</param>
/// <remarks>
/// Spark: <c>SparkToParquetSchemaConverter</c>. Lists and maps have three levels; what is not nullable is required. VARIANT is a group of two binaries
/// with the annotation of the format.
/// </remarks>
internal sealed record WriteSchema(StructType Type, ImmutableArray<SchemaElement> Elements, ImmutableArray<WriteNode> Columns, ImmutableArray<WriteLeaf> Leaves)
{
    // Levels are stored in bytes here and by readers alike.
    private const int MaxDepth = 100;

    /// <summary>The schema for columns of Spark's types.</summary>
    /// <exception cref="Core.Errors.SqlSparkException">
    /// <c>UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE</c> for VOID, INTERVAL and what is nested absurdly; <c>EMPTY_SCHEMA_NOT_SUPPORTED_FOR_DATASOURCE</c>.
    /// </exception>
    public static WriteSchema Create(StructType type, ParquetWriteOptions options)
    {
        var builder = new Builder(options);
        var columns = builder.Build(type);
        return new WriteSchema(type, builder.Elements.ToImmutable(), columns, builder.Leaves.ToImmutable());
    }

    private sealed class Builder(ParquetWriteOptions options)
    {
        private readonly List<string> _path = [];
        private StructField _column = null!;

        public ImmutableArray<SchemaElement>.Builder Elements { get; } = ImmutableArray.CreateBuilder<SchemaElement>();

        public ImmutableArray<WriteLeaf>.Builder Leaves { get; } = ImmutableArray.CreateBuilder<WriteLeaf>();

        public ImmutableArray<WriteNode> Build(StructType type)
        {
            if (type.Fields.Count == 0)
                throw ParquetErrors.EmptySchema();
            Elements.Add(new SchemaElement { Name = "spark_schema", ChildCount = type.Fields.Count });
            var columns = ImmutableArray.CreateBuilder<WriteNode>(type.Fields.Count);
            foreach (var field in type.Fields)
            {
                _column = field;
                columns.Add(Add(field.Name, field.DataType, field.Nullable, 0, 0));
            }

            return columns.ToImmutable();
        }

        private WriteNode Add(string name, DataType type, bool isNullable, int definitionLevel, int repetitionLevel)
        {
            _path.Add(name);
            if (_path.Count > MaxDepth)
                throw NotSupported();
            definitionLevel += isNullable ? 1 : 0;
            WriteNode node = type switch
            {
                StructType { Fields.Count: 0 } => throw ParquetErrors.EmptySchema(),
                StructType record => AddStruct(name, record, isNullable, definitionLevel, repetitionLevel),
                VariantType => AddVariant(name, isNullable, definitionLevel, repetitionLevel),
                ArrayType array => AddRepeated(
                    name, LogicalKind.List, "list", isNullable, definitionLevel, repetitionLevel, [("element", array.ElementType, array.ContainsNull)]),
                MapType map => AddRepeated(
                    name, LogicalKind.Map, "key_value", isNullable, definitionLevel, repetitionLevel,
                    [("key", map.KeyType, false), ("value", map.ValueType, map.ValueContainsNull)]),
                _ => AddLeaf(name, type, isNullable, definitionLevel, repetitionLevel),
            };
            _path.RemoveAt(_path.Count - 1);
            return node;
        }

        private WriteStruct AddStruct(string name, StructType type, bool isNullable, int definitionLevel, int repetitionLevel)
        {
            AddGroup(name, isNullable, type.Fields.Count, default);
            return new WriteStruct(isNullable, definitionLevel, [.. type.Fields.Select(f => Add(f.Name, f.DataType, f.Nullable, definitionLevel, repetitionLevel))]);
        }

        private WriteStruct AddVariant(string name, bool isNullable, int definitionLevel, int repetitionLevel)
        {
            AddGroup(name, isNullable, 2, new LogicalAnnotation(LogicalKind.Variant));
            string[] parts = ["value", "metadata"];
            return new WriteStruct(isNullable, definitionLevel, [.. parts.Select(part => Add(part, BinaryType.Instance, false, definitionLevel, repetitionLevel))]);
        }

        private WriteRepeated AddRepeated(
            string name, LogicalKind kind, string entries, bool isNullable, int definitionLevel, int repetitionLevel,
            ImmutableArray<(string Name, DataType Type, bool IsNullable)> children)
        {
            AddGroup(name, isNullable, 1, new LogicalAnnotation(kind));
            Elements.Add(new SchemaElement { Name = entries, Repetition = Repetition.Repeated, ChildCount = children.Length });
            _path.Add(entries);
            var nodes = children.Select(child => Add(child.Name, child.Type, child.IsNullable, definitionLevel + 1, repetitionLevel + 1)).ToImmutableArray();
            _path.RemoveAt(_path.Count - 1);
            return new WriteRepeated(isNullable, definitionLevel, repetitionLevel + 1, nodes);
        }

        private WriteLeaf AddLeaf(string name, DataType type, bool isNullable, int definitionLevel, int repetitionLevel)
        {
            var (storage, width, annotation) = StorageOf(type);
            var element = new SchemaElement { Name = name, Repetition = Occurs(isNullable), Type = storage, TypeLength = width, Annotation = annotation };
            Elements.Add(element);
            var leaf = new WriteLeaf(isNullable, definitionLevel, repetitionLevel, type, element, [.. _path], Leaves.Count);
            Leaves.Add(leaf);
            return leaf;
        }

        private void AddGroup(string name, bool isNullable, int childCount, LogicalAnnotation annotation) => Elements.Add(
            new SchemaElement { Name = name, Repetition = Occurs(isNullable), ChildCount = childCount, Annotation = annotation });

        private (ParquetType Storage, int Width, LogicalAnnotation Annotation) StorageOf(DataType type) => type switch
        {
            BooleanType => (ParquetType.Boolean, 0, default),
            ByteType => (ParquetType.Int32, 0, new(LogicalKind.Integer, BitWidth: 8)),
            ShortType => (ParquetType.Int32, 0, new(LogicalKind.Integer, BitWidth: 16)),
            IntegerType or YearMonthIntervalType => (ParquetType.Int32, 0, default),
            DateType => (ParquetType.Int32, 0, new(LogicalKind.Date)),
            LongType or DayTimeIntervalType => (ParquetType.Int64, 0, default),
            TimestampNtzType => (ParquetType.Int64, 0, new(LogicalKind.Timestamp, Unit: ParquetTimeUnit.Micros)),
            TimestampType => options.Timestamps switch
            {
                TimestampStorage.Int96 => (ParquetType.Int96, 0, default),
                TimestampStorage.Micros => (ParquetType.Int64, 0, new(LogicalKind.Timestamp, Unit: ParquetTimeUnit.Micros, IsAdjustedToUtc: true)),
                _ => (ParquetType.Int64, 0, new(LogicalKind.Timestamp, Unit: ParquetTimeUnit.Millis, IsAdjustedToUtc: true)),
            },
            TimeType => (ParquetType.Int64, 0, new(LogicalKind.Time, Unit: ParquetTimeUnit.Micros)),
            FloatType => (ParquetType.Float, 0, default),
            DoubleType => (ParquetType.Double, 0, default),
            StringType => (ParquetType.ByteArray, 0, new(LogicalKind.String)),
            BinaryType => (ParquetType.ByteArray, 0, default),
            DecimalType { Precision: <= 9 } decimals => (ParquetType.Int32, 0, new(LogicalKind.Decimal, decimals.Scale, decimals.Precision)),
            DecimalType { Precision: <= DecimalType.MaxLongPrecision } decimals =>
                (ParquetType.Int64, 0, new(LogicalKind.Decimal, decimals.Scale, decimals.Precision)),
            DecimalType decimals => (
                ParquetType.FixedLenByteArray, BytesOf(decimals.Precision), new(LogicalKind.Decimal, decimals.Scale, decimals.Precision)),
            _ => throw NotSupported(),
        };

        /// <summary>The bytes in which every unscaled value of a precision fits. Spark: <c>Decimal.minBytesForPrecision</c>.</summary>
        private static int BytesOf(int precision)
        {
            var greatest = WideMath.PowerOfTen(precision) - 1;
            var byteLength = 1;
            while (greatest >> ((8 * byteLength) - 1) != 0)
                byteLength++;
            return byteLength;
        }

        private Core.Errors.SqlSparkException NotSupported() =>
            DataSourceErrors.TypeNotSupported("Parquet", _column.Name, _column.DataType);

        private static Repetition Occurs(bool isNullable) => isNullable ? Repetition.Optional : Repetition.Required;
    }
}

/// <summary>A column, field, element, key or value and the levels at which it is written.</summary>
/// <param name="IsNullable">Whether it may be NULL where its parent is not.</param>
/// <param name="DefinitionLevel">The definition level from which on it is there.</param>
internal abstract record WriteNode(bool IsNullable, int DefinitionLevel);

/// <summary>A node with values.</summary>
/// <param name="RepetitionLevel">The repeated nodes above it: the greatest repetition level.</param>
/// <param name="Type">The type of the values.</param>
/// <param name="Element">How they are stored.</param>
/// <param name="Path">The names from below the root.</param>
/// <param name="Ordinal">The position among the leaves.</param>
internal sealed record WriteLeaf(
    bool IsNullable, int DefinitionLevel, int RepetitionLevel, DataType Type, SchemaElement Element, ImmutableArray<string> Path, int Ordinal)
    : WriteNode(IsNullable, DefinitionLevel)
{
    /// <summary>The path with dots, as options and messages have it.</summary>
    public string DottedPath => string.Join('.', Path);

    /// <summary>Whether it is part of a struct, array or map.</summary>
    public bool IsNested => Path.Length > 1;
}

/// <summary>A group of fields.</summary>
internal sealed record WriteStruct(bool IsNullable, int DefinitionLevel, ImmutableArray<WriteNode> Fields) : WriteNode(IsNullable, DefinitionLevel);

/// <summary>An array, with one child, or a map, with two. It is empty at its definition level and has entries from the next one on.</summary>
/// <param name="RepetitionLevel">That of all its entries but the first.</param>
/// <param name="Children">Elements; or keys and values.</param>
internal sealed record WriteRepeated(bool IsNullable, int DefinitionLevel, int RepetitionLevel, ImmutableArray<WriteNode> Children)
    : WriteNode(IsNullable, DefinitionLevel);
