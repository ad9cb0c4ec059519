using SqlSpark.Core.Collections;
using SqlSpark.Core.Errors;
using SqlSpark.Sessions;

namespace SqlSpark;

/// <summary>
/// A statement that is run more than once: parsed once, and planned anew only when its parameters have other values or something that it depends on has changed: settings, views,
/// tables, files. Immutable; safe for use by several threads. <see cref="SparkSession.Prepare"/> makes it.
/// </summary>
public sealed class PreparedStatement
{
    private readonly SparkSession _session;

    internal PreparedStatement(SparkSession session, string sqlText)
    {
        _session = session;
        SqlText = sqlText;
    }

    /// <summary>The text.</summary>
    public string SqlText { get; }

    /// <summary>Analyzes the statement with values for its unnamed markers (<c>?</c>), in order. As <see cref="SparkSession.Sql(string, CancellationToken)"/>, runs commands.</summary>
    /// <param name="values">
    /// NULL, BOOLEAN, numbers, <see cref="decimal"/>, strings, bytes, <see cref="DateOnly"/>, <see cref="DateTime"/> (TIMESTAMP_NTZ when its kind is unspecified) and
    /// <see cref="DateTimeOffset"/>.
    /// </param>
    /// <exception cref="SqlSparkException"><c>UNBOUND_SQL_PARAMETER</c>, and what <see cref="SparkSession.Sql(string, CancellationToken)"/> throws.</exception>
    /// <exception cref="ArgumentException">A value that has no form in SQL.</exception>
    public DataFrame Bind(params IReadOnlyList<object?> values) => Bind(new PreparedText(SqlText, [], values.Select(ParameterLiterals.Of).ToEquatableArray()), default);

    /// <summary>Analyzes the statement with values for its named markers (<c>:name</c>). As <see cref="SparkSession.Sql(string, CancellationToken)"/>, runs commands.</summary>
    /// <param name="values">The values by name; see the other overload.</param>
    /// <param name="cancellationToken">Cancels a command that writes rows.</param>
    /// <exception cref="SqlSparkException"><c>UNBOUND_SQL_PARAMETER</c>, and what <see cref="SparkSession.Sql(string, CancellationToken)"/> throws.</exception>
    /// <exception cref="ArgumentException">A value that has no form in SQL.</exception>
    public DataFrame Bind(IReadOnlyDictionary<string, object?> values, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        var named = values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => KeyValuePair.Create(v.Key, ParameterLiterals.Of(v.Value))).ToEquatableArray();
        return Bind(new PreparedText(SqlText, named, []), cancellationToken);
    }

    private DataFrame Bind(PreparedText text, CancellationToken cancellationToken)
    {
        var (plan, cached) = _session.State.Prepare(text, cancellationToken);
        return new DataFrame(_session, plan, cached);
    }
}
