using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using Xunit;

namespace SqlSpark.BuiltinFunctions.Tests;

/// <summary>Asks a session for the rows of a query, as objects.</summary>
internal static class Queries
{
    /// <summary>All rows of a query, in order.</summary>
    public static List<object?[]> Rows(string sql, bool ansi = true)
    {
        using var session = Session(ansi);
        var rows = new List<object?[]>();
        using var result = session.Sql(sql).Execute();
        while (result.TryNext(out var batch))
        {
            var columns = batch.Vectors.ToArray();
            foreach (var row in batch.Rows)
                rows.Add(Array.ConvertAll(columns, c => BoxedValues.Get(c, row)));
        }

        return rows;
    }

    /// <summary>The only value of a query.</summary>
    public static object? Value(string sql, bool ansi = true) => Assert.Single(Assert.Single(Rows(sql, ansi)));

    /// <summary>The error of a query.</summary>
    public static SqlSparkException Error(string sql, bool ansi = true) => Assert.Throws<SqlSparkException>(() => Rows(sql, ansi));

    private static SparkSession Session(bool ansi) =>
        SparkSession.Builder().Config("spark.sql.ansi.enabled", ansi).GetOrCreate();
}
