using System.Globalization;
using System.Text;
using SqlSpark.Catalyst.Evaluation.Instructions;

namespace SqlSpark.Catalyst.Evaluation.Compilation;

/// <summary>Programs as text: <c>r3 = + r0, r1 : int</c>, inner blocks indented, and the output registers at the end.</summary>
internal static class ProgramListing
{
    /// <summary>The listing.</summary>
    public static string Of(ProgramLayout layout)
    {
        var text = new StringBuilder();
        Append(text, layout.Body, 0);
        text.Append("return ").AppendJoin(", ", layout.Outputs.Select(Name)).Append('\n');
        return text.ToString();
    }

    private static void Append(StringBuilder text, Instruction[] block, int depth)
    {
        Trees.DeepStack.Guard();
        foreach (var instruction in block)
        {
            text.Append(' ', 2 * depth);
            if (instruction.Result >= 0)
                text.Append(Name(instruction.Result)).Append(" = ");
            text.Append(instruction.Describe());
            var reads = instruction.Arguments.Concat(instruction.InnerResults).ToArray();
            if (reads.Length > 0)
                text.Append(' ').AppendJoin(", ", reads.Select(Name));
            if (instruction.Type is { } type)
                text.Append(" : ").Append(type.SimpleString);
            text.Append('\n');
            foreach (var inner in instruction.Blocks)
                Append(text, inner, depth + 1);
        }
    }

    private static string Name(int register) => string.Create(CultureInfo.InvariantCulture, $"r{register}");
}
