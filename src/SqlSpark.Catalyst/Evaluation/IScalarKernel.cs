using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;

namespace SqlSpark.Catalyst.Evaluation;

/// <summary>What kernels may know of the task they run in. Never the session: zones and modes are bound into kernels.</summary>
/// <param name="account">Pays for scratch memory.</param>
public sealed class KernelContext(MemoryAccount account)
{
    /// <summary>Pays for scratch memory.</summary>
    public MemoryAccount Account { get; } = account;

    /// <summary>The partition being computed; meaningful in pipelines that run in order by partition.</summary>
    public int PartitionOrdinal { get; set; }

    /// <summary>The position in the partition of the batch's first live row; meaningful in pipelines that run in order by partition.</summary>
    public long FirstRowPosition { get; set; }

    /// <summary>What is added to the seeds of random functions: steps of a recursive query would repeat their numbers otherwise.</summary>
    public int SeedShift { get; init; }

    /// <summary>Cancels the query.</summary>
    public CancellationToken Cancellation { get; init; }
}

/// <summary>The arguments of one call, of equal length: flat or constant vectors, and dictionaries where a kernel accepts them.</summary>
/// <param name="vectors">One vector an argument.</param>
public readonly ref struct Arguments(ReadOnlySpan<Vector> vectors)
{
    private readonly ReadOnlySpan<Vector> _vectors = vectors;

    /// <summary>The number of arguments.</summary>
    public int Count => _vectors.Length;

    /// <summary>One argument.</summary>
    public Vector this[int index] => _vectors[index];

    /// <summary>All arguments.</summary>
    public ReadOnlySpan<Vector> Vectors => _vectors;
}

/// <summary>
/// Computes a scalar function for one batch after another. One instance serves one worker and may keep scratch state.
/// </summary>
/// <remarks>
/// Before the call the driver has begun <c>result</c> for all rows and, where nulls propagate, set its validity to the AND of the
/// arguments'; nulls that the kernel adds come on top. Rows outside <c>rows</c> may be computed too (dense kernels) or left alone.
/// Kernels never throw for data: they report, and go on with the next row.
/// </remarks>
public interface IScalarKernel
{
    /// <summary>Computes the result for <paramref name="rows"/>.</summary>
    /// <param name="arguments">Vectors of <c>rows.Length</c> rows.</param>
    /// <param name="rows">The rows that count: selected, and valid where nulls propagate.</param>
    /// <param name="result">Begun with <c>rows.Length</c> rows; published by the driver.</param>
    /// <param name="errors">Takes the rows that failed.</param>
    void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors);
}

/// <summary>A kernel whose result is sometimes a part of its arguments, or is made of them, so that nothing need be copied.</summary>
public interface IViewKernel : IScalarKernel
{
    /// <summary>The result, borrowed from the arguments, or null when it must be written.</summary>
    Vector? TryView(in Arguments arguments);
}

/// <summary>The rows that a kernel could not compute: they become NULL, or the first of them fails the query.</summary>
/// <remarks>
/// Kernels write <c>if (!TOp.TryInvoke(a, b, out r)) { if (errors.NullsRow(row)) continue; errors.Report(row, TOp.Error(a, b)); }</c>, so that errors
/// are built only when somebody will see them.
/// </remarks>
public ref struct RowErrors
{
    private readonly VectorWriter? _nulled;
    private readonly List<(int Row, RowError Error)>? _collected;

    private RowErrors(VectorWriter? nulled, List<(int Row, RowError Error)>? collected)
    {
        _nulled = nulled;
        _collected = collected;
        FirstRow = -1;
    }

    /// <summary>Keeps the first failed row.</summary>
    public static RowErrors Throwing => new(null, null);

    /// <summary>Makes failed rows NULL in <paramref name="result"/>.</summary>
    public static RowErrors Nulling(VectorWriter result) => new(result, null);

    /// <summary>Keeps every failed row, in the order reported: for evaluation once per dictionary entry.</summary>
    public static RowErrors Collecting(List<(int Row, RowError Error)> errors) => new(null, errors);

    /// <summary>The lowest failed row, or -1.</summary>
    public int FirstRow { get; private set; }

    /// <summary>The error of <see cref="FirstRow"/>.</summary>
    public RowError FirstError { get; private set; }

    /// <summary>True when a row failed that must fail the query.</summary>
    public readonly bool HasFailed => FirstRow >= 0;

    /// <summary>True when failed rows become NULL; the row has then become so, and no error need be built.</summary>
    public readonly bool NullsRow(int row)
    {
        _nulled?.SetNull(row);
        return _nulled is not null;
    }

    /// <summary>Reports a failed row.</summary>
    public void Report(int row, RowError error)
    {
        if (_nulled is not null)
        {
            _nulled.SetNull(row);
            return;
        }

        _collected?.Add((row, error));
        if (FirstRow < 0 || row < FirstRow)
        {
            FirstRow = row;
            FirstError = error;
        }
    }
}
