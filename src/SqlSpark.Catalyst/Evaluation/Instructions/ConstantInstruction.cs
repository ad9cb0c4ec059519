using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;

namespace SqlSpark.Catalyst.Evaluation.Instructions;

/// <summary>A literal.</summary>
internal sealed class LiteralInstruction(Literal literal) : Instruction
{
    public override bool NeedsWriter => false;

    public override string Describe() => $"constant {literal.Sql}";

    public override object CreateState(ProgramState state) => new ConstantValue(literal, state.Context.Account);

    public override void Execute(ProgramState state, RowMask mask)
    {
        if (literal.IsNull)
            state.SetNull(Result);
        else
            state.SetConstant(Result, state.StateOf<ConstantValue>(this).Value);
    }

    // Made when it is wanted: what creates states must not run out of memory halfway.
    private sealed class ConstantValue(Literal literal, MemoryAccount account) : IDisposable
    {
        private readonly VectorWriter _writer = new(literal.Type, account);
        private Vector? _value;

        public Vector Value => _value ??= Make();

        public void Dispose() => _writer.Dispose();

        private Vector Make()
        {
            _writer.Begin(1);
            BoxedValues.Set(_writer, 0, literal.Value);
            return _writer.Publish();
        }
    }
}

/// <summary>An expression over literals, computed by a program of its own when a row wants it for the first time.</summary>
/// <param name="program">The program: no inputs, one output.</param>
internal sealed class ConstantInstruction(ExpressionProgram program) : Instruction
{
    public override bool NeedsWriter => false;

    public override string Describe() => "constant";

    public override object CreateState(ProgramState state) => new FoldedValue(program, Type!, state.Context);

    public override void Execute(ProgramState state, RowMask mask)
    {
        var value = state.StateOf<FoldedValue>(this).Value;
        if (value.IsNull(0))
            state.SetNull(Result);
        else
            state.SetConstant(Result, value);
    }

    private sealed class FoldedValue(ExpressionProgram program, Core.Types.DataType type, KernelContext context) : IDisposable
    {
        private readonly VectorWriter _writer = new(type, context.Account);
        private Vector? _value;

        public Vector Value => _value ??= Compute();

        private Vector Compute()
        {
            using var state = program.CreateState(context);
            var output = program.Run(state, new RecordBatch().Set(1, []))[0];
            return Core.Kernels.VectorCopy.Gather(output, [0], _writer, Core.Kernels.StringCopy.Keep);
        }

        public void Dispose() => _writer.Dispose();
    }
}
