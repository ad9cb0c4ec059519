using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Lambdas;

/// <summary><c>aggregate(a, start, (acc, x) -> ..., acc -> ...)</c>: folds the elements into one value.</summary>
/// <remarks>Spark: <c>ArrayAggregate</c> in higherOrderFunctions.scala.</remarks>
internal static class Aggregate
{
    public static readonly ScalarFunction Definition = new("aggregate")
    {
        Aliases = ["reduce"],
        Group = FunctionGroup.Lambda,
        Since = "2.4.0",
        Usage = "aggregate(expr, start, merge[, finish]) - Returns what merge makes of start and all elements of expr one after the other, then finish of it.",
        Examples =
        [
            new("SELECT aggregate(array(1, 2, 3), 0, (acc, x) -> acc + x)", "6"),
            new("SELECT reduce(array(1, 2, 3), 0, (acc, x) -> acc + x, acc -> acc * 10)", "60"),
        ],
        LambdaParameters = ParametersOf,
        Overloads = [Overload.Bound([TypePattern.Array, TypePattern.Any, TypePattern.Lambda, TypePattern.Lambda], Bind) with { OptionalCount = 1 }],
    };

    private static EquatableArray<(DataType Type, bool Nullable)>? ParametersOf(BindCall call, int index)
    {
        var array = (ArrayType)call.Type(0);
        return index switch
        {
            2 => [(call.Type(1), true), (array.ElementType, array.ContainsNull)],
            3 => [(call.Type(1), true)],
            _ => null,
        };
    }

    private static BoundFunction Bind(BindCall call)
    {
        var elementType = ((ArrayType)call.Type(0)).ElementType;
        var merge = (LambdaFunction)call.Arguments[2];
        if (!merge.Body.DataType.EqualsStructurally(call.Type(1)))
            throw BuiltinErrors.UnexpectedType(call, 2, [call.Type(1).Sql]);
        var type = call.Arguments.Count > 3 ? ((LambdaFunction)call.Arguments[3]).Body.DataType : call.Type(1);
        return new BoundFunction(
            type, true, Volatility.Immutable, false, NullBehavior.Custom, static _ => throw new InvalidOperationException("a higher-order function has no kernel without its lambda"))
        {
            CreateHigherOrderKernel = (context, lambdas) => new Kernel(elementType, call.Type(1), type, lambdas, context),
        };
    }

    /// <summary>
    /// All rows take their n-th element at once. Rows are in order of falling length, so that those with an n-th element are the first ones; what the others have come to is put
    /// aside.
    /// </summary>
    private sealed class Kernel(DataType elementType, DataType stateType, DataType type, IReadOnlyList<LambdaEvaluator> lambdas, KernelContext context) : IScalarKernel, IDisposable
    {
        private readonly GatherRegister _elements = new(elementType, context.Account);
        private readonly VectorWriter[] _states = [new VectorWriter(stateType, context.Account), new VectorWriter(stateType, context.Account)];
        private readonly VectorWriter _cut = new(stateType, context.Account);
        private readonly VectorWriter _done = new(stateType, context.Account);
        private readonly VectorWriter _placed = new(type, context.Account);
        private readonly Vector[] _parameters = new Vector[2];
        private int[] _rows = [];
        private int[] _negatedLengths = [];
        private int[] _numbers = [];

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            if (arguments[0] is VoidVector)
            {
                result.Validity.Clear();
                return;
            }

            var lists = new ListReader(arguments[0]);
            var count = Order(arguments[0], lists, rows, result);
            if (count == 0)
                return;
            _done.Begin(0);
            var state = Copy(arguments[1], count);
            var active = count;
            for (var step = 0; ; step++)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                var remaining = active;
                while (remaining > 0 && -_negatedLengths[remaining - 1] <= step)
                    remaining--;

                // Rows that are done go aside, the last one first.
                if (remaining < active)
                {
                    for (var i = 0; i < active - remaining; i++)
                        _numbers[i] = active - 1 - i;
                    VectorCopy.Append(state, _numbers.AsSpan(0, active - remaining), _done, StringCopy.Keep);
                }

                active = remaining;
                if (active == 0)
                    break;
                for (var i = 0; i < active; i++)
                    _numbers[i] = lists[_rows[i]].Offset + step;
                _parameters[1] = _elements.Gather(lists.Vector.Elements, _numbers.AsSpan(0, active));
                _parameters[0] = state.Length == active ? state : Copy(state, active, _cut);

                // What a lambda returns is good until it runs again, and may be its parameter.
                state = Copy(lambdas[0].Evaluate(active, _parameters, _rows.AsSpan(0, active)), active, _states[step & 1]);
            }

            Finish(count, rows, result);
        }

        public void Dispose()
        {
            _elements.Dispose();
            _states[0].Dispose();
            _states[1].Dispose();
            _cut.Dispose();
            _done.Dispose();
            _placed.Dispose();
        }

        private int Order(Vector arrays, ListReader lists, Rows rows, VectorWriter result)
        {
            if (_rows.Length < rows.Length)
                (_rows, _negatedLengths, _numbers) = (new int[rows.Length], new int[rows.Length], new int[rows.Length]);
            var count = 0;
            foreach (var row in rows)
            {
                if (arrays.IsNull(row))
                {
                    result.SetNull(row);
                    continue;
                }

                _rows[count] = row;
                _negatedLengths[count++] = -lists[row].Length;
            }

            Array.Sort(_negatedLengths, _rows, 0, count);
            return count;
        }

        private Vector Copy(Vector starts, int count)
        {
            _states[1].Begin(0);
            VectorCopy.Append(starts, _rows.AsSpan(0, count), _states[1]);
            return _states[1].Publish();
        }

        private static Vector Copy(Vector vector, int count, VectorWriter writer)
        {
            writer.Begin(0);
            VectorCopy.AppendRange(vector, 0, count, writer, StringCopy.Keep);
            return writer.Publish();
        }

        private void Finish(int count, Rows rows, VectorWriter result)
        {
            var values = _done.Publish();

            // Done rows stand in the opposite order.
            _rows.AsSpan(0, count).Reverse();
            if (lambdas.Count > 1)
            {
                _parameters[0] = values;
                values = lambdas[1].Evaluate(count, _parameters, _rows.AsSpan(0, count));
            }

            var places = _numbers.AsSpan(0, rows.Length);
            places.Clear();
            for (var i = 0; i < count; i++)
                places[_rows[i]] = i;
            VectorCopy.Merge(VectorCopy.Gather(values, places, _placed), Rows.Of(LiveWords(count, rows.Length), rows.Length), result);
        }

        private ulong[] LiveWords(int count, int length)
        {
            var words = new ulong[Bitmaps.WordCount(length)];
            for (var i = 0; i < count; i++)
                Bitmaps.Set(words, _rows[i]);
            return words;
        }
    }
}
