using System.Collections.Frozen;
using System.Data.Common;
using System.Diagnostics;
using System.Globalization;

namespace SqlSpark.Core.Errors;

/// <summary>
/// An error of the user's statement or data, classed by condition and SQLSTATE as in Spark.
/// Create it through the error factories, which pass values and never sentences.
/// </summary>
public sealed class SqlSparkException : DbException
{
    private SqlSparkException(
        ErrorCondition condition, IReadOnlyDictionary<string, string> parameters, QueryContext? queryContext, Exception? innerException)
        : base(FormatMessage(condition, parameters, queryContext), innerException)
    {
        ErrorCondition = condition;
        Parameters = parameters;
        QueryContext = queryContext;
    }

    /// <summary>The full name of the condition, such as <c>DIVIDE_BY_ZERO</c> or <c>DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE</c>.</summary>
    public string Condition => ErrorCondition.FullName;

    /// <summary>The condition: its template, parameters and SQLSTATE.</summary>
    public ErrorCondition ErrorCondition { get; }

    /// <summary>The SQLSTATE; null for Spark's unnamed legacy conditions.</summary>
    public override string? SqlState => ErrorCondition.SqlState;

    /// <summary>The values of the condition's parameters by name.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; }

    /// <summary>The part of the SQL text that the error points at, or null.</summary>
    public QueryContext? QueryContext { get; }

    /// <summary>
    /// True when the same statement may succeed if tried again: resources were short (SQLSTATE class 53) or another writer was
    /// first (class 40).
    /// </summary>
    public override bool IsTransient => SqlState is ['5', '3', ..] or ['4', '0', ..];

    /// <summary>Creates an error.</summary>
    /// <param name="condition">The full name of the condition.</param>
    /// <param name="context">The part of the SQL text it points at, or null.</param>
    /// <param name="parameters">A value for each parameter of the condition's text.</param>
    public static SqlSparkException Create(
        string condition, QueryContext? context = null, params ReadOnlySpan<(string Name, string Value)> parameters) =>
        Create(condition, context, null, parameters);

    /// <summary>Creates an error with the exception that caused it.</summary>
    /// <param name="condition">The full name of the condition.</param>
    /// <param name="context">The part of the SQL text it points at, or null.</param>
    /// <param name="innerException">The cause, or null.</param>
    /// <param name="parameters">A value for each parameter of the condition's text.</param>
    public static SqlSparkException Create(
        string condition, QueryContext? context, Exception? innerException, params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        var definition = ErrorConditions.Get(condition);
        var values = new Dictionary<string, string>(parameters.Length, StringComparer.Ordinal);
        foreach (var (name, value) in parameters)
            values.Add(name, value);
        AssertComplete(definition, values);
        return new SqlSparkException(definition, values.Count == 0 ? FrozenDictionary<string, string>.Empty : values, context, innerException);
    }

    /// <summary>The same error pointing at <paramref name="context"/>, for errors raised where the place was not known.</summary>
    public SqlSparkException WithContext(QueryContext context) => new(ErrorCondition, Parameters, context, InnerException);

    [Conditional("DEBUG")]
    private static void AssertComplete(ErrorCondition condition, Dictionary<string, string> values)
    {
        if (condition.HasSubConditions)
            throw InternalErrors.Unreachable(condition + " raised without a sub-condition");
        foreach (var name in condition.ParameterNames)
        {
            if (!values.ContainsKey(name))
                throw InternalErrors.Unreachable(condition + " raised without a value for " + name);
        }
    }

    private static string FormatMessage(ErrorCondition condition, IReadOnlyDictionary<string, string> parameters, QueryContext? context)
    {
        var message = "[" + condition.FullName + "] " + condition.FormatMessage(parameters);
        if (condition.SqlState is { } sqlState)
            message += " SQLSTATE: " + sqlState;
        if (context is null)
            return message;
        return context.IsSyntax
            ? string.Create(CultureInfo.InvariantCulture, $"{message} (line {context.Line}, pos {context.Column})\n\n{context.Summary}")
            : context.Summary is { Length: > 0 } summary ? message + "\n" + summary : message;
    }
}
