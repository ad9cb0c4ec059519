using System.Diagnostics;
using SqlSpark.Core.Collections;
using SqlSpark.Sql.Golden;

namespace SqlSpark.Sql.Differential.Metamorphic;

/// <summary>
/// Runs a query in several ways that may not change its rows: other batches and workers, without the optimizer, with little memory, and
/// written otherwise.
/// </summary>
internal sealed class MetamorphicCheck : ICaseCheck
{
    // How many times longer than usual a query may take in batches of one row: joins of everything with everything take long then.
    private const double SlowestShape = 300;

    private readonly SparkSide _usual;
    private readonly TestEngine _tightEngine;
    private readonly SparkSide _tight;
    private readonly List<(ExecutionShape Shape, SparkSide Side)> _others;

    /// <summary>A check.</summary>
    /// <param name="engines">Engines of all shapes.</param>
    /// <param name="memoryLimit">The bytes of an engine of little memory.</param>
    /// <param name="shapes">The ways to run.</param>
    /// <param name="tables">The tables.</param>
    public MetamorphicCheck(EngineMatrix engines, long memoryLimit, IEnumerable<ExecutionShape> shapes, EquatableArray<RandomTable> tables)
    {
        _usual = new SparkSide(engines.Of(ExecutionShape.Reference), ExecutionShape.Reference, tables);
        _tightEngine = new TestEngine(workerCount: 1, isChecked: true, memoryLimit);
        _tight = new SparkSide(_tightEngine, ExecutionShape.Reference, tables.Map(t => t with { Storage = TableStorage.View }));   // writing files needs more
        _others = [.. shapes.Select(s => (s, new SparkSide(engines.Of(s), s, tables)))];
    }

    public Verdict Check(Query query)
    {
        var isOrdered = query.FinalOrder is not null;
        var sql = query.In(Dialect.Spark);
        var clock = Stopwatch.StartNew();
        var usual = _usual.Run(sql);
        var isLarge = clock.Elapsed > SparkSide.Patience / SlowestShape;
        switch (usual)
        {
            case Answer.OfBug bug:
                return Verdict.Difference(bug.Kind, bug.Message);
            case Answer.OfError { IsUnsupported: true } unsupported:
                return new Verdict(VerdictKind.Unsupported, unsupported.Message[..Math.Min(unsupported.Message.Length, 110)]);
            case Answer.OfError { IsOfData: false } error:
                return Verdict.Difference(error.Condition, error.Message);
        }

        foreach (var (shape, side) in _others)
        {
            var answer = side.Run(sql);
            if (isLarge && answer is Answer.OfBug { Kind: SparkSide.Slow })
                continue;
            if (Compare(usual, answer, isOrdered, mayFail: !shape.Optimizes) is { } difference)
                return Verdict.Difference($"shape: {difference.Cause}", $"{difference.Detail}in {shape}");
        }

        if (usual is not Answer.OfRows)
            return new Verdict(VerdictKind.BothFail, ((Answer.OfError)usual).Condition);
        if (_tight.Run(sql) is not Answer.OfError { Condition: "MEMORY_LIMIT_EXCEEDED" } and var tight && Compare(usual, tight, isOrdered, mayFail: true) is { } shortage)
            return Verdict.Difference($"memory: {shortage.Cause}", shortage.Detail);
        foreach (var twin in Twins.Of(query))
        {
            var left = _usual.Run(twin.Left.In(Dialect.Spark));
            var right = _usual.Run(twin.Right.In(Dialect.Spark));
            if (left is Answer.OfError { IsOfData: true } || right is Answer.OfError { IsOfData: true } or Answer.OfError { IsUnsupported: true })
                continue;
            if (Compare(left, right, isOrdered: false, mayFail: false) is { } difference)
                return Verdict.Difference($"{twin.Name}: {difference.Cause}", $"{difference.Detail}{twin.Left.In(Dialect.Spark)}\n{twin.Right.In(Dialect.Spark)}");
        }

        return new Verdict(VerdictKind.Agreement);
    }

    public string Explain(Query query) => _usual.Explain(query.In(Dialect.Spark));

    public void Dispose()
    {
        _usual.Dispose();
        _tight.Dispose();
        if (_tightEngine.Memory.UsedBytes == 0)
            _tightEngine.Dispose();
        foreach (var (_, side) in _others)
            side.Dispose();
    }

    /// <param name="expected">What is right.</param>
    /// <param name="actual">What must be the same.</param>
    /// <param name="isOrdered">The order counts.</param>
    /// <param name="mayFail">Errors of data do not count: plans differ, and the optimizer may drop what fails and move conditions before joins.</param>
    private static (string Cause, string Detail)? Compare(Answer expected, Answer actual, bool isOrdered, bool mayFail) => (expected, actual) switch
    {
        (_, Answer.OfBug bug) => (bug.Kind, bug.Message),
        (Answer.OfRows e, Answer.OfRows a) => RowBag.Difference(e.Rows, a.Rows, isOrdered) is { } difference ? ("rows", difference) : null,
        (Answer.OfError { IsOfData: true }, Answer.OfError { IsOfData: true }) => null,
        (Answer.OfRows, Answer.OfError { IsOfData: true } error) when !mayFail => (error.Condition, error.Message + "\n"),
        (Answer.OfError { IsOfData: true } error, Answer.OfRows) when !mayFail => ($"no {error.Condition}", error.Message + "\n"),
        (_, Answer.OfError { IsOfData: false } error) => (error.Condition, error.Message + "\n"),
        _ => null,
    };
}
