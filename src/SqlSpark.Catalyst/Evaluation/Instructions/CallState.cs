using SqlSpark.Catalyst.Evaluation.Compilation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;

namespace SqlSpark.Catalyst.Evaluation.Instructions;

/// <summary>The kernel and scratch of one call in one worker.</summary>
internal sealed class CallState : IDisposable
{
    private readonly LambdaEvaluator[] _lambdas;
    private DictionaryEntries? _entries;

    public CallState(CallInstruction call, BoundFunction function, EquatableArray<LambdaProgram> lambdas, KernelContext context)
    {
        Function = function;
        Context = context;
        Vectors = new Vector[call.KernelArgumentCount];
        Captures = new Vector[call.Arguments.Length - call.KernelArgumentCount];
        _lambdas = new LambdaEvaluator[lambdas.Count];
        for (var i = 0; i < _lambdas.Length; i++)
            _lambdas[i] = new LambdaEvaluator(lambdas[i], Captures.AsMemory(lambdas[i].FirstCapture - call.KernelArgumentCount, lambdas[i].CaptureCount), context);
        Kernel = function.CreateHigherOrderKernel is { } create ? create(context, _lambdas) : function.CreateKernel(context);
    }

    public BoundFunction Function { get; }

    public KernelContext Context { get; }

    public IScalarKernel Kernel { get; }

    /// <summary>The kernel's arguments.</summary>
    public Vector[] Vectors { get; }

    /// <summary>What lambdas read of the row around them.</summary>
    public Vector[] Captures { get; }

    /// <summary>A NULL of type void in one row.</summary>
    public VoidVector OneVoid => field ??= new VoidVector(1);

    /// <summary>Results by dictionary.</summary>
    public DictionaryEntries Entries => _entries ??= new DictionaryEntries(Function, Kernel, Context);

    public void Dispose()
    {
        (Kernel as IDisposable)?.Dispose();
        foreach (var lambda in _lambdas)
            lambda.Dispose();
        _entries?.Dispose();
    }
}
