using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Instructions;

/// <summary>One step of a running program: reads registers, writes one. Immutable; what changes lives in the <see cref="ProgramState"/>.</summary>
internal abstract class Instruction
{
    /// <summary>The place of this instruction's own state.</summary>
    public int Index { get; init; }

    /// <summary>The register that is written; -1 for none.</summary>
    public int Result { get; init; } = -1;

    /// <summary>The registers that are read, but for those of inner blocks.</summary>
    public int[] Arguments { get; init; } = [];

    /// <summary>The type of the result; null when there is none.</summary>
    public DataType? Type { get; init; }

    /// <summary>The writer that holds the result; given when all instructions are known. -1 for none.</summary>
    public int Writer { get; set; } = -1;

    /// <summary>True when a writer is needed.</summary>
    public virtual bool NeedsWriter => Type is not null;

    /// <summary>True when the result may point into what the arguments hold.</summary>
    public virtual bool BorrowsArguments => false;

    /// <summary>True when computing rows that nobody wants costs more than gathering those that somebody does.</summary>
    public virtual bool IsDear => false;

    /// <summary>True when the result depends on the order and position of rows.</summary>
    public virtual bool IsPositional => false;

    /// <summary>The blocks inside.</summary>
    public virtual IEnumerable<Instruction[]> Blocks => [];

    /// <summary>The registers that inner blocks leave for this instruction, besides <see cref="Arguments"/>.</summary>
    public virtual IEnumerable<int> InnerResults => [];

    /// <summary>Kernel and scratch of one worker, or null.</summary>
    public virtual object? CreateState(ProgramState state) => null;

    /// <summary>Computes the result for the rows of <paramref name="mask"/>, of which there is at least one.</summary>
    public abstract void Execute(ProgramState state, RowMask mask);

    /// <summary>The instruction in a listing, without register names.</summary>
    public abstract string Describe();
}
