using System.Collections.Immutable;
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
            new([Orderable, BooleanType.Instance], static call => call.Arguments.Count == 1 ? Bind(call, isDescending: false)
                : call.Constant(1) is not { } constant ? throw BuiltinErrors.NotFoldable(call, 1, "deterministic", "BOOLEAN")
                : constant.Value is null ? throw BuiltinErrors.UnexpectedNull(call, "deterministic")
                : Bind(call, isDescending: false)) { OptionalCount = 1 },
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

    private static BoundAggregate Bind(BindCall call, bool isDescending) =>
        new(call.Type(0), true, false, context => new Kernel(call.Type(0), isDescending, context)) { Signature = [isDescending] };

    private sealed unsafe class Kernel(DataType type, bool isDescending, AggregateContext context) : IAggregateKernel, IDisposable
    {
        private readonly ArrayType _list = new(type, ContainsNull: false);
        private readonly ValueEncoder _encoder = new(context.Account);

        public int StateBytes => sizeof(ValueChain);

        public ImmutableArray<DataType> StateTypes => [_list];

        public void Initialize(StateAddresses states)
        {
            for (var i = 0; i < states.Count; i++)
                states.Get<ValueChain>(i) = default;
        }

        public void Update(StateAddresses states, in Arguments arguments, Rows rows)
        {
            foreach (var row in rows)
                states.Get<ValueChain>(row).Append(_encoder.Encode(arguments[0], row), context.Heap);
        }

        public void UpdateSingle(nint state, in Arguments arguments, Rows rows)
        {
            foreach (var row in rows)
                ((ValueChain*)state)->Append(_encoder.Encode(arguments[0], row), context.Heap);
        }

        public void Merge(StateAddresses into, StateAddresses from)
        {
            for (var i = 0; i < into.Count; i++)
                into.Get<ValueChain>(i).AppendAll(from.Get<ValueChain>(i), context.Heap);
        }

        public void Finish(StateAddresses states, VectorWriter result, ref RowErrors errors)
        {
            using var values = new VectorWriter(_list, context.Account);
            values.Begin(states.Count);
            ValueChains.Write(states, values);
            var lists = (ListVector)values.Publish();
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
                    ValueCodec.Decode(_encoder.Encode(lists.Elements, seen.RowOf(best)), result, i);
            }
        }

        public void Export(StateAddresses states, ReadOnlySpan<VectorWriter> columns) => ValueChains.Write(states, columns[0]);

        public void Import(in Arguments columns, StateAddresses states) => ValueChains.Read(columns[0], states, _encoder, context.Heap);

        public void Dispose() => _encoder.Dispose();

        private bool ComesBefore(int left, int right, Vector elements)
        {
            var order = VectorComparer.Compare(elements, left, elements, right);
            return isDescending ? order > 0 : order < 0;
        }
    }
}
