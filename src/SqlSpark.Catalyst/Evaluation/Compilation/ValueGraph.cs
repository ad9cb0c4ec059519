using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Compilation;

/// <summary>
/// Numbers the values of a program bottom up: nodes of one kind over equal children get one <see cref="Value"/>, whatever order
/// commutative operands stand in. Volatile nodes are never shared.
/// </summary>
/// <remarks>Each node is looked at over the numbers of its children, so that the work is linear in the size of the trees.</remarks>
internal sealed class ValueGraph
{
    private readonly Dictionary<Expression, Value> _byShape = [];
    private readonly List<Value> _values = [];
    private readonly Dictionary<Expression, Value> _numbered = new(ReferenceEqualityComparer.Instance);
    private Value[] _columns;
    private int[] _reads;
    private bool _countsReads;
    private int _demandsBeforeColumns;

    /// <summary>A graph whose first values are the input columns.</summary>
    public ValueGraph(EquatableArray<DataType> inputTypes)
    {
        _columns = new Value[inputTypes.Count];
        _reads = new int[inputTypes.Count];
        for (var i = 0; i < _columns.Length; i++)
            _columns[i] = Add(new BoundReference(i, inputTypes[i], false), [], canFail: false, isDeterministic: true, function: null, []);
    }

    /// <summary>The columns that expressions read now.</summary>
    public ReadOnlySpan<Value> Columns => _columns;

    /// <summary>Makes <paramref name="columns"/> what later expressions read.</summary>
    /// <param name="columns">The columns of a Project step.</param>
    /// <param name="demandsBefore">How many demands steps before it made.</param>
    public void SetColumns(Value[] columns, int demandsBefore)
    {
        _columns = columns;
        _demandsBeforeColumns = demandsBefore;
        _reads = new int[columns.Length];
        _countsReads = true;
        _numbered.Clear();
    }

    /// <summary>The value of an expression over the current columns.</summary>
    public Value Number(Expression expression)
    {
        switch (expression)
        {
            case BoundReference reference:
                return Read(reference);
            case Alias alias:
                return Number(alias.Child);
            case RewriteCall call:
                return Number(call.Replacement);
        }

        if (_numbered.TryGetValue(expression, out var known))
            return known;
        DeepStack.Guard();
        var value = expression is ScalarCall higherOrder && higherOrder.Arguments.Any(a => a is LambdaFunction)
            ? NumberHigherOrder(higherOrder)
            : NumberNode(expression);
        _numbered.Add(expression, value);
        return value;
    }

    private Value Read(BoundReference reference)
    {
        var value = _columns[reference.Ordinal];
        if (value.IsInput && reference.Nullable)
            value.AdmitNulls();
        if (_countsReads && ++_reads[reference.Ordinal] > 1)
            value.SharedFrom = Math.Min(value.SharedFrom, _demandsBeforeColumns);
        return value;
    }

    private Value NumberNode(Expression expression)
    {
        var children = expression.Children.Map(Number);
        var node = children.IsEmpty ? expression : expression.WithChildren(children.Map(c => c.Reference));
        var isVolatile = (node.OwnKinds & NodeKinds.Nondeterministic) != NodeKinds.None;
        var shape = AnyCanFail(children) ? node : Shape(node);
        if (!isVolatile && _byShape.TryGetValue(shape, out var known))
            return known;

        var function = node switch
        {
            IEvaluable evaluable => KernelBinder.Bind(evaluable),
            Literal or NaryPredicate or If or CaseWhen or Coalesce => null,
            _ => throw InternalErrors.Unreachable($"evaluation of {node.GetType().Name}"),
        };
        var evaluated = function is null ? children : KernelBinder.EvaluatedChildren((IEvaluable)node).Map(i => children[i]);
        var value = Add(
            node, evaluated, node.CanFail || function is { CanFail: true } || AnyCanFail(children), !isVolatile && AllDeterministic(children), function, []);
        if (!isVolatile)
            _byShape.Add(shape, value);
        return value;
    }

    /// <summary>A call that takes lambdas: the columns that bodies read become further arguments.</summary>
    private Value NumberHigherOrder(ScalarCall call)
    {
        var children = new List<Value>();
        foreach (var argument in call.Arguments)
        {
            if (argument is not LambdaFunction)
                children.Add(Number(argument));
        }

        var lambdas = new List<LambdaProgram>();
        var canFail = call.Bound.CanFail || AnyCanFail(children.ToEquatableArray());
        var isDeterministic = call.Bound.Volatility != Volatility.Volatile && AllDeterministic(children.ToEquatableArray());
        foreach (var argument in call.Arguments)
        {
            if (argument is not LambdaFunction lambda)
                continue;
            var body = LambdaBody.Split(lambda);
            var program = ExpressionProgram.Compile(
                body.ParameterTypes.AddRange(body.Captures.Map(c => c.DataType)), [new ProgramStep.Project([body.Expression])]);
            lambdas.Add(new LambdaProgram(program, body.ParameterTypes.Count, children.Count, body.Captures.Map(c => c.DataType)));
            children.AddRange(body.Captures.Map(Number));
            canFail |= body.Expression.CanFail;
            isDeterministic &= body.Expression.IsDeterministic;
        }

        return Add(call, children.ToEquatableArray(), canFail, isDeterministic, call.Bound, lambdas.ToEquatableArray());
    }

    private Value Add(
        Expression node, EquatableArray<Value> children, bool canFail, bool isDeterministic, BoundFunction? function, EquatableArray<LambdaProgram> lambdas)
    {
        var value = new Value(_values.Count, node, children, node.DataType, node.Nullable)
        {
            CanFail = canFail,
            IsDeterministic = isDeterministic,
            IsCheap = !canFail && node switch
            {
                BoundReference or Literal => true,
                NaryPredicate => AllCheap(children),
                _ => function is { IsDense: true } && AllCheap(children),
            },
            Function = function,
            Lambdas = lambdas,
        };
        _values.Add(value);
        return value;
    }

    /// <summary>
    /// The node with commutative operands in the order of their numbers, constants last. Not for operands that may fail: which of them
    /// is computed for which rows depends on their order.
    /// </summary>
    private static Expression Shape(Expression node) => node switch
    {
        Arithmetic { Operator: ArithmeticOperator.Add or ArithmeticOperator.Multiply } a when Rank(a.Left) > Rank(a.Right) =>
            a with { Left = a.Right, Right = a.Left },
        Comparison c when Rank(c.Left) > Rank(c.Right) => c.Flip(),
        _ => node,
    };

    private static int Rank(Expression child) => child is ValueReference reference ? reference.Id : int.MaxValue;

    private static bool AnyCanFail(EquatableArray<Value> children)
    {
        foreach (var child in children)
        {
            if (child.CanFail)
                return true;
        }

        return false;
    }

    private static bool AllDeterministic(EquatableArray<Value> children)
    {
        foreach (var child in children)
        {
            if (!child.IsDeterministic)
                return false;
        }

        return true;
    }

    private static bool AllCheap(EquatableArray<Value> children)
    {
        foreach (var child in children)
        {
            if (!child.IsCheap)
                return false;
        }

        return true;
    }
}
