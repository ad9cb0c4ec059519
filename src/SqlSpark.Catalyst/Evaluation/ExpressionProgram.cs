using SqlSpark.Catalyst.Evaluation.Compilation;
using SqlSpark.Catalyst.Evaluation.Instructions;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation;

/// <summary>
/// The expressions of one pipeline segment compiled together: instructions over typed registers, with common subexpressions
/// computed once. Immutable and shared by workers; each runs it with a <see cref="ProgramState"/> of its own.
/// </summary>
/// <remarks>
/// Filters narrow the rows from left to right; columns that only survivors need are computed after them. Conditionals compute each
/// arm for the rows that take it. What depends on no row is computed once, what depends on one dictionary-coded column once an entry.
/// </remarks>
public sealed class ExpressionProgram
{
    /// <summary>Programs with conditionals nested deeper than this run on a large stack.</summary>
    private const int MaxNesting = 400;

    private readonly ProgramLayout _layout;

    internal ExpressionProgram(ProgramLayout layout)
    {
        _layout = layout;
        OutputTypes = EquatableArray.Create<DataType>(Array.ConvertAll(layout.Outputs, output => layout.RegisterTypes[output]));
        foreach (var instruction in layout.Instructions)
        {
            HasFilter |= instruction is NarrowInstruction;
            IsPositional |= instruction.IsPositional;
        }
    }

    /// <summary>The types of the columns after the last step.</summary>
    public EquatableArray<DataType> OutputTypes { get; }

    /// <summary>True when results depend on the order and position of rows: the pipeline runs in order by partition.</summary>
    public bool IsPositional { get; }

    /// <summary>True when some step filters.</summary>
    public bool HasFilter { get; }

    /// <summary>Compiles steps.</summary>
    /// <param name="inputTypes">The columns of the input.</param>
    /// <param name="steps">In order; expressions refer to the columns before their step.</param>
    /// <exception cref="SqlSparkException"><c>UNSUPPORTED_FEATURE</c>: an expression is resolved but cannot be computed.</exception>
    public static ExpressionProgram Compile(EquatableArray<DataType> inputTypes, IReadOnlyList<ProgramStep> steps) =>
        DeepStack.Run(() => new ExpressionProgram(ProgramCompiler.Compile(inputTypes, steps)));

    /// <summary>Registers for one worker. Dispose it when the task ends.</summary>
    public ProgramState CreateState(KernelContext context) => new(this, _layout, context);

    /// <summary>Computes a batch.</summary>
    /// <param name="state">The worker's state.</param>
    /// <param name="input">A borrowed batch of the input types.</param>
    /// <returns>A batch borrowed from the state until the next call; after a filter perhaps without live rows.</returns>
    /// <exception cref="SqlSparkException">A live row failed; the exception points to the expression's text.</exception>
    /// <exception cref="OperationCanceledException">The query was canceled.</exception>
    public RecordBatch Run(ProgramState state, RecordBatch input)
    {
        InternalErrors.Assert(ReferenceEquals(state.Program, this));
        state.Begin(input);
        if (_layout.Nesting > MaxNesting)
            RunDeep(state);
        else
            RunBlock(state, _layout.Body, state.Root);
        return state.Finish(input, _layout.Outputs);
    }

    /// <summary>The instructions as text, one a line, for EXPLAIN CODEGEN.</summary>
    public string Explain() => DeepStack.Run(() => ProgramListing.Of(_layout));

    /// <summary>Runs instructions for the rows of a mask, as long as there are any.</summary>
    internal static void RunBlock(ProgramState state, Instruction[] block, RowMask mask)
    {
        foreach (var instruction in block)
        {
            if (mask.IsEmpty)
                return;
            state.Context.Cancellation.ThrowIfCancellationRequested();
            instruction.Execute(state, mask);
        }
    }

    private void RunDeep(ProgramState state) => DeepStack.RunOnLargeStack(() =>
    {
        RunBlock(state, _layout.Body, state.Root);
        return true;
    });
}
