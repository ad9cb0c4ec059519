using SqlSpark.BuiltinFunctions.Scalar.Collections;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>mode(a)</c>: the value that occurs most often.</summary>
/// <remarks>Spark: <c>Mode</c> in Mode.scala, which prints an ascending order as DESC and a descending one as none.</remarks>
internal static class Mode
{
    public static readonly AggregateFunction Definition = Description with
    {
        Ordered = Description with
        {
            TakesOrder = true,
            IgnoresOrder = true,
            Printer = PrintOrdered,
            Overloads = [new([Orderable, BooleanType.Instance], static call => Bind(call, isDescending: call.Constant(1)?.Value is true))],
        },
        Printer = static (name, arguments) => arguments is [var value, "true"] ? PrintOrdered(name, [value, "false"]) : $"{name}({arguments[0]})",
        Overloads =
        [
            new([Orderable, BooleanType.Instance], BindPlain) { OptionalCount = 1 },
        ],
    };

    private static AggregateFunction Description => new("mode")
    {
        Group = FunctionGroup.Aggregate,
        Since = "3.4.0",
        Usage = "mode(col[, deterministic]), mode() WITHIN GROUP (ORDER BY col) - Returns the value that occurs most often, without NULLs: of several the first in the order, or any.",
        Examples =
        [
            new("SELECT mode(col) FROM VALUES (0), (10), (10) AS tab(col)", "10"),
            new("SELECT mode(col, true) FROM VALUES (-10), (0), (10) AS tab(col)", "-10"),
            new("SELECT mode() WITHIN GROUP (ORDER BY col DESC) FROM VALUES (0), (10), (10), (20), (20) AS tab(col)", "20"),
        ],
    };

    private static string PrintOrdered(string name, IReadOnlyList<string> arguments) =>
        $"{name}() WITHIN GROUP (ORDER BY {arguments[0]}{(arguments[1] == "false" ? " DESC" : "")})";

    private static TypePattern Orderable => TypePattern.Where("ORDERABLE", VoidType.Instance, static t => t.IsOrderable);

    /// <summary>Without WITHIN GROUP any of several values will do: the smallest, which the deterministic form must give.</summary>
    private static BoundAggregate BindPlain(BindCall call)
    {
        if (call.Arguments.Count > 1)
        {
            var constant = call.Constant(1) ?? throw BuiltinErrors.NotFoldable(call, 1, "deterministic", "BOOLEAN");
            if (constant.Value is null)
                throw BuiltinErrors.UnexpectedNull(call, "deterministic");
        }

        return Bind(call, isDescending: false);
    }

    private static BoundAggregate Bind(BindCall call, bool isDescending) =>
        new(call.Type(0), true, false, context => new Kernel(new ArrayType(call.Type(0), ContainsNull: false), isDescending, context)) { Signature = [isDescending] };

    private sealed class Kernel(ArrayType list, bool isDescending, AggregateContext context) : ValueChainKernel(list, context)
    {
        public override void Finish(StateAddresses states, VectorWriter result, ref RowErrors errors)
        {
            using var values = NewRegister();
            var lists = ReadAll(states, values);
            var seen = default(ElementSet);
            var counts = new int[16];
            for (var i = 0; i < states.Count; i++)
            {
                seen.Clear();
                var (offset, length) = lists.Entries[i];
                var best = -1;
                for (var element = offset; element < offset + length; element++)
                {
                    var isNew = seen.Add(lists.Elements, element, out var member);
                    if (member == counts.Length)
                        Array.Resize(ref counts, 2 * member);
                    counts[member] = isNew ? 1 : counts[member] + 1;
                }

                for (var member = 0; member < seen.Count; member++)
                {
                    if (best < 0 || counts[member] > counts[best] || (counts[member] == counts[best] && ComesBefore(seen.RowOf(member), seen.RowOf(best), lists.Elements)))
                        best = member;
                }

                if (best < 0)
                    result.SetNull(i);
                else
                    ValueCodec.Decode(Encoder.Encode(lists.Elements, seen.RowOf(best)), result, i);
            }
        }

        private bool ComesBefore(int left, int right, Vector elements)
        {
            var order = VectorComparer.Compare(elements, left, elements, right);
            return isDescending ? order > 0 : order < 0;
        }
    }
}
