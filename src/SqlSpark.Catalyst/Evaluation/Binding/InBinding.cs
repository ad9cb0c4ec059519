using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Binding;

/// <summary>value IN (items): by hash for literals, by comparison for others.</summary>
internal static class InBinding
{
    /// <summary>True when all items are literals: the kernel is bound to them and takes the value alone.</summary>
    public static bool HasLiteralItems(In node)
    {
        foreach (var item in node.Items)
        {
            if (item is not Literal)
                return false;
        }

        return true;
    }

    public static BoundFunction Bind(In node)
    {
        var type = node.Value.DataType;
        Collations.RequireBinary(type);
        if (!HasLiteralItems(node))
        {
            return new BoundFunction(
                BooleanType.Instance, node.Nullable, Volatility.Immutable, false, NullBehavior.Custom,
                context => new InItemsKernel(ComparisonBinding.CreateComparer(type, context.Account)))
            {
                AcceptsNarrowWidths = true,
            };
        }

        var hasNull = node.Items.Any(i => ((Literal)i).IsNull);
        var values = node.Items.Where(i => !((Literal)i).IsNull).Distinct().Cast<Literal>().ToArray();
        return new BoundFunction(
            BooleanType.Instance, node.Nullable, Volatility.Immutable, false, NullBehavior.Propagate,
            context => new InSetKernel(new LiteralSet(type, values, context.Account), hasNull))
        {
            AcceptsNarrowWidths = values.Length <= LiteralSet.FewLiterals,
        };
    }
}

/// <summary>IN over literals. NULL instead of FALSE when one of them is NULL.</summary>
internal sealed class InSetKernel(LiteralSet set, bool hasNull) : IScalarKernel, IDisposable
{
    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        var bits = result.Bits;
        set.Test(arguments[0], rows, bits);
        if (!hasNull)
            return;
        var validity = result.Validity;
        for (var i = 0; i < bits.Length; i++)
            validity[i] &= bits[i] | ~rows.Word(i);
    }

    public void Dispose() => set.Dispose();
}

/// <summary>IN over expressions: one comparison an item.</summary>
internal sealed class InItemsKernel(IComparer comparer) : IScalarKernel, IDisposable
{
    private ulong[] _equal = [];

    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        var wordCount = Bitmaps.WordCount(rows.Length);
        if (_equal.Length < wordCount)
            _equal = new ulong[wordCount];
        var equal = _equal.AsSpan(0, wordCount);
        var bits = result.Bits;
        var validity = result.Validity;
        bits.Clear();
        for (var item = 1; item < arguments.Count; item++)
        {
            var (left, right) = arguments[0].Encoding == VectorEncoding.Constant ? (arguments[item], arguments[0]) : (arguments[0], arguments[item]);
            if (IsNullOnly(left) || IsNullOnly(right))
            {
                validity.Clear();
                continue;
            }

            if (left.Encoding == VectorEncoding.Constant)
                equal.Fill(VectorComparer.AreEqual(left, 0, right, 0) ? ulong.MaxValue : 0);
            else
                comparer.Compare(ComparisonOperator.Equal, left, right, rows, equal);
            for (var i = 0; i < wordCount; i++)
            {
                var valid = Word(left, i) & Word(right, i);
                bits[i] |= equal[i] & valid;
                validity[i] &= valid;
            }
        }

        Bitmaps.Or(validity, bits, validity);
    }

    public void Dispose() => comparer.Dispose();

    private static ulong Word(Vector vector, int word) =>
        vector.Encoding == VectorEncoding.Constant || vector.Validity.IsEmpty ? ulong.MaxValue : vector.Validity[word];

    private static bool IsNullOnly(Vector vector) => vector is VoidVector or ConstantVector { IsNullConstant: true };
}
