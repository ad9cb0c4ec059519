using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary>An operation on one value in a time zone; it may fail.</summary>
internal interface IZonedOperation<T, TResult>
{
    static abstract bool TryInvoke(T value, ref ZoneCursor zone, out TResult result);

    static abstract RowError Error(T value);
}

/// <summary>An operation on two values in a time zone; it may fail.</summary>
internal interface IZonedOperation<TFirst, TSecond, TResult>
{
    static abstract bool TryInvoke(TFirst first, TSecond second, ref ZoneCursor zone, out TResult result);

    static abstract RowError Error(TFirst first, TSecond second);
}

/// <summary>An operation on three values in a time zone; it may fail.</summary>
internal interface IZonedOperation<TFirst, TSecond, TThird, TResult>
{
    static abstract bool TryInvoke(TFirst first, TSecond second, TThird third, ref ZoneCursor zone, out TResult result);

    static abstract RowError Error(TFirst first, TSecond second, TThird third);
}

/// <summary>
/// Signatures of functions that depend on a time zone: the session's, or UTC for values without one, which are local times. A failed row is an error in ANSI mode and NULL
/// otherwise, unless <c>onError</c> says what it is in both.
/// </summary>
internal static class Zoned
{
    public static FunctionOverload Unary<T, TResult, TOp>(TypePattern parameter, DataType result, bool isLocal = false, OnError? onError = null, bool canFail = true)
        where T : unmanaged
        where TResult : unmanaged
        where TOp : struct, IZonedOperation<T, TResult> =>
        Of([parameter], result, isLocal, onError, canFail, static zone => new UnaryKernel<T, TResult, TOp>(zone));

    public static FunctionOverload Binary<TFirst, TSecond, TResult, TOp>(
        TypePattern first, TypePattern second, DataType result, bool isLocal = false, OnError? onError = null, bool canFail = true)
        where TFirst : unmanaged
        where TSecond : unmanaged
        where TResult : unmanaged
        where TOp : struct, IZonedOperation<TFirst, TSecond, TResult> =>
        Of([first, second], result, isLocal, onError, canFail, static zone => new BinaryKernel<TFirst, TSecond, TResult, TOp>(zone));

    public static FunctionOverload Ternary<TFirst, TSecond, TThird, TResult, TOp>(
        TypePattern first, TypePattern second, TypePattern third, DataType result, bool isLocal = false, OnError? onError = null, bool canFail = true)
        where TFirst : unmanaged
        where TSecond : unmanaged
        where TThird : unmanaged
        where TResult : unmanaged
        where TOp : struct, IZonedOperation<TFirst, TSecond, TThird, TResult> =>
        Of([first, second, third], result, isLocal, onError, canFail, static zone => new TernaryKernel<TFirst, TSecond, TThird, TResult, TOp>(zone));

    private static FunctionOverload Of(
        EquatableArray<TypePattern> parameters, DataType result, bool isLocal, OnError? onError, bool mayFail, Func<ZoneRules, IScalarKernel> create) =>
        Overload.Bound(parameters, call =>
        {
            var zone = isLocal ? ZoneRules.Utc : ZoneRules.Of(call.TimeZone);
            var mode = onError ?? (call.IsAnsi ? OnError.Throw : OnError.Null);
            return new BoundFunction(
                result, call.AnyNullable || (mayFail && mode == OnError.Null), Volatility.Immutable, mayFail && mode == OnError.Throw, NullBehavior.Propagate, _ => create(zone))
            {
                OnError = mode,
                Signature = [zone.Id, mode],
            };
        });

    private sealed class UnaryKernel<T, TResult, TOp>(ZoneRules rules) : IScalarKernel
        where T : unmanaged
        where TResult : unmanaged
        where TOp : struct, IZonedOperation<T, TResult>
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var zone = new ZoneCursor(rules);
            var values = new RowReader<T>(arguments[0]);
            var writer = new RowWriter<TResult>(result);
            foreach (var row in rows)
            {
                var value = values[row];
                if (TOp.TryInvoke(value, ref zone, out var outcome))
                    writer[row] = outcome;
                else if (!errors.NullsRow(row))
                    errors.Report(row, TOp.Error(value));
            }
        }
    }

    private sealed class BinaryKernel<TFirst, TSecond, TResult, TOp>(ZoneRules rules) : IScalarKernel
        where TFirst : unmanaged
        where TSecond : unmanaged
        where TResult : unmanaged
        where TOp : struct, IZonedOperation<TFirst, TSecond, TResult>
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var zone = new ZoneCursor(rules);
            var left = new RowReader<TFirst>(arguments[0]);
            var right = new RowReader<TSecond>(arguments[1]);
            var writer = new RowWriter<TResult>(result);
            foreach (var row in rows)
            {
                var (first, second) = (left[row], right[row]);
                if (TOp.TryInvoke(first, second, ref zone, out var outcome))
                    writer[row] = outcome;
                else if (!errors.NullsRow(row))
                    errors.Report(row, TOp.Error(first, second));
            }
        }
    }

    private sealed class TernaryKernel<TFirst, TSecond, TThird, TResult, TOp>(ZoneRules rules) : IScalarKernel
        where TFirst : unmanaged
        where TSecond : unmanaged
        where TThird : unmanaged
        where TResult : unmanaged
        where TOp : struct, IZonedOperation<TFirst, TSecond, TThird, TResult>
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var zone = new ZoneCursor(rules);
            var (firsts, seconds, thirds) = (arguments[0], arguments[1], arguments[2]);
            var left = new RowReader<TFirst>(firsts);
            var middle = new RowReader<TSecond>(seconds);
            var right = new RowReader<TThird>(thirds);
            var writer = new RowWriter<TResult>(result);
            foreach (var row in rows)
            {
                var (first, second, third) = (left[row], middle[row], right[row]);
                if (TOp.TryInvoke(first, second, third, ref zone, out var outcome))
                    writer[row] = outcome;
                else if (!errors.NullsRow(row))
                    errors.Report(row, TOp.Error(first, second, third));
            }
        }
    }
}
