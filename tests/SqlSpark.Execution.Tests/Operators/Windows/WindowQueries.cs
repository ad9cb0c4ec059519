using SqlSpark.Catalyst.Analysis;
using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Optimizer;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Parser;
using SqlSpark.Testing;

namespace SqlSpark.Execution.Operators.Windows;

/// <summary>Queries over rows that a test makes.</summary>
internal static class WindowQueries
{
    /// <summary>A relation with these columns, as in CREATE TABLE.</summary>
    public static LocalRelation Relation(string columns, IEnumerable<object?[]> rows) => new(
        SqlParser.Instance.ParseTableSchema(columns, ConfSnapshot.Default).Fields.Map(f => new AttributeReference(f.Name, f.DataType, f.Nullable)),
        rows.Select(EquatableArray.ToEquatableArray).ToEquatableArray());

    /// <summary>The optimized plan of a query over the table <c>t</c>.</summary>
    public static LogicalPlan Plan(string sql, LogicalPlan table, ConfSnapshot? conf = null)
    {
        conf ??= ConfSnapshot.Default;
        var parsed = SqlParser.Instance.ParseStatement(sql, conf).TransformUp(node => node is UnresolvedRelation ? new SubqueryAlias(["t"], table) : node);
        var analyzed = Analyzer.Analyze(parsed, new AnalysisContext(conf, TestPlan.Functions, EmptyCatalog.Instance) { Parser = SqlParser.Instance });
        return LogicalOptimizer.Optimize(analyzed, new RuleContext(conf, TestPlan.Functions, EmptyCatalog.Instance));
    }
}
