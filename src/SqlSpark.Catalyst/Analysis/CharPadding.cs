using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>
/// Columns of CHAR(n) compare with each other and with constants as if blanks at the end did not count: the shorter one is padded. Spark: <c>ApplyCharTypePaddingHelper.paddingForStringComparison</c>.
/// </summary>
internal static class CharPadding
{
    /// <summary>What a padded value is in plans; it prints as the value.</summary>
    public static readonly ScalarFunction Definition = new("charpadding") { Group = FunctionGroup.Misc, Usage = "", Examples = [], Printer = static (_, arguments) => arguments[0] };

    /// <summary>Characters (code points) of a text.</summary>
    public static int CharacterCount(string text) => text.EnumerateRunes().Count();

    /// <summary>A comparison with its sides padded; the node itself where nothing is to be done.</summary>
    public static Expression Apply(Expression node, PlanResolver plans)
    {
        switch (node)
        {
            case Comparison comparison when (LengthOf(comparison.Left), LengthOf(comparison.Right)) is var (left, right) && (left ?? right) is not null:
                if (left is not null && right is not null)
                    return Padded(comparison, left.Value, right.Value, plans);
                return left is not null
                    ? TextOf(comparison.Right) is { } constant ? Padded(comparison, left.Value, CharacterCount(constant), plans) : node
                    : TextOf(comparison.Left) is { } other ? Padded(comparison, CharacterCount(other), right!.Value, plans) : node;
            case In membership when LengthOf(membership.Value) is { } length && membership.Items.All(item => TextOf(item) is not null):
                var longest = Math.Max(length, membership.Items.Max(item => CharacterCount(TextOf(item)!)));
                return membership with
                {
                    Value = To(membership.Value, length, longest, plans),
                    Items = membership.Items.Map(item => To(item, CharacterCount(TextOf(item)!), longest, plans)),
                };
            default:
                return node;
        }
    }

    private static Comparison Padded(Comparison comparison, int left, int right, PlanResolver plans)
    {
        var length = Math.Max(left, right);
        return comparison with { Left = To(comparison.Left, left, length, plans), Right = To(comparison.Right, right, length, plans) };
    }

    private static Expression To(Expression text, int from, int to, PlanResolver plans) => from == to ? text : plans.PaddedTo(text is Literal or AttributeReference or OuterReference ? text : ConstantFolder.TryFold(text)!, to, isCutting: true);

    /// <summary>The length of a column that is CHAR(n); null for all else.</summary>
    private static int? LengthOf(Expression expression) => expression switch
    {
        AttributeReference column when CharVarchar.CharLength(column.Metadata) is var length and > 0 => length,
        OuterReference { Child: var column } when CharVarchar.CharLength(column.Metadata) is var length and > 0 => length,
        _ => null,
    };

    private static string? TextOf(Expression expression) =>
        expression.DataType is StringType && expression.IsFoldable && ConstantFolder.TryFold(expression) is { Value: string text } ? text : null;
}
