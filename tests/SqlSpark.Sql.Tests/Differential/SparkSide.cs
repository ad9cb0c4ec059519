using SqlSpark.Core.Collections;
using SqlSpark.Core.Errors;
using SqlSpark.Sql.Golden;

namespace SqlSpark.Sql.Differential;

/// <summary>A session of SqlSpark with the tables of a case.</summary>
internal sealed class SparkSide : IDisposable
{
    /// <summary>What is wrong with a query that does not answer for long. Tries to make it smaller would take as long each.</summary>
    public const string Slow = "slow";

    /// <summary>How long a query may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // Joins of everything with everything have millions, which take gigabytes as objects.
    private const int MaxRows = 200_000;

    private static readonly string[] DataErrors =
    [
        "ARITHMETIC_OVERFLOW", "BINARY_ARITHMETIC_OVERFLOW", "CAST_OVERFLOW", "CAST_INVALID_INPUT", "DIVIDE_BY_ZERO", "NUMERIC_VALUE_OUT_OF_RANGE", "DATETIME_OVERFLOW",
        "INTERVAL_ARITHMETIC_OVERFLOW", "SCALAR_SUBQUERY_TOO_MANY_ROWS", "MEMORY_LIMIT_EXCEEDED",
    ];

    private readonly TestEngine _engine;
    private readonly ScratchFolder _scratch = new();
    private readonly SparkSession _session;

    public SparkSide(TestEngine engine, ExecutionShape shape, EquatableArray<RandomTable> tables)
    {
        _engine = engine;
        _session = engine.NewSession([new("spark.sql.session.timeZone", "UTC"), .. _scratch.Settings, .. shape.Settings]);
        foreach (var table in tables)
            _session.Sql(table.Create(Dialect.Spark));
    }

    public Answer Run(string sql)
    {
        var before = _engine.Memory.UsedBytes;
        var answer = Answered(sql);
        var leaked = _engine.Memory.UsedBytes - before;
        return leaked == 0 || answer is Answer.OfBug ? answer : new Answer.OfBug("leak", $"{leaked} bytes are in use after the query\n{(answer as Answer.OfError)?.Message}");
    }

    private Answer Answered(string sql)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var data = _session.Sql(sql);
            List<object?[]> rows;
            using (var result = data.Execute(patience.Token))
                rows = result.CollectRows(MaxRows);
            if (rows.Count >= MaxRows)
                return new Answer.OfError("TOO_MANY_ROWS", IsOfData: false, IsUnsupported: true, $"More than {MaxRows} rows to compare");
            for (var i = 0; i < data.Schema.Fields.Count; i++)
            {
                if (!data.Schema.Fields[i].Nullable && rows.Exists(row => row[i] is null))
                    return new Answer.OfBug("NULL", $"column {i} is not nullable and holds NULL");
            }

            return new Answer.OfRows(data.Schema.Fields.Map(f => f.DataType), rows);
        }
        catch (SqlSparkException) when (patience.IsCancellationRequested)
        {
            return new Answer.OfBug(Slow, $"no answer in {Patience}");
        }
        catch (SqlSparkException error) when (error.Condition.StartsWith("INTERNAL_ERROR", StringComparison.Ordinal))
        {
            return new Answer.OfBug(error.Condition, error.ToString());
        }
        catch (SqlSparkException error)
        {
            var condition = error.Condition;
            return new Answer.OfError(
                condition,
                DataErrors.Contains(condition.Split('.')[0]),
                condition.StartsWith("UNSUPPORTED_", StringComparison.Ordinal),
                error.Message);
        }
#pragma warning disable CA1031 // whatever it is, it is a finding
        catch (Exception bug)
#pragma warning restore CA1031
        {
            return new Answer.OfBug(bug.GetType().Name, bug.ToString());
        }
    }

    public string Explain(string sql)
    {
        try
        {
            return _session.Sql(sql).Explain(Catalyst.Plans.ExplainMode.Extended);
        }
#pragma warning disable CA1031 // the plans of a query that shows a bug
        catch (Exception error)
#pragma warning restore CA1031
        {
            return error.Message;
        }
    }

    public void Dispose()
    {
        _session.Dispose();
        _scratch.Dispose();
    }
}
