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
