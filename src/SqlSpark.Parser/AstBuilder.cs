using Antlr4.Runtime;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;

namespace SqlSpark.Parser;

/// <summary>Builds unresolved trees from the grammar's contexts. One instance builds from one text.</summary>
/// <remarks>
/// The parts of the class follow the parts of the grammar. Every node that stands for a context is built inside <see cref="At"/>, which gives it
/// its place in the text. Chains of left-associative operators are walked in loops, other nesting by recursion with a guarded stack.
/// </remarks>
internal sealed partial class AstBuilder(string sql, ConfSnapshot conf)
{
    private readonly SqlText _text = new(sql);

    private EvalMode EvalMode { get; } = conf.AnsiEnabled ? EvalMode.Ansi : EvalMode.Legacy;

    private bool AllowPrecisionLoss { get; } = conf.Get(SqlConf.DecimalAllowPrecisionLoss);

    /// <summary>Makes the place of <paramref name="context"/> current for the nodes built in the scope.</summary>
    private CurrentOrigin.Scope At(ParserRuleContext context)
    {
        DeepStack.Guard();
        return CurrentOrigin.With(OriginOf(context.Start, context.Stop ?? context.Start));
    }

    private Origin OriginOf(IToken start, IToken stop) => new(_text, start.Line, start.Column, start.StartIndex, stop.StopIndex);

    /// <summary>The characters of a context as they were written.</summary>
    private string TextOf(ParserRuleContext context) => sql[context.Start.StartIndex..(context.Stop.StopIndex + 1)];

    private SqlSparkException Error(ParserRuleContext at, string condition, params ReadOnlySpan<(string Name, string Value)> parameters) =>
        ParseErrors.At(at.Start, sql, condition, parameters);

    /// <summary>A construct that parses and that no later layer knows.</summary>
    private SqlSparkException Unsupported(ParserRuleContext at, string what) => Error(at, "UNSUPPORTED_FEATURE.OPERATOR", ("operator", what));
}
