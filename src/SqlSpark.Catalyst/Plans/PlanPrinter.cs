using System.Text;

namespace SqlSpark.Catalyst.Plans;

/// <summary>Prints plans as trees: <c>+- </c> for the last child, <c>:- </c> for the others, as Spark does.</summary>
public static class PlanPrinter
{
    /// <summary>The tree, one node a line, without a line feed at the end.</summary>
    public static string Print(LogicalPlan plan) => Print(plan, p => p.Description, p => p.Children);

    /// <summary>Any tree, one node a line, without a line feed at the end.</summary>
    public static string Print<T>(T root, Func<T, string> describe, Func<T, IEnumerable<T>> children)
    {
        var text = new StringBuilder();
        var pending = new Stack<(T Node, string Indent, string Marker, string ChildIndent)>();
        pending.Push((root, "", "", ""));
        while (pending.TryPop(out var item))
        {
            if (text.Length > 0)
                text.Append('\n');
            text.Append(item.Indent).Append(item.Marker).Append(describe(item.Node));
            var below = children(item.Node).ToArray();
            for (var i = below.Length - 1; i >= 0; i--)
            {
                var isLast = i == below.Length - 1;
                pending.Push((below[i], item.ChildIndent, isLast ? "+- " : ":- ", item.ChildIndent + (isLast ? "   " : ":  ")));
            }
        }

        return text.ToString();
    }
}
