
namespace SqlSpark.Catalyst.Evaluation.Instructions;

/// <summary>Keeps the rows for which a condition is TRUE: a filter, or one member of its AND.</summary>
/// <param name="condition">The register of the condition.</param>
internal sealed class NarrowInstruction(int condition) : Instruction
{
    /// <summary>Batches with a smaller share of live rows than one in this many are compacted.</summary>
    public const int SparseShare = 8;

    /// <summary>The registers that are read later; gathered when few rows are left. Null when nothing dear follows.</summary>
    public int[]? LiveRegisters { get; set; }

    public override string Describe() => LiveRegisters is null ? "narrow" : "narrow, compact when sparse";

    public override void Execute(ProgramState state, RowMask mask)
    {
        RowBits.KeepTrue(state.Read(condition), mask);
        if (LiveRegisters is not null && !mask.IsEmpty && mask.Count < state.Length / SparseShare)
            state.Compact(LiveRegisters);
    }
}
