using System.Runtime.CompilerServices;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Binding;

/// <summary>startswith, endswith and contains.</summary>
internal static class StringPredicateBinding
{
    public static BoundFunction Bind(StringPredicate node)
    {
        Collations.RequireBinary(node.Left.DataType);
        Collations.RequireBinary(node.Right.DataType);
        Func<KernelContext, IScalarKernel> create = node.Kind switch
        {
            StringPredicateKind.StartsWith => static _ => new BinaryKernel<Utf8View, Utf8View, bool, StartsWith>(isDense: false),
            StringPredicateKind.EndsWith => static _ => new BinaryKernel<Utf8View, Utf8View, bool, EndsWith>(isDense: false),
            _ => static _ => new BinaryKernel<Utf8View, Utf8View, bool, Contains>(isDense: false),
        };
        return new BoundFunction(BooleanType.Instance, node.Nullable, Volatility.Immutable, false, NullBehavior.Propagate, create);
    }

    private readonly struct StartsWith : IBinaryOperation<Utf8View, Utf8View, bool>
    {
        /// <summary>Four bytes lie in the view itself: most rows are decided without a look at the others.</summary>
        private const int PrefixLength = 4;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static bool Invoke(Utf8View text, Utf8View part)
        {
            if (text.Length < part.Length)
                return false;
            var prefixMask = part.Length >= PrefixLength ? uint.MaxValue : (1u << (8 * part.Length)) - 1;
            if (((uint)((text.Head ^ part.Head) >> 32) & prefixMask) != 0)
                return false;
            return part.Length <= PrefixLength || text.Bytes.StartsWith(part.Bytes);
        }
    }

    private readonly struct EndsWith : IBinaryOperation<Utf8View, Utf8View, bool>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static bool Invoke(Utf8View text, Utf8View part) => text.Length >= part.Length && text.Bytes.EndsWith(part.Bytes);
    }

    private readonly struct Contains : IBinaryOperation<Utf8View, Utf8View, bool>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static bool Invoke(Utf8View text, Utf8View part) => text.Length >= part.Length && text.Bytes.IndexOf(part.Bytes) >= 0;
    }
}
