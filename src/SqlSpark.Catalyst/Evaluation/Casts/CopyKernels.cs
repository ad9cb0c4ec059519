using SqlSpark.Core.Columnar;

namespace SqlSpark.Catalyst.Evaluation.Casts;

/// <summary>Copies values of fixed width: for parts of nested values whose type stays.</summary>
internal sealed class CopyKernel<T> : IScalarKernel
    where T : unmanaged
{
    private readonly ColumnReader<T> _reader = new();

    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors) =>
        _reader.Read(arguments[0]).CopyTo(result.Values<T>());
}

/// <summary>Copies booleans.</summary>
internal sealed class CopyBitsKernel : IScalarKernel
{
    private readonly BitReader _reader = new();

    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors) =>
        _reader.Read(arguments[0]).CopyTo(result.Bits);
}
