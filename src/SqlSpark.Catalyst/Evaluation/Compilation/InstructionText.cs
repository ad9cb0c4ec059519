using SqlSpark.Catalyst.Expressions;

namespace SqlSpark.Catalyst.Evaluation.Compilation;

/// <summary>Calls as listings print them: the node's name; operands are registers.</summary>
internal static class InstructionText
{
    /// <summary>The text.</summary>
    public static string Of(Value value) => value.Expression switch
    {
        Arithmetic a => a.Symbol + (a.Mode == EvalMode.Ansi ? "" : $" {a.Mode.ToString().ToLowerInvariant()}"),
        Comparison c => c.Symbol,
        Cast c => $"{(c.Mode == EvalMode.Try ? "try_cast" : "cast")} as {c.Type.SimpleString}",
        ScalarCall c => c.Bound.Name.Length == 0 ? c.Function.Name : c.Bound.Name,
        Like like => $"{(like.IgnoreCase ? "ilike" : "like")} {(like.Right is Literal pattern ? pattern.Sql : "")}".TrimEnd(),
        StringPredicate predicate => predicate.Kind.ToString().ToLowerInvariant(),
        In { Items: var items } => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"in {items.Count} items"),
        var node => node.GetType().Name.ToLowerInvariant(),
    };
}
