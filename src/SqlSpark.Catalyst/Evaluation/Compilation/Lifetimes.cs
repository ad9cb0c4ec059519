using SqlSpark.Catalyst.Evaluation.Instructions;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Compilation;

/// <summary>How long registers are needed: results that are not needed at the same time share a writer.</summary>
internal static class Lifetimes
{
    /// <summary>Gives every instruction its writer.</summary>
    /// <returns>The types of the writers.</returns>
    public static DataType[] AssignWriters(Instruction[] body, int registerCount, ReadOnlySpan<int> outputs)
    {
        var order = new List<Instruction>();
        Collect(body, order);
        var lastUse = LastUses(order, registerCount, outputs);
        var opened = OpenedAt(order);

        var types = new List<DataType>();
        var free = new Dictionary<DataType, Stack<int>>();
        var ends = new PriorityQueue<(DataType Type, int Writer), int>();
        for (var position = 0; position < order.Count; position++)
        {
            while (ends.TryPeek(out var ended, out var end) && end < position)
            {
                ends.Dequeue();
                free[ended.Type].Push(ended.Writer);
            }

            foreach (var instruction in opened[position])
                Assign(instruction);
        }

        return [.. types];

        void Assign(Instruction instruction)
        {
            if (!instruction.NeedsWriter)
                return;
            var type = instruction.Type!;
            if (!free.TryGetValue(type, out var writers))
                free.Add(type, writers = []);
            if (!writers.TryPop(out var writer))
            {
                writer = types.Count;
                types.Add(type);
            }

            instruction.Writer = writer;
            ends.Enqueue((type, writer), lastUse[instruction.Result]);
        }
    }

    /// <summary>
    /// The instructions that begin at each position: one with blocks writes while they run, so its writer is taken before theirs.
    /// </summary>
    private static List<Instruction>[] OpenedAt(List<Instruction> order)
    {
        var opened = new List<Instruction>[order.Count];
        for (var position = 0; position < order.Count; position++)
        {
            opened[position] = [];
            var inside = new List<Instruction>();
            foreach (var block in order[position].Blocks)
                Collect(block, inside);
            opened[position - inside.Count].Add(order[position]);
        }

        return opened;
    }

    /// <summary>Lets filters compact sparse batches where something dear follows.</summary>
    public static void MarkCompaction(Instruction[] body, ReadOnlySpan<int> outputs)
    {
        var live = new SortedSet<int>();
        foreach (var output in outputs)
            live.Add(output);
        var dear = false;
        for (var i = body.Length - 1; i >= 0; i--)
        {
            if (body[i] is NarrowInstruction narrow && dear)
                narrow.LiveRegisters = [.. live];
            dear |= body[i].IsDear;
            live.Remove(body[i].Result);
            AddReads(body[i], live);
        }
    }

    private static void AddReads(Instruction instruction, SortedSet<int> live)
    {
        live.UnionWith(instruction.Arguments);
        var inside = new List<Instruction>();
        foreach (var block in instruction.Blocks)
            Collect(block, inside);
        var written = new HashSet<int>();
        foreach (var inner in inside)
            written.Add(inner.Result);
        foreach (var inner in inside)
        {
            foreach (var argument in inner.Arguments.Concat(inner.InnerResults))
            {
                if (!written.Contains(argument))
                    live.Add(argument);
            }
        }

        foreach (var result in instruction.InnerResults)
        {
            if (!written.Contains(result))
                live.Add(result);
        }
    }

    /// <summary>All instructions in the order in which they run, those inside others before them.</summary>
    private static void Collect(Instruction[] block, List<Instruction> order)
    {
        Trees.DeepStack.Guard();
        foreach (var instruction in block)
        {
            foreach (var inner in instruction.Blocks)
                Collect(inner, order);
            order.Add(instruction);
        }
    }

    /// <summary>Where each register is read last. One that nobody reads is needed while it is written: blocks inside write too.</summary>
    private static int[] LastUses(List<Instruction> order, int registerCount, ReadOnlySpan<int> outputs)
    {
        var lastUse = new int[registerCount];
        foreach (var output in outputs)
            lastUse[output] = int.MaxValue;
        for (var position = order.Count - 1; position >= 0; position--)
        {
            var instruction = order[position];
            if (instruction.Result >= 0)
                lastUse[instruction.Result] = Math.Max(lastUse[instruction.Result], position);
            var end = instruction.BorrowsArguments ? Math.Max(position, lastUse[instruction.Result]) : position;
            foreach (var argument in instruction.Arguments)
                lastUse[argument] = Math.Max(lastUse[argument], end);
            foreach (var argument in instruction.InnerResults)
                lastUse[argument] = Math.Max(lastUse[argument], end);
        }

        return lastUse;
    }
}
