using System.Collections.Immutable;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregate;

/// <summary>The smallest or largest value so far.</summary>
/// <typeparam name="T">A fixed-width type.</typeparam>
internal struct Extreme<T>
    where T : unmanaged
{
    /// <summary>The value; first, so that grouped kernels find it at offset 0.</summary>
    public T Value;

    /// <summary>Not zero when there is one.</summary>
    public byte HasValue;
}

/// <summary>Kernels of min and max.</summary>
/// <typeparam name="TOperation">The comparison that a better value passes.</typeparam>
internal static class ExtremeKernels<TOperation>
    where TOperation : struct, IComparisonOperation
{
    /// <summary>Binds min or max to a type.</summary>
    public static BoundAggregate Bind(BindCall call)
    {
        var type = call.Type(0);
        if (!type.IsOrderable)
        {
            throw SqlSparkException.Create(
                "DATATYPE_MISMATCH.INVALID_ORDERING_TYPE",
                call.Arguments[0].Origin.ToQueryContext(),
                ("sqlExpr", $"\"{call.Name}({call.Arguments[0].Sql})\""),
                ("functionName", $"`{call.Name}`"),
                ("dataType", $"\"{type.Sql}\""));
        }

        if (type.PhysicalType.IsNested() || type is CalendarIntervalType or StringType { IsBinaryCollation: false })
        {
            throw SqlSparkException.Create(
                "UNSUPPORTED_FEATURE.TYPE_IN_OPERATION", call.Arguments[0].Origin.ToQueryContext(), ("dataType", $"\"{type.Sql}\""), ("operation", call.Name));
        }

        return new BoundAggregate(type, Nullable: true, CanFail: false, context => Create(type, context)) { IgnoresDuplicates = true };
    }

    private static IAggregateKernel Create(DataType type, AggregateContext context) => type.PhysicalType switch
    {
        PhysicalType.Void => new FixedKernel<sbyte>(type, context),
        PhysicalType.Bool => new BooleanKernel(context),
        PhysicalType.Int8 => new FixedKernel<sbyte>(type, context),
        PhysicalType.Int16 => new FixedKernel<short>(type, context),
        PhysicalType.Int32 => new FixedKernel<int>(type, context),
        PhysicalType.Int64 => new FixedKernel<long>(type, context),
        PhysicalType.Int128 => new FixedKernel<Int128>(type, context),
        PhysicalType.Float32 => new FixedKernel<float>(type, context),
        PhysicalType.Float64 => new FixedKernel<double>(type, context),
        _ => new ViewKernel(type, context),
    };

    private static bool IsBetter<T>(T value, in Extreme<T> state)
        where T : unmanaged => state.HasValue == 0 || ComparisonKernels.Test<T, TOperation>(value, state.Value);

    private sealed class FixedKernel<T>(DataType type, AggregateContext context) : AggregateKernel<Extreme<T>>
        where T : unmanaged
    {
        private static readonly int HasValueOffset = System.Runtime.CompilerServices.Unsafe.SizeOf<T>();

        private readonly ArgumentValues _values = new(type, context.Account);

        public override ImmutableArray<DataType> StateTypes => [type];

        public override void Update(StateAddresses states, in Arguments arguments, Rows rows)
        {
            if (type is not VoidType)
                GroupKernels.Extreme<T, TOperation>(_values.Of<T>(arguments[0]), rows, states.Addresses, 0, HasValueOffset);
        }

        protected override void UpdateOne(ref Extreme<T> state, in Arguments arguments, Rows rows)
        {
            if (type is VoidType)
                return;
            var values = _values.Of<T>(arguments[0]);
            T best;
            var found = typeof(TOperation) == typeof(LessThanOperation)
                ? AggregateKernels.TryMin(values, rows, out best)
                : AggregateKernels.TryMax(values, rows, out best);
            if (found && IsBetter(best, state))
                state = new Extreme<T> { Value = best, HasValue = 1 };
        }

        protected override void MergeOne(ref Extreme<T> into, in Extreme<T> from)
        {
            if (from.HasValue != 0 && IsBetter(from.Value, into))
                into = from;
        }

        protected override void FinishOne(in Extreme<T> state, int row, VectorWriter result, ref RowErrors errors) => WriteOne(state, row, result);

        protected override void ExportOne(in Extreme<T> state, int row, ReadOnlySpan<VectorWriter> columns) => WriteOne(state, row, columns[0]);

        protected override void ImportOne(in Arguments columns, int row, ref Extreme<T> state) => state = columns[0].IsNull(row)
            ? default
            : new Extreme<T> { Value = _values.Of<T>(columns[0])[row], HasValue = 1 };

        private static void WriteOne(in Extreme<T> state, int row, VectorWriter writer)
        {
            if (writer.Physical == PhysicalType.Void)
                return;
            if (state.HasValue == 0)
                writer.SetNull(row);
            else
                writer.Values<T>()[row] = state.Value;
        }
    }

    /// <summary>FALSE is less than TRUE.</summary>
    private sealed class BooleanKernel(AggregateContext context) : AggregateKernel<Extreme<sbyte>>
    {
        private readonly ArgumentValues _values = new(BooleanType.Instance, context.Account);

        public override ImmutableArray<DataType> StateTypes => [BooleanType.Instance];

        public override void Update(StateAddresses states, in Arguments arguments, Rows rows)
        {
            var bits = _values.Flat(arguments[0]).Bits;
            foreach (var row in rows)
                Offer(ref states.Get<Extreme<sbyte>>(row), Bitmaps.Get(bits, row));
        }

        protected override void UpdateOne(ref Extreme<sbyte> state, in Arguments arguments, Rows rows)
        {
            if (rows.IsEmpty)
                return;
            var trueCount = AggregateKernels.CountTrue(_values.Flat(arguments[0]).Bits, rows);
            if (trueCount > 0)
                Offer(ref state, true);
            if (trueCount < rows.Count)
                Offer(ref state, false);
        }

        protected override void MergeOne(ref Extreme<sbyte> into, in Extreme<sbyte> from)
        {
            if (from.HasValue != 0 && IsBetter(from.Value, into))
                into = from;
        }

        protected override void FinishOne(in Extreme<sbyte> state, int row, VectorWriter result, ref RowErrors errors) => WriteOne(state, row, result);

        protected override void ExportOne(in Extreme<sbyte> state, int row, ReadOnlySpan<VectorWriter> columns) => WriteOne(state, row, columns[0]);

        protected override void ImportOne(in Arguments columns, int row, ref Extreme<sbyte> state)
        {
            state = default;
            if (!columns[0].IsNull(row))
                Offer(ref state, Bitmaps.Get(_values.Flat(columns[0]).Bits, row));
        }

        private static void Offer(ref Extreme<sbyte> state, bool value)
        {
            var number = value ? (sbyte)1 : (sbyte)0;
            if (IsBetter(number, state))
                state = new Extreme<sbyte> { Value = number, HasValue = 1 };
        }

        private static void WriteOne(in Extreme<sbyte> state, int row, VectorWriter writer)
        {
            if (state.HasValue == 0)
                writer.SetNull(row);
            else
                Bitmaps.Assign(writer.Bits, row, state.Value != 0);
        }
    }

    /// <summary>Strings and binaries: bytes over 12 are copied to the sink's heap whenever a better value comes.</summary>
    private sealed class ViewKernel(DataType type, AggregateContext context) : AggregateKernel<Extreme<Utf8View>>
    {
        private readonly ArgumentValues _values = new(type, context.Account);

        public override ImmutableArray<DataType> StateTypes => [type];

        public override void Update(StateAddresses states, in Arguments arguments, Rows rows)
        {
            var values = _values.Of<Utf8View>(arguments[0]);
            foreach (var row in rows)
                Offer(ref states.Get<Extreme<Utf8View>>(row), values[row]);
        }

        protected override void UpdateOne(ref Extreme<Utf8View> state, in Arguments arguments, Rows rows)
        {
            var values = _values.Of<Utf8View>(arguments[0]);
            foreach (var row in rows)
                Offer(ref state, values[row]);
        }

        protected override void MergeOne(ref Extreme<Utf8View> into, in Extreme<Utf8View> from)
        {
            if (from.HasValue != 0)
                Offer(ref into, from.Value);
        }

        protected override void FinishOne(in Extreme<Utf8View> state, int row, VectorWriter result, ref RowErrors errors) => WriteOne(state, row, result);

        protected override void ExportOne(in Extreme<Utf8View> state, int row, ReadOnlySpan<VectorWriter> columns) => WriteOne(state, row, columns[0]);

        protected override void ImportOne(in Arguments columns, int row, ref Extreme<Utf8View> state)
        {
            state = default;
            if (!columns[0].IsNull(row))
                Offer(ref state, _values.Of<Utf8View>(columns[0])[row]);
        }

        private void Offer(ref Extreme<Utf8View> state, Utf8View value)
        {
            if (IsBetter(value, state))
                state = new Extreme<Utf8View> { Value = context.Heap.Copy(value.Bytes), HasValue = 1 };
        }

        private static void WriteOne(in Extreme<Utf8View> state, int row, VectorWriter writer)
        {
            if (state.HasValue == 0)
                writer.SetNull(row);
            else
                writer.SetBytes(row, state.Value.Bytes);
        }
    }
}
