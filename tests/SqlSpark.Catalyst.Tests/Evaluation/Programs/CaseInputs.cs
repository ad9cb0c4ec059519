using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Tests.Evaluation.Programs;

/// <summary>Builds the vectors of random batches. Disposing a batch's inputs poisons them: what outlives them must have been retained.</summary>
/// <param name="account">Pays.</param>
internal sealed class CaseInputs(MemoryAccount account) : IDisposable
{
    private readonly List<IDisposable> _owned = [];
    private readonly List<Action> _releases = [];

    /// <summary>The batch, borrowed until disposal.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="types">The types of its columns.</param>
    /// <param name="dictionaries">The dictionaries met so far, by their entries; they outlive the batch.</param>
    public RecordBatch Build(CaseBatch batch, DataType[] types, Dictionary<object?[], VectorDictionary> dictionaries)
    {
        var vectors = new Vector[types.Length];
        for (var i = 0; i < vectors.Length; i++)
            vectors[i] = Column(batch.Columns[i], types[i], dictionaries);
        return new RecordBatch().Set(batch.RowCount, vectors, Select(batch));
    }

    public void Dispose()
    {
        foreach (var release in _releases)
            release();
        foreach (var owned in _owned)
            owned.Dispose();
    }

    /// <summary>A dictionary over entries, to be released by the caller.</summary>
    public static VectorDictionary Entries(object?[] values, DataType type, MemoryAccount account)
    {
        using var writer = new VectorWriter(type, account);
        return new VectorDictionary(Write(writer, values).Retain(), isUnique: false);
    }

    private Selection? Select(CaseBatch batch)
    {
        if (batch.Live is null)
            return null;
        var selection = Own(new Selection(account));
        var words = selection.Begin(batch.RowCount);
        words.Clear();
        for (var row = 0; row < batch.RowCount; row++)
            Bitmaps.Assign(words, row, batch.Live[row]);
        return selection.Publish();
    }

    private Vector Column(CaseColumn column, DataType type, Dictionary<object?[], VectorDictionary> dictionaries)
    {
        var count = column.Picks.Length;
        switch (column.Storage)
        {
            case ColumnStorage.Constant when count > 0:
                return new ConstantVector(Flat([column[0]], type), count);
            case ColumnStorage.Narrow when type.PhysicalType.IsInteger():
                return Flat(Rows(column), type, NarrowestWidth(column, type));
            case ColumnStorage.Sliced:
                return Flat([.. Enumerable.Repeat(column.Values[^1], 128), .. Rows(column)], type).Slice(128, count);
            case ColumnStorage.Dictionary:
                return Coded(column, Shared(column, type, dictionaries), 0);
            case ColumnStorage.SlicedDictionary:
                return Coded(column, Shared(column, type, dictionaries), 64).Slice(64, count);
            case ColumnStorage.GatheredDictionary:
                var reversed = column with { Picks = [.. column.Picks.Reverse()], Nulls = [.. column.Nulls.Reverse()] };
                var indices = Enumerable.Range(0, count).Select(i => count - 1 - i).ToArray();
                return Own(new GatherRegister(type, account)).Gather(Coded(reversed, Shared(column, type, dictionaries), 0), indices);
            case ColumnStorage.Lazy:
                return new LateVector(type, count, column, late => Flat(Rows(late), type));
            case ColumnStorage.LazyDictionary:
                return new LateVector(type, count, column, late => Coded(late, Shared(late, type, dictionaries), 0));
            default:
                return Flat(Rows(column), type);
        }
    }

    private VectorDictionary Shared(CaseColumn column, DataType type, Dictionary<object?[], VectorDictionary> dictionaries)
    {
        if (!dictionaries.TryGetValue(column.Values, out var dictionary))
            dictionaries.Add(column.Values, dictionary = Entries(column.Values, type, account));
        return dictionary;
    }

    /// <param name="column">The column.</param>
    /// <param name="dictionary">Its entries.</param>
    /// <param name="skipped">Rows before the first, to be cut off.</param>
    private unsafe DictionaryVector Coded(CaseColumn column, VectorDictionary dictionary, int skipped)
    {
        var count = column.Picks.Length + skipped;
        var width = column.Values.Length <= 256 ? 1 : 2;
        var codes = account.Allocate(Math.Max(count, 1) * width);
        for (var row = 0; row < count; row++)
        {
            var code = row < skipped ? 0 : column.Picks[row - skipped];
            if (width == 1)
                codes.Address[row] = (byte)code;
            else
                ((ushort*)codes.Address)[row] = (ushort)code;
        }

        NativeBuffer? validity = null;
        if (column.Nulls.Any(n => n))
        {
            validity = account.Allocate(Math.Max(Bitmaps.WordCount(count), 1) * 8);
            var words = validity.AsSpan<ulong>()[..Bitmaps.WordCount(count)];
            words.Clear();
            for (var row = 0; row < count; row++)
                Bitmaps.Assign(words, row, row < skipped || !column.Nulls[row - skipped]);
        }

        var vector = DictionaryVector.Own(dictionary.Retain(), width, count, codes, validity);
        _releases.Add(vector.Release);
        return vector;
    }

    private Vector Flat(object?[] values, DataType type, PhysicalType? width = null) => Write(Own(new VectorWriter(type, account)), values, width);

    private static Vector Write(VectorWriter writer, object?[] values, PhysicalType? width = null)
    {
        writer.Begin(values.Length, width);
        for (var row = 0; row < values.Length; row++)
            BoxedValues.Set(writer, row, values[row]);
        return writer.Publish();
    }

    private static object?[] Rows(CaseColumn column) => [.. Enumerable.Range(0, column.Picks.Length).Select(r => column[r])];

    private static PhysicalType NarrowestWidth(CaseColumn column, DataType type)
    {
        var width = PhysicalType.Int8;
        foreach (var value in column.Values)
        {
            if (value is null)
                continue;
            while (ReferenceArithmetic.Integer(value).GetBitLength() >= width.ByteWidth() * 8)
                width++;
        }

        return width > type.PhysicalType ? type.PhysicalType : width;
    }

    private T Own<T>(T owned)
        where T : IDisposable
    {
        _owned.Add(owned);
        return owned;
    }

    private sealed class LateVector(DataType type, int length, CaseColumn column, Func<CaseColumn, Vector> build) : LazyVector(type, length)
    {
        protected override Vector Read(Rows rows)
        {
            var picks = (int[])column.Picks.Clone();
            for (var row = 0; row < picks.Length; row++)
            {
                if (!rows.Contains(row))
                    picks[row] = (picks[row] + 1) % column.Values.Length;
            }

            return build(column with { Picks = picks });
        }
    }
}
