using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Tests.Analysis;

/// <summary>Functions with the signatures of Spark's and no kernels: enough to analyze.</summary>
internal static class TestFunctions
{
    private static readonly DataType Int = IntegerType.Instance;
    private static readonly DataType Long = LongType.Instance;
    private static readonly DataType Double = DoubleType.Instance;
    private static readonly DataType String = StringType.Instance;
    private static readonly DataType Date = DateType.Instance;

    public static FunctionRegistry Registry { get; } = new(
    [
        Aggregate("sum", [TypePattern.OneOf(TypePattern.Numeric, YearMonthIntervalType.Default, DayTimeIntervalType.Default)], c => SumType(c.Type(0))),
        Aggregate("avg", [TypePattern.Numeric], _ => Double),
        Aggregate("max", [TypePattern.Any], c => c.Type(0)),
        Aggregate("min", [TypePattern.Any], c => c.Type(0)),
        Aggregate("any_value", [TypePattern.Any], c => c.Type(0)),
        Count(),
        Scalar("upper", [TypePattern.String], _ => String),
        Scalar("length", [TypePattern.OneOf(TypePattern.String, BinaryType.Instance)], _ => Int),
        Scalar("abs", [TypePattern.Numeric], c => c.Type(0)),
        Scalar("sqrt", [Double], _ => Double),
        Scalar("pow", [Double, Double], _ => Double),
        Scalar("date_add", [Date, TypePattern.Uncast(TypePattern.OneOf(Int, ShortType.Instance, ByteType.Instance))], _ => Date),
        Scalar("date_sub", [Date, TypePattern.Uncast(TypePattern.OneOf(Int, ShortType.Instance, ByteType.Instance))], _ => Date),
        Scalar("timestamp_add_interval", [TimestampType.Instance, DayTimeIntervalType.Default], _ => TimestampType.Instance),
        new ScalarFunction("pmod")
        {
            Group = FunctionGroup.Math,
            Usage = "",
            Examples = [],
            Overloads = [new FunctionOverload([TypePattern.Numeric, TypePattern.Numeric], Bind(c => c.Type(0))) { OperandsOf = ArithmeticOperator.Remainder }],
        },
        new ScalarFunction("text_of")
        {
            Group = FunctionGroup.String,
            Usage = "",
            Examples = [],
            Prepare = static call => [new Cast(call.Arguments[0], StringType.Instance, call.EvalMode, call.TimeZone, IsImplicit: true)],
            Overloads = [new FunctionOverload([TypePattern.Uncast(TypePattern.String)], Bind(_ => StringType.Instance))],
        },
        Scalar("date_add_ym_interval", [Date, TypePattern.Where("INTERVAL", YearMonthIntervalType.Default, t => t is YearMonthIntervalType)], _ => Date),
        Scalar("subtract_dates", [Date, Date], _ => new DayTimeIntervalType(DayTimeField.Day, DayTimeField.Day)),
        Scalar("current_date", [], _ => Date),
        Scalar("rand", [], _ => Double, Volatility.Volatile),
        Scalar("greatest", [TypePattern.Any], c => c.Type(0), variadic: true, commonType: true),
        Scalar("concat", [TypePattern.String], _ => String, variadic: true),
        Scalar("array", [TypePattern.Any], c => new ArrayType(c.Arguments.IsEmpty ? VoidType.Instance : c.Type(0)), variadic: true, commonType: true),
        new ScalarFunction("cut")
        {
            Group = FunctionGroup.String,
            Usage = "",
            Examples = [],
            ParameterNames = ["str", "pos", "len"],
            Overloads =
            [
                new FunctionOverload([TypePattern.String, Int, Int], Bind(_ => String)) { OptionalCount = 1 },
                new FunctionOverload([BinaryType.Instance, Int, Int], Bind(_ => BinaryType.Instance)) { OptionalCount = 1 },
            ],
        },
        new ScalarFunction("nvl")
        {
            Group = FunctionGroup.Conditional,
            Usage = "",
            Examples = [],
            RewriteArity = (2, 2),
            Rewrite = call => new Coalesce(call.Arguments),
        },
        new ScalarFunction("coalesce")
        {
            Group = FunctionGroup.Conditional,
            Usage = "",
            Examples = [],
            RewriteArity = (1, int.MaxValue),
            Rewrite = call => new Coalesce(call.Arguments),
        },
        new ScalarFunction("between")
        {
            Group = FunctionGroup.Predicate,
            Usage = "",
            Examples = [],
            RewriteArity = (3, 3),
            Rewrite = call => new And(
                Comparison.GreaterThanOrEqual(call.Arguments[0], call.Arguments[1]), Comparison.LessThanOrEqual(call.Arguments[0], call.Arguments[2])),
            Printer = static (_, a) => $"between({a[0]}, {a[1]}, {a[2]})",
        },
        new ScalarFunction("struct")
        {
            Group = FunctionGroup.Struct,
            Usage = "",
            Examples = [],
            Rewrite = call => new CreateStruct(
                call.Arguments.Select((a, i) => a is INamedExpression named ? named.Name : $"col{i + 1}").ToEquatableArray(),
                call.Arguments.Map(a => a is Alias alias ? alias.Child : a)) { CalledAs = "struct" },
        },
        new ScalarFunction("transform")
        {
            Group = FunctionGroup.Lambda,
            Usage = "",
            Examples = [],
            Overloads = [new FunctionOverload([TypePattern.Array, TypePattern.Lambda], Bind(c => new ArrayType(c.Arguments[1].DataType)))],
            LambdaParameters = static (call, index) =>
            {
                if (index != 1)
                    return null;
                var element = (ArrayType)call.Type(0);
                (DataType, bool) value = (element.ElementType, element.ContainsNull);
                return ((LambdaFunction)call.Arguments[1]).Parameters.Count == 1 ? [value] : [value, (IntegerType.Instance, false)];
            },
        },
    ]);

