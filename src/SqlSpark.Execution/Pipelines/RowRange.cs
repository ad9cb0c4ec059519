using System.Numerics;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;

namespace SqlSpark.Execution.Pipelines;

/// <summary>Cuts runs of live rows out of batches.</summary>
internal static class RowRange
{
    /// <summary>A retained batch over the same columns in which only a run of the live rows is live.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="skipped">How many live rows are left out first.</param>
    /// <param name="taken">How many live rows stay then.</param>
    /// <param name="account">Pays for the bitmap.</param>
    public static RecordBatch Cut(RecordBatch batch, int skipped, int taken, MemoryAccount account)
    {
        using var selection = new Selection(account);
        Select(batch.Rows, skipped, taken, selection.Begin(batch.RowCount));
        return new RecordBatch().Set(batch, selection.Publish()).Retain();
    }

    /// <summary>Writes the bitmap of a run of the live rows.</summary>
    /// <param name="rows">The live rows.</param>
    /// <param name="skipped">How many are left out first.</param>
    /// <param name="taken">How many are in the bitmap then.</param>
    /// <param name="result">As many words as the batch has.</param>
    public static void Select(Rows rows, int skipped, int taken, Span<ulong> result)
    {
        for (var word = 0; word < result.Length; word++)
        {
            var bits = rows.Word(word);
            var count = BitOperations.PopCount(bits);
            var skippedHere = Math.Min(skipped, count);
            var takenHere = Math.Min(taken, count - skippedHere);
            result[word] = Lowest(bits, skippedHere + takenHere) & ~Lowest(bits, skippedHere);
            skipped -= skippedHere;
            taken -= takenHere;
        }
    }

    // The lowest set bits of a word.
    private static ulong Lowest(ulong bits, int count)
    {
        var rest = bits;
        for (; count > 0; count--)
            rest &= rest - 1;
        return bits & ~rest;
    }
}
