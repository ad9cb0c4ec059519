using System.Collections.Immutable;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>listagg(a, delimiter)</c>: the values that are not NULL one behind the other, in the order of WITHIN GROUP or that of the rows.</summary>
/// <remarks>Spark: <c>ListAgg</c> in collect.scala.</remarks>
internal static class ListAgg
{
    public static readonly AggregateFunction Definition = new("listagg")
    {
        Aliases = ["string_agg"],
        Group = FunctionGroup.Aggregate,
        Since = "4.0.0",
        Usage = "listagg(expr[, delimiter])[ WITHIN GROUP (ORDER BY key)] - Returns the strings or binaries joined by a constant delimiter, without NULLs; NULL when there are none.",
        Examples =
        [
            new("SELECT listagg(col) FROM VALUES ('a'), ('b'), ('c') AS tab(col)", "abc"),
            new("SELECT listagg(col, ', ') WITHIN GROUP (ORDER BY col DESC) FROM VALUES ('a'), (NULL), ('b') AS tab(col)", "b, a"),
            new("SELECT string_agg(DISTINCT col, '|') WITHIN GROUP (ORDER BY col) FROM VALUES ('b'), ('a'), ('b') AS tab(col)", "a|b"),
        ],
        Prepare = static call => call.Arguments is [var value] ? [value, new Literal(null, value.DataType is BinaryType ? BinaryType.Instance : StringType.Instance)] : call.Arguments,
        Overloads = [new([TypePattern.String, TypePattern.String], Bind), new([BinaryType.Instance, BinaryType.Instance], Bind)],
    };

    private static BoundAggregate Bind(BindCall call)
    {
        var delimiter = call.Constant(1) ?? throw BuiltinErrors.NotFoldable(call, 1, "delimiter", call.Type(0).Sql);
        var bytes = delimiter.Value switch { string text => System.Text.Encoding.UTF8.GetBytes(text), byte[] binary => binary, _ => [] };
        return new BoundAggregate(call.Type(0), true, false, context => new Kernel(bytes, call.Type(0), context)) { IsOrderSensitive = true, IgnoresNulls = false };
    }

    /// <summary>The text so far, in the sink's heap.</summary>
    private unsafe struct State
    {
        private const int FirstCapacity = 32;

        private byte* _bytes;
        private int _length;
        private int _capacity;

        public readonly bool HasValue => _bytes != null;

        public readonly ReadOnlySpan<byte> Bytes => new(_bytes, _length);

        public void Append(ReadOnlySpan<byte> value, ReadOnlySpan<byte> delimiter, StringHeap heap)
        {
            var between = HasValue ? delimiter : [];
            var length = checked(_length + between.Length + value.Length);
            if (_bytes == null || length > _capacity)
                Grow(length, heap);
            between.CopyTo(new Span<byte>(_bytes + _length, _capacity - _length));
            value.CopyTo(new Span<byte>(_bytes + _length + between.Length, _capacity - _length - between.Length));
            _length = length;
        }

        private void Grow(int length, StringHeap heap)
        {
            _capacity = Math.Max(FirstCapacity, Math.Max(length, Math.Min(_capacity, Array.MaxLength / 2) * 2));
            var place = heap.Reserve(_capacity);
            Bytes.CopyTo(new Span<byte>(place, _capacity));
            _bytes = place;
        }
    }

    private sealed unsafe class Kernel(byte[] delimiter, DataType type, AggregateContext context) : IAggregateKernel, IDisposable
    {
        private readonly ArgumentColumn _argument = new(type, context.Account);

        public int StateBytes => sizeof(State);

        public ImmutableArray<DataType> StateTypes => [type];

        public void Initialize(StateAddresses states)
        {
            for (var i = 0; i < states.Count; i++)
                states.Get<State>(i) = default;
        }

        public void Update(StateAddresses states, in Arguments arguments, Rows rows)
        {
            var values = _argument.Read<Utf8View>(arguments[0]);
            foreach (var row in rows)
            {
                if (!arguments[0].IsNull(row))
                    states.Get<State>(row).Append(values[row].Bytes, delimiter, context.Heap);
            }
        }

        public void UpdateSingle(nint state, in Arguments arguments, Rows rows)
        {
            var values = _argument.Read<Utf8View>(arguments[0]);
            foreach (var row in rows)
            {
                if (!arguments[0].IsNull(row))
                    ((State*)state)->Append(values[row].Bytes, delimiter, context.Heap);
            }
        }

        public void Merge(StateAddresses into, StateAddresses from)
        {
            for (var i = 0; i < into.Count; i++)
            {
                if (from.Get<State>(i).HasValue)
                    into.Get<State>(i).Append(from.Get<State>(i).Bytes, delimiter, context.Heap);
            }
        }

        public void Finish(StateAddresses states, VectorWriter result, ref RowErrors errors) => Write(states, result);

        public void Export(StateAddresses states, ReadOnlySpan<VectorWriter> columns) => Write(states, columns[0]);

        public void Import(in Arguments columns, StateAddresses states)
        {
            Initialize(states);
            var values = _argument.Read<Utf8View>(columns[0]);
            for (var i = 0; i < states.Count; i++)
            {
                if (!columns[0].IsNull(i))
                    states.Get<State>(i).Append(values[i].Bytes, delimiter, context.Heap);
            }
        }

        public void Dispose() => _argument.Dispose();

        private static void Write(StateAddresses states, VectorWriter result)
        {
            for (var i = 0; i < states.Count; i++)
            {
                if (states.Get<State>(i).HasValue)
                    result.SetBytes(i, states.Get<State>(i).Bytes);
                else
                    result.SetNull(i);
            }
        }
    }
}
