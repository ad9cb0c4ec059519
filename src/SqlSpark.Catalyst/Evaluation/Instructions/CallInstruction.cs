using SqlSpark.Catalyst.Evaluation.Compilation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Instructions;

/// <summary>
/// Calls a kernel. Gives kernels what they cannot care for themselves: NULLs, constants, encodings, widths, and the choice of rows.
/// </summary>
/// <param name="function">The function.</param>
/// <param name="text">How listings print the call.</param>
/// <param name="origin">Where it stands in the SQL text.</param>
/// <param name="lambdas">The bodies of its lambdas.</param>
/// <param name="entryArgument">The one argument that is no constant of the program, or -1 when there are none or several.</param>
internal sealed class CallInstruction(BoundFunction function, string text, Origin origin, EquatableArray<LambdaProgram> lambdas, int entryArgument) : Instruction
{
    /// <summary>How many of <see cref="Instruction.Arguments"/> the kernel sees; the others are captures of lambdas.</summary>
    public required int KernelArgumentCount { get; init; }

    public override bool BorrowsArguments => function.BorrowsArguments && (Type!.PhysicalType is PhysicalType.View or >= PhysicalType.List || TakesNested);

    /// <summary>True when an argument is an array, a map or a struct, of which the result may be a part.</summary>
    public required bool TakesNested { get; init; }

    public override bool IsDear => !function.IsDense && function.Volatility != Volatility.Volatile;

    public override bool IsPositional => function.IsPositional || lambdas.Any(l => l.Body.IsPositional);

    public override string Describe() => text;

    public override object CreateState(ProgramState state) => new CallState(this, function, lambdas, state.Context);

    public override void Execute(ProgramState state, RowMask mask)
    {
        var call = state.StateOf<CallState>(this);
        var vectors = call.Vectors;
        var constantCount = 0;
        for (var i = 0; i < vectors.Length; i++)
        {
            var vector = state.Read(Arguments[i]);
            vectors[i] = vector;
            if (vector.Encoding == VectorEncoding.Constant || vector.Physical == PhysicalType.Void)
            {
                constantCount++;
                if (function.Nulls == NullBehavior.Propagate && vector is ConstantVector { IsNullConstant: true } or VoidVector)
                {
                    state.SetNull(Result);
                    return;
                }
            }
        }

        if (constantCount == vectors.Length && lambdas.IsEmpty && function.Volatility != Volatility.Volatile)
            EvaluateConstant(state, call);
        else if (entryArgument >= 0 && vectors[entryArgument] is DictionaryVector coded && call.Entries.Suits(coded, mask))
            EvaluateEntries(state, mask, call, coded);
        else
            EvaluateRows(state, mask, call);
    }

    /// <summary>Equal arguments in all rows: one row is computed.</summary>
    private void EvaluateConstant(ProgramState state, CallState call)
    {
        for (var i = 0; i < call.Vectors.Length; i++)
        {
            state.ReadWide(Arguments[i]);
            call.Vectors[i] = call.Vectors[i] is ConstantVector
                ? ((ConstantVector)state.ReadWide(Arguments[i])).Value
                : call.OneVoid;
        }

        var writer = state.Writer(Writer);
        writer.Begin(1);
        var errors = function.OnError == OnError.Null ? RowErrors.Nulling(writer) : RowErrors.Throwing;
        call.Kernel.Evaluate(new Arguments(call.Vectors), Rows.All(1), writer, ref errors);
        if (errors.HasFailed)
            throw errors.FirstError.ToException(origin.ToQueryContext());
        state.SetConstant(Result, writer.Publish());
    }

    /// <summary>One coded argument: its entries are computed once a dictionary, and the result has the same codes.</summary>
    private void EvaluateEntries(ProgramState state, RowMask mask, CallState call, DictionaryVector coded)
    {
        for (var i = 0; i < call.Vectors.Length; i++)
        {
            if (i != entryArgument)
                call.Vectors[i] = state.ReadWide(Arguments[i]);
        }

        var entries = call.Entries.Compute(coded, call.Vectors, entryArgument);
        if (entries.FindFailure(coded, mask.Rows) is { } error)
            throw error.ToException(origin.ToQueryContext());
        state.Set(Result, call.Entries.Encode(coded, entries));
    }

    private void EvaluateRows(ProgramState state, RowMask mask, CallState call)
    {
        for (var i = 0; i < call.Vectors.Length; i++)
        {
            if (!function.AcceptsDictionaries)
                call.Vectors[i] = state.ReadFlat(Arguments[i]);
            if (!function.AcceptsNarrowWidths && call.Vectors[i].Encoding != VectorEncoding.Dictionary)
                call.Vectors[i] = state.ReadWide(Arguments[i]);
        }

        for (var i = 0; i < call.Captures.Length; i++)
            call.Captures[i] = state.ReadFlat(Arguments[KernelArgumentCount + i]);

        if (call.Kernel is IViewKernel view && view.TryView(new Arguments(call.Vectors)) is { } part)
        {
            state.Set(Result, part);
            return;
        }

        var writer = state.Writer(Writer);
        writer.Begin(state.Length);
        var rows = mask.Rows;
        if (function.Nulls == NullBehavior.Propagate && NullPropagation.Apply(call.Vectors, writer))
            rows = state.Valid(rows, writer.Validity);
        if (!rows.IsEmpty)
        {
            var errors = function.OnError == OnError.Null ? RowErrors.Nulling(writer) : RowErrors.Throwing;
            call.Kernel.Evaluate(new Arguments(call.Vectors), rows, writer, ref errors);
            if (errors.HasFailed)
                throw errors.FirstError.ToException(origin.ToQueryContext());
        }

        state.Set(Result, writer.Publish());
    }
}
