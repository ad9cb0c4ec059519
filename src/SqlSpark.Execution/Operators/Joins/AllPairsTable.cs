using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;

namespace SqlSpark.Execution.Operators.Joins;

/// <summary>Without keys every row matches: the kept rows are one list.</summary>
internal sealed unsafe class AllPairsTable() : JoinTable(partCount: 1)
{
    private nint _first;

    /// <inheritdoc />
    public override long UsedBytes => 0;

    /// <inheritdoc />
    public override void Add(int part, nint* rows, int count)
    {
        for (var i = 0; i < count; i++)
        {
            NoteDuplicates(part, _first != 0);
            JoinRow.SetNext(rows[i], _first);
            _first = rows[i];
        }
    }

    /// <inheritdoc />
    public override JoinFinder CreateFinder(MemoryAccount account) => new Finder(this);

    /// <inheritdoc />
    public override void Dispose() => _first = 0;

    private sealed class Finder(AllPairsTable table) : JoinFinder
    {
        public override void Find(ReadOnlySpan<Vector> vectors, ReadOnlySpan<int> keys, int count, int* live, nint* heads) =>
            new Span<nint>(heads, count).Fill(table._first);

        public override void Dispose()
        {
        }
    }
}
