using System.Collections.Immutable;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregate;

/// <summary><c>first(a[, ignoreNulls])</c> and <c>any_value</c>: the value of the first row of a group, in the order in which rows come.</summary>
/// <remarks>Not deterministic over several partitions. Spark: <c>First</c>, <c>AnyValue</c>.</remarks>
internal static class First
{
    public static readonly AggregateFunction Definition = new("first")
    {
        Aliases = ["first_value", "any_value"],
        Group = FunctionGroup.Aggregate,
        Since = "2.0.0",
        Usage = "first(expr[, isIgnoreNull]) - Returns the first value of expr, or the first that is not NULL if isIgnoreNull is TRUE.",
        Examples =
        [
            new("SELECT first(col) FROM VALUES (10), (5), (20) AS tab(col)", "10"),
            new("SELECT first(col) FROM VALUES (NULL), (5), (20) AS tab(col)", "NULL"),
            new("SELECT first(col, true) FROM VALUES (NULL), (5), (20) AS tab(col)", "5"),
        ],
        Overloads = [new AggregateOverload([TypePattern.Any, BooleanType.Instance], Bind) { OptionalCount = 1 }],
        Printer = static (name, arguments) => $"{name}({arguments[0]}){(arguments.Count > 1 && arguments[1] == "true" ? " ignore nulls" : "")}",
    };

    private static BoundAggregate Bind(BindCall call)
    {
        var type = call.Type(0);
        if (type.PhysicalType.IsNested() || type is CalendarIntervalType)
        {
            throw SqlSparkException.Create(
                "UNSUPPORTED_FEATURE.TYPE_IN_OPERATION", call.Arguments[0].Origin.ToQueryContext(), ("dataType", $"\"{type.Sql}\""), ("operation", call.Name));
        }

        var ignoresNulls = call.Arguments.Count > 1 && call.Constant(1) is { IsTrue: true };
        return new BoundAggregate(type, Nullable: true, CanFail: false, context => new Kernel(type, context))
        {
            IgnoresNulls = ignoresNulls,
            IsOrderSensitive = true,
            IgnoresDuplicates = true,
            Signature = [ignoresNulls],
        };
    }

    /// <summary>A value of any scalar type in 16 bytes, as its column stores it.</summary>
    private struct State
    {
        public Int128 Bytes;
        public byte HasRow;
        public byte IsValid;
    }

    private sealed class Kernel(DataType type, AggregateContext context) : AggregateKernel<State>
    {
        private readonly ArgumentValues _values = new(type, context.Account);

        public override ImmutableArray<DataType> StateTypes => [type, BooleanType.Instance];

        public override void Update(StateAddresses states, in Arguments arguments, Rows rows)
        {
            foreach (var row in rows)
            {
                ref var state = ref states.Get<State>(row);
                if (state.HasRow == 0)
                    state = Read(arguments[0], row);
            }
        }

        protected override void UpdateOne(ref State state, in Arguments arguments, Rows rows)
        {
            if (state.HasRow != 0)
                return;
            foreach (var row in rows)
            {
                state = Read(arguments[0], row);
                return;
            }
        }

        protected override void MergeOne(ref State into, in State from)
        {
            if (into.HasRow != 0 || from.HasRow == 0)
                return;
            into = from;
            if (type.PhysicalType == PhysicalType.View && from.IsValid != 0)
                into.Bytes = Pack(context.Heap.Copy(Unpack<Utf8View>(from.Bytes).Bytes));
        }

        protected override void FinishOne(in State state, int row, VectorWriter result, ref RowErrors errors) => WriteOne(state, row, result);

        protected override void ExportOne(in State state, int row, ReadOnlySpan<VectorWriter> columns)
        {
            WriteOne(state, row, columns[0]);
            Bitmaps.Assign(columns[1].Bits, row, state.HasRow != 0);
        }

        protected override void ImportOne(in Arguments columns, int row, ref State state) =>
            state = Bitmaps.Get(((FlatVector)columns[1]).Bits, row) ? Read(columns[0], row) : default;

        private State Read(Vector argument, int row)
        {
            if (argument.IsNull(row))
                return new State { HasRow = 1 };
            var flat = _values.Flat(argument);
            var bytes = flat.Physical switch
            {
                PhysicalType.Bool => Bitmaps.Get(flat.Bits, row) ? 1 : 0,
                PhysicalType.Int8 => Pack(flat.Values<sbyte>()[row]),
                PhysicalType.Int16 => Pack(flat.Values<short>()[row]),
                PhysicalType.Int32 => Pack(flat.Values<int>()[row]),
                PhysicalType.Int64 => Pack(flat.Values<long>()[row]),
                PhysicalType.Int128 => flat.Values<Int128>()[row],
                PhysicalType.Float32 => Pack(flat.Values<float>()[row]),
                PhysicalType.Float64 => Pack(flat.Values<double>()[row]),
                _ => Pack(context.Heap.Copy(flat.Values<Utf8View>()[row].Bytes)),
            };
            return new State { Bytes = bytes, HasRow = 1, IsValid = 1 };
        }

        private static void WriteOne(in State state, int row, VectorWriter writer)
        {
            switch (writer.Physical)
            {
                case PhysicalType.Void:
                    break;
                case var _ when state.IsValid == 0:
                    writer.SetNull(row);
                    break;
                case PhysicalType.Bool:
                    Bitmaps.Assign(writer.Bits, row, state.Bytes != 0);
                    break;
                case PhysicalType.Int8:
                    writer.Values<sbyte>()[row] = Unpack<sbyte>(state.Bytes);
                    break;
                case PhysicalType.Int16:
                    writer.Values<short>()[row] = Unpack<short>(state.Bytes);
                    break;
                case PhysicalType.Int32:
                    writer.Values<int>()[row] = Unpack<int>(state.Bytes);
                    break;
                case PhysicalType.Int64:
                    writer.Values<long>()[row] = Unpack<long>(state.Bytes);
                    break;
                case PhysicalType.Int128:
                    writer.Values<Int128>()[row] = state.Bytes;
                    break;
                case PhysicalType.Float32:
                    writer.Values<float>()[row] = Unpack<float>(state.Bytes);
                    break;
                case PhysicalType.Float64:
                    writer.Values<double>()[row] = Unpack<double>(state.Bytes);
                    break;
                default:
                    writer.SetBytes(row, Unpack<Utf8View>(state.Bytes).Bytes);
                    break;
            }
        }

        private static Int128 Pack<T>(T value)
            where T : unmanaged
        {
            Int128 bytes = 0;
            System.Runtime.CompilerServices.Unsafe.WriteUnaligned(ref System.Runtime.CompilerServices.Unsafe.As<Int128, byte>(ref bytes), value);
            return bytes;
        }

        private static T Unpack<T>(Int128 bytes)
            where T : unmanaged => System.Runtime.CompilerServices.Unsafe.As<Int128, T>(ref bytes);
    }
}
