using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;

namespace SqlSpark.DataSources.Parquet.Writing;

/// <summary>Turns a node of nested vectors into levels and values of its leaves, piece by piece.</summary>
/// <remarks>Not thread-safe. Memory is scratch that is reused from piece to piece.</remarks>
internal abstract unsafe class NodeShredder(WriteNode node, string path, MemoryAccount account) : IDisposable
{
    private readonly ScratchBuffer _rows = new(account);
    private readonly ScratchBuffer _definition = new(account);

    /// <summary>Pays for memory.</summary>
    protected MemoryAccount Account { get; } = account;

    /// <summary>Makes the shredder of a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="path">Its place, for messages.</param>
    /// <param name="encoders">The encoders of all leaves by ordinal.</param>
    /// <param name="account">Pays for memory.</param>
    public static NodeShredder Create(WriteNode node, string path, IReadOnlyList<ChunkEncoder> encoders, MemoryAccount account) => node switch
    {
        WriteLeaf leaf => new LeafShredder(leaf, encoders[leaf.Ordinal], account),
        WriteStruct record => new StructShredder(record, path, encoders, account),
        WriteRepeated repeated => new RepeatedShredder(repeated, path, encoders, account),
        _ => throw InternalErrors.Unreachable(node.GetType().Name),
    };

    /// <summary>Writes the places of a piece.</summary>
    /// <param name="vector">The node's values, in any encoding.</param>
    /// <param name="slots">The places.</param>
    /// <exception cref="SqlSparkException"><c>NOT_NULL_ASSERT_VIOLATION</c> for a NULL in a node that is required.</exception>
    public abstract void Shred(Vector vector, in Slots slots);

    /// <inheritdoc />
    public virtual void Dispose()
    {
        _rows.Dispose();
        _definition.Dispose();
    }

    /// <summary>Finds the NULLs of this node, and the flat vector behind an encoded one.</summary>
    /// <param name="vector">The values; flat afterwards, but of leaves perhaps a dictionary.</param>
    /// <param name="slots">The places above.</param>
    /// <param name="keepsCodes">Whether a dictionary is left as it is.</param>
    /// <returns>The places with NULLs ended and rows that are those of the flat vector.</returns>
    protected Slots EndNulls(ref Vector vector, in Slots slots, bool keepsCodes)
    {
        if (vector is LazyVector lazy)
            vector = lazy.Load(Rows.All(lazy.Length));
        if (vector is ConstantVector constant)
        {
            vector = constant.Value;
            return EndConstant(slots, constant.IsNullConstant);
        }

        if (vector is DictionaryVector coded && !keepsCodes)
        {
            vector = coded.Dictionary.Values;
            return EndCoded(slots, coded);
        }

        return vector.MayHaveNulls ? EndInvalid(slots, vector) : slots;
    }

    private Slots EndConstant(in Slots slots, bool isNull)
    {
        var ended = Copy(slots);
        for (var i = 0; i < slots.Count; i++)
        {
            if (ended.Rows[i] == Slots.Ended)
                continue;
            if (isNull)
                End(ended, i);
            else
                ended.Rows[i] = 0;
        }

        return ended;
    }

    private Slots EndCoded(in Slots slots, DictionaryVector coded)
    {
        var ended = Copy(slots);
        for (var i = 0; i < slots.Count; i++)
        {
            var row = ended.Rows[i];
            if (row == Slots.Ended)
                continue;
            if (coded.IsNull(row))
                End(ended, i);
            else
                ended.Rows[i] = coded.Code(row);
        }

        return ended;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Slots EndInvalid(in Slots slots, Vector vector)
    {
        var ended = Copy(slots);
        var validity = vector.Validity;
        var isSimple = vector is FlatVector or ListVector or StructVector;
        for (var i = 0; i < slots.Count; i++)
        {
            var row = ended.Rows[i];
            if (row != Slots.Ended && (isSimple ? !Bitmaps.IsValid(validity, row) : vector.IsNull(row)))
                End(ended, i);
        }

        return ended;
    }

    private Slots Copy(in Slots slots)
    {
        var ended = new Slots(_rows.Get<int>(slots.Count), _definition.Get<byte>(slots.Count), slots.Repetition, slots.Count);
        Unsafe.CopyBlockUnaligned(ended.Rows, slots.Rows, (uint)slots.Count * sizeof(int));
        Unsafe.CopyBlockUnaligned(ended.Definition, slots.Definition, (uint)slots.Count);
        return ended;
    }

    private void End(in Slots slots, int place)
    {
        if (!node.IsNullable)
            throw ParquetErrors.NullInRequired(path);
        slots.Rows[place] = Slots.Ended;
        slots.Definition[place] = (byte)(node.DefinitionLevel - 1);
    }
}

/// <summary>Values of a nested leaf.</summary>
internal sealed unsafe class LeafShredder(WriteLeaf leaf, ChunkEncoder encoder, MemoryAccount account) : NodeShredder(leaf, leaf.DottedPath, account)
{
    private readonly ScratchBuffer _levels = new(account);
    private readonly ScratchBuffer _values = new(account);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Shred(Vector vector, in Slots slots)
    {
        // A vector of type void has no place to look for values in.
        var ended = EndNulls(ref vector, slots, keepsCodes: true);
        var definition = _levels.Get<byte>(ended.Count);
        var values = _values.GetSpan<int>(ended.Count);
        var valueCount = 0;
        for (var i = 0; i < ended.Count; i++)
        {
            var row = ended.Rows[i];
            if (row == Slots.Ended)
            {
                definition[i] = ended.Definition[i];
                continue;
            }

            definition[i] = (byte)leaf.DefinitionLevel;
            values[valueCount++] = row;
        }

        encoder.Levels.Add(definition, ended.Repetition, ended.Count);
        if (valueCount > 0)
            encoder.AddRows(vector, values[..valueCount]);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        base.Dispose();
        _levels.Dispose();
        _values.Dispose();
    }
}

/// <summary>A group of fields.</summary>
internal sealed class StructShredder : NodeShredder
{
    private readonly NodeShredder[] _fields;