    private static ScalarFunction Scalar(
        string name,
        EquatableArray<TypePattern> parameters,
        Func<BindCall, DataType> type,
        Volatility volatility = Volatility.Immutable,
        bool variadic = false,
        bool commonType = false) => new(name)
        {
            Group = FunctionGroup.Misc,
            Usage = "",
            Examples = [],
            Overloads = [new FunctionOverload(parameters, Bind(type, volatility)) { IsVariadic = variadic, NeedsCommonType = commonType }],
        };

    private static Binder Bind(Func<BindCall, DataType> type, Volatility volatility = Volatility.Immutable) => call =>
        new BoundFunction(type(call), call.AnyNullable, volatility, CanFail: false, NullBehavior.Propagate, NoKernel);

    private static AggregateFunction Aggregate(string name, EquatableArray<TypePattern> parameters, Func<BindCall, DataType> type) => new(name)
    {
        Group = FunctionGroup.Aggregate,
        Usage = "",
        Examples = [],
        Overloads = [new AggregateOverload(parameters, call => new BoundAggregate(type(call), true, false, NoAggregateKernel))],
    };

    private static AggregateFunction Count() => new("count")
    {
        Group = FunctionGroup.Aggregate,
        Usage = "",
        Examples = [],
        AllowsStar = true,
        Overloads = [new AggregateOverload([TypePattern.Any], _ => new BoundAggregate(LongType.Instance, false, false, NoAggregateKernel)) { IsVariadic = true }],
    };

    private static DataType SumType(DataType type) => type switch
    {
        IntegralType => Long,
        DecimalType d => DecimalType.Bounded(d.Precision + 10, d.Scale),
        FractionalType => Double,
        _ => type,
    };

    private static IScalarKernel NoKernel(KernelContext context) => throw new NotSupportedException();

    private static IAggregateKernel NoAggregateKernel(AggregateContext context) => throw new NotSupportedException();
}
