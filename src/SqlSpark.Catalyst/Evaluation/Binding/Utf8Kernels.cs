using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;

namespace SqlSpark.Catalyst.Evaluation.Binding;

/// <summary>Builds strings of one argument.</summary>
public sealed class Utf8Kernel<T, TOp> : IScalarKernel
    where T : unmanaged
    where TOp : struct, IUtf8Operation<T>
{
    /// <inheritdoc />
    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        var values = new RowReader<T>(arguments[0]);
        var views = result.Values<Utf8View>();
        var writer = new Utf8Writer(result.Heap);
        foreach (var row in rows)
        {
            TOp.Invoke(values[row], ref writer);
            views[row] = writer.Finish();
        }
    }
}

/// <summary>Builds strings of two arguments.</summary>
public sealed class Utf8Kernel<TFirst, TSecond, TOp> : IScalarKernel
    where TFirst : unmanaged
    where TSecond : unmanaged
    where TOp : struct, IUtf8Operation<TFirst, TSecond>
{
    /// <inheritdoc />
    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        var first = new RowReader<TFirst>(arguments[0]);
        var second = new RowReader<TSecond>(arguments[1]);
        var views = result.Values<Utf8View>();
        var writer = new Utf8Writer(result.Heap);
        foreach (var row in rows)
        {
            TOp.Invoke(first[row], second[row], ref writer);
            views[row] = writer.Finish();
        }
    }
}

/// <summary>Builds strings of three arguments.</summary>
public sealed class Utf8Kernel<TFirst, TSecond, TThird, TOp> : IScalarKernel
    where TFirst : unmanaged
    where TSecond : unmanaged
    where TThird : unmanaged
    where TOp : struct, IUtf8Operation<TFirst, TSecond, TThird>
{
    /// <inheritdoc />
    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        var first = new RowReader<TFirst>(arguments[0]);
        var second = new RowReader<TSecond>(arguments[1]);
        var third = new RowReader<TThird>(arguments[2]);
        var views = result.Values<Utf8View>();
        var writer = new Utf8Writer(result.Heap);
        foreach (var row in rows)
        {
            TOp.Invoke(first[row], second[row], third[row], ref writer);
            views[row] = writer.Finish();
        }
    }
}

/// <summary>Builds strings of one argument, with an operation that may fail.</summary>
public sealed class TryUtf8Kernel<T, TOp> : IScalarKernel
    where T : unmanaged
    where TOp : struct, ITryUtf8Operation<T>
{
    /// <inheritdoc />
    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        var values = new RowReader<T>(arguments[0]);
        var views = result.Values<Utf8View>();
        var writer = new Utf8Writer(result.Heap);
        foreach (var row in rows)
        {
            var value = values[row];
            if (TOp.TryInvoke(value, ref writer))
            {
                views[row] = writer.Finish();
                continue;
            }

            writer.Discard();
            if (!errors.NullsRow(row))
                errors.Report(row, TOp.Error(value));
        }
    }
}

/// <summary>Builds strings of two arguments, with an operation that may fail.</summary>
public sealed class TryUtf8Kernel<TFirst, TSecond, TOp> : IScalarKernel
    where TFirst : unmanaged
    where TSecond : unmanaged
    where TOp : struct, ITryUtf8Operation<TFirst, TSecond>
{
    /// <inheritdoc />
    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        var firsts = new RowReader<TFirst>(arguments[0]);
        var seconds = new RowReader<TSecond>(arguments[1]);
        var views = result.Values<Utf8View>();
        var writer = new Utf8Writer(result.Heap);
        foreach (var row in rows)
        {
            var first = firsts[row];
            var second = seconds[row];
            if (TOp.TryInvoke(first, second, ref writer))
            {
                views[row] = writer.Finish();
                continue;
            }

            writer.Discard();
            if (!errors.NullsRow(row))
                errors.Report(row, TOp.Error(first, second));
        }
    }
}

/// <summary>Builds strings of three arguments, with an operation that may fail.</summary>
public sealed class TryUtf8Kernel<TFirst, TSecond, TThird, TOp> : IScalarKernel
    where TFirst : unmanaged
    where TSecond : unmanaged
    where TThird : unmanaged
    where TOp : struct, ITryUtf8Operation<TFirst, TSecond, TThird>
{
    /// <inheritdoc />
    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        var firsts = new RowReader<TFirst>(arguments[0]);
        var seconds = new RowReader<TSecond>(arguments[1]);
        var thirds = new RowReader<TThird>(arguments[2]);
        var views = result.Values<Utf8View>();
        var writer = new Utf8Writer(result.Heap);
        foreach (var row in rows)
        {
            var first = firsts[row];
            var second = seconds[row];
            var third = thirds[row];
            if (TOp.TryInvoke(first, second, third, ref writer))
            {
                views[row] = writer.Finish();
                continue;
            }

            writer.Discard();
            if (!errors.NullsRow(row))
                errors.Report(row, TOp.Error(first, second, third));
        }
    }
}
