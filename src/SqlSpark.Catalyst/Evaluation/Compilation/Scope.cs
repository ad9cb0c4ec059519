using SqlSpark.Catalyst.Evaluation.Instructions;

namespace SqlSpark.Catalyst.Evaluation.Compilation;

/// <summary>
/// A set of rows that instructions are compiled for: all live rows, or those that an arm of a conditional is taken for. What an
/// outer scope computed is known in the inner ones, which are subsets of it.
/// </summary>
internal sealed class Scope(Scope? parent, int mask, int level = 0)
{
    private readonly Dictionary<(int Value, int Arm), Scope> _inner = [];
    private readonly Dictionary<int, int> _registers = [];

    /// <summary>The scope around, or null.</summary>
    public Scope? Parent { get; } = parent;

    /// <summary>How many scopes are around.</summary>
    public int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    /// <summary>The mask that holds the rows while the program runs.</summary>
    public int Mask { get; } = mask;

    /// <summary>How many conditionals are around: each level has masks of its own.</summary>
    public int Level { get; } = level;

    /// <summary>The instructions, in order.</summary>
    public List<Instruction> Block { get; } = [];

    /// <summary>The scope of one arm of a conditional value met in this scope.</summary>
    public Scope Inner(Value conditional, int arm, int mask, int level)
    {
        if (!_inner.TryGetValue((conditional.Id, arm), out var inner))
            _inner.Add((conditional.Id, arm), inner = new Scope(this, mask, level));
        return inner;
    }

    /// <summary>The register that holds a value in this very scope.</summary>
    public bool TryGetRegister(Value value, out int register) => _registers.TryGetValue(value.Id, out register);

    /// <summary>Says where a value is.</summary>
    public void SetRegister(Value value, int register) => _registers.Add(value.Id, register);

    /// <summary>The innermost scope that both are in.</summary>
    public static Scope Common(Scope left, Scope right)
    {
        while (left.Depth > right.Depth)
            left = left.Parent!;
        while (right.Depth > left.Depth)
            right = right.Parent!;
        while (!ReferenceEquals(left, right))
        {
            left = left.Parent!;
            right = right.Parent!;
        }

        return left;
    }
}
