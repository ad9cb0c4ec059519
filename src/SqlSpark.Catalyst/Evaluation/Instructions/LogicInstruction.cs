using SqlSpark.Core.Columnar;

namespace SqlSpark.Catalyst.Evaluation.Instructions;

/// <summary>One condition of an AND or OR.</summary>
/// <param name="Before">Computes the condition for the rows that are not decided; empty when it is computed for all rows.</param>
/// <param name="Condition">Its register.</param>
internal sealed record LogicTerm(Instruction[] Before, int Condition);

/// <summary>AND or OR as a value, in three-valued logic: later conditions are computed for the rows that earlier ones did not decide.</summary>
/// <param name="isAnd">True for AND, which FALSE decides; TRUE decides OR.</param>
/// <param name="terms">The conditions.</param>
/// <param name="remainingMask">The mask of the rows that are not decided.</param>
/// <param name="decidedMask">The mask of the rows that a term decides.</param>
internal sealed class LogicInstruction(bool isAnd, LogicTerm[] terms, int remainingMask, int decidedMask) : Instruction
{
    public override IEnumerable<Instruction[]> Blocks => terms.Select(t => t.Before);

    public override IEnumerable<int> InnerResults => terms.Select(t => t.Condition);

    public override string Describe() => isAnd ? "and" : "or";

    public override void Execute(ProgramState state, RowMask mask)
    {
        var remaining = state.Mask(remainingMask);
        var decided = state.Mask(decidedMask);
        remaining.Set(mask.Rows);
        var writer = state.Writer(Writer);
        writer.Begin(state.Length);
        var result = writer.Bits;
        result.Fill(isAnd ? ulong.MaxValue : 0);
        foreach (var term in terms)
        {
            ExpressionProgram.RunBlock(state, term.Before, remaining);
            var condition = state.Read(term.Condition) is DictionaryVector { Dictionary.Values.MayHaveNulls: false } coded ? coded : state.ReadFlat(term.Condition);
            RowBits.MarkNulls(condition, remaining, writer);
            decided.Set(remaining.Rows);
            if (isAnd)
                RowBits.KeepFalse(condition, decided);
            else
                RowBits.KeepTrue(condition, decided);
            if (decided.IsEmpty)
                continue;

            Decide(decided, writer);
            RowBits.Drop(remaining, decided);
            if (remaining.IsEmpty)
                break;
        }

        state.Set(Result, writer.Publish());
    }

    /// <summary>Gives the rows their value; a NULL of an earlier condition does not count any more.</summary>
    private void Decide(RowMask decided, VectorWriter writer)
    {
        var words = decided.Words;
        var result = writer.Bits;
        for (var i = 0; i < words.Length; i++)
            result[i] = isAnd ? result[i] & ~words[i] : result[i] | words[i];
        if (writer.HasValidity)
            Bitmaps.Or(writer.Validity, words, writer.Validity);
    }
}
