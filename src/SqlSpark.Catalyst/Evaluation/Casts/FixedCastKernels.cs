using System.Numerics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;

namespace SqlSpark.Catalyst.Evaluation.Casts;

/// <summary>A cast that always succeeds: runs over all rows, whatever is under nulls.</summary>
internal sealed class TotalCastKernel<TFrom, TTo, TOp>(TOp operation) : IScalarKernel
    where TFrom : unmanaged
    where TTo : unmanaged
    where TOp : struct, ITotalCast<TFrom, TTo>
{
    private readonly ColumnReader<TFrom> _reader = new();

    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors) =>
        Run(_reader.Read(arguments[0]), result.Values<TTo>());

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Run(ReadOnlySpan<TFrom> values, Span<TTo> result)
    {
        var cast = operation;
        result = result[..values.Length];
        for (var row = 0; row < values.Length; row++)
            result[row] = cast.Cast(values[row]);
    }
}

/// <summary>A cast to a wider number.</summary>
internal sealed class WideningKernel<TFrom, TTo> : IScalarKernel
    where TFrom : unmanaged, INumberBase<TFrom>
    where TTo : unmanaged, INumberBase<TTo>
{
    private readonly ColumnReader<TFrom> _reader = new();

    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors) =>
        WidenKernels.Widen(_reader.Read(arguments[0]), result.Values<TTo>());
}

/// <summary>A cast that may fail: visits the rows that count.</summary>
internal sealed class PartialCastKernel<TFrom, TTo, TOp>(TOp operation) : IScalarKernel
    where TFrom : unmanaged
    where TTo : unmanaged
    where TOp : struct, IPartialCast<TFrom, TTo>
{
    private readonly ColumnReader<TFrom> _reader = new();
    private TOp _operation = operation;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        var values = _reader.Read(arguments[0]);
        var to = result.Values<TTo>();
        foreach (var row in rows)
        {
            if (!_operation.TryCast(values[row], out to[row]) && !errors.NullsRow(row))
                errors.Report(row, _operation.Error(values[row]));
        }
    }
}

/// <summary>
/// A cast that may fail, but seldom does: runs over all rows without branches and looks for the rows that failed only when there are some.
/// </summary>
internal sealed class OptimisticCastKernel<TFrom, TTo, TOp>(TOp operation) : IScalarKernel
    where TFrom : unmanaged
    where TTo : unmanaged
    where TOp : struct, IPartialCast<TFrom, TTo>
{
    private readonly ColumnReader<TFrom> _reader = new();
    private TOp _operation = operation;

    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        var values = _reader.Read(arguments[0]);
        if (!TryRun(values, result.Values<TTo>()))
            Report(values, rows, ref errors);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryRun(ReadOnlySpan<TFrom> values, Span<TTo> result)
    {
        var cast = _operation;
        var succeeded = true;
        result = result[..values.Length];
        for (var row = 0; row < values.Length; row++)
            succeeded &= cast.TryCast(values[row], out result[row]);
        return succeeded;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Report(ReadOnlySpan<TFrom> values, Rows rows, ref RowErrors errors)
    {
        foreach (var row in rows)
        {
            if (!_operation.TryCast(values[row], out _) && !errors.NullsRow(row))
                errors.Report(row, _operation.Error(values[row]));
        }
    }
}

/// <summary>A cast to BOOLEAN that always succeeds.</summary>
internal sealed class ToBooleanKernel<TFrom, TOp>(TOp operation) : IScalarKernel
    where TFrom : unmanaged
    where TOp : struct, ITotalCast<TFrom, bool>
{
    private readonly ColumnReader<TFrom> _reader = new();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        var cast = operation;
        var values = _reader.Read(arguments[0]);
        var words = result.Bits;
        for (var word = 0; word < words.Length; word++)
        {
            var bits = 0UL;
            var first = word << 6;
            var count = Math.Min(64, values.Length - first);
            for (var i = 0; i < count; i++)
                bits |= (cast.Cast(values[first + i]) ? 1UL : 0) << i;
            words[word] = bits;
        }
    }
}

/// <summary>A cast to BOOLEAN that may fail.</summary>
internal sealed class PartialToBooleanKernel<TFrom, TOp>(TOp operation) : IScalarKernel
    where TFrom : unmanaged
    where TOp : struct, IPartialCast<TFrom, bool>
{
    private readonly ColumnReader<TFrom> _reader = new();
    private TOp _operation = operation;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        var values = _reader.Read(arguments[0]);
        var words = result.Bits;
        words.Clear();
        foreach (var row in rows)
        {
            if (_operation.TryCast(values[row], out var value))
                Bitmaps.Assign(words, row, value);
            else if (!errors.NullsRow(row))
                errors.Report(row, _operation.Error(values[row]));
        }
    }
}

/// <summary>A cast of BOOLEAN to one of two values.</summary>
internal sealed class FromBooleanKernel<TTo>(TTo whenTrue, TTo whenFalse) : IScalarKernel
    where TTo : unmanaged
{
    private readonly BitReader _reader = new();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        var bits = _reader.Read(arguments[0]);
        var to = result.Values<TTo>();
        for (var row = 0; row < to.Length; row++)
            to[row] = Bitmaps.Get(bits, row) ? whenTrue : whenFalse;
    }
}

/// <summary>Gives NULL for every row: the cast of VOID, and legacy casts that never succeed.</summary>
internal sealed class NullCastKernel : IScalarKernel
{
    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        if (result.Type is Core.Types.VoidType)
            return;
        result.Validity.Clear();
        if (result.Physical is Core.Types.PhysicalType.Struct)
        {
            foreach (var field in result.Children)
                Evaluate(arguments, rows, field, ref errors);
        }
    }
}
