namespace SqlSpark.Catalyst.Evaluation.Instructions;

/// <summary>
/// Computes an operand that can fail for the rows in which the operands before it, the arguments, are not NULL. Of other rows the
/// result has no meaning: NULL propagates from what is before.
/// </summary>
/// <param name="block">Computes the operand.</param>
/// <param name="operand">Its register.</param>
/// <param name="validMask">The mask of the rows it is computed for.</param>
internal sealed class OperandInstruction(Instruction[] block, int operand, int validMask) : Instruction
{
    public override bool NeedsWriter => false;

    public override bool BorrowsArguments => true;

    public override bool IsDear => block.Any(i => i.IsDear);

    public override IEnumerable<Instruction[]> Blocks => [block];

    public override IEnumerable<int> InnerResults => [operand];

    public override string Describe() => "where valid";

    public override void Execute(ProgramState state, RowMask mask)
    {
        var valid = state.Mask(validMask);
        valid.Set(mask.Rows);
        foreach (var before in Arguments)
            RowBits.KeepValid(state.Read(before), valid);
        if (valid.IsEmpty)
        {
            state.SetNull(Result);
            return;
        }

        ExpressionProgram.RunBlock(state, block, valid);
        state.Set(Result, state.Read(operand));
    }
}
