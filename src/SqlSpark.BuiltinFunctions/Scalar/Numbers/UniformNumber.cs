using SqlSpark.BuiltinFunctions.Scalar.Strings;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>uniform(min, max, seed)</c>: random numbers between two constants, of their type.</summary>
/// <remarks>Spark: <c>Uniform</c> in randomExpressions.scala, which is <c>min + (max - min) * rand(seed)</c> over doubles, cast to the type.</remarks>
internal static class UniformNumber
{
    public static readonly ScalarFunction Definition = new("uniform")
    {
        Group = FunctionGroup.Math,
        Since = "4.0.0",
        Usage = "uniform(min, max[, seed]) - Returns random values that are independent and uniformly distributed between two constants, of their type.",
        Examples = [new("SELECT uniform(10, 20, 0)", "17"), new("SELECT uniform(10.0F, 20.0F, 0)", "17.604954")],
        RewriteArity = (2, 3),
        Rewrite = Write,
    };

    private static Expression Write(BindCall call)
    {
        for (var i = 0; i < 2; i++)
        {
            if (call.Type(i) is not (NumericType or VoidType))
                throw BuiltinErrors.UnexpectedType(call, i, ["NUMERIC"]);
        }

        RandomText.CheckSeed(call, 2);
        for (var i = 0; i < call.Arguments.Count; i++)
        {
            if (!call.Arguments[i].IsFoldable)
                throw BuiltinErrors.NotFoldable(call, i, i switch { 0 => "min", 1 => "max", _ => "seed" }, i == 2 ? "BIGINT" : "NUMERIC");
        }

        var type = ResultType(call.Type(0), call.Type(1));
        if (call.Constant(0)?.Value is null || call.Constant(1)?.Value is null)
            return Literal.Null(type);
        var random = call.Arguments.Count > 2 ? new UnresolvedFunction("rand", call.Arguments[2]) : new UnresolvedFunction("rand");
        var (least, most) = (AsDouble(call, 0), AsDouble(call, 1));
        var value = new Arithmetic(ArithmeticOperator.Add, least, new Arithmetic(ArithmeticOperator.Multiply, new Arithmetic(ArithmeticOperator.Subtract, most, least, EvalMode.Legacy), random, EvalMode.Legacy), EvalMode.Legacy);
        return type is DoubleType ? value : new Cast(value, type, EvalMode.Legacy, call.TimeZone);
    }

    private static Expression AsDouble(BindCall call, int index) =>
        call.Type(index) is DoubleType ? call.Arguments[index] : new Cast(call.Arguments[index], DoubleType.Instance, EvalMode.Legacy, call.TimeZone);

    private static DataType ResultType(DataType left, DataType right) => (left, right) switch
    {
        (VoidType, _) or (_, VoidType) or (DoubleType, _) or (_, DoubleType) => DoubleType.Instance,
        (FloatType, _) or (_, FloatType) => FloatType.Instance,
        (DecimalType l, DecimalType r) => l.Precision >= r.Precision ? l : r,
        (DecimalType, _) => left,
        (_, DecimalType) => right,
        _ => left.PhysicalType >= right.PhysicalType ? left : right,
    };
}
