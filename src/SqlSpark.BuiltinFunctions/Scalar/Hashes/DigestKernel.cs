using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Hashes;

/// <summary>Digests of binaries in hexadecimal digits of lower case.</summary>
internal sealed class DigestKernel<THash> : IScalarKernel
    where THash : struct, ILaneHash
{
    private readonly LaneHasher<THash> _hasher = new();
    private readonly Utf8View[] _values = new Utf8View[LaneHasher<THash>.LaneCount];
    private readonly int[] _rows = new int[LaneHasher<THash>.LaneCount];

    /// <summary>The signature of a function of one binary.</summary>
    public static FunctionOverload Overload => new(
        [BinaryType.Instance],
        static call => new BoundFunction(StringType.Instance, call.AnyNullable, Volatility.Immutable, false, NullBehavior.Propagate, static _ => new DigestKernel<THash>())
        {
            BorrowsArguments = false,
        });

    /// <inheritdoc />
    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        var values = new RowReader<Utf8View>(arguments[0]);
        var count = 0;
        foreach (var row in rows)
        {
            _rows[count] = row;
            _values[count] = values[row];
            if (++count < _rows.Length)
                continue;
            Write(count, result);
            count = 0;
        }

        if (count > 0)
            Write(count, result);
    }

    private void Write(int count, VectorWriter result)
    {
        _hasher.Hash(_values.AsSpan(0, count));
        Span<byte> digest = stackalloc byte[THash.DigestLength];
        var views = result.Values<Utf8View>();
        var writer = new Utf8Writer(result.Heap);
        for (var lane = 0; lane < count; lane++)
        {
            _hasher.CopyDigest(lane, digest);
            Convert.TryToHexStringLower(digest, writer.GetSpan(2 * digest.Length), out var written);
            writer.Advance(written);
            views[_rows[lane]] = writer.Finish();
        }
    }
}