    public StructShredder(WriteStruct node, string path, IReadOnlyList<ChunkEncoder> encoders, MemoryAccount account)
        : base(node, path, account) => _fields = [.. node.Fields.Select(field => Create(field, path, encoders, account))];

    /// <inheritdoc />
    public override void Shred(Vector vector, in Slots slots)
    {
        var ended = EndNulls(ref vector, slots, keepsCodes: false);
        for (var i = 0; i < _fields.Length; i++)
            _fields[i].Shred(vector is StructVector record ? record.Fields[i] : vector, ended);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        base.Dispose();
        foreach (var field in _fields)
            field.Dispose();
    }
}

/// <summary>An array or a map: each place becomes as many as it has entries, or one that ends here.</summary>
internal sealed unsafe class RepeatedShredder : NodeShredder
{
    private readonly WriteRepeated _node;
    private readonly NodeShredder[] _children;
    private readonly ScratchBuffer _rows;
    private readonly ScratchBuffer _definition;
    private readonly ScratchBuffer _repetition;

    public RepeatedShredder(WriteRepeated node, string path, IReadOnlyList<ChunkEncoder> encoders, MemoryAccount account)
        : base(node, path, account)
    {
        _node = node;
        _rows = new ScratchBuffer(account);
        _definition = new ScratchBuffer(account);
        _repetition = new ScratchBuffer(account);
        _children = [.. node.Children.Select(child => Create(child, path, encoders, account))];
    }

    /// <inheritdoc />
    public override void Shred(Vector vector, in Slots slots)
    {
        var ended = EndNulls(ref vector, slots, keepsCodes: false);
        var entries = vector is ListVector list ? list.Entries : default;
        var expanded = Expand(entries, ended);
        for (var i = 0; i < _children.Length; i++)
            _children[i].Shred(vector is ListVector repeated ? repeated.Children[i] : vector, expanded);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        base.Dispose();
        _rows.Dispose();
        _definition.Dispose();
        _repetition.Dispose();
        foreach (var child in _children)
            child.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Slots Expand(ReadOnlySpan<ListEntry> entries, in Slots slots)
    {
        var count = 0L;
        for (var i = 0; i < slots.Count; i++)
            count += slots.Rows[i] == Slots.Ended ? 1 : Math.Max(entries[slots.Rows[i]].Length, 1);
        var length = checked((int)count);
        var rows = _rows.Get<int>(length);
        var definition = _definition.Get<byte>(length);
        var repetition = _repetition.Get<byte>(length);
        var to = 0;
        for (var i = 0; i < slots.Count; i++)
        {
            var row = slots.Rows[i];
            var entry = row == Slots.Ended ? default : entries[row];
            repetition[to] = slots.Repetition[i];
            if (entry.Length == 0)
            {
                rows[to] = Slots.Ended;
                definition[to++] = row == Slots.Ended ? slots.Definition[i] : (byte)_node.DefinitionLevel;
                continue;
            }

            for (var k = 0; k < entry.Length; k++, to++)
            {
                rows[to] = entry.Offset + k;
                if (k > 0)
                    repetition[to] = (byte)_node.RepetitionLevel;
            }
        }

        return new Slots(rows, definition, repetition, length);
    }
}
