using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;

namespace SqlSpark.Execution.Operators.Windows;

/// <summary>Gathers the arguments of an aggregate for rows, and says which rows count.</summary>
internal sealed unsafe class FrameArguments : IDisposable
{
    private readonly WindowRun _run;
    private readonly WindowColumn.Aggregate _function;
    private readonly VectorWriter[] _writers;
    private readonly Vector[] _vectors;
    private readonly ScratchBuffer _words;

    /// <summary>Registers for a task.</summary>
    public FrameArguments(WindowRun run, WindowColumn.Aggregate function, MemoryAccount account)
    {
        _run = run;
        _function = function;
        _writers = new VectorWriter[function.Arguments.Count];
        _vectors = new Vector[_writers.Length];
        _words = new ScratchBuffer(account);
        for (var i = 0; i < _writers.Length; i++)
        {
            var constant = function.Arguments[i].Constant;
            _writers[i] = new VectorWriter(constant?.Type ?? run.Plan.InputTypes[function.Arguments[i].Column], account);
        }
    }

    /// <summary>The arguments that were read, until they are read again.</summary>
    public Arguments Values => new(_vectors);

    /// <summary>Reads the arguments of rows.</summary>
    /// <param name="numbers">The numbers of the rows.</param>
    /// <param name="count">How many.</param>
    /// <returns>The rows that count, until they are read again.</returns>
    public Rows Read(uint* numbers, int count)
    {
        var rows = Rows.All(count);
        var words = new Span<ulong>(_words.Get<ulong>(Math.Max(1, Bitmaps.WordCount(count))), Bitmaps.WordCount(count));
        var isOwn = false;
        for (var i = 0; i < _vectors.Length; i++)
        {
            var argument = _function.Arguments[i];
            if (argument.Constant is { } constant)
            {
                if (_vectors[i] is not ConstantVector { Length: var length } || length != count)
                    _vectors[i] = new ConstantVector(ConstantOf(constant, _writers[i]), count);
            }
            else
            {
                _run.Pages.Read(_run.Plan.Place(argument.Column), numbers, count, _writers[i], _run.Heaps);
                _vectors[i] = _writers[i].Publish();
            }

            if (!_function.Function.IgnoresNulls || !_vectors[i].MayHaveNulls)
                continue;
            if (_vectors[i] is VoidVector or ConstantVector)
                words.Clear();
            else if (isOwn)
                Bitmaps.And(words, _vectors[i].Validity[..words.Length], words);
            else
                _vectors[i].Validity[..words.Length].CopyTo(words);
            isOwn = true;
        }

        return isOwn ? Rows.Of(words, count) : rows;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var writer in _writers)
            writer.Dispose();
        _words.Dispose();
    }

    private static Vector ConstantOf(Literal constant, VectorWriter writer)
    {
        writer.Begin(1);
        BoxedValues.Set(writer, 0, constant.Value);
        return writer.Publish();
    }
}
