using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Tests.Evaluation.Programs;

/// <summary>Random batches for a program: lengths around words and batches, all encodings, all shares of NULLs and live rows.</summary>
/// <param name="random">Chooses.</param>
/// <param name="values">Random values from the same source.</param>
internal sealed class CaseBatches(Random random, CaseValues values)
{
    private static readonly int[] Lengths = [1, 2, 3, 63, 64, 65, 100, 129, 640];

    private readonly List<object?[]?> _shared = [];

    /// <summary>Batches of the types. A column without NULLs has none in any batch.</summary>
    public CaseBatch[] Build(DataType[] types, bool[] nullable, int count)
    {
        foreach (var (type, isNullable) in types.Zip(nullable))
            _shared.Add(values.Chance(40) ? Pool(type, isNullable) : null);
        return [.. Enumerable.Range(0, count).Select(_ => Batch(types, nullable))];
    }

    private CaseBatch Batch(DataType[] types, bool[] nullable)
    {
        var rowCount = random.Next(40) switch
        {
            0 => 0,
            1 => 4096,
            2 => 4097,
            _ => values.Pick(Lengths),
        };
        var columns = new CaseColumn[types.Length];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = Column(types[i], nullable[i], _shared[i], rowCount);
        return new CaseBatch(rowCount, columns, Live(rowCount));
    }

    private CaseColumn Column(DataType type, bool isNullable, object?[]? shared, int rowCount)
    {
        var storage = values.Pick(Enum.GetValues<ColumnStorage>());
        var pool = shared ?? Pool(type, isNullable);
        var share = isNullable ? values.Pick([0, 0, 20, 80, 100]) : 0;
        var nulls = new bool[rowCount];
        var picks = new int[rowCount];
        for (var row = 0; row < rowCount; row++)
        {
            nulls[row] = values.Chance(share);
            picks[row] = random.Next(pool.Length);
        }

        if (storage == ColumnStorage.Constant && rowCount > 0)
            (nulls, picks) = ([.. Enumerable.Repeat(nulls[0], rowCount)], [.. Enumerable.Repeat(picks[0], rowCount)]);
        return new CaseColumn(pool, picks, nulls, storage);
    }

    /// <summary>Values to choose from. Some pools are larger than a batch, some hold one value again and again.</summary>
    private object?[] Pool(DataType type, bool isNullable)
    {
        var pool = new object?[random.Next(8) == 0 ? random.Next(200, 400) : random.Next(1, 12)];
        for (var i = 0; i < pool.Length; i++)
            pool[i] = i > 0 && values.Chance(15) ? pool[i - 1] : isNullable ? values.NullOr(type) : values.Value(type);
        return pool;
    }

    private bool[]? Live(int rowCount)
    {
        var share = values.Pick([-1, -1, 50, 90, 5, 0]);
        return share < 0 ? null : [.. Enumerable.Range(0, rowCount).Select(_ => values.Chance(share))];
    }
}
