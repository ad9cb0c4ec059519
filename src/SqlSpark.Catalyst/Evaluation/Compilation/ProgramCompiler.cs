using SqlSpark.Catalyst.Evaluation.Instructions;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Compilation;

/// <summary>
/// Turns values into instructions. A value is computed where it is first wanted, so that filters come before what only survivors
/// need, and in the innermost scope around all its uses; values that can fail stay in the scope that wants them.
/// </summary>
internal sealed class ProgramCompiler
{
    private readonly ValueGraph _graph;
    private readonly bool _foldsConstants;
    private readonly Scope _root = new(null, 0);
    private readonly Dictionary<int, Scope> _homes = [];
    private readonly HashSet<(int Value, Scope Scope)> _visited = [];
    private readonly HashSet<int> _emitted = [];
    private readonly List<DataType> _registers = [];
    private readonly List<Instruction> _instructions = [];
    private int _nesting;
    private int _demand;

    private ProgramCompiler(ValueGraph graph, EquatableArray<Value> inputs, bool foldsConstants)
    {
        _graph = graph;
        _foldsConstants = foldsConstants;
        foreach (var input in inputs)
        {
            _root.SetRegister(input, _registers.Count);
            _registers.Add(input.Type);
        }
    }

    /// <summary>Compiles the steps of a program.</summary>
    public static ProgramLayout Compile(EquatableArray<DataType> inputTypes, IReadOnlyList<ProgramStep> steps)
    {
        var graph = new ValueGraph(inputTypes);
        var inputs = EquatableArray.Create(graph.Columns);
        var demands = new List<(Value Value, bool Narrows)>();
        foreach (var step in steps)
        {
            switch (step)
            {
                case ProgramStep.Filter filter:
                    foreach (var condition in And.Split(filter.Condition))
                        demands.Add((graph.Number(condition), true));
                    break;
                case ProgramStep.Project project:
                    var columns = new Value[project.Expressions.Count];
                    var demandsBefore = demands.Count;
                    for (var i = 0; i < columns.Length; i++)
                    {
                        columns[i] = graph.Number(project.Expressions[i]);
                        if (!columns[i].IsDeterministic)
                            demands.Add((columns[i], false));
                    }

                    graph.SetColumns(columns, demandsBefore);
                    break;
                default:
                    throw InternalErrors.Unreachable(step);
            }
        }

        return new ProgramCompiler(graph, inputs, foldsConstants: true).Compile(demands, EquatableArray.Create(graph.Columns));
    }

    private ProgramLayout Compile(List<(Value Value, bool Narrows)> demands, EquatableArray<Value> outputs)
    {
        for (_demand = 0; _demand < demands.Count; _demand++)
            Visit(demands[_demand].Value, _root);
        foreach (var output in outputs)
            Visit(output, _root);

        for (_demand = 0; _demand < demands.Count; _demand++)
        {
            var register = Emit(demands[_demand].Value, _root);
            if (demands[_demand].Narrows)
                Append(_root, index => new NarrowInstruction(register) { Index = index, Arguments = [register] });
        }

        var outputRegisters = outputs.Map(output => Emit(output, _root)).AsSpan().ToArray();
        var body = _root.Block.ToArray();
        var writers = Lifetimes.AssignWriters(body, _registers.Count, outputRegisters);
        Lifetimes.MarkCompaction(body, outputRegisters);
        return new ProgramLayout(
            [.. _registers], writers, 1 + (2 * _nesting), body, [.. _instructions], outputRegisters, _nesting);
    }

    /// <summary>Finds the scopes that values belong to: of those that cannot fail, the innermost one around all uses.</summary>
    private void Visit(Value value, Scope scope)
    {
        if (value.IsInput)
            return;
        if (value.CanFail && !IsShared(value))
        {
            if (!_visited.Add((value.Id, scope)))
                return;
        }
        else
        {
            var home = IsShared(value) ? _root : scope;
            if (_homes.TryGetValue(value.Id, out var known))
            {
                home = Scope.Common(known, home);
                if (ReferenceEquals(home, known))
                    return;
            }

            _homes[value.Id] = home;
            scope = home;
        }

        DeepStack.Guard();
        if (IsFolded(value))
            return;
        switch (value.Expression)
        {
            case NaryPredicate:
                foreach (var (condition, inner) in Terms(value, scope))
                    Visit(condition, inner);
                break;
            case If or CaseWhen or Coalesce:
                foreach (var arm in Arms(value, scope))
                {
                    if (arm.Test is not null)
                        Visit(arm.Test, arm.Before);
                    Visit(arm.Value, arm.Body);
                }

                break;
            default:
                foreach (var operand in Operands(value, scope))
                    Visit(value.Children[operand.Index], operand.Scope);
                break;
        }
    }

