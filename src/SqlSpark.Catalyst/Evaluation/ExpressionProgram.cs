using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation;

/// <summary>
/// The expressions of one pipeline segment compiled together: instructions over typed registers, with common subexpressions
/// computed once. Immutable and shared by workers; each runs it with a <see cref="ProgramState"/> of its own.
/// </summary>
public sealed class ExpressionProgram
{
    private ExpressionProgram(EquatableArray<DataType> outputTypes)
    {
        OutputTypes = outputTypes;
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
    public static ExpressionProgram Compile(EquatableArray<DataType> inputTypes, IReadOnlyList<ProgramStep> steps) =>
        throw new NotImplementedException();

    /// <summary>Registers for one worker. Dispose it when the task ends.</summary>
    public ProgramState CreateState(KernelContext context) => throw new NotImplementedException();

    /// <summary>Computes a batch.</summary>
    /// <param name="state">The worker's state.</param>
    /// <param name="input">A borrowed batch of the input types.</param>
    /// <returns>A batch borrowed from the state until the next call; after a filter perhaps without live rows.</returns>
    /// <exception cref="Core.Errors.SqlSparkException">A live row failed; the exception points to the expression's text.</exception>
    public RecordBatch Run(ProgramState state, RecordBatch input) => throw new NotImplementedException();

    /// <summary>The instructions as text, one a line, for EXPLAIN CODEGEN.</summary>
    public string Explain() => throw new NotImplementedException();
}

/// <summary>The registers and kernels of one worker that runs an <see cref="ExpressionProgram"/>. Not thread-safe.</summary>
public sealed class ProgramState : IDisposable
{
    /// <inheritdoc />
    public void Dispose() => throw new NotImplementedException();
}
