using SqlSpark.Catalyst.Analysis;
using SqlSpark.Catalyst.Analysis.Coercion;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;

namespace SqlSpark.Catalyst.Optimizer.Rules.Subqueries;

/// <summary>Looks at run time that a subquery that stands for a value has one row: its rows are counted, and a value is only given out when there was no second one.</summary>
/// <remarks>Spark: <c>LeftSingle</c> joins, <c>ScalarSubquery.updateResult</c>.</remarks>
internal static class SingleRow
{
    private static readonly ScalarFunction Check = new("is_single_row")
    {
        Group = FunctionGroup.Misc,
        Usage = "is_single_row(count) - Fails when a subquery that stands for a value gave several rows.",
        Examples = [],
        Overloads = [Overload.TryUnary<long, bool, Operation>(onError: OnError.Throw)],
    };

    /// <summary>One row with the first value of the only column and the number of rows.</summary>
    public static Aggregate Count(LogicalPlan query, RuleContext context)
    {
        var binder = new FunctionBinder(context.Conf, TypeCoercion.For(context.Conf));
        return new Aggregate([], [new Alias(Call("first", query.Output[0]), query.Output[0].Name), new Alias(Call("count", Literal.Int(1)), "_rows")], query);

        Expression Call(string name, Expression argument) => binder.BindAggregate(
            (AggregateFunction)(context.Functions.Find(name) ?? throw InternalErrors.Unreachable(name)),
            new UnresolvedFunction([name], [argument]), [argument], null, [], static e => e);
    }

    /// <summary>The value if there was one row, NULL if there was none.</summary>
    /// <param name="value">The value of the first row.</param>
    /// <param name="count">The number of rows; NULL counts as 0.</param>
    /// <param name="context">The settings.</param>
    public static Expression Value(Expression value, Expression count, RuleContext context)
    {
        EquatableArray<Expression> arguments = [count];
        var bound = Check.Overloads[0].Bind(new BindCall(Check.Name, arguments, context.Conf)) with { Name = Check.Name };
        return new If(new ScalarCall(Check, arguments, bound), value, Literal.Null(value.DataType));
    }

    private readonly struct Operation : ITryUnaryOperation<long, bool>
    {
        public static bool TryInvoke(long value, out bool result)
        {
            result = true;
            return value <= 1;
        }

        public static RowError Error(long value) => RowError.ScalarSubqueryRows;
    }
}
