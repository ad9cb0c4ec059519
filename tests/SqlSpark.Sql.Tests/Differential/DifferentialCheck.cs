using SqlSpark.Core.Collections;
using SqlSpark.Sql.Golden;
using SqlSpark.Testing.DuckDb;

namespace SqlSpark.Sql.Differential;

/// <summary>Runs queries over the same tables in SqlSpark and in DuckDB.</summary>
internal sealed class DifferentialCheck : ICaseCheck
{
    private readonly TestEngine _engine;
    private readonly ExecutionShape _shape;
    private readonly EquatableArray<RandomTable> _tables;
    private readonly DuckDbSide _duckDb;
    private readonly SparkSide _spark;

    public DifferentialCheck(TestEngine engine, ExecutionShape shape, EquatableArray<RandomTable> tables)
    {
        _engine = engine;
        _shape = shape;
        _tables = tables;
        _spark = new SparkSide(engine, shape, tables);
        _duckDb = new DuckDbSide(DuckDbLibrary.Instance!);
        _duckDb.Load(tables);
    }

    public Verdict Check(Query query)
    {
        var sql = query.In(Dialect.Spark);
        var actual = _spark.Run(sql);
        if (actual is Answer.OfError { IsUnsupported: true } unsupported)
            return new Verdict(VerdictKind.Unsupported, unsupported.Message[..Math.Min(unsupported.Message.Length, 110)]);
        var expected = _duckDb.Run(query);
        switch (actual, expected)
        {
            case (Answer.OfBug bug, _):
                return Verdict.Difference(bug.Kind, bug.Message);
            case (Answer.OfError failure, Answer.OfError):
                return new Verdict(VerdictKind.BothFail, failure.Condition);
            case (Answer.OfError failure, Answer.OfRows rows):
                if (!failure.IsOfData)
                    return Verdict.Difference(failure.Condition, failure.Message);
                if (HasJoins(query) || WithoutOptimizer(sql) is not Answer.OfRows plain || RowBag.Difference(rows.Rows, plain.Rows, isOrdered: false) is not null)
                    return new Verdict(VerdictKind.OneFails, failure.Condition);
                return Verdict.Difference($"{failure.Condition} by the optimizer", failure.Message);
            case (Answer.OfRows, Answer.OfError failure):
                return failure.IsOfData ? new Verdict(VerdictKind.OneFails, string.Join(':', failure.Condition.Split(':').Take(2))) : new Verdict(VerdictKind.NoOracle, failure.Condition);
            case (Answer.OfRows a, Answer.OfRows e):
                if (a.Types != query.Types)
                    return Verdict.Difference("types", $"{string.Join(", ", query.Types)} expected, {string.Join(", ", a.Types)} are there");
                var isOrdered = query.FinalOrder is not null;
                if (RowBag.Difference(e.Rows, a.Rows, isOrdered) is not { } difference)
                    return new Verdict(VerdictKind.Agreement);
                if (_duckDb.RunPlain(query) is Answer.OfRows other && RowBag.Difference(other.Rows, a.Rows, isOrdered) is null)
                    return new Verdict(VerdictKind.NoOracle, "DuckDB's optimizer changes the rows");
                var isRightWithoutOptimizer = WithoutOptimizer(sql) is Answer.OfRows p && RowBag.Difference(e.Rows, p.Rows, isOrdered) is null;
                return Verdict.Difference("rows", $"{difference}{(isRightWithoutOptimizer ? "As expected" : "Not as expected either")} without the optimizer. {_shape}");
            default:
                throw new InvalidOperationException("No other answers.");
        }
    }

    public string Explain(Query query) => _spark.Explain(query.In(Dialect.Spark));

    public void Dispose()
    {
        _spark.Dispose();
        _duckDb.Dispose();
    }

    /// <summary>
    /// As in Spark, conditions that can fail move past joins, and may then fail for rows that the join drops, and which side of a join is read when the other
    /// is empty depends on the plan. Subqueries, EXCEPT and INTERSECT are joins too.
    /// </summary>
    private static bool HasJoins(SqlNode node) => node is JoinRelation or SetOperation { Operator: not ("UNION" or "UNION ALL") } || (node is CallTerm && node.Children.Any(c => c is Query)) || node.Children.Any(HasJoins);

    private Answer WithoutOptimizer(string sql)
    {
        using var plain = new SparkSide(_engine, _shape with { Optimizes = false }, _tables);
        return plain.Run(sql);
    }
}
