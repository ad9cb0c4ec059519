using System.Collections.Immutable;
using SqlSpark.Core.Types;

namespace SqlSpark.DataSources.Parquet.Schemas;

/// <summary>A leaf and the type that its values are read as.</summary>
internal sealed record ParquetLeaf(ParquetField Field, DataType Type);

/// <summary>A column, field, element, key or value as Spark sees it, and where the file keeps it.</summary>
/// <param name="Type">The type that is read.</param>
/// <param name="IsNullable">Whether it may be NULL where its parent is not.</param>
/// <param name="DefinitionLevel">It is NULL, or an ancestor is NULL or empty, where the definition level is below this.</param>
/// <param name="RepetitionLevel">The repeated fields among it and its ancestors; of lists and maps, without their own.</param>
/// <remarks>After Dremel (Melnik et al., 2010): levels tell structure, values follow densely.</remarks>
internal abstract record ParquetColumn(DataType Type, bool IsNullable, int DefinitionLevel, int RepetitionLevel)
{
    /// <summary>The leaves below, in the order of the file; those of columns that the file lacks are none.</summary>
    public abstract IEnumerable<ParquetLeaf> Leaves { get; }
}

/// <summary>Values of one leaf.</summary>
internal sealed record PrimitiveColumn(DataType Type, bool IsNullable, ParquetField Field)
    : ParquetColumn(Type, IsNullable, Field.DefinitionLevel, Field.RepetitionLevel)
{
    /// <inheritdoc />
    public override IEnumerable<ParquetLeaf> Leaves => [new ParquetLeaf(Field, Type)];
}

/// <summary>A group of fields.</summary>
/// <param name="Fields">One column a field of <see cref="ParquetColumn.Type"/>, a struct.</param>
/// <param name="Presence">A leaf whose levels tell where the struct is NULL, for a struct none of whose wanted fields are in the file; else null.</param>
internal sealed record StructColumn(
    DataType Type, bool IsNullable, int DefinitionLevel, int RepetitionLevel, ImmutableArray<ParquetColumn> Fields, ParquetLeaf? Presence = null)
    : ParquetColumn(Type, IsNullable, DefinitionLevel, RepetitionLevel)
{
    /// <inheritdoc />
    public override IEnumerable<ParquetLeaf> Leaves => Presence is null ? Fields.SelectMany(static f => f.Leaves) : [Presence];
}

/// <summary>An array. An element is there where the definition level is at least <paramref name="ElementDefinitionLevel"/>.</summary>
/// <param name="ElementDefinitionLevel">Below it, and from <see cref="ParquetColumn.DefinitionLevel"/> on, the array is empty.</param>
/// <param name="Element">The elements; an entry with a repetition level of its repeated field's or more continues the array.</param>
internal sealed record ListColumn(
    DataType Type, bool IsNullable, int DefinitionLevel, int RepetitionLevel, int ElementDefinitionLevel, ParquetColumn Element)
    : ParquetColumn(Type, IsNullable, DefinitionLevel, RepetitionLevel)
{
    /// <inheritdoc />
    public override IEnumerable<ParquetLeaf> Leaves => Element.Leaves;
}

/// <summary>A map: an array of keys and one of values.</summary>
internal sealed record MapColumn(
    DataType Type, bool IsNullable, int DefinitionLevel, int RepetitionLevel, int ElementDefinitionLevel, ParquetColumn Key, ParquetColumn Value)
    : ParquetColumn(Type, IsNullable, DefinitionLevel, RepetitionLevel)
{
    /// <inheritdoc />
    public override IEnumerable<ParquetLeaf> Leaves => Key.Leaves.Concat(Value.Leaves);
}

/// <summary>A column that the file lacks: one value everywhere, NULL as a rule.</summary>
internal sealed record MissingColumn(DataType Type) : ParquetColumn(Type, IsNullable: true, 0, 0)
{
    /// <summary>The value, in the form of <c>BoxedValues</c>; null for NULL.</summary>
    public object? Value { get; init; }

    /// <inheritdoc />
    public override IEnumerable<ParquetLeaf> Leaves => [];
}
