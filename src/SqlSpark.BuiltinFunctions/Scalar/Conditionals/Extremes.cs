using System.Numerics;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Conditionals;

/// <summary>What <c>greatest</c> and <c>least</c> share.</summary>
internal static class Extremes
{
    /// <summary>Two or more values of one orderable type.</summary>
    public static FunctionOverload Overload(bool isGreatest) =>
        Catalyst.Functions.Overload.Bound([Orderable, Orderable, Orderable], call => Bind(call, isGreatest)) with { IsVariadic = true, NeedsCommonType = true };

    private static TypePattern Orderable => TypePattern.Where("ORDERABLE", VoidType.Instance, t => t.IsOrderable);

    private static BoundFunction Bind(BindCall call, bool isGreatest)
    {
        Collations.RequireBinary(call.Type(0));
        return new(call.Type(0), call.Arguments.All(a => a.Nullable), Volatility.Immutable, false, NullBehavior.Custom, _ => new Kernel(isGreatest))
        {
            Signature = [isGreatest],
        };
    }

    /// <summary>Finds for each row the argument that wins, then copies each argument's rows.</summary>
    private sealed class Kernel(bool isGreatest) : IScalarKernel
    {
        private ulong[] _won = [];
        private int[] _winners = [];

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            if (!MayHaveNulls(arguments))
            {
                switch (result.Physical)
                {
                    case PhysicalType.Int32:
                        Choose<int>(arguments, rows, result);
                        return;
                    case PhysicalType.Int64:
                        Choose<long>(arguments, rows, result);
                        return;
                }
            }

            Merge(arguments, rows, result);
        }

        private static bool MayHaveNulls(in Arguments arguments)
        {
            for (var i = 0; i < arguments.Count; i++)
            {
                if (arguments[i].MayHaveNulls || arguments[i].Physical == PhysicalType.Void)
                    return true;
            }

            return false;
        }

        private void Choose<T>(in Arguments arguments, Rows rows, VectorWriter result)
            where T : unmanaged, INumber<T>
        {
            var results = result.Values<T>();
            var first = new RowReader<T>(arguments[0]);
            foreach (var row in rows)
                results[row] = first[row];
            for (var i = 1; i < arguments.Count; i++)
            {
                var values = new RowReader<T>(arguments[i]);
                if (isGreatest)
                {
                    foreach (var row in rows)
                        results[row] = T.Max(results[row], values[row]);
                }
                else
                {
                    foreach (var row in rows)
                        results[row] = T.Min(results[row], values[row]);
                }
            }
        }

        private void Merge(in Arguments arguments, Rows rows, VectorWriter result)
        {
            var wordCount = Bitmaps.WordCount(rows.Length);
            if (_won.Length < wordCount)
                (_won, _winners) = (new ulong[wordCount], new int[wordCount * 64]);
            foreach (var row in rows)
                _winners[row] = FindWinner(arguments, row);

            for (var i = 0; i < arguments.Count; i++)
            {
                var won = _won.AsSpan(0, wordCount);
                won.Clear();
                foreach (var row in rows)
                {
                    if (_winners[row] == i)
                        Bitmaps.Set(won, row);
                }

                if (arguments[i].Physical != PhysicalType.Void)
                    VectorCopy.Merge(arguments[i], Rows.Of(won, rows.Length), result);
            }
        }

        /// <summary>The first argument that no other one beats.</summary>
        private int FindWinner(in Arguments arguments, int row)
        {
            var winner = 0;
            for (var i = 1; i < arguments.Count; i++)
            {
                if (arguments[i].IsNull(row))
                    continue;
                if (arguments[winner].IsNull(row))
                {
                    winner = i;
                    continue;
                }

                var order = VectorComparer.Compare(arguments[i], row, arguments[winner], row);
                if (isGreatest ? order > 0 : order < 0)
                    winner = i;
            }

            return winner;
        }
    }
}