    /// <summary>The register that holds a value for the rows of a scope; computes it where it is not known yet.</summary>
    private int Emit(Value value, Scope scope)
    {
        var stays = value.CanFail && !IsShared(value);
        if (value.IsInput || !stays)
        {
            scope = value.IsInput ? _root : _homes[value.Id];
            if (scope.TryGetRegister(value, out var known))
                return known;
        }
        else if (_emitted.Contains(value.Id))
        {
            for (var around = scope; around is not null; around = around.Parent)
            {
                if (around.TryGetRegister(value, out var known))
                    return known;
            }
        }

        DeepStack.Guard();
        var register = EmitInstruction(value, scope);
        scope.SetRegister(value, register);
        _emitted.Add(value.Id);
        return register;
    }

    private int EmitInstruction(Value value, Scope scope)
    {
        if (value.Expression is Literal literal)
            return Append(scope, value.Type, (index, result) => new LiteralInstruction(literal) { Index = index, Result = result, Type = value.Type });
        if (IsFolded(value))
        {
            var program = new ExpressionProgram(new ProgramCompiler(_graph, [], foldsConstants: false).CompileConstant(value));
            return Append(scope, value.Type, (index, result) => new ConstantInstruction(program) { Index = index, Result = result, Type = value.Type });
        }

        return value.Expression switch
        {
            NaryPredicate => EmitLogic(value, scope),
            If or CaseWhen or Coalesce => EmitConditional(value, scope),
            _ => EmitCall(value, scope),
        };
    }

    private ProgramLayout CompileConstant(Value value) => Compile([], [value]);

    private int EmitCall(Value value, Scope scope)
    {
        var arguments = EmitOperands(value, scope);
        var kernelArgumentCount = value.Lambdas.IsEmpty ? arguments.Length : value.Lambdas[0].FirstCapture;
        var varying = -1;
        for (var i = 0; i < kernelArgumentCount; i++)
        {
            if (value.Children[i].IsConstant)
                continue;
            varying = varying == -1 ? i : -2;
        }

        var entryArgument = value.Lambdas.IsEmpty ? Math.Max(varying, -1) : -1;
        return Append(scope, value.Type, (index, result) =>
            new CallInstruction(value.Function!, InstructionText.Of(value), value.Expression.Origin, value.Lambdas, entryArgument)
            {
                Index = index,
                Result = result,
                Type = value.Type,
                Arguments = arguments,
                KernelArgumentCount = kernelArgumentCount,
                TakesNested = value.Children.Any(child => child.Type.PhysicalType.IsNested()),
            });
    }

    private int[] EmitOperands(Value value, Scope scope)
    {
        var registers = new int[value.Children.Count];
        foreach (var (index, inner, before) in Operands(value, scope))
        {
            var operand = value.Children[index];
            var register = Emit(operand, inner);
            registers[index] = ReferenceEquals(inner, scope)
                ? register
                : Append(scope, operand.Type, (i, result) => new OperandInstruction([.. inner.Block], register, inner.Mask)
                {
                    Index = i,
                    Result = result,
                    Type = operand.Type,
                    Arguments = [.. before.Select(b => registers[b])],
                });
        }

        return registers;
    }

    private int EmitLogic(Value value, Scope scope)
    {
        var terms = new List<LogicTerm>();
        foreach (var (condition, inner) in Terms(value, scope))
        {
            var register = Emit(condition, inner);
            terms.Add(new LogicTerm(ReferenceEquals(inner, scope) ? [] : [.. inner.Block], register));
        }

        var (remaining, decided) = Masks(scope);
        return Append(scope, value.Type, (index, result) =>
            new LogicInstruction(value.Expression is And, [.. terms], remaining, decided) { Index = index, Result = result, Type = value.Type });
    }

    private int EmitConditional(Value value, Scope scope)
    {
        var arms = new List<ConditionalArm>();
        foreach (var arm in Arms(value, scope))
        {
            var test = arm.Test is null ? -1 : Emit(arm.Test, arm.Before);
            var register = Emit(arm.Value, arm.Body);
            var before = ReferenceEquals(arm.Before, scope) ? [] : arm.Before.Block.ToArray();
            arms.Add(new ConditionalArm(before, test, ReferenceEquals(arm.Body, arm.Before) ? [] : arm.Body.Block.ToArray(), register));
        }

        var (remaining, taken) = Masks(scope);
        var name = value.Expression switch
        {
            If => "if",
            CaseWhen => "case",
            _ => "coalesce",
        };
        return Append(scope, value.Type, (index, result) =>
            new ConditionalInstruction(name, [.. arms], value.Expression is Coalesce, remaining, taken) { Index = index, Result = result, Type = value.Type });
    }

