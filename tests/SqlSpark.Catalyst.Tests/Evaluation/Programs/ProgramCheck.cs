using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using Xunit;
using Xunit.Sdk;

namespace SqlSpark.Catalyst.Tests.Evaluation.Programs;

/// <summary>Runs a random program over its batches in checked memory and compares rows and errors with the reference.</summary>
internal static class ProgramCheck
{
    /// <summary>Fails when the engine and the reference differ.</summary>
    public static void Run(ProgramCase sample)
    {
        using var pool = new MemoryPool(1L << 30, new MemoryPoolOptions { IsChecked = true, UsesHugePages = false });
        using var account = pool.CreateAccount("program");
        var program = ExpressionProgram.Compile(sample.Types.ToEquatableArray(), sample.Steps);
        var dictionaries = new Dictionary<object?[], VectorDictionary>(ReferenceEqualityComparer.Instance);
        var kept = new List<(RecordBatch Output, List<object?[]> Expected)>();
        var state = program.CreateState(new KernelContext(account));
        try
        {
            foreach (var batch in sample.Batches)
            {
                using var inputs = new CaseInputs(account);
                var expected = ReferenceProgram.Run(sample, batch);
                RecordBatch output;
                try
                {
                    output = program.Run(state, inputs.Build(batch, sample.Types, dictionaries));
                }
                catch (SqlSparkException exception)
                {
                    Assert.True(expected.Allows(exception.Condition), $"{exception.Condition} is none of [{string.Join(", ", expected.Conditions)}]: {exception.Message}");
                    state.Dispose();
                    state = program.CreateState(new KernelContext(account));
                    continue;
                }

                Assert.False(expected.MustFail, $"no error, but [{string.Join(", ", expected.Conditions)}] in the reference");
                Compare(sample, expected.Rows, output, "");
                kept.Add((output.Retain(), expected.Rows));
            }

            foreach (var (output, expected) in kept)
                Compare(sample, expected, output, "kept ");
        }
        finally
        {
            foreach (var (output, _) in kept)
                output.Release();
            state.Dispose();
            foreach (var dictionary in dictionaries.Values)
                dictionary.Release();
        }

        Assert.Equal(0, account.UsedBytes);
    }

    private static void Compare(ProgramCase sample, List<object?[]> expected, RecordBatch output, string kind)
    {
        Assert.Equal(expected.Count, output.LiveCount);
        var index = 0;
        foreach (var row in output.Rows)
        {
            for (var column = 0; column < output.ColumnCount; column++)
            {
                var value = BoxedValues.Get(output[column], row);
                if (!IsSame(expected[index][column], value))
                    throw new XunitException($"{kind}row {index}, column {column}: expected {Text(expected[index][column])}, got {Text(value)}");
                if (value is null && sample.LastProjection is { } projection && !projection[column].Nullable)
                    throw new XunitException($"row {index}: NULL in {projection[column]}, which is never NULL");
            }

            index++;
        }
    }

    /// <summary>True for equal values; floating point by bits, but for NaNs.</summary>
    public static bool IsSame(object? left, object? right) => (left, right) switch
    {
        (float a, float b) => (float.IsNaN(a) && float.IsNaN(b)) || BitConverter.SingleToInt32Bits(a) == BitConverter.SingleToInt32Bits(b),
        (double a, double b) => (double.IsNaN(a) && double.IsNaN(b)) || BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b),
        (EquatableArray<object?> a, EquatableArray<object?> b) => a.Count == b.Count && Enumerable.Range(0, a.Count).All(i => IsSame(a[i], b[i])),
        (MapValue a, MapValue b) => IsSame(a.Keys, b.Keys) && IsSame(a.Values, b.Values),
        _ => Equals(left, right),
    };

    /// <summary>A value for messages.</summary>
    public static string Text(object? value) => value switch
    {
        null => "NULL",
        string text => $"'{text}'",
        EquatableArray<byte> bytes => Convert.ToHexString(bytes.AsSpan()),
        EquatableArray<object?> items => $"[{string.Join(", ", items.Select(Text))}]",
        _ => $"{value}",
    };
}

/// <summary>What the reference makes of one batch.</summary>
/// <param name="Rows">The rows that are left; complete only when nothing must fail.</param>
/// <param name="MustFail">True when a live row fails.</param>
/// <param name="Conditions">The errors that may be raised.</param>
internal sealed record ReferenceResult(List<object?[]> Rows, bool MustFail, ISet<string> Conditions)
{
    /// <summary>True for one of the conditions, or a sub-condition of it.</summary>
    public bool Allows(string? condition) => condition is not null && Conditions.Any(c => condition == c || condition.StartsWith(c + ".", StringComparison.Ordinal));
}

/// <summary>Runs the steps of a program row by row. Columns of a projection are computed when something reads them.</summary>
internal static class ReferenceProgram
{
    public static ReferenceResult Run(ProgramCase sample, CaseBatch batch)
    {
        var result = new ReferenceResult([], false, new HashSet<string>());
        for (var row = 0; row < batch.RowCount; row++)
        {
            if (batch.Live is null || batch.Live[row])
                result = RunRow(sample, batch, row, result);
        }

        return result;
    }

    private static ReferenceResult RunRow(ProgramCase sample, CaseBatch batch, int row, ReferenceResult result)
    {
        var columns = batch.Columns.Select(c => new Lazy<object?>(c[row])).ToArray();
        var computed = new List<Lazy<object?>>();
        var isLive = true;
        foreach (var step in sample.Steps)
        {
            var current = columns;
            var interpreter = new ReferenceInterpreter(ordinal => current[ordinal].Value) { Conditions = result.Conditions };
            if (step is ProgramStep.Project project)
            {
                columns = [.. project.Expressions.Select(e => new Lazy<object?>(() => interpreter.Evaluate(e)))];
                computed.AddRange(columns);
            }
            else if (isLive)
            {
                foreach (var condition in And.Split(((ProgramStep.Filter)step).Condition))
                {
                    var value = interpreter.Evaluate(condition);
                    if (ReferenceEquals(value, ReferenceInterpreter.Failed))
                        result = result with { MustFail = true };
                    isLive = value is true;
                    if (!isLive)
                        break;
                }
            }

            if (!isLive)
                break;
        }

        if (isLive)
        {
            var values = Array.ConvertAll(columns, c => c.Value);
            if (values.Any(v => ReferenceEquals(v, ReferenceInterpreter.Failed)))
                result = result with { MustFail = true };
            else
                result.Rows.Add(values);
        }

        // A column may also be computed for rows that need it only sometimes: its failures are allowed, not required.
        foreach (var column in computed)
            _ = column.Value;
        return result;
    }
}
