using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet.Encodings;
using SqlSpark.DataSources.Parquet.Schemas;

namespace SqlSpark.DataSources.Parquet.Reading;

/// <summary>A column of structs, arrays and maps: puts rows together from the levels and values of its leaves.</summary>
/// <remarks>
/// For each node the entries of one leaf below it are looked at. An entry makes a row of the node where its repetition level is at most the node's, and
/// the repeated field around the node has an element there; the row is NULL where the definition level is below the node's. After Dremel
/// (Melnik et al., 2010).
/// </remarks>
internal sealed unsafe class NestedColumnReader : ColumnReader
{
    private readonly ParquetColumn _column;
    private readonly string _name;
    private readonly ImmutableArray<NestedLeaf> _leaves;
    private readonly VectorWriter _writer;
    private NestedLeaf _current;

    /// <summary>A reader that takes over leaves and register.</summary>
    /// <param name="column">The column.</param>
    /// <param name="name">Its name.</param>
    /// <param name="leaves">Its leaves, in the order of <see cref="ParquetColumn.Leaves"/>; at least one.</param>
    /// <param name="writer">A register of its type.</param>
    public NestedColumnReader(ParquetColumn column, string name, ImmutableArray<NestedLeaf> leaves, VectorWriter writer)
        : base(column.Type)
    {
        _column = column;
        _name = name;
        _leaves = leaves;
        _writer = writer;
        _current = leaves[0];
    }

    /// <inheritdoc />
    public override long FileOffset => _current.FileOffset;

    /// <inheritdoc />
    public override string Name => _name;

    /// <inheritdoc />
    public override Vector Read(int rowCount)
    {
        foreach (var leaf in _leaves)
        {
            _current = leaf;
            leaf.Read(rowCount);
        }

        _writer.Begin(rowCount);
        Assemble(_column, _writer, firstLeaf: 0, rowCount, elementLevel: 0);
        return _writer.Publish();
    }

