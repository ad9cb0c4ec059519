using SqlSpark.Catalyst.Evaluation.Compilation;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;

namespace SqlSpark.Catalyst.Evaluation;

/// <summary>
/// The body of a lambda, ready to run over flattened elements: one row an element, the parameters as columns, and captured columns
/// of the rows around coded by the row that an element belongs to.
/// </summary>
public sealed class LambdaEvaluator : IDisposable
{
    private readonly LambdaProgram _lambda;
    private readonly ReadOnlyMemory<Vector> _captures;
    private readonly ProgramState _state;
    private readonly RecordBatch _input = new();
    private readonly Vector[] _columns;
    private readonly GatherRegister[] _capturesByElement;

    internal LambdaEvaluator(LambdaProgram lambda, ReadOnlyMemory<Vector> captures, KernelContext context)
    {
        _lambda = lambda;
        _captures = captures;
        _state = lambda.Body.CreateState(context);
        _columns = new Vector[lambda.ParameterCount + lambda.CaptureCount];
        _capturesByElement = new GatherRegister[lambda.CaptureCount];
        for (var i = 0; i < _capturesByElement.Length; i++)
            _capturesByElement[i] = new GatherRegister(lambda.CaptureTypes[i], context.Account);
    }

    /// <summary>The number of parameters that the lambda declares.</summary>
    public int ParameterCount => _lambda.ParameterCount;

    /// <summary>Computes the body once an element.</summary>
    /// <param name="elementCount">Elements.</param>
    /// <param name="parameters">One vector a parameter, each with <paramref name="elementCount"/> rows.</param>
    /// <param name="parentRows">The row of the batch that each element belongs to.</param>
    /// <returns>One value an element, in any encoding but lazy; borrowed until the next call.</returns>
    public Vector Evaluate(int elementCount, ReadOnlySpan<Vector> parameters, ReadOnlySpan<int> parentRows)
    {
        parameters[..ParameterCount].CopyTo(_columns);
        for (var i = 0; i < _capturesByElement.Length; i++)
            _columns[ParameterCount + i] = _capturesByElement[i].Gather(_captures.Span[i], parentRows);
        return _lambda.Body.Run(_state, _input.Set(elementCount, _columns))[0];
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _state.Dispose();
        foreach (var register in _capturesByElement)
            register.Dispose();
    }
}
