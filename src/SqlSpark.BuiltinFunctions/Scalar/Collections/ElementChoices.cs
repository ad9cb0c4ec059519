using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary>Chooses elements of the list of a row, by number in the elements' vector.</summary>
internal interface IElementChoice
{
    /// <summary>Adds the chosen elements in order. False when the row is NULL, or an error was reported.</summary>
    bool TryChoose(in Arguments arguments, Vector elements, ListEntry entry, int row, ref ElementNumbers chosen, ref RowErrors errors);
}

/// <summary>Numbers of elements that grow at their end, reused from batch to batch.</summary>
internal struct ElementNumbers
{
    private int[] _numbers;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The numbers.</summary>
    public readonly Span<int> Numbers => _numbers.AsSpan(0, Count);

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        _numbers ??= new int[64];
        Count = 0;
    }

    /// <summary>Adds one.</summary>
    public void Add(int number)
    {
        if (Count == _numbers.Length)
            Array.Resize(ref _numbers, checked(Count * 2));
        _numbers[Count++] = number;
    }

    /// <summary>Forgets those after the first <paramref name="count"/>.</summary>
    public void Truncate(int count) => Count = count;
}

/// <summary>Makes lists of chosen elements of the first argument's lists.</summary>
internal sealed class ElementChoiceKernel<TChoice>(TChoice choice) : IScalarKernel
    where TChoice : struct, IElementChoice
{
    private ElementNumbers _chosen;

    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        _chosen.Clear();
        var lists = new ListReader(arguments[0]);
        var elements = lists.Vector.Elements;
        var entries = result.Entries;
        foreach (var row in rows)
        {
            var first = _chosen.Count;
            if (!choice.TryChoose(arguments, elements, lists[row], row, ref _chosen, ref errors))
            {
                _chosen.Truncate(first);
                result.SetNull(row);
                continue;
            }

            entries[row] = new ListEntry(_chosen.Count == first ? 0 : first, _chosen.Count - first);
        }

        VectorCopy.Append(elements, _chosen.Numbers, result.Elements);
    }
}

/// <summary>Binds functions that choose elements of an array.</summary>
internal static class ElementChoices
{
    /// <summary>The array that is the first argument, with fewer elements or others in order.</summary>
    public static BoundFunction Bind<TChoice>(BindCall call, TChoice choice, bool canFail = false, bool? nullable = null)
        where TChoice : struct, IElementChoice
    {
        return new BoundFunction(
            call.Type(0), nullable ?? call.AnyNullable, Volatility.Immutable, canFail, NullBehavior.Propagate, _ => new ElementChoiceKernel<TChoice>(choice));
    }
}
