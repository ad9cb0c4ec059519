using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Instructions;

/// <summary>A compiled program: what a state must provide, and the instructions.</summary>
/// <param name="RegisterTypes">The type of each register; the columns of the input are the first.</param>
/// <param name="WriterTypes">The type of each writer.</param>
/// <param name="MaskCount">How many masks are needed; mask 0 holds the live rows of the batch.</param>
/// <param name="Body">The outermost instructions.</param>
/// <param name="Instructions">All instructions by index.</param>
/// <param name="Outputs">The registers of the output columns.</param>
/// <param name="Nesting">How deep blocks are nested.</param>
internal sealed record ProgramLayout(
    DataType[] RegisterTypes,
    DataType[] WriterTypes,
    int MaskCount,
    Instruction[] Body,
    Instruction[] Instructions,
    int[] Outputs,
    int Nesting);