    /// <inheritdoc />
    public override void Skip(long rowCount)
    {
        foreach (var leaf in _leaves)
        {
            _current = leaf;
            leaf.Skip(rowCount);
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        foreach (var leaf in _leaves)
            leaf.Dispose();
        _writer.Dispose();
    }

    /// <summary>Fills the rows of a node.</summary>
    /// <param name="column">The node.</param>
    /// <param name="writer">Its register, open for <paramref name="rowCount"/> rows.</param>
    /// <param name="firstLeaf">The first of its leaves.</param>
    /// <param name="rowCount">Its rows.</param>
    /// <param name="elementLevel">From which definition level on the repeated field around it has an element; 0 at the top.</param>
    /// <returns>The leaf after its last one.</returns>
    private int Assemble(ParquetColumn column, VectorWriter writer, int firstLeaf, int rowCount, int elementLevel)
    {
        switch (column)
        {
            case PrimitiveColumn:
                AssembleValues(column, writer, _leaves[firstLeaf], rowCount, elementLevel);
                return firstLeaf + 1;
            case StructColumn structColumn:
                return AssembleStruct(structColumn, writer, firstLeaf, rowCount, elementLevel);
            case ListColumn list:
                {
                    var count = AssembleEntries(list, list.ElementDefinitionLevel, writer, _leaves[firstLeaf], rowCount, elementLevel);
                    writer.Elements.Append(count);
                    return Assemble(list.Element, writer.Elements, firstLeaf, count, list.ElementDefinitionLevel);
                }

            case MapColumn map:
                {
                    var count = AssembleEntries(map, map.ElementDefinitionLevel, writer, _leaves[firstLeaf], rowCount, elementLevel);
                    writer.Elements.Append(count);
                    writer.MapValues.Append(count);
                    var firstOfValues = Assemble(map.Key, writer.Elements, firstLeaf, count, map.ElementDefinitionLevel);
                    if (writer.Elements.HasValidity && Bitmaps.Count(writer.Elements.Validity) < count)
                        throw new MalformedDataException("a map with a key that is NULL", 0);
                    return Assemble(map.Value, writer.MapValues, firstOfValues, count, map.ElementDefinitionLevel);
                }

            default:
                SetAllNull(writer);
                return firstLeaf;
        }
    }

    private int AssembleStruct(StructColumn column, VectorWriter writer, int firstLeaf, int rowCount, int elementLevel)
    {
        var leaf = _leaves[firstLeaf];
        if (column.DefinitionLevel > elementLevel)
            ReadValidity(column, writer, leaf, rowCount, elementLevel);
        else
            CheckRowCount(leaf, column.RepetitionLevel, rowCount, elementLevel);
        var nextLeaf = firstLeaf;
        for (var i = 0; i < column.Fields.Length; i++)
        {
            // Metadata and value of a variant stand in this order; a struct's fields in that of its type.
            nextLeaf = Assemble(column.Fields[i], writer.Field(i), nextLeaf, rowCount, elementLevel);
        }

        return column.Presence is null ? nextLeaf : firstLeaf + 1;
    }

    private static void AssembleValues(ParquetColumn column, VectorWriter writer, NestedLeaf leaf, int rowCount, int elementLevel)
    {
        var validity = ReadOnlySpan<ulong>.Empty;
        if (column.DefinitionLevel > elementLevel && writer.Physical != PhysicalType.Void)
        {
            ReadValidity(column, writer, leaf, rowCount, elementLevel);
            validity = writer.HasValidity ? writer.Validity : default;
        }
        else
        {
            CheckRowCount(leaf, column.RepetitionLevel, rowCount, elementLevel);
        }

        if (leaf.Values is not FlatVector values)
            return;                                     // void: there is nothing but NULL
        if (values.Physical != writer.Physical)
            writer.SetWidth(values.Physical);
        if (values.Physical == PhysicalType.Bool)
        {
            values.Bits.CopyTo(writer.Bits);
            if (!validity.IsEmpty)
                ExpandKernels.ExpandBitsInPlace(writer.Bits, validity, 0, rowCount, leaf.ValueCount);
            return;
        }

        if (values.Physical == PhysicalType.View)
            writer.BorrowHeaps(values);
        switch (values.Physical.ByteWidth())
        {
            case 1:
                Spread<byte>(values, writer, validity, rowCount);
                break;
            case 2:
                Spread<ushort>(values, writer, validity, rowCount);
                break;
            case 4:
                Spread<uint>(values, writer, validity, rowCount);
                break;
            case 8:
                Spread<ulong>(values, writer, validity, rowCount);
                break;
            default:
                Spread<Int128>(values, writer, validity, rowCount);
                break;
        }
    }

    private static void Spread<T>(FlatVector values, VectorWriter writer, ReadOnlySpan<ulong> validity, int rowCount)
        where T : unmanaged
    {
        var source = new ReadOnlySpan<T>(values.Address, values.Length);
        var rows = new Span<T>(writer.Address, rowCount);
        if (validity.IsEmpty)
            source.CopyTo(rows);
        else
            ExpandKernels.Expand(source, validity, 0, rows);
    }

    /// <summary>Marks the rows of a node that are NULL; where there are none, no bitmap is made.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ReadValidity(ParquetColumn column, VectorWriter writer, NestedLeaf leaf, int rowCount, int elementLevel)
    {
        var repetition = leaf.RepetitionLevels;
        var definition = leaf.DefinitionLevels;
        var row = 0;
        for (var i = 0; i < definition.Length; i++)
        {
            if (repetition[i] > column.RepetitionLevel || definition[i] < elementLevel)
                continue;
            if (row == rowCount)
                throw Unequal();
            if (definition[i] < column.DefinitionLevel)
                Bitmaps.Clear(writer.Validity, row);
            row++;
        }

        if (row != rowCount)
            throw Unequal();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CheckRowCount(NestedLeaf leaf, int repetitionLevel, int rowCount, int elementLevel)
    {
        var repetition = leaf.RepetitionLevels;
        var definition = leaf.DefinitionLevels;
        var rows = 0;
        for (var i = 0; i < definition.Length; i++)
            rows += repetition[i] <= repetitionLevel && definition[i] >= elementLevel ? 1 : 0;
        if (rows != rowCount)
            throw Unequal();
    }

    /// <summary>Writes where the elements of each row of an array or map are.</summary>
    /// <returns>The number of elements.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int AssembleEntries(
        ParquetColumn column, int ownElementLevel, VectorWriter writer, NestedLeaf leaf, int rowCount, int elementLevel)
    {
        var repetition = leaf.RepetitionLevels;
        var definition = leaf.DefinitionLevels;
        var entries = writer.Entries;
        int row = -1, elementCount = 0;
        for (var i = 0; i < definition.Length; i++)
        {
            if (repetition[i] > column.RepetitionLevel + 1 || definition[i] < elementLevel)
                continue;
            if (repetition[i] <= column.RepetitionLevel)
            {
                if (++row == rowCount)
                    throw Unequal();
                entries[row] = new ListEntry(elementCount, 0);
                if (definition[i] < column.DefinitionLevel)
                {
                    Bitmaps.Clear(writer.Validity, row);
                    entries[row] = default;
                }
            }

            if (definition[i] < ownElementLevel)
                continue;
            if (row < 0)
                throw Unequal();
            elementCount++;
            entries[row] = new ListEntry(entries[row].Offset, entries[row].Length + 1);
        }

        if (row != rowCount - 1)
            throw Unequal();
        return elementCount;
    }

    private static void SetAllNull(VectorWriter writer)
    {
        if (writer.Physical == PhysicalType.Void || writer.Length == 0)
            return;
        writer.Validity.Clear();
        if (writer.Physical != PhysicalType.Struct)
            return;
        foreach (var field in writer.Children)
            SetAllNull(field);
    }

    private static MalformedDataException Unequal() => new("leaves of one column that do not agree on their rows", 0);
}
