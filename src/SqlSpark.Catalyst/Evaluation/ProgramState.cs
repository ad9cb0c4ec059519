using System.Diagnostics;
using SqlSpark.Catalyst.Evaluation.Instructions;
using SqlSpark.Core.Columnar;

namespace SqlSpark.Catalyst.Evaluation;

/// <summary>
/// The registers and kernels of one worker that runs an <see cref="ExpressionProgram"/>: native memory, reused from batch to
/// batch. Not thread-safe.
/// </summary>
public sealed class ProgramState : IDisposable
{
    private readonly object?[] _instructionStates;
    private readonly Register[] _registers;
    private readonly RowMask[] _masks;
    private readonly VectorWriter[] _writers;
    private readonly Selection _selection;
    private readonly Vector[] _outputs;
    private readonly RecordBatch _output = new();
    private ulong[] _rows = [];

    internal ProgramState(ExpressionProgram program, ProgramLayout layout, KernelContext context)
    {
        Program = program;
        Context = context;
        _registers = Array.ConvertAll(layout.RegisterTypes, type => new Register(type, context.Account));
        _masks = new RowMask[layout.MaskCount];
        for (var i = 0; i < _masks.Length; i++)
            _masks[i] = new RowMask();
        _writers = Array.ConvertAll(layout.WriterTypes, type => new VectorWriter(type, context.Account));
        _selection = new Selection(context.Account);
        _outputs = new Vector[layout.Outputs.Length];
        _instructionStates = new object?[layout.Instructions.Length];
        foreach (var instruction in layout.Instructions)
            _instructionStates[instruction.Index] = instruction.CreateState(this);
    }

    /// <summary>The program that this state belongs to.</summary>
    internal ExpressionProgram Program { get; }

    /// <summary>What kernels may know of the task.</summary>
    internal KernelContext Context { get; }

    /// <summary>Rows of the batch, live or not; fewer after compaction.</summary>
    internal int Length { get; private set; }

    /// <summary>True when sparse rows were gathered: all rows are live and none is where the input has it.</summary>
    internal bool IsCompacted { get; private set; }

    /// <summary>The live rows of the batch.</summary>
    internal RowMask Root => _masks[0];

    /// <summary>A mask by its place.</summary>
    internal RowMask Mask(int index) => _masks[index];

    /// <summary>A writer by its place.</summary>
    internal VectorWriter Writer(int index) => _writers[index];

    /// <summary>The state of an instruction.</summary>
    internal T StateOf<T>(Instruction instruction)
        where T : class => (T)_instructionStates[instruction.Index]!;

    /// <summary>A register.</summary>
    internal Register Register(int register) => _registers[register];

    /// <summary>Takes up a batch.</summary>
    internal void Begin(RecordBatch input)
    {
        Length = input.RowCount;
        IsCompacted = false;
        Root.Set(input.Rows);
        for (var i = 0; i < input.ColumnCount; i++)
            _registers[i].Set(input[i]);
    }

    /// <summary>Stores a value of this batch.</summary>
    internal void Set(int register, Vector value) => _registers[register].Set(value);

    /// <summary>Stores one value for all rows.</summary>
    internal void SetConstant(int register, Vector value) => _registers[register].SetConstant(value, Length);

    /// <summary>Makes every row NULL.</summary>
    internal void SetNull(int register) => _registers[register].SetNull(Length);

    /// <summary>The value of a register in any encoding but lazy.</summary>
    internal Vector Read(int register)
    {
        var value = _registers[register].Load(Root.Rows);
        Debug.Assert(value.Length == Length, "a register is read that holds no value of this batch");
        return value;
    }

    /// <summary>The value of a register as a flat or constant vector.</summary>
    internal Vector ReadFlat(int register)
    {
        Read(register);
        return _registers[register].Flatten();
    }

    /// <summary>The value of a register as a flat or constant vector at the full width of its type.</summary>
    internal Vector ReadWide(int register)
    {
        Read(register);
        return _registers[register].Widen();
    }

    /// <summary>Those of <paramref name="rows"/> that are valid. Good until the next call.</summary>
    internal Rows Valid(Rows rows, ReadOnlySpan<ulong> validity)
    {
        var wordCount = Bitmaps.WordCount(rows.Length);
        if (_rows.Length < wordCount)
            _rows = new ulong[wordCount];
        var words = _rows.AsSpan(0, wordCount);
        if (rows.IsAll)
            validity.CopyTo(words);
        else
            Bitmaps.And(rows.Words, validity, words);
        return Rows.Of(words, rows.Length);
    }

    /// <summary>Gathers the live rows of registers, which all later instructions read instead.</summary>
    internal void Compact(ReadOnlySpan<int> registers)
    {
        _selection.Begin(Length);
        Root.Words.CopyTo(_selection.Begin(Length));
        var rows = _selection.Publish().Indices;
        foreach (var register in registers)
        {
            _registers[register].Load(Root.Rows);
            _registers[register].Compact(rows);
        }

        Length = rows.Length;
        Root.Set(Rows.All(Length));
        IsCompacted = true;
    }

    /// <summary>The batch of the results.</summary>
    internal RecordBatch Finish(RecordBatch input, ReadOnlySpan<int> outputs)
    {
        _output.PartitionOrdinal = input.PartitionOrdinal;
        _output.Sequence = input.Sequence;
        if (Root.IsEmpty)
            Length = 0;
        for (var i = 0; i < outputs.Length; i++)
        {
            if (Root.IsEmpty)
                SetNull(outputs[i]);
            _outputs[i] = _registers[outputs[i]].Value;
        }

        return _output.Set(Length, _outputs, Select(input));
    }

    private Selection? Select(RecordBatch input)
    {
        if (Root.Count == Length)
            return null;
        if (!IsCompacted && Root.Count == input.LiveCount)
            return input.Selection;
        Root.Words.CopyTo(_selection.Begin(Length));
        return _selection.Publish();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var state in _instructionStates)
            (state as IDisposable)?.Dispose();
        foreach (var register in _registers)
            register.Dispose();
        foreach (var writer in _writers)
            writer.Dispose();
        _selection.Dispose();
    }
}
