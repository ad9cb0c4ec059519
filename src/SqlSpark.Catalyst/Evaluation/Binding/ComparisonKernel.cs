using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;

namespace SqlSpark.Catalyst.Evaluation.Binding;

/// <summary>Compares two columns of one type, or a column and a constant, into bits.</summary>
internal interface IComparer : IDisposable
{
    /// <summary>Writes a bit a row; rows outside <paramref name="rows"/> and rows with a NULL get any.</summary>
    /// <param name="operation">Not null-safe.</param>
    /// <param name="left">Flat or constant, not a NULL constant.</param>
    /// <param name="right">Flat or constant, not a NULL constant.</param>
    /// <param name="rows">The rows that count.</param>
    /// <param name="result">One bit a row.</param>
    void Compare(ComparisonOperator operation, Vector left, Vector right, Rows rows, Span<ulong> result);
}

/// <summary>=, &lt;, &lt;=, &gt; and &gt;=.</summary>
internal sealed class ComparisonKernel(ComparisonOperator operation, IComparer comparer) : IScalarKernel, IDisposable
{
    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        if (arguments[0].Encoding == VectorEncoding.Constant)
            comparer.Compare(Swap(operation), arguments[1], arguments[0], rows, result.Bits);
        else
            comparer.Compare(operation, arguments[0], arguments[1], rows, result.Bits);
    }

    public void Dispose() => comparer.Dispose();

    private static ComparisonOperator Swap(ComparisonOperator operation) => operation switch
    {
        ComparisonOperator.LessThan => ComparisonOperator.GreaterThan,
        ComparisonOperator.LessThanOrEqual => ComparisonOperator.GreaterThanOrEqual,
        ComparisonOperator.GreaterThan => ComparisonOperator.LessThan,
        ComparisonOperator.GreaterThanOrEqual => ComparisonOperator.LessThanOrEqual,
        _ => operation,
    };
}

/// <summary>&lt;=&gt;: equal, or both NULL.</summary>
internal sealed class NullSafeEqualKernel(IComparer comparer) : IScalarKernel, IDisposable
{
    private ulong[] _equal = [];
    private ulong[] _noRow = [];

    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        var (left, right) = arguments[0].Encoding == VectorEncoding.Constant ? (arguments[1], arguments[0]) : (arguments[0], arguments[1]);
        var wordCount = Bitmaps.WordCount(rows.Length);
        if (_equal.Length < wordCount)
            (_equal, _noRow) = (new ulong[wordCount], new ulong[wordCount]);
        var equal = _equal.AsSpan(0, wordCount);
        var leftValidity = ValidityOf(left);
        var rightValidity = ValidityOf(right);
        if (!IsNullOnly(left) && !IsNullOnly(right))
            comparer.Compare(ComparisonOperator.Equal, left, right, rows, equal);
        BooleanKernels.NullSafeEqual(equal, leftValidity, rightValidity, rows.Length, result.Bits);
    }

    public void Dispose() => comparer.Dispose();

    private ReadOnlySpan<ulong> ValidityOf(Vector vector) =>
        IsNullOnly(vector) ? _noRow.AsSpan(0, _noRow.Length) : vector.Encoding == VectorEncoding.Constant ? default : vector.Validity;

    private static bool IsNullOnly(Vector vector) => vector is VoidVector or ConstantVector { IsNullConstant: true };
}
