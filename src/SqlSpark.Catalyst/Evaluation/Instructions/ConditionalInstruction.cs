using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;

namespace SqlSpark.Catalyst.Evaluation.Instructions;

/// <summary>One arm of a conditional: rows for which the test holds take the value.</summary>
/// <param name="Before">Computes the test for the rows that no earlier arm took.</param>
/// <param name="Test">The register of the test: a condition, or, for COALESCE, the value itself. -1 takes all rows that are left.</param>
/// <param name="Body">Computes the value for the rows taken.</param>
/// <param name="Value">The register of the value.</param>
internal sealed record ConditionalArm(Instruction[] Before, int Test, Instruction[] Body, int Value);

/// <summary>
/// CASE, IF and COALESCE: each arm is computed for the rows that take it, and the arms are merged. When all rows take one arm, its
/// value is the result, without a copy.
/// </summary>
/// <param name="name">The name in listings.</param>
/// <param name="arms">The arms in order; rows that none takes are NULL.</param>
/// <param name="testsValidity">True for COALESCE: an arm takes the rows for which its value is not NULL.</param>
/// <param name="remainingMask">The mask of the rows that are left.</param>
/// <param name="takenMask">The mask of the rows that an arm takes.</param>
internal sealed class ConditionalInstruction(string name, ConditionalArm[] arms, bool testsValidity, int remainingMask, int takenMask) : Instruction
{
    public override bool BorrowsArguments => true;

    public override bool IsDear => true;

    public override IEnumerable<Instruction[]> Blocks => arms.SelectMany(a => new[] { a.Before, a.Body });

    public override IEnumerable<int> InnerResults => arms.SelectMany(a => a.Test < 0 ? new[] { a.Value } : [a.Test, a.Value]);

    public override string Describe() => name;

    public override void Execute(ProgramState state, RowMask mask)
    {
        var remaining = state.Mask(remainingMask);
        var taken = state.Mask(takenMask);
        remaining.Set(mask.Rows);
        VectorWriter? writer = null;
        foreach (var arm in arms)
        {
            ExpressionProgram.RunBlock(state, arm.Before, remaining);
            taken.Set(remaining.Rows);
            if (arm.Test >= 0)
                Take(state.Read(arm.Test), taken);
            if (taken.IsEmpty)
                continue;

            ExpressionProgram.RunBlock(state, arm.Body, taken);
            var value = state.Read(arm.Value);
            if (taken.Count == mask.Count)
            {
                state.Set(Result, value);
                return;
            }

            writer ??= Open(state);
            Merge(value is FlatVector ? state.ReadWide(arm.Value) : value, taken.Rows, writer);
            RowBits.Drop(remaining, taken);
            if (remaining.IsEmpty)
                break;
        }

        if (writer is null)
        {
            state.SetNull(Result);
            return;
        }

        if (!remaining.IsEmpty)
            SetNull(remaining.Rows, writer);
        state.Set(Result, writer.Publish());
    }

    private void Take(Vector test, RowMask taken)
    {
        if (testsValidity)
            RowBits.KeepValid(test, taken);
        else
            RowBits.KeepTrue(test, taken);
    }

    private VectorWriter Open(ProgramState state)
    {
        var writer = state.Writer(Writer);
        writer.Begin(state.Length);
        return writer;
    }

    private static void Merge(Vector value, Rows rows, VectorWriter writer)
    {
        if (value is ConstantVector { IsNullConstant: true } or VoidVector)
            SetNull(rows, writer);
        else
            VectorCopy.Merge(value, rows, writer);
    }

    private static void SetNull(Rows rows, VectorWriter writer)
    {
        if (writer.Physical == Core.Types.PhysicalType.Void)
            return;
        var validity = writer.Validity;
        for (var word = 0; word < validity.Length; word++)
            validity[word] &= ~rows.Word(word);
    }
}
