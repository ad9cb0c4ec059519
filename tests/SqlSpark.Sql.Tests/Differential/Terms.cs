using System.Globalization;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Sql.Differential;

/// <summary>A scalar expression of a known type.</summary>
/// <param name="Type">Its type in Spark; the text for DuckDB has it too.</param>
/// <param name="IsExact">False for floating-point numbers that may be rounded: they are not summed, since sums depend on the order then.</param>
internal abstract record Term(DataType Type, bool IsExact) : SqlNode
{
    /// <summary>NULL of a type.</summary>
    public static Term Null(DataType type) => Constant(type, "NULL");

    /// <summary>A constant that both dialects read.</summary>
    public static Term Constant(DataType type, string text) => new ConstantTerm(
        type, $"CAST({text} AS {SqlTypes.Name(type, Dialect.Spark)})", $"CAST({text} AS {SqlTypes.Name(type, Dialect.DuckDb)})");

    public override IEnumerable<SqlNode> Simpler()
    {
        foreach (var term in Children.OfType<Term>())
        {
            if (term.Type == Type)
                yield return term;
        }

        yield return Null(Type);
        if (SqlTypes.Intervals.Contains(Type))
            yield break;
        var simple = Type switch
        {
            BooleanType => "TRUE",
            StringType or BinaryType => "'a'",
            DateType => "'2000-01-01'",
            TimestampType => "'2000-01-01 00:00:00'",
            _ => "1",
        };
        yield return Constant(Type, simple);
    }
}

/// <summary>A literal.</summary>
internal sealed record ConstantTerm(DataType Type, string Spark, string DuckDb) : Term(Type, IsExact: true)
{
    public override EquatableArray<SqlNode> Children => [];

    public override SqlNode With(EquatableArray<SqlNode> children) => this;

    public override IEnumerable<SqlNode> Simpler() => Spark.StartsWith("CAST", StringComparison.Ordinal) ? [] : base.Simpler();

    public override string In(Dialect dialect) => dialect == Dialect.Spark ? Spark : DuckDb;
}

/// <summary>A column of a relation.</summary>
/// <param name="Relation">The alias of the relation, or empty for what USING makes of a column of both sides.</param>
internal sealed record ColumnTerm(DataType Type, string Relation, string Name) : Term(Type, IsExact: true)
{
    public override EquatableArray<SqlNode> Children => [];

    public override SqlNode With(EquatableArray<SqlNode> children) => this;

    public override string In(Dialect dialect) => Relation.Length == 0 ? Name : $"{Relation}.{Name}";
}

/// <summary>Anything with arguments: an operator, a function, an aggregate, a predicate over a query.</summary>
/// <param name="Spark">The text for Spark with {0}, {1}, ... for the arguments.</param>
/// <param name="DuckDb">The text for DuckDB.</param>
/// <param name="Arguments">Terms and queries.</param>
internal sealed record CallTerm(DataType Type, bool IsExact, string Spark, string DuckDb, EquatableArray<SqlNode> Arguments) : Term(Type, IsExact)
{
    public override EquatableArray<SqlNode> Children => Arguments;

    public override SqlNode With(EquatableArray<SqlNode> children) => this with { Arguments = children };

    public override string In(Dialect dialect) => string.Format(
        CultureInfo.InvariantCulture, dialect == Dialect.Spark ? Spark : DuckDb, [.. Arguments.Select(a => a.In(dialect))]);
}
