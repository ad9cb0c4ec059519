using SqlSpark.Catalyst.Parsing;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Catalog;

/// <summary>A SQL function of the catalog: texts, which are parsed with its use. Spark: <c>CatalogFunction</c> of a <c>SQLFunction</c>.</summary>
/// <param name="Parameters">The parameters, defaults as texts alone.</param>
/// <param name="BodyText">The text after RETURN.</param>
/// <param name="IsQuery">True when that is a query and no expression.</param>
/// <param name="Settings">The settings that the texts are analyzed under.</param>
public sealed record SqlFunctionDefinition(
    EquatableArray<SqlFunctionParameter> Parameters, string BodyText, bool IsQuery, EquatableArray<KeyValuePair<string, string>> Settings) : CatalogObject
{
    /// <inheritdoc cref="SqlFunction.IsTable" />
    public bool IsTable { get; init; }

    /// <summary>The type that a call has; null for a table function.</summary>
    public DataType? ReturnType { get; init; }

    /// <summary>The columns that a table function returns; null for a scalar function.</summary>
    public StructType? ReturnColumns { get; init; }

    /// <inheritdoc cref="SqlFunction.ReadsData" />
    public bool? ReadsData { get; init; }

    /// <inheritdoc cref="SqlFunction.IsDeterministic" />
    public bool? IsDeterministic { get; init; }

    /// <summary>The comment, or null.</summary>
    public string? Comment { get; init; }

    /// <summary>Who created it.</summary>
    public string Owner { get; init; } = "";

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>What the catalog keeps of an analyzed function.</summary>
    public static SqlFunctionDefinition Of(SqlFunction function) => new(
        function.Parameters.Map(p => p with { Default = null }),
        function.BodyText,
        function.Query is not null,
        SessionConf.ModifiableIn(function.Conf))
    {
        IsTable = function.IsTable,
        ReturnType = function.ReturnType,
        ReturnColumns = function.ReturnColumns,
        ReadsData = function.ReadsData,
        IsDeterministic = function.IsDeterministic,
        Comment = function.Comment,
    };

    /// <summary>The function, parsed.</summary>
    /// <param name="name">Catalog, namespace and name.</param>
    /// <param name="parser">Parses the texts.</param>
    public SqlFunction Parse(EquatableArray<string> name, ISqlParser parser)
    {
        var conf = ConfSnapshot.Default.WithAll(Settings);
        return new SqlFunction(
            name,
            Parameters.Map(p => p with { Default = p.DefaultText is { } text ? parser.ParseExpression(text, conf) : null }),
            IsQuery ? null : parser.ParseExpression(BodyText, conf),
            IsQuery ? parser.ParseStatement(BodyText, conf) : null,
            BodyText,
            conf)
        {
            IsTable = IsTable,
            ReturnType = ReturnType,
            ReturnColumns = ReturnColumns,
            ReadsData = ReadsData,
            IsDeterministic = IsDeterministic,
            Comment = Comment,
        };
    }
}
