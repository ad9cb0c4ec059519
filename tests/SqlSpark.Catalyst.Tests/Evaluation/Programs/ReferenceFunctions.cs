using System.Numerics;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Tests.Evaluation.Programs;

/// <summary>The functions of the registry that random programs call.</summary>
internal static class ReferenceFunctions
{
    public static object? Call(ReferenceInterpreter row, ScalarCall call)
    {
        var arguments = call.Arguments;
        var type = arguments[0].DataType;
        var isAnsi = call.Bound.Signature.Contains(true);
        return call.Function.Name switch
        {
            "upper" => row.Strict(arguments, a => ReferenceText.Upper((string)a[0])),
            "length" => row.Strict(arguments, a => ReferenceText.Length((string)a[0])),
            "substring" => row.Strict(arguments, a => ReferenceText.Substring((string)a[0], (int)a[1], (int)a[2])),
            "trim" => row.Strict(arguments, a => ((string)a[0]).Trim(' ')),
            "concat" when type is StringType => row.Strict(arguments, a => string.Concat(a)),
            "concat" => row.Strict(arguments, a => a.SelectMany(x => (EquatableArray<object?>)x).ToEquatableArray()),
            "greatest" => row.All(arguments, values => Extreme(type, values, 1)),
            "least" => row.All(arguments, values => Extreme(type, values, -1)),
            "pmod" => row.Strict([arguments[1], arguments[0]], a => PositiveRemainder(call, a[1], a[0], isAnsi, row.Fail)),
            "abs" => row.Strict(arguments, a => Absolute(type, a[0], isAnsi, row.Fail)),
            "element_at" => row.Strict(arguments, a => ElementAt((EquatableArray<object?>)a[0], (int)a[1], isAnsi, row.Fail)),
            "array" => row.All(arguments, values => EquatableArray.Create<object?>(values)),
            "transform" => ForEach(row, call, (_, results) => results),
            "filter" => ForEach(row, call, (elements, results) => elements.Where((_, i) => results[i] is true).ToEquatableArray()),
            var name => throw new NotSupportedException($"no reference for {name}"),
        };
    }

    private static object? ForEach(
        ReferenceInterpreter row, ScalarCall call, Func<EquatableArray<object?>, EquatableArray<object?>, object?> combine)
    {
        if (row.Evaluate(call.Arguments[0]) is not EquatableArray<object?> elements)
            return row.Evaluate(call.Arguments[0]);
        var lambda = (LambdaFunction)call.Arguments[1];
        var results = new object?[elements.Count];
        for (var i = 0; i < results.Length; i++)
            results[i] = row.Apply(lambda, elements[i], i);
        return results.Any(r => ReferenceEquals(r, ReferenceInterpreter.Failed))
            ? ReferenceInterpreter.Failed
            : combine(elements, EquatableArray.Create<object?>(results));
    }

    private static object? Extreme(DataType type, object?[] values, int sign)
    {
        object? best = null;
        foreach (var value in values)
        {
            if (value is not null && (best is null || sign * ReferenceComparison.Compare(type, value, best) > 0))
                best = value;
        }

        return best;
    }

    /// <summary>The remainder r of a by b, or (r + b) % b where r is negative.</summary>
    private static object? PositiveRemainder(ScalarCall call, object a, object b, bool isAnsi, Func<string, object> fail)
    {
        var type = call.Arguments[0].DataType;
        var isZero = b switch
        {
            float v => v == 0,
            double v => v == 0,
            _ => ReferenceArithmetic.Integer(b).IsZero,
        };
        if (isZero)
            return isAnsi ? fail("REMAINDER_BY_ZERO") : null;
        switch (a, b)
        {
            case (float x, float y):
                return x % y < 0 ? ((x % y) + y) % y : x % y;
            case (double x, double y):
                return x % y < 0 ? ((x % y) + y) % y : x % y;
        }

        var (left, right) = (ReferenceArithmetic.Integer(a), ReferenceArithmetic.Integer(b));
        var remainder = BigInteger.Remainder(left, right);
        if (remainder.Sign < 0)
        {
            // Java adds bytes and shorts as ints and casts the sum back; sums of ints and longs wrap around.
            var sum = remainder + right;
            remainder = type is DecimalType
                ? BigInteger.Remainder(sum, right)
                : BigInteger.Remainder(ReferenceArithmetic.Integer(ReferenceArithmetic.Wrap(sum, type is LongType ? type : IntegerType.Instance)), right);
        }

        return ReferenceArithmetic.Box(remainder, type);
    }

    private static object? Absolute(DataType type, object value, bool isAnsi, Func<string, object> fail)
    {
        switch (value)
        {
            case float v:
                return MathF.Abs(v);
            case double v:
                return Math.Abs(v);
        }

        var result = BigInteger.Abs(ReferenceArithmetic.Integer(value));
        if (ReferenceArithmetic.Fits(result, type))
            return ReferenceArithmetic.Box(result, type);
        if (type is YearMonthIntervalType or DayTimeIntervalType)
            return fail("INTERVAL_ARITHMETIC_OVERFLOW");
        return isAnsi ? fail("ARITHMETIC_OVERFLOW") : ReferenceArithmetic.Wrap(result, type);
    }

    private static object? ElementAt(EquatableArray<object?> array, int position, bool isAnsi, Func<string, object> fail)
    {
        if (position == 0)
            return fail("INVALID_INDEX_OF_ZERO");
        if (Math.Abs((long)position) > array.Count)
            return isAnsi ? fail("INVALID_ARRAY_INDEX_IN_ELEMENT_AT") : null;
        return array[position > 0 ? position - 1 : array.Count + position];
    }
}