    /// <summary>
    /// The operands of a call in the order in which they are looked at, with the scopes they are computed in: one that can fail is
    /// computed for the rows in which those before it are not NULL, if NULLs make the result NULL.
    /// </summary>
    /// <remarks>Spark: <c>BinaryExpression.eval</c> and its like return before they come to the other operands.</remarks>
    private IEnumerable<(int Index, Scope Scope, int[] Before)> Operands(Value value, Scope scope)
    {
        var children = value.Children;
        var skips = value.Function is { Nulls: NullBehavior.Propagate } && value.Lambdas.IsEmpty;
        var lastFirst = value.Function is { LooksAtLastArgumentFirst: true };
        var nullable = new List<int>();
        for (var i = 0; i < children.Count; i++)
        {
            var index = lastFirst ? children.Count - 1 - i : i;
            var child = children[index];
            if (skips && nullable.Count > 0 && child.CanFail && !IsShared(child))
                yield return (index, Inner(value, scope, scope, index, Masks(scope).First), [.. nullable]);
            else
                yield return (index, scope, []);
            if (child.Reference.Nullable)
                nullable.Add(index);
        }
    }

    /// <summary>
    /// The conditions of an AND or OR with the scopes they are computed in: the first and cheap ones for all rows, the others for the
    /// rows that are not decided before.
    /// </summary>
    private IEnumerable<(Value Condition, Scope Scope)> Terms(Value value, Scope scope)
    {
        var inner = scope;
        for (var i = 0; i < value.Children.Count; i++)
        {
            var condition = value.Children[i];
            if (i == 0 || condition.IsCheap)
            {
                yield return (condition, scope);
                continue;
            }

            inner = Inner(value, scope, inner, i, Masks(scope).First);
            yield return (condition, inner);
        }
    }

    /// <summary>The arms of a conditional with the scopes of tests and values.</summary>
    private IEnumerable<(Value? Test, Scope Before, Value Value, Scope Body)> Arms(Value value, Scope scope)
    {
        var (remaining, taken) = Masks(scope);
        var before = scope;
        var children = value.Children;
        if (value.Expression is Coalesce)
        {
            for (var i = 0; i < children.Count; i++)
            {
                before = i == 0 ? scope : Inner(value, scope, before, i, remaining);
                yield return (children[i], before, children[i], before);
            }

            yield break;
        }

        var armCount = children.Count / 2;
        for (var i = 0; i < armCount; i++)
        {
            before = i == 0 ? scope : Inner(value, scope, before, 2 * i, remaining);
            yield return (children[2 * i], before, children[(2 * i) + 1], Inner(value, scope, before, (2 * i) + 1, taken));
        }

        if (children.Count % 2 == 1)
        {
            before = Inner(value, scope, before, 2 * armCount, remaining);
            yield return (null, before, children[^1], before);
        }
    }

    private Scope Inner(Value conditional, Scope around, Scope parent, int arm, int mask)
    {
        var inner = parent.Inner(conditional, arm, mask, around.Level + 1);
        _nesting = Math.Max(_nesting, inner.Level);
        return inner;
    }

    /// <summary>The masks of conditionals met in a scope. Conditionals side by side never run at the same time and share them.</summary>
    private (int First, int Second) Masks(Scope scope)
    {
        _nesting = Math.Max(_nesting, scope.Level + 1);
        return (1 + (2 * scope.Level), 2 + (2 * scope.Level));
    }

    /// <summary>True when the current demand reads the value as a column that is computed for all rows.</summary>
    private bool IsShared(Value value) => _demand >= value.SharedFrom;

    private bool IsFolded(Value value) => _foldsConstants && value is { IsConstant: true, Expression: not Literal };

    private int Append(Scope scope, DataType type, Func<int, int, Instruction> create)
    {
        var register = _registers.Count;
        _registers.Add(type);
        Append(scope, index => create(index, register));
        return register;
    }

    private void Append(Scope scope, Func<int, Instruction> create)
    {
        var instruction = create(_instructions.Count);
        _instructions.Add(instruction);
        scope.Block.Add(instruction);
    }
}
