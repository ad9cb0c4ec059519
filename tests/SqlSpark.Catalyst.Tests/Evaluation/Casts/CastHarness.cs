using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Casts;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Tests.Evaluation.Casts;

/// <summary>Runs casts as the driver of expression programs does, over columns made from boxed values.</summary>
internal sealed class CastHarness : IDisposable
{
    private readonly MemoryPool _pool;
    private readonly MemoryAccount _account;

    /// <param name="isChecked">Whether memory is checked, which costs milliseconds a cast.</param>
    public CastHarness(bool isChecked = true)
    {
        _pool = new MemoryPool(256L << 20, new MemoryPoolOptions { IsChecked = isChecked, UsesHugePages = false });
        _account = _pool.CreateAccount("casts");
    }

    public string TimeZone { get; set; } = "America/Los_Angeles";

    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>How the argument is laid out.</summary>
    public VectorEncoding Encoding { get; set; } = VectorEncoding.Flat;

    /// <summary>A narrower storage of the argument.</summary>
    public PhysicalType? Narrow { get; set; }

    /// <summary>The selected rows; null for all.</summary>
    public Func<int, bool>? Selected { get; set; }

    public MemoryAccount Account => _account;

    public void Dispose()
    {
        _account.Dispose();
        _pool.Dispose();
    }

    /// <summary>Casts one value; the error of a value that fails is thrown.</summary>
    public object? Cast(object? value, DataType from, DataType to, EvalMode mode = EvalMode.Ansi) => CastAll([value], from, to, mode)[0];

    /// <summary>Casts a column; the error of the first row that fails is thrown. Rows that are not selected come back as null.</summary>
    public object?[] CastAll(object?[] values, DataType from, DataType to, EvalMode mode = EvalMode.Ansi)
    {
        var cast = new Cast(new Literal(null, from), to, mode, TimeZone);
        var check = cast.CheckInputTypes();
        if (!check.IsSuccess)
            throw new InvalidOperationException("DATATYPE_MISMATCH." + check.SubCondition);
        var bound = CastKernels.Bind(cast, Clock);
        var kernel = bound.CreateKernel(new KernelContext(_account));
        using var argument = new VectorWriter(from, _account);
        using var result = new VectorWriter(to, _account);
        var vector = Column(argument, values);
        try
        {
            return Evaluate(bound, kernel, vector, result);
        }
        finally
        {
            (kernel as IDisposable)?.Dispose();
            if (vector is DictionaryVector)
                vector.Release();
        }
    }

    private object?[] Evaluate(BoundFunction bound, IScalarKernel kernel, Vector argument, VectorWriter result)
    {
        var length = argument.Length;
        var selection = new ulong[Bitmaps.WordCount(length)];
        var live = new ulong[selection.Length];
        for (var row = 0; row < length; row++)
        {
            if (Selected?.Invoke(row) == false)
                continue;
            Bitmaps.Set(selection, row);
            if (!argument.IsNull(row) || bound.Nulls == NullBehavior.Custom)
                Bitmaps.Set(live, row);
        }

        result.Begin(length);
        if (bound.Nulls == NullBehavior.Propagate && argument.MayHaveNulls)
        {
            for (var row = 0; row < length; row++)
            {
                if (argument.IsNull(row))
                    result.SetNull(row);
            }
        }

        var errors = bound.OnError == OnError.Null ? RowErrors.Nulling(result) : RowErrors.Throwing;
        kernel.Evaluate(new Arguments(new[] { argument }), Rows.Of(live, length), result, ref errors);
        if (errors.HasFailed)
            throw errors.FirstError.ToException(null);
        var output = result.Publish();
        var values = new object?[length];
        for (var row = 0; row < length; row++)
            values[row] = Bitmaps.Get(selection, row) ? BoxedValues.Get(output, row) : null;
        return values;
    }

    private Vector Column(VectorWriter writer, object?[] values)
    {
        switch (Encoding)
        {
            case VectorEncoding.Constant:
                writer.Begin(1, Narrow);
                BoxedValues.Set(writer, 0, values[0]);
                return new ConstantVector(writer.Publish(), values.Length);
            case VectorEncoding.Dictionary:
                Fill(writer, values);
                var codes = _account.Allocate(values.Length * 4L);
                for (var row = 0; row < values.Length; row++)
                    codes.AsSpan<int>()[row] = values.Length - 1 - row;
                var reversed = values.Reverse().ToArray();
                Fill(writer, reversed);
                return DictionaryVector.Own(new VectorDictionary(writer.Publish().Retain(), isUnique: false), 4, values.Length, codes, null);
            default:
                Fill(writer, values);
                return writer.Publish();
        }
    }

    private void Fill(VectorWriter writer, object?[] values)
    {
        writer.Begin(values.Length, Narrow);
        for (var row = 0; row < values.Length; row++)
            BoxedValues.Set(writer, row, values[row]);
    }
}
